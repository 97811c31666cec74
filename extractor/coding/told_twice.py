"""Removes repetitions of a party: in two wordings, or on both sides of an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.actors.languages import phrase_of
from extractor.codebook.actors import STATE_KINDS, ActorKind
from extractor.codebook.types import STREET, EventType, SubEventType, event_type_of
from extractor.coding.quotes import fold
from extractor.coding.sides import UNARMED, Side, is_named_group, nameless
from extractor.languages.patterns import words_like

__all__ = ["each_once"]

ALLIED = words_like("allied")
CROWD = frozenset(["crowd", "people", "person"])
"""Words for marchers that do not say that they march; a number alone ("30 of them") counts too."""


def each_once(
    kind: SubEventType, doers: Sequence[Side], targets: Sequence[Side], warnings: list[str]
) -> tuple[list[Side], list[Side]]:
    """Returns the two sides, each party on one of them and once.

    In a battle, a party named on both sides stays on the side that would be empty without it; of
    two parties on both sides, the first named perpetrator stays the perpetrator. "Its fighters" are
    those of the armed side that is named. "Security forces" among a state's perpetrators are the
    forces named beside them. A crowd is the protesters who were hit in it.
    """
    doers = _forces_named(doers, warnings)
    if event_type_of(kind) is EventType.BATTLES:
        return _in_battle(doers, targets, warnings)
    if event_type_of(kind) in STREET:
        return _marching(doers, _crowd_named(targets))
    return [*doers], [*targets]


def _marching(doers: Sequence[Side], targets: Sequence[Side]) -> tuple[list[Side], list[Side]]:
    """Returns both sides; protesters among the perpetrators become targets where the same words
    mean civilians whom a state's forces hit."""
    state = any(side.party.kind in STATE_KINDS for side in doers)
    hit = [
        (doer, target)
        for doer in doers
        for target in targets
        if doer.party.kind is ActorKind.PROTESTERS
        and target.party.kind is ActorKind.CIVILIANS
        and any(one.overlaps(other) for one in doer.spans for other in target.spans)
    ]
    if not state or not hit:
        return [*doers], [*targets]
    doer, target = hit[0]
    left = [side for side in targets if side is not target]
    if all(side.party.name != doer.party.name for side in left):
        left = [replace(target, party=doer.party), *left]
    return [side for side in doers if side is not doer], left


def _in_battle(
    doers: Sequence[Side], targets: Sequence[Side], warnings: list[str]
) -> tuple[list[Side], list[Side]]:
    kept, suffering = [*doers], [*targets]
    if all(side.party.kind in UNARMED for side in suffering) and _hostile(kept):
        kept, suffering = kept[:1], [*kept[1:], *suffering]
    names = dict.fromkeys(side.party.name for side in doers)
    for name in [one for one in names if any(side.party.name == one for side in targets)]:
        others = [s for s in suffering if s.party.name != name and s.party.kind not in UNARMED]
        if others:
            suffering = [side for side in suffering if side.party.name != name]
        elif any(side.party.name != name for side in kept):
            kept = [side for side in kept if side.party.name != name]
        else:
            continue
        role = "perpetrator" if others else "target"
        warnings.append(f"{name} is read on both sides; kept as the {role}")
    armed = [side for side in suffering if side.party.kind not in UNARMED]
    named = [
        s for s in (*kept, *armed) if not nameless(s.party) and s.party.kind not in STATE_KINDS
    ]
    if named and any(not nameless(side.party) for side in armed):
        for side in armed:
            if side.party.kind is ActorKind.POLITICAL_MILITIA and nameless(side.party):
                suffering.remove(side)
                words = fold(side.span.text) if side.span else side.party.name
                warnings.append(f"target “{words}” taken for those of {named[-1].party.name}")
    return kept, suffering


def _hostile(doers: Sequence[Side]) -> bool:
    """Whether one perpetrator is a state's and another an armed group that is not said to be its
    ally: then they are the two sides of a clash in one role."""
    if len(doers) != 2:
        return False
    state = [side.party.kind in STATE_KINDS for side in doers]
    other = doers[state.index(False)] if False in state else None
    armed = other is not None and is_named_group(other.party)
    beside = other.span.text if other and other.span else ""
    return True in state and armed and not ALLIED.search(beside)


def _forces_named(doers: Sequence[Side], warnings: list[str]) -> list[Side]:
    """Returns the perpetrators without "security forces" where other forces of that state are
    named: they are the same."""
    kept: list[Side] = []
    for side in doers:
        same = [
            other
            for other in doers
            if other is not side
            and other.party.kind in STATE_KINDS
            and other.party.country == side.party.country
            and not _is_vague(other)
        ]
        if side.party.kind in STATE_KINDS and same and side.span and _is_vague(side):
            words = fold(side.span.text)
            warnings.append(f"perpetrator “{words}” taken for {same[0].party.name}")
        else:
            kept.append(side)
    return kept


def _is_vague(side: Side) -> bool:
    return side.span is not None and phrase_of(side.span.text).in_security


def _crowd_named(targets: Sequence[Side]) -> list[Side]:
    """Returns the targets without a crowd that is not described further, where protesters were hit;
    the protesters take its words."""
    marching = [s for s in targets if s.party.kind is ActorKind.PROTESTERS]
    vague = [s for s in targets if s.party.kind is ActorKind.CIVILIANS and _is_crowd(s)]
    if not marching or not vague:
        return [*targets]
    words = tuple(span for side in vague for span in side.spans)
    first = replace(marching[0], further_spans=(*marching[0].further_spans, *words))
    return [first, *(side for side in targets if side not in vague and side is not marching[0])]


def _is_crowd(side: Side) -> bool:
    head = phrase_of(side.span.text).head if side.span else ("",)
    return all(word in CROWD for word in head)
