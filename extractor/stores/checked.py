"""A file's rows on their way into a database: each is checked, and is good or rejected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from pydantic import ValidationError
from typing_extensions import Self

from extractor.convert import record_of_ucdp
from extractor.convert.from_acled import problem_of
from extractor.errors import RecordError, TableError
from extractor.records import EventRecord
from extractor.records.kinds import RecordKind, kind_of_columns
from extractor.stores.acled_rows import AcledRows
from extractor.stores.plan import Rejected
from extractor.stores.rows import EventRows, rows_of_record
from extractor.tables import Table, open_table

__all__ = ["CheckedFile"]


class CheckedFile:
    """An open file of event records, ACLED rows or UCDP GED rows; a context manager."""

    def __init__(self, path: str, stream: BinaryIO | None, kind: RecordKind | None) -> None:
        self._table: Table = open_table(path, stdin=stream)
        found = kind or kind_of_columns(self._table.columns)
        if found is None:
            self._table.close()
            raise TableError(
                "neither event records nor rows of ACLED or UCDP GED: no columns of theirs",
                where=self._table.name,
            )
        self.kind = found

    def rows(self) -> Iterator[EventRows | Rejected]:
        """Every row, in order."""
        faults: list[TableError] = []
        make = self._maker()
        width = len(self._table.columns)
        for batch in self._table.batches(faults=faults.append):
            yield from _told(faults)
            for line, cells in zip(batch.lines, batch.rows, strict=True):
                if self._table.tabular and len(cells) != width:
                    reason = f"{len(cells)} cells where the header has {width}"
                    yield Rejected(line, None, reason)
                    continue
                try:
                    yield make(line, cells)
                except RecordError as error:
                    yield Rejected(line, None, str(error))
        yield from _told(faults)

    def _maker(self) -> Callable[[int, Any], EventRows]:
        columns = self._table.columns
        tabular = self._table.tabular
        if self.kind is RecordKind.ACLED:
            if tabular:
                return AcledRows(columns).rows
            return lambda line, row: AcledRows(list(row)).rows(line, list(row.values()))
        make = record_of_ucdp if self.kind is RecordKind.UCDP else _event

        def rows(line: int, cells: Sequence[Any] | dict[str, Any]) -> EventRows:
            values = cells if isinstance(cells, dict) else dict(zip(columns, cells, strict=True))
            return rows_of_record(make(values), line)

        return rows

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._table.close()


def _event(values: Any) -> EventRecord:
    try:
        return EventRecord.model_validate(values)
    except ValidationError as invalid:
        raise RecordError(problem_of(invalid)) from None


def _told(faults: list[TableError]) -> Iterator[Rejected]:
    for fault in faults:
        yield Rejected(fault.line or 0, None, fault.reason)
    faults.clear()
