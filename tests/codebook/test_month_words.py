"""Days with words of any language are brought to the English forms, or left alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.codebook.month_words import TABLES, english_forms, is_month_alone
from extractor.codebook.written_dates import DateForm, read_date
from extractor.languages import loading

MONTHS = [
    (word, int(number), code)
    for table in TABLES
    for code in loading.having(table)
    for (kind, number, words), _ in loading.rows(table, code)
    if kind == "month" and number.isdecimal()
    for word in words.split("|")
]
OF_TWO_MONTHS = {"listopada", "listopad", "lis", "lip", "lipa", "srp"}


@pytest.mark.parametrize(
    "text",
    [
        *("9 mai 2020", "9. Mai 2020", "9 mayo 2020", "9 de mayo de 2020", "9-Mai-2020"),
        *("9 maggio 2020", "9 мая 2020 г.", "9 травня 2020 року", "2020. május 9."),
        *("9 مايو 2020", "٩ أيار ٢٠٢٠", "2020年5月9日", "2020년 5월 9일", "9 พฤษภาคม 2020"),
        *("samedi 9 mai 2020", "Saturday, May 9, 2020", "Samstag, 9. Mai 2020", "Sat May 09 2020"),
        *("2020-May-09", "2020 mai 9", "9/MAI/2020", "9th of May, 2020", "9º de maio de 2020"),
        *("Sat, 09 May 2020 00:00:00 GMT", "9 mai 2020 00:00:00", "9 mai 2020, 14h30"),
        *("Sat May 09 2020 00:00:00 GMT+0200 (CEST)", "9 mai. 2020"),
    ],
)
def test_a_day_in_words_is_read_whatever_the_language(text):
    assert read_date(text).day == date(2020, 5, 9)


@pytest.mark.parametrize(
    "text",
    [
        *("lundi 9 mai 2020", "9 mai 2020 et 10 mai 2020", "9 mai 2020?", "9 2020", "mai", "9"),
        *("109 mai 2020", "le 9 mai 2020", "9 mai mai 2020", "9 Mayor 2020", "31 juin 2020"),
    ],
)
def test_what_is_no_one_day_is_not_read(text):
    assert read_date(text).day is None


def test_a_month_that_is_another_elsewhere_is_not_read():
    assert english_forms("9. listopada 2020") == ("9 October 2020", "9 November 2020")
    assert read_date("9. listopada 2020").form is DateForm.AMBIGUOUS


@pytest.mark.parametrize("text", ["mai 2020", "2020-05", "05/2020", "Mai, 2020", "2020 mai"])
def test_a_month_without_its_day_is_known_as_such(text):
    assert is_month_alone(text)
    assert read_date(text).day is None


@pytest.mark.parametrize("text", ["9 mai 2020", "2020", "2020-05-09", "Mol 2020", "2020-13"])
def test_other_cells_are_no_month_alone(text):
    assert not is_month_alone(text)


@given(
    st.sampled_from(MONTHS),
    st.integers(0, 40_000),
    st.sampled_from(["{d} {m} {y}", "{d}. {m} {y}", "{m} {d}, {y}", "{y} {m} {d}", "{d}-{m}-{y}"]),
)
def test_every_month_of_every_language_is_read_as_itself(word, days, form):
    name, number = word[0].rstrip("*"), word[1]  # "listopad*" stands for its endings, too
    if name.casefold() in OF_TWO_MONTHS or (" " in name and "-" in form):
        return
    day = (date(1990, 1, 1) + timedelta(days)).replace(month=number, day=days % 28 + 1)
    text = form.format(d=day.day, m=name, y=day.year)
    assert read_date(text).day == day, text


def test_no_month_is_another_in_a_language_that_has_tables():
    numbers: dict[str, set[int]] = {}
    for name, number, _ in MONTHS:
        numbers.setdefault(name.casefold(), set()).add(number)
    assert [name for name, found in numbers.items() if len(found) > 1] == []
