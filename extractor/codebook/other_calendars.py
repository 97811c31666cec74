"""Days that their year shows to be of another calendar: Buddhist, Persian, Islamic, Hebrew.

No event is coded before 1989 and none long after today, so that years such as 2567, 1402, 1445 and
5784 are of no day of ours. They are named, and never read: which calendar a file is in is for
whoever wrote it to say.
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
"""Of UCDP GED, the older dataset."""
BUDDHIST, PERSIAN, ISLAMIC, HEBREW = "Buddhist", "Persian", "Islamic", "Hebrew"
_USUAL = ("19", "20")


class OtherCalendar(NamedTuple):
    """Which calendars a year may be of, by their names, and what the day is in ours, where that is
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
    """Of which other calendar a cell of a day is; ``None`` where its year is one of ours, or it has
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
    """The calendars of which four digits are a year between 1989 and the next of ours; none where
    they are a year of ours."""
    text = in_ascii(year.strip())
    if len(text) != 4 or not (text.isascii() and text.isdecimal()):
        return ()
    number, last = int(text), date.today().year + 1
    found = []
    if FIRST_YEAR <= number - BUDDHIST_AHEAD <= last:
        found.append(BUDDHIST)
    if FIRST_YEAR <= number + 621 <= last:
        found.append(PERSIAN)
    # Twelve months of the moon are 10.9 days less than a year: 33 of its years in 32 of ours.
    if FIRST_YEAR <= number - number // 33 + 622 <= last:
        found.append(ISLAMIC)
    if FIRST_YEAR <= number - 3761 <= last:
        found.append(HEBREW)
    return tuple(found)


def _day(numbers: Sequence[str], names: tuple[str, ...]) -> date | None:
    """The day of ours, of a calendar whose days are worked out exactly; months in words, and days
    with a time, are not read."""
    if len(numbers) != 3:
        return None
    first, month, last = map(int, numbers)
    year, day = (first, last) if len(numbers[0]) == 4 else (last, first)
    if year == last and month != day and max(month, day) <= 12:  # which is the month?
        return None
    try:
        if names == (BUDDHIST,):
            return date(year - BUDDHIST_AHEAD, month, day)
        return day_of(SOLAR, year, month, day) if names == (PERSIAN,) else None
    except ValueError:
        return None
