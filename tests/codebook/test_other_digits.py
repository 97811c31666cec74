"""Digits of other scripts are read as the digits they are; days of other calendars are named."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.codebook.open_days import open_day
from extractor.codebook.other_calendars import other_calendar, year_of_other_calendar
from extractor.codebook.other_digits import ascii_digits, in_ascii
from extractor.codebook.written_dates import DateForm, read_date
from extractor.codebook.written_numbers import coordinate_reading, count_readings

SCRIPTS = [chr(code) for code in range(0x80, 0x11000) if unicodedata.decimal(chr(code), -1) == 0]
DAYS = st.dates(date(1989, 1, 1), date(2026, 12, 31))


def in_script(text: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(c)) if c.isdecimal() else c for c in text)


@given(DAYS, st.sampled_from(SCRIPTS), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%d %B %Y"]))
def test_a_day_in_any_script_is_the_day_in_ours(day, zero, form):
    read = read_date(in_script(day.strftime(form), zero))
    assert (read.day, read.form) == (day, DateForm.OTHER_DIGITS)


@given(st.integers(0, 10**12), st.sampled_from(SCRIPTS))
def test_a_number_in_any_script_is_the_number_in_ours(number, zero):
    (found,) = count_readings(in_script(str(number), zero))
    assert (found.plain, found.form) == (str(number), "digits of another script")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("١٢٣", "123"),
        ("۳٫۵", "3.5"),
        ("１２／０３", "12/03"),
        ("\u200f١٢\u200f/\u200f٣", "12/3"),
        ("2024‑03‑13", "2024-03-13"),
        ("‑", "‑"),  # no digit beside it: no number
        ("Kafr Zita – east", "Kafr Zita – east"),
    ],
)
def test_signs_among_digits_are_plain(written, plain):
    assert in_ascii(written) == plain


def test_what_is_open_in_ours_is_open_in_another_script():
    assert open_day("٠٣/٠٤/٢٠٢٢") == open_day("03/04/2022")
    assert [each.plain for each in count_readings("١.٢٣٤")] == ["1234", None]
    assert [each.plain for each in count_readings("١٬٢٣٤")] == ["1234"]  # parts nothing else


def test_coordinates_in_another_script():
    assert coordinate_reading("latitude", "-٠٫٤٥٣٢").plain == "-0.4532"
    assert coordinate_reading("latitude", "٤٥٫٥°").plain == "45.5"
    assert coordinate_reading("latitude", "٩١٫٥ N") is None


@pytest.mark.parametrize(
    ("written", "names", "ours"),
    [
        ("2567-05-12", ("Buddhist",), date(2024, 5, 12)),
        ("13/05/2567", ("Buddhist",), date(2024, 5, 13)),
        ("12/05/2567", ("Buddhist",), None),  # the order is open
        ("1402-12-20", ("Persian",), date(2024, 3, 10)),
        ("۱۴۰۲/۱۲/۲۰", ("Persian",), date(2024, 3, 10)),
        ("1402-12-31", ("Persian",), None),  # there is no such day
        ("20 اسفند 1402", ("Persian",), None),
        ("1445-09-01", ("Islamic",), None),
        ("١ رمضان ١٤٤٥", ("Islamic",), None),
        ("5784-07-03", ("Hebrew",), None),
    ],
)
def test_a_day_of_another_calendar_is_named(written, names, ours):
    found = other_calendar(written)
    assert found is not None
    assert (found.names, found.day) == (names, ours)
    assert f"of the {names[0]} calendar by its year" in found.said


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%Y-%m-%dT14:02:00+0330"]))
def test_no_day_of_ours_is_taken_for_another_calendar_s(day, form):
    assert other_calendar(day.strftime(form)) is None


@pytest.mark.parametrize(
    "text", ["45426", "1715644800", "9-May-20", "2080-11-29", "1850-01-01", ""]
)
def test_other_numbers_are_of_no_calendar(text):
    assert other_calendar(text) is None


def years_in(monkeypatch, year: int) -> dict[str, tuple[str, ...]]:
    """The years of other calendars, with the names of these, as they are told in a year of ours."""

    class Then(date):
        @classmethod
        def today(cls):
            return cls(year, 6, 1)

    monkeypatch.setattr("extractor.codebook.other_calendars.date", Then)
    told = {str(each): year_of_other_calendar.__wrapped__(str(each)) for each in range(1300, 6000)}
    return {each: names for each, names in told.items() if names}


def test_a_year_is_of_one_calendar_until_2028_and_then_of_all_that_have_it(monkeypatch):
    now = years_in(monkeypatch, 2028)
    assert set(now.values()) == {("Buddhist",), ("Persian",), ("Islamic",), ("Hebrew",)}
    later = years_in(monkeypatch, 2030)
    assert [each for each, names in later.items() if len(names) > 1] == ["1409", "1410"]
    assert later["1409"] == later["1410"] == ("Persian", "Islamic")


@given(DAYS)
@example(date(2024, 2, 29))
def test_a_buddhist_day_is_the_same_day_543_years_later(day):
    found = other_calendar(f"{day.year + 543}-{day:%m-%d}")
    assert found is not None and found.day == day


@given(st.text())
def test_digits_alone_are_changed(text: str) -> None:
    plain = ascii_digits(text)

    assert [sign for sign in plain if not sign.isdecimal()] == [
        sign for sign in text if not sign.isdecimal()
    ]
    assert [int(sign) for sign in plain if sign.isdecimal()] == [
        unicodedata.decimal(sign) for sign in text if sign.isdecimal()
    ]
    assert all(sign.isascii() for sign in plain if sign.isdecimal())
