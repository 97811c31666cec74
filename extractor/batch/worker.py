"""A process that reads articles for another one: its input and its answers.

Python runs one thread at a time, so one process handles some hundred articles a second, however
many wait for the model. Here an extractor with its threads is a process of its own. It gets orders
on its standard input and answers on its standard output, pickled. Its command line holds nothing
secret, neither keys nor addresses. It ends when its input is closed.
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
"""The number of an answer that is about no article: why the process ends."""


@dataclass(frozen=True)
class Order:
    """The first message to a worker: how to make its extractor, how many articles it reads at once,
    and how many requests it may send to the server."""

    options: dict[str, Any]
    articles: int
    requests: int


@dataclass(frozen=True)
class Answer:
    """The result of an article: an outcome with its events as JSON lines, each with whether it has
    no day, or the error that ends the run. ``cache_use`` is that of the process so far."""

    number: int
    events: list[tuple[str, bool]] = field(default_factory=list)
    error: tuple[str, str, bool] | None = None  # class, message, whether it is a bug of ours
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
    gc.disable()  # until all modules and tables are loaded
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
        except BaseException as error:  # otherwise the parent never hears of it and waits
            with sending:
                _end(answers, error)

    for count in range(order.articles):
        try:
            threading.Thread(target=read, daemon=True).start()
        except RuntimeError:  # the system gives no more threads: the others read
            if not count:
                raise
            break
    with contextlib.suppress(Exception):  # an unreadable table is reported with an article
        warm_up()
    gc.enable()
    while True:
        try:
            queue.append(pickle.load(orders))
        except (EOFError, OSError, pickle.UnpicklingError):  # also in the middle of an article
            os._exit(0)  # the parent is gone: nobody waits for articles in flight
        waiting.release()


def warm_up() -> None:
    """Load the tables and late imports while the first article of the run goes alone through
    another process."""
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
    gc.freeze()  # tables and modules stay: do not scan them again
    gc.set_threshold(50_000)  # an article's objects have few cycles


def main() -> None:
    """The entry point of the process. Anything printed during it goes to standard error."""
    end_with_parent()
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdin = None
    try:
        work(orders, answers)
    except BaseException as error:
        _end(answers, error)


def _end(answers: BinaryIO, error: BaseException) -> None:
    """End the process and tell the parent why."""
    said = (type(error).__name__, str(error), True)
    with contextlib.suppress(Exception):
        answers.write(pickle.dumps(Answer(LAST_WORDS, error=said)))
        answers.flush()
    os._exit(1)
