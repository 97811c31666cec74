"""Event types of ACLED before 2019, when there were no sub-event types, as today's.

Sources: ACLED codebook, version 8 (2017), "Event types", and its guide to the change of 2019. A
battle's three types and two others have one answer; "Riots/Protests" is told apart by the kinds of
actors; of the others ACLED coded the sub-event type anew from the notes, and the usual one stands
here: it is an assumption, and every record says so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extractor.codebook.actors import ActorKind, actor_kind
from extractor.codebook.types import SubEventType

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["OlderType", "is_before_2019", "is_older_type", "older_type"]


class OlderType(NamedTuple):
    """The present sub-event type for an older event type, and whether no other is possible."""

    sub: SubEventType
    certain: bool


_ONE_ANSWER = {
    "battle-no change of territory": SubEventType.ARMED_CLASH,
    "battle-government regains territory": SubEventType.GOVERNMENT_REGAINS_TERRITORY,
    "battle-non-state actor overtakes territory": SubEventType.NON_STATE_OVERTAKES_TERRITORY,
    "battle-non-state actors overtake territory": SubEventType.NON_STATE_OVERTAKES_TERRITORY,
    "battle-rebels overtake territory": SubEventType.NON_STATE_OVERTAKES_TERRITORY,
    "headquarters or base established": SubEventType.HEADQUARTERS,
    "headquarters or base establishment": SubEventType.HEADQUARTERS,
    "non-violent transfer of territory": SubEventType.NON_VIOLENT_TRANSFER,
}
_ASSUMED = {
    "remote violence": SubEventType.REMOTE_EXPLOSIVE,
    "strategic development": SubEventType.OTHER,
    "strategic developments": SubEventType.OTHER,  # as somebody mends the former
    "non-violent activity by a conflict actor": SubEventType.OTHER,
    "violence against civilians": SubEventType.ATTACK,
}
MIXED = frozenset({"riots/protests", "riots and protests"})
_OF_TODAY_TOO = frozenset({"violence against civilians", "strategic developments"})
# Columns of exports until 2019, or until 2023 together with sub_event_type.
_SIGNS = frozenset({"ally_actor_1", "ally_actor_2", "gwno", "event_id_no_cnty", "data_id"})


def is_before_2019(
    written: frozenset[str], folded: frozenset[str], event_types: Iterable[str] = ()
) -> bool:
    """Whether these are the columns of an export without sub-event types. ``written`` are the names
    in lower case with underscores, ``folded`` their present names. Where the columns do not decide,
    one of the ``event_types`` of the rows does."""
    if "sub_event_type" in folded or not {"event_type", "actor1", "inter1"} <= folded:
        return False
    return not _SIGNS.isdisjoint(written) or any(map(is_older_type, event_types))


def _plain(event_type: str) -> str:
    return " ".join(event_type.lower().replace(" - ", "-").replace("- ", "-").split())


def is_older_type(event_type: str) -> bool:
    """Whether an event type occurs only in exports before 2019."""
    plain = _plain(event_type)
    older = plain in _ONE_ANSWER or plain in _ASSUMED or plain in MIXED
    return older and plain not in _OF_TODAY_TOO


@lru_cache(maxsize=4096)
def older_type(event_type: str, inter1: str, inter2: str) -> OlderType | None:
    """Returns the present type for an older event type between these kinds of actors; ``None`` for
    other types, and for riots and protests without rioters or protesters."""
    plain = _plain(event_type)
    if plain in _ONE_ANSWER:
        return OlderType(_ONE_ANSWER[plain], certain=True)
    if plain in _ASSUMED:
        return OlderType(_ASSUMED[plain], certain=False)
    if plain not in MIXED:
        return None
    try:
        kinds = (actor_kind(inter1), actor_kind(inter2))
    except ValueError:
        return None
    others = [kind for kind in kinds if kind not in (ActorKind.RIOTERS, ActorKind.PROTESTERS, None)]
    if ActorKind.RIOTERS in kinds:
        mob = ActorKind.CIVILIANS in others or kinds.count(ActorKind.RIOTERS) > 1
        sub = SubEventType.MOB_VIOLENCE if mob else SubEventType.VIOLENT_DEMONSTRATION
    elif ActorKind.PROTESTERS in kinds:
        sub = SubEventType.PROTEST_WITH_INTERVENTION if others else SubEventType.PEACEFUL_PROTEST
    else:
        return None
    return OlderType(sub, certain=False)
