"""Counts whose own words say whom they count, and numbers behind the noun."""

from __future__ import annotations

import pytest
from marked import Marked

from extractor.reading import TollState

CASES = [
    (
        "انفجار في كابول: 18 قتيلا وأكثر من أربعين جريحا",
        "killed",
        "18 قتيلا وأكثر من أربعين جريحا",
        (18, 40),
    ),
    ("انفجار في كابول: خمسة وعشرون جريحا", "killed", "خمسة وعشرون جريحا", (None, 25)),
    ("انفجار في كابول: سبعة مفقودين", "killed", "سبعة مفقودين", (None, None)),
    ("喀布尔爆炸16人遇难，52人受伤", "injured", "16人遇难，52人", (16, 52)),
    ("काबुल में दो जवान शहीद और पांच घायल", "killed", "दो जवान शहीद और पांच घायल", (2, 5)),
    ("Goma, mlipuko: raia wanne na kuwajeruhi", "killed", "raia wanne na kuwajeruhi", (4, None)),
    ("Kâbil'de patlama: 3 ölü, 2'si çocuk", "killed", "3 ölü, 2'si çocuk", (3, None)),
    ("Fashewa a Kano: sojoji biyar", "killed", "sojoji", (5, None)),
    ("Fashewa a Kano: mutane sama da talatin, inda", "injured", "mutane", (None, 30)),
    ("انفجار في كابول: ورجلين من سكان", "killed", "ورجلين من سكان", (2, None)),
    ("Goma, mlipuko: angalau", "killed", "angalau", (None, None)),
    ("Blast: seven men, among them two monks, were hurt", "killed", "seven men", (None, 7)),
    (
        "Ataque: ocho hombres, entre ellos dos, resultaron heridos",
        "killed",
        "ocho hombres",
        (None, 8),
    ),
    ("Blast: seven men, who came late, were hurt", "killed", "seven men", (7, None)),
    ("Blast killed seven men, including two monks, wounding ten", "killed", "seven men", (7, None)),
    ("Blast: seven men, including two monks, wounding ten", "killed", "seven men", (7, None)),
    ("Blast: seven men, including Bob, wounded men said", "killed", "seven men", (7, None)),
]


@pytest.mark.parametrize(("text", "state", "words", "counts"), CASES)
def test_a_count_s_words_say_whom_it_counts(
    text: str, state: str, words: str, counts: tuple[int | None, int | None]
) -> None:
    marked = Marked(text)
    marked.event(text.split()[0][:2], place=[], **{state: words})
    event = marked.told()
    lows = [
        next((toll.low for toll in event.tolls_of(state)), None)
        for state in (TollState.KILLED, TollState.INJURED)
    ]
    assert tuple(lows) == counts
