"""ACLED's names for sorts of people, by the words that mean them."""

from __future__ import annotations

import pytest

from extractor.codebook.associated import associated_with


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ()),
        ("neighbour", ()),
        ("journalist", ("Journalists",)),
        ("old doctor and nurse journalist", ("Health Workers", "Journalists")),
        ("journalist doctor journalist", ("Journalists", "Health Workers")),
        ("worker", ("Labor Group",)),
        ("aid worker", ("Aid Workers",)),
        ("red cross worker", ("Aid Workers",)),
        ("worker red cross worker worker", ("Labor Group", "Aid Workers")),
        ("red worker", ("Labor Group",)),
        ("aid worker doctor", ("Aid Workers", "Health Workers")),
    ],
)
def test_the_longest_words_that_mean_a_sort_of_people_count_in_their_order(
    words: str, names: tuple[str, ...]
) -> None:
    assert associated_with(tuple(words.split())) == names


def test_words_of_two_sorts_give_both() -> None:
    assert len(associated_with(("nun",))) == 2
