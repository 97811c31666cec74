"""Reads JSON tables in other layouts than one object per row, as pandas and R's jsonlite write
them.

====================  =================================================  =======================
written by            one value, of                                      read
====================  =================================================  =======================
``to_json()``         columns, each of cells by the row's label          yes
``orient="index"``    rows by their label                                yes
``orient="split"``    ``columns``, ``index`` and ``data``                yes
``orient="values"``   rows without names of columns                      refused
jsonlite, "columns"   columns, each a list of cells                      yes
jsonlite, lists       rows whose every cell is a list of one             yes
====================  =================================================  =======================

Such a table is one value and is read as a whole; rows one by one are read as a stream.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.tables.options import Fits

__all__ = ["NO_NAMES", "WRITE_ROWS", "Layout", "layout_of", "unboxed"]

WRITE_ROWS = (
    "to_json(orient='records', lines=True) of pandas and stream_out() of R's jsonlite write what "
    "is read here"
)
NO_NAMES = f"rows without the names of their columns; {WRITE_ROWS}"
FEWEST_COLUMNS = 3
FEWEST_LABELLED = 2  # rows; a single object inside an object can be anything
LABEL = "index"  # pandas' own name for the labels of rows
_SPLIT = frozenset({"columns", "index", "data", "index_names", "column_names"})


@dataclass(frozen=True)
class Layout:
    """A table stored as one value: ``what`` names its layout in words, ``rows`` are its rows."""

    what: str
    rows: Iterator[dict[str, Any]]


def layout_of(value: object, fits: Fits | None) -> Layout | None:
    """Return the table stored in a value; ``None`` for a single row and anything else.

    ``fits`` says whether columns are the wanted ones. Without it no value is taken as such a table.
    """
    if fits is None or not isinstance(value, dict) or not value:
        return None
    if _SPLIT >= value.keys() >= {"columns", "data"}:
        return _split(value, fits)
    parts = list(value.values())
    if len(value) >= FEWEST_COLUMNS and all(isinstance(part, list) for part in parts):
        if fits(_texts(value)) is None or len({len(part) for part in parts}) != 1:
            return None
        if len(parts[0]) == 1:
            return None  # if the cells are lists, this is a row anyway
        return Layout("columns of cells", _of_columns([*value], parts))
    if not all(isinstance(part, dict) for part in parts):
        return None
    if fits(_texts(value)) is not None and len(value) >= FEWEST_COLUMNS:
        labels = [*parts[0]]
        if all([*part] == labels for part in parts):
            columns = [[*part.values()] for part in parts]
            return Layout("columns of cells", _labelled(labels, [*value], columns))
    if fits(_texts(parts[0])) is not None:
        rows = iter(parts)
        if all(label.isdecimal() for label in value):
            return Layout("rows by their number", rows)
        if len(value) < FEWEST_LABELLED:
            return None
        return Layout("rows by their label", _with_labels([*value], rows))
    return None


def unboxed(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose every cell is a list of one value (jsonlite without ``auto_unbox``) with
    the bare values."""
    cells = row.values()
    if len(row) < FEWEST_COLUMNS or not all(isinstance(c, list) and len(c) <= 1 for c in cells):
        return row
    if all(not cell for cell in cells):
        return row
    return {name: cell[0] if cell else None for name, cell in row.items()}


def _split(value: dict[str, Any], fits: Fits) -> Layout | None:
    names, rows = value["columns"], value["data"]
    if not isinstance(names, list) or not isinstance(rows, list) or fits(_texts(names)) is None:
        return None
    if not all(isinstance(row, list) and len(row) == len(names) for row in rows):
        return None
    labels = value.get("index", range(len(rows)))
    made = (dict(zip(_texts(names), row, strict=True)) for row in rows)
    if not isinstance(labels, list) or _are_numbers(labels) or len(labels) != len(rows):
        return Layout("columns, index and data", made)
    return Layout("columns, index and data", _with_labels(labels, made))


def _of_columns(names: Sequence[str], columns: Sequence[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    return (dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True))


def _labelled(
    labels: Sequence[str], names: Sequence[str], columns: Sequence[Sequence[Any]]
) -> Iterator[dict[str, Any]]:
    rows = _of_columns(names, columns)
    return rows if _are_numbers(labels) else _with_labels(labels, rows)


def _with_labels(labels: Sequence[Any], rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the rows with their labels, which can be ids, in an extra column, unless the row has
    that column."""
    for label, row in zip(labels, rows, strict=True):
        yield row if LABEL in row or label in row.values() else {LABEL: label, **row}


def _are_numbers(labels: Sequence[Any]) -> bool:
    return all(str(label).isdecimal() for label in labels)


def _texts(names: Any) -> list[str]:
    return list(map(str, names))
