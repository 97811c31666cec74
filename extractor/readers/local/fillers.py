"""Choosing among the words that may fill a role of one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.models.encoder.tagging import Filler, Found

__all__ = ["best", "exclusive", "shared_out", "without_inner"]

FAR = 2000
"""Characters from the event's words at which nearness counts no more."""


def best(fillers: Sequence[Filler], words: Filler) -> Filler | None:
    """The surest filler; of nearly equal ones that nearest to the event's words."""
    return max(fillers, key=lambda one: _worth(one, words), default=None)


def _worth(one: Filler, words: Filler) -> float:
    away = min(abs(one.start - words.start), FAR) / FAR
    return one.sure - 0.3 * away


def without_inner(fillers: Sequence[Filler]) -> list[Filler]:
    """The fillers in text order, without those inside a longer one."""
    return [
        one
        for one in fillers
        if not any(
            other is not one and other.start <= one.start and one.end <= other.end
            for other in fillers
        )
    ]


STATES = ("killed", "injured", "abducted", "arrested", "missing", "displaced")
ONE_OF = (STATES, ("doer", "target"), ("doer", "weapon"), ("place", "in"), ("speaker", "accused"))
"""Roles of which the same words fill one only."""


def exclusive(roles: Mapping[str, Sequence[Filler]]) -> dict[str, list[Filler]]:
    """The fillers of each role without those whose words fill a rival role more surely."""
    kept = {role: list(fillers) for role, fillers in roles.items()}
    for rivals in ONE_OF:
        for role in rivals:
            others = [one for rival in rivals if rival != role for one in roles.get(rival, ())]
            if role in kept:
                kept[role] = _unbeaten(kept[role], others)
    return kept


def shared_out(found: Sequence[Found]) -> list[Found]:
    """The events, each count of people with the one event and state that it surest belongs to."""
    counts = [[one for state in STATES for one in event.roles.get(state, ())] for event in found]
    events = []
    for number, event in enumerate(found):
        others = [one for other, many in enumerate(counts) if other != number for one in many]
        left = {state: _unbeaten(event.roles.get(state, ()), others) for state in STATES}
        events.append(replace(event, roles={**event.roles, **left}))
    return events


def _unbeaten(fillers: Sequence[Filler], rivals: Sequence[Filler]) -> list[Filler]:
    """The fillers whose words none of the rivals claims more surely."""
    return [
        one
        for one in fillers
        if not any(rival.sure > one.sure and rival.overlaps(one) for rival in rivals)
    ]
