"""Agreement between coders."""

from __future__ import annotations

from math import isnan

import pytest
from sample_events import sample_event

from extractor.score.agreement import agreement, krippendorff_alpha
from extractor.score.alignment import align

# The reliability data of Krippendorff (2011), four coders and twelve units, and its alphas.
CODERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
UNITS = [
    [None if value == "." else int(value) for value in unit]
    for unit in zip(*(coder.split() for coder in CODERS), strict=True)
]


ALPHAS = [("nominal", 0.743), ("interval", 0.849), ("ratio", 0.797)]


@pytest.mark.parametrize(("level", "alpha"), ALPHAS)
def test_alpha_is_that_of_the_published_example(level, alpha):
    assert krippendorff_alpha(UNITS, level) == pytest.approx(alpha, abs=0.0005)


def test_alpha_of_nothing_is_no_number_and_of_one_value_is_one():
    assert isnan(krippendorff_alpha([]))
    assert isnan(krippendorff_alpha([["a", None], [None, None]]))
    assert krippendorff_alpha([["a", "a"], ["a", "a"]]) == 1


def test_alpha_below_chance_is_negative():
    assert krippendorff_alpha([["a", "b"], ["b", "a"]]) < 0


def test_two_coders_are_compared_on_the_events_both_have():
    one = [sample_event(id="1"), sample_event(id="2", sub_event_type="Attack", summary="x")]
    units = align(one, one[:1])
    found = {a.name: a for a in agreement(units, resamples=20)}
    assert found["sub_event_type"].events == 1
    assert found["sub_event_type"].plain() == {
        "events": 1, "same": 1.0, "alpha": 1.0, "alpha_interval": [1.0, 1.0],
    }  # fmt: skip


def test_a_coder_who_names_nobody_differs_from_one_who_does():
    named = [{"role": "perpetrator", "name": "Al Shabaab", "kind": "Rebel group", "text": "they"}]
    one = [sample_event(source={"article_id": str(n)}, actors=named) for n in range(4)]
    other = [
        sample_event(source={"article_id": str(n)}, actors=named if n else []) for n in range(4)
    ]
    found = {a.name: a for a in agreement(align(one, other), resamples=20)}
    assert found["perpetrator"].same == 0.75
    assert found["perpetrator"].interval[0] <= found["perpetrator"].alpha
