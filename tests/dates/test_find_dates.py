"""Finding the words that say when: which words, and which are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.dates.find import find_dates
from extractor.dates.find_patterns import NEEDED, PATTERNS


def _words(text: str) -> list[str]:
    return [mention.span.text for mention in find_dates(text)]


@pytest.mark.parametrize(
    "text",
    [
        "A 7-year-old boy and a man, 45, were hurt.",
        "He had been in prison for three years.",
        "He has ruled for the past ten years.",
        "Veterans of the 1990 war gathered.",
        "They may march if the sun is out.",
        "MAY THEY REST.",
        "The March 23 Movement took the town.",
        "The Sunday Times reported it.",
        "Every Friday they meet; each Monday too.",
        "On Bloody Sunday's memorial a wreath lay.",
        "Carlos Julio Torrado, mayor of Santo Domingo, spoke.",
        "Now and currently there is calm.",
        "A force of 2000 stood in 2000 villages.",
        "It fired 12 rockets, 3 km away, at 3:30.",
        "",
    ],
)
def test_ages_durations_and_names_are_no_dates(text: str) -> None:
    assert _words(text) == []


def test_dates_come_in_text_order_with_their_full_words() -> None:
    text = "On Tuesday morning, two days earlier than early Monday, or last week, on 5 May."
    assert _words(text) == [
        "Tuesday morning",
        "two days earlier",
        "early Monday",
        "last week",
        "5 May",
    ]


def test_the_comma_after_a_part_of_a_day_ends_it() -> None:
    assert _words("On Monday, morning papers said") == ["Monday"]


def test_a_match_inside_another_does_not_hide_the_next() -> None:
    assert _words("this morning\nel martes por la noche") == ["this morning", "martes por la noche"]


def test_nothing_is_read_across_a_blank_line() -> None:
    assert _words("They left on 5\n\nMay I speak") == []


def test_a_line_break_inside_a_date_is_kept_in_its_words() -> None:
    assert _words("on 19\nJune 1986") == ["19\nJune 1986"]


def test_the_full_stop_after_a_month_is_only_part_of_a_short_one() -> None:
    assert _words("He came on 5 October. They left in Jan. 2017.") == ["5 October", "Jan. 2017"]


def test_the_words_of_a_date_end_with_its_last_word() -> None:
    assert _words("It fell three days ago in the north") == ["three days ago"]


def test_a_year_before_a_noun_is_one_unless_it_is_a_round_count() -> None:
    assert _words("In 1994 rebels attacked; in 2014 soldiers did.") == ["1994", "2014"]
    assert _words("It spread in 2000 villages.") == []


def test_only_the_part_of_the_text_asked_for_is_read() -> None:
    text = "On Monday and on Tuesday and on Friday"
    found = find_dates(text, 10, 25)
    assert [(mention.span.start, mention.span.text) for mention in found] == [(17, "Tuesday")]


def test_a_mention_says_what_was_parsed() -> None:
    (mention,) = find_dates("Late on Friday (31 March 2017)")
    assert (mention.kind, mention.year, mention.month, mention.day) == ("date", 2017, 3, 31)
    assert mention.weekday == 4


@given(st.text(max_size=200))
def test_any_text_gives_spans_of_its_own_words(text: str) -> None:
    end = 0
    for mention in find_dates(text):
        assert mention.span.start >= end
        assert text[mention.span.start : mention.span.end] == mention.span.text != ""
        end = mention.span.end


ALPHABET = st.sampled_from(list("0123456789 .,-/:'stndrdMayJunTueagoweekthe\n[]()"))


@given(st.text(ALPHABET, max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_part_of_any_text_is_read_without_error(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    for mention in find_dates(text, start, end):
        assert start <= mention.span.start < mention.span.end <= end


@given(st.text(alphabet="mMbIuHWJwDYFNpORTlyrGE LVaqonhdzgk&-,._if", max_size=12))
def test_a_pattern_matches_nothing_without_a_letter_it_needs(shape: str) -> None:
    assert len(NEEDED) == len(PATTERNS)
    for needed, (_, pattern) in zip(NEEDED, PATTERNS, strict=True):
        for match in pattern.finditer(shape):
            assert not match.group() or set(needed) & set(shape)
