"""Reads lists of deleted events: ids, as from ACLED's deleted endpoint.

CSV, JSON (also the API's own answer), XLSX or Parquet with a column ``event_id_cnty`` and perhaps
``deleted_timestamp``; or plain text with one id a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from string import digits
from typing import Any, BinaryIO, NamedTuple

from extractor.closing import Closing
from extractor.errors import TableError
from extractor.records.acled import ACLED_ID
from extractor.records.kinds import RecordKind, folded_column, kind_of_columns
from extractor.records.vintages import WRITTEN_BLANKS, cell_text, plain_number
from extractor.stores.plan import Rejected
from extractor.tables import TableOptions, open_table
from extractor.tables.options import USUAL

__all__ = ["DeletedId", "DeletedList"]

LETTERS = 3  # of an ACLED id: UCDP412700 has four
DIGITS = 15  # of an id or a time
ID_COLUMNS = {
    RecordKind.ACLED: ("event_id_cnty",),
    RecordKind.UCDP: ("id", "event_id"),
    RecordKind.EVENT: ("id", "event_id"),
}
WHEN = "deleted_timestamp"
LATEST = 2**53  # of a Unix time
WANTED = "a list of deleted events has a column event_id_cnty, or is a plain text of ACLED's ids"


class DeletedId(NamedTuple):
    """A deleted event: its id as ``events`` has it, and when it was deleted (a Unix time)."""

    line: int
    id: str
    deleted: int | None


class DeletedList(Closing):
    """An open list; a context manager, read once. ``kind`` says whose ids they are: ACLED's unless
    given, since a plain number may belong to any dataset.

    Raises :class:`TableError` for anything else, above all for a table of events: it would remove
    all that was loaded from it.
    """

    def __init__(
        self,
        path: str,
        stream: BinaryIO | None,
        kind: RecordKind | None,
        tables: TableOptions = USUAL,
    ) -> None:
        self.kind = kind or RecordKind.ACLED
        self._note = tables.note
        tables = replace(tables, fits=self._fits)
        self._table = open_table(path, tables, stdin=stream)
        self.where = self._table.where

    def rows(self) -> Iterator[DeletedId | Rejected]:
        """Every id, in order."""
        faults: list[TableError] = []
        read: Callable[[Any], list[tuple[str, str]]] | None
        read = None if self._table.tabular else self._objects
        for batch in self._table.batches(faults=faults.append):
            yield from _unreadable(faults)
            if read is None:
                read = self._cells(batch.rows)
                yield from self._ids_in_header()
            for line, row in zip(batch.lines, batch.rows, strict=True):
                for id, when in read(row):
                    yield self._made(line, id, when)
        yield from _unreadable(faults)
        if read is None:  # no rows: the header may hold ids
            self._cells([])
            yield from self._ids_in_header()

    # Tables with columns.

    def _cells(self, first: Sequence[Sequence[Any]]) -> Callable[[Any], list[tuple[str, str]]]:
        """The function that gets the ids of a row, for a table that begins with these rows."""
        columns = self._table.columns
        names = [folded_column(name) for name in columns]
        self._refuse_events(columns)
        self._header: list[tuple[str, str]] = []
        at = self._named(names)
        when = names.index(WHEN) if WHEN in names else None
        if at is None and all(self._is_id(cell) for cell in columns):
            self._header = [(cell, "") for cell in columns]
            return lambda row: [(text, "") for cell in row if (text := cell_text(cell))]
        if at is None and any(self._is_id(cell) for cell in columns):
            at = next(place for place, cell in enumerate(columns) if self._is_id(cell))
            times = [p for p, cell in enumerate(columns) if p != at and _is_number(cell)]
            when = times[0] if len(times) == 1 and when is None else when
            self._header = [(columns[at], columns[when] if when is not None else "")]
        if at is None:
            at = self._seen(first)
        place, time = at, when

        def ids(row: Sequence[Any]) -> list[tuple[str, str]]:
            cells = [cell_text(cell) for cell in row]
            if not any(cells):
                return []
            return [
                (
                    cells[place] if place < len(cells) else "",
                    cells[time] if time is not None and time < len(cells) else "",
                )
            ]

        return ids

    def _ids_in_header(self) -> Iterator[DeletedId | Rejected]:
        """The ids in the place of the header."""
        for id, when in self._header:
            yield self._made(self._table.header_line, id, when)

    def _named(self, names: Sequence[str]) -> int | None:
        found = [names.index(name) for name in ID_COLUMNS[self.kind] if name in names]
        if len(found) and names.count(names[found[0]]) > 1:
            twice = f"column {names[found[0]]!r} is there twice"
            raise self._table.error(twice, self._table.header_line)
        return found[0] if found else None

    def _seen(self, first: Sequence[Sequence[Any]]) -> int:
        """The position of the one column that holds only ACLED ids, whatever its name."""
        if self.kind is RecordKind.ACLED:
            columns = self._table.columns
            fitting = [
                place
                for place in range(len(columns))
                if (cells := [text for row in first if (text := _at(row, place))])
                and all(map(_is_of_acled, cells))
            ]
            if len(fitting) == 1:
                name = columns[fitting[0]] or f"number {fitting[0] + 1}, which has no name"
                self._note(f"{self._table.name}: the ids are read from the column {name}")
                return fitting[0]
        raise self._no_list(self._table.columns)

    # JSON.

    def _objects(self, row: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The id of a JSON object. Rows inside an API's answer are already separate."""
        if row.get("success") is False or "error" in row:
            said = " ".join(str(row.get("error") or row.get("messages") or "no reason").split())
            raise self._table.error(f"an API's answer that is an error: {said[:200]}")
        names = {folded_column(name): name for name in row}
        self._refuse_events(tuple(row))
        name = next((names[one] for one in ID_COLUMNS[self.kind] if one in names), None)
        if row and name is None:
            raise self._no_list(tuple(row))
        when = cell_text(row[names[WHEN]]) if WHEN in names else ""
        return [(cell_text(row[name]) if name is not None else "", when)]

    # Both.

    def _fits(self, columns: Sequence[str]) -> list[str] | None:
        """The id columns of a workbook's sheet; ``None`` for other sheets."""
        names = [folded_column(name) for name in columns]
        return names if set(names) & {*ID_COLUMNS[self.kind]} else None

    def _is_id(self, text: str) -> bool:
        if self.kind is RecordKind.UCDP:
            return _is_number(text)
        return self.kind is not RecordKind.EVENT and _is_of_acled(text)

    def _refuse_events(self, columns: Sequence[str]) -> None:
        names = {folded_column(name) for name in columns}
        if WHEN not in names and kind_of_columns(columns) is not None:
            raise self._table.error(
                "a table of events, not a list of deleted ones: to remove them all the same leave "
                f"only the column of their ids, or add {WHEN}"
            )

    def _no_list(self, columns: Sequence[str]) -> TableError:
        names = {folded_column(name) for name in columns}
        if "data_id" in names:
            return self._table.error(
                "names events by data_id, ACLED's older number, which no database here has; "
                + WANTED
            )
        asked = self.kind is not RecordKind.ACLED
        shown = ", ".join(repr(name[:40]) for name in list(columns)[:5])
        return self._table.error(
            f"no ids by its columns ({shown}); "
            + ("the ids are to stand in a column id" if asked else WANTED)
            + ("" if asked else "; for ids of UCDP or of records say --as")
            + self._table.other_sheets
        )

    def _made(self, line: int, id: str, when: str) -> DeletedId | Rejected:
        if not id or id in WRITTEN_BLANKS:
            return Rejected(line, None, "there is no id")
        stored = id
        if self.kind is RecordKind.ACLED and not _is_of_acled(id):
            return Rejected(line, id, f"{id[:60]!r} is no id of ACLED, as KEN4711 is")
        if self.kind is RecordKind.UCDP:
            number = plain_number(id.removeprefix("UCDP"))
            if not _is_number(number):
                return Rejected(line, id, f"{id[:60]!r} is no id of UCDP, as 412700 is")
            stored = f"UCDP{number}"
        if not when or when in WRITTEN_BLANKS:
            return DeletedId(line, stored, None)
        seconds = plain_number(when)
        if not _is_number(seconds) or int(seconds) > LATEST:
            return Rejected(
                line, id, f"{WHEN} {when[:40]!r} is no Unix time, as 1700000000 is; or leave it out"
            )
        return DeletedId(line, stored, int(seconds))

    def close(self) -> None:
        """Close the table."""
        self._table.close()


def _at(row: Sequence[Any], place: int) -> str:
    return cell_text(row[place]) if place < len(row) else ""


def _is_of_acled(text: str) -> bool:
    """Whether the text is an ACLED id: letters before the number, or (older exports) behind it."""
    of_its_size = len(text.strip(digits)) == LETTERS and len(text) <= LETTERS + DIGITS
    return of_its_size and ACLED_ID.match(text) is not None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS


def _unreadable(faults: list[TableError]) -> Iterator[Rejected]:
    for fault in faults:
        yield Rejected(fault.line or 0, None, fault.reason)
    faults.clear()
