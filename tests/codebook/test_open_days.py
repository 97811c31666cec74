"""What a cell may mean that does not say its day by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.codebook.open_days import DAY_FIRST, MONTH_FIRST, YEAR_FIRST, open_day


def readings(text: str) -> dict[str, str]:
    found = open_day(text)
    return {order: str(day) for order, day in found.readings} if found else {}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("5/9/2020", {DAY_FIRST: "2020-09-05", MONTH_FIRST: "2020-05-09"}),
        ("5/9/2020 0:00", {DAY_FIRST: "2020-09-05", MONTH_FIRST: "2020-05-09"}),
        ("13/04/2022", {DAY_FIRST: "2022-04-13"}),
        ("04/13/2022", {MONTH_FIRST: "2022-04-13"}),
        ("28-12-2022", {DAY_FIRST: "2022-12-28"}),
        ("05-09-2020", {DAY_FIRST: "2020-09-05", MONTH_FIRST: "2020-05-09"}),
        ("5.5.2020", {DAY_FIRST: "2020-05-05", MONTH_FIRST: "2020-05-05"}),
        ("31-12-19", {DAY_FIRST: "2019-12-31", YEAR_FIRST: "2031-12-19"}),
        ("97-05-14", {YEAR_FIRST: "1997-05-14"}),
        ("05-08-19", dict(zip((DAY_FIRST, MONTH_FIRST, YEAR_FIRST),
                              ("2019-08-05", "2019-05-08", "2005-08-19"), strict=True))),
        ("9-May-20", {DAY_FIRST: "2020-05-09", YEAR_FIRST: "2009-05-20"}),
        ("31-Dec-99", {DAY_FIRST: "1999-12-31"}),
        ("9-May", {DAY_FIRST: "2000-05-09"}),
        ("1715644800", {"Unix time": "2024-05-14"}),
        ("1715644800000", {"Unix time": "2024-05-14"}),
        ("1715644800000000000", {"Unix time": "2024-05-14"}),
    ],
)  # fmt: skip
def test_all_readings_of_a_cell(text, wanted):
    assert readings(text) == wanted


@pytest.mark.parametrize(
    ("text", "how"),
    [("45426", "Excel counts"), ("43964", "older Macs"), ("23510", "Stata"), ("19857", "R counts")],
)
def test_a_serial_day_of_2024_counts_from_one_day_only(text, how):
    found = open_day(text)
    assert found is not None
    ((order, day),) = found.of_year(2024)
    assert (how in order, day) == (True, date(2024, 5, 14))
    assert found.lone


@pytest.mark.parametrize(
    "text",
    ["2024-05-14", "14 May 2024", "20240514", "2024", "32/13/20", "9-Mol-20", "",
     "1715644801", "30-Feb", "event_date", "May-2020", "00000"],
)  # fmt: skip
def test_other_cells_are_not_open(text):
    assert open_day(text) is None


def test_the_29th_of_february_needs_a_year_that_has_it():
    found = open_day("29-Feb")
    assert found is not None
    assert [str(each.day) for each in found.of_year(2024)] == ["2024-02-29"]
    assert found.of_year(2023) == ()


DAYS = st.dates(date(1997, 1, 1), date(2026, 1, 1))


@given(DAYS)
def test_the_day_that_was_written_is_among_the_readings(day):
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    for text in (
        f"{day.day}/{day.month}/{day.year}",
        f"{day.month:02}.{day.day:02}.{day.year}",
        f"{day:%d-%m-%y}",
        f"{day:%d-%b-%y}",
        str(serial),
        f"{serial}.5",
    ):
        found = open_day(text)
        assert found is not None
        assert day in [each.day for each in found.of_year(day.year)]


@given(st.text() | st.from_regex(r"[0-9]{1,20}([-/. ][0-9A-Za-z]{1,9}){0,3}", fullmatch=True))
def test_any_cell_is_open_or_not(text):
    found = open_day(text)
    assert found is None or found.readings


@pytest.mark.parametrize("text", ["9-Mai-20", "9. mayo 20", "9-мая-20", "sáb 9-may-20"])
def test_words_of_other_languages_are_read_as_english_ones(text):
    found = open_day(text)
    assert found is not None
    assert [str(each.day) for each in found.of_year(2020)] == ["2020-05-09"]


def test_a_month_and_two_digits_are_a_day_or_a_year():
    found = open_day("mai-20")
    assert found is not None
    assert [str(each.day) for each in found.of_year(2020)] == ["2020-05-20", "2020-05-01"]
    assert [str(each.day) for each in found.of_year(2019)] == ["2019-05-20"]
    assert found.choices() == "May 20 of any year or May 2020 without its day"
