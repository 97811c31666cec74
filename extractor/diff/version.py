"""One version of a file of events: its rows by id, in a temporary file, with their deaths."""

from __future__ import annotations

import json
import tempfile
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import blake2b
from typing import BinaryIO

from extractor.closing import Closing
from extractor.convert.lost_values import LostValues
from extractor.diff.cells import IDS, Cells, cells_of, column_of, day_of, id_of
from extractor.errors import TableError
from extractor.records.acled import ACLED_COLUMNS
from extractor.records.deaths import deaths_in_row
from extractor.records.kinds import (
    UCDP_COLUMNS,
    RecordKind,
    column_twice,
    fitting,
    kind_of_columns,
)
from extractor.records.settled_days import DaysOfFile, settled
from extractor.tables import STDIN, Place, Table, TableOptions, open_table
from extractor.tables.options import USUAL

__all__ = ["Version"]

IN_MEMORY = 64 << 20  # bytes of rows kept in memory before they go to a temporary file
UNTOLD = -1  # no number of deaths
MOST_KEPT = 20


class Version(Closing):
    """The rows of a file. ``kind`` is ``None`` for a file of event records that is empty.

    Rows are numbered in order. ``rows`` and ``deaths`` are totals, ``untold`` counts rows without a
    number of deaths, ``nameless`` rows without an id, ``repeated`` ids in more than one row.
    ``columns`` are those of any row. ``first`` and ``last`` are the days of the events, if ISO
    days. ``faults`` are the first unreadable lines, ``unreadable`` their number.

    Memory: about 150 bytes a row; the rows are in a temporary file.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.kind: RecordKind | None = None
        self.rows = self.deaths = 0
        self.untold = self.nameless = self.repeated = self.unreadable = 0
        self.first = self.last = ""
        self.columns: set[str] = set()
        self.faults: list[TableError] = []
        self.where: Callable[[int], str] = f"{name}:{{}}".format
        self.place: Callable[[int], Place] = partial(Place, None)
        self._ids: dict[str, int | list[int]] = {}
        self._digests, self._lines = array("Q"), array("q")
        self._killed, self._places = array("q"), array("q")
        self._resources = ExitStack()
        spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._spool = self._resources.enter_context(spool)

    @classmethod
    def read(
        cls,
        path: str,
        kind: RecordKind | None = None,
        tables: TableOptions = USUAL,
        *,
        stdin: BinaryIO | None = None,
    ) -> Version:
        """Read a file. Raises :class:`TableError` if it is not a table of ACLED or UCDP and holds
        no event records, or has no column of ids."""
        version = cls("standard input" if path == STDIN else path)
        try:
            tables = replace(tables, fits=fitting(kind))
            with open_table(path, tables, stdin=stdin) as table:
                if table.empty:  # a run without events; an API's answer may contain an error
                    list(table.rows())
                else:
                    version._take(table, kind)
        except BaseException:
            version.close()
            raise
        return version

    def _take(self, table: Table, kind: RecordKind | None) -> None:
        self.kind = kind or kind_of_columns(table.columns)
        self.where, self.place = table.where, table.place
        if self.kind is None and table.first_fault:
            raise table.first_fault
        if self.kind is None:
            raise TableError(
                "neither event records nor rows of ACLED or UCDP GED: no columns of theirs"
                + table.other_sheets,
                where=table.name,
            )
        dataset_columns = () if self.kind is RecordKind.EVENT else (*ACLED_COLUMNS, *UCDP_COLUMNS)
        if twice := column_twice(table.columns, dataset_columns):
            raise table.error(twice, table.header_line)
        names = set[str](table.columns) if table.tabular else set[str]()
        days, lost = DaysOfFile(self.kind, date.today()), LostValues(table.columns)
        for row in table.rows(
            faults=self._fault, through=lambda batches: settled(batches, table, days)
        ):
            if not table.tabular and self.kind is not RecordKind.EVENT:
                names.update(row.values)
            if self.kind is not RecordKind.EVENT:
                lost.see(row.key, row.values)
            cells = cells_of(self.kind, row.values)
            self.columns.update(cells)
            self._add(row.key, cells, deaths_in_row(self.kind, row.values))
        lost.tell(table)
        if self.rows and IDS[self.kind] not in self.columns:
            raise TableError(
                f"no row has an id ({IDS[self.kind]}), by which rows of two files are told to be "
                "one event",
                where=table.name,
            )
        self.repeated = sum(isinstance(found, list) for id, found in self._ids.items() if id)
        # Including columns that are blank throughout.
        self.columns.update(column_of(self.kind, name) for name in names if name)

    def _fault(self, fault: TableError) -> None:
        self.unreadable += 1
        if len(self.faults) < MOST_KEPT:
            self.faults.append(fault)

    def _add(self, line: int, cells: Cells, killed: int | None) -> None:
        assert self.kind is not None
        data = json.dumps(cells, sort_keys=True).encode("ascii")
        id = id_of(self.kind, cells)
        before = self._ids.setdefault(id, self.rows)
        if before != self.rows:
            if isinstance(before, list):
                before.append(self.rows)
            else:
                self._ids[id] = [before, self.rows]
        self.rows += 1
        self.nameless += not id
        self.untold += killed is None
        self.deaths += killed or 0
        day = day_of(self.kind, cells)
        if len(day) == 10 and day[4] == day[7] == "-":
            self.first = min(self.first or day, day)
            self.last = max(self.last, day)
        self._digests.append(int.from_bytes(blake2b(data, digest_size=8).digest(), "big"))
        self._lines.append(line)
        self._killed.append(UNTOLD if killed is None else killed)
        self._places.append(self._spool.tell())
        self._spool.write(data + b"\n")

    def ids(self) -> Iterator[str]:
        """Every id, in the order of the first row of each; blank for rows without one."""
        yield from self._ids

    def numbers(self, id: str) -> Sequence[int]:
        """The numbers of the rows with this id; none for an unknown id."""
        found = self._ids.get(id)
        if found is None:
            return ()
        return found if isinstance(found, list) else (found,)

    def digest(self, number: int) -> int:
        """64 bits that are equal for rows with equal cells."""
        return self._digests[number]

    def line(self, number: int) -> int:
        """The row's line in the file; of a workbook its row."""
        return self.place(self._lines[number]).line

    def killed(self, number: int) -> int:
        """The row's deaths, 0 without a number."""
        return max(0, self._killed[number])

    def cells(self, number: int) -> Cells:
        """The cells of a row, once all are read."""
        self._spool.seek(self._places[number])
        found: Cells = json.loads(self._spool.readline())
        return found

    def close(self) -> None:
        """Remove the temporary file."""
        self._resources.close()
