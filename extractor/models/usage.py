"""Counting tokens: of every reply, also of those that were thrown away."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extractor.closing import Closing
from extractor.models.charges import charge, charge_lost, charge_refused, reported
from extractor.models.faults import chain_of
from extractor.models.refusals import is_refusal_status
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator


LOST = frozenset(
    {"APITimeoutError", "TimeoutException", "ReadTimeout", "ReadTimeoutError", "TimeoutError"}
    | {"DeadlineExceeded", "ReadError", "RemoteProtocolError", "ProtocolError", "IncompleteRead"}
    | {"IncompleteReadError", "ResponseStreamingError", "ConnectionClosedError"}
    | {"ChunkedEncodingError", "JSONDecodeError", "APIResponseValidationError"}
)
"""Errors, of whatever library, that say that a reply did not come in time, or not whole."""
NOT_SENT = frozenset(
    {"ConnectTimeout", "ConnectTimeoutError", "ConnectError", "WriteTimeout", "PoolTimeout"}
)


def tokens_of(response: Any) -> Tokens:
    """The tokens of one reply of any provider; what it does not tell is 0."""
    usage = reported(response)
    return Tokens(usage.prompt or 0, usage.cached or 0, usage.completion or 0)


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


def note_lost() -> None:
    """The request that this thread has sent last gets no reply, or not a whole one, though the
    server may have made one: it is charged for."""
    sender, request = getattr(_measured, "sent", None) or (None, {})
    if sender is not None:
        sender._spend(charge_lost(request))


def note_try(number: int) -> None:
    """The question this thread asks is being sent for the ``number``-th time."""
    meter: Meter | None = getattr(_measured, "meter", None)
    if meter:
        meter.tries = number


class CallCount:
    """The tokens of all replies to one structured call, through instructor's hooks. ``asked`` is
    what was asked for, and ``hides`` whether the model keeps its thoughts to itself: each provider
    has a form of its own for a request, which need not say either."""

    def __init__(self) -> None:
        from instructor.core.hooks import Hooks

        self.tokens = Tokens()
        self.asked: dict[str, Any] = {}
        self.hides = False
        self.hooks = Hooks()
        self._sent: dict[str, Any] = {}
        self.hooks.on("completion:kwargs", self._sending)
        self.hooks.on("completion:response", self._add)
        self.hooks.on("completion:error", self._failed)

    def _sending(self, *_: Any, **request: Any) -> None:
        self._sent = request

    def _add(self, response: Any) -> None:
        # Now: instructor later adds earlier tries' usage onto the response it hands back.
        try:
            self.tokens += charge(response, self.asked, self._sent, hides=self.hides)
        except Exception:  # of somebody's library; nobody would hear of it here
            self.tokens += charge_lost(self.asked)

    def _failed(self, error: Exception, **_: Any) -> None:
        """A reply that is waited for in vain may have been made; an error status is none."""
        chain = chain_of(error)
        names = {kind.__name__ for one in chain for kind in type(one).__mro__}
        statuses = [getattr(one, "status_code", None) for one in chain]
        if any(isinstance(status, int) and status >= 400 for status in statuses):
            if any(is_refusal_status(one) for one in chain):
                self.tokens += charge_refused(self.asked)
            return
        if names & LOST and not names & NOT_SENT:
            self.tokens += charge_lost(self.asked)


class SpendingModel(Closing):
    """What all models share: their name, what they have spent, and closing at the end."""

    default_reader = "record"
    """As it is asked whole structures."""
    concurrency = 8
    """Articles to read at once where nobody says how many."""

    def __init__(self, name: str, context_tokens: int | None = None) -> None:
        self.name = name
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

    def _sending(self, request: dict[str, Any]) -> dict[str, Any]:
        """The request as it is, which this thread now sends."""
        _measured.sent = (self, request)
        return request

    def _charged(self, reply: Any, *, hides: bool = False) -> Tokens:
        """What the reply to that request took, counted as spent; see
        :func:`~extractor.models.charges.charge`."""
        _, request = getattr(_measured, "sent", None) or (self, {})
        _measured.sent = None
        return self._spend(charge(reply, request, hides=hides))

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
