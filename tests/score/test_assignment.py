"""The exact assignment."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.score.assignment import best_assignment


def brute_force(worth: list[list[float]]) -> float:
    """The most that any one-to-one pairing is worth."""
    if len(worth) > len(worth[0]):
        worth = [list(column) for column in zip(*worth, strict=True)]
    columns = range(len(worth[0]))
    return max(
        sum(max(row[j], 0.0) for row, j in zip(worth, chosen, strict=True))
        for chosen in permutations(columns, len(worth))
    )


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(-3, 9).map(float), min_size=width, max_size=width),
            min_size=1,
            max_size=4,
        )
    )
)
def test_no_other_pairing_is_worth_more(worth):
    pairs = best_assignment(worth)
    assert sum(worth[i][j] for i, j in pairs) == pytest.approx(brute_force(worth))
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(worth[i][j] > 0 for i, j in pairs)


def test_a_better_total_goes_before_the_best_single_pair():
    assert best_assignment([[9, 8], [8, 1]]) == [(0, 1), (1, 0)]


def test_nothing_pairs_with_nothing():
    assert best_assignment([]) == []
    assert best_assignment([[], []]) == []
    assert best_assignment([[0.0, -1.0]]) == []


def test_ragged_rows_are_refused():
    with pytest.raises(ValueError, match="equally long"):
        best_assignment([[1.0], [1.0, 2.0]])
