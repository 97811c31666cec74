"""How many people, as tables and people read it."""

from __future__ import annotations

import pytest

from extractor.records.counts import count_words, range_words
from extractor.records.parts import ToldToll


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (4, 4, "4"),
        (4, 6, "4 to 6"),
        (4, None, "at least 4"),
        (None, 6, "up to 6"),
        (0, 0, "0"),
        (0, None, "at least 0"),
        (None, 0, "up to 0"),
        (None, None, None),
    ],
)
def test_a_number_is_told_with_its_bounds(low: int | None, high: int | None, words: str) -> None:
    assert range_words(low, high) == words


def told(**values: object) -> ToldToll:
    said = {"state": "killed", "low": None, "high": None, "teller": None, "text": None}
    return ToldToll.model_validate({**said, "evidence": [], **values})


def test_a_count_names_what_became_of_the_people() -> None:
    assert count_words(told(low=4, high=6, text="four to six")) == "killed 4 to 6"
    assert count_words(told(state="missing", low=0, high=0, text="none")) == "missing 0"


def test_a_count_without_a_number_has_the_article_s_words_on_one_line() -> None:
    assert count_words(told(state="missing", text="dozens \n of")) == "missing “dozens of”"
    assert count_words(told()) == "killed a number not said"
