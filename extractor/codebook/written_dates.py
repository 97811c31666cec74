"""Dates as exports write them: ISO now, ``28 December 2022`` on the older web, ``28-12-2022`` in R.
:mod:`extractor.codebook.month_words` reads months in words of other languages.

Source: ACLED's exports of several years; UCDP GED writes ISO, in some versions with a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from extractor.codebook.month_words import ENGLISH_MONTHS as MONTHS
from extractor.codebook.month_words import english_forms
from extractor.codebook.other_calendars import other_calendar
from extractor.codebook.other_digits import in_ascii

__all__ = [
    "FIGURES",
    "ISO_DAY",
    "MONTHS",
    "MONTH_NUMBERS",
    "DateForm",
    "WrittenDate",
    "long_date",
    "read_date",
]

MONTH_NUMBERS = {
    name[:length].lower(): n for n, name in enumerate(MONTHS, 1) for length in (3, 9)
} | {"sept": 9}
ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = r"(?:[T ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPp][Mm]| ?Z|[+-]\d\d:?\d\d)?)?"
FIGURES = re.compile(rf"(\d{{1,4}})([-/.])(\d\d?)\2(\d{{1,4}}){_TIME}")
"""A day, a month and a year; the year is first or last and may have any length."""
_DAY_WORDS = re.compile(rf"(\d\d?)(?:st|nd|rd|th)?[ -]?([A-Za-z]{{3,9}})\.?,?[ -]?(\d{{4}}){_TIME}")


class DateForm(Enum):
    """The form of a date, and whether that makes it ambiguous."""

    ISO = "YYYY-MM-DD"
    WORDS = "28 December 2022"
    DAY_MONTH_YEAR = "28-12-2022"
    YEAR_MONTH_DAY = "2022/12/28, 20221228, or with a time"
    OTHER_DIGITS = "digits of another script, or other signs between them"
    WRONG_ORDER = "month and day in the wrong order"
    AMBIGUOUS = "day and month could be either"
    NO_SUCH_DAY = "no such day"
    NO_DATE = "not a date"


_SURE = (DateForm.ISO, DateForm.WORDS, DateForm.DAY_MONTH_YEAR, DateForm.YEAR_MONTH_DAY)


@dataclass(frozen=True)
class WrittenDate:
    """A date as read: ``day`` is ``None`` unless there is exactly one way to read it."""

    day: date | None
    form: DateForm


@lru_cache(maxsize=65536)
def read_date(words: str) -> WrittenDate:
    """Returns the day that ``words`` stand for, and their form.

    ``03-04-2022`` may have the day or the month first, with any separator. It is read only where
    one of the numbers is above 12 or both are the same. A month above 12 with a day that could be a
    month (``2022-28-12``, ``12-28-2022``) is the wrong order. A date whose year is of another
    calendar gives no day.
    """
    words = words.strip()
    if other_calendar(words):
        return WrittenDate(None, DateForm.NO_DATE)
    if (ascii_words := in_ascii(words)) != words:
        read = read_date(ascii_words)
        return WrittenDate(read.day, DateForm.OTHER_DIGITS) if read.form in _SURE else read
    if found := ISO_DAY.fullmatch(words):
        year, month, day = map(int, found.groups())
        return _ordered(year, month, day, DateForm.ISO)
    figures = FIGURES.fullmatch(words)
    first, _, second, last = figures.groups() if figures else ("", "", "", "")
    if len(first) == 4 and len(last) <= 2:
        return _ordered(int(first), int(second), int(last), DateForm.YEAR_MONTH_DAY)
    if len(words) == 8 and words.isdecimal() and words.startswith(("19", "20")):
        # With a month above 12 it is a number, not a date in another order.
        plain = _day(int(words[:4]), int(words[4:6]), int(words[6:]))
        return WrittenDate(plain, DateForm.YEAR_MONTH_DAY if plain else DateForm.NO_DATE)
    if 1 <= len(first) <= 2 and len(last) == 4:
        day, month, year = int(first), int(second), int(last)
        if day != month and max(day, month) <= 12:
            return WrittenDate(None, DateForm.AMBIGUOUS)
        return _ordered(year, month, day, DateForm.DAY_MONTH_YEAR)
    if (found := _DAY_WORDS.fullmatch(words)) and (name := MONTH_NUMBERS.get(found[2].lower())):
        return _worded(found[3], name, found[1])
    others = english_forms(words)
    if len(others) == 1:
        return read_date(others[0])
    return WrittenDate(None, DateForm.AMBIGUOUS if others else DateForm.NO_DATE)


def long_date(day: date) -> str:
    """Returns ``4 April 2017``, as ACLED's notes write dates."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _ordered(year: int, month: int, day: int, form: DateForm) -> WrittenDate:
    found = _day(year, month, day)
    if found:
        return WrittenDate(found, form)
    turned = _day(year, day, month) if month > 12 else None
    return WrittenDate(turned, DateForm.WRONG_ORDER if turned else DateForm.NO_SUCH_DAY)


def _worded(year: str, month: int, day: str) -> WrittenDate:
    found = _day(int(year), month, int(day))
    return WrittenDate(found, DateForm.WORDS if found else DateForm.NO_SUCH_DAY)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
