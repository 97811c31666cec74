"""The values of one event, coded by rules or from what a reader says the words mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.codebook.types import SubEventType
from extractor.records.checked import Check
from extractor.records.custom import Custom
from extractor.records.parts import (
    Actor,
    Casualties,
    EventDate,
    Location,
    PhysicalTarget,
    Trigger,
    Victim,
    Weapon,
)

__all__ = ["CodedValues"]


@dataclass(frozen=True)
class CodedValues:
    """All values of a record that come from the event itself; ``checks`` has who decided, by
    field."""

    kind: SubEventType
    when: EventDate | None
    where: Location | None
    actors: tuple[Actor, ...]
    casualties: Casualties
    trigger: Trigger | None = None
    victims: tuple[Victim, ...] = ()
    physical_targets: tuple[PhysicalTarget, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    checks: dict[str, Check | None] = field(default_factory=dict)
    custom: tuple[Custom, ...] = ()
