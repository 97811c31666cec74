"""The loop over many articles: several in flight, none waiting for another, each failing alone.

The readers are plain synchronous code, and most of an article's time is spent waiting for the
model. So articles in flight are threads: a limited number, fed from a short queue, without any
barrier. Each result is passed on as soon as it is there, one at a time.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from extractor.batch.delivery import DeadEndpoint, Delivery
from extractor.batch.done import Done, Fate
from extractor.batch.keys import KeySet, article_key
from extractor.errors import NO_THREAD, ArticleError, ExtractorError, ModelUnavailable
from extractor.interrupts import LOOK_S, kept_back
from extractor.reading import Tokens

if TYPE_CHECKING:
    from extractor.batch.budget import Budget
    from extractor.pipeline import Extractor
    from extractor.text.article import Article

__all__ = ["Batch", "DeadEndpoint", "extract_many"]

PATIENCE = 10
"""The server is taken for dead after this many articles, plus two for each in flight, that fail in
a row because of it."""
AHEAD = 32
"""With ``ordered``: how many articles per article in flight may finish before a slow one."""


def articles_in_hand(requests: int) -> int:
    """How many articles to read at once for a number of requests: half as many again, so that the
    server stays busy while some articles are coded and written."""
    return requests + requests // 2


class Batch:
    """Sends articles through one extractor, ``concurrency`` at a time.

    ``take`` gets each :class:`Done`, one at a time, from threads of the batch: as they finish, or
    with ``ordered`` in the order of :meth:`submit`. An exception from it stops the batch and is
    raised by :meth:`submit` or :meth:`finish`. ``drop`` gets the articles that are left undone
    because the server is dead or ``take`` has raised. ``before`` are the keys of articles that
    earlier runs finished. The first article goes alone, so that a wrong key costs one request.

    Call :meth:`submit` for each article, then :meth:`finish`; :meth:`stop` ends submission early.
    """

    def __init__(
        self,
        extractor: Extractor,
        take: Callable[[Done], None],
        *,
        concurrency: int | None = None,
        ordered: bool = False,
        before: KeySet | None = None,
        budget: Budget | None = None,
        drop: Callable[[Done], None] = lambda _: None,
    ) -> None:
        self._extractor = extractor
        self._take = take
        self._concurrency = max(1, concurrency or extractor.concurrency)
        self._most = self._concurrency
        pace = getattr(getattr(extractor, "model", None), "pace", None)
        if pace is not None:
            pace.most = self._concurrency
            self._most = articles_in_hand(self._concurrency)
        self._budget = budget
        self._before = before or KeySet()
        self._settings = extractor.settings
        self._delivery = Delivery(take, ordered, PATIENCE + 2 * self._concurrency, drop)
        self._numbers = itertools.count()
        self._queue: deque[tuple[int, Article | ArticleError, bytes, int]] = deque()
        self._threads = 0
        self._idle = 0
        self._running = 0
        self._texts: dict[int, int] = {}  # tokens of the texts of articles in flight
        self._allowed = 1
        self._busy: set[bytes] = set()
        self._seen = KeySet()
        self._closed = self._abandoned = False
        self._fault: BaseException | None = None
        self._undone = 0
        self.ended: str | None = None
        """Why no more articles are begun although nothing failed: the budget is used up."""
        self._lock = threading.Lock()
        self._work, self._room = (threading.Condition(self._lock) for _ in range(2))

    @property
    def in_flight(self) -> int:
        """The number of articles being read now."""
        return self._running

    @property
    def undone(self) -> int:
        """The number of submitted articles that neither finished nor failed."""
        return self._undone + self._delivery.undone + (self._running if self._abandoned else 0)

    def submit(self, article: Article | ArticleError) -> bool:
        """Add an article, or the error that a source gave in its place. Waits while the queue is
        full.

        Returns false when no more are taken. Raises what stopped the batch.
        """
        key = b"" if isinstance(article, ArticleError) else article_key(article, self._settings)
        least = self._least(article)
        while True:
            with kept_back() as signals, self._lock:
                while not self._closed and self._full() and not signals:
                    self._room.wait(LOOK_S)
                if signals:  # the signal takes effect once the lock is free
                    continue
                if self._closed:
                    self._undone += 1
                    self._raise()
                    return False
                self._queue.append((next(self._numbers), article, key, least))
                if self._idle < len(self._queue) and self._threads < self._most:
                    self._one_more()
                self._work.notify()
                return True

    def stop(self) -> None:
        """Begin no more articles; those in flight go on."""
        with kept_back(), self._lock:
            self._close()

    def finish(self, timeout_s: float | None = None) -> bool:
        """Wait until all submitted articles are done, then raise what stopped the batch, if
        anything. Returns false if that takes longer than ``timeout_s``."""
        end = None if timeout_s is None else time.monotonic() + timeout_s
        while not self._all_done(end):
            if end is not None and time.monotonic() >= end:
                return False
        self._delivery.close()
        self._raise()
        return True

    def _all_done(self, end: float | None) -> bool:
        """Wait until all is done, or until ``end`` or a signal; no articles are accepted after
        that."""
        with kept_back() as signals, self._lock:
            while (self._queue or self._running) and not signals:
                left = LOOK_S if end is None else min(LOOK_S, end - time.monotonic())
                if left <= 0:
                    return False
                self._work.notify_all()
                self._room.wait(left)
            if self._queue or self._running:
                return False
            self._close()
            return True

    def abandon(self) -> None:
        """Stop at once: articles in flight are given up without a result."""
        self.stop()
        self._delivery.abandon()
        self._abandoned = True

    def _one_more(self) -> None:
        """Start one more thread. If the system refuses, the existing threads do the work."""
        # A daemon thread: after a second Ctrl-C the program does not wait for a server that hangs.
        thread = threading.Thread(target=self._worker, name="article", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            if not self._threads:
                self._close()
                raise ExtractorError(NO_THREAD) from None
            self._most = self._threads
        else:
            self._threads += 1

    def _full(self) -> bool:
        waiting = len(self._queue)
        return waiting >= self._concurrency or self._delivery.waiting > AHEAD * self._concurrency

    def _close(self) -> None:
        self._closed = True
        self._undone += len(self._queue)
        self._queue.clear()
        self._work.notify_all()
        self._room.notify_all()

    def _raise(self) -> None:
        if self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault

    def _worker(self) -> None:
        try:
            self._work_on()
        except BaseException as error:  # otherwise nobody sees it, and all would wait for ever
            with self._work:
                self._fault = self._fault or error
                self._close()

    def _work_on(self) -> None:
        while (picked := self._pick()) is not None:
            number, entry, key, fate = picked
            done: Done | None = None
            fault: BaseException | None = None
            try:
                done = self._done(entry, key, fate)
            except BaseException as error:
                fault = error
            try:
                self._delivery.put(number, done)
            except DeadEndpoint as error:
                fault = error
            except BaseException as error:  # it could not be written, so it is not done
                done, fault = None, error
            self._leave(number, key, done, fault)

    def _pick(self) -> tuple[int, Article | ArticleError, bytes, Fate | None] | None:
        """The next article, its key, and its fate if its text was there before; ``None`` when there
        will be no more. The text is marked as being read in the order of the articles, so that of
        two equal texts the first is always the one that is read.
        """
        with self._work:
            while True:
                if self._queue and self._running < self._allowed:
                    if self._may_begin():
                        break
                    if not self._running:
                        assert self._budget is not None
                        self.ended = self._budget.reason()
                        self._close()
                if self._closed and not self._queue:
                    self._threads -= 1
                    return None
                self._idle += 1
                try:
                    self._work.wait()
                finally:
                    self._idle -= 1
            number, entry, key, least = self._queue.popleft()
            fate = self._fate_of(key) if key else None
            self._running += 1
            self._texts[number] = 0 if fate else least
            self._room.notify()
        return number, entry, key, fate

    def _may_begin(self) -> bool:
        """Whether the budget has room for the next article beside those in flight."""
        _, _, key, least = self._queue[0]
        if self._budget is None or (key and self._is_known(key)):
            return True
        return self._budget.allows([*self._texts.values(), least])

    def _is_known(self, key: bytes) -> bool:
        return any(key in keys for keys in (self._before, self._busy, self._seen))

    def _least(self, entry: Article | ArticleError) -> int:
        """The least number of tokens that reading an article takes: those of its text."""
        if self._budget is None or isinstance(entry, ArticleError):
            return 0
        least = getattr(self._extractor, "least_tokens", None)
        return int(least(entry)) if least else 0

    def _fate_of(self, key: bytes) -> Fate | None:
        if key in self._before:
            return Fate.BEFORE
        if key in self._busy or key in self._seen:
            return Fate.SAME
        self._busy.add(key)
        return None

    def _done(self, entry: Article | ArticleError, key: bytes, fate: Fate | None) -> Done | None:
        if isinstance(entry, ArticleError):
            return Done(Fate.FAILED, None, error=entry)
        if fate:
            return Done(fate, entry, key=key)
        try:
            outcome = self._extractor.process(entry)
        except ModelUnavailable:
            raise
        except Exception as fault:  # a bug: the other articles are still read
            error = ExtractorError(f"internal error, {type(fault).__name__}: {fault}")
            error.__cause__ = fault
            return Done(Fate.FAILED, entry, error=error, key=key)
        return Done.of(entry, outcome, key)

    def _leave(
        self, number: int, key: bytes, done: Done | None, fault: BaseException | None
    ) -> None:
        with self._work:
            self._running -= 1
            self._texts.pop(number, None)
            fate = done.fate if done else None
            if fate not in (Fate.SAME, Fate.BEFORE):
                self._busy.discard(key)
            if fate in (Fate.READ, Fate.NOTHING):
                self._seen.add(key)
            if done and self._budget and done.tokens != Tokens():
                self._budget.take(done.tokens)
            if fault is not None:
                self._undone += done is None
                self._fault = self._fault or fault
                self._close()
            if done and done.asked and self._allowed == 1:
                self._allowed = self._most
                self._work.notify_all()
            else:
                self._work.notify()
            self._room.notify_all()


def extract_many(
    articles: Iterable[Article | ArticleError],
    extractor: Extractor,
    *,
    concurrency: int | None = None,
    ordered: bool = False,
    budget: Budget | None = None,
) -> Iterator[Done]:
    """Read several articles at once and yield each with its result; memory stays constant.

    ``concurrency`` is by default what suits the model: 1 for a model on this machine, 8 for a
    server. ``ordered`` keeps the order of the articles; otherwise they come as they finish. A text
    that comes twice is read once. An article that fails is a :class:`Done` with its error, and so
    is an :class:`ArticleError` among the articles. Raises :class:`ModelUnavailable` when the model
    cannot be asked at all, and whatever ``articles`` raises.
    """
    ready: deque[Done] = deque()
    batch = Batch(extractor, ready.append, concurrency=concurrency, ordered=ordered, budget=budget)
    try:
        for article in articles:
            if not batch.submit(article):
                break
            while ready:
                yield ready.popleft()
        batch.finish()
    except ExtractorError:
        with suppress(ExtractorError):
            batch.finish()
        yield from ready  # results from before the error are still passed on
        raise
    finally:
        batch.stop()
    yield from ready
