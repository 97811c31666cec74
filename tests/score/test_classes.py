"""Precision, recall and F1 by label."""

from __future__ import annotations

import pytest

from extractor.score.classes import Counts, class_figures


def test_weighted_f1_counts_a_label_as_often_as_the_gold_has_it():
    found = class_figures(["a", "a", "a", "b"], ["a", "a", "b", "c"])
    assert found.of["a"] == Counts(right=2, given=2, support=3)
    assert found.of["a"].f1 == pytest.approx(0.8)
    assert found.of["b"].f1 == 0
    assert found.weighted_f1 == pytest.approx(0.8 * 3 / 4)
    assert found.macro_f1 == pytest.approx(0.4)
    assert found.accuracy == 0.5 and found.count == 4


def test_nothing_labelled_is_no_division_by_zero():
    found = class_figures([], [])
    assert (found.accuracy, found.weighted_f1, found.macro_f1) == (0, 0, 0)
    assert Counts().precision == Counts().recall == Counts().f1 == 0


def test_lists_of_unequal_length_are_refused():
    with pytest.raises(ValueError):
        class_figures(["a"], [])
