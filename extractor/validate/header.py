"""Matches the columns of a table with those of its kind of records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.codebook.older_types import is_before_2019
from extractor.records.acled import ACLED_COLUMNS
from extractor.records.kinds import (
    ACLED_EXTRA,
    ACLED_LATER,
    OWN_COLUMNS,
    UCDP_COLUMNS,
    UCDP_EXTRA,
    UCDP_NEEDED,
    RecordKind,
    folded_column,
    written_column,
)
from extractor.records.vintages import cell_text
from extractor.tables.form_exports import (
    FORM_COLUMNS,
    is_form_export,
    options_of_questions,
)
from extractor.validate.acled import MAY_BE_BLANK
from extractor.validate.cells import nearest, shown
from extractor.validate.finding import Problem

__all__ = ["Header", "read_header"]

_NEEDED = {
    RecordKind.ACLED: frozenset(ACLED_COLUMNS)
    - ACLED_LATER
    - (MAY_BE_BLANK - {"actor2", "inter2"}),
    RecordKind.UCDP: UCDP_NEEDED,
}
_COLUMNS = {RecordKind.ACLED: ACLED_COLUMNS, RecordKind.UCDP: UCDP_COLUMNS}
OWN_FIELD = "custom_"  # columns of the user's own fields, as ``extract convert`` names them
_EXTRA = {RecordKind.ACLED: ACLED_EXTRA | OWN_COLUMNS, RecordKind.UCDP: UCDP_EXTRA}
POINTS = ("wkt", "geometry", "geom", "the_geom", "shape", "point")
NEAR = 80  # of 100: a letter or two in ten


@dataclass(frozen=True)
class Header:
    """The position of each column of the codebook: ``positions`` by name, in the order of the
    file's ``columns``. ``problems`` are the findings about the header."""

    columns: tuple[str, ...]
    positions: dict[str, int]
    problems: tuple[Problem, ...]
    before_2019: bool = False  # an export without sub-event types
    by_rows: bool = False  # known from the rows, not from the columns alone


def read_header(columns: Sequence[str], kind: RecordKind, first_rows: Sequence[Any] = ()) -> Header:
    """Match the columns of a file with ACLED's or UCDP's, ignoring case and spaces. The
    ``first_rows`` identify an export before 2019 if its columns do not."""
    positions: dict[str, int] = {}
    twice: list[Problem] = []
    names_today = frozenset(_COLUMNS[kind])
    strange: list[str] = []
    otherwise: list[str] = []
    for position, column in enumerate(columns):
        name = folded_column(column)
        if name and name in positions:
            first = columns[positions[name]]
            message = f"column {shown(column)} is there twice" + (
                f", as {shown(first)} before" if first != column else ""
            )
            twice.append(Problem("E103", message, column))
            continue
        if name:
            positions[name] = position
        if name in names_today:
            if column != name:
                otherwise.append(f"{column!r} for {name!r}")
        elif name not in _EXTRA[kind] and not name.startswith(OWN_FIELD):
            strange.append(column)
    older = by_rows = False
    if kind is RecordKind.ACLED:
        names = frozenset(map(written_column, columns)), frozenset(positions)
        older = is_before_2019(*names)
        by_rows = not older and is_before_2019(
            *names, _cells(first_rows, columns, positions.get("event_type"))
        )
        older = older or by_rows
    absent = {"sub_event_type"} if older else set[str]()  # reported together with the older types
    problems = [*twice, *_missing(kind, positions, strange, absent)]
    if otherwise:
        problems.append(Problem("W107", f"columns are written differently: {', '.join(otherwise)}"))
    problems += _strange(_without_form_columns(columns, strange, problems))
    return Header(
        tuple(columns),
        {name: positions[name] for name in positions},
        tuple(problems),
        older,
        by_rows,
    )


def _cells(rows: Sequence[Any], columns: Sequence[str], position: int | None) -> Iterator[str]:
    """The cells of one column; rows are lists of cells or objects."""
    for row in rows if position is not None else ():
        assert position is not None
        if isinstance(row, dict):
            yield cell_text(row.get(columns[position]))
        elif position < len(row):
            yield cell_text(row[position])


def _missing(
    kind: RecordKind, positions: dict[str, int], strange: list[str], absent: set[str]
) -> Iterator[Problem]:
    """Missing columns, except those known to be ``absent``. A similar one is removed from
    ``strange``."""
    others = []
    for column in _COLUMNS[kind]:
        if column in positions or column in absent:
            continue
        near = nearest(column, [name for name in strange if name], least=NEAR)
        if near is None and column not in _NEEDED[kind]:
            others.append(column)
            continue
        hint = f"; is {shown(near)} meant?" if near else _points(column, strange)
        if near:
            strange.remove(near)
        code = "E102" if column in _NEEDED[kind] else "W105"
        yield Problem(code, f"column {column!r} is missing{hint}", column)
    if others:
        names = ", ".join(others)
        message = f"{len(others)} columns of other exports are missing: {names}"
        if len(others) == 1:
            message = f"column {names!r}, which other exports have, is missing"
        yield Problem("W105", message, others[0])


def _points(column: str, strange: Sequence[str]) -> str:
    """What to do about coordinates in other columns, as map programs write them."""
    where = {name.strip().lower(): name for name in strange}
    axis = {"longitude": "x", "latitude": "y"}.get(column)
    if axis in where:
        return f"; is {shown(where[axis])} meant, in degrees? Then name it {column}"
    points = next((where[name] for name in POINTS if name in where), None)
    if axis and points is not None:
        return f"; {shown(points)} holds points: write them as columns latitude and longitude"
    return ""


def _without_form_columns(
    columns: Sequence[str], strange: list[str], problems: list[Problem]
) -> list[str]:
    """The strange columns without those that KoboToolbox or ODK adds, reported as one problem."""
    if not is_form_export(columns):
        return strange
    theirs = FORM_COLUMNS | options_of_questions(columns)
    found = [name for name in strange if name in theirs]
    if found:
        names = ", ".join(found[:5]) + (" …" if len(found) > 5 else "")
        message = f"{len(found)} columns of KoboToolbox or ODK ({names}) are not checked"
        problems.append(Problem("W106", message, found[0]))
    return [name for name in strange if name not in theirs]


def _strange(strange: list[str]) -> Iterator[Problem]:
    unnamed = strange.count("")
    if unnamed:
        what = "a column has" if unnamed == 1 else f"{unnamed} columns have"
        yield Problem("W106", f"{what} no name; are they row numbers?", "")
    for column in strange:
        if column:
            yield Problem("W106", f"unknown column {shown(column)}: it is not checked", column)
