"""Long texts in stretches: all of it read, sentences whole where they fit."""

from __future__ import annotations

import time
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.models.encoder.pieces import Piece
from extractor.models.encoder.windows import AGAIN, MOST, windows_of
from extractor.text.span import Sentence


def text_of(lengths: list[int]) -> tuple[list[Piece], list[Sentence]]:
    """Sentences of so many pieces, each piece two characters."""
    pieces = [Piece(9, 2 * i, 2 * i + 2) for i in range(sum(lengths))]
    ends = [0, *accumulate(lengths)]
    sentences = [Sentence(2 * a, 2 * b, "", n) for n, (a, b) in enumerate(pairwise(ends))]
    return pieces, sentences


@given(st.lists(st.one_of(st.integers(0, 60), st.integers(300, 1200)), max_size=30))
def test_every_piece_is_read_once_as_fresh(lengths: list[int]) -> None:
    pieces, sentences = text_of(lengths)
    found = windows_of(pieces, sentences)
    assert [i for w in found for i in range(w.fresh, w.end)] == [*range(len(pieces))]
    for window in found:
        assert 0 <= window.start <= window.fresh < window.end <= window.start + MOST
        assert window.fresh - window.start <= AGAIN


@given(st.lists(st.integers(1, MOST), min_size=1, max_size=12))
def test_sentences_that_fit_are_kept_whole(lengths: list[int]) -> None:
    pieces, sentences = text_of(lengths)
    for sentence in sentences:
        start, end = sentence.start // 2, sentence.end // 2
        assert any(w.fresh <= start and end <= w.end for w in windows_of(pieces, sentences))


def test_a_text_of_one_stretch_is_read_at_once() -> None:
    pieces, sentences = text_of([MOST - 10, 10])
    assert [(w.start, w.end, w.fresh) for w in windows_of(pieces, sentences)] == [(0, MOST, 0)]


def test_what_came_before_is_read_again_from_a_sentences_start() -> None:
    pieces, sentences = text_of([200, 200, 50, 50, 100])
    first, second = windows_of(pieces, sentences)
    assert (first.start, first.end) == (0, 500)
    assert (second.start, second.fresh, second.end) == (400, 500, 600)


def test_an_empty_text_has_no_stretch() -> None:
    assert windows_of([], []) == []


@pytest.mark.parametrize("with_sentence", [True, False])
def test_an_endless_sentence_is_cut(with_sentence: bool) -> None:
    pieces, sentences = text_of([5000])
    found = windows_of(pieces, sentences if with_sentence else [])
    assert [w.end - w.fresh for w in found][:2] == [MOST, MOST]
    assert found[-1].end == 5000


def test_ten_megabytes_take_no_time() -> None:
    pieces, sentences = text_of([20] * 100_000)
    began = time.process_time()
    found = windows_of(pieces, sentences)
    assert time.process_time() - began < 10
    assert found[-1].end == len(pieces)
