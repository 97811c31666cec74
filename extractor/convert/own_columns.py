"""Reads the columns that our own tables add to ACLED's back into records.

Values that a record can hold without an article are read back: ranges of tolls, the injured, days,
statements, weapons, a coder's decision. A value is taken only if the record then gives the same
cells again; the rest is reported once a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from extractor.codebook.countries import country_by_name
from extractor.convert.own_values import READERS
from extractor.errors import RecordError
from extractor.records.acled import acled_id
from extractor.records.field_lookup import own_columns
from extractor.records.flat import Cell, field_cells, own_cells
from extractor.records.kinds import OWN_COLUMNS
from extractor.text.printable import plural

if TYPE_CHECKING:
    from extractor.records import EventRecord
    from extractor.records.field import Field
    from extractor.tables import Table

__all__ = ["REVIEW_COLUMNS", "UnreadColumns", "is_own_table", "read_back", "with_its_id"]

REVIEW_COLUMNS = ("review_status", "review_coder", "review_at", "review_reason")
"""Added by `extract review` to its tables; ``open`` where nobody has decided."""
OURS = tuple(dict.fromkeys(column.name for _, column in own_columns()))
FIELDS_READ = tuple(
    {field.path: field for field, _ in own_columns() if field.kind in READERS}.values()
)
CHECKED = "checked_"
FEWEST_SIGNS = 5  # a table may have lost columns in a spreadsheet


def is_own_table(columns: Collection[str]) -> bool:
    """Whether the columns are those of a table written by this program."""
    ours = OWN_COLUMNS.intersection(columns)
    return len(ours) >= FEWEST_SIGNS or all(name in columns for name in REVIEW_COLUMNS)


def with_its_id(cells: dict[str, str]) -> dict[str, str]:
    """The cells of a row with the id of its record's ACLED row.

    A record without an ACLED row (no day, no coordinates) was written without that id; somebody may
    have filled in the missing cells since.
    """
    country = country_by_name(cells.get("country", ""))
    if cells.get("event_id_cnty") or country is None or not cells.get("id"):
        return cells
    return cells | {"event_id_cnty": acled_id(cells["id"], country)}


class UnreadColumns:
    """Counts our own columns with cells that the records of a file do not hold."""

    def __init__(self) -> None:
        self._rows = 0
        self._cells: Counter[str] = Counter()

    def add(self, left: Collection[str]) -> None:
        """Note a row by the columns whose cells were not read back."""
        found = [name for name in (*OURS, *REVIEW_COLUMNS) if name in left]
        self._rows += bool(found)
        self._cells.update(found)

    def _not_read_back(self) -> Iterator[tuple[str, int]]:
        """Each column with the number of rows whose cells were not read back. The columns of who
        decided a value are counted as one."""
        checks = [many for name, many in self._cells.items() if name.startswith(CHECKED)]
        if checks:
            yield f"{CHECKED}…", max(checks)
        for name, many in self._cells.most_common():
            if not name.startswith(CHECKED):
                yield name, many

    def tell(self, table: Table) -> None:
        """Write one line to the table's note, if there were any."""
        if self._rows:
            said = ", ".join(f"{name} ({many:,})" for name, many in self._not_read_back())
            table.note(
                f"{table.name}: not read back from our own columns, and kept as cells beside the "
                f"record alone (original), in {plural(self._rows, 'row')}: {said}; the records that"
                " the table was made from hold them"
            )


def read_back(cells: Mapping[str, str], record: EventRecord) -> tuple[EventRecord, dict[str, str]]:
    """A record made from a row's ACLED columns, completed from the other columns (``cells``) of our
    table; and the cells that the record does not give again."""
    read, ours = record, own_cells(record)
    for field in FIELDS_READ:
        names = [column.name for column in field.flat]
        if all(name in cells for name in names) and any(
            not _same(cells[name], ours[name]) for name in names
        ):
            record = _with(record, field, cells)
    record = _reviewed(record, cells)
    if record is not read:
        ours = own_cells(record)
    left = {}
    for column, cell in cells.items():
        given = column in REVIEW_COLUMNS and record.review is not None
        given = given or (column == REVIEW_COLUMNS[0] and cell == "open")
        if not given and cell and not (column in ours and _same(cell, ours[column])):
            left[column] = cell
    return record, left


def _with(record: EventRecord, field: Field, cells: Mapping[str, str]) -> EventRecord:
    """The record with the field's value, if it then gives these cells again."""
    try:
        made = _set(record, field, READERS[field.kind](field, cells, record))
    except (ValueError, ValidationError):
        return record
    found = field_cells(field, made)
    if field.kind != "actors" and not all(_same(cells[name], found[name]) for name in found):
        return record
    return made


def _set(record: EventRecord, field: Field, value: Any) -> EventRecord:
    values = record.model_dump()
    holder = values[field.holder] if field.holder else values
    holder[field.name] = value
    return type(record).model_validate(values)


def _reviewed(record: EventRecord, cells: Mapping[str, str]) -> EventRecord:
    """The record with a coder's decision, if the row has one."""
    status, coder, at, reason = (cells.get(name, "") for name in REVIEW_COLUMNS)
    if status in ("", "open") or not all(name in cells for name in REVIEW_COLUMNS):
        return record
    decided = {"status": status, "coder": coder, "at": at, "reason": reason or None}
    try:
        return type(record).model_validate({**record.model_dump(), "review": decided})
    except ValidationError:
        raise RecordError(
            f"review_status is {status!r} of {coder!r} at {at!r}, which is no decision of a review"
        ) from None


def _same(cell: str, value: Cell) -> bool:
    """Whether the text of a cell equals the value: workbooks and Parquet files have days and times,
    which are read as days or with a space."""
    if isinstance(value, datetime):
        text = value.strftime("%Y-%m-%dT%H:%M:%SZ")
        return cell == text or cell[:10] == text[:10]
    return cell == ("" if value is None else str(value))
