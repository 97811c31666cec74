"""What a reader may ask of a model, whichever it is.

Messages are the usual list of ``{"role": "system" | "user" | "assistant", "content": "…"}``.
Every way of asking raises :class:`~extractor.errors.ModelUnavailable` when the model cannot be
asked at all and :class:`~extractor.errors.ModelReplyError` when its reply cannot be used, or there
is none because the model declines (:class:`~extractor.errors.ModelRefused`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import TypeVar

    from pydantic import BaseModel
    from typing_extensions import Self

    from extractor.reading import Tokens

    Structure = TypeVar("Structure", bound=BaseModel)

Message = dict[str, str]

TOKENS_PER_CHARACTER = (
    (re.compile(r"[a-z]"), 0.28),
    (re.compile(r"[A-Z]"), 0.42),  # all-capitals wires cost twice as much as mixed case
    (re.compile(r"[0-9]"), 1.3),
    (re.compile(r"[!-/:-@\[-`{-~\n]"), 0.85),
    (re.compile(r"[\u0080-\u07ff]"), 0.55),  # accented Latin, Cyrillic, Greek, Arabic, Hebrew
    (re.compile(r"[\u0800-\u1fff]"), 1.7),  # Indic, Thai, Burmese, Ethiopic: near a token a byte
    (re.compile(r"[\u2000-\uffff]"), 1.0),  # typographic marks, CJK, the rest
    (re.compile(r"[\U00010000-\U0010ffff]"), 3.0),  # emoji, rare scripts: near a token a byte
    (re.compile(r"[\x00-\x09\x0b-\x1f\x7f]"), 1.0),
    (re.compile(r" {8}"), 1.0),  # a single one costs nothing, being part of the word after it
    (re.compile(r"(?<=[A-Za-z0-9]{25})[A-Za-z0-9]"), 0.5),  # no word goes on so long: data
)
"""Measured with Qwen2.5's tokenizer on news in eight languages and seven scripts, then
rounded up; data (base64 …) costs its letters' share and as much again."""
TOKENS_PER_MESSAGE = 8
"""The chat template's own tokens around each message, rounded up."""


@dataclass(frozen=True)
class Answer:
    """A short plain answer.

    ``text`` has no blanks at either end. ``probability`` is between 0 and 1, or ``None`` where the
    server does not tell: with ``choices`` the choice's share among all the choices, otherwise the
    geometric mean of the answer's token probabilities (so long answers are not worse for being
    long). ``finished`` is false when the answer was cut off at ``max_tokens``.
    """

    text: str
    tokens: Tokens
    probability: float | None = None
    finished: bool = True


class Model(Protocol):
    """Something that answers questions: embedded, on a server, or hosted.

    ``name`` is what a record's ``extraction.model`` says, ``default_reader`` is ``"questions"`` or
    ``"record"``. ``spent`` is the sum of the tokens of all calls so far, failed ones included.
    A model is its own context manager; leaving it closes it.
    """

    name: str
    default_reader: str

    @property
    def spent(self) -> Tokens: ...

    @property
    def context_tokens(self) -> int | None:
        """How many tokens of prompt and answer the model takes, rather too few than too many;
        ``None`` where nobody knows. A server of one's own may be asked for it, once."""
        ...

    def ask(
        self,
        messages: list[Message],
        *,
        max_tokens: int,
        grammar: str | None = None,
        choices: Sequence[str] | None = None,
        logprobs: bool = False,
    ) -> Answer:
        """A short plain answer of at most ``max_tokens``.

        ``choices``: the answer's text is one of them, exactly. ``grammar`` (GBNF, or llguidance
        after ``%llguidance``) is sent only to servers that take it, so the caller still checks.
        ``logprobs`` asks for the probability; with ``choices`` it is the only way to get one.
        """
        ...

    def structured(
        self,
        messages: list[Message],
        response_model: type[Structure],
        *,
        max_tokens: int,
        most_tokens: int | None = None,
    ) -> tuple[Structure, Tokens]:
        """An instance of ``response_model`` and the tokens it took, failed tries included.

        A reply that is cut off at ``max_tokens`` is asked for again with twice the room, up to
        three times and up to ``most_tokens`` or what the model can give. Where ``most_tokens`` is
        left out an embedded model is not asked again: what it does not end, it repeats. Raises
        :class:`~extractor.errors.ModelRefused` where the model declines or a filter blocks.
        """
        ...

    def count_tokens(self, text: str) -> int:
        """About how many tokens ``text`` is; rather too many than too few."""
        ...

    def close(self) -> None:
        """Let go of the server or connection; a closed model can be asked again (it restarts)."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...


def estimate_tokens(text: str) -> int:
    """A cheap estimate that is rather too high than too low, for any tokenizer and script."""
    found = ((pattern.subn("", text)[1], cost) for pattern, cost in TOKENS_PER_CHARACTER)
    return int(sum(count * cost for count, cost in found)) + 1


def estimate_message_tokens(messages: list[Message]) -> int:
    """The same for a whole list of messages, with what the chat template adds."""
    return sum(estimate_tokens(m["content"]) + TOKENS_PER_MESSAGE for m in messages)
