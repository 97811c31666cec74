"""The cells of a row in a form for comparison: differences of notation between programs or years
are ignored (``6`` and ``Protesters``, ``3.90`` and ``3.9``, ``NA`` and blank)."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from extractor.convert.acled_cells import PROSE
from extractor.records.kinds import RecordKind, folded_column
from extractor.records.vintages import (
    MISSPELT,
    WRITTEN_BLANKS,
    cell_text,
    current_cell,
    plain_number,
)

__all__ = ["Cells", "bookkeeping", "cells_of", "column_of", "day_of", "id_of", "label_of"]

Cells = dict[str, str]
"""Text by column, without blanks; for an event record by path (``date.start``)."""

POINT = frozenset({"latitude", "longitude"})
# UCDP's names in its API and other versions of GED → those of its files.
UCDP_NAMES = {
    **{f"{name}_{end}": name for name in ("best", "high", "low") for end in ("est", "estimate")},
    "event_id": "id",
}
TRUTH = {"true": "1", "false": "0"}
IDS = {RecordKind.ACLED: "event_id_cnty", RecordKind.UCDP: "id", RecordKind.EVENT: "id"}
DAYS = {
    RecordKind.ACLED: "event_date",
    RecordKind.UCDP: "date_start",
    RecordKind.EVENT: "date.start",
}
LABELS = {
    RecordKind.ACLED: ("event_date", "sub_event_type", "location", "country"),
    RecordKind.UCDP: ("date_start", "dyad_name", "where_coordinates", "country"),
    RecordKind.EVENT: ("date.start", "summary"),
}


def cells_of(kind: RecordKind, row: Mapping[str, Any]) -> Cells:
    """The cells of a row of that kind."""
    if kind is RecordKind.EVENT:
        return dict(_leaves(row, ""))
    read = _acled if kind is RecordKind.ACLED else _ucdp
    return dict(_read(row, read))


def column_of(kind: RecordKind, name: str) -> str:
    """The name that :func:`cells_of` gives to a column."""
    column = folded_column(name)
    return UCDP_NAMES.get(column, column) if kind is RecordKind.UCDP else column


def id_of(kind: RecordKind, cells: Mapping[str, str]) -> str:
    """The event's id in its dataset; blank if it has none."""
    return cells.get(IDS[kind], "")


def day_of(kind: RecordKind, cells: Mapping[str, str]) -> str:
    """The first day of the event; blank if it has none."""
    return cells.get(DAYS[kind], "")


def label_of(kind: RecordKind, cells: Mapping[str, str]) -> str:
    """A description of the event for people, shown beside its id."""
    return ", ".join(cells[name] for name in LABELS[kind] if name in cells)


def bookkeeping(kind: RecordKind, column: str) -> bool:
    """Whether the column is about when and how a row was written, not about the event."""
    if kind is RecordKind.EVENT:
        return column == "schema_version" or column.startswith("extraction.")
    return kind is RecordKind.ACLED and column == "timestamp"


def _read(
    row: Mapping[str, Any], read: Callable[[str, str], tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        text = cell_text(value)
        if text and text not in WRITTEN_BLANKS:
            column, text = read(_column(name), text)
            if column and text:
                yield column, text


@lru_cache(maxsize=4096)
def _column(name: object) -> str:
    return folded_column(str(name))


def _acled(column: str, text: str) -> tuple[str, str]:
    if column in PROSE or column in MISSPELT:  # a corrected spelling is a change
        return column, text.replace("\r\n", "\n")
    text = current_cell(column, text)
    return column, _number(text) if column in POINT else text


def _ucdp(column: str, text: str) -> tuple[str, str]:
    column = UCDP_NAMES.get(column, column)
    if column in POINT:
        return column, _number(plain_number(text))
    if column == "active_year":
        text = TRUTH.get(text.lower(), text)
    day, _, time = text.replace("T", " ", 1).partition(" ")
    if column.startswith("date_") and time.startswith("00:00") and not time.strip("0:.Z"):
        return column, day
    return column, plain_number(text.replace("\r\n", "\n"))


def _number(text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        return text
    return repr(number) if math.isfinite(number) else text


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every value of a record by its path. A list is one value, since its order does not show what
    was added or removed."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _leaves(part, f"{path}.{key}" if path else str(key))
        return
    value = _without_blanks(value)
    if value is not None:
        yield path, value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def _without_blanks(value: Any) -> Any:
    """A value without empty parts, which records of another version leave out."""
    if isinstance(value, Mapping):
        kept = {
            str(key): kept_part
            for key, part in value.items()
            if (kept_part := _without_blanks(part)) is not None
        }
        return kept or None
    if isinstance(value, (list, tuple)):
        return [_without_blanks(part) for part in value] or None
    return None if value == "" else value
