"""Reads articles in several processes behind the interface of one extractor."""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import extractor.errors
from extractor.batch.loop import articles_in_hand
from extractor.batch.starting import program, tie
from extractor.batch.worker import LAST_WORDS, Answer, Order
from extractor.errors import ExtractorError, ModelUnavailable
from extractor.models import faults
from extractor.pipeline import Extractor, Outcome

if TYPE_CHECKING:
    from extractor.models.cache import CacheUse
    from extractor.text.article import Article

__all__ = ["ProcessExtractor", "WrittenEvent"]


@dataclass(frozen=True)
class WrittenEvent:
    """An event record that is already a line of JSON."""

    line: str
    is_dayless: bool = False
    """See :class:`extractor.records.EventRecord`."""

    def json_line(self) -> str:
        """See :meth:`extractor.records.EventRecord.json_line`."""
        return self.line


class ProcessExtractor(Extractor):
    """An extractor that reads articles in ``count`` processes, with ``concurrency`` requests at a
    time in all. Events come as :class:`WrittenEvent`. Thread-safe.

    ``options`` are those of :class:`Extractor` and must be picklable. If a process dies, the
    articles it had fail and the others go on. :meth:`close` ends the processes.
    """

    def __init__(self, options: dict[str, Any], *, count: int, concurrency: int) -> None:
        super().__init__(**options)
        self._concurrency = concurrency
        requests = -(-concurrency // count)
        order = Order({**options, "console": None}, articles_in_hand(requests), requests)
        self._workers: list[_Worker] = []
        try:
            for _ in range(count):
                self._workers.append(_Worker(order))
        except (OSError, RuntimeError) as error:  # from the system: no memory, no files, no threads
            self.close()
            why = getattr(error, "strerror", None) or error
            words = f"no process that reads articles can be started: {why}"
            raise ModelUnavailable(words) from None

    @property
    def concurrency(self) -> int:
        """See :class:`Extractor`."""
        return self._concurrency

    @property
    def cache_use(self) -> CacheUse | None:
        """See :class:`Extractor`; the sum over all processes."""
        uses = [worker.cache_use for worker in self._workers if worker.cache_use]
        return sum(uses[1:], uses[0]) if uses else None

    def process(self, article: Article) -> Outcome:
        """See :class:`Extractor`."""
        alive = [worker for worker in self._workers if worker.alive]
        if not alive:
            raise ModelUnavailable("every process that read articles has died")
        answer = min(alive, key=lambda worker: len(worker.asked)).ask(article).result()
        error = _error(answer)
        if answer.fatal:
            assert error is not None
            raise error
        events: list[Any] = [WrittenEvent(*event) for event in answer.events]
        outcome_fields = answer.outcome_fields or {"article_id": article.key}
        return Outcome(events=events, error=error, **outcome_fields)

    def close(self) -> None:
        """End the processes and release the model."""
        for worker in self._workers:
            worker.close()
        super().close()


class _Worker:
    """One process and the articles it was asked for."""

    def __init__(self, order: Order) -> None:
        # A session of its own: Ctrl-C reaches the parent only, which then lets it finish.
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", program("extractor.batch.worker"), *tie()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self.alive = True
        self.asked: dict[int, Future[Answer]] = {}
        self.cache_use: CacheUse | None = None
        self._count = 0
        self._lock = threading.Lock()
        self._why = "out of memory?"
        with contextlib.suppress(BrokenPipeError):  # it has died, which is noticed below
            self._send(order)
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, article: Article) -> Future[Answer]:
        """The answer for the article, as a future."""
        future: Future[Answer] = Future()
        with self._lock:
            self._count += 1
            number = self._count
            self.asked[number] = future
            try:
                self._send((number, article))
            except OSError:
                self._died()
        return future

    def close(self) -> None:
        """End the process: it reads to the end of its input and stops at once."""
        self.alive = False
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _send(self, what: Any) -> None:
        assert self._process.stdin
        self._process.stdin.write(pickle.dumps(what))
        self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout
        while True:
            try:
                answer: Answer = pickle.load(self._process.stdout)
            except Exception:  # end of output, or not an answer: nothing more comes from there
                with self._lock:
                    self._died()
                return
            if answer.number == LAST_WORDS and answer.error:
                name, words, _ = answer.error
                self._why = f"{name}: {words}" if words else name
            if answer.cache_use:  # answers of two threads may arrive in the wrong order
                uses = [use for use in (self.cache_use, answer.cache_use) if use]
                self.cache_use = max(uses, key=lambda use: use.hits + use.unkept)
            future = self.asked.pop(answer.number, None)
            if future:
                future.set_result(answer)

    def _died(self) -> None:
        self.alive = False
        words = f"the process that read it has died ({self._why})"
        while self.asked:
            number, future = self.asked.popitem()
            future.set_result(Answer(number, error=(ExtractorError.__name__, words, False)))


def _error(answer: Answer) -> ExtractorError | None:
    if answer.error is None:
        return None
    name, words, internal = answer.error
    kind: Any = getattr(extractor.errors, name, None) or getattr(faults, name, ExtractorError)
    error: ExtractorError = kind.__new__(kind)  # some need more than a message to be made
    Exception.__init__(error, words)
    if internal:
        error.__cause__ = RuntimeError(words)
    return error
