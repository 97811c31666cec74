"""Who did it, to whom, and how sure that is; and the sub-event type the parties allow.

Attribution follows MUC-4's confidence slot; ``disputed`` is an accusation its target denies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractor.analysis import Analysis
from extractor.codebook.actors import ActorKind
from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.coding.attribution import accused_as, is_official, told_as
from extractor.coding.quotes import fold, ground_or_note
from extractor.coding.statements import Grounded
from extractor.reading import Incident, Quote, StatementKind
from extractor.records.parts import Actor, Attribution, Evidence, Role
from extractor.resolve.actors import Actor as Party
from extractor.resolve.actors import resolve_actor, same_party
from extractor.resolve.grounding import ground, whole_phrase
from extractor.span import Span

__all__ = ["Scene", "code_parties"]

FIGHT_WEAPONS = {SubEventType.GRENADE, SubEventType.SHELLING}
# Words for fighters of a group that is not named there.
REBELS = re.compile(
    r"\b(?:guerrillas?|rebels?|insurgents?|subversives?|militants?|separatists?|jihadis(?:ts?)?|"
    r"fighters?|extremists?|terrorists?|commandos?|combatants?)\b",
    re.IGNORECASE,
)
REBEL_KINDS = {ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA}
UNARMED = {ActorKind.CIVILIANS, ActorKind.PROTESTERS}


@dataclass(frozen=True)
class Scene:
    """Where and when the actors act: decides which state's forces, and which regime's."""

    country: str | None
    day: date | None


@dataclass(frozen=True)
class _Side:
    party: Party
    span: Span | None
    attribution: Attribution
    more: tuple[Span, ...] = ()  # other words for it


def code_parties(
    analysis: Analysis,
    incident: Incident,
    statements: Sequence[Grounded],
    setting: Scene,
    warnings: list[str],
) -> tuple[SubEventType, tuple[Actor, ...]]:
    """The sub-event type and the actors, perpetrators first.

    Who is only accused stands as perpetrator with that attribution; where nobody is named, ACLED's
    unidentified or generic actor does, if the codebook wants one (ACLED codebook, "Actors").
    """
    kinds = [SubEventType(kind) for kind in incident.sub_event_types]
    first = kinds[0]
    doers = _doers(analysis, incident, statements, setting, event_type_of(first), warnings)
    targets = _targets(analysis, incident, setting, event_type_of(first), warnings)
    kind = _fitting(first, kinds, doers, targets)
    if event_type_of(kind) is not event_type_of(first):
        doers = _doers(analysis, incident, statements, setting, event_type_of(kind), [])
        targets = _targets(analysis, incident, setting, event_type_of(kind), [])
    doers, targets = _completed(incident, kind, doers, targets, setting)
    names = {side.party.name for side in doers}
    sides = [(Role.PERPETRATOR, side) for side in doers]
    sides += [(Role.TARGET, side) for side in targets if side.party.name not in names]
    return kind, tuple(_actor(role, side) for role, side in sides)


def _actor(role: Role, side: _Side) -> Actor:
    return Actor(
        role=role,
        name=side.party.name,
        kind=side.party.kind,
        associated=side.party.associated,
        text=side.span.text if side.span else None,
        attribution=side.attribution,
        evidence=tuple(Evidence.of(s) for s in (side.span, *side.more) if s),
    )


def _party(span: Span | None, role: str, setting: Scene, event_type: EventType) -> Party | None:
    if span is None:
        return None
    return resolve_actor(
        fold(span.text), role=role, country=setting.country, on=setting.day, event_type=event_type
    )


def _spans(
    analysis: Analysis, quotes: Sequence[Quote], what: str, warnings: list[str]
) -> list[Span]:
    spans = []
    for quote in quotes:
        span = ground_or_note(analysis.article, quote, what, warnings)
        if span:
            spans.append(whole_phrase(analysis.article, span, analysis.apart_in(span)))
    return spans


def _doers(
    analysis: Analysis,
    incident: Incident,
    statements: Sequence[Grounded],
    setting: Scene,
    event_type: EventType,
    warnings: list[str],
) -> list[_Side]:
    """Those the article says did it; else those who claim it; else those accused of it."""
    sides: list[_Side] = []

    def add(span: Span | None, attribution: Attribution) -> None:
        party = _party(span, "perpetrator", setting, event_type)
        if party is None or span is None:
            return
        if any(s.party.name == party.name for s in sides):
            return
        sides.append(_Side(party, span, _weighed(span, attribution, statements, setting)))

    for span in _spans(analysis, incident.perpetrators, "perpetrator", warnings):
        add(span, told_as(analysis, span))
    vague = [side for side in sides if _nameless(side.party)]
    sides = [side for side in sides if not _nameless(side.party)]
    if not sides:
        for one in statements:
            if one.kind is StatementKind.RESPONSIBILITY:
                add(one.speaker, Attribution.CLAIMED)
        for one in statements:
            if one.kind is StatementKind.ALLEGATION and one.accused:
                official = bool(one.speaker and is_official(one.speaker.text))
                add(
                    one.accused,
                    Attribution.ACCUSED_BY_AUTHORITIES if official else Attribution.ACCUSED,
                )
        for span in _spans(analysis, incident.owned, "perpetrator", warnings):
            add(span, Attribution.CLAIMED)
        for span in _spans(analysis, incident.blamed, "perpetrator", warnings):
            add(span, accused_as(analysis, span))
    # "Gunmen", and who they are said to have been: two words for one side.
    words = tuple(side.span for side in vague if side.span)
    sides = [replace(sides[0], more=words), *sides[1:]] if sides else vague
    if sides and all(_nameless(side.party) for side in sides):
        sides = [_meant(analysis, side, setting, warnings) for side in sides]
    return sides


def _meant(analysis: Analysis, side: _Side, setting: Scene, warnings: list[str]) -> _Side:
    """The group that "the guerrillas" are, where the article names but one that they can be;
    a warning says so."""
    if side.span is None or not REBELS.search(side.span.text):
        return side
    named: dict[str, tuple[Party, Span]] = {}
    for span in analysis.groups:
        party = resolve_actor(
            span.text, role="perpetrator", country=setting.country, on=setting.day
        )
        if party and party.known and party.kind in REBEL_KINDS:
            named.setdefault(party.name, (party, span))
    if len(named) != 1:
        return side
    party, span = next(iter(named.values()))
    warnings.append(f"“{fold(side.span.text)}” taken for {party.name}, the only group named")
    return replace(side, party=party, more=(span,))


def _nameless(party: Party) -> bool:
    """True for "gunmen" and the like: only a claim or an accusation says who they were."""
    return party.name.startswith("Unidentified ")


def _weighed(
    span: Span, attribution: Attribution, statements: Sequence[Grounded], setting: Scene
) -> Attribution:
    """The attribution with what the party itself says: owned up to, or denied."""

    def by_it(kind: StatementKind) -> bool:
        return any(
            one.kind is kind
            and one.speaker is not None
            and same_party(fold(one.speaker.text), fold(span.text), setting.country)
            for one in statements
        )

    if by_it(StatementKind.DENIAL):
        return Attribution.DISPUTED
    if by_it(StatementKind.RESPONSIBILITY):
        return Attribution.CLAIMED
    return attribution


def _targets(
    analysis: Analysis,
    incident: Incident,
    setting: Scene,
    event_type: EventType,
    warnings: list[str],
) -> list[_Side]:
    """Those it was done to: as read, else the people killed or injured."""
    spans = _spans(analysis, incident.targets, "target", warnings)
    places = [place.span for place in analysis.places if place.span]
    spans = [s for s in spans if not any(s.within(place) for place in places)]
    if not spans:
        tolls = (*incident.killed, *incident.injured)
        counted = [ground(analysis.article, quote) for quote in tolls]
        spans = [
            mention.who
            for span in counted
            if span
            for mention in analysis.casualties.near(span)
            if mention.who and mention.span.overlaps(span)
        ]
    sides: list[_Side] = []
    for span in spans:
        party = _party(span, "target", setting, event_type)
        if party and all(side.party.name != party.name for side in sides):
            sides.append(_Side(party, span, Attribution.REPORTED_AS_FACT))
    return sides


def _fitting(
    first: SubEventType,
    kinds: Sequence[SubEventType],
    doers: Sequence[_Side],
    targets: Sequence[_Side],
) -> SubEventType:
    """The type the parties allow (ACLED codebook, "Event types"): violence against civilians
    needs civilians, a battle two armed sides."""
    target_kinds = {side.party.kind for side in targets}
    doer_kinds = {side.party.kind for side in doers}
    event_type = event_type_of(first)
    if event_type is EventType.VIOLENCE_AGAINST_CIVILIANS and target_kinds:
        if not target_kinds & UNARMED and ActorKind.RIOTERS not in target_kinds:
            taken = first is SubEventType.ABDUCTION and SubEventType.ARMED_CLASH not in kinds
            return SubEventType.OTHER if taken else SubEventType.ARMED_CLASH
        if ActorKind.PROTESTERS in target_kinds and ActorKind.CIVILIANS not in target_kinds:
            return SubEventType.EXCESSIVE_FORCE
        if doer_kinds == {ActorKind.RIOTERS}:
            return SubEventType.MOB_VIOLENCE
    # Long-range fire and grenades in a fight between armed sides are part of it: it ranks higher.
    fought = first in FIGHT_WEAPONS and SubEventType.ARMED_CLASH in kinds
    if fought and target_kinds and not target_kinds & UNARMED:
        return SubEventType.ARMED_CLASH
    if event_type is EventType.BATTLES and target_kinds and target_kinds <= UNARMED:
        others = [k for k in kinds if event_type_of(k) is EventType.VIOLENCE_AGAINST_CIVILIANS]
        return others[0] if others else SubEventType.ATTACK
    return first


def _completed(
    incident: Incident,
    kind: SubEventType,
    doers: list[_Side],
    targets: list[_Side],
    setting: Scene,
) -> tuple[list[_Side], list[_Side]]:
    """Both sides with the generic actors the codebook wants where the article names nobody."""

    def generic(words: str, role: str) -> list[_Side]:
        party = resolve_actor(
            words, role=role, country=setting.country, on=setting.day, event_type=event_type
        )
        return [_Side(party, None, Attribution.UNATTRIBUTED)] if party else []

    event_type = event_type_of(kind)
    people = bool(incident.killed or incident.injured)
    if event_type is EventType.PROTESTS or event_type is EventType.RIOTS:
        crowd = ActorKind.PROTESTERS if event_type is EventType.PROTESTS else ActorKind.RIOTERS
        if all(side.party.kind is not crowd for side in (*doers, *targets)):
            words = "protesters" if event_type is EventType.PROTESTS else "rioters"
            if kind is SubEventType.EXCESSIVE_FORCE:
                targets = generic(words, "target")
            else:
                doers = generic(words, "perpetrator")
        if kind is SubEventType.PEACEFUL_PROTEST:
            doers = [s for s in doers if s.party.kind is crowd] or doers
            targets = []
        elif kind is SubEventType.PROTEST_WITH_INTERVENTION and not targets:
            targets = [s for s in doers if s.party.kind is not crowd] or generic("police", "target")
            doers = [s for s in doers if s not in targets]
        elif kind is SubEventType.EXCESSIVE_FORCE and not doers:
            doers = generic("police", "perpetrator")
        return doers, targets
    if event_type is EventType.STRATEGIC_DEVELOPMENTS:
        return doers, targets
    armed_targets = [s for s in targets if s.party.kind not in UNARMED]
    if event_type is EventType.BATTLES:
        targets = armed_targets
        doers = [s for s in doers if s.party.kind not in UNARMED]
        if not targets and len(doers) > 1:
            doers, targets = doers[:1], doers[1:]
    if not doers:
        doers = generic("unidentified armed group", "perpetrator")
    if not targets and event_type is EventType.VIOLENCE_AGAINST_CIVILIANS:
        targets = generic("civilians", "target")
    if not targets and event_type is EventType.BATTLES:
        targets = generic("unidentified armed group", "target")
    if not targets and people:
        targets = generic("civilians", "target")
    return doers, targets
