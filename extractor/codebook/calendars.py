"""Converts days of the Persian and the Ethiopian calendar to Gregorian days, exactly."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

__all__ = ["day_of", "month_of", "months_in", "year_at"]

GREGORIAN, SOLAR, ETHIOPIC = "month", "solar", "ethiopic"
BUDDHIST_AHEAD = 543  # the Thai calendar has the same months and days, and larger years
_SOLAR_START = 226_894  # date.toordinal of the day before 1 Farvardin of year 1
_ETHIOPIC_START = 2_795  # the same for 1 Meskerem


def day_of(calendar: str, year: int, month: int, day: int) -> date:
    """Returns the Gregorian day; ``ValueError`` where that month has no such day."""
    if calendar == GREGORIAN:
        return date(year, month, day)
    if not 1 <= month <= months_in(calendar) or not 1 <= day <= _length(calendar, year, month):
        raise ValueError(f"no day {day} in month {month} of {year}")
    return date.fromordinal(_before(calendar, year, month) + day)


def month_of(calendar: str, year: int, month: int) -> tuple[date, date]:
    """Returns the first and last day of a month; ``month`` may run into other years."""
    years, index = divmod(month - 1, months_in(calendar))
    first = day_of(calendar, year + years, index + 1, 1)
    if calendar == GREGORIAN:
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    return first, first + timedelta(days=_length(calendar, year + years, index + 1) - 1)


def months_in(calendar: str) -> int:
    """Returns the number of months in a year."""
    return 13 if calendar == ETHIOPIC else 12


def year_at(calendar: str, day: date) -> int:
    """Returns the year of a calendar that contains ``day``."""
    if calendar == GREGORIAN:
        return day.year
    year = day.year - (621 if calendar == SOLAR else 7)
    while _before(calendar, year, 1) >= day.toordinal():
        year -= 1
    return year


def _before(calendar: str, year: int, month: int) -> int:
    """Returns the ordinal of the day before a month begins."""
    if calendar == SOLAR:  # six months of 31 days, then of 30; 8 leap years in 33
        leap_days = (8 * year + 21) // 33
        within = 31 * (month - 1) - max(month - 7, 0)
        return _SOLAR_START + 365 * (year - 1) + leap_days + within
    return _ETHIOPIC_START + 365 * (year - 1) + year // 4 + 30 * (month - 1)


def _length(calendar: str, year: int, month: int) -> int:
    if month < months_in(calendar):
        return _before(calendar, year, month + 1) - _before(calendar, year, month)
    return _before(calendar, year + 1, 1) - _before(calendar, year, month)
