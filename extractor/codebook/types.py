"""ACLED's event types, sub-event types and disorder types, in its order of precedence.

Source: ACLED codebook, "Event types": six event types and twenty-five sub-event types; where one
episode shows several, the one higher on the list is coded.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Words(str, Enum):
    """A closed list whose members print as the words ACLED writes."""

    def __str__(self) -> str:
        return str(self.value)


class DisorderType(_Words):
    """The widest grouping; excessive force against protesters belongs to two at once."""

    POLITICAL_VIOLENCE = "Political violence"
    VIOLENCE_AND_DEMONSTRATIONS = "Political violence; Demonstrations"
    DEMONSTRATIONS = "Demonstrations"
    STRATEGIC_DEVELOPMENTS = "Strategic developments"


class EventType(_Words):
    """The six event types, highest precedence first."""

    BATTLES = "Battles"
    PROTESTS = "Protests"
    RIOTS = "Riots"
    EXPLOSIONS = "Explosions/Remote violence"
    VIOLENCE_AGAINST_CIVILIANS = "Violence against civilians"
    STRATEGIC_DEVELOPMENTS = "Strategic developments"


class SubEventType(_Words):
    """The twenty-five sub-event types, highest precedence first."""

    GOVERNMENT_REGAINS_TERRITORY = "Government regains territory"
    NON_STATE_OVERTAKES_TERRITORY = "Non-state actor overtakes territory"
    ARMED_CLASH = "Armed clash"
    EXCESSIVE_FORCE = "Excessive force against protesters"
    PROTEST_WITH_INTERVENTION = "Protest with intervention"
    PEACEFUL_PROTEST = "Peaceful protest"
    VIOLENT_DEMONSTRATION = "Violent demonstration"
    MOB_VIOLENCE = "Mob violence"
    CHEMICAL_WEAPON = "Chemical weapon"
    AIR_DRONE_STRIKE = "Air/drone strike"
    SUICIDE_BOMB = "Suicide bomb"
    SHELLING = "Shelling/artillery/missile attack"
    REMOTE_EXPLOSIVE = "Remote explosive/landmine/IED"
    GRENADE = "Grenade"
    SEXUAL_VIOLENCE = "Sexual violence"
    ATTACK = "Attack"
    ABDUCTION = "Abduction/forced disappearance"
    AGREEMENT = "Agreement"
    ARRESTS = "Arrests"
    CHANGE_TO_GROUP = "Change to group/activity"
    DISRUPTED_WEAPONS_USE = "Disrupted weapons use"
    HEADQUARTERS = "Headquarters or base established"
    LOOTING = "Looting/property destruction"
    NON_VIOLENT_TRANSFER = "Non-violent transfer of territory"
    OTHER = "Other"


VIOLENT = frozenset({EventType.BATTLES, EventType.EXPLOSIONS, EventType.VIOLENCE_AGAINST_CIVILIANS})
STREET = frozenset({EventType.PROTESTS, EventType.RIOTS})
"""Event types between which one episode may be reported: now as the one, now as the other."""

WITHOUT_DEAD = frozenset(
    {
        SubEventType.PEACEFUL_PROTEST,
        SubEventType.PROTEST_WITH_INTERVENTION,
        SubEventType.ABDUCTION,
        SubEventType.AGREEMENT,
        SubEventType.ARRESTS,
        SubEventType.CHANGE_TO_GROUP,
        SubEventType.DISRUPTED_WEAPONS_USE,
        SubEventType.HEADQUARTERS,
        SubEventType.LOOTING,
        SubEventType.NON_VIOLENT_TRANSFER,
    }
)
"""Sub-event types in which nobody is killed. An event with dead has another type (ACLED codebook:
excessive force against protesters, attack …)."""

_TYPE_STARTS = {  # the first sub-event type of each event type, in the order above
    SubEventType.GOVERNMENT_REGAINS_TERRITORY: EventType.BATTLES,
    SubEventType.EXCESSIVE_FORCE: EventType.PROTESTS,
    SubEventType.VIOLENT_DEMONSTRATION: EventType.RIOTS,
    SubEventType.CHEMICAL_WEAPON: EventType.EXPLOSIONS,
    SubEventType.SEXUAL_VIOLENCE: EventType.VIOLENCE_AGAINST_CIVILIANS,
    SubEventType.AGREEMENT: EventType.STRATEGIC_DEVELOPMENTS,
}


def _event_types() -> dict[SubEventType, EventType]:
    table: dict[SubEventType, EventType] = {}
    current = EventType.BATTLES
    for sub in SubEventType:
        current = _TYPE_STARTS.get(sub, current)
        table[sub] = current
    return table


_EVENT_TYPES = _event_types()
_RANKS = {sub: rank for rank, sub in enumerate(SubEventType)}
_DISORDER_BY_TYPE = {
    EventType.BATTLES: DisorderType.POLITICAL_VIOLENCE,
    EventType.PROTESTS: DisorderType.DEMONSTRATIONS,
    EventType.RIOTS: DisorderType.DEMONSTRATIONS,
    EventType.EXPLOSIONS: DisorderType.POLITICAL_VIOLENCE,
    EventType.VIOLENCE_AGAINST_CIVILIANS: DisorderType.POLITICAL_VIOLENCE,
    EventType.STRATEGIC_DEVELOPMENTS: DisorderType.STRATEGIC_DEVELOPMENTS,
}
_DISORDER_BY_SUB = {
    SubEventType.EXCESSIVE_FORCE: DisorderType.VIOLENCE_AND_DEMONSTRATIONS,
    SubEventType.MOB_VIOLENCE: DisorderType.POLITICAL_VIOLENCE,
}


def event_type_of(sub: SubEventType | str) -> EventType:
    """Returns the event type of a sub-event type; ``ValueError`` for a name ACLED does not have."""
    return _EVENT_TYPES[SubEventType(sub)]


def disorder_type_of(sub: SubEventType | str) -> DisorderType:
    """Returns the disorder type of a sub-event type; ``ValueError`` for an unknown name."""
    kind = SubEventType(sub)
    return _DISORDER_BY_SUB.get(kind, _DISORDER_BY_TYPE[_EVENT_TYPES[kind]])


def is_older_disorder_type(sub: SubEventType | str, disorder: DisorderType | str) -> bool:
    """Whether a sub-event type had this disorder type only in older exports of ACLED: excessive
    force against protesters was a demonstration only."""
    older = (SubEventType.EXCESSIVE_FORCE.value, DisorderType.DEMONSTRATIONS.value)
    return (str(sub), str(disorder)) == older


def is_demonstration(sub: SubEventType | str) -> bool:
    """Whether the disorder type is demonstrations, alone or with violence. ACLED gives a crowd size
    for these. Mob violence is not one."""
    return disorder_type_of(sub) in (
        DisorderType.DEMONSTRATIONS,
        DisorderType.VIOLENCE_AND_DEMONSTRATIONS,
    )


def sub_event_types_of(event_type: EventType | str) -> tuple[SubEventType, ...]:
    """Returns the sub-event types of an event type, highest precedence first."""
    wanted = EventType(event_type)
    return tuple(sub for sub in SubEventType if _EVENT_TYPES[sub] is wanted)


def higher_of(subs: Iterable[SubEventType | str]) -> SubEventType:
    """Returns the one of ``subs`` that takes precedence.

    Two tactics by the same actors in one place on one day are coded once, as the higher type (ACLED
    codebook, "Event types"): an abduction that ends in a killing is an Attack, shelling with an air
    strike an Air/drone strike. Raises ``ValueError`` when ``subs`` is empty.
    """
    return min((SubEventType(sub) for sub in subs), key=_RANKS.__getitem__)
