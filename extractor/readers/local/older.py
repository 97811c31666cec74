"""What an article of today's events recalls: "In March gunmen killed 30 people there, too".

A long report ends with what came before. Such an event is left out where the article tells of an
event of these days, and it is dated months back, or by an earlier month alone; a report of nothing
else (a month in review, a rights group's findings) keeps its events.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from extractor.readers.prompting import not_coded
from extractor.reading import Event

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["without_older"]

TODAY, OLD = timedelta(days=14), timedelta(days=60)
"""How long ago an event of these days is at most, and one that is recalled is at least."""
MONTH = timedelta(days=25)
"""From so many days on a time is a month's, not a day's or a week's."""
LEAD = 2
"""An event told in the first sentences is what the article is about."""


def without_older(analysis: Analysis, events: Sequence[Event]) -> tuple[list[Event], list[str]]:
    """The events but those that are only recalled, and a note for each of these."""
    filed = analysis.filed
    if filed is None or not any(_is_of_today(one, filed) for one in events):
        return [*events], []
    kept, notes = [], []
    for one in events:
        if _is_recalled(one, filed):
            words = one.what.text if one.what else ""
            when = next((when.said.text for when in one.when if when.said), "an earlier time")
            notes.append(not_coded(words, f"told as background of {when}"))
        else:
            kept.append(one)
    return kept, notes


def _days(event: Event) -> tuple[date, date] | None:
    """The first and the last day of an event, if both are known."""
    ranges = [(when.first, when.last or when.first) for when in event.when if when.first]
    if not ranges:
        return None
    return min(first for first, _ in ranges if first), max(last for _, last in ranges if last)


def _is_of_today(event: Event, filed: date) -> bool:
    days = _days(event)
    if event.background or days is None:
        return False
    return days[1] - days[0] < MONTH and filed - days[1] <= TODAY


def _is_recalled(event: Event, filed: date) -> bool:
    days = _days(event)
    if days is None or min(event.sentences) < LEAD:
        return False
    month = days[1] - days[0] >= MONTH and days[1] < filed
    return month or filed - days[1] > OLD
