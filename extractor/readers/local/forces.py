"""Whose "the forces" are: those of the one state whose forces the article calls by that word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.actors.languages import read_party
from extractor.actors.phrase import Phrase
from extractor.actors.words import STATEHOOD
from extractor.reading import Event, Party

__all__ = ["with_states"]


def with_states(event: Event, mentions: Sequence[str]) -> Event:
    """The event with a name for forces that are told without their state ("the forces"), where
    ``mentions``, the article's words for parties, give that word to one state's ("Israeli
    forces"). Without one, they are taken for those of the country the event is in."""
    return replace(event, parties=tuple(_named(party, mentions) for party in event.parties))


def _named(party: Party, mentions: Sequence[str]) -> Party:
    if party.said is None or party.name is not None:
        return party
    short = _phrase(party.said.text)
    if short.nation or not short.has(STATEHOOD):
        return party
    full = {words: _phrase(words) for words in mentions}
    called = {
        words: phrase.nation.name
        for words, phrase in full.items()
        if phrase.nation and set(short.head) <= set(phrase.head)
    }
    if len(set(called.values())) != 1:
        return party
    return replace(party, name=min(called, key=len))


def _phrase(words: str) -> Phrase:
    return Phrase(read_party(" ".join(words.split())).english, None)
