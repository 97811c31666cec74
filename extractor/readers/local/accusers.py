"""Corrects events' perpetrators ("doers") by the statements about them.

Statements show who is only accused and by whom, who merely accuses others, and whose "claim" the
text does not support.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from extractor.actors.candidates import names_somebody as names_actor
from extractor.actors.languages import phrase_of
from extractor.actors.official import is_official, is_unofficial
from extractor.actors.resolve import is_a_states_weapon, same_party
from extractor.actors.words import ARMED, GANG, MILITARY, OFFICES, PERSONS, POLICE, STATEHOOD
from extractor.codebook.attribution import Attribution
from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.fillers import best, reach_of
from extractor.readers.local.sentences import by_sentence, home_of
from extractor.readers.local.unsaid import (
    ALLEGATION,
    CLAIM,
    REQUEST,
    abets_there,
    claims_there,
    disclaims_there,
)

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["recast", "with_accusers", "without_reproaches"]

SPOKEN = (ALLEGATION, REQUEST)
ARMED_HANDS = ARMED | MILITARY | POLICE | frozenset(["force", "guard", "supporter"])
SURELY = 0.7
"""Least probability of a doer for another's claim to become an allegation against him."""
NEAR = 3
"""Most sentences between an event's trigger and an allegation that gives it a missing doer."""


def with_accusers(
    analysis: Analysis,
    attributions: Sequence[str],
    events: Sequence[Found],
    statements: Sequence[Found],
) -> list[Found]:
    """Return the events with their doers corrected by the statements.

    A doer whose words are also a statement's accused gets an attribution: accused, by authorities
    or others. One who accuses somebody else, or only speaks, is dropped. "Claimed" needs a word for
    claiming. If no doer is named, one who claims the event is added, else one who is accused of it,
    unless that sentence reports another event.
    """
    told_in = {home_of(analysis, one.words) for one in events}
    reaches = [(one, *reach_of([one.words, *chain(*one.roles.values())])) for one in statements]
    found = []
    for one in events:
        start, end = reach_of([*one.telling, *one.roles.get("doer", ())])
        near = [said for said, begin, stop in reaches if begin < end and start < stop]
        found.append(_with_accusers(analysis, attributions, one, near, told_in))
    return found


def _with_accusers(
    analysis: Analysis,
    attributions: Sequence[str],
    event: Found,
    statements: Sequence[Found],
    told_in: Set[int],
) -> Found:
    """Correct one event. ``statements``: those that overlap it; ``told_in``: the sentences with a
    trigger of any event."""
    doers = [
        doer
        for one in event.roles.get("doer", ())
        if (doer := _weighed(analysis, attributions, event, one, statements))
    ]
    quiet = [one for one in doers if not _speaks_only(one, statements)]
    doers = quiet or doers
    if event_type_of(SubEventType(event.kind)) is not EventType.STRATEGIC_DEVELOPMENTS:
        doers = [one for one in doers if not _holds_office(analysis, one)]
    claimed = attributions.index(Attribution.CLAIMED)
    sure = [one for one in doers if one.detail != claimed or _claims(analysis, one, statements)]
    if not sure:
        sure = [replace(one, detail=0) for one in doers if _acts(analysis, one, event)]
    if all(_names_nobody(analysis, one) for one in sure):
        related = [one for one in statements if not _is_of_another(analysis, one, event, told_in)]
        named = _claimers_of(analysis, claimed, event, related)
        sure += named or _accused_of(analysis, attributions, event, related)
    return replace(event, roles={**event.roles, "doer": sure})


def without_reproaches(
    analysis: Analysis, statements: Sequence[Found], events: Sequence[Found]
) -> tuple[list[Found], list[Found]]:
    """Drop allegations by perpetrators who are named by their deed alone, and the doers that only
    these accuse: "the attackers accused the men of spying for the army" accuses nobody of the
    attack."""
    doers = [
        doer
        for event in events
        for doer in event.roles.get("doer", ())
        if not doer.detail and doer.sure >= SURELY and _is_armed_nobody(analysis, doer)
    ]
    theirs = [
        one
        for one in statements
        if one.kind == ALLEGATION and any(_is_marked(doer, "speaker", [one]) for doer in doers)
    ]
    left = []
    for event in events:
        kept = [one for one in event.roles.get("doer", ()) if not _reproached(one, theirs)]
        left.append(replace(event, roles={**event.roles, "doer": kept}))
    return [one for one in statements if one not in theirs], left


def _reproached(doer: Filler, statements: Sequence[Found]) -> bool:
    """Whether a doer has an attribution and is accused in one of the statements."""
    return bool(doer.detail) and _is_marked(doer, "accused", statements)


def _weighed(
    analysis: Analysis,
    attributions: Sequence[str],
    event: Found,
    doer: Filler,
    statements: Sequence[Found],
) -> Filler | None:
    """Return the doer with the attribution that allegations give; ``None`` if he accuses somebody
    else."""
    by_whom: list[Filler | None] = []
    for one in statements:
        if one.kind != ALLEGATION:
            continue
        speaker = best(one.roles.get("speaker", ()), one.words)
        accused = [a for a in one.roles.get("accused", ()) if a.overlaps(doer)]
        if accused and abets_there(analysis, accused[0]):
            by_others = best(event.roles.get("doer", ()), event.words)
            if by_others and not by_others.overlaps(doer):
                return None
        elif accused and _are_one(analysis, speaker, accused[0]):
            doer = replace(doer, detail=0)  # an army that reports its own strike accuses nobody
        elif accused:
            by_whom.append(speaker)
            spoken = [s for s in one.roles.get("speaker", ()) if s.overlaps(doer)]
            if spoken and spoken[0].start == doer.start:
                doer = replace(doer, start=accused[0].start)
        elif one.roles.get("accused") and _is_marked(doer, "speaker", [one]):
            return None
    by_whom += _tellers(analysis, doer, event)
    if not by_whom:
        return doer
    text = analysis.article.text
    said = [text[who.start : who.end] for who in by_whom if who]
    attribution = Attribution.ACCUSED
    if any(map(is_official, said)):
        attribution = Attribution.ACCUSED_BY_AUTHORITIES
    elif doer.detail and not any(map(is_unofficial, said)):
        attribution = Attribution(attributions[doer.detail])
    if attribution is Attribution.CLAIMED:
        attribution = Attribution.ACCUSED
    return replace(doer, detail=attributions.index(attribution))


def recast(analysis: Analysis, statements: Sequence[Found], events: Sequence[Found]) -> list[Found]:
    """Turn claims without a word for claiming into allegations if their sentence surely has another
    party as the doer: "police said that separatists killed two"."""
    doers = (doer for event in events for doer in event.roles.get("doer", ()))
    sure = by_sentence(analysis, ((one, one) for one in doers if one.sure >= SURELY))
    return [
        _as_allegation(analysis, one, sure.get(home_of(analysis, one.words), ()))
        for one in statements
    ]


def _as_allegation(analysis: Analysis, statement: Found, doers: Sequence[Filler]) -> Found:
    """Turn one claim into an allegation if need be; ``doers``: the sure ones of its sentence."""
    speaker = best(statement.roles.get("speaker", ()), statement.words)
    if statement.kind != CLAIM or speaker is None:
        return statement
    accused_fillers = statement.roles.get("accused", ())
    accused = next((one for one in doers if any(map(one.overlaps, accused_fillers))), None)
    if accused is None and not claims_there(analysis, statement.words):
        accused = next((one for one in doers if _is_told(analysis, one)), None)
    if accused is None or speaker.overlaps(accused) or _are_one(analysis, speaker, accused):
        return statement
    roles = {**statement.roles, "accused": [replace(accused, detail=0)]}
    return replace(statement.as_kind(ALLEGATION), roles=roles)


def _are_one(analysis: Analysis, one: Filler | None, other: Filler) -> bool:
    """Whether both fillers mean the same party."""
    if one is None:
        return False
    text = analysis.article.text
    return same_party(text[one.start : one.end], text[other.start : other.end], None)


def _tellers(analysis: Analysis, doer: Filler, event: Found) -> list[Filler]:
    """Return the sources ("tellers") in the sentence of a doer, if the event's triggers are in
    other sentences: they say who it was ("the ministry said the attacker was one of …")."""
    if _is_beside(analysis, doer, event):
        return []
    home = home_of(analysis, doer)
    return [one for one in event.roles.get("teller", ()) if home_of(analysis, one) == home]


def _is_beside(analysis: Analysis, one: Filler, event: Found) -> bool:
    """Whether a filler is in a sentence with one of the event's triggers."""
    home = home_of(analysis, one)
    return any(home_of(analysis, words) == home for words in event.telling)


def _is_marked(doer: Filler, role: str, statements: Iterable[Found]) -> bool:
    """Whether the doer's words overlap a filler of that role in one of the statements."""
    return any(other.overlaps(doer) for one in statements for other in one.roles.get(role, ()))


def _speaks_only(doer: Filler, statements: Sequence[Found]) -> bool:
    """Whether the doer is the speaker of an allegation or a request, and accused in none."""
    spoken = (one for one in statements if one.kind in SPOKEN)
    return _is_marked(doer, "speaker", spoken) and not _is_marked(doer, "accused", statements)


def _acts(analysis: Analysis, doer: Filler, event: Found) -> bool:
    """Whether a doer marked "claimed" without a claim in the text may still be the perpetrator.

    He is if he is in a sentence with a trigger, no state is named as owner of the strike or weapon,
    and the sentence does not say that he makes no claim.
    """
    text = analysis.article.text
    struck = (text[one.start : one.end] for one in (*event.telling, *event.roles.get("weapon", ())))
    if any(map(is_a_states_weapon, struck)) or disclaims_there(analysis, doer):
        return False
    return _is_beside(analysis, doer, event)


def _holds_office(analysis: Analysis, doer: Filler) -> bool:
    """Whether the words mean an office holder (a president, a minister, a spokesman), who speaks of
    an event but does not carry it out."""
    phrase = phrase_of(analysis.article.text[doer.start : doer.end])
    return phrase.has(OFFICES) and not phrase.has(ARMED_HANDS)


def _claims(analysis: Analysis, doer: Filler, statements: Sequence[Found]) -> bool:
    """Whether the doer is the speaker of a claim, or his sentence has a word for claiming."""
    claims = (one for one in statements if one.kind == CLAIM)
    return _is_marked(doer, "speaker", claims) or claims_there(analysis, doer)


def _about(event: Found, kind: str, statements: Iterable[Found]) -> Iterator[Found]:
    """Yield the statements of a kind that are about the event's triggers."""
    for one in statements:
        if one.kind == kind and event.is_told_in(one.roles.get("about", ())):
            yield one


def _is_of_another(analysis: Analysis, statement: Found, event: Found, told_in: Set[int]) -> bool:
    """Whether a statement's sentence reports another event and not this one: "a grenade hurt two
    officers; police suspected …", behind a kidnapping."""
    home = home_of(analysis, statement.words)
    return home in told_in and not _is_beside(analysis, statement.words, event)


def _claimers_of(
    analysis: Analysis, claimed: int, event: Found, statements: Sequence[Found]
) -> list[Filler]:
    """Return the named parties that claim this event."""
    found = []
    for one in _about(event, CLAIM, statements):
        speaker = best(one.roles.get("speaker", ()), one.words)
        if speaker and _is_told(analysis, speaker):
            found.append(replace(speaker, detail=claimed))
    return found


def _accused_of(
    analysis: Analysis, attributions: Sequence[str], event: Found, statements: Sequence[Found]
) -> list[Filler]:
    """Return the named parties that an allegation about this event accuses, at most ``NEAR``
    sentences from it, unless speaker and accused are one party."""
    found = []
    for one in _about(event, ALLEGATION, statements):
        apart = home_of(analysis, one.words) - home_of(analysis, event.words)
        if abs(apart) > NEAR:
            continue
        accused, speaker = (best(one.roles.get(r, ()), one.words) for r in ("accused", "speaker"))
        if accused and _is_told(analysis, accused) and not _are_one(analysis, speaker, accused):
            bare = replace(accused, detail=0)
            weighed = _weighed(analysis, attributions, event, bare, [one])
            found += [weighed] if weighed else []
    return found


def _names_nobody(analysis: Analysis, filler: Filler) -> bool:
    """Whether the words are known but name no party: "gunmen"."""
    phrase = phrase_of(analysis.article.text[filler.start : filler.end])
    return _is_armed_nobody(analysis, filler) or (
        phrase.has(PERSONS) and not _is_told(analysis, filler)
    )


def _is_armed_nobody(analysis: Analysis, filler: Filler) -> bool:
    """Whether the words mean armed people but name no party: "gunmen", "the attackers"."""
    phrase = phrase_of(analysis.article.text[filler.start : filler.end])
    armed = phrase.armed_ones or phrase.has(ARMED | GANG)
    return armed and not _is_told(analysis, filler)


def _is_told(analysis: Analysis, filler: Filler) -> bool:
    """Whether the words name a group or a state's forces, not "gunmen"."""
    words = analysis.article.text[filler.start : filler.end]
    phrase = phrase_of(words)
    return names_actor(words) or phrase.has(STATEHOOD) or phrase.nation is not None
