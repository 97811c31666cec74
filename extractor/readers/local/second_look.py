"""Events that do not look like one at first sight: deaths in another place, told in passing.

Of "a bomb killed three in Quetta, a day after gunmen killed 14 in Mastung" the second killing does
not stand out beside the first. Words that say what befell people are looked at with the mark on
them; what the tagger then reads as an event, with people counted in a place that no other event
has, is one.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.codebook.folding import fold
from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.fillers import LIKELY, best, language_in

__all__ = ["elsewhere", "harm_in"]

HARM = ("killed", "injured")
REAL, PLACED, COUNTED = 0.9, 0.85, 0.8
"""How sure the tagger has to be of such an event, of its place and of those it struck."""
CURRENT = 0.5
"""What is more likely background is none."""


def harm_in(text: str, begin: int, end: int, found: Sequence[Found]) -> list[tuple[int, int]]:
    """The words that say what befell people, of a text from ``begin`` to before ``end``, and are of
    no event that was found there, those farthest from any first; none where no event was."""
    events = [one for one in found if one.real >= REAL]
    if not events:
        return []
    taken = [words for one in events for words in one.telling]
    said = kinds_said(text[begin:end], "toll_words", language_in(text))
    harm = [(begin + one.start, begin + one.end) for one in said if one.kind in HARM]
    free = [
        (start, stop)
        for start, stop in harm
        if not any(start < words.end and words.start < stop for words in taken)
    ]
    return sorted(free, key=lambda one: -min(abs(one[0] - words.start) for words in taken))


def elsewhere(text: str, found: Sequence[Found]) -> list[Found]:
    """What was found at first sight, and of what was asked for the events of another place."""
    first = [one for one in found if not one.asked and one.words.sure >= LIKELY]
    places = [place for one in first if (place := best(one.roles.get("place", ()), one.words))]
    place_names = {fold(text[place.start : place.end]) for place in places}
    return [one for one in found if not one.asked or _is_another(text, one, place_names)]


def _is_another(text: str, one: Found, place_names: set[str]) -> bool:
    """Whether it is surely a current event, with people counted in a place of its own."""
    place = best(one.roles.get("place", ()), one.words)
    if place is None or one.real < REAL or one.background >= CURRENT or place.sure < PLACED:
        return False
    counts: list[Filler] = [filler for state in HARM for filler in one.roles.get(state, ())]
    counted = any(filler.sure >= COUNTED for filler in counts)
    name = fold(text[place.start : place.end])
    return counted and not any(name in other or other in name for other in place_names)
