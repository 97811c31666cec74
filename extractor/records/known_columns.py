"""The known values of ACLED's columns, for a record without a whole ACLED row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from extractor.records.field import part_of
from extractor.records.fields import FIELDS

if TYPE_CHECKING:
    from extractor.records.event import EventRecord

__all__ = ["known_columns"]


def known_columns(record: EventRecord) -> dict[str, Any]:
    """The values by column, ``None`` where unknown. Columns that only a whole row has (its id, the
    interaction, the other actors on a side) are left out."""
    made: dict[str, Any] = {}
    for field in FIELDS:
        value = field.of(record)
        _add(made, field.acled, value)
        for side in field.sides:
            first = next((actor for actor in value if actor.role.value == side.role), None)
            _add(made, side.acled, first)
    made["fatalities"] = made["fatalities"] or 0  # without a number ACLED codes 0
    made["timestamp"] = int(record.extraction.extracted_at.timestamp())
    return made


def _add(made: dict[str, Any], columns: Mapping[str, str | None], value: Any) -> None:
    for column, part in columns.items():
        if part is not None:
            made[column] = part_of(value, part)
