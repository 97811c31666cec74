"""The cells of an ACLED row of any year, as text and in the form of current exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from extractor.codebook.actors import ActorKind, actor_kind, interaction_text
from extractor.codebook.countries import country_by_name
from extractor.codebook.formula_errors import is_formula_error, without_value
from extractor.codebook.kind_labels import interaction_of_label
from extractor.codebook.open_days import open_day, what_day
from extractor.codebook.other_calendars import other_calendar
from extractor.codebook.rules import civilian_targeting
from extractor.codebook.seas import is_offshore, is_water
from extractor.codebook.types import DisorderType, disorder_type_of
from extractor.codebook.written_numbers import LOST, count_readings, digits_lost
from extractor.errors import RecordError
from extractor.records import ACLED_COLUMNS, AcledRow
from extractor.records.kinds import UCDP_COLUMNS, column_twice, folded_column
from extractor.records.problems import first_problem
from extractor.records.settled_numbers import COORDINATES
from extractor.records.vintages import (
    BETWEEN,
    MISSPELT,
    NO_CELL,
    WRITTEN_BLANKS,
    cell_text,
    current_cell,
    without_decimals,
)

__all__ = [
    "COLUMNS",
    "NEEDED",
    "PROSE",
    "as_cells",
    "completed_row",
    "current_cells",
    "refuse_doubtful",
    "refuse_lost",
]

PROSE = frozenset({"notes", "source", "tags", "assoc_actor_1", "assoc_actor_2"})
COLUMNS = frozenset(ACLED_COLUMNS)
KNOWN = COLUMNS | frozenset(UCDP_COLUMNS)
NEEDED = (
    *("event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type"),
    *("actor1", "inter1", "country", "admin1", "location", "latitude", "longitude"),
    *("geo_precision", "fatalities"),
)


def as_cells(row: Mapping[str, object]) -> dict[str, str]:
    """The row's cells as text by the codebook's column names, trimmed except for prose; blank for
    ``None``. Raises :class:`RecordError` for an object in a cell or a column that comes twice."""
    for column, value in row.items():
        # The test for str comes first: testing for Mapping takes long.
        if not isinstance(value, str) and isinstance(value, Mapping) and _column(column) in KNOWN:
            raise RecordError(f"{column}: {NO_CELL}")
    found = {
        (name := _column(column)): (
            (value if name in PROSE else value.strip()) if isinstance(value, str) else _cell(value)
        )
        for column, value in row.items()
        if column
    }
    if len(found) + ("" in row) < len(row) and (twice := column_twice(row, KNOWN)):
        raise RecordError(twice)
    return found


@lru_cache(maxsize=4096)
def _column(name: str) -> str:
    return folded_column(str(name))


def current_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells in the form of current exports; prose and misspelt words are unchanged."""
    return {
        column: ""
        if cell in WRITTEN_BLANKS or (column in PROSE and cell.strip() in WRITTEN_BLANKS)
        else cell
        if column in PROSE or column in MISSPELT
        else current_cell(column, cell)
        for column, cell in cells.items()
    }


def completed_row(cells: Mapping[str, str]) -> AcledRow:
    """The row in the form of current exports, with missing columns derived.

    Raises :class:`RecordError` naming the first column that is missing or wrong.
    """
    missing = [column for column in NEEDED if not cells.get(column)]
    if missing == ["admin1"] and is_offshore(cells["country"], cells["location"]):
        missing = []
    if missing:
        blank = [column for column in missing if column in cells]
        raise RecordError(
            f"{blank[0]}: is blank" if blank else f"{missing[0]}: there is no such column"
        )
    given: dict[str, Any] = {column: cells.get(column, "") for column in ACLED_COLUMNS}
    refuse_doubtful(given, whole=("fatalities", "year", "timestamp"))
    kind1, kind2 = _kind(given, "inter1"), _kind(given, "inter2")
    if kind1 is None:
        raise RecordError("inter1: is blank")
    given["inter1"], given["inter2"] = kind1, kind2 or ""
    _derive_kinds(given, cells, kind1, kind2)
    _derive_country(given)
    given["year"] = given["year"] or given["event_date"][:4]
    given["timestamp"] = given["timestamp"] or "0"
    if open_day(given["event_date"]) or other_calendar(given["event_date"]):
        raise RecordError(f"event_date: {given['event_date']!r} {what_day(given['event_date'])}")
    try:
        return AcledRow.model_validate(given)
    except ValidationError as invalid:
        raise RecordError(first_problem(invalid)) from None


def _derive_kinds(
    given: dict[str, Any], cells: Mapping[str, str], kind1: ActorKind, kind2: ActorKind | None
) -> None:
    """Fill in columns that follow from the sub-event type and the kinds of the actors."""
    try:
        if "disorder_type" not in cells:
            given["disorder_type"] = disorder_type_of(given["sub_event_type"])
        if "civilian_targeting" not in cells:
            hit = civilian_targeting(given["sub_event_type"], kind1, kind2)
            given["civilian_targeting"] = "Civilian targeting" if hit else ""
    except ValueError:
        # An unknown sub-event type: these values only let the check below report it.
        given |= {"disorder_type": DisorderType.POLITICAL_VIOLENCE, "civilian_targeting": ""}
    if not given["interaction"] or without_decimals(given["interaction"]).isdecimal():
        given["interaction"] = interaction_text(kind1, kind2)
    elif label := interaction_of_label(given["interaction"]):
        given["interaction"] = label


def _derive_country(given: dict[str, Any]) -> None:
    """Fill in columns that follow from the country. Raises :class:`RecordError` if they cannot."""
    country = country_by_name(given["country"])
    if country and not given["iso"]:
        given["iso"] = country.iso
    if country and not given["region"]:
        given["region"] = country.region
    at_sea = is_water(given["country"])
    for column in ("iso", "region"):
        if not (given[column] or at_sea):
            raise RecordError(f"{column}: is blank and does not follow from the country")


def _kind(cells: Mapping[str, str], column: str) -> ActorKind | None:
    try:
        return actor_kind(cells[column])
    except ValueError:
        kinds = ", ".join(kind.value for kind in ActorKind)
        raise RecordError(
            f"{column}: {cells[column][:60]!r} is no kind of actor: 1 to 8, or {kinds}"
        ) from None


def refuse_doubtful(cells: Mapping[str, str], whole: Sequence[str]) -> None:
    """Raise :class:`RecordError` for a number that lost digits to an exponent, and for a whole
    number whose sign may separate thousands or decimals."""
    for column in (*whole, *COORDINATES):
        text = cells.get(column, "")
        if text.isdecimal():
            continue
        if digits_lost(text, whole=column not in COORDINATES):
            raise RecordError(f"{column}: {text!r}: {LOST}")
        if column in whole and len(readings := count_readings(text)) > 1:
            or_else = readings[1].plain or "a number with decimals"
            raise RecordError(f"{column}: {text!r} is {readings[0].plain} or {or_else}")


def refuse_lost(cells: Mapping[str, str], needed: Sequence[str]) -> None:
    """Raise :class:`RecordError` for a formula error in a column that must have a value."""
    for column in needed:
        if is_formula_error(cell := cells.get(column)):
            raise RecordError(without_value(column, str(cell)))


def _cell(value: object) -> str:
    """A cell of a typed table (Parquet, XLSX, JSON) as text, as in a CSV."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # spreadsheets store whole numbers as floats
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (list, tuple)):
        return BETWEEN.join(filter(None, map(_cell, value)))
    return cell_text(value) if isinstance(value, Mapping) else str(value).strip()
