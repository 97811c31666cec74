"""The measure of marked places."""

from __future__ import annotations

from collections import Counter

from corpus.format import parse
from evals.told_places import SETTINGS, count, countries_of_settings, places_of

PASSAGE = """= sw-0002 cell=kenya/Attack/wire/plain published=2024-03-14
[Watu wenye silaha|doer1] [walishambulia|E1:Attack] [Mandera|place1] nchini Kenya.
"""


def test_each_marked_place_is_counted_once() -> None:
    (passage,), faults = parse(PASSAGE)
    assert not faults
    row: Counter[str] = Counter()
    for told in places_of(passage):
        count(row, told, frozenset(["KE"]))
    count(row, None, frozenset())
    assert row == {"places": 2, "known": 1, "right country": 1, "nothing": 1}


def test_every_setting_has_its_countries() -> None:
    lines = (SETTINGS.parent / "settings.tsv").read_text("utf-8").splitlines()
    settings = {line.split("\t")[0] for line in lines if line and not line.startswith("#")}
    assert settings == countries_of_settings().keys()
