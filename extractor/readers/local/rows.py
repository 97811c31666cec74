"""Splits off counts of one place from an event with several places in a row.

"Gunmen attacked Gobir, Sabon Birni and Isa, killing eleven. In Sabon Birni seven died": the tagger
marks one event with both counts. The counts of a sentence that names just one of the places become
an event of their own there. Those in the row's sentence cover all places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.models.encoder.tagging import Filler, Found, Tagger
from extractor.readers.local.fillers import STATES
from extractor.readers.local.meaning import where_of
from extractor.readers.local.sentences import by_sentence
from extractor.text.words import holds_words

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["counted_apart"]


def counted_apart(analysis: Analysis, tagger: Tagger, found: Sequence[Found]) -> list[Found]:
    """Return the events and those split off for single places, in text order."""
    events = [each for one in found for each in _each(analysis, tagger, one)]
    return sorted(events, key=lambda one: one.words.start)


def _each(analysis: Analysis, tagger: Tagger, one: Found) -> Iterator[Found]:
    counts = [(each, (state, each)) for state in STATES for each in one.roles.get(state, ())]
    counted = by_sentence(analysis, counts)
    if not counted.keys() - by_sentence(analysis, [(one.words, None)]).keys():
        yield one  # all counts are in the trigger's sentence
        return
    places = [where.said for where in where_of(analysis, tagger, one) if where.said]
    taken: list[Filler] = []
    for home, state_counts in counted.items() if len(places) > 1 else ():
        sentence = analysis.article.sentences[home] if home >= 0 else None
        if sentence is None:
            continue
        named = [said.text for said in places if holds_words(sentence.text, said.text)]
        if len(named) != 1:
            continue
        start = sentence.start + sentence.text.casefold().index(named[0].casefold())
        place = Filler(start, start + len(named[0]), 1.0)
        roles = {state: [each for kind, each in state_counts if kind == state] for state in STATES}
        words = min((each for _, each in state_counts), key=lambda each: each.start)
        taken += [each for _, each in state_counts]
        yield replace(one, words=words, roles={**roles, "place": [place]}, asked=True)
    left = {
        role: [each for each in fillers if each not in taken] for role, fillers in one.roles.items()
    }
    yield replace(one, roles=left) if taken else one
