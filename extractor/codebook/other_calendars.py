"""Dates whose year belongs to another calendar: Buddhist, Persian, Islamic, Hebrew.

No event is coded before 1989 and none long after today, so years such as 2567, 1402, 1445 and 5784
are not Gregorian. Such dates are reported and never converted: only the author of a file can say
which calendar it uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from extractor.codebook.calendars import BUDDHIST_AHEAD, SOLAR, day_of
from extractor.codebook.other_digits import in_ascii

__all__ = ["FIRST_YEAR", "OtherCalendar", "other_calendar", "year_of_other_calendar"]

FIRST_YEAR = 1989
"""The first year of UCDP GED, the older dataset."""
BUDDHIST, PERSIAN, ISLAMIC, HEBREW = "Buddhist", "Persian", "Islamic", "Hebrew"
_USUAL = ("19", "20")


class OtherCalendar(NamedTuple):
    """The names of the calendars that a year may belong to, and the Gregorian day where it is
    certain."""

    names: tuple[str, ...]
    day: date | None = None

    @property
    def said(self) -> str:
        """``of the Persian calendar by its year, 2024-03-10 of ours``."""
        ours = f", {self.day} of ours" if self.day else ""
        return f"of the {' or '.join(self.names)} calendar by its year{ours}"


@lru_cache(maxsize=65536)
def other_calendar(text: str) -> OtherCalendar | None:
    """Returns the other calendar of a date cell; ``None`` where its year is Gregorian, or it has
    none."""
    if text[:2] in _USUAL and text[4:5] in ("-", "/"):
        return None
    plain = in_ascii(text.strip())
    numbers = "".join(sign if sign.isdecimal() else " " for sign in plain).split()
    years = [number for number in numbers if len(number) == 4]
    names = year_of_other_calendar(years[0]) if len(years) == 1 else ()
    if not names:
        return None
    return OtherCalendar(names, None if any(map(str.isalpha, plain)) else _day(numbers, names))


@lru_cache(maxsize=1024)
def year_of_other_calendar(year: str) -> tuple[str, ...]:
    """Returns the calendars in which four digits are a year between 1989 and next year; none where
    they are a Gregorian year in that range."""
    text = in_ascii(year.strip())
    if len(text) != 4 or not (text.isascii() and text.isdecimal()):
        return ()
    number, last = int(text), date.today().year + 1
    found = []
    if FIRST_YEAR <= number - BUDDHIST_AHEAD <= last:
        found.append(BUDDHIST)
    if FIRST_YEAR <= number + 621 <= last:
        found.append(PERSIAN)
    # Twelve lunar months are 10.9 days shorter than a solar year: 33 lunar years take 32 solar
    # years.
    if FIRST_YEAR <= number - number // 33 + 622 <= last:
        found.append(ISLAMIC)
    if FIRST_YEAR <= number - 3761 <= last:
        found.append(HEBREW)
    return tuple(found)


def _day(numbers: Sequence[str], names: tuple[str, ...]) -> date | None:
    """Returns the Gregorian day, for a calendar that can be converted exactly. Months in words and
    days with a time are not read."""
    if len(numbers) != 3:
        return None
    first, month, last = map(int, numbers)
    year, day = (first, last) if len(numbers[0]) == 4 else (last, first)
    if year == last and month != day and max(month, day) <= 12:  # either number may be the month
        return None
    try:
        if names == (BUDDHIST,):
            return date(year - BUDDHIST_AHEAD, month, day)
        return day_of(SOLAR, year, month, day) if names == (PERSIAN,) else None
    except ValueError:
        return None
