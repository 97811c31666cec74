"""A record as one flat row for tables and maps: ACLED's 31 columns, then our own.

Unlike an ACLED row it may have blanks: a record without a known day or place still has a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timezone
from enum import Enum
from typing import TYPE_CHECKING, Any

from extractor.errors import CodingError
from extractor.records.acled import ACLED_COLUMNS, associated_names
from extractor.records.counts import count_words
from extractor.records.custom import custom_cell
from extractor.records.field import CellType, Column, Field, Kind, filled
from extractor.records.field_lookup import own_columns
from extractor.records.known_columns import known_columns

if TYPE_CHECKING:
    from extractor.records.event import EventRecord
    from extractor.records.parts import Actor

__all__ = ["BETWEEN", "FLAT_COLUMNS", "Cell", "CellType", "field_cells", "flat_row", "own_cells"]

Cell = str | int | float | date | datetime | None

WHOLE = {"year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp"}


def _acled_type(column: str) -> CellType:
    if column == "event_date":
        return "day"
    if column in ("latitude", "longitude"):
        return "decimal"
    return "whole" if column in WHOLE else "text"


OURS = {column.name: (field, column) for field, column in own_columns()}
FLAT_COLUMNS: dict[str, CellType] = {
    **{column: _acled_type(column) for column in ACLED_COLUMNS},
    **{name: column.type for name, (_, column) in OURS.items()},
}
BETWEEN = " | "  # between statements; names within are separated by "; " as ACLED does


def flat_row(record: EventRecord) -> dict[str, Cell]:
    """The record's cells by column, in the order of :data:`FLAT_COLUMNS`; unknown is ``None``.

    Text cells of ACLED's columns are ``None`` where ACLED's cell would be blank.
    """
    try:
        acled = record.to_acled()
    except CodingError:
        row = dict.fromkeys(FLAT_COLUMNS)
        row.update(_known_cells(record))
    else:
        row = {column: _plain(getattr(acled, column)) for column in ACLED_COLUMNS}
    row.update(own_cells(record))
    return row


def _known_cells(record: EventRecord) -> dict[str, Cell]:
    """The known values of ACLED's columns, for a record without a whole ACLED row."""
    row = {column: _plain(value) for column, value in known_columns(record).items()}
    for number, side in (("1", record.perpetrators), ("2", record.targets)):
        row[f"assoc_actor_{number}"] = associated_names(side) or None
    return row


def field_cells(field: Field, record: EventRecord) -> dict[str, Cell]:
    """The cells of the columns that a field adds."""
    made, value = CELLS.get(field.kind, _part), field.of(record)
    return {column.name: made(field, column, value) for column in field.flat}


def own_cells(record: EventRecord) -> dict[str, Cell]:
    """The cells of the columns that our tables have beside ACLED's."""
    return {
        column.name: made(field, column, value_of(record)) for field, column, value_of, made in MADE
    }


def _part(field: Field, column: Column, value: Any) -> Cell:
    """The value, or its part that the column shows."""
    if value is None or (found := column.of(value)) is None:
        return None
    if isinstance(found, Enum):
        return str(found.value)
    if isinstance(found, tuple):
        return _joined(found)
    if isinstance(found, datetime):
        return found.astimezone(timezone.utc)
    cell: Cell = found
    return cell


def _actors(field: Field, column: Column, actors: tuple[Actor, ...]) -> Cell:
    """The column's value for all actors of a side; for a closed list, the first actor's."""
    role, _, part = column.part.partition(".")
    found = [getattr(actor, part) for actor in actors if actor.role.value == role]
    if found and isinstance(found[0], Enum):
        return str(found[0].value)
    return _joined(found)


def _statements(field: Field, column: Column, said: tuple[Any, ...]) -> Cell:
    assert field.wording
    template = field.wording.cell
    return _joined(filled(template, one, "?") for one in said)


CELLS: dict[Kind, Callable[[Field, Column, Any], Cell]] = {
    "actors": _actors,
    "counts": lambda field, column, tolls: _joined(
        f"{one.teller or 'the article'}: {count_words(one)}" for one in tolls
    ),
    "things": lambda field, column, things: _joined(thing.text for thing in things),
    "statements": _statements,
    "custom": lambda field, column, given: _joined(
        f"{one.field}: {cell}" for one in given if (cell := custom_cell(one)) is not None
    ),
    "reports": lambda field, column, reports: len(reports) or 1,
}
"""How a field's value becomes a cell, by kind; values of other kinds are used unchanged."""
MADE = [(field, column, field.of, CELLS.get(field.kind, _part)) for field, column in OURS.values()]


def _plain(value: object) -> Cell:
    """``None`` for a blank, the text for a member of a closed list."""
    if value == "":
        return None
    if isinstance(value, str):
        return str(value)
    assert value is None or isinstance(value, (int, float, date))
    return value


def _joined(parts: Iterable[str | None]) -> str | None:
    return BETWEEN.join(" ".join(part.split()) for part in parts if part) or None
