"""Reads the sheets of a workbook as one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from typing import IO, Any

from extractor.errors import TableError
from extractor.tables.book import Book, ExcelBook
from extractor.tables.not_rows import AGAIN, MOST_TOLD, TAGS, is_tags
from extractor.tables.open_document import OpenDocumentBook
from extractor.tables.options import TableOptions
from extractor.tables.repeated import OTHER_HEADER
from extractor.tables.sheet_marks import Area, filled
from extractor.tables.sheets import Sheet, chosen_sheets, is_blank, seen_sheet
from extractor.tables.strays import Strays, Unnamed
from extractor.tables.table import BATCH_ROWS, Batch, Faults, Form, Place, Table
from extractor.text.printable import plural

__all__ = ["WorkbookTable"]

SHEET_LINES = (
    1 << 21
)  # Excel's sheets have half as many; an integer of four bytes holds 1,023 sheets


BOOKS: dict[Form, Callable[[IO[bytes], str, ExitStack], Book]] = {
    "xlsx": ExcelBook,
    "ods": OpenDocumentBook,
}
KINDS = {"xlsx": "Excel workbook", "ods": "OpenDocument spreadsheet"}


class WorkbookTable(Table):
    """A workbook. ``line`` is a row of the first sheet read; for other sheets see :meth:`place`. A
    formula's value is the one it had when the file was saved.

    If no sheet is named, the first one that ``TableOptions.fits`` accepts is read, or else the
    first that is not empty, together with all sheets of the same columns in any order. Hidden
    sheets are read only if there are no others. Sheets left out are noted, with their number of
    rows.

    Cells keep their types: text, numbers, dates as ``datetime``, ``None`` for blank. The header is
    the first row that is not blank, or the first of the rows at the top that fits. Blank rows are
    skipped. Cells to the right of the header's last column are left out, and noted if they are not
    blank.
    """

    def __init__(
        self, name: str, form: Form, file: IO[bytes], resources: ExitStack, options: TableOptions
    ) -> None:
        super().__init__(name, resources)
        self.form = form
        try:
            self._book = BOOKS[form](file, name, resources)
            self._skipped = options.skip_lines
            self._areas: dict[str, list[Area]] = {}
            self._read, self._left_out = self._sheets(options)
            marks = [self._book.marks(sheet.name) for sheet in self._read]
        except (TableError, MemoryError):
            raise
        except Exception as error:  # openpyxl lets any error through that a broken file causes
            raise self._broken(error) from None
        first = self._read[0]
        self._note = options.note
        self._only = len(self._read) + len(self._left_out) == 1
        self.sheet = first.name
        self.counts_from = self._book.counts_from
        self.header_line, self.columns = first.header_line, first.columns
        self._marked = list(zip(self._read, marks, strict=True))
        self._refuse_without_values()

    def _refuse_without_values(self) -> None:
        """Raise if a formula in the table was never calculated: its cell would silently be
        blank."""
        for number, (sheet, marks) in enumerate(self._marked):
            below = {
                column: [row for row in rows if row > sheet.header_line]
                for column, rows in marks.no_value.items()
                if column < len(sheet.columns)
            }
            for column, rows in below.items():
                if rows:
                    cells = plural(sum(map(len, below.values())), "formula")
                    line = number * SHEET_LINES + rows[0]
                    raise self.error(
                        f"{cells} without a value, in column {sheet.columns[column]!r} first; open "
                        "the file in a spreadsheet program and save it",
                        line,
                    )
            self._areas[sheet.name] = [a for a in marks.areas if a.first > sheet.header_line]

    def _sheets(self, options: TableOptions) -> tuple[list[Sheet], list[Sheet]]:
        """Return the sheets to read, and the others that are not empty."""
        names = self._book.names
        wanted = options.sheet
        if not names or (wanted is not None and wanted not in names):
            raise self.error(_no_sheet(wanted, names))
        seen = []
        for name in names:
            if self._book.has_cells(name):
                hidden = self._book.is_hidden(name)
                seen.append(seen_sheet(name, self._rows(name), options.fits, hidden=hidden))
            elif name == wanted:
                raise self.error(f"{name!r} is a chart, not a sheet of cells")
        full = [sheet for sheet in seen if sheet.columns]
        if wanted is None:
            read = chosen_sheets(full)
        else:
            read = [sheet for sheet in full if sheet.name == wanted]
        if not read:
            raise self.error(f"the sheet {wanted or names[0]!r} is empty")
        return read, [sheet for sheet in full if sheet not in read]

    def headers(self) -> list[tuple[int, tuple[str, ...]]]:
        return [
            (
                number * SHEET_LINES + sheet.header_line,
                tuple(name or "" for name in sheet.in_order(sheet.columns)),
            )
            for number, sheet in enumerate(self._read)
        ]

    def place(self, line: int) -> Place:
        number, row = divmod(line, SHEET_LINES)
        return Place(self._read[number].name, row)

    def cell(self, line: int, column: int) -> int:
        order = self._read[line // SHEET_LINES].order
        return column if order is None or column >= len(order) else order[column]

    def where(self, line: int) -> str:
        return f"{self._sheet_words(line)}:{self.place(line).line}"

    def line_words(self, line: int) -> str:
        place = self.place(line)
        words = "line" if len(self._read) == 1 else "row"
        return f"{words} {place.line}" + (f" of {place.sheet!r}" if len(self._read) > 1 else "")

    def error(self, reason: str, line: int | None = None) -> TableError:
        if line is None:
            return TableError(reason, where=self.name)
        return TableError(reason, where=self._sheet_words(line), line=self.place(line).line)

    @property
    def other_sheets(self) -> str:
        if not self._left_out:
            return ""
        names = ", ".join(repr(sheet.name) for sheet in self._left_out[:20])
        many = "the sheets" if len(self._left_out) > 1 else "a sheet"
        return f"; there is also {many} {names}, which --sheet names"

    def batches(self, size: int = BATCH_ROWS, *, faults: Faults | None = None) -> Iterator[Batch]:
        self._tell_what_is_left_out()
        width = len(self.columns)
        strays, unnamed = Strays(), Unnamed(self.columns)
        for number, sheet in enumerate(self._read):
            below = ((n, cells) for n, cells in self._rows(sheet.name) if n > sheet.header_line)
            areas = self._areas[sheet.name]
            rows = filled(below, areas) if areas else below
            broken: TableError | None = None
            while broken is None:
                part: list[tuple[int, tuple[Any, ...]]] = []
                try:
                    part.extend(islice(rows, size))  # rows before an error stay in the list
                except TableError as error:
                    broken = error
                if not part:
                    break
                lines, taken = [], []
                for row_number, cells in part:
                    line = number * SHEET_LINES + row_number
                    if reason := self._reason_left_out(sheet, row_number, cells):
                        self.passed_over.append((line, reason))
                        if len(self.passed_over) <= MOST_TOLD:
                            self._note(f"{self.where(line)}: {reason}, left out")
                        continue
                    row = list(sheet.in_order(cells))
                    strays.see(line, row[width:])
                    unnamed.see([line], [row[:width]])
                    if not all(map(is_blank, row[:width])):
                        lines.append(line)
                        taken.append(row[:width] + [None] * (width - len(row)))
                if taken:
                    yield Batch(lines, taken)
            if broken is not None:
                raise broken
        strays.tell(self._note, self.where)
        unnamed.tell(self._note, self.where)

    def _reason_left_out(self, sheet: Sheet, line: int, cells: Sequence[Any]) -> str | None:
        """Return why a row is left out, as a repeated header or HXL tags; else ``None``."""
        if sheet.repeated.found([cells]):
            same = sheet.repeated.is_same(cells)
            if same:
                return AGAIN
            if same is not None:
                raise TableError(
                    OTHER_HEADER, where=f"{self.name}, sheet {sheet.name!r}", line=line
                )
        return TAGS if line <= sheet.header_line + 2 and is_tags(cells) else None

    def _rows(self, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
        try:
            for line, cells in self._book.rows(name):
                if line >= SHEET_LINES:
                    raise TableError(f"{name!r} has too many rows", where=self.name)
                if line > self._skipped and not all(map(is_blank, cells)):
                    yield line, cells
        except (TableError, MemoryError):
            raise
        except Exception as error:
            raise self._broken(error) from None

    def _tell_marks(self) -> None:
        for sheet, marks in self._marked:
            where = f"{self.name}: " + ("" if self._only else f"sheet {sheet.name!r}: ")
            hidden = sum(row > sheet.header_line for row in marks.hidden)
            if hidden:
                self._note(f"{where}{plural(hidden, 'row')} hidden, as by a filter; read as others")
            unseen = [n for at, n in enumerate(sheet.columns) if n and marks.hides(at)]
            if unseen:
                names = ", ".join(map(repr, unseen[:5])) + (" …" if len(unseen) > 5 else "")
                self._note(
                    f"{where}{plural(len(unseen), 'column')} hidden; read as others: {names}"
                )
            marks.struck.tell(self._note, where, below=sheet.header_line)
            if areas := self._areas[sheet.name]:
                said = f"{plural(len(areas), 'merged area')} of cells"
                self._note(f"{where}{said}; a text or day is read in each of its rows")

    def _tell_what_is_left_out(self) -> None:
        self._tell_marks()
        for sheet in self._read:
            if sheet.above:
                rows = plural(sheet.above, "row")
                where = f"{self.name}: " + ("" if self._only else f"sheet {sheet.name!r}: ")
                self._note(f"{where}{rows} above the header in row {sheet.header_line} left out")
        for sheet in self._left_out:
            count = sum(1 for _ in self._rows(sheet.name)) - sheet.looks_like_a_table
            if count:
                hidden = " (hidden)" if sheet.hidden else ""
                said = f"sheet {sheet.name!r}{hidden} left out, {plural(count, 'row')}"
                self._note(f"{self.name}: {said} (--sheet names the one to read)")

    def _sheet_words(self, line: int) -> str:
        return self.name if self._only else f"{self.name}, sheet {self.place(line).sheet!r}"

    def _broken(self, error: Exception) -> TableError:
        what = str(error) or type(error).__name__
        reason = f"not a readable {KINDS[self.form]}: {' '.join(what.split())[:200]}"
        return TableError(reason, where=self.name)


def _no_sheet(sheet: str | None, names: list[str]) -> str:
    if not names:
        return "a workbook without sheets"
    return f"no sheet {sheet!r}; there are {', '.join(map(repr, names[:20]))}"
