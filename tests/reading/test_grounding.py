"""Words are found again where the article has them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading import Match
from extractor.reading.grounding import LONGEST, said
from extractor.text.article import Article
from extractor.text.span import Span

TEXT = (
    "The rebels met in Goma. A number of Western states accused the\nrebels’ leader of “murder”. "
    "Seventeen-year-old Aïcha saw the rebels. Eleven farmers in the village of Konduga fled."
)
ARTICLE = Article(TEXT)


def ground(article: Article, words: str | None, sentence: int | None = None) -> Span | None:
    found = said(article, words, () if sentence is None else (sentence,))
    return found.span if found else None


def found(words: str, sentence: int | None = None) -> str | None:
    span = ground(ARTICLE, words, sentence)
    if span:
        assert TEXT[span.start : span.end] == span.text
    return span.text if span else None


def test_words_are_found_in_the_sentence_they_are_said_to_stand_in() -> None:
    first, third = ground(ARTICLE, "rebels", 0), ground(ARTICLE, "rebels", 2)
    assert first is not None and third is not None
    assert first.start < third.start
    assert third.within(ARTICLE.sentences[2])


def test_words_of_another_sentence_are_found_there() -> None:
    assert found("Goma", 2) == "Goma"


@pytest.mark.parametrize("sentence", [None, 99, -1])
def test_a_sentence_that_is_not_there_means_anywhere(sentence: int | None) -> None:
    assert found("Goma", sentence) == "Goma"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the rebels' leader", "the\nrebels’ leader"),
        ('"murder"', "murder"),
        ("WESTERN STATES", "Western states"),
        ("seventeen–year–old", "Seventeen-year-old"),
        ("Goma.", "Goma"),
        ("  Goma ", "Goma"),
    ],
)
def test_white_space_quotes_dashes_and_case_may_differ(words: str, expected: str) -> None:
    assert found(words) == expected


@pytest.mark.parametrize("words", ["Bukavu", "Gom", "rebel", "Western rebels", "oma"])
def test_other_words_and_parts_of_words_are_not_found(words: str) -> None:
    assert found(words) is None


@pytest.mark.parametrize(
    "words", ["", " ", "-", "the", "they", "who", "not stated", "No group", "."]
)
def test_pronouns_and_nothing_are_nobody(words: str) -> None:
    assert found(words) is None
    assert ground(ARTICLE, None) is None


def test_case_as_written_is_preferred() -> None:
    article = Article("May rains fell and rebels may come in May.")
    span = ground(article, "may")
    assert span is not None and span.start == article.text.index("may")


def test_words_longer_than_a_phrase_are_not_looked_for() -> None:
    text = "word " * LONGEST
    assert ground(Article(text), text[: LONGEST + 50]) is None


def test_signs_with_a_meaning_in_patterns_are_plain_signs() -> None:
    article = Article("The group (FARC*) said: what? [sic]")
    span = ground(article, "(FARC*)")
    assert span is not None and span.text == "(FARC*)"


@given(text=st.text(min_size=1, max_size=200), words=st.text(max_size=30), at=st.integers(-2, 9))
def test_whatever_is_found_is_the_article_s_text(text: str, words: str, at: int) -> None:
    if not text.strip():
        return
    article = Article(text)
    span = ground(article, words, at)
    if span is None:
        return
    assert text[span.start : span.end] == span.text != ""


@given(st.lists(st.from_regex(r"[a-z]{4,9}", fullmatch=True), min_size=3, max_size=12), st.data())
def test_any_stretch_of_whole_words_is_found(words: list[str], data: st.DataObject) -> None:
    text = "; ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    quote = "; ".join(words[first:last])
    span = ground(Article(text), quote)
    assert span is not None or quote in ("this", "that", "they", "these", "those", "none", "nobody")


def test_words_without_their_accents_are_found_and_marked() -> None:
    found = said(ARTICLE, "Aicha")
    assert found is not None and found.span is not None
    assert (found.span.text, found.match) == ("Aïcha", Match.FOLDED)


def test_of_words_that_stand_twice_the_place_nearest_to_the_event_is_taken() -> None:
    text = "After an attack in Tripoli, Lebanon, gunmen attacked a post in Tripoli, Libya."
    article = Article(text)
    at = text.index("gunmen attacked")
    near = article.span(at, at + len("gunmen attacked a post"))
    for found in (
        said(article, "Tripoli", (0,), near=near),
        said(article, "Tripoli", (0,), beside=("Libya",)),
    ):
        assert found is not None and found.span is not None
        assert text[found.span.end :].startswith(", Libya")


def test_words_that_are_nowhere_are_kept_without_a_span() -> None:
    found = said(ARTICLE, "Bukavu")
    assert found is not None
    assert (found.text, found.span, found.match) == ("Bukavu", None, Match.NOT_FOUND)
