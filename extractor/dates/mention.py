"""What words that say when mean, before they are held against a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from extractor.text.span import Span

Kind = Literal[
    "date",  # a day of the month: month and day, perhaps year and last_day
    "figures",  # 4/4/2017: day and month in an order that may be unsure
    "weekday",  # weekday, which, perhaps week (0 this week, -1 last week)
    "day",  # today (0), yesterday (-1): number of days from the publication
    "ago",  # number (perhaps to number_high) of unit before the publication
    "unit",  # which week, weekend, month or year: number -1 last, 0 this, 1 next
    "past",  # the last number of unit, up to the publication; number None: "recent days"
    "event",  # number of unit from another event (negative: before); number None: "days after"
    "month",  # month, perhaps year
    "year",  # year; unit "decade" for "the 1980s"
    "range",  # from first to last
    "since",  # from first to the publication
    "vague",  # "recently", "last summer"; which "past" for "long ago", "in the past"
]


@dataclass(frozen=True)
class DateMention:
    """Words that say when something happened, and what they say.

    ``span`` holds the full words with the part of day ("early Monday"). Of the other fields those
    named beside ``Kind`` are set. ``weekday`` counts from Monday 0. ``edge`` is ``beginning``,
    ``middle``, ``end``, ``first half`` or ``second half`` of a month, week or year; ``night``
    marks a night that runs into the next day. ``event`` is the noun of the event another day is
    counted from ("attack").
    """

    span: Span
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    week: int | None = None
    which: str | None = None
    number: int | None = None
    number_high: int | None = None
    unit: str | None = None
    part: str | None = None
    edge: str | None = None
    night: bool = False
    event: str | None = None
    first: DateMention | None = None
    last: DateMention | None = None
