"""Reads ambiguous days and numbers of a file with the help of its other columns and rows.

A cell such as ``5/9/20`` (see :mod:`extractor.codebook.open_days`) is read where one reading
remains by the row's ``year``, by the day at the start of its note, or by the order in the file's
other rows. So the whole file is read before the first such row is returned; rows wait in a
temporary file. Files with unambiguous days pass unchanged. Numbers in other forms (see
:mod:`extractor.records.settled_numbers`) are read on the same pass.
"""

from __future__ import annotations

import pickle
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import IO, Any

from extractor.codebook.open_days import (
    DASHES,
    DAY_FIRST,
    MONTH,
    MONTH_FIRST,
    WORDED,
    OpenDay,
    Reading,
    open_day,
)
from extractor.codebook.written_dates import read_date
from extractor.codebook.written_numbers import POINT
from extractor.records.kinds import RecordKind, folded_column
from extractor.records.refused_files import refuse_first_rows
from extractor.records.settled_numbers import NumbersOfFile
from extractor.records.vintages import cell_text
from extractor.tables.table import Batch, Table

__all__ = ["DAY_COLUMNS", "NOTE_DAY", "DaysOfFile", "settled"]

DAY_COLUMNS: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.ACLED: ("event_date",),
    RecordKind.UCDP: ("date_start", "date_end"),
    RecordKind.EVENT: (),
}
MOST_KNOWN = 40_000
NOTE_DAY = re.compile(r"\s*On (\d\d?(?:\w\w)? [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d\d?,? \d{4})\b")
"""The day at the start of a note: "On 13 June 2022, …"."""


class DaysOfFile:
    """The evidence of one file about its days, and in ``numbers`` about its numbers."""

    def __init__(self, kind: RecordKind, today: date) -> None:
        """No event may be later than ``today``."""
        self.kind = kind
        self.columns = DAY_COLUMNS[kind]
        self.numbers = NumbersOfFile(kind)
        self.seen = False
        """Whether some days are ambiguous and all rows were seen."""
        self._today = today
        self._orders: defaultdict[tuple[str, bool | None], Counter[str]] = defaultdict(Counter)
        self._met: set[tuple[str, bool | None]] = set()
        self._plain: set[str] = set()

    def any_open(self, cells: Iterable[str]) -> bool:
        """Whether any cell of a column is ambiguous."""
        if self._plain.issuperset(cells):
            return False
        new = set(cells) - self._plain
        if any(open_day(cell.strip()) for cell in new):
            return True
        if len(self._plain) > MOST_KNOWN:
            self._plain.clear()
        self._plain |= new
        return False

    def see(self, cell: str, year: str, note: str) -> None:
        """Note a row: a day with one reading shows the order in others."""
        found = open_day(cell.strip())
        if found is None:
            return
        self._met.add((found.form, found.padded))
        left = self._alone(found, year, note)
        if len(left) == 1:  # 5/5/2020 is the same day in either order
            self._orders[found.form, found.padded][left[0].order] += 1

    def look(self, table: Table, batch: Batch) -> None:
        """Note all rows of a batch."""
        cells = _Cells(table, batch, self)
        for column in self.columns:
            for row in cells.rows(column):
                self.see(*row)
        for column in self.numbers.columns:
            for cell in set(cells.texts(column)):
                self.numbers.see(column, cell)

    def reading(self, cell: str, year: str, note: str) -> Reading | None:
        """The day of a cell, once all rows were seen; ``None`` if it stays ambiguous."""
        found = open_day(cell.strip())
        if found is None:
            return None
        order = self._order(found)
        if alone := self._alone(found, year, note):
            return next((each for each in alone if each.order == order), alone[0])
        left = [each for each in self._left(found, year) if each.order == order]
        return left[0] if len(left) == 1 and not found.without_year else None

    def _left(self, found: OpenDay, year: str) -> Sequence[Reading]:
        year_told = _year_in(year)
        if year_told is not None:
            readings = found.readings if found.with_year else ()  # else the year contradicts it
            return found.of_year(year_told) or readings
        return [each for each in found.readings if each.day <= self._today] or found.readings

    def _alone(self, found: OpenDay, year: str, note: str) -> Sequence[Reading]:
        """The readings of the cell as one day that the row allows; none if it allows
        several days."""
        left = self._left(found, year)
        note_day = NOTE_DAY.match(note)
        day = read_date(note_day[1]).day if note_day else None
        if day:
            if found.without_year and not year.strip():
                left = found.of_year(day.year)
            agreeing = [each for each in left if each.day == day]
            months = [each.day.timetuple()[:2] for each in left if each.order == MONTH]
            if not agreeing and day.timetuple()[:2] in months:
                agreeing = [Reading(MONTH, day)]
            if agreeing:
                return agreeing
        if found.without_year and any(each.order == MONTH for each in left):
            return ()
        if len({each.day for each in left}) != 1:
            return ()
        return left if not found.lone or _year_in(year) is not None else ()

    def _order(self, found: OpenDay) -> str | None:
        """The order of the file's other cells in this form, if they agree. Where a spreadsheet has
        reversed some (``3/4/2022`` beside ``13/04/2022``), leading zeros tell the two groups apart.
        ``03-04-2022`` is day first, as R writes it, if no cell of that form shows its order and
        none is month first; so is ``9-May-20`` if no cell of its form shows it.
        """
        form, padded = found.form, found.padded
        orders_found = {
            order for (of, _), orders in self._orders.items() if of == form for order in orders
        }
        if form == WORDED and not orders_found:
            return DAY_FIRST  # as spreadsheets in English save every day
        if form == DASHES and not orders_found:
            turned = any(MONTH_FIRST in orders for orders in self._orders.values())
            return None if turned else DAY_FIRST
        styles = (padded, None) if padded is not None else (True, False, None)
        orders = {order for style in styles for order in self._orders.get((form, style), ())}
        mixed = {(form, True), (form, False)} <= self._met
        if mixed and not all(self._orders.get((form, each)) for each in styles if each is not None):
            return None
        return orders.pop() if len(orders) == 1 else None


def settled(
    batches: Iterator[Batch], table: Table, days: DaysOfFile, *, replace: bool = True
) -> Iterator[Batch]:
    """The batches, once ``days`` has seen the whole file; with ``replace`` the settled cells become
    ISO days. The table's note says how they are read.

    Raises :class:`TableError` for a file that has each event in several rows on purpose, or all its
    days in another calendar.
    """
    asked = not replace  # validation asks before its first row, in any process
    for batch in batches:
        if not asked:
            refuse_first_rows(days.kind, table, batch)
            asked = True
        cells = _Cells(table, batch, days)
        if any(days.any_open(cells.texts(column)) for column in days.columns) or any(
            days.numbers.any_open(column, texts)
            for column, texts in cells.together(days.numbers.columns)
        ):
            days.seen = True
            with tempfile.TemporaryFile() as kept:
                broken = _look_through(batch, batches, kept, table, days)
                notes = _ReadingNotes()
                for one in _kept(kept):
                    yield _read(one, table, days, notes, replace=replace)
                if broken is not None:
                    raise broken
                notes.tell(table)
            return
        yield batch


def _look_through(
    batch: Batch, following: Iterator[Batch], kept: IO[bytes], table: Table, days: DaysOfFile
) -> Exception | None:
    """Move all remaining batches into a file and into ``days``; returns the exception that ended
    the reading, if any."""
    try:
        while True:
            days.look(table, batch)
            pickle.dump(batch, kept, pickle.HIGHEST_PROTOCOL)
            batch = next(following)
    except StopIteration:
        return None
    except Exception as error:  # raised after the rows before it were returned
        return error


def _kept(file: IO[bytes]) -> Iterator[Batch]:
    file.seek(0)
    while True:
        try:
            batch: Batch = pickle.load(file)
        except EOFError:
            return
        yield batch


def _read(
    batch: Batch, table: Table, days: DaysOfFile, notes: _ReadingNotes, *, replace: bool
) -> Batch:
    cells = _Cells(table, batch, days)
    for column in days.columns:
        for number, (text, year, note) in enumerate(cells.rows(column)):
            if reading := days.reading(text, year, note):
                if replace:
                    cells.put(number, column, reading.day.isoformat())
                how = f"{reading.day}, {reading.order}"
                notes.add(batch.lines[number], column, text.strip(), reading.order, how)
    for column in days.numbers.columns:
        for number, text in enumerate(cells.texts(column)):
            if found := days.numbers.reading(column, text):
                assert found.plain is not None
                if replace:
                    cells.put(number, column, found.plain)
                if found.form != POINT:
                    how = f"{column}, {found.form}"
                    notes.add(batch.lines[number], column, text.strip(), how, found.plain)
    return batch


class _ReadingNotes:
    """Notes on how ambiguous cells were read: for each way of reading, the first cell and the
    number of others."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[int, str, str, str]] = {}
        self._count: Counter[str] = Counter()

    def add(self, line: int, column: str, text: str, way: str, read_as: str) -> None:
        self._first.setdefault(way, (line, column, text, read_as))
        self._count[way] += 1

    def tell(self, table: Table) -> None:
        for way, (line, column, text, read_as) in self._first.items():
            others = self._count[way] - 1
            suffix = f"; so are {others:,} more" if others else ""
            table.note(f"{table.where(line)}: {column} {text!r} is read as {read_as}{suffix}")


class _Cells:
    """The cells of a batch by column name, for any table."""

    def __init__(self, table: Table, batch: Batch, days: DaysOfFile) -> None:
        self._tabular = table.tabular
        self._rows = batch.rows
        self._plain_text = table.form == "csv"
        wanted = (*days.columns, *days.numbers.columns, "year", "notes")
        if table.tabular:
            self._places: dict[str, Any] = _places(table.columns, wanted)
        else:
            found = {folded_column(str(key)): key for row in batch.rows for key in row}
            self._places = {name: found.get(name) for name in wanted}

    def texts(self, column: str) -> list[str]:
        """A column's cells; empty for a missing column."""
        place = self._places[column]
        if place is None:
            return []
        if self._plain_text:
            try:
                return list(map(itemgetter(place), self._rows))
            except IndexError:  # a ragged row
                pass
        return [self._text(row, place) for row in self._rows]

    def together(self, columns: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
        """The cells of each of these columns that exists."""
        there = [column for column in columns if self._places[column] is not None]
        if self._plain_text and len(there) > 1 and self._rows:
            pick = itemgetter(*(self._places[column] for column in there))
            try:
                yield from zip(there, zip(*map(pick, self._rows), strict=True), strict=True)
                return
            except IndexError:  # a ragged row
                pass
        for column in there:
            yield column, self.texts(column)

    def rows(self, column: str) -> Iterator[tuple[str, str, str]]:
        """For each row the cell, the year and the note."""
        places = [self._places[name] for name in (column, "year", "notes")]
        if places[0] is None:
            return
        for row in self._rows:
            day, year, note = ("" if place is None else self._text(row, place) for place in places)
            yield day, year, note

    def put(self, number: int, column: str, text: str) -> None:
        """Set a row's cell."""
        row = self._rows[number]
        if isinstance(row, tuple):
            row = self._rows[number] = list(row)
        row[self._places[column]] = text

    def _text(self, row: Any, place: Any) -> str:
        value: Any = ""
        if not self._tabular:
            value = row.get(place)
        elif place < len(row):
            value = row[place]
        return value if isinstance(value, str) else cell_text(value)


@lru_cache(maxsize=64)
def _places(columns: tuple[str, ...], wanted: tuple[str, ...]) -> dict[str, int | None]:
    folded = [folded_column(name) for name in columns]
    return {name: folded.index(name) if name in folded else None for name in wanted}


def _year_in(cell: str) -> int | None:
    """The year in a cell such as ``2020`` or ``2020.0``; else ``None``."""
    digits = cell.strip().removesuffix(".0")
    return int(digits) if len(digits) == 4 and digits.isdecimal() else None
