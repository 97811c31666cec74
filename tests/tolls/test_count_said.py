"""The number that marked words of a toll give, in every language of the corpus."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.numbers.tables import counted_languages
from extractor.tolls.said import CountSaid, count_said

COUNTS = Path(__file__).parents[2] / "fixtures" / "cases" / "counts.csv"
with COUNTS.open(encoding="utf-8", newline="") as rows:
    CASES = [(row["language"], row["words"], row["count"]) for row in csv.DictReader(rows)]


def written(count: CountSaid | None) -> str:
    """A count as ``corpus/FORMAT.md`` writes it."""
    if count is None:
        return "none"
    if count.vague or count.high is None:
        return count.vague or f"{count.low}+"
    return f"{count.low}" if count.low == count.high else f"{count.low}-{count.high}"


def test_every_language_has_words_of_its_own() -> None:
    assert {language for language, *_ in CASES} == set(counted_languages())


@pytest.mark.parametrize(("language", "words", "said"), CASES)
def test_words_give_the_number_they_say(language: str, words: str, said: str) -> None:
    assert written(count_said(words, language)) == said


# Bare nouns that no table of a language lists tell no language.
UNTOLD = {"Dorfbewohner", "köylüler", "para petani", "wanavijiji", "شهروندان", "matar da mijinta"}


@pytest.mark.parametrize(
    ("words", "said"), [(words, said) for _, words, said in CASES if words not in UNTOLD]
)
def test_the_language_is_told_from_the_words(words: str, said: str) -> None:
    assert written(count_said(words)) == said


@pytest.mark.parametrize("words", ["", " ", "…", "“”", "9" * 5000, "a bus"])
def test_words_that_name_nobody_give_no_count(words: str) -> None:
    assert count_said(words, "en") is None


def test_a_language_without_tables_is_read_by_its_words() -> None:
    assert count_said("seven people", "xx") == CountSaid(7, 7)


@pytest.mark.parametrize("words", ["one ", "hundred ", "5 ", "十", "mia ", "and ", "समेत ", "- "])
def test_long_words_are_read_in_a_moment(words: str) -> None:
    count_said(words * 2000)  # quadratic reading took ten seconds


PIECES = st.sampled_from(
    [
        *("a", "b", "and", "of", "the", "two", "hundred", "between", "to", "in", "34", "years"),
        *("5", "1,2", "-", "–", ",", "'", "’", "%", "+", "و", "و5", "二十", "多", "名", "ဦး", "၅"),
        *("နှစ်", "mia", "elfu", "ile", "ዎች", "ና", "सौ", "दो", "्", "und", "zwanzig", "до", "пять"),
    ]
)


@given(st.lists(PIECES, max_size=12), st.sampled_from((*counted_languages(), None)), st.booleans())
def test_any_words_are_read(pieces: list[str], language: str | None, spaced: bool) -> None:
    count = count_said((" " if spaced else "").join(pieces), language)
    if count is not None and not count.vague:
        assert count.low is not None and (count.high is None or 0 <= count.low <= count.high)


@given(st.text(max_size=40), st.sampled_from((*counted_languages(), None)))
def test_any_text_is_read(text: str, language: str | None) -> None:
    count_said(text, language)
