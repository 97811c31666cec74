"""Finds events that the tagger misses at first: deaths in another place, mentioned in passing.

In "a bomb killed three in Quetta, a day after gunmen killed 14 in Mastung" the second killing does
not stand out beside the first. Words for what befell people are read again with the mark on them.
They are an event if the tagger is then sure, with a count and a place that no other event has.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.codebook.folding import fold
from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Found
from extractor.readers.local.fillers import HARM, LIKELY, best, harms, language_in

__all__ = ["elsewhere", "harm_in"]

REAL, PLACED = 0.9, 0.85
"""Least probability of such an event and of its place."""
CURRENT = 0.5
"""An event with at least this probability of being background is not added."""


def harm_in(text: str, begin: int, end: int, found: Sequence[Found]) -> list[tuple[int, int]]:
    """Return spans of words for what befell people that no found event has as a trigger.

    Looks from ``begin`` to before ``end``; those farthest from any event come first. Empty if there
    is no event.
    """
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
    """Return the events, those that were asked for only if they are sure and of another place."""
    first = [one for one in found if not one.asked and one.words.sure >= LIKELY]
    places = [place for one in first if (place := best(one.roles.get("place", ()), one.words))]
    place_names = {fold(text[place.start : place.end]) for place in places}
    return [one for one in found if not one.asked or _is_another(text, one, place_names)]


def _is_another(text: str, one: Found, place_names: set[str]) -> bool:
    """Whether an event is surely current, with a count of people and a place of its own."""
    place = best(one.roles.get("place", ()), one.words)
    if place is None or one.real < REAL or one.background >= CURRENT or place.sure < PLACED:
        return False
    name = fold(text[place.start : place.end])
    return harms(one) and not any(name in other or other in name for other in place_names)
