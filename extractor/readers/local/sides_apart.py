"""The two sides of an event that the tagger marks in one: "troops and | fighters of the TPLF",
"مسلحون | ضابطا" where the verb stands first."""

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
"""Languages in which who acts and who suffers stand side by side behind the verb."""
DEFINITE = "ال"
"""The article: without it "soldiers" of a group's name are its own."""
SUFFERING = ("target", "killed", "injured", "abducted", "arrested")
ACTING = ("doer", "speaker", "accused")
LINK = 8
"""Letters of a word that ties a part to whom it is of, at most ("من", "within")."""


def somebody_acts(text: str, found: Sequence[Found]) -> bool:
    """Whether anybody who carries arms or takes to the street is among those who act, speak or are
    accused in events and statements, or a weapon that the tables know among what is used: in
    accidents nobody is."""
    parties, weapons = _words_of(text, found, *ACTING), _words_of(text, found, "weapon")
    language = language_in(text)
    return any(map(_armed, parties)) or any(names_weapon(one, language) for one in weapons)


def _words_of(text: str, found: Sequence[Found], *roles: str) -> Iterator[str]:
    fillers = (filler for one in found for role in roles for filler in one.roles.get(role, ()))
    return (text[filler.start : filler.end] for filler in fillers)


def sides_apart(text: str, found: Found) -> Found:
    """The event with its doers and targets parted. Where one stretch of words is marked as both,
    the doer ends where the target begins, at an "and" or, in languages whose verb comes first, at
    once; and of a clash one doer that is two hostile sides becomes two."""
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
    """Whether a target is the second of two doers in one ("soldiers and | M23 rebels"), as another
    armed side is who they fought."""
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
    """A group's name without the state that stands before it, which accuses it: "السلطات العراقية |
    تنظيم داعش"."""
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
    """Words for those who suffer without the last of those for who acts."""
    for doer in doers:
        if doer.start < one.start < doer.end < one.end:
            behind = text[doer.end : one.end]
            return replace(one, start=one.end - len(behind.lstrip()))
    return one


def _with_whose(
    text: str, doers: Sequence[Filler], targets: Sequence[Filler], language: str
) -> tuple[list[Filler], list[Filler]]:
    """The doers without one whom a small word alone ties to a target before him, who is the target
    with these words ("an officer in | the police"), where others did it."""
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
    """A doer who is two that fight each other, as doer and target; else the doer alone."""
    words = text[doer.start : doer.end]
    for end, start in _parts(words, language):
        if _are_hostile(_armed(words[:end]), _armed(words[start:])):
            target = replace(doer, start=doer.start + start)
            return [replace(doer, end=doer.start + end)], [target]
    return [doer], []


def _parts(words: str, language: str) -> Iterator[tuple[int, int]]:
    """Where words may be parted by an "and": where the first part ends and the last begins."""
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
    """An armed party by its words: whether a state's, and which state's if that is told."""

    state: bool
    country: str | None


def _armed(words: str) -> _Armed | None:
    """The armed party that words mean; ``None`` for people without arms and words nobody knows."""
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
    """Whether one is a state's and the other is not, or they are of two states."""
    if one is None or other is None:
        return False
    two = one.country and other.country and one.country != other.country
    return one.state != other.state or bool(one.state and two)
