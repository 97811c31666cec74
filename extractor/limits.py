"""How much of one article is read, and for how long; longer texts in stretches.

Everything that looks at an article as a whole, a reader most of all, is given no more than
:data:`STRETCH` characters at a time. So work and memory stay in proportion to the text, however
long it is. What is over a limit is cut at a sentence and said, or refused: :attr:`Limits.over`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from extractor.errors import ArticleTooLong
from extractor.text.sentences import between_words, split_sentences

__all__ = [
    "CHARS",
    "OVER",
    "SECONDS",
    "STRETCH",
    "Clock",
    "Limits",
    "cut_at_sentence",
    "stretches",
    "time_is_up",
]

STRETCH = 250_000
"""Characters read as one article: some 40,000 words, ten times the longest reports."""
CHARS, SECONDS = 2_000_000, 1800.0
"""Default limits: the characters of a book of 700 pages, and half an hour."""
BACK = 10_000
"""Characters before a cut that are searched for the end of a sentence."""
OVER = ("cut", "refuse")


@dataclass(frozen=True)
class Limits:
    """Limits of one article: ``chars`` of its text, ``seconds`` of reading (wall time).

    Time is checked between stretches of text and between questions to a model. A single answer,
    which has its own time limit, may therefore go past it.
    """

    chars: int = CHARS
    seconds: float = SECONDS
    over: Literal["cut", "refuse"] = "cut"

    def end_of(self, text: str, *, where: str | None = None) -> int:
        """The offset where reading ends: the end of the text, or of the last sentence within the
        limit.

        Raises :class:`ArticleTooLong` where longer texts are to be refused.
        """
        if len(text) <= self.chars:
            return len(text)
        if self.over == "refuse":
            raise ArticleTooLong(
                f"{len(text):,} characters, more than {self.chars:,} (--max-article-chars)",
                where=where,
            )
        return cut_at_sentence(text, 0, self.chars)

    @contextmanager
    def timed(self, *, where: str | None = None) -> Iterator[Clock]:
        """Measure the time of the article that this thread reads inside the block."""
        before = getattr(_running, "clock", None)
        _running.clock = clock = Clock(self, time.monotonic() + self.seconds, where)
        try:
            yield clock
        finally:
            _running.clock = before


class Clock:
    """The time of one article; ``stopped`` is the offset in its text where reading ended early.

    Offsets given to :meth:`is_up` count from ``begin``, the start of the stretch being read.
    """

    def __init__(self, limits: Limits, end: float, where: str | None) -> None:
        self._limits, self._end, self._where = limits, end, where
        self.begin = 0
        self.stopped: int | None = None

    def is_up(self, at: int) -> bool:
        """See :func:`time_is_up`."""
        if time.monotonic() < self._end:
            return False
        if self._limits.over == "refuse":
            raise ArticleTooLong(
                f"not read within {self._limits.seconds:g} s (--max-article-seconds)",
                where=self._where,
            )
        at += self.begin
        self.stopped = at if self.stopped is None else min(self.stopped, at)
        return True


_running = threading.local()


def time_is_up(at: int) -> bool:
    """Whether the time of the article that this thread reads is used up, so that the text from
    offset ``at`` on is left unread. Raises :class:`ArticleTooLong` where that is to be refused."""
    clock: Clock | None = getattr(_running, "clock", None)
    return clock is not None and clock.is_up(at)


def stretches(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The start and end offsets of the stretches of ``text[:end]``. None is longer than
    :data:`STRETCH` and each ends with a sentence. Usually there is one."""
    start = 0
    while end - start > STRETCH:
        cut = cut_at_sentence(text, start, start + STRETCH)
        yield start, cut
        start = cut
    yield start, end


def cut_at_sentence(text: str, start: int, most: int) -> int:
    """The end of the last sentence of ``text[start:most]`` that ends before ``most``, else of the
    last word there."""
    begin = max(start, most - BACK)
    ends = [one.end for one in split_sentences(text, begin, most)]
    if len(ends) > 1:  # where the first sentence begins does not matter
        return ends[-2]
    return between_words(text, start, most)
