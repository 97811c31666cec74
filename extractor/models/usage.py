"""Counting tokens: of every reply, also of those that were thrown away."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from typing_extensions import Self


def tokens_of(response: Any) -> Tokens:
    """The tokens of one reply of any provider; what it does not tell is 0.

    ``prompt`` holds the cached ones too, as OpenAI counts; Anthropic counts them beside.
    """
    usage = getattr(response, "usage", None) or getattr(response, "usage_metadata", None)
    details = getattr(usage, "prompt_tokens_details", None)
    if hasattr(usage, "input_tokens"):  # Anthropic and its kin
        cached = _number(usage, "cache_read_input_tokens")
        written = _number(usage, "cache_creation_input_tokens")
        prompt = _number(usage, "input_tokens") + cached + written
        return Tokens(prompt, cached, _number(usage, "output_tokens"))
    if hasattr(usage, "prompt_token_count"):  # Google
        return Tokens(
            _number(usage, "prompt_token_count"),
            _number(usage, "cached_content_token_count"),
            _number(usage, "candidates_token_count"),
        )
    return Tokens(
        _number(usage, "prompt_tokens"),
        _number(details, "cached_tokens"),
        _number(usage, "completion_tokens"),
    )


def _number(thing: Any, name: str) -> int:
    value = getattr(thing, name, None)
    return max(value, 0) if isinstance(value, int) else 0


@dataclass
class Meter:
    """What the calls of one thread cost while it is measured: their tokens, and how many times
    the last question was sent."""

    tokens: Tokens = field(default_factory=Tokens)
    tries: int = 0


_measured = threading.local()


@contextmanager
def metered() -> Iterator[Meter]:
    """Measures what this thread asks of any model; several articles are read at once, each in a
    thread of its own."""
    before = getattr(_measured, "meter", None)
    _measured.meter = meter = Meter()
    try:
        yield meter
    finally:
        _measured.meter = before


def note_try(number: int) -> None:
    """The question this thread asks is being sent for the ``number``-th time."""
    meter: Meter | None = getattr(_measured, "meter", None)
    if meter:
        meter.tries = number


class CallCount:
    """The tokens of all replies to one structured call, through instructor's hooks."""

    def __init__(self) -> None:
        from instructor.core.hooks import Hooks

        self.tokens = Tokens()
        self.hooks = Hooks()
        self.hooks.on("completion:response", self._add)

    def _add(self, response: Any) -> None:
        # Now: instructor later adds earlier tries' usage onto the response it hands back.
        self.tokens += tokens_of(response)


class SpendingModel:
    """What all models share: their name, what they have spent, and closing at the end."""

    concurrency = 8
    """Articles to read at once where nobody says how many."""

    def __init__(self, name: str, default_reader: str, context_tokens: int | None = None) -> None:
        self.name = name
        self.default_reader = default_reader
        self._context_tokens = context_tokens
        self._spent = Tokens()
        self._spending = threading.Lock()

    @property
    def spent(self) -> Tokens:
        """Tokens of all calls so far, failed ones included."""
        return self._spent

    @property
    def context_tokens(self) -> int | None:
        """See :class:`~extractor.models.protocol.Model`."""
        return self._context_tokens

    def _spend(self, tokens: Tokens) -> Tokens:
        meter: Meter | None = getattr(_measured, "meter", None)
        if meter:
            meter.tokens += tokens
        return self._add_spent(tokens)

    def _add_spent(self, tokens: Tokens) -> Tokens:
        """Counted for the model alone: another has already had them measured."""
        with self._spending:
            self._spent += tokens
        return tokens

    @contextmanager
    def counted(self) -> Iterator[CallCount]:
        """Counts what one structured call spends, whether it succeeds or not."""
        count = CallCount()
        try:
            yield count
        finally:
            self._spend(count.tokens)

    def close(self) -> None:
        """Nothing to let go of, unless a subclass says so."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
