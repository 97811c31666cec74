"""The days that each kind of date words means, before they are held against the publication."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from extractor.dates.find import DateMention

DAY = timedelta(days=1)
# Countries whose papers write the month first in figures. Elsewhere the day comes first.
MONTH_FIRST = frozenset(
    ["united states", "united states of america", "usa", "us", "u.s.", "840", "philippines", "ph"]
)
NO_PUBLICATION = "the publication date is not known"
IN_FUTURE = "after the publication date"
YEARS_AGO = "long before the publication"
NO_YEAR = "no year is said and the publication date is not known"
# A day without a year that would be this far back, when the coming one is as near as this, is as
# likely announced as past: newswire gives the year of anything ten months old.
LONG_AGO, SOON = 300, 60


@dataclass(frozen=True)
class DateContext:
    """What days are counted from.

    ``published`` is the day of publication, ``country`` the publisher's (an English name or
    two letters), ``events`` the days of events by their noun ("attack"), ``anchor`` the day of
    the event told before ("a day earlier").
    """

    published: date | None
    country: str | None = None
    events: Mapping[str, date] = field(default_factory=dict)
    anchor: date | None = None


@dataclass(frozen=True)
class Days:
    """Days before they are held against the publication."""

    start: date
    end: date
    precision: int | None = None  # None: by length
    edge: str | None = None
    reason: str | None = None


Outcome = Days | str


def precision_of(start: date, end: date) -> int | None:
    """ACLED's precision of a stretch of days: 1 up to two days (a night), 2 up to nine (a week and
    its weekend), 3 up to a month; ``None`` for more."""
    days = (end - start).days + 1
    return 1 if days <= 2 else 2 if days <= 9 else 3 if days <= 31 else None


def days_back(published: date, month: int, day: int) -> list[date]:
    """That day of this year and the eight before, latest first; leap days where there are any."""
    years = range(published.year, max(published.year - 9, 0), -1)
    return [date(y, month, day) for y in years if 1 <= day <= monthrange(y, month)[1]]


def _date(mention: DateMention, context: DateContext) -> Outcome:
    month, day, published = mention.month or 0, mention.day or 0, context.published
    if mention.year is not None:
        first = date(mention.year, month, day)
    elif published is None:
        return NO_YEAR
    else:
        back = days_back(published, month, day)
        if not back:
            return "there is no such day"
        past = [d for d in back if d <= published]
        if not past:
            return IN_FUTURE
        first = past[0]
        coming = next((d for d in back if d > published), None)
        if coming and (coming - published).days <= SOON and (published - first).days > LONG_AGO:
            if mention.weekday is None:
                return "no year is said: it may be still to come"
            if coming.weekday() == mention.weekday:
                return IN_FUTURE
    last = first.replace(day=mention.last_day) if mention.last_day else first
    return Days(first, last)


def _figures(mention: DateMention, context: DateContext) -> Outcome:
    year, month, day = mention.year or 0, mention.month or 0, mention.day or 0
    if mention.which != "unsure" or month == day:
        return _one(date(year, month, day))
    day_first, month_first = date(year, month, day), date(year, day, month)
    if context.country:
        return _one(month_first if context.country.strip().lower() in MONTH_FIRST else day_first)
    published = context.published
    possible = [d for d in (day_first, month_first) if published is None or d <= published]
    if not possible:
        return IN_FUTURE
    if len(possible) > 1:
        return "it is not known whether day or month stands first"
    return _one(possible[0])


def _one(day: date) -> Days:
    return Days(day, day, 1)


def _weekday(mention: DateMention, context: DateContext) -> Outcome:
    published, weekday = context.published, mention.weekday
    if published is None or weekday is None:
        return NO_PUBLICATION
    monday = published - published.weekday() * DAY
    if mention.week is not None:
        return _one(monday + (7 * mention.week + weekday) * DAY)
    back = (published.weekday() - weekday) % 7
    if mention.which == "next":
        return IN_FUTURE
    if mention.which == "last" and back == 0:
        back = 7
    return _one(published - back * DAY)


def _day(mention: DateMention, context: DateContext) -> Outcome:
    if context.published is None:
        return NO_PUBLICATION
    day = context.published + (mention.number or 0) * DAY
    if mention.night:  # "overnight": the night to the day of publication
        return Days(day, day + DAY, 1)
    return _one(day)


def _month_of(year: int, month: int) -> Days:
    """A whole month; months beyond December or before January run into other years."""
    years, index = divmod(year * 12 + month - 1, 12)
    first = date(years, index + 1, 1)
    return Days(first, first.replace(day=monthrange(years, index + 1)[1]), 3)


def _part_of(days: Days, edge: str | None) -> Days:
    """The first, middle or last third of a month; the first or last three days of a week."""
    if edge is None:
        return days
    length = (days.end - days.start).days + 1
    if edge == "first half":
        return replace(days, end=days.start + (length // 2 - 1) * DAY)
    if edge == "second half":
        return replace(days, start=days.start + length // 2 * DAY)
    third = 3 if length == 7 else length // 3
    if edge == "beginning":
        return replace(days, end=days.start + (third - 1) * DAY, edge=edge)
    if edge == "end":
        return replace(days, start=days.end - (third - 1) * DAY, edge=edge)
    spare = (length - third) // 2
    return replace(days, start=days.start + spare * DAY, end=days.end - spare * DAY)


def _month(mention: DateMention, context: DateContext) -> Outcome:
    month, published = mention.month or 0, context.published
    if mention.year is not None:
        return _part_of(_month_of(mention.year, month), mention.edge)
    if published is None:
        return NO_YEAR
    if mention.which == "next":
        return IN_FUTURE
    year = published.year - (month > published.month)
    if mention.which == "last" and month == published.month:
        year -= 1
    ahead = (month - published.month) % 12
    if mention.which is None and 1 <= ahead <= 2:
        return "no year is said: it may be still to come"
    if mention.which == "this" and month > published.month:
        return IN_FUTURE
    return _part_of(_month_of(year, month), mention.edge)


def _year(mention: DateMention, _: DateContext) -> Outcome:
    year = mention.year or 0
    last = year + 9 if mention.unit == "decade" else year
    days = _part_of(Days(date(year, 1, 1), date(last, 12, 31)), mention.edge)
    return replace(days, reason=f"only the {mention.unit or 'year'} is known")


def _unit(mention: DateMention, context: DateContext) -> Outcome:
    published, number = context.published, mention.number or 0
    if published is None:
        return NO_PUBLICATION
    monday = published - published.weekday() * DAY
    if mention.unit == "weekend":
        saturday = published - (published.weekday() - 5) % 7 * DAY
        if number > 0:
            return IN_FUTURE
        if mention.which == "last" and saturday + DAY >= published:
            saturday -= 7 * DAY
        return Days(saturday, saturday + DAY, 2)
    if mention.unit == "week":
        if mention.which == "past":
            return Days(published - 7 * DAY, published, 2)
        start = monday + 7 * number * DAY
        return _part_of(Days(start, start + 6 * DAY, 2), mention.edge)
    if mention.unit == "month":
        if mention.which == "past":
            return Days(published - 30 * DAY, published, 3)
        days = _part_of(_month_of(published.year, published.month + number), mention.edge)
        return _part_seen(days, published)
    if mention.which == "past":
        return Days(published - 365 * DAY, published, reason="longer than a month")
    year = published.year + number
    days = _part_of(Days(date(year, 1, 1), date(year, 12, 31)), mention.edge)
    return replace(days, reason="only the year is known")


def _part_seen(days: Days, published: date) -> Days:
    """An edge of a month that has hardly begun: "late this month" on the 18th is up to today."""
    return replace(days, start=min(days.start, published)) if days.edge == "end" else days


def _ago(mention: DateMention, context: DateContext) -> Outcome:
    if mention.unit == "decade" or (mention.unit == "year" and mention.number is None):
        return YEARS_AGO
    if context.published is None:
        return NO_PUBLICATION
    return _back_from(context.published, mention)


def _back_from(published: date, mention: DateMention) -> Outcome:
    number, unit = mention.number, mention.unit
    high = mention.number_high or number
    if number is None or high is None:
        few = {
            "hour": Days(published - DAY, published, 1),
            "day": Days(published - 6 * DAY, published - 2 * DAY, 2),
            "week": Days(published - 27 * DAY, published - 14 * DAY, 3),
        }
        if mention.which != "few" or unit not in few:
            return "too vague"
        return few[unit or ""]
    if unit == "hour":
        return Days(published - (-(-max(number, high) // 24)) * DAY, published, None)
    if unit == "day":
        return Days(published - max(high, number) * DAY, published - number * DAY)
    if unit == "week":  # the seven days around that day
        start, end = published - (7 * high + 3) * DAY, published - (7 * number - 3) * DAY
        return Days(start, end, 2 if high == number else 3)
    if unit == "month":
        first = _month_of(published.year, published.month - high)
        last = _month_of(published.year, published.month - number)
        if high == number and number < 12:
            return first
        return Days(first.start, last.end, reason="too vague")
    if unit in ("year", "weekend"):
        first_day, last_day = (
            date(published.year - high, 1, 1),
            date(published.year - number, 12, 31),
        )
        return Days(first_day, last_day, reason="only the year is known")
    return "too vague"


def _past(mention: DateMention, context: DateContext) -> Outcome:
    published = context.published
    if published is None:
        return NO_PUBLICATION
    number = mention.number_high or mention.number
    if number is None:  # "recent days", "recent weeks": ACLED's past two or three weeks
        number = {"hour": 24, "day": 7, "week": 3}.get(mention.unit or "", 0)
        if not number:
            return "too vague"
    hours = {"hour": 1, "day": 24, "week": 168, "month": 720, "year": 8760}.get(mention.unit or "")
    if hours is None:
        return "too vague"
    start = published + (-number * hours // 24) * DAY
    precision = precision_of(start + DAY, published)
    return Days(start, published, precision, reason=None if precision else "longer than a month")


def _event(mention: DateMention, context: DateContext) -> Outcome:
    anchor = context.anchor
    if mention.event:
        names = (mention.event, mention.event.rstrip("s"), mention.event + "s")
        anchor = next((context.events[n] for n in names if n in context.events), anchor)
    if mention.which == "clause":
        return "counted from something whose day is not known"
    if anchor is None:
        return "counted from an event whose day is not known"
    if mention.number is None:
        return "too vague"
    if mention.unit in ("day", "hour"):
        days = mention.number if mention.unit == "day" else mention.number // 24
        return _one(anchor + days * DAY)
    if mention.unit == "week":
        middle = anchor + 7 * mention.number * DAY
        return Days(middle - 3 * DAY, middle + 3 * DAY, 2)
    if mention.unit == "month":
        return _month_of(anchor.year, anchor.month + mention.number)
    return "too vague"


def _vague(mention: DateMention, _: DateContext) -> Outcome:
    return YEARS_AGO if mention.which == "past" else "too vague"


DAYS_OF: dict[str, Callable[[DateMention, DateContext], Outcome]] = {
    "date": _date, "figures": _figures, "weekday": _weekday, "day": _day, "ago": _ago,
    "unit": _unit, "past": _past, "event": _event, "month": _month, "year": _year,
    "vague": _vague,
}  # fmt: skip
