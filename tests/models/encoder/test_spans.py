"""Probabilities of pieces to spans."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractor.models.encoder.spans import role_spans, tagged_spans


def floats(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, np.float32)


def test_a_run_of_likely_pieces_is_one_span_as_sure_as_its_surest() -> None:
    found = role_spans(floats(0.1, 0.6, 0.9, 0.5, 0.2), floats(0, 1, 0, 0, 0))
    assert [(s.start, s.end, round(s.sure, 3)) for s in found] == [(1, 4, 0.9)]


def test_a_first_piece_begins_a_span_of_its_own() -> None:
    found = role_spans(floats(0.9, 0.9, 0.9), floats(0.9, 0.1, 0.5))
    assert [s[:2] for s in found] == [(0, 2), (2, 3)]


def test_what_is_not_outside_is_tagged() -> None:
    found = tagged_spans(floats(0.9, 0.7, 0.2), floats(0, 0, 1), least=0.25)
    assert [s[:2] for s in found] == [(1, 2), (2, 3)]


def test_no_pieces_have_no_spans() -> None:
    assert role_spans(floats(), floats()) == []


probability = st.floats(0, 1, width=32)


@given(st.lists(st.tuples(probability, probability), max_size=40))
def test_spans_hold_exactly_the_likely_pieces(pairs: list[tuple[float, float]]) -> None:
    inside, first = floats(*(a for a, _ in pairs)), floats(*(b for _, b in pairs))
    found = role_spans(inside, first)
    held = [i for span in found for i in range(span.start, span.end)]
    assert held == [i for i, (a, _) in enumerate(pairs) if a >= 0.5]
