"""The two sides of an event by the rules of the ACLED codebook, for any reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from extractor.actors import words as lexicon
from extractor.actors.languages import phrase_of
from extractor.actors.resolve import Actor as Resolved
from extractor.actors.resolve import resolve_actor
from extractor.actors.short_forms import GROUPS
from extractor.actors.unarmed import is_people
from extractor.codebook.actors import STATE_KINDS, ActorKind
from extractor.codebook.attribution import Attribution, Role
from extractor.codebook.types import STREET, EventType, SubEventType, event_type_of
from extractor.reading import Event, TollState, TollTold
from extractor.records.checked import Check
from extractor.records.parts import Actor, Evidence
from extractor.text.span import Span

__all__ = [
    "UNARMED",
    "Scene",
    "Side",
    "actor_of",
    "completed",
    "counted",
    "fitting",
    "in_order",
    "is_named_group",
    "nameless",
]

FIGHT_WEAPONS = {SubEventType.GRENADE, SubEventType.SHELLING}
BLASTS = {SubEventType.ATTACK, SubEventType.REMOTE_EXPLOSIVE}
TERRITORY = {
    SubEventType.GOVERNMENT_REGAINS_TERRITORY,
    SubEventType.NON_STATE_OVERTAKES_TERRITORY,
}
NEEDED = {
    EventType.VIOLENCE_AGAINST_CIVILIANS: ActorKind.CIVILIANS,
    EventType.PROTESTS: ActorKind.PROTESTERS,
    EventType.RIOTS: ActorKind.RIOTERS,
}
"""The kinds of actors that must be a first or second actor of these types, not only an associated
one."""
NOBODY_NAMED = "Unidentified Armed Group"
UNARMED = {ActorKind.CIVILIANS, ActorKind.PROTESTERS}


@dataclass(frozen=True)
class Scene:
    """Where and when the actors act, which decides whose forces they are, and of which regime."""

    country: str | None
    day: date | None


@dataclass(frozen=True)
class Side:
    """A party to an event: the actor, the words for it and the attribution. ``further_spans`` are
    other words for the party, ``by`` is who says that it did it, ``check`` is who decided that it
    is this actor."""

    party: Resolved
    span: Span | None
    attribution: Attribution
    further_spans: tuple[Span, ...] = ()
    check: Check | None = None
    by: str | None = None

    @property
    def spans(self) -> list[Span]:
        """All words for the party in the article."""
        return [one for one in (self.span, *self.further_spans) if one]


def actor_of(role: Role, side: Side) -> Actor:
    """Returns the side as an actor of the record."""
    return Actor(
        role=role,
        name=side.party.name,
        kind=side.party.kind,
        associated=side.party.associated,
        text=side.span.text if side.span else None,
        attribution=side.attribution,
        evidence=tuple(Evidence.of(s) for s in side.spans),
        attributed_by=side.by,
    )


def nameless(party: Resolved) -> bool:
    """Whether the party is "gunmen" or the like: only a claim or an accusation says who they
    were."""
    return party.name.startswith("Unidentified ")


def is_named_group(party: Resolved) -> bool:
    """Whether the party is an armed group, not a state's, that the article names."""
    return party.kind in GROUPS and not nameless(party)


def counted(event: Event) -> tuple[TollTold, ...]:
    """Returns the counts of killed and injured people."""
    return (*event.tolls_of(TollState.KILLED), *event.tolls_of(TollState.INJURED))


def fitting(
    first: SubEventType,
    kinds: Sequence[SubEventType],
    doers: Sequence[Side],
    targets: Sequence[Side],
) -> SubEventType:
    """Returns the first sub-event type that the parties allow (ACLED codebook, "Event types"):
    violence against civilians needs civilians, a battle needs two armed sides, and an attack by
    suicide bombers is a suicide bomb."""
    target_kinds = {side.party.kind for side in targets}
    doer_kinds = {side.party.kind for side in doers}
    event_type = event_type_of(first)
    if first in TERRITORY and doers:
        return _who_took_it(first, doer_kinds)
    if first in BLASTS and any(_blew_themselves_up(side) for side in doers):
        return SubEventType.SUICIDE_BOMB
    if event_type is EventType.VIOLENCE_AGAINST_CIVILIANS and target_kinds:
        if not target_kinds & UNARMED and ActorKind.RIOTERS not in target_kinds:
            taken = first is SubEventType.ABDUCTION and SubEventType.ARMED_CLASH not in kinds
            return SubEventType.OTHER if taken else SubEventType.ARMED_CLASH
        if ActorKind.PROTESTERS in target_kinds and ActorKind.CIVILIANS not in target_kinds:
            return SubEventType.EXCESSIVE_FORCE
        if doer_kinds == {ActorKind.RIOTERS}:
            return SubEventType.MOB_VIOLENCE
    crowd = target_kinds & {ActorKind.PROTESTERS, ActorKind.RIOTERS}
    if (
        first is SubEventType.EXCESSIVE_FORCE
        and not crowd
        and ActorKind.REBEL_GROUP in target_kinds
    ):
        return SubEventType.ARMED_CLASH  # "policemen opened fire on Maoist rebels"
    # Shelling and grenades in a fight between armed sides are part of the fight: it has precedence.
    fought = first in FIGHT_WEAPONS and SubEventType.ARMED_CLASH in kinds
    if fought and target_kinds and not target_kinds & UNARMED:
        return SubEventType.ARMED_CLASH
    helpless = first is SubEventType.ARMED_CLASH and target_kinds <= UNARMED
    if helpless and any(_told_as_people(side) for side in targets):
        others = [k for k in kinds if event_type_of(k) is EventType.VIOLENCE_AGAINST_CIVILIANS]
        return others[0] if others else SubEventType.ATTACK
    return first


def _who_took_it(first: SubEventType, doers: set[ActorKind]) -> SubEventType:
    """Returns which type a change of control is: a state's own forces regain territory; rebels, and
    another state's forces that act without local allies, overtake it (ACLED codebook, "Event
    types")."""
    if doers == {ActorKind.STATE_FORCES}:
        return SubEventType.GOVERNMENT_REGAINS_TERRITORY
    if doers <= {ActorKind.REBEL_GROUP, ActorKind.EXTERNAL_OTHER}:
        return SubEventType.NON_STATE_OVERTAKES_TERRITORY
    return first


def _blew_themselves_up(side: Side) -> bool:
    """Whether the side's words mean suicide bombers; kamikaze drones are not people."""
    phrases = [phrase_of(span.text) for span in side.spans]
    return any(one.has(lexicon.SUICIDE) and not one.has(lexicon.STRIKES) for one in phrases)


def _told_as_people(side: Side) -> bool:
    """Whether the side's words mean unarmed people. Words that are in no table ("the Sikin") are
    not sure enough to turn a battle into an attack on civilians."""
    if side.span is None:
        return True
    return is_people(phrase_of(side.span.text))


def _in_words(crowd: list[Side], people: Sequence[Side]) -> list[Side]:
    """Returns the crowd with the words for its people: students are protesters when they march,
    settlers are rioters when they riot. A named group is associated with the crowd."""
    spans = [span for side in people for span in side.spans]
    if not crowd or not spans:
        return crowd
    groups = [s.party.name for s in people if s.party.kind not in UNARMED and not nameless(s.party)]
    names = dict.fromkeys((*groups, *(name for s in people for name in s.party.associated)))
    party = replace(crowd[0].party, associated=tuple(names))
    first = people[0]
    return [Side(party, spans[0], first.attribution, tuple(spans[1:]), first.check, first.by)]


def _lynched(targets: Sequence[Side], civilians: list[Side]) -> list[Side]:
    """Returns the targets of a mob: somebody it caught is a civilian, whatever the mob suspects."""
    caught = [side for side in targets if side.party.name.startswith(NOBODY_NAMED)]
    left = [side for side in targets if side not in caught]
    return [*left, *_in_words(civilians, caught)] if caught else left


def _two_sides(doers: list[Side], targets: list[Side]) -> tuple[list[Side], list[Side]]:
    """Returns the two sides of a battle where the reader has both in one role: "clashes between A
    and B"."""
    if not targets and len(doers) > 1:
        return doers[:1], doers[1:]
    named = [side for side in targets if not nameless(side.party)]
    if not doers and len(named) > 1:
        return named[:1], [side for side in targets if side is not named[0]]
    return doers, targets


def completed(
    event: Event,
    kind: SubEventType,
    doers: list[Side],
    targets: list[Side],
    setting: Scene,
) -> tuple[list[Side], list[Side]]:
    """Returns both sides, with the codebook's generic actors where the article names nobody."""
    event_type = event_type_of(kind)
    generic = partial(_generic, setting, event_type)
    if event_type in STREET:
        return _in_the_street(kind, doers, targets, generic)
    if event_type is EventType.STRATEGIC_DEVELOPMENTS:
        return doers, targets
    if event_type is EventType.BATTLES:
        targets = [s for s in targets if s.party.kind not in UNARMED]
        doers = [s for s in doers if s.party.kind not in UNARMED]
        doers, targets = _two_sides(doers, targets)
    if not doers:
        doers = generic("unidentified armed group", "perpetrator")
    if not targets and event_type is EventType.BATTLES:
        targets = generic("unidentified armed group", "target")
    of_civilians = event_type is EventType.VIOLENCE_AGAINST_CIVILIANS
    if not targets and (of_civilians or counted(event)):
        targets = generic("civilians", "target")
    return doers, targets


def _generic(setting: Scene, event_type: EventType, words: str, role: str) -> list[Side]:
    """Returns the side for generic words such as "police" or "civilians", where nobody is named."""
    party = resolve_actor(
        words, role=role, country=setting.country, on=setting.day, event_type=event_type
    )
    return [Side(party, None, Attribution.UNATTRIBUTED)] if party else []


def _in_the_street(
    kind: SubEventType,
    doers: list[Side],
    targets: list[Side],
    generic: Callable[[str, str], list[Side]],
) -> tuple[list[Side], list[Side]]:
    """Returns both sides of a protest or a riot, of which one is the crowd."""
    protest = event_type_of(kind) is EventType.PROTESTS
    crowd = ActorKind.PROTESTERS if protest else ActorKind.RIOTERS
    against = kind is SubEventType.EXCESSIVE_FORCE
    met = against or kind is SubEventType.PROTEST_WITH_INTERVENTION
    if all(side.party.kind is not crowd for side in (*doers, *targets)):
        # Armed people who act on somebody are not the crowd, even if they are in no table.
        armed = [s for s in doers if against and targets and s.party.kind not in UNARMED]
        may_march = [*targets, *doers] if met else doers
        marching = [s for s in may_march if s.party.kind not in STATE_KINDS and s not in armed]
        role = "target" if against else "perpetrator"
        whole = _in_words(generic("protesters" if protest else "rioters", role), marching)
        doers = [side for side in doers if side not in marching]
        targets = [side for side in targets if side not in marching]
        if against:
            targets = whole
        else:
            doers, targets = whole, [*targets, *doers]
    if kind is SubEventType.MOB_VIOLENCE:
        targets = _lynched(targets, generic("civilians", "target"))
    if not doers and not met:  # an acting crowd may be marked as the target
        doers = [side for side in targets if side.party.kind is crowd]
        targets = [side for side in targets if side not in doers]
    if kind is SubEventType.PEACEFUL_PROTEST:
        doers = [s for s in doers if s.party.kind is crowd] or doers
        targets = []
    elif kind is SubEventType.PROTEST_WITH_INTERVENTION and not targets:
        targets = [s for s in doers if s.party.kind is not crowd] or generic("police", "target")
        doers = [s for s in doers if s not in targets]
    elif against and not doers:
        doers = generic("police", "perpetrator")
    return doers, targets


def in_order(
    kind: SubEventType, doers: list[Side], targets: list[Side]
) -> tuple[list[Side], list[Side]]:
    """Returns the sides with those first that the type needs: ACLED's row names the first of each
    side, and the others as associated. An attack on guards and a boy is violence against civilians
    because of the boy (ACLED codebook, "Event types")."""
    needed = NEEDED.get(event_type_of(kind))
    crowd = needed is not ActorKind.CIVILIANS
    first = (*targets[:1], *(doers[:1] if crowd else ()))
    if needed is None or any(side.party.kind is needed for side in first):
        return doers, targets

    def goes_behind(side: Side) -> bool:
        return side.party.kind is not needed

    if crowd and not all(goes_behind(side) for side in doers):
        return sorted(doers, key=goes_behind), targets
    return doers, sorted(targets, key=goes_behind)
