"""Runs the checks over rows of ACLED and UCDP, a batch at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from extractor.codebook.open_days import open_day
from extractor.codebook.written_numbers import POINT, NumberReading
from extractor.errors import ExtractorError
from extractor.records.acled import ACLED_COLUMNS
from extractor.records.kinds import UCDP_COLUMNS, RecordKind
from extractor.records.settled_days import DaysOfFile
from extractor.records.vintages import NO_CELL, cell_text
from extractor.tables import Batch
from extractor.validate.acled_rules import BLANKS, NAMED
from extractor.validate.cells import shown
from extractor.validate.columns import Check, Columns, Met, line_words
from extractor.validate.finding import Problem
from extractor.validate.header import Header
from extractor.validate.vintage import written

__all__ = ["IDS", "Found", "RowChecks", "text_of"]

IDS = {RecordKind.ACLED: "event_id_cnty", RecordKind.UCDP: "id", RecordKind.EVENT: "id"}
KNOWN = frozenset({*ACLED_COLUMNS, *UCDP_COLUMNS})
_FLAGS = ("named", "")  # whether the cell is blank
NO_CHECK = -1
FEWEST_COLUMNS = 10
MOST_FILLED = 3  # cells of a note or a sum below a table; an event has more


class OpenDays(ExtractorError):
    """A part of a file has days or numbers that only the whole file can explain."""


class Found(NamedTuple):
    """Something about a row: its number among those read (from 1), its line, and the check that met
    it (:data:`NO_CHECK` for a plain problem)."""

    row: int
    line: int
    check: int
    what: Problem | Met
    row_id: str | None


class RowChecks:
    """The checks that the columns of a file allow, with their memory of its rows."""

    def __init__(
        self,
        kind: RecordKind,
        header: Header,
        today: date,
        *,
        tabular: bool,
        typed: bool,
        words: Callable[[int], str] = line_words,
        days: DaysOfFile | None = None,
    ) -> None:
        """``words`` gives the words for a line in a message about another line. ``days`` is the
        whole file's evidence about its days; without it, rows that need it raise :class:`OpenDays`.
        """
        self.header = header
        self.checks = _checks(kind, self.header, today)
        for check in self.checks:
            check.line_words = words
        self.rows = 0
        self._days = days
        self._forms: dict[tuple[str, str], tuple[int, str, NumberReading]] = {}  # the first of each
        self._of_form: Counter[tuple[str, str]] = Counter()
        self._open = DaysOfFile(kind, today)
        self._id = IDS[kind]
        self._columns = header.columns
        self._tabular = tabular
        self._typed = typed

    def found(self, batch: Batch) -> list[Found]:
        """What a batch shows, in the order of its rows."""
        before = self.rows
        self.rows += len(batch.lines)
        noted: list[Found] = []
        sides, numbers = self._sides(batch, noted, before)
        if sides.count:
            ids = sides.get(self._id)
            hits = [
                (index, number if isinstance(what, Met) else NO_CHECK, what)
                for number, check in enumerate(self.checks)
                for index, what in check(sides)
            ]
            hits.sort(key=_by_row)
            for index, number, what in hits:
                row_id = ids[index].strip() if ids else None
                row = before + numbers[index] + 1
                noted.append(Found(row, sides.lines[index], number, what, row_id))
        return sorted(noted, key=_row)

    def settled(self, found: Found, line: int) -> Iterator[Problem]:
        """The problems of a find, asked for in the order of the file; ``line`` is the line in the
        file."""
        if isinstance(found.what, Met):
            yield from self.checks[found.check].judge(found.what, line)
        else:
            yield found.what

    def at_end(self) -> list[tuple[int, Problem, str | None]]:
        """The problems that show only at the end of the file, in the order of lines."""
        ends = [found for check in self.checks for found in check.at_end()]
        return sorted([*ends, *self._written_otherwise()], key=_line)

    def _written_otherwise(self) -> Iterator[tuple[int, Problem, str | None]]:
        """Numbers not in plain digits: for each column and form the first, and a count."""
        for (column, form), (line, cell, reading) in self._forms.items():
            many = self._of_form[column, form]
            cells = "1 cell has" if many == 1 else f"{many:,} cells have"
            message = f"{column}: {cells} {form}: {shown(cell)}, read as {reading.plain}"
            yield line, Problem("W208", message, column, cell), None

    def _sides(
        self, batch: Batch, noted: list[Found], before: int
    ) -> tuple[Columns, Sequence[int]]:
        """The batch as columns of text, and which of its rows are in it: ragged rows are reported
        and left out."""
        rows, lines = batch.rows, batch.lines
        columns, width = self._columns, len(self._columns)
        if not self._tabular:
            rows = [[record.get(column) for column in columns] for record in rows]
        numbers: Sequence[int] = range(len(rows))
        if any(map(width.__ne__, map(len, rows))):
            numbers = [index for index, row in enumerate(rows) if len(row) == width]
            noted += _ragged(rows, lines, width, before)
            rows, lines = [rows[i] for i in numbers], [lines[i] for i in numbers]
        turned: list[Sequence[Any]] = list(zip(*rows, strict=True))
        if few := self._hardly_filled(turned, rows):
            for index, message in few.items():
                problem = Problem("E104", message)
                row = before + numbers[index] + 1
                noted.append(Found(row, lines[index], NO_CHECK, problem, None))
            kept = [index for index in range(len(rows)) if index not in few]
            numbers = [numbers[index] for index in kept]
            rows, lines = [rows[index] for index in kept], [lines[index] for index in kept]
            turned = list(zip(*rows, strict=True))
        if not turned:
            return Columns(lines, {}, 0), numbers
        made: dict[str, Sequence[str]] = {}
        for name, position in self.header.positions.items():
            cells = turned[position]
            made[name] = [text_of(cell) for cell in cells] if self._typed else cells
            nested = [] if self._tabular or name not in KNOWN else _nested(cells)
            for index in nested:
                problem = Problem("E101", f"{name}: {NO_CELL}", name)
                row = before + numbers[index] + 1
                noted.append(Found(row, lines[index], NO_CHECK, problem, None))
        for day in self._open.columns:
            if day in made:
                self._settle(day, made)
        self._settle_numbers(lines, made)
        for flag in NAMED:
            column = made.get(flag.split()[0])
            if column is not None:
                made[flag] = list(map(_FLAGS.__getitem__, map(BLANKS.__contains__, column)))
        return Columns(lines, made, len(rows)), numbers

    def _hardly_filled(
        self, turned: Sequence[Sequence[Any]], rows: Sequence[Sequence[Any]]
    ) -> dict[int, str]:
        """Rows without a day and with hardly any cell filled, such as notes and sums below
        a table."""
        place = self.header.positions.get(self._open.columns[0]) if self._open.columns else None
        if place is None or len(turned) < FEWEST_COLUMNS:
            return {}
        days = turned[place]
        if "" not in days and None not in days:
            return {}
        found = {}
        for index, day in enumerate(days):
            if day in ("", None):
                filled = [text for cell in rows[index] if (text := text_of(cell).strip())]
                if len(filled) <= MOST_FILLED:
                    found[index] = _few_words(filled, len(self._columns))
        return found

    def _settle(self, column: str, made: dict[str, Sequence[str]]) -> None:
        """Replace days that only the file explains by ISO days; the written form is kept beside
        them."""
        cells = made[column]
        made[written(column)] = cells
        if self._days is None:
            if self._open.any_open(cells):
                raise OpenDays("days that only the whole file settles")
            return
        if not self._days.seen:
            return
        blank = [""] * len(cells)
        others = zip(cells, made.get("year", blank), made.get("notes", blank), strict=True)
        read = [self._days.reading(*row) for row in others]
        found = [open_day(cell.strip()) for cell in cells]
        made[column] = [
            each.day.isoformat() if each else cell for each, cell in zip(read, cells, strict=True)
        ]
        made[written(column)] = [
            "" if was and not each else cell
            for was, each, cell in zip(found, read, cells, strict=True)
        ]

    def _settle_numbers(self, lines: Sequence[int], made: dict[str, Sequence[str]]) -> None:
        """Replace numbers in other forms by plain ones where the file allows one reading."""
        if self._days is None:
            numbers = self._open.numbers
            if any(numbers.any_open(name, made[name]) for name in numbers.columns if name in made):
                raise OpenDays("numbers that only the whole file settles")
            return
        if not self._days.seen:
            return
        numbers = self._days.numbers
        for column in numbers.columns:
            cells = made.get(column, ())
            found = {cell: read for cell in set(cells) if (read := numbers.reading(column, cell))}
            if not found:
                continue
            for line, cell in zip(lines, cells, strict=True):
                reading = found.get(cell)
                if reading is not None and reading.form != POINT:
                    key = column, reading.form
                    self._forms.setdefault(key, (line, cell.strip(), reading))
                    self._of_form[key] += 1
            made[column] = [found[cell].plain or cell if cell in found else cell for cell in cells]


def _checks(kind: RecordKind, header: Header, today: date) -> list[Check]:
    columns = tuple(header.positions)
    if kind is RecordKind.ACLED:
        from extractor.validate.acled import acled_checks

        return acled_checks(columns, today, before_2019=header.before_2019)
    from extractor.validate.ucdp import ucdp_checks

    return ucdp_checks(columns, today)


def _few_words(filled: Sequence[str], width: int) -> str:
    cells = "1 cell is" if len(filled) == 1 else f"{len(filled)} cells are"
    first = f", {shown(filled[0])} the first" if filled else ""
    return f"{cells} filled of {width}{first}: a note or a sum, no row"


def _ragged(
    rows: Sequence[Sequence[Any]], lines: Sequence[int], width: int, before: int
) -> Iterator[Found]:
    """The rows that are longer or shorter than the header."""
    for index, row in enumerate(rows):
        if len(row) != width:
            problem = Problem("E104", f"{len(row)} cells where the header has {width}")
            yield Found(before + index + 1, lines[index], NO_CHECK, problem, None)


def _nested(cells: Sequence[Any]) -> list[int]:
    """The indexes of a column's cells that are JSON objects, not plain values."""
    return [index for index, cell in enumerate(cells) if isinstance(cell, dict)]


def text_of(value: Any) -> str:
    """A cell as text, white space and all."""
    return value if isinstance(value, str) else cell_text(value)


def _by_row(hit: tuple[int, int, Problem | Met]) -> int:
    return hit[0]


def _row(found: Found) -> int:
    return found.row


def _line(found: tuple[int, Problem, str | None]) -> int:
    return found[0]
