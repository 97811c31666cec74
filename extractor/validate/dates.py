"""Checks a column of days: that each exists, how it is written, whether it is plausible."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extractor.codebook.month_words import is_month_alone
from extractor.codebook.open_days import NO_YEAR, OpenDay, open_day
from extractor.codebook.other_calendars import other_calendar
from extractor.codebook.written_dates import DateForm, long_date, read_date
from extractor.validate.cells import shown
from extractor.validate.finding import Problem

__all__ = ["DayJudge"]


class DayJudge:
    """Judge of a column of days, which lie between the dataset's first year and ``today``."""

    def __init__(self, column: str, *, first_year: int, dataset: str, today: date) -> None:
        self._column = column
        self._first_year = first_year
        self._dataset = dataset
        self._today = today

    def __call__(self, text: str) -> Sequence[Problem]:
        read, column = read_date(text), self._column
        if other := other_calendar(text):
            message = f"{column} is {shown(text)}: {other.said}; write YYYY-MM-DD of our calendar"
            return [Problem("E205", message, column, text)]
        if (found := open_day(text)) and (read.day is None or read.form is DateForm.WRONG_ORDER):
            return [_left_open(column, text, found)]
        if read.form is DateForm.NO_DATE and is_month_alone(text):
            message = f"{column} is {shown(text)}: a month without its day; write YYYY-MM-DD"
            return [Problem("E205", message, column, text)]
        if read.form in (DateForm.NO_DATE, DateForm.NO_SUCH_DAY):
            message = f"{column} is {shown(text)}: {read.form.value}; write YYYY-MM-DD"
            return [Problem("E205", message, column, text)]
        if read.form is DateForm.AMBIGUOUS:
            message = f"{column} is {shown(text)}: {read.form.value}; write YYYY-MM-DD"
            return [Problem("E206", message, column, text)]
        day = read.day
        assert day is not None
        if read.form is DateForm.WRONG_ORDER:
            message = f"{column} is {shown(text)}: {read.form.value}; did you mean {day}?"
            return [Problem("E206", message, column, text)]
        if day > self._today:
            message = f"{long_date(day)} is later than today, {long_date(self._today)}"
            return [Problem("W504", message, column, text)]
        if day.year < self._first_year:
            message = f"{long_date(day)} is before {self._dataset} begins, in {self._first_year}"
            return [Problem("W505", message, column, text)]
        return ()


def _left_open(column: str, text: str, found: OpenDay) -> Problem:
    """The problem of a day that neither its row nor the file explains."""
    said = f"{column} is {shown(text)}: "
    nothing = "neither the year, the note nor other rows say which; write YYYY-MM-DD"
    if found.form == NO_YEAR:
        return Problem("E205", f"{said}a day without its year; write YYYY-MM-DD", column, text)
    if found.without_year:
        return Problem("E205", f"{said}{found.choices()}; {nothing}", column, text)
    if found.lone:
        return Problem("E205", f"{said}{found.form}, {found.choices()}; {nothing}", column, text)
    return Problem("E206", f"{said}{found.choices()}; {nothing}", column, text)
