"""Days as pages write them, in many languages and in figures."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from extractor.sources.pages.written import day_of, figures_in, order_of

DAY = date(2024, 3, 6)
MONTHS = [
    line.split("\t")[1:]
    for line in (files("extractor.sources.pages") / "data" / "dates.tsv")
    .read_text("utf-8")
    .splitlines()
    if line.startswith("month\t")
]


@pytest.mark.parametrize(
    ("words", "languages"),
    [
        ("2024-03-06", ""),
        ("2024-03-06T23:30:00+05:00", ""),
        ("2024-03-06T23:30:00.000Z", ""),
        ("20240306", ""),
        ("2024/3/6 08:00", ""),
        ("1709712000", ""),
        ("Wed, 06 Mar 2024 08:00:00 GMT", ""),
        ("March 6th, 2024 8:00 AM", ""),
        ("Wed, 03/06/2024 - 14:30", ""),  # the day of the week tells
        ("Published: 06 March 2024", ""),
        ("6 de marzo de 2024", "es"),
        ("lundi 6 mars 2024 à 10h15", "fr"),
        ("6. März 2024", "de"),
        ("6 марта 2024 года", "ru"),
        ("٦ مارس ٢٠٢٤", "ar"),
        ("6 آذار 2024", "ar"),
        ("2024年3月6日", "ja"),
        ("2024년 3월 6일", "ko"),
        ("6 tháng 3, 2024", "vi"),
        ("2024. március 6.", "hu"),
        ("2024 m. kovo 6 d.", "lt"),
        ("6 मार्च 2024", "hi"),
        ("06.03.2024", ""),
    ],
)
def test_a_day_is_read_as_written(words: str, languages: str) -> None:
    read = day_of(words, languages.split())
    assert read is not None
    assert DAY in read.days
    assert (read.day == DAY) != (words == "06.03.2024")


@pytest.mark.parametrize(
    "words",
    [
        *("", "soon", "2024-03", "2024-02-30", "0001-01-01", "1970-01-01T00:00:00Z", "9999-12-31"),
        *(
            "3/16/2",
            "45/13/45",
            "192.168.03.24",
            "10:03:24",
            "۳۱ اسفند ۱۴۰۲",
            "2024-03-06 to 2024-03-08",
            "6 March 2024" + " x" * 99,
        ),
    ],
)
def test_what_is_no_day_or_not_one_of_ours_is_none(words: str) -> None:
    assert day_of(words) is None


def test_a_month_that_means_two_in_two_languages_is_read_by_the_page_s_own() -> None:
    assert day_of("18 listopada 2024") is None
    polish, croatian = (day_of("18 listopada 2024", [language]) for language in ("pl", "hr"))
    assert polish is not None and polish.day == date(2024, 11, 18)
    assert croatian is not None and croatian.day == date(2024, 10, 18)


@pytest.mark.parametrize(("language", "number", "names"), MONTHS)
def test_every_month_name_is_read_in_its_language(language: str, number: str, names: str) -> None:
    for name in names.split("|"):
        read = day_of(f"21 {name} 2023", [language])
        assert read is not None, name
        assert read.days == (date(2023, int(number), 21),), name


@pytest.mark.parametrize(
    ("languages", "order"),
    [
        (["en-us"], "M"),
        (["en-gb"], "D"),
        (["en"], None),
        (["en", "en-ng"], "D"),
        (["en-us", "en-gb"], None),
        (["fr-fr"], "D"),
        (["ar"], "D"),
        (["zh-cn"], None),
        ([], None),
    ],
)
def test_languages_tell_the_order_of_day_and_month(languages: list[str], order: str | None) -> None:
    assert order_of(languages) == order


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("14/05/24", ["2024-05-14", "2014-05-24"]),
        ("05/06/24", ["2024-06-05", "2024-05-06", "2005-06-24"]),
        ("5/6/24", ["2024-06-05", "2024-05-06"]),
        ("5.6.98", ["1998-06-05", "1998-05-06"]),
        ("Tue, 14/05/24 10:30", ["2024-05-14"]),  # the day of the week tells
    ],
)
def test_a_year_in_two_figures_gives_every_day_it_may_be(words: str, days: list[str]) -> None:
    read = day_of(words)
    assert read is not None
    assert [str(day) for day in read.days] == days


def test_a_date_tells_the_order_of_others_where_only_one_makes_it_a_day() -> None:
    assert [*figures_in("25/03/2024, 03/04/2024")] == [("/", "D")]
    assert [*figures_in("3.25.24", ["en"])] == [(".", "M")]
    assert [*figures_in("25/03/24", ["en"])] == [("/", "D")]
    assert [*figures_in("25/03/24", ["ja"])] == []  # or 24 March 2025
    assert [*figures_in("25-03-24", ["en"])] == []
