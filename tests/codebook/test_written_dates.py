"""Days in every form exports have had, and those that could be two days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractor.codebook.other_calendars import other_calendar
from extractor.codebook.written_dates import DateForm, long_date, read_date

DAY = date(2022, 12, 28)


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("2022-12-28", DateForm.ISO),
        ("28 December 2022", DateForm.WORDS),
        ("28-December-2022", DateForm.WORDS),
        ("28 Dec 2022", DateForm.WORDS),
        ("28-Dec-2022", DateForm.WORDS),
        ("28dec2022", DateForm.WORDS),  # Stata
        ("28 December 2022 00:00", DateForm.WORDS),
        ("December 28, 2022", DateForm.WORDS),
        ("28-12-2022", DateForm.DAY_MONTH_YEAR),
        ("28/12/2022", DateForm.DAY_MONTH_YEAR),
        ("28.12.2022", DateForm.DAY_MONTH_YEAR),
        ("2022/12/28", DateForm.YEAR_MONTH_DAY),
        ("2022-12-28 00:00:00.000", DateForm.YEAR_MONTH_DAY),
        ("2022-12-28T00:00:00Z", DateForm.YEAR_MONTH_DAY),
        ("2022-28-12", DateForm.WRONG_ORDER),
        ("12-28-2022", DateForm.WRONG_ORDER),
        ("12/28/2022", DateForm.WRONG_ORDER),
    ],
)
def test_a_day_is_read_in_every_form(words, form):
    assert (read_date(words).day, read_date(words).form) == (DAY, form)


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("03/04/2022", DateForm.AMBIGUOUS),
        ("3.4.2022", DateForm.AMBIGUOUS),
        ("03-04-2022", DateForm.AMBIGUOUS),
        ("2022-02-30", DateForm.NO_SUCH_DAY),
        ("31 June 2022", DateForm.NO_SUCH_DAY),
        ("2022-13-13", DateForm.NO_SUCH_DAY),
        ("", DateForm.NO_DATE),
        ("Tuesday", DateForm.NO_DATE),
        ("9 listopada 2020", DateForm.AMBIGUOUS),  # Croatian: October; Polish: November
        ("28-12-22", DateForm.NO_DATE),
        ("44923", DateForm.NO_DATE),
    ],
)
def test_what_is_no_one_day_is_not_guessed(words, form):
    assert read_date(words).day is None
    assert read_date(words).form is form


def test_the_same_number_twice_is_one_day():
    assert read_date("4/4/2022").day == date(2022, 4, 4)


@given(st.dates())
def test_every_day_is_read_back_from_iso_and_words(day):
    assume(not other_calendar(day.isoformat()))
    assert read_date(day.isoformat()).day == day
    if day.year > 999:
        assert read_date(long_date(day)).day == day


@given(st.text(max_size=30))
def test_any_words_are_a_day_or_not(words):
    read_date(words)
