"""Casualty counts: a case file of sentences, and what holds of any text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.mentions.casualties import coded_fatalities, find_casualties, total
from extractor.mentions.numbers import amount_at, number_at

CASES = Path(__file__).parents[2] / "fixtures" / "cases" / "casualties.jsonl"


def _cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: str(case["text"])[:60])
def test_the_sentences_of_the_case_file_count_whom_it_says(case: dict[str, Any]) -> None:
    found = find_casualties(case["text"])
    assert [
        {
            "words": mention.span.text,
            "state": mention.state,
            "low": mention.low,
            "high": mention.high,
            "coded": mention.coded,
        }
        for mention in found
    ] == case["casualties"]
    assert coded_fatalities(found) == case["fatalities"]


def test_the_case_file_is_as_large_as_promised() -> None:
    assert len(_cases()) >= 120


def test_parts_of_one_clause_share_a_group_and_others_do_not() -> None:
    found = find_casualties("Three soldiers and two civilians were killed and a boy was hurt.")
    assert [mention.group for mention in found] == [0, 0, 1]


def test_who_is_told_without_the_number() -> None:
    found = find_casualties("Three Iraqi soldiers and dozens of civilians were killed; 9 died.")
    assert [mention.who.text if mention.who else None for mention in found] == [
        "Iraqi soldiers",
        "civilians",
        None,
    ]


def test_others_than_the_dead_are_not_others_than_the_wounded() -> None:
    found = find_casualties("Two were killed and 15 others were wounded. 20 were wounded in all.")
    toll = total(found, "injured")
    assert toll is not None
    assert toll.coded == 15


def test_a_large_event_with_only_a_plural_is_ten() -> None:
    found = find_casualties("Villagers were massacred.")
    assert coded_fatalities(found) == 3
    assert coded_fatalities(found, large=True) == 10


def test_no_mention_of_a_state_has_no_total() -> None:
    assert total(find_casualties("Two were killed."), "abducted") is None
    assert coded_fatalities([]) == 0


def test_only_the_part_of_the_text_asked_for_is_read() -> None:
    text = "Two were killed. Three were killed. Four were killed."
    (mention,) = find_casualties(text, 17, 35)
    assert (mention.span.start, mention.span.text) == (17, "Three were killed")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("twenty - one", 21),
        ("a hundred and five", 105),
        ("two dozen", 24),
        ("three thousand two hundred", 3200),
        ("12 thousand", 12000),
        ("a score", 20),
    ],
)
def test_numbers_in_words(words: str, number: int) -> None:
    read = number_at(words.split(), 0)
    assert read == (number, len(words.split()))


@pytest.mark.parametrize("words", ["over the hill", "between us", "a", "the number of", "some"])
def test_words_that_are_no_amount(words: str) -> None:
    assert amount_at(words.split(), 0) is None


PIECES = st.sampled_from(
    [
        "three",
        "12",
        "a",
        "an",
        "dozens",
        "several",
        "at",
        "least",
        "up",
        "to",
        "between",
        "10",
        "and",
        "15",
        "soldiers",
        "civilians",
        "people",
        "Juan",
        "Perez",
        ",",
        ".",
        "(",
        ")",
        "-",
        "were",
        "was",
        "been",
        "killed",
        "wounded",
        "killing",
        "died",
        "dead",
        "deaths",
        "death",
        "toll",
        "rose",
        "lives",
        "of",
        "claimed",
        "no",
        "not",
        "one",
        "himself",
        "including",
        "who",
        "the",
        "another",
        "others",
        "more",
        "in",
        "from",
        "number",
        "muertos",
        "missing",
        "arrested",
        "kidnapped",
        "or",
        "7",
        "-",
        "year",
        "-",
        "old",
        "1990",
        "km",
        "his",
    ]
)


@given(st.lists(PIECES, max_size=25))
def test_bounds_and_spans_hold_for_any_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = find_casualties(text)
    for mention in found:
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert mention.low >= 0
        assert mention.high is None or mention.low <= mention.high
        assert mention.coded <= (mention.high if mention.high is not None else mention.coded)
        if mention.who:
            assert mention.who.text == text[mention.who.start : mention.who.end]
    for state in ("killed", "injured", "missing", "abducted", "arrested"):
        toll = total(found, state)
        assert toll is None or toll.low >= 0
    assert coded_fatalities(found) >= 0


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    for mention in find_casualties(text):
        assert text[mention.span.start : mention.span.end] == mention.span.text
