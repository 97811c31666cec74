"""Resolves "the forces" to the one state whose forces the article calls by that word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.actors.languages import phrase_of
from extractor.actors.phrase import Phrase
from extractor.actors.words import STATEHOOD
from extractor.reading import Event, Party

__all__ = ["named_forces", "with_states"]


def named_forces(mentions: Iterable[str]) -> list[Phrase]:
    """Return those of an article's words for parties that name a nation ("Israeli forces")."""
    return [phrase for words in mentions if (phrase := phrase_of(words)).nation]


def with_states(event: Event, forces: Sequence[Phrase]) -> Event:
    """Name parties that are forces without their state ("the forces"), if ``forces`` has that word
    for just one state. Otherwise they are later taken as those of the event's country."""
    return replace(event, parties=tuple(_named(party, forces) for party in event.parties))


def _named(party: Party, forces: Sequence[Phrase]) -> Party:
    if party.said is None:
        return party
    short = phrase_of(party.said.text)
    if short.nation or not short.has(STATEHOOD):
        return party
    called = [phrase for phrase in forces if set(short.head) <= set(phrase.head)]
    if len({phrase.nation.name for phrase in called if phrase.nation}) != 1:
        return party
    return replace(party, name=min((phrase.words for phrase in called), key=len))
