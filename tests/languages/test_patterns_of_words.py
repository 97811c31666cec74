"""Words of the tables as parts of patterns."""

import pytest

from extractor.languages.patterns import few_words_behind, listed_as, words_like


@pytest.mark.parametrize(
    "text", ["killed in ", "killed\nin the ", "across northern ", "En el ", "in the far north "]
)
def test_a_word_with_few_words_behind_it(text: str) -> None:
    assert few_words_behind("within_place", most=2).search(text)


@pytest.mark.parametrize("text", ["in the far cold north ", "began ", "in, ", "in Mali"])
def test_none_with_more_behind_it(text: str) -> None:
    assert not few_words_behind("within_place", most=2).search(text)


def test_words_of_several_kinds_are_found_whole_and_in_any_letters() -> None:
    found = words_like("region", "official").findall("POLICE of the State, policemen, statehood")
    assert found == ["POLICE", "State"]


def test_a_star_stands_for_letters() -> None:
    assert "authorit*" in listed_as("official")
    assert words_like("official").fullmatch("authorities")
    assert not words_like("official").fullmatch("authority figures")
