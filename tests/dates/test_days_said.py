"""Words marked as saying when, in every language of the tables, against the days they mean."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from said_cases import CASES

from extractor.dates.said import DaysSaid, day_of_dateline, days_said
from extractor.dates.said_words import languages_of, read_words

THURSDAY = date(2024, 3, 14)
SUNDAY_BEFORE = DaysSaid(date(2024, 3, 10), date(2024, 3, 10), False)


def _listed() -> list[tuple[str, str, date, date]]:
    rows = []
    for line in CASES.strip().splitlines():
        language, words, days = (cell.strip() for cell in line.split(" | "))
        first, _, last = days.partition("..")
        rows.append((language, words, _named_day(first), _named_day(last or first)))
    return rows


def _named_day(text: str) -> date:
    return date.fromisoformat(text if len(text) > 5 else f"2024-{text}")


@pytest.mark.parametrize(("language", "words", "first", "last"), _listed())
def test_words_mean_their_days(language: str, words: str, first: date, last: date) -> None:
    said = days_said(words, THURSDAY, language)
    assert said and (said.first, said.last) == (first, last)


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("en", "the same day", 10), ("en", "the next morning", 11), ("en", "two days later", 12),
        ("en", "a day earlier", 9), ("en", "that night", 10), ("en", "dawn", 10),
        ("en", "later that day", 10), ("en", "24 hours later", 11), ("en", "that Friday", 8),
        ("en", "the eve of the vote", 9),
        ("es", "al día siguiente", 11), ("fr", "la veille", 9), ("pt", "no mesmo dia", 10),
        ("ar", "في اليوم التالي", 11), ("ru", "на следующий день", 11), ("uk", "напередодні", 9),
        ("tr", "ertesi gün", 11), ("fa", "همان روز", 10), ("de", "am Tag darauf", 11),
        ("id", "dua hari kemudian", 12), ("sw", "siku mbili baadaye", 12), ("hi", "अगले दिन", 11),
        ("my", "နောက်တစ်ရက်", 11), ("zh", "翌日", 11), ("ha", "washegari", 11), ("am", "በማግስቱ", 11),
    ],
)  # fmt: skip
def test_days_are_counted_from_the_day_told_before(language: str, words: str, day: int) -> None:
    said = days_said(words, THURSDAY, language, SUNDAY_BEFORE)
    assert said and said.first == said.last == date(2024, 3, day)


@pytest.mark.parametrize(
    ("language", "words", "first", "last"),
    [
        ("en", "a month earlier", "02-01", "02-29"), ("en", "that week", "03-04", "03-10"),
        ("de", "am selben Wochenende", "03-09", "03-10"), ("en", "on the day", "03-10", "03-10"),
        ("fr", "la semaine précédente", "02-26", "03-03"), ("en", "same night", "03-10", "03-10"),
        ("uk", "цього ж дня", "03-10", "03-10"), ("de", "eine Woche zuvor", "03-03", "03-03"),
    ],
)  # fmt: skip
def test_longer_units_are_counted_from_the_day_told_before(
    language: str, words: str, first: str, last: str
) -> None:
    said = days_said(words, THURSDAY, language, SUNDAY_BEFORE)
    assert said and (said.first, said.last) == (_named_day(first), _named_day(last))


@pytest.mark.parametrize("words", ["the same day", "two days later", "ertesi gün", "翌日"])
def test_they_mean_no_day_where_none_was_told_before(words: str) -> None:
    assert days_said(words, THURSDAY) is None


@pytest.mark.parametrize(
    "words",
    ["", "  ", "the market", "31 February", "30.02.2024", "0", "99", "²", "next Tuesday", "2031"],
)
def test_no_day_is_none(words: str) -> None:
    assert days_said(words, THURSDAY, "en") is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Jumatatu", 11), ("Salı", 12), ("terça-feira", 12), ("Selasa malam", 12), ("mardi", 12),
        ("सोमवार को", 11), ("سه‌شنبه", 12), ("الثلاثاء", 12), ("ማክሰኞ", 12), ("вівторок", 12),
        ("во вторник", 12), ("周二", 12), ("အင်္ဂါနေ့", 12), ("ranar Talata", 12), ("Dienstag", 12),
    ],
)  # fmt: skip
def test_without_a_language_the_words_themselves_decide_it(words: str, day: int) -> None:
    said = days_said(words, THURSDAY)
    assert said and said.first == said.last == date(2024, 3, day)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "3 رمضان 1445"), ("fa", "۳ رمضان"), ("my", "တပေါင်းလဆန်း ၅ ရက်"), ("zh", "农历二月初三")],
)
def test_a_day_of_a_calendar_that_is_not_counted_is_none(language: str, words: str) -> None:
    assert days_said(words, THURSDAY, language) is None


def test_the_language_decides_between_meanings() -> None:
    in_spanish, in_polish = (
        days_said("el 2 mayo", THURSDAY, "es"),
        days_said("maja", THURSDAY, "pl"),
    )
    assert in_spanish and in_spanish.first == date(2023, 5, 2)
    assert in_polish and in_polish.first == date(2023, 5, 1)
    hausa, swahili = days_said("jiya", THURSDAY, "ha"), days_said("jana", THURSDAY, "sw")
    assert hausa == swahili == DaysSaid(date(2024, 3, 13), date(2024, 3, 13), False)


def test_another_language_is_tried_where_that_of_the_article_gives_no_day() -> None:
    said = days_said("on Tuesday", THURSDAY, "tr")
    assert said and said.first == date(2024, 3, 12)
    assert days_said("Tuesday", THURSDAY, "xx") == said
    march = DaysSaid(date(2024, 3, 12), date(2024, 3, 12), True)
    assert {days_said("on 12 March", THURSDAY, one) for one in ("tr", "ru", "xx")} == {march}
    assert days_said("12 марта", THURSDAY, "uk") == march
    ethiopian = days_said("መስከረም 1", THURSDAY, "ti")
    assert ethiopian and ethiopian.first == date(2023, 9, 12)


def test_a_month_or_its_day_is_explicit_and_a_counted_day_is_not() -> None:
    said = {
        words: days_said(words, THURSDAY) for words in ("3 March", "the 3rd", "Sunday", "today")
    }
    assert [one and one.explicit for one in said.values()] == [True, True, False, False]


def test_without_a_publication_only_a_full_date_is_a_day() -> None:
    said = days_said("12 March 2024", None, "en")
    assert said == DaysSaid(date(2024, 3, 12), date(2024, 3, 12), True)
    assert [days_said(w, None) for w in ("Tuesday", "12 March", "yesterday", "last week")] == [
        None
    ] * 4


def test_one_day_written_in_two_calendars_is_one_day() -> None:
    said = days_said("یازدهم سنبله (۲ سپتامبر)", date(2022, 10, 5), "fa")
    assert said and said.first == said.last == date(2022, 9, 2)


def test_a_step_that_needs_a_day_before_is_no_day_in_another_language() -> None:
    assert days_said("شب بعد", THURSDAY) is None


def test_a_leap_day_is_of_the_last_leap_year() -> None:
    said = days_said("29 February", date(2023, 5, 1), "en")
    assert said and said.first == date(2020, 2, 29)


def test_languages_are_told_by_script_those_with_more_words_first() -> None:
    by_hand, names_only = languages_of("вторник")
    assert by_hand[:2] == ["ru", "uk"] and "bg" in names_only
    assert languages_of("12.03.") == ([], [])


def test_what_is_in_no_table_says_nothing() -> None:
    assert read_words("the market of Kaya", "en")[0] == []


@given(
    st.text(alphabet=st.characters(), max_size=40)
    | st.lists(
        st.sampled_from(
            [
                "Monday",
                "31",
                "February",
                "2024",
                "to",
                "and",
                "ago",
                "last",
                "5",
                "the",
                "3/4/05",
                "0.0",
                "next",
                "week",
            ]
        ),
        max_size=8,
    ).map(" ".join),
    st.dates(),
    st.sampled_from(["en", "ar", "fa", "am", "zh", "my", None]),
)
def test_any_text_gives_days_up_to_the_publication_or_none(
    words: str, published: date, language: str | None
) -> None:
    before = DaysSaid(published, published, False)
    for told in (None, before):
        said = days_said(words, published, language, told)
        assert said is None or said.first <= said.last <= published
    days_said(words, None, language)


def test_weekdays_are_within_a_week_in_every_language() -> None:
    names = {"en": "Tuesday", "el": "Τρίτη", "he": "יום שלישי", "ja": "火曜日", "th": "วันอังคาร"}
    for language, name in names.items():
        for back in range(7):
            published = THURSDAY - timedelta(days=back)
            said = days_said(name, published, language)
            assert said and said.first.weekday() == 1, name
            assert timedelta(0) <= published - said.first < timedelta(days=7)


TABLE = Path(__file__).parents[2] / "fixtures" / "cases" / "dates.csv"


def _table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    "case", _table(), ids=lambda case: f"{case['words']} ({case['published'] or 'undated'})"
)
def test_the_words_of_the_table_mean_the_days_it_says(case: dict[str, str]) -> None:
    anchor = _day(case["anchor"])
    before = DaysSaid(anchor, anchor, True) if anchor else None
    said = days_said(case["words"], _day(case["published"]), told_before=before)
    start, end = _day(case["start"]), _day(case["end"])
    assert (said.first, said.last) == (start, end) if said else start is end is None
    assert str(said.precision or "") == case["precision"] if said else not case["precision"]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("March 14", "2017-04-05", "2017-03-14"),
        ("March 14", "2017-03-14", "2017-03-14"),
        ("March 14", "2017-03-13", "2016-03-14"),
        ("23 Aug 88", "", "1988-08-23"),
        ("23 Aug 12", "", "2012-08-23"),
        ("3 JAN 90", "1990-01-04", "1990-01-03"),
        ("Jan. 5, 2020", "", "2020-01-05"),
        ("31 Dec 69", "", "2069-12-31"),
        ("March 14", "", ""),
        ("March 2017", "2017-04-05", ""),
        ("no date", "2017-04-05", ""),
    ],
)
def test_dateline_dates(text: str, published: str, expected: str) -> None:
    assert day_of_dateline(text, _day(published)) == _day(expected)


@pytest.mark.parametrize(
    ("words", "fixed"),
    [
        ("Tuesday", True),
        ("yesterday", True),
        ("4 March", True),
        ("March", True),
        ("two days ago", False),
        ("the same day", False),
        ("last week", False),
        ("2016", False),
    ],
)
def test_words_that_mean_the_same_days_whoever_reads_them(words: str, fixed: bool) -> None:
    said = days_said(words, THURSDAY, told_before=SUNDAY_BEFORE)
    assert said is not None
    assert said.fixed is fixed
