"""Reads articles on request: a limited number at once, in turn, within a budget."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.batch.done import Done
from extractor.closing import Closing
from extractor.errors import ExtractorError
from extractor.validate import Finding, validate_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.batch.budget import Budget
    from extractor.pipeline import Extractor
    from extractor.text.article import Article

__all__ = ["BudgetSpent", "Busy", "Gone", "Service"]

WAITING = 64
"""Requests under way; at a second per article the last waits a minute."""
MOST_FINDINGS = 1000

Value = TypeVar("Value")


class Busy(ExtractorError):
    """Too many requests are under way, or the server is ending."""


class BudgetSpent(ExtractorError):
    """The server's budget has no room for another article."""


class Gone(ExtractorError):
    """The client no longer waits for the answer."""


async def _stays() -> bool:
    return False


class Service(Closing):
    """One extractor for all clients. Every method belongs to one event loop.

    ``concurrency`` articles are read at once, by default what suits the model; the others wait in
    order. ``take`` is called for each article that was read, from that loop.
    """

    def __init__(
        self,
        extractor: Extractor,
        *,
        budget: Budget | None = None,
        concurrency: int | None = None,
        waiting: int = WAITING,
        take: Callable[[Done], None] = lambda _: None,
    ) -> None:
        self.extractor = extractor
        self.concurrency = concurrency or extractor.concurrency
        self._budget = budget
        self._most_waiting = waiting
        self._take = take
        self._requests = 0
        self._line: deque[object] = deque()
        self._texts: dict[object, int] = {}  # the least tokens of each article being read
        self._turn = asyncio.Condition()
        self._ending = False

    @property
    def waiting(self) -> int:
        """The number of articles that wait for their turn."""
        return len(self._line)

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """Count a request during the block. Raises :class:`Busy` if there are too many."""
        if self._ending:
            raise Busy("the server is ending")
        if self._requests >= self._most_waiting:
            raise Busy(f"{self._requests} requests are under way; ask again later")
        self._requests += 1
        try:
            yield
        finally:
            self._requests -= 1

    async def read(self, article: Article, gone: Callable[[], Awaitable[bool]] = _stays) -> Done:
        """The result of the article, once it is its turn; an error is part of the result.

        ``gone`` is called at its turn and says whether the client has left. Raises :class:`Busy`,
        :class:`BudgetSpent`, :class:`Gone`, and :class:`~extractor.errors.ModelUnavailable` if no
        article can be read.
        """
        me = object()
        least = self.extractor.least_tokens(article) if self._budget else 0
        async with self._turn:
            self._line.append(me)
            try:
                while not self._may_begin(me, least):
                    await self._turn.wait()
                self._texts[me] = least
            finally:
                self._line.remove(me)
                self._turn.notify_all()
        try:
            if await gone():
                raise Gone("nobody waits for the answer")
            outcome = await _in_thread(lambda: self.extractor.process(article))
            done = Done.of(article, outcome)
            if self._budget:
                self._budget.take(done.tokens)
            self._take(done)
            return done
        finally:
            del self._texts[me]
            async with self._turn:
                self._turn.notify_all()

    async def check(
        self, records: Sequence[Mapping[str, Any]], kind: str | None = None
    ) -> list[Finding]:
        """The first findings about records; see :func:`extractor.validate.validate_records`.

        Raises :class:`~extractor.errors.TableError` for anything but such records.
        """

        def found() -> list[Finding]:
            with_end = zip(range(MOST_FINDINGS), validate_records(records, kind=kind), strict=False)
            return [finding for _, finding in with_end]

        return await _in_thread(found)

    def end(self) -> None:
        """Begin no more articles: waiting clients are refused, articles being read go on."""
        self._ending = True
        waking = asyncio.ensure_future(self._wake())
        waking.add_done_callback(lambda _: None)

    def close(self) -> None:
        """Let go of the extractor."""
        self.extractor.close()

    async def _wake(self) -> None:
        async with self._turn:
            self._turn.notify_all()

    def _may_begin(self, me: object, least: int) -> bool:
        if self._ending:
            raise Busy("the server is ending")
        if self._line[0] is not me or len(self._texts) >= self.concurrency:
            return False
        if self._budget is None or self._budget.allows([*self._texts.values(), least]):
            return True
        if self._texts:  # they may cost less than expected
            return False
        raise BudgetSpent(self._budget.reason())


async def _in_thread(work: Callable[[], Value]) -> Value:
    """The result of the work, done in a thread that does not delay the end of the process."""
    loop = asyncio.get_running_loop()
    made: asyncio.Future[Value] = loop.create_future()

    def settle(settled: Callable[[], None]) -> None:
        if not made.done():  # given up meanwhile
            settled()

    def run() -> None:
        try:
            tell: Callable[[], None] = partial(made.set_result, work())
        except BaseException as error:
            tell = partial(made.set_exception, error)
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, tell)

    threading.Thread(target=run, name="article", daemon=True).start()
    return await made
