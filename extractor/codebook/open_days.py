"""Dates as spreadsheets and statistics programs save them, which are ambiguous on their own.

``31-12-19`` and ``9-May-20`` lack the century, ``9-May`` the year. ``May-20`` is the 20th of May or
a month without its day. ``5/9/2020`` does not say which number is the month. ``45426`` counts days
from an unnamed day (1900 or 1904 in Excel, 1960 in Stata, 1970 in R), and other numbers count
seconds or milliseconds since 1970. Months may be words of any language. What decides stands
elsewhere in the row or the file: see :mod:`extractor.records.settled_days`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from extractor.codebook.month_words import english_forms
from extractor.codebook.other_calendars import FIRST_YEAR, other_calendar
from extractor.codebook.other_digits import in_ascii
from extractor.codebook.written_dates import FIGURES, MONTH_NUMBERS, long_date, read_date

__all__ = [
    "DASHES",
    "DAY_FIRST",
    "MONTH",
    "MONTH_FIRST",
    "NO_YEAR",
    "SERIAL",
    "SINCE_1900",
    "SINCE_1904",
    "WORDED",
    "OpenDay",
    "Reading",
    "open_day",
    "what_day",
]

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day first", "month first", "year first"
MONTH = "the day of that month in the note"
DASHES = "-4"
"""The form that cells such as ``28-12-2022`` have."""
WORDED = "9-May-20"
NO_YEAR, DAY_OR_YEAR = "9-May", "May-20"
SERIAL = "a serial day"
SINCE_1900 = "days since 1900, as Excel counts"
SINCE_1904 = "days since 1904, as Excel counts on older Macs"
_TIME = r"(?:[T ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPp][Mm])?)?"
_WORDS = re.compile(rf"(?:(\d\d?)[-/. ])?([A-Za-z]{{3,9}})\.?(?:[-/. '](\d\d?))?{_TIME}")
_SERIAL, _UNIX = {5}, {9, 10, 12, 13, 18, 19}  # numbers of digits
# Each day 0, and the programs that count from it.
_EPOCHS = {
    SINCE_1900: date(1899, 12, 30),
    SINCE_1904: date(1904, 1, 1),
    "days since 1960, as Stata counts": date(1960, 1, 1),
    "days since 1970, as R counts": date(1970, 1, 1),
}
_UNITS = {10: 86_400, 13: 86_400_000, 19: 86_400_000_000_000}  # by the most digits: units in a day


class Reading(NamedTuple):
    """One way to read a cell: the ``order`` or count, and the day that it gives."""

    order: str
    day: date


class OpenDay(NamedTuple):
    """An ambiguous cell. ``form`` names the cells that it is compared with: a file has one order
    for each form. ``readings`` are all possible readings. ``padded`` is whether days and months
    below 10 have a leading zero, ``None`` if it has none. ``lone`` says that even a single reading
    must agree with something else. ``example`` is the form in words."""

    form: str
    example: str
    readings: tuple[Reading, ...]
    padded: bool | None = None
    lone: bool = False

    @property
    def with_year(self) -> bool:
        """Whether the cell has a year of four digits."""
        return self.form[1:] == "4"

    @property
    def without_year(self) -> bool:
        """Whether the cell may be a day whose year stands elsewhere."""
        return self.form in (NO_YEAR, DAY_OR_YEAR)

    def of_year(self, year: int) -> tuple[Reading, ...]:
        """Returns the readings in a year; for a cell without a year, the day in that year."""
        if not self.without_year:
            return tuple(reading for reading in self.readings if reading.day.year == year)
        found = []
        for order, day in self.readings:
            there = day if order == MONTH else _day(year, day.month, day.day)
            if there and there.year == year:
                found.append(Reading(order, there))
        return tuple(found)

    def choices(self) -> str:
        """Returns all possible days in words: ``2020-05-09 or 2020-09-05``."""
        if not self.without_year:
            counted = [
                f"{day} in {order}" if self.lone else str(day) for order, day in self.readings
            ]
            return " or ".join(dict.fromkeys(counted))
        said = [
            f"{day:%B %Y} without its day" if order == MONTH else f"{day:%B} {day.day} of any year"
            for order, day in self.readings
        ]
        return " or ".join(said)


@lru_cache(maxsize=65536)
def open_day(text: str) -> OpenDay | None:
    """Returns what a trimmed cell may be; ``None`` for one that is unambiguous or no day at all.

    ``13/04/2022`` has one reading, which also decides the order of other cells.
    """
    if other_calendar(text):
        return None
    text = in_ascii(text)
    if (found := FIGURES.fullmatch(text)) and len(found[1]) <= 2 and len(found[4]) in (2, 4):
        return _parts(*found.groups())
    if (found := _WORDS.fullmatch(text)) and (month := MONTH_NUMBERS.get(found[2].lower())):
        day, _, number = found.groups()
        if day and len(number or "") != 1:  # a year has two digits
            return _worded(day, month, number)
        if number and not day:
            return _month_worded(month, int(number))
    whole, point, parts = text.partition(".")
    if not whole.isdecimal() or (point and not parts.isdecimal()):
        whole = ""
    if len(whole) in _SERIAL:
        days = int(whole)
        counted = [(how, start + timedelta(days)) for how, start in _EPOCHS.items()]
        return _counted(SERIAL, counted)
    if len(whole) in _UNIX and parts in ("", "0"):
        number = int(whole)
        length = min(digits for digits in _UNITS if digits >= len(whole))
        if number % _UNITS[length] == 0:
            day = date(1970, 1, 1) + timedelta(number // _UNITS[length])
            return _counted("a day as Unix time", [("Unix time", day)])
    return _of_other_words(text)


def what_day(text: str) -> str:
    """Returns why a cell is no day, in words: the days that it may be, or that it is none."""
    if other := other_calendar(text):
        return f"is a day {other.said}; write YYYY-MM-DD of our calendar"
    found = open_day(text.strip())
    if found is None:
        return "is not a day; write YYYY-MM-DD"
    return f"is {found.choices()}, and neither its row nor the file says which; write YYYY-MM-DD"


def _of_other_words(text: str) -> OpenDay | None:
    """Reads a cell with words of another language, or with spaces around its separators."""
    forms = english_forms(text)
    if len(forms) == 1:
        return open_day(forms[0])
    days = [read_date(form).day for form in forms]
    if not days or None in days:
        return None
    found = tuple(Reading(f"as {long_date(day)}", day) for day in days if day)
    return OpenDay(f"words {text}", "the word of a month", found)


def _parts(first: str, sign: str, second: str, last: str) -> OpenDay | None:
    one, two, three = int(first), int(second), int(last)
    small = [text for text in (first, second) if int(text) < 10]
    padded = len(small[0]) == 2 if small else None
    year = three if len(last) == 4 else _century(three)
    found = [(DAY_FIRST, _day(year, two, one)), (MONTH_FIRST, _day(year, one, two))]
    if len(last) == 2:
        found.append((YEAR_FIRST, _day(_century(one), two, three)))
    readings = tuple(Reading(order, day) for order, day in found if day)
    digits = "2022" if len(last) == 4 else "22"
    example = f"28{sign}12{sign}{digits} or 12{sign}28{sign}{digits}"
    form = f"{sign}{len(last)}"
    return OpenDay(form, example, readings, padded) if readings else None


def _worded(first: str, month: int, last: str | None) -> OpenDay | None:
    if last is None:  # a leap year has every day there is
        day = _day(2000, month, int(first))
        return OpenDay(NO_YEAR, "28-Dec", (Reading(DAY_FIRST, day),), lone=True) if day else None
    found = [(DAY_FIRST, _day(_century(int(last)), month, int(first)))]
    found.append((YEAR_FIRST, _day(_century(int(first)), month, int(last))))
    readings = tuple(Reading(order, day) for order, day in found if day)
    return OpenDay(WORDED, "28-Dec-22", readings) if readings else None


def _month_worded(month: int, number: int) -> OpenDay:
    """Reads ``May-20``: the 20th of May, or May 2020 as spreadsheets show a month."""
    day = _day(2000, month, number)
    found = [Reading(DAY_FIRST, day)] if day else []
    found.append(Reading(MONTH, date(_century(number), month, 1)))
    return OpenDay(DAY_OR_YEAR, "Dec-22", tuple(found), lone=True)


def _counted(what: str, counted: list[tuple[str, date]]) -> OpenDay | None:
    readings = tuple(Reading(how, day) for how, day in counted if day.year >= FIRST_YEAR)
    return OpenDay(what, what, readings, lone=True) if readings else None


def _century(digits: int) -> int:
    """Returns the year for two digits, counted from the first year with events."""
    return digits + (1900 if digits >= FIRST_YEAR % 100 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
