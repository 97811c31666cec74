"""Decides which of an article's events a statement is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.actors.kept import generic_name
from extractor.actors.resolve import resolve_actor, same_party
from extractor.codebook.folding import fold
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.fillers import best
from extractor.readers.local.gathering import doers_of
from extractor.readers.local.sentences import home_of
from extractor.text.words import WORD

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["EventTold", "about_which", "names_a_party"]

UNTOLD, AGAIN, LATER, AWAY, NEARLY = 0.3, 0.8, 0.3, 0.05, 0.1
"""Weights of an event for a statement: the base if no trigger is marked as what the statement is
about, the factor for the event's further triggers, the cost of an event reported after the
statement, the cost of each sentence between, and how much less than the best another event may
have. Chosen on the held-back articles of the corpus."""
SURELY_TOLD, NOT_BY_OTHERS = 0.2, 0.3
"""The bonus for the probability of the event's trigger, and the cost of a claim by somebody other
than the event's doers."""

NAMED = 0.3
"""The bonus of an event whose place the statement's sentence names."""


@dataclass(frozen=True)
class EventTold:
    """One telling of an event, with the event's key and its country, ``None`` if unknown."""

    found: Found
    key: str
    country: str | None = None


def about_which(
    analysis: Analysis,
    said: Filler,
    about: Sequence[Filler],
    events: Sequence[EventTold],
    claimed_by: str | None = None,
) -> tuple[str, ...]:
    """Return the key of the event that a statement is most likely about, and those of others that
    it mentions nearly as surely, in the events' order. ``claimed_by``: the words for a claim's
    speaker."""
    if home_of(analysis, said) < 0:
        return ()  # it stands in a dateline
    worth: dict[str, float] = {}
    spoken_of = set()
    placed = _told_there(analysis, said, events)
    for event in events:
        sure = _spoken_of(about, event.found)
        spoken_of |= {event.key} if sure else set()
        sure = max(sure, UNTOLD) - _far(analysis, said, event.found)
        sure = round(sure + SURELY_TOLD * event.found.words.sure, 6)
        sure += NAMED * (event.key in placed)
        worth[event.key] = max(worth.get(event.key, sure), sure)
    if not worth:
        return ()
    if claimed_by:
        for key in worth:
            tellings = [one for one in events if one.key == key]
            worth[key] -= NOT_BY_OTHERS * _by_others(analysis, tellings, claimed_by)
    surest = max(worth, key=lambda key: worth[key])
    least = round(worth[surest] - NEARLY, 6)
    return tuple(k for k in worth if k == surest or (k in spoken_of and worth[k] >= least))


def _told_there(analysis: Analysis, said: Filler, events: Sequence[EventTold]) -> set[str]:
    """Return the keys of the events whose place the statement's sentence names."""
    sentence = analysis.article.sentences[home_of(analysis, said)].text
    words = f" {' '.join(WORD.findall(fold(sentence)))} "
    text = analysis.article.text
    named = set()
    for event in events:
        place = best(event.found.roles.get("place", ()), event.found.words)
        if place:
            name = " ".join(WORD.findall(fold(text[place.start : place.end])))
            named |= {event.key} if name and f" {name} " in words else set()
    return named


def _spoken_of(about: Sequence[Filler], event: Found) -> float:
    """Return the highest probability of an ``about`` filler that overlaps the event's triggers
    (less for further triggers); 0 if none does."""
    shares = [
        words.sure * (1 if words.overlaps(event.words) else AGAIN)
        for words in about
        if event.is_told_in([words])
    ]
    return max(shares, default=0.0)


def _far(analysis: Analysis, said: Filler, event: Found) -> float:
    """Return the cost of an event's distance from the statement and of being reported after it."""
    home = home_of(analysis, said)
    later = LATER * (home_of(analysis, event.words) > home)
    return later + AWAY * min(abs(home - home_of(analysis, words)) for words in event.telling)


def _by_others(analysis: Analysis, tellings: Sequence[EventTold], speaker: str) -> bool:
    """Whether all doers in the event's tellings are named parties, and none is the speaker."""
    text = analysis.article.text
    doers = [
        (text[doer.start : doer.end], one.country)
        for one in tellings
        for doer in doers_of(analysis, one.found)
    ]
    return bool(doers) and all(
        names_a_party(words, country) and not same_party(speaker, words, country)
        for words, country in doers
    )


def names_a_party(words: str, country: str | None) -> bool:
    """Whether words name a party, and not only a kind of people ("gunmen", "the attackers")."""
    actor = resolve_actor(words, role="perpetrator", country=country, on=None)
    return actor is not None and not generic_name(actor)
