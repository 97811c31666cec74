"""The fields of a record that point into its article, for showing: their names and colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.records import EventRecord, Evidence

__all__ = ["FIELDS", "Field", "evidence_of"]


@dataclass(frozen=True)
class Field:
    """A kind of evidence; ``style`` is rich's. Whole sentences are underlined, words coloured."""

    name: str
    style: str


DATE = Field("when", "bold cyan")
LOCATION = Field("where", "bold green")
PERPETRATOR = Field("perpetrator", "bold red")
TARGET = Field("target", "bold magenta")
KILLED = Field("killed", "bold yellow")
INJURED = Field("injured", "yellow")
TOLD = Field("told", "italic yellow")
ALLEGATION = Field("allegation", "underline red")
DENIAL = Field("denial", "underline blue")
CLAIM = Field("claim of responsibility", "underline magenta")
INVESTIGATION = Field("requested investigation", "underline green")

# Sentences first, then tellers and what they count: words within them are coloured over it.
FIELDS = (
    *(ALLEGATION, DENIAL, CLAIM, INVESTIGATION, TOLD),
    *(DATE, LOCATION, PERPETRATOR, TARGET, KILLED, INJURED),
)


def evidence_of(event: EventRecord) -> Iterator[tuple[Field, Evidence]]:
    """Every piece of evidence of an event with its field, in the order of :data:`FIELDS`."""
    statements = (
        (ALLEGATION, event.allegations),
        (DENIAL, event.denials),
        (CLAIM, event.claims_of_responsibility),
        (INVESTIGATION, event.requested_investigations),
    )
    for field, parts in statements:
        for part in parts:
            yield from ((field, evidence) for evidence in part.evidence)
    for told in event.casualties.told:
        yield from ((TOLD, evidence) for evidence in told.evidence)
    if event.date:
        yield from ((DATE, evidence) for evidence in event.date.evidence)
    if event.location:
        yield from ((LOCATION, evidence) for evidence in event.location.evidence)
    for field, actors in ((PERPETRATOR, event.perpetrators), (TARGET, event.targets)):
        for actor in actors:
            yield from ((field, evidence) for evidence in actor.evidence)
    for field, toll in ((KILLED, event.casualties.killed), (INJURED, event.casualties.injured)):
        if toll:
            yield from ((field, evidence) for evidence in toll.evidence)
