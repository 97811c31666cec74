"""OpenDocument spreadsheets (.ods), as LibreOffice and Google Sheets write them.

All sheets are in one part of the archive. It is read once, in chunks, and the rows are written to a
temporary file, from which each sheet is then read.
"""

from __future__ import annotations

import pickle
import tempfile
import zipfile
from array import array
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

from extractor.codebook.open_days import SINCE_1900
from extractor.errors import TableError
from extractor.tables.bounds import LARGEST_PARTS, LONGEST_ROW, LONGEST_TEXT
from extractor.tables.open_document_cells import Cell, Styles
from extractor.tables.sheet_marks import Area, SheetMarks
from extractor.tables.struck import StruckCells, StruckLooks
from extractor.tables.temporary_data import temporary_data

__all__ = ["OpenDocumentBook"]

CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
SPACE = "urn:oasis:names:tc:opendocument:xmlns:%s:1.0 "
OFFICE, TABLE, TEXT, STYLE, DRAW = (
    SPACE % name for name in ("office", "table", "text", "style", "drawing")
)
SHEET, ROW, COLUMN, SHAPES, FORMS, NOTE = (
    *(f"{TABLE}{name}" for name in ("table", "table-row", "table-column", "shapes")),
    *(f"{OFFICE}{name}" for name in ("forms", "annotation")),
)
COVERED = f"{TABLE}covered-table-cell"
CELLS = (f"{TABLE}table-cell", COVERED)
CHUNK = 1 << 16
ROWS_TOGETHER = 200  # rows per block in the temporary file
MOST_COLUMNS = 1 << 14
MOST_ROWS = 1 << 21
MOST_SHEETS = 10_000
DEEPEST = 500
HIDING = ("collapse", "filter")
# Elements inside a cell that are not part of its value: comments, pictures, tables.
UNREAD = (NOTE, SHEET, DRAW)


@dataclass
class _Sheet:
    name: str
    hidden: bool
    parts: list[int] = field(default_factory=list)  # offsets of its rows in the temporary file
    marks: SheetMarks = field(
        default_factory=lambda: SheetMarks(
            [], defaultdict(lambda: array("L")), array("L"), StruckCells(StruckLooks()), []
        )
    )


class OpenDocumentBook:
    """The sheets of the spreadsheet in ``file``, as :class:`~extractor.tables.book.Book` has them.

    Raises :class:`TableError` for a file that is encrypted, too large, or broken.
    """

    counts_from = SINCE_1900

    def __init__(self, file: IO[bytes], name: str, resources: ExitStack) -> None:
        self._kept: IO[bytes] = resources.enter_context(
            tempfile.TemporaryFile()  # noqa: SIM115
        )
        reader = _Reader(self._kept, name)
        with zipfile.ZipFile(file) as parts:
            if MANIFEST in parts.namelist():
                with parts.open(MANIFEST) as stream:
                    if b"encryption-data" in stream.read(1 << 20):
                        raise TableError("encrypted with a password; save it without one")
            if STYLES in parts.namelist():  # styles that those of the content refer to
                with parts.open(STYLES) as stream:
                    reader.read(stream)
            with parts.open(CONTENT) as stream:
                reader.read(stream)
        self._sheets = {sheet.name: sheet for sheet in reader.sheets}
        self.names = [*self._sheets]

    def has_cells(self, name: str) -> bool:
        return name in self._sheets

    def is_hidden(self, name: str) -> bool:
        return self._sheets[name].hidden

    def marks(self, name: str) -> SheetMarks:
        return self._sheets[name].marks

    def rows(self, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
        for place in self._sheets[name].parts:
            self._kept.seek(place)
            yield from pickle.load(self._kept)


class _Reader:
    """Reads the content once and writes all rows that are not blank to ``kept``."""

    def __init__(self, kept: IO[bytes], name: str) -> None:
        self._kept, self._name = kept, name
        self.sheets: list[_Sheet] = []
        self._styles = Styles()
        self._depth = self._unread = 0
        self._table: _Sheet | None = None
        self._events = 0
        self._rows: list[tuple[int, tuple[Any, ...]]] = []
        self._line = 1  # number of the current row
        self._repeated = 1
        self._hides = False
        self._row_style: str | None = None
        self._column_styles: list[str | None] = []
        self._row_size = 0
        self._cells: list[Any] = []
        self._column = 0
        self._struck: list[tuple[str, str]] = []
        self._cell: Cell | None = None

    def read(self, stream: IO[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        size = silent = 0
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            before = self._events
            parser.Parse(chunk, False)
            silent = silent + len(chunk) if self._events == before else 0
            if silent > LONGEST_TEXT or size > LARGEST_PARTS:  # a tag that does not end
                raise self._refused("is larger than any sound one")
        parser.Parse(b"", True)

    def _refused(self, what: str) -> TableError:
        return TableError(f"{CONTENT!r} in it {what}", where=self._name)

    def _doctype(self, *_: object) -> None:
        raise self._refused("declares a document type, which spreadsheets do not")

    def _start(self, tag: str, said: dict[str, str]) -> None:
        self._events += 1
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._refused(f"has elements within {DEEPEST} others")
        if self._unread:
            self._unread += 1
        elif self._cell is not None:
            if tag.startswith(UNREAD):
                self._unread = 1
            else:
                self._cell.start(tag, said, self._styles)
        elif self._table is None:
            if tag == SHEET:
                self._start_table(said)
            else:
                self._styles.see(tag, said)
        elif tag in CELLS:
            self._cell = Cell(said, covered=tag == COVERED)
        elif tag == ROW:
            self._start_row(said)
        elif tag == COLUMN:
            style = said.get(f"{TABLE}default-cell-style-name")
            before = len(self._column_styles)
            times = min(_times(said, "columns", MOST_COLUMNS), MOST_COLUMNS - before)
            self._column_styles += [style] * times
            if said.get(f"{TABLE}visibility") in HIDING:
                self._table.marks.hidden_columns.append((before, before + times))
        elif tag in (SHAPES, FORMS, NOTE):
            self._unread = 1

    def _end(self, tag: str) -> None:
        self._events += 1
        self._depth -= 1
        if self._unread:
            self._unread -= 1
        elif self._cell is not None:
            if tag in CELLS:
                self._end_cell(self._cell)
                self._cell = None
            else:
                self._cell.end(tag)
        elif tag == ROW and self._table is not None:
            self._end_row(self._table)
        elif tag == SHEET and self._table is not None:
            self._put_aside(self._table)
            self._table = None

    def _text(self, words: str) -> None:
        self._events += 1
        if self._cell is not None and not self._unread:
            self._row_size += len(words)
            self._cell.text(words)
            if self._cell.size > LONGEST_TEXT or self._row_size > LONGEST_ROW:
                raise self._refused("holds a text that is longer than any sound one")

    def _start_table(self, said: dict[str, str]) -> None:
        name = said.get(f"{TABLE}name", "") or f"Sheet{len(self.sheets) + 1}"
        if len(self.sheets) >= MOST_SHEETS or any(sheet.name == name for sheet in self.sheets):
            raise self._refused(f"has the sheet {name!r} twice, or too many")
        hidden = said.get(f"{TABLE}style-name") in self._styles.unseen
        self._table = _Sheet(name, hidden)
        self.sheets.append(self._table)
        self._line, self._column_styles = 1, []

    def _start_row(self, said: dict[str, str]) -> None:
        self._repeated = _times(said, "rows", MOST_ROWS)
        self._row_style = said.get(f"{TABLE}default-cell-style-name")
        self._cells, self._struck = [], []
        self._column = self._row_size = 0
        self._hides = said.get(f"{TABLE}visibility") in HIDING

    def _end_cell(self, cell: Cell) -> None:
        value, times = cell.value(), min(cell.columns, MOST_COLUMNS)
        if value is not None:
            if self._column + times > MOST_COLUMNS:
                raise self._refused("has more columns than any sheet")
            if self._column > len(self._cells):
                self._cells += [None] * (self._column - len(self._cells))
            self._cells += [value] * times
            if self._styles.struck:
                self._note(cell, times)
        elif cell.lacks_value and self._table is not None:
            self._table.marks.no_value[self._column].append(self._line)
        rows = min(cell.rows, MOST_ROWS)
        if rows > 1 and cell.across == 1 and self._table is not None:
            area = Area(self._column, self._line, self._line + rows - 1)
            self._table.marks.areas.append(area)
        self._column += times

    def _note(self, cell: Cell, times: int) -> None:
        for column in range(self._column, self._column + times):
            of_column = self._column_styles[column : column + 1] or [None]
            style = cell.style or self._row_style or of_column[0]
            looks = "part" if cell.is_partly_struck(self._styles) else "plain"
            if cell.is_struck(self._styles) or (looks == "plain" and style in self._styles.struck):
                looks = "struck"
            self._struck.append((_letters(column), looks))

    def _end_row(self, sheet: _Sheet) -> None:
        if self._line + self._repeated > MOST_ROWS and self._cells:
            raise self._refused(f"has too many rows in the sheet {sheet.name!r}")
        if self._cells:
            cells = tuple(self._cells)
            for line in range(self._line, self._line + self._repeated):
                self._rows.append((line, cells))
                if self._hides:
                    sheet.marks.hidden.append(line)
                if self._struck:
                    sheet.marks.struck.see_row(line, self._struck)
                if len(self._rows) >= ROWS_TOGETHER:
                    self._put_aside(sheet)
        self._line += self._repeated

    def _put_aside(self, sheet: _Sheet) -> None:
        if self._rows:
            with temporary_data():
                sheet.parts.append(self._kept.tell())
                pickle.dump(self._rows, self._kept, pickle.HIGHEST_PROTOCOL)
            self._rows = []


def _times(said: dict[str, str], what: str, most: int) -> int:
    """Return how often a row or column is repeated."""
    repeats = said.get(f"{TABLE}number-{what}-repeated", "1")
    return max(1, min(int(repeats), most)) if repeats.isdecimal() and len(repeats) < 10 else 1


def _letters(column: int) -> str:
    """Return a column's letters: AA for 26."""
    found = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        found = chr(65 + remainder) + found
    return found
