"""Passages told of other places, groups and numbers."""

from __future__ import annotations

import random

from corpus.format import Passage, parse
from corpus.training.variants import names_of, variant

TEXT = """= en-0001 cell=x/y/z/w published=2024-05-03
[Red Front|doer1] [killed|E1:Attack] [14 traders|killed1=14] in [Alpha|place1] on \
[3 May|day1=2024-05-03]. Alpha buried the 14 traders; [the gunmen|doer1] fled.

= en-0002 cell=x/y/z/w published=2024-05-03
[Blue Guard|doer1] [shot|E1:Attack] [two men|killed1=2] in [Gamma City|place1] in [Deltaland|in1].

= ru-0001 cell=x/y/z/w published=2024-05-03
[Обстрел|E1:Shelling] [Альфы|place1].
"""


def passages() -> list[Passage]:
    found, faults = parse(TEXT)
    assert not faults
    return found


def test_a_name_changes_everywhere_in_the_text_and_marks_hold_their_words() -> None:
    one, *_ = every = passages()
    names = names_of(every)
    seen = set()
    for seed in range(20):
        other = variant(one, names, random.Random(seed))
        assert all(other.text[mark.start : mark.end] == mark.text for mark in other.spans)
        assert [mark.label for mark in other.spans] == [mark.label for mark in one.spans]
        place = next(mark.text for mark in other.spans if mark.label.kind == "place")
        assert other.text.count(place) == 2
        toll = next(mark.text for mark in other.spans if mark.label.kind == "killed")
        assert toll.endswith(" traders") and other.text.count(toll) == 2
        seen.add((place, toll.split()[0] == "14"))
    assert {place for place, _ in seen} == {"Alpha", "Gamma City"}
    assert {same for _, same in seen} == {True, False}


def test_common_words_and_inflected_names_stay() -> None:
    one, _, russian = every = passages()
    names = names_of(every)
    assert names["en", "group"] == ["Red Front", "Blue Guard"]
    assert "the gunmen" in variant(one, names, random.Random(3)).text
    assert variant(russian, names, random.Random(3)) is russian
