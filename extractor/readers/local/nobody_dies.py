"""Drops counts of dead from events of types without dead: these belong elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.codebook.types import WITHOUT_DEAD, SubEventType
from extractor.readers.prompting import not_coded
from extractor.reading import Event, TollState, TollTold

__all__ = ["without_dead"]


SURELY_DEAD = 0.9
"""Least probability of a count of dead that changes the event to its next likely deadly type."""


def without_dead(events: Sequence[Event]) -> tuple[list[Event], list[str]]:
    """Drop counts of dead from events of types ``WITHOUT_DEAD``; returns a note for each.

    Of such counts 49 of 53 were wrong on the articles that training holds back
    (docs/decisions/0016).
    """
    kept: list[Event] = []
    notes: list[str] = []
    for one in events:
        one = _as_deadly(one)
        kind = SubEventType(one.sub_event_types[0])
        dead = [*_dead(one.tolls)] if kind in WITHOUT_DEAD else []
        kept.append(replace(one, tolls=tuple(t for t in one.tolls if t not in dead)))
        notes += [
            not_coded(toll.said.text, f"killed, but nobody dies in events of type {kind}")
            for toll in dead
            if toll.said
        ]
    return kept, notes


def _as_deadly(event: Event) -> Event:
    kinds = event.sub_event_types
    sure = max((one.said.probability or 0 for one in _dead(event.tolls) if one.said), default=0.0)
    if SubEventType(kinds[0]) not in WITHOUT_DEAD or sure < SURELY_DEAD:
        return event
    deadly = [one for one in kinds if SubEventType(one) not in WITHOUT_DEAD]
    if not deadly and kinds[0] == SubEventType.PROTEST_WITH_INTERVENTION:
        deadly = [SubEventType.EXCESSIVE_FORCE.value]
    return replace(event, sub_event_types=tuple(dict.fromkeys((*deadly, *kinds))))


def _dead(tolls: Iterable[TollTold]) -> Iterable[TollTold]:
    return (one for one in tolls if one.state is TollState.KILLED and one.low != 0)
