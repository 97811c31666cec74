"""Finds the whole name of a place that is marked in part, and the town of a street.

"俾路" of "俾路支" and "ማርቆስ" of "ደብረ ማርቆስ" are in no gazetteer. If one more word, or a few
letters, make a name that is in one, that name is meant. A square or a street alone lies in the town
that its sentence names before it. ``countries`` has the countries to search (ISO 3166 alpha-2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from extractor.actors.terms import unspaced
from extractor.gazetteer import store
from extractor.gazetteer.other_names import listed
from extractor.gazetteer.romanise import script_of
from extractor.models.encoder.tagging import Filler
from extractor.places.said_countries import CERTAIN, UNIT_KINDS
from extractor.places.said_forms import CASED, forms_of, kind_said
from extractor.readers.local.edges import before, behind

__all__ = ["town_before", "town_of_district", "whole_places"]

LARGE = 40_000  # least people of a town named in a sentence: any word may be a village's name
MORE = 2  # most words that are added behind a name


def whole_places(text: str, filler: Filler, countries: Sequence[str]) -> Iterator[Filler]:
    """Yield the filler widened to names of places in the countries, the shortest first. Yields
    nothing if its own words are such a name."""
    if any(_entries(text[filler.start : filler.end], countries)):
        return
    for start, end in _wider(text, filler):
        beside = text[start : filler.start] + text[filler.end : end]
        cased = script_of(beside) in CASED
        if cased and not all(word[0].isupper() for word in beside.split()):
            continue
        if any(_entries(text[start:end], countries)):
            yield replace(filler, start=start, end=end)


def _wider(text: str, filler: Filler) -> Iterator[tuple[int, int]]:
    starts, ends = list(before(text, filler.start)), list(behind(text, filler.end))
    if not unspaced(text[filler.start : filler.end]):
        starts, ends = starts[:1], ends[:MORE]
    yield from sorted(
        (
            (start, end)
            for start in (filler.start, *starts)
            for end in (filler.end, *ends)
            if (start, end) != (filler.start, filler.end)
        ),
        key=lambda span: span[1] - span[0],
    )


def town_before(text: str, sentence: int, start: int, countries: Sequence[str]) -> Filler | None:
    """Return the last large town of the countries that is named between the beginning of a sentence
    (offset ``sentence``) and a place in it (offset ``start``)."""
    for end in (start, *_words_between(text, sentence, start)):
        for first in islice(before(text, end), 2):
            words = text[first:end].rstrip()
            if first < sentence or (script_of(words) in CASED and not words[:1].isupper()):
                continue
            towns = (one for one in _entries(words, countries) if one.kind == store.TOWN)
            if any(one.population >= LARGE for one in towns):
                return Filler(first, first + len(words), 1.0)
    return None


def town_of_district(text: str, filler: Filler, countries: Sequence[str]) -> Filler | None:
    """Return the large town of the countries whose district the words name: "Днепровском | районе
    Херсона". An administrative unit behind them does not count ("районе Донецкой области")."""
    ends = list(islice(behind(text, filler.end), 3))
    if len(ends) < 2 or kind_said(text[filler.start : ends[0]]) != "admin2":
        return None
    start = ends[1] - len(text[ends[0] : ends[1]].lstrip())
    words = text[start : ends[1]]
    if kind_said(words) or not words[:1].isupper():
        return None
    if len(ends) > 2 and kind_said(text[start : ends[2]]) in UNIT_KINDS:
        return None
    towns = (one for one in _entries(words, countries) if one.kind == store.TOWN)
    large = any(one.population >= LARGE for one in towns)
    return Filler(start, ends[1], filler.sure) if large else None


def _words_between(text: str, sentence: int, start: int) -> Iterator[int]:
    """Yield where each word between two offsets of a text begins, the last first."""
    words = text[sentence:start].rstrip()
    at = len(words)
    while at > 0:
        at = max(words.rfind(" ", 0, at), 0)
        if at:
            yield sentence + at + 1


def _entries(name: str, countries: Sequence[str]) -> Iterator[store.Entry]:
    for form in forms_of(" ".join(name.split())):
        if form.cost <= CERTAIN:
            entries = (*store.named(form.text), *_listed(form.text))
            yield from (one for one in entries if one.country in countries)


def _listed(name: str) -> Iterator[store.Entry]:
    for place in listed(name):
        yield from place.entries
        if place.around:
            yield place.around
