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


ONE_OF = (
    ("killed", "injured", "abducted", "arrested", "missing", "displaced"),
    ("doer", "target"),
    ("place", "in"),
    ("speaker", "accused"),
)
"""Roles of which the same words fill one only."""


def exclusive(roles: Mapping[str, Sequence[Filler]]) -> dict[str, list[Filler]]:
    """The fillers of each role without those whose words fill a rival role more surely."""
    kept = {role: list(fillers) for role, fillers in roles.items()}
    for rivals in ONE_OF:
        every = [(role, one) for role in rivals for one in roles.get(role, ())]
        for role, one in every:
            beaten = any(
                other.sure > one.sure
                and rival != role
                and other.start < one.end
                and one.start < other.end
                for rival, other in every
            )
            if beaten:
                kept[role].remove(one)
    return kept


def shared_out(found: Sequence[Found]) -> list[Found]:
    """The events, each count of people with the one that it surest belongs to."""
    events = []
    for one in found:
        roles = dict(one.roles)
        for state in ONE_OF[0]:
            roles[state] = [
                filler
                for filler in one.roles.get(state, ())
                if not any(
                    other is not one
                    and any(
                        rival.sure > filler.sure
                        and rival.start < filler.end
                        and filler.start < rival.end
                        for rival in other.roles.get(state, ())
                    )
                    for other in found
                )
            ]
        events.append(replace(one, roles=roles))
    return events
