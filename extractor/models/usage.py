"""Counts the tokens of every reply, also of discarded ones."""

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
"""Errors of any library that mean that a reply did not come in time, or not completely."""
NOT_SENT = frozenset(
    {"ConnectTimeout", "ConnectTimeoutError", "ConnectError", "WriteTimeout", "PoolTimeout"}
)


def tokens_of(response: Any) -> Tokens:
    """The tokens of one reply of any provider; 0 where it reports none."""
    usage = reported(response)
    return Tokens(usage.prompt or 0, usage.cached or 0, usage.completion or 0)


@dataclass
class Meter:
    """The cost of one thread's calls while it is measured: tokens, and how many times the last
    question was sent."""

    tokens: Tokens = field(default_factory=Tokens)
    tries: int = 0


_measured = threading.local()


@contextmanager
def metered() -> Iterator[Meter]:
    """Measure what this thread asks of any model. Several articles are read at once, each in its
    own thread."""
    before = getattr(_measured, "meter", None)
    _measured.meter = meter = Meter()
    try:
        yield meter
    finally:
        _measured.meter = before


def note_lost() -> None:
    """Note that the last request of this thread gets no complete reply. The server may have made
    one, so it is charged."""
    sender, request = getattr(_measured, "sent", None) or (None, {})
    if sender is not None:
        sender._spend(charge_lost(request))


def note_try(number: int) -> None:
    """Note that this thread's question is being sent for the ``number``-th time."""
    meter: Meter | None = getattr(_measured, "meter", None)
    if meter:
        meter.tries = number


class CallCount:
    """The tokens of all replies to one structured call, counted through instructor's hooks.
    ``asked`` is the request and ``hides`` whether the model hides its thoughts; both are given,
    since each provider's own form of a request need not show them.
    """

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
        # Now: instructor later adds the usage of earlier tries to the response it returns.
        try:
            self.tokens += charge(response, self.asked, self._sent, hides=self.hides)
        except Exception:  # an error of some library; nobody would see it here
            self.tokens += charge_lost(self.asked)

    def _failed(self, error: Exception, **_: Any) -> None:
        """Charge a reply that never came, as the server may have made it. An error status is no
        reply."""
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
    """What all models share: name, tokens spent, and closing."""

    default_reader = "record"
    """it is asked for whole structures"""
    concurrency = 8
    """Articles to read at once by default."""

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
        """The request unchanged, noted as the one that this thread now sends."""
        _measured.sent = (self, request)
        return request

    def _charged(self, reply: Any, *, hides: bool = False) -> Tokens:
        """The tokens of the reply to that request, added to those spent; see
        :func:`~extractor.models.charges.charge`."""
        _, request = getattr(_measured, "sent", None) or (self, {})
        _measured.sent = None
        return self._spend(charge(reply, request, hides=hides))

    def _add_spent(self, tokens: Tokens) -> Tokens:
        """Count the tokens for the model only: another object has measured them already."""
        with self._spending:
            self._spent += tokens
        return tokens

    @contextmanager
    def counted(self) -> Iterator[CallCount]:
        """Count what one structured call spends, whether it succeeds or not."""
        count = CallCount()
        try:
            yield count
        finally:
            self._spend(count.tokens)

    def close(self) -> None:
        """Does nothing, unless a subclass has something to close."""
