"""Dates: the words of a case table against the days they mean, and what holds of any text."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.dates.find import find_dates
from extractor.dates.resolve import (
    DateContext,
    ResolvedDate,
    parse_dateline_date,
    resolve_date,
)

CASES = Path(__file__).parents[2] / "fixtures" / "cases" / "dates.csv"
WEDNESDAY = date(2017, 4, 5)


def _cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _resolved(text: str, context: DateContext) -> ResolvedDate:
    mentions = find_dates(text)
    assert mentions, text
    return resolve_date(mentions[0], context)


@pytest.mark.parametrize(
    "case", _cases(), ids=lambda case: f"{case['words']} ({case['published'] or 'undated'})"
)
def test_the_words_of_the_case_table_mean_the_days_it_says(case: dict[str, str]) -> None:
    context = DateContext(
        _day(case["published"]), case["country"] or None, anchor=_day(case["anchor"])
    )
    mentions = find_dates(case["text"])
    assert [mention.span.text for mention in mentions] == [case["words"]]
    resolved = resolve_date(mentions[0], context)
    precision = int(case["precision"]) if case["precision"] else None
    days = (_day(case["start"]), _day(case["end"]), precision)
    assert (resolved.start, resolved.end, resolved.precision) == days
    assert (resolved.reason is None) == (precision is not None)


def test_the_case_table_is_as_large_as_promised() -> None:
    assert len(_cases()) >= 150


def test_a_day_is_counted_from_the_event_named() -> None:
    context = DateContext(
        WEDNESDAY, events={"attack": date(2017, 3, 1), "election": date(2017, 3, 10)}
    )
    assert _resolved("a day after the attack", context).start == date(2017, 3, 2)
    assert _resolved("two days before the elections", context).start == date(2017, 3, 8)


def test_a_day_counted_from_a_clause_stays_unknown() -> None:
    context = DateContext(WEDNESDAY, anchor=date(2017, 3, 1))
    resolved = _resolved("Two days after troops left, the town fell", context)
    assert resolved.start is None
    assert resolved.reason


def test_a_weekday_beside_a_day_decides_between_last_year_and_the_day_to_come() -> None:
    assert _resolved("on Tuesday, April 11", DateContext(WEDNESDAY)).start is None
    assert _resolved("on Monday, April 11", DateContext(WEDNESDAY)).start == date(2016, 4, 11)


@pytest.mark.parametrize(
    "text",
    [
        "It was attacked years ago.",
        "It was attacked a few years ago.",
        "It was attacked decades ago.",
        "It was attacked two decades ago.",
        "It was attacked long ago.",
        "It was attacked in the past.",
        "In the past, rebels attacked it.",
        "It was attacked last year.",
        "In 1994 rebels attacked it.",
        "It was attacked in the 1990s.",
        "It was attacked between 1994 and 1996.",
        "Fue atacado hace años.",
        "Il a été attaqué il y a des années.",
        "Il a été attaqué l'an dernier.",
    ],
)
def test_words_for_an_earlier_year_say_that_it_is_long_ago(text: str) -> None:
    resolved = _resolved(text, DateContext(WEDNESDAY))
    assert resolved.long_ago
    assert resolved.precision is None
    assert resolved.reason


@pytest.mark.parametrize(
    "text",
    [
        "It was attacked months ago.",
        "It was attacked recently.",
        "It was attacked not long ago.",
        "It was attacked in the past week.",
        "Three attacks in the past year killed ten.",
        "It was attacked earlier this year.",
        "It has been attacked since 1994.",
        "It was attacked in January 2016.",
        "It was attacked in 2017.",
        "It will be rebuilt in 2018.",
    ],
)
def test_other_words_do_not(text: str) -> None:
    assert not _resolved(text, DateContext(WEDNESDAY)).long_ago


def test_without_a_publication_only_the_words_themselves_say_that_it_is_long_ago() -> None:
    assert _resolved("It was attacked years ago.", DateContext(None)).long_ago
    assert not _resolved("It was attacked in 1994.", DateContext(None)).long_ago


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
        ("no date", "2017-04-05", ""),
    ],
)
def test_dateline_dates(text: str, published: str, expected: str) -> None:
    assert parse_dateline_date(text, _day(published)) == _day(expected)


PIECES = st.sampled_from(
    [
        "Monday",
        "Tuesday",
        "Sunday",
        "last",
        "next",
        "this",
        "the",
        "early",
        "late",
        "night",
        "morning",
        "of",
        "March",
        "May",
        "Jan.",
        "5",
        "12",
        "13",
        "31",
        "1986",
        "2017",
        "88",
        "-",
        ",",
        ".",
        "and",
        "to",
        "from",
        "between",
        "since",
        "week",
        "weekend",
        "month",
        "year",
        "day",
        "days",
        "ago",
        "two",
        "a",
        "few",
        "earlier",
        "later",
        "after",
        "before",
        "attack",
        "yesterday",
        "today",
        "overnight",
        "into",
        "in",
        "on",
        "recently",
        "past",
        "hours",
        "2017-04-04",
        "3/4/2017",
        "23rd",
        "hace",
        "il",
        "y",
        "a",
        "вчера",
        "أمس",
    ]
)
DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))


@given(st.lists(PIECES, max_size=12), DAYS, DAYS)
def test_nothing_is_placed_after_the_publication(
    pieces: list[str], published: date, anchor: date
) -> None:
    context = DateContext(published, anchor=anchor)
    for mention in find_dates(" ".join(pieces)):
        resolved = resolve_date(mention, context)
        if resolved.start is None or resolved.end is None:
            assert resolved.reason
            continue
        assert resolved.start <= resolved.end <= published


@given(st.lists(PIECES, max_size=12))
def test_without_a_publication_date_only_full_dates_resolve(pieces: list[str]) -> None:
    for mention in find_dates(" ".join(pieces)):
        resolved = resolve_date(mention, DateContext(None))
        if mention.kind in ("weekday", "day", "ago", "past", "unit", "since"):
            assert resolved.start is None


@given(st.lists(PIECES, max_size=8), st.dates(date.min, date.min + timedelta(days=400)))
def test_the_first_years_of_the_calendar_do_no_harm(pieces: list[str], published: date) -> None:
    for mention in find_dates(" ".join(pieces)):
        resolve_date(mention, DateContext(published, anchor=published))
