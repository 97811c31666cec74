"""What the gate leaves out, counted: which texts, and at which bars."""

from __future__ import annotations

from evals.gate_tagger import Tally, own_texts


def test_a_text_is_left_out_below_a_bar() -> None:
    tally = Tally(told=[0.04, 0.15, 0.9], plain=[0.01, 0.2])
    assert tally.line() == (
        "0.02: 0/3 1/2; 0.05: 1/3 1/2; 0.1: 1/3 1/2; 0.2: 2/3 1/2; 0.3: 2/3 2/2; 0.5: 2/3 2/2"
    )


def test_our_own_texts_are_with_a_current_event_or_without_any() -> None:
    texts = [*own_texts()]
    assert {one.event for one in texts} == {True, False}
    assert len({one.language for one in texts}) > 10
    assert len({one.article.id for one in texts}) == len(texts)
