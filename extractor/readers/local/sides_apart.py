"""Separates two sides of an event that the tagger marks as one: "troops and | fighters of the
TPLF", "مسلحون | ضابطا" where the verb comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.actors.languages import phrase_of, read_party
from extractor.actors.resolve import resolve_actor
from extractor.actors.terms import NAME, NATION
from extractor.actors.unarmed import is_people
from extractor.actors.words import ARMED, NONSTATE, STATEHOOD
from extractor.codebook.actors import STATE_KINDS, ActorKind
from extractor.codebook.folding import fold
from extractor.codebook.types import SubEventType
from extractor.models.encoder.tagging import Filler, Found
from extractor.numbers.tokens import unspaced
from extractor.readers.local.fillers import joins, language_in
from extractor.readers.local.weapons import names_weapon
from extractor.text.words import SPACED

__all__ = ["VERB_FIRST", "sides_apart", "somebody_acts"]

VERB_FIRST = frozenset(["ar"])
"""Languages in which perpetrator and target stand side by side behind the verb."""
DEFINITE = "ال"
"""The Arabic definite article. A state's word before a group's name is the accuser only with it;
without it ("soldiers of …") it belongs to the group."""
SUFFERING = ("target", "killed", "injured", "abducted", "arrested")
ACTING = ("doer", "speaker", "accused")
LINK = 8
"""Most letters of a word that links a part to its whole ("من", "within")."""


def somebody_acts(text: str, found: Sequence[Found]) -> bool:
    """Whether an armed or protesting party acts, speaks or is accused in any event or statement, or
    a weapon of the tables is used. In accidents there is none."""
    parties, weapons = _words_of(text, found, *ACTING), _words_of(text, found, "weapon")
    language = language_in(text)
    return any(map(_armed, parties)) or any(names_weapon(one, language) for one in weapons)


def _words_of(text: str, found: Sequence[Found], *roles: str) -> Iterator[str]:
    fillers = (filler for one in found for role in roles for filler in one.roles.get(role, ()))
    return (text[filler.start : filler.end] for filler in fillers)


def sides_apart(text: str, found: Found) -> Found:
    """Separate the event's doers and targets.

    If one stretch is marked as both, the doer ends where the target begins: at an "and", or in
    verb-first languages right there. The single doer of a clash is split into doer and target if it
    names two hostile sides.
    """
    roles = dict(found.roles)
    language = language_in(text)
    targets = [one for one in roles.get("target", []) if not _is_inner(text, one, roles, language)]
    roles["target"] = targets
    doers = [_before_targets(text, one, targets, language) for one in roles.get("doer", ())]
    if language in VERB_FIRST:
        doers = [_behind_accuser(text, one) for one in doers]
        for role in SUFFERING:
            roles[role] = [_behind_doers(text, one, doers) for one in roles.get(role, ())]
        doers, roles["target"] = _with_whose(text, doers, roles["target"], language)
    clash = found.kind == SubEventType.ARMED_CLASH and len(doers) == 1
    if clash and not any(_armed(text[one.start : one.end]) for one in roles["target"]):
        doers, second_side = _two_sides(text, doers[0], language)
        roles["target"] = [*second_side, *roles["target"]]
    return replace(found, roles={**roles, "doer": doers})


def _is_inner(
    text: str, target: Filler, roles: Mapping[str, Sequence[Filler]], language: str
) -> bool:
    """Whether a target is really the second of two doers ("soldiers and | M23 rebels"), as another
    armed party is the target."""
    within = any(d.start < target.start and target.end <= d.end for d in roles.get("doer", ()))
    outside = (one for one in roles.get("target", ()) if not one.overlaps(target))
    return (
        within
        and language not in VERB_FIRST
        and any(
            _armed(text[one.start : one.end])
            for one in outside
            if not any(one.overlaps(doer) for doer in roles.get("doer", ()))
        )
    )


def _before_targets(text: str, doer: Filler, targets: Sequence[Filler], language: str) -> Filler:
    for one in targets:
        if doer.start < one.start and one.end <= doer.end:
            before = text[doer.start : one.start].rstrip()
            first, _, last = before.rpartition(" ")
            if first and fold(last) in joins("and", language):
                return replace(doer, end=doer.start + len(first.rstrip()))
            if language in VERB_FIRST and one.end == doer.end:
                return replace(doer, end=doer.start + len(before))
    return doer


def _behind_accuser(text: str, doer: Filler) -> Filler:
    """Drop the state before a group's name, which accuses it: "السلطات العراقية | تنظيم داعش"."""
    words = text[doer.start : doer.end]
    pieces = read_party(words).pieces
    of_states = [
        p.term is not None and (p.term.sort == NATION or p.means(STATEHOOD)) for p in pieces
    ]
    named = any(piece.term and piece.term.sort == NAME for piece in pieces[1:])
    if not named or not of_states[0] or not words.startswith(DEFINITE) or all(of_states):
        return doer
    first = pieces[of_states.index(False)].words
    return replace(doer, start=doer.start + words.index(first), detail=0)


def _behind_doers(text: str, one: Filler, doers: Sequence[Filler]) -> Filler:
    """Drop from a victim's words the end of a doer's that they begin with."""
    for doer in doers:
        if doer.start < one.start < doer.end < one.end:
            behind = text[doer.end : one.end]
            return replace(one, start=one.end - len(behind.lstrip()))
    return one


def _with_whose(
    text: str, doers: Sequence[Filler], targets: Sequence[Filler], language: str
) -> tuple[list[Filler], list[Filler]]:
    """Join a doer to the target before it if only a short link stands between: "an officer in | the
    police" is one target. Returns doers and targets, unchanged if no doer would be left."""
    of = {
        doer: one
        for doer in doers
        for one in targets
        if one.end < doer.start and _ties(text[one.end : doer.start].strip(), language)
    }
    if len(of) == len(doers):
        return [*doers], [*targets]
    whole = {target: replace(target, end=doer.end) for doer, target in of.items()}
    return [one for one in doers if one not in of], [whole.get(one, one) for one in targets]


def _ties(link: str, language: str) -> bool:
    return 0 < len(link) <= LINK and fold(link) in joins("of", language)


def _two_sides(text: str, doer: Filler, language: str) -> tuple[list[Filler], list[Filler]]:
    """Split a doer that names two hostile sides into doer and target; else return it alone."""
    words = text[doer.start : doer.end]
    for end, start in _parts(words, language):
        if _are_hostile(_armed(words[:end]), _armed(words[start:])):
            target = replace(doer, start=doer.start + start)
            return [replace(doer, end=doer.start + end)], [target]
    return [doer], []


def _parts(words: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where an "and" may split the words: end of the first part, start of the second."""
    for link in sorted(joins("and", language)):
        written = link if unspaced(language) else f" {link} "
        at = words.find(written)
        if at > 0:
            yield at, at + len(written)
    for ending in sorted(one.strip("*") for one in joins("grown", language) if one[:1] == "*"):
        for word, following in pairwise(SPACED.finditer(words)):
            if word[0].endswith(ending) and word[0] != ending:
                yield word.end() - len(ending), following.start()


@dataclass(frozen=True)
class _Armed:
    """An armed party: whether it is a state's, and of which country if that is known."""

    state: bool
    country: str | None


def _armed(words: str) -> _Armed | None:
    """Return the armed party that words mean; ``None`` for civilians and unknown words."""
    phrase = phrase_of(words)
    armed = phrase.armed_ones or phrase.has(ARMED)
    if is_people(phrase) and not armed:  # "nine people" may be armed, but not by these words
        return None
    actor = resolve_actor(words, role="perpetrator", country=None, on=None)
    if actor and actor.kind is not ActorKind.CIVILIANS:
        return _Armed(actor.kind in STATE_KINDS, actor.country)
    stately = phrase.has(STATEHOOD) and not phrase.has(NONSTATE)
    return _Armed(state=True, country=None) if stately else None


def _are_hostile(one: _Armed | None, other: _Armed | None) -> bool:
    """Whether one is a state's and the other is not, or they are of two different states."""
    if one is None or other is None:
        return False
    two = one.country and other.country and one.country != other.country
    return one.state != other.state or bool(one.state and two)
