"""Drops past events that an article only recalls: "In March gunmen killed 30 people there, too".

A long report ends with background. If the article has a current event, others that are months old,
or dated just by an earlier month, are left out. An article without a current event (a month in
review, a rights group's findings) keeps its events.
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
"""The greatest age of a current event, and the age beyond which an event is only recalled."""
MONTH = timedelta(days=25)
"""The least length of a date range that counts as a month, not as a day or a week."""
LEAD = 2
"""An event in so many first sentences is the article's subject and never counts as recalled."""


def without_older(analysis: Analysis, events: Sequence[Event]) -> tuple[list[Event], list[str]]:
    """Return the events without those only recalled, and a note for each of these."""
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
    """Return the first and the last day of an event; ``None`` if no day is known."""
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
