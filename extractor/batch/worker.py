"""A process that reads articles for another: what it is started with and what it sends back.

Python runs one thread at a time, so one process works off some hundred articles a second,
however many wait for the model. Here an extractor with its threads is a process of its own. It is
told over its standard input and answers over its standard output, pickled; nothing, keys and
addresses neither, is in its command line, and it ends when the other end of its input is closed.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import sys
import threading
from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, BinaryIO

from extractor.batch.starting import end_with_parent

if TYPE_CHECKING:
    from extractor.models.cache import CacheUse
    from extractor.pipeline import Outcome
    from extractor.text.article import Article

__all__ = ["LAST_WORDS", "Answer", "Order", "packed", "warm_up", "work"]

LAST_WORDS = 0
"""The number of the answer to no article: why the process ends."""


@dataclass(frozen=True)
class Order:
    """The first thing a worker is told: how to make its extractor, and how many articles it reads
    at once, with so many requests to the server."""

    options: dict[str, Any]
    articles: int
    requests: int


@dataclass(frozen=True)
class Answer:
    """What became of an article: an outcome whose events are written already, each with whether
    it has no day, or the error that ends the run; and what the process's cache was good for so
    far."""

    number: int
    events: list[tuple[str, bool]] = field(default_factory=list)
    error: tuple[str, str, bool] | None = None  # class, words, whether a fault of the program
    outcome_fields: dict[str, Any] = field(default_factory=dict)
    fatal: bool = False
    cache_use: CacheUse | None = None


def packed(number: int, outcome: Outcome) -> Answer:
    """The answer for an outcome."""
    error = outcome.error
    return Answer(
        number,
        [(event.json_line(), event.is_dayless) for event in outcome.events],
        (type(error).__name__, str(error), error.__cause__ is not None) if error else None,
        {
            "article_id": outcome.article_id,
            "tokens": outcome.tokens,
            "seconds": outcome.seconds,
            "warnings": outcome.warnings,
            "asked": outcome.asked,
            "tries": outcome.tries,
            "cut": outcome.cut,
        },
    )


def work(orders: BinaryIO, answers: BinaryIO) -> None:
    """Read articles until no more come."""
    gc.disable()  # until all modules and tables are there
    from extractor.errors import ExtractorError, ModelUnavailable
    from extractor.pipeline import Extractor

    order: Order = pickle.load(orders)
    extractor = Extractor(**order.options)
    pace = getattr(extractor.model, "pace", None)
    if pace is not None:
        pace.most = order.requests
    queue: deque[tuple[int, Article]] = deque()
    waiting = threading.Semaphore(0)
    sending = threading.Lock()

    def one(number: int, article: Article) -> Answer:
        try:
            answer = packed(number, extractor.process(article))
            return replace(answer, cache_use=extractor.cache_use)
        except ModelUnavailable as error:
            return Answer(number, error=(type(error).__name__, str(error), False), fatal=True)
        except Exception as fault:
            words = f"internal error, {type(fault).__name__}: {fault}"
            return Answer(number, error=(ExtractorError.__name__, words, True))

    def read() -> None:
        try:
            while True:
                waiting.acquire()
                data = pickle.dumps(one(*queue.popleft()))
                with sending:
                    answers.write(data)
                    answers.flush()
        except BaseException as error:  # nobody else hears of it, and it would be waited for
            with sending:
                _end(answers, error)

    for count in range(order.articles):
        try:
            threading.Thread(target=read, daemon=True).start()
        except RuntimeError:  # the system gives no more: those there are read
            if not count:
                raise
            break
    with contextlib.suppress(Exception):  # what cannot be read is told when an article is
        warm_up()
    gc.enable()
    while True:
        try:
            queue.append(pickle.load(orders))
        except (EOFError, OSError, pickle.UnpicklingError):  # also in the middle of an article
            os._exit(0)  # whoever asked is gone: nobody waits for what is in flight
        waiting.release()


def warm_up() -> None:
    """Read the tables, and import what is imported late, while the first article of
    the run goes alone through another process."""
    from extractor.analysis import Analysis
    from extractor.dates.said import days_said
    from extractor.models.structured import shell_of
    from extractor.readers.record import ArticleReading
    from extractor.text.article import Article
    from extractor.tolls.said import count_said

    shell_of(ArticleReading)
    analysis = Analysis(Article("A bomb killed two people in Mosul, Iraq, on 3 May 2016."))
    for look in ("places", "groups"):
        list(getattr(analysis, look))
    days_said("3 May 2016", None)
    count_said("two people")
    gc.collect()
    gc.freeze()  # tables and modules stay: they are not looked through again and again
    gc.set_threshold(50_000)  # an article's objects have few cycles


def main() -> None:
    """What the process runs. Whatever is printed within goes to standard error."""
    end_with_parent()
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdin = None
    try:
        work(orders, answers)
    except BaseException as error:
        _end(answers, error)


def _end(answers: BinaryIO, error: BaseException) -> None:
    """End the process, and say why to the one that has asked."""
    said = (type(error).__name__, str(error), True)
    with contextlib.suppress(Exception):
        answers.write(pickle.dumps(Answer(LAST_WORDS, error=said)))
        answers.flush()
    os._exit(1)
