"""An event's evidence with names and colours from the table of the record's fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.records.field_lookup import of_kind, parts_of
from extractor.records.fields import FIELDS as RECORD_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.records.event import EventRecord
    from extractor.records.field import Field, InTerminal, Kind
    from extractor.records.part import Evidence

__all__ = ["FIELDS", "evidence_of"]

# Sentences first, then speakers and their counts: words inside them are coloured over them.
LAYERS: tuple[Kind, ...] = (
    *("statements", "custom", "counts", "date", "place"),
    *("actors", "toll", "words", "things"),
)
LAYERED = of_kind(*LAYERS)


def _shown(field: Field) -> Iterator[InTerminal]:
    if field.terminal:
        yield field.terminal
    yield from (side.terminal for side in field.sides)


FIELDS: tuple[InTerminal, ...] = tuple(shown for field in LAYERED for shown in _shown(field))
"""Names and colours in the order in which they are applied to the text."""
SIDES = {side.role: side.terminal for field in RECORD_FIELDS for side in field.sides}


def evidence_of(event: EventRecord) -> Iterator[tuple[InTerminal, Evidence]]:
    """Every piece of evidence of an event with its name and colour, in the order of :data:`FIELDS`;
    actors keep the order of the record."""
    for field in LAYERED:
        for part in parts_of(field, event):
            shown = SIDES[part.role.value] if field.sides else field.terminal
            if shown:
                yield from ((shown, evidence) for evidence in part.evidence)
