"""Returns Easter, weekends, months and parts of weeks, months and years as days."""

from __future__ import annotations

from datetime import date, timedelta

from extractor.codebook.calendars import GREGORIAN, month_of

__all__ = ["Stretch", "easter_of", "edge_of", "month_end", "month_span", "week_of", "weekend_of"]

DAY = timedelta(days=1)
WEEK, MONTH = 7, 31
PARTS_OF_WEEKS = {"early": (0, 2), "middle": (1, 3), "late": (3, 6)}
PARTS_OF_YEARS = {
    "early": (1, 4),
    "middle": (5, 8),
    "late": (9, 12),
    "half early": (1, 6),
    "half late": (7, 12),
}
"""First and last month."""
WEEKS = {"week early": 0, "week 2": 1, "week 3": 2, "week 4": 3}
Stretch = tuple[date, date]


def easter_of(year: int, julian: bool) -> date:
    """Returns Easter Sunday, ``julian`` that of the Orthodox churches (1900 to 2099)."""
    if julian:
        moon = (19 * (year % 19) + 15) % 30
        to_sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
        return date(year, 3, 22) + (moon + to_sunday + 13) * DAY
    century = year // 100
    moon = (19 * (year % 19) + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon -= (moon + year % 19 // 11) // 29
    full = date(year, 3, 21) + moon * DAY
    return full + (7 - (full.weekday() + 1) % 7) * DAY


def week_of(day: date) -> Stretch:
    """Returns the week, Monday to Sunday, that contains ``day``."""
    monday = day - day.weekday() * DAY
    return monday, monday + 6 * DAY


def weekend_of(day: date) -> Stretch:
    """Returns the weekend that contains ``day``, else the one before it."""
    saturday = day - (day.weekday() - 5) % 7 * DAY
    return saturday, saturday + DAY


def month_span(calendar: str, year: int, month: int, length: int) -> Stretch:
    """Returns the first and last day of ``length`` months."""
    first, last = month_of(calendar, year, month)
    if length > 1:
        last = month_of(calendar, year, month + length - 1)[1]
    return first, last


def month_end(day: date) -> date:
    """Returns the last day of a day's month."""
    return month_of(GREGORIAN, day.year, day.month)[1]


def edge_of(first: date, last: date, edge: str | None) -> Stretch:
    """Returns a part of a week, a month or a year, all of it without ``edge``.

    A month's parts are its first ten days, the next ten, those from the 21st, its halves and its
    weeks, counted from the 1st; the last week is counted from its end.
    """
    days = (last - first).days + 1
    if edge in ("day early", "day late"):
        return (first, first) if edge == "day early" else (last, last)
    if edge in WEEKS and days > WEEK:
        begin = first + WEEKS[edge] * WEEK * DAY
        return begin, begin + 6 * DAY
    if edge == "week late" and days > WEEK:
        return last - 6 * DAY, last
    if days > MONTH and edge in PARTS_OF_YEARS:
        one, other = PARTS_OF_YEARS[edge]
        return date(first.year, one, 1), month_end(date(first.year, other, 1))
    if days <= WEEK and edge in PARTS_OF_WEEKS:
        one, other = PARTS_OF_WEEKS[edge]
        return first + one * DAY, first + other * DAY
    parts = {
        "early": (first, first + 9 * DAY),
        "middle": (first + 10 * DAY, first + 19 * DAY),
        "late": (first + 20 * DAY, last),
        "half early": (first, first + 14 * DAY),
        "half late": (first + 15 * DAY, last),
    }
    return parts.get(edge or "", (first, last)) if days > WEEK else (first, last)
