"""Checks the rows of a file on their way into a database: each is good or rejected.

The file is read twice: first by the checks of `extract validate`, some of which find a wrong row
only at the end, then for the rows themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO

from pydantic import ValidationError

from extractor.closing import Closing
from extractor.convert.from_ucdp import record_of_ucdp
from extractor.convert.lost_values import LostValues
from extractor.convert.older_types import OlderTypesRead
from extractor.convert.own_columns import UnreadColumns
from extractor.errors import RecordError, TableError
from extractor.records import EventRecord
from extractor.records.kinds import RecordKind, fitting, kind_of_columns, unknown_kind
from extractor.records.problems import first_problem
from extractor.records.settled_days import DaysOfFile, settled
from extractor.stores.acled_rows import AcledRows
from extractor.stores.plan import Rejected
from extractor.stores.rows import EventRows, rows_of_record
from extractor.tables import Table, TableOptions, open_table
from extractor.tables.guessing import UTF_8
from extractor.tables.options import USUAL

__all__ = ["CheckedFile"]


# The plan of a load reports an id that is in a file twice, and accepts identical values.
LEFT_TO_THE_PLAN = "E401"
UNREADABLE = "E101"  # a line without a row; reported when the rows are read
HEADER = ("E102", "E103")  # a missing or repeated column: no row is complete
MOST_REASONS = 20_000  # reasons kept; all bad rows are left out


class BadRows:
    """The rows with a validation error, a bit each, and the reasons of the first ones.

    Rows are identified by their number in the file, from 1: a line of JSON may hold many.
    """

    def __init__(self) -> None:
        self._bits = bytearray()
        self._reasons: dict[int, str] = {}

    def add(self, row: int, reason: str) -> None:
        """Note a bad row."""
        at = row >> 3
        if at >= len(self._bits):
            self._bits.extend(bytes(at + 1 - len(self._bits)))
        self._bits[at] |= 1 << (row & 7)
        if len(self._reasons) < MOST_REASONS:
            self._reasons.setdefault(row, reason)

    def __contains__(self, row: int) -> bool:
        at = row >> 3
        return at < len(self._bits) and bool(self._bits[at] & 1 << (row & 7))

    def reason(self, row: int) -> str:
        """The reason why a row is bad."""
        return self._reasons.get(row, "is not valid")


def bad_rows(table: Table, kind: RecordKind | None) -> BadRows:
    """Check a file. Raises :class:`TableError` if it cannot be read or its header is wrong."""
    from extractor.validate import CODES, Options, Report, validate_table

    errors = frozenset(code for code in CODES if code.startswith("E")) - {LEFT_TO_THE_PLAN}
    found, report = BadRows(), Report(table.name)
    for finding in validate_table(table, Options(kind=kind, codes=errors), report):
        if finding.code in HEADER or finding.line is None:
            raise TableError(f"{finding.code} {finding.message}", where=finding.file)
        if finding.code != UNREADABLE:
            found.add(report.rows, f"{finding.code} {finding.message}")
    return found


def _each_once(note: Callable[[str], object]) -> Callable[[str], object]:
    """A ``note`` that passes each line on once: the file is read twice and says twice how its days
    are read."""
    said: set[str] = set()

    def once(text: str) -> None:
        if text not in said:
            said.add(text)
            note(text)

    return once


class CheckedFile(Closing):
    """An open file of event records, ACLED rows or UCDP GED rows; a context manager."""

    def __init__(
        self,
        path: str,
        stream: BinaryIO | None,
        kind: RecordKind | None,
        tables: TableOptions = USUAL,
    ) -> None:
        tables = replace(tables, fits=fitting(kind), note=_each_once(tables.note))
        with open_table(path, tables, stdin=stream) as table:
            self._bad = bad_rows(table, kind)
            encoding = table.encoding
        if stream is not None:
            stream.seek(0)
        note = tables.note
        tables = replace(tables, note=USUAL.note)  # the rest was noted before
        if encoding not in (None, UTF_8):
            tables = replace(tables, encoding=encoding)
        self._table: Table = open_table(path, tables, stdin=stream)
        found = kind or kind_of_columns(self._table.columns)
        if self._table.empty:
            found = kind or RecordKind.EVENT  # there is no row: any kind will do
        if found is None and self._table.first_fault:
            self._table.close()
            raise self._table.first_fault
        if found is None:
            self._table.close()
            raise TableError(
                unknown_kind(self._table.columns) + self._table.other_sheets,
                where=self._table.name,
            )
        self._table.note = note
        self.kind = found
        self.where, self.line_words = self._table.where, self._table.line_words

    def rows(self) -> Iterator[EventRows | Rejected]:
        """Every row, in order."""
        faults: list[TableError] = []
        types, lost = OlderTypesRead(), LostValues(self._table.columns)
        unread = UnreadColumns()
        make = self._maker(types, unread)
        days = DaysOfFile(self.kind, date.today())
        number = 0
        batches = self._table.batches(faults=faults.append)
        for batch in settled(batches, self._table, days):
            yield from _rejections(faults)
            for line, cells in zip(batch.lines, batch.rows, strict=True):
                number += 1
                if number in self._bad:
                    yield Rejected(line, None, self._bad.reason(number))
                    continue
                try:
                    made = make(line, cells)
                except RecordError as error:
                    yield Rejected(line, None, str(error))
                    continue
                if self.kind is not RecordKind.EVENT:
                    lost.see(line, cells)
                yield made
        yield from _rejections(faults)
        types.tell(self._table)
        lost.tell(self._table)
        unread.tell(self._table)

    def _maker(
        self, types: OlderTypesRead, unread: UnreadColumns
    ) -> Callable[[int, Any], EventRows]:
        columns = self._table.columns
        tabular = self._table.tabular
        if self.kind is RecordKind.ACLED:
            if tabular:
                return AcledRows(columns, types, unread).rows
            return lambda line, row: AcledRows(list(row), types, unread).rows(
                line, list(row.values())
            )
        make = record_of_ucdp if self.kind is RecordKind.UCDP else _event

        def rows(line: int, cells: Sequence[Any] | dict[str, Any]) -> EventRows:
            values = cells if isinstance(cells, dict) else dict(zip(columns, cells, strict=True))
            return rows_of_record(make(values), line)

        return rows

    def close(self) -> None:
        """Close the table."""
        self._table.close()


def _event(values: Any) -> EventRecord:
    try:
        return EventRecord.model_validate(values)
    except ValidationError as invalid:
        raise RecordError(first_problem(invalid)) from None


def _rejections(faults: list[TableError]) -> Iterator[Rejected]:
    for fault in faults:
        yield Rejected(fault.line or 0, None, fault.reason)
    faults.clear()
