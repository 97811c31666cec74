"""ACLED's columns as far as a record knows them, for a record that makes no whole ACLED row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from extractor.records.field import part_of
from extractor.records.fields import FIELDS

if TYPE_CHECKING:
    from extractor.records.event import EventRecord

__all__ = ["known_columns"]


def known_columns(record: EventRecord) -> dict[str, Any]:
    """The values by column, ``None`` where one is not known. Columns that only a whole row has
    (its id, the interaction, who else is on a side) are not among them."""
    made: dict[str, Any] = {}
    for field in FIELDS:
        value = field.of(record)
        _add(made, field.acled, value)
        for side in field.sides:
            first = next((actor for actor in value if actor.role.value == side.role), None)
            _add(made, side.acled, first)
    made["fatalities"] = made["fatalities"] or 0  # nothing said is 0, as ACLED codes it
    made["timestamp"] = int(record.extraction.extracted_at.timestamp())
    return made


def _add(made: dict[str, Any], columns: Mapping[str, str | None], value: Any) -> None:
    for column, part in columns.items():
        if part is not None:
            made[column] = part_of(value, part)
