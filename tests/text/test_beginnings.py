"""Patterns are tried only where a word begins as theirs do; what is found stays the same."""

from __future__ import annotations

import re

import pytest
from fixture_articles import fixture_article
from hypothesis import given
from hypothesis import strategies as st

from extractor.lexicon.files import entries, lexicon_languages, matches
from extractor.text.beginnings import Beginning, beginnings, found_at_words

ARTICLES = ["khan-sheikhoun.txt", "ataque-en-cauca.txt", "explosion-kherson.txt", "two-attacks.txt"]
WORDS = [
    *(
        "killed",
        "KILLED",
        "bombing",
        "air strike",
        "air\nstrikes",
        "protesters",
        "denied",
        "accused",
    ),
    *("atentado", "mataron", "explosión", "attentat", "ſhelling", "Kidnapped", "İnsurgents", "no"),
    *("claimed responsibility", "called for an investigation", "x", "d'une", "–", ",", "clashes"),
]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("bomb(?:s|ed)?", {"bomb", "bombs", "bombe"}),
        ("(?:air|drone) strikes?", {"air", "drone"}),
        ("an? attack", {"a", "an"}),
        (r"(?:car\s+)?bomb", {"car", "bomb"}),
        (r"s?hot", {"shot", "hot"}),
        ("explosión|atañe", {"explo", "ata"}),
        (r"\w+ing", None),
        (r"(?:\w+ )?bomb", None),
        (r"im\w+", {"im"}),
        ("été", None),
        ("[ab]c", {"ac", "bc"}),
    ],
)
def test_beginnings_are_read_off_the_pattern(pattern: str, found: set[str] | None) -> None:
    assert beginnings(pattern) == found


@pytest.mark.parametrize(
    ("word", "found"),
    [
        *(("bombing", True), ("bo", False), ("re", True), ("retook", False), ("ſhot", True)),
        *(("İraq", True), ("iraqis", True), ("1", True), ("m", True), ("é", False)),
    ],
)
def test_a_token_begins_what_it_can_go_on_to(word: str, found: bool) -> None:
    heads = frozenset(["bomb", "re-to", "shot", "ira", "1.5", "m-19"])
    patterns = Beginning([frozenset(["x"]), heads])
    assert patterns[word.lower()] == ((1,) if found else ())


def test_nothing_is_found_where_a_letter_stands_before() -> None:
    text = "scar car-bomb"
    assert [m.start() for m in found_at_words(re.compile(r"\bcar"), text, 1, len(text))] == [5]


def all_matches(name: str, text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    return sorted(
        (entry.pattern.pattern, *match.span())
        for language in lexicon_languages()
        for entry in entries(name, language)
        for match in entry.pattern.finditer(text, start, end)
    )


def quick_matches(name: str, text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    found = matches(name, lexicon_languages(), text, start, end)
    return sorted((entry.pattern.pattern, *match.span()) for entry, match in found)


@pytest.mark.parametrize("name", ["incidents", "claims"])
@pytest.mark.parametrize("file", ARTICLES)
def test_nothing_is_lost_in_an_article(name: str, file: str) -> None:
    text = fixture_article(file).text
    found = all_matches(name, text, 0, len(text))
    assert quick_matches(name, text, 0, len(text)) == found


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.data())
def test_nothing_is_lost_in_a_stretch_of_any_words(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for name in ("incidents", "claims"):
        assert quick_matches(name, text, start, end) == all_matches(name, text, start, end)


def test_most_patterns_have_beginnings() -> None:
    """Else nothing is gained: in another Python the parser's nodes may be others."""
    known = [entry.beginnings is not None for entry in entries("incidents", "en")]
    assert sum(known) == len(known)
    assert all(re.fullmatch("[a-z0-9' -]{1,5}", h) for e in entries("claims", "en")
               for h in e.beginnings or ())  # fmt: skip
