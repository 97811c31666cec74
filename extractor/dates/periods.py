"""Finds the period in a periodic report's heading: "Protection note, 10 to 23 August"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from extractor.dates.said import DaysSaid, days_said
from extractor.dates.said_words import read_words
from extractor.numbers.tokens import guess_language

__all__ = ["period_in"]

DAY = timedelta(days=1)
LONGEST = timedelta(days=62)
"""The longest period of a periodic report, and the longest time from its end to the report."""
HEADING = 400
"""Characters of a heading that are read."""
EDGES = "()[],.;:–-"


@lru_cache(maxsize=256)
def period_in(heading: str, filed: date) -> tuple[int, int, DaysSaid] | None:
    """Returns where the words for a period begin and end in a heading (character offsets), and its
    days. It has several days and ended before the report was ``filed``, at most ``LONGEST``
    before."""
    for start, end in _date_phrases(heading[:HEADING]):
        days = days_said(heading[start:end], filed)
        if days is None or not days.explicit or not filed - LONGEST <= days.last < filed:
            continue
        if DAY < days.last - days.first <= LONGEST:
            return start, end, days
    return None


def _date_phrases(heading: str) -> Iterator[tuple[int, int]]:
    """Yields where runs of words and figures for dates begin and end."""
    language = guess_language(heading)
    runs: list[tuple[int, int]] = []
    goes_on, end = False, 0
    for word in heading.split():
        start = heading.index(word, end)
        end = start + len(word)
        items, letters = read_words(word, language)
        dates = bool(items) and letters == sum(map(str.isalpha, word))
        if dates and goes_on:
            runs[-1] = (runs[-1][0], end)
        elif dates:
            runs.append((start, end))
        goes_on = dates
    for start, end in runs:
        words = heading[start:end]
        yield end - len(words.lstrip(EDGES)), start + len(words.rstrip(EDGES))
