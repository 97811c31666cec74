"""Turns points in time into days, counted from the publication or from the day named before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from extractor.codebook.calendars import GREGORIAN, day_of, month_of, year_at
from extractor.dates.said_points import Point
from extractor.dates.stretches import (
    Stretch,
    easter_of,
    edge_of,
    month_end,
    month_span,
    week_of,
    weekend_of,
)

__all__ = ["DaysSaid", "days_of", "precision_of"]

DAY = timedelta(days=1)
WEEK_DAYS, MONTH_DAYS = 8, 31
AGREEING = 120  # days back to search a day of the month, preferably one with the weekday
LONG_BEFORE = 45  # days; an event further back keeps its own month
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
UNITS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
SEVERAL = {"day": (7, 2), "week": (30, 8), "month": (365, 45), "year": (3650, 400)}
"""The most and the fewest days that "days", "weeks", "months" and "years ago" mean."""
LONGER = frozenset(["week", "weekend", "month", "year"])


@dataclass(frozen=True)
class DaysSaid:
    """The first and last day meant, both included.

    ``explicit``: the words name a month, or a day of one; else the days were counted from the
    publication or from the day named before. ``fixed``: the words name a day, a weekday, a month or
    "yesterday", which always mean the same days. ``night``: the words name a night.
    """

    first: date
    last: date
    explicit: bool
    fixed: bool = field(default=False, compare=False)
    night: bool = field(default=False, compare=False)

    @property
    def precision(self) -> int | None:
        """ACLED's (codebook, "Time precision"): see :func:`precision_of`."""
        return precision_of(self.first, self.last)


def precision_of(first: date, last: date) -> int | None:
    """1 for a day, 2 for a week or weekend, 3 for a month, ``None`` for longer (ACLED codebook,
    "Time precision")."""
    days = (last - first).days + 1
    if days == 1:
        return 1
    return 2 if days <= WEEK_DAYS else 3 if days <= MONTH_DAYS else None


def days_of(
    points: list[Point], published: date | None, told_before: DaysSaid | None
) -> DaysSaid | None:
    """Returns the days from the first to the last of ``points``; ``None`` if they give no day."""
    if len({point.calendar for point in points if point.month}) > 1:  # one day in two calendars
        points = [point for point in points if point.month and point.calendar == GREGORIAN]
    points = _filled(points)
    found: list[Stretch] = []
    latest = published
    for point in reversed(points):
        days = _Counting(published, latest, told_before).days(point)
        if days and (published is None or days[0] <= published):
            found.append(days)
            latest = max(days[0], date.min + DAY) - DAY
    if not found:
        return None
    first, last = min(days[0] for days in found), max(days[1] for days in found)
    explicit = any(point.day or point.month or point.year for point in points)
    return DaysSaid(
        first,
        last if published is None else min(last, published),
        explicit,
        all(map(_is_fixed, points)),
        any(point.night for point in points),
    )


def _is_fixed(point: Point) -> bool:
    counted = point.same or point.direction or point.step is not None
    slots = (point.day, point.month, point.weekday, point.offset, point.easter)
    return not counted and any(slot is not None for slot in slots)


def _filled(points: list[Point]) -> list[Point]:
    """Returns the points with the month and year that are named once for several: "3 to 5
    March"."""
    filled = list(points)
    for at in range(len(filled) - 2, -1, -1):
        one, other = filled[at], filled[at + 1]
        if one.day and one.month is None and other.month:
            filled[at] = replace(one, month=other.month, calendar=other.calendar)
        if one.month and one.day is None and one.year is None and other.year and not other.day:
            filled[at] = replace(one, year=other.year)
    for at in range(1, len(filled)):
        one, other = filled[at], filled[at - 1]
        if one.day and one.month is None and other.month:
            filled[at] = replace(
                one, month=other.month, calendar=other.calendar, year=one.year or other.year
            )
    return filled


class _Counting:
    """Counts the days of one point, none after ``latest`` where no year or week is named."""

    def __init__(
        self, published: date | None, latest: date | None, told_before: DaysSaid | None
    ) -> None:
        self.published, self.latest, self.told_before = published, latest, told_before

    def days(self, point: Point) -> Stretch | None:
        try:
            found = self._plain(point)
        except (ValueError, OverflowError):  # 31 February
            return None
        if found and point.eve and point.says_day() and found[0] == found[1]:
            return found[0] - DAY, found[1]
        return found

    def _plain(self, point: Point) -> Stretch | None:
        if point.day and point.month:
            day = self._date(point)
            if day and point.unit == "weekend":
                return weekend_of(day)
            return week_of(day) if day and _is_week_of(point) else _one(day)
        if point.day and point.unit != "week":
            return _one(self._day_of_month(point))
        if point.easter is not None:
            day = self._easter(point, point.easter)
            return weekend_of(day) if day and point.unit == "weekend" else _one(day)
        if point.month or point.season:
            return self._month(point)
        if point.year:
            return _year_of(point.year, point.edge)
        if self.published is None or self.latest is None:
            return self._from_before(point)
        if point.weekday is not None:
            return _one(self._weekday(point, self.published, self.latest))
        if point.offset is not None:
            return _one(self.published + point.offset * (point.count or 1) * DAY)
        return self._from_before(point) or self._from_publication(point, self.published)

    def _date(self, point: Point) -> date | None:
        assert point.day and point.month
        year = self._year(point)
        if year is not None:
            return day_of(point.calendar, year, point.month, point.day)
        if self.latest is None:
            return None
        return self._latest_year(point.calendar, point.month, point.day)

    def _year(self, point: Point) -> int | None:
        if point.year is not None:
            return point.year
        back = point.years_back and point.years_back * (point.count or 1)
        if back is None and point.unit == "year":
            if point.same and self.told_before:
                return year_at(point.calendar, self.told_before.first)
            years_away = {"last": -point.back, "this": 0}.get(point.which or "")
            back = -(point.count or 1) if point.direction == "ago" else years_away
        if back is None or self.published is None:
            return None
        return year_at(point.calendar, self.published) + back

    def _easter(self, point: Point, days: int) -> date | None:
        year, latest = self._year(point), self.latest
        if year is not None or latest is None:
            return easter_of(year, point.julian) + days * DAY if year else None
        found = (easter_of(latest.year - ago, point.julian) + days * DAY for ago in (0, 1))
        return next((day for day in found if day <= latest), None)

    def _latest_year(self, calendar: str, month: int, day: int) -> date | None:
        assert self.latest is not None
        year = year_at(calendar, self.latest)
        for back in range(9):  # a 29 February may be eight years back
            try:
                found = day_of(calendar, year - back, month, day)
            except ValueError:
                continue
            if found <= self.latest:
                return found
        return None

    def _day_of_month(self, point: Point) -> date | None:
        day = point.day
        if self.latest is None or day is None:
            return None
        latest = self.latest
        if point.unit == "month" and point.which in ("last", "previous"):
            latest = latest.replace(day=1) - DAY
        elif self.told_before and self.latest - self.told_before.first > LONG_BEFORE * DAY:
            latest = month_end(self.told_before.first)
        possible = [at for at in _days_back(latest, AGREEING) if at.day == day]
        agreeing = [at for at in possible if point.weekday in (None, at.weekday())]
        return next(iter(agreeing or possible), None)

    def _weekday(self, point: Point, published: date, latest: date) -> date | None:
        weekday = point.weekday
        assert weekday is not None
        if point.offset is not None:
            day = published + point.offset * DAY
            if day.weekday() == weekday:
                return day
        before = self.told_before
        of_week = point.unit == "week" or point.of_week
        if of_week and point.which in ("last", "previous", "this"):
            day = before.first if before and point.which == "previous" else published
            weeks_back = 0 if point.which == "this" else point.back
            return week_of(day)[0] + (weekday - 7 * weeks_back) * DAY
        if point.which == "next":
            after = before.last + DAY if before else published
            return after + (weekday - after.weekday()) % 7 * DAY if before else None
        if point.same and before:
            latest = min(latest, before.last)
        elif point.direction == "earlier" and point.unit is None:  # "the Saturday before"
            latest = min(latest, (before.first if before else published) - DAY)
        elif point.direction == "ago" and point.unit in UNITS:  # "Tuesday a week ago"
            latest = min(latest, published - (point.count or 1) * UNITS[point.unit] * DAY)
        back = (latest.weekday() - weekday) % 7
        if point.which == "last" and back == 0 and latest == published:
            back = 7
        return latest - (back + 7 * (point.back - 1)) * DAY

    def _month(self, point: Point) -> Stretch | None:
        month = point.month or SEASONS[point.season or ""]
        year = self._year(point)
        length = 1 if point.month else 3
        if year is None:
            if self.latest is None:
                return None
            year = year_at(point.calendar, self.latest)
            first, last = month_span(point.calendar, year, month, length)
            if first > self.latest or (point.which == "last" and last >= self.latest):
                year -= 1
        first, last = month_span(point.calendar, year, month, length)
        last_ones = point.which in ("past", "last") and point.unit in ("day", "week")
        edge = point.edge or ("week late" if last_ones else None)
        return edge_of(first, last, edge) if point.month else (first, last)

    def _from_before(self, point: Point) -> Stretch | None:
        """Returns the days counted from those named before."""
        before = self.told_before
        if before is None:
            return None
        if point.eve:  # "the eve of the vote"
            return _one(before.first - DAY)
        if point.step is not None:
            day = before.last if point.step > 0 else before.first
            return _one(day + point.step * (point.count or 1) * DAY)
        if point.night and point.direction == "later" and not point.same:  # "in the night after"
            return before.last, before.last + DAY
        if _counts(point):
            several = None if point.hours else _several(point)
            if several:
                most, least = several
                if point.direction == "later":
                    return before.last + least, before.last + most
                return before.first - most, before.first - least
            unit = UNITS.get(point.unit or "", 0)
            count = (point.count or 0) // 24 if point.hours else (point.count or 1) * unit
            later = point.direction == "later"
            if point.unit in ("month", "year"):
                away = (point.count or 1) * (-1 if later else 1)
                told = replace(point, which="last", back=away, count=None, several=False)
                return _unit(told, before.first)
            return _one(before.last + count * DAY if later else before.first - count * DAY)
        if point.unit in LONGER and (point.same or point.which == "previous"):
            which = "this" if point.same else "last"
            return _unit(replace(point, which=which), before.first)
        if point.which == "next" and (point.part or point.unit == "day"):
            return _one(before.last + DAY)
        if point.same or _says_only_day(point):
            return before.first, before.last
        return None

    def _from_publication(self, point: Point, published: date) -> Stretch | None:
        if point.direction == "ago":
            return self._ago(point, published)
        if point.step == -1 and (point.count or point.of_publication):
            return _one(published - (point.count or 1) * DAY)
        if _counts(point) or point.step is not None or point.same or point.eve:
            return None
        if point.years_back is not None:
            back = point.years_back * (point.count or 1)
            return _year_of(published.year + back, point.edge)
        if point.unit and (point.which or point.edge or point.unit == "weekend"):
            return _unit(point, published)
        if point.hours and point.count and point.which in ("past", "last"):
            return published - -(-point.count // 24) * DAY, published
        if point.which == "last" and (point.night or point.part) and not point.hours:
            return _one(published - DAY)
        if point.night and point.direction is None:
            return published - DAY, published
        if point.unit is None and point.which != "next" and (point.part or point.hours):
            return published, published
        return None

    def _ago(self, point: Point, published: date) -> Stretch | None:
        if several := _several(point):
            return published - several[0], published - several[1]
        count = point.count or 1
        if point.unit in UNITS:
            return _one(published - count * UNITS[point.unit] * DAY)
        if point.unit == "month":
            return month_of(GREGORIAN, published.year, published.month - count)
        if point.unit == "year":
            return _year_of(published.year - count, None)
        if point.hours:
            return _one(published - count // 24 * DAY)
        return None


def _several(point: Point) -> tuple[timedelta, timedelta] | None:
    """Returns the most and the fewest days for a plural unit without a number: "days ago", "a few
    weeks ago"."""
    if not point.several or point.unit not in SEVERAL or (point.count or 1) > 1:
        return None
    most, least = SEVERAL[point.unit]
    return most * DAY, least * DAY


def _counts(point: Point) -> bool:
    """Whether the point is a number of units before or after a day ("two days later")."""
    if point.direction not in ("later", "earlier"):
        return False
    if point.hours:
        return True
    if (point.which or point.same) and point.count is None:
        return False  # "earlier this week", "later that day"
    return point.unit is not None


def _says_only_day(point: Point) -> bool:
    """Whether the point is only a part of the day, an hour, or "day"."""
    if point.night or point.direction == "ago" or point.which or point.years_back is not None:
        return False
    if point.unit == "day":
        return point.count is None and point.direction is None
    return point.unit is None and point.count is None and (point.part or point.hours)


def _unit(point: Point, published: date) -> Stretch | None:
    """Returns the days of the last or this week, weekend, month or year, or of the past N days."""
    if point.which == "next":
        return None
    several = _several(point) if point.which in ("past", "last") else None
    if several:
        return published - several[0], published  # "in recent days"
    if point.which == "past" and point.unit == "day" and not point.count:
        return None
    if point.which == "past" or (point.count or 0) > 1:
        days = (point.count or 1) * {"month": 30, "year": 365}.get(
            point.unit or "", UNITS.get(point.unit or "", 7)
        )
        return published - days * DAY, published
    back = point.back if point.which in ("last", "previous") else 0
    if point.unit == "weekend":
        saturday, sunday = weekend_of(published)
        ended = sunday < published  # then it is the last one
        return weekend_of(saturday - 7 * max(back - ended, 0) * DAY)
    if point.unit == "week":
        return edge_of(*week_of(published - 7 * back * DAY), point.edge)
    if point.unit == "month":
        return edge_of(*month_of(GREGORIAN, published.year, published.month - back), point.edge)
    if point.unit == "year":
        return _year_of(published.year - back, point.edge)
    if point.unit in UNITS:
        return _one(published - back * DAY)
    return None


def _is_week_of(point: Point) -> bool:
    """Whether it is "the week of 4 March"; "last week, on 4 March" is one day."""
    told = (point.which, point.direction, point.count, point.weekday, point.edge)
    return point.unit == "week" and not point.several and all(slot is None for slot in told)


def _year_of(year: int, edge: str | None) -> Stretch:
    return edge_of(date(year, 1, 1), date(year, 12, 31), edge)


def _days_back(latest: date, most: int) -> list[date]:
    return [latest - back * DAY for back in range(most)]


def _one(day: date | None) -> Stretch | None:
    return (day, day) if day else None
