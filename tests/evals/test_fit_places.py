"""Weights of places fitted to a part of the articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.fit_places import BY_HAND, bare, fitted, main, near, prepared, shares
from evals.place_sets import Annotated, Gold
from extractor.places import signs

TEXT = "Soldiers fired on a crowd in Tripoli. Libya's government denied it."


@pytest.fixture(scope="module")
def article() -> Annotated:
    """Tripoli in Libya, which is not that of Lebanon."""
    start = TEXT.index("Tripoli")
    gold = Gold(start, start + 7, "Tripoli", 32.88, 13.19, "town", "geonames:2210247", "LY")
    return Annotated(TEXT, (gold,))


def test_weights_decide_and_are_put_back(article: Annotated) -> None:
    sets = [[prepared(article)]]
    before = near(sets[0])
    wrong = signs.WEIGHTS._replace(population=-5.0, capital=-9.0, country=-9.0)
    assert shares(sets, signs.WEIGHTS) == [before] == [1.0]
    assert shares(sets, wrong) == [0.0]
    assert near(sets[0]) == before, "nothing of the others is remembered"


def test_the_search_begins_with_signs_alone_and_keeps_what_is_better(article: Annotated) -> None:
    start = bare(signs.WEIGHTS)
    assert start.population == 1.0 and start.not_region == -1.0
    assert all(getattr(start, name) == getattr(signs.WEIGHTS, name) for name in BY_HAND)
    sets = [[prepared(article)]]
    bad = start._replace(population=-1.0, capital=-1.0, country=-1.0, cue=-1.0)
    found = list(fitted(sets, bad))[-1]
    assert shares(sets, bad) == [0.0] and shares(sets, found) == [1.0]
    assert all(getattr(found, name) == getattr(bad, name) for name in BY_HAND)


def test_without_data_it_says_so_and_passes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("EXTRACT_EVAL_DATA", str(tmp_path))
    assert main([]) == 0 and "skipped" in capsys.readouterr().out
