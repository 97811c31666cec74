"""Reads from a sheet's XML what openpyxl does not report in row-by-row mode: merged cells, formulas
without a calculated value, rows and columns that are hidden, cells that are struck through."""

from __future__ import annotations

import re
import zipfile
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO, Any, NamedTuple

from extractor.errors import TableError
from extractor.tables.struck import StruckCells, struck_looks, tells_of_strikes

__all__ = ["Area", "SheetMarks", "filled", "marks_of"]

CHUNK = 1 << 16
MOST_AREAS = 100_000
LONGEST_COLUMN, LONGEST_ROW = 3, 7  # letters and digits of a cell's name
BOOK = "xl/workbook.xml"
_ENDS = (b"/c>", b":c>", b"row>")  # ends of the elements looked for
_TAG = re.compile(rb"<(?:\w+:)?(row|col|mergeCell|calcPr)\b([^>]*)>")
# A formula contains no "<". If the formula gives a text, an empty <v> is a value: a blank text.
_FORMULA = rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
_BLANK = rb"(<(?:\w+:)?v\s*/>|<(?:\w+:)?v>(?:\s*|0)</(?:\w+:)?v>)?"
_CELL_TAG, _CELL_END = rb"<(?:\w+:)?c\b([^>]*)>", rb"</(?:\w+:)?c>"
_NO_VALUE = re.compile(rb"\s*".join((_CELL_TAG, _FORMULA, _BLANK, _CELL_END)))
_ATTRIBUTE = re.compile(rb"""\b(\w+)\s*=\s*["']([^"']*)["']""")
_TRUE = (b"1", b"true")


class Area(NamedTuple):
    """Merged cells of one column (from 0): the first row and the last."""

    column: int
    first: int
    last: int


class SheetMarks(NamedTuple):
    """The marks of one sheet: merged areas one column wide, the rows of formulas without a value by
    column, hidden rows, cells struck through, and ranges of hidden columns (from 0, the end
    excluded)."""

    areas: list[Area]
    no_value: dict[int, array[int]]
    hidden: array[int]
    struck: StruckCells
    hidden_columns: list[tuple[int, int]]

    def hides(self, column: int) -> bool:
        """Return whether a column (from 0) is hidden."""
        return any(first <= column < end for first, end in self.hidden_columns)


def marks_of(file: IO[bytes], part: str, name: str) -> SheetMarks:
    """Return the marks of the sheet in this part of a workbook; the file's position is unchanged.
    If the workbook asks to be recalculated when opened, a formula's 0 counts as no value:
    XlsxWriter writes 0 for all formulas.

    Raises :class:`TableError` if more cells are merged than in any valid sheet.
    """
    stood = file.tell()
    with zipfile.ZipFile(file) as parts:
        part = part.lstrip("/")
        struck = StruckCells(struck_looks(parts))
        found = SheetMarks([], defaultdict(lambda: array("L")), array("L"), struck, [])
        any_struck = bool(struck.looks)
        with parts.open(part) as stream:
            zeros = BOOK in parts.namelist() and _worked_out_anew(parts.read(BOOK))
            tail = b""
            while chunk := stream.read(CHUNK):
                piece = tail + chunk
                ends = [at + len(tag) for tag in _ENDS if (at := piece.rfind(tag)) >= 0]
                end = max([0, piece.rfind(b"<mergeCell"), *ends])
                tail = piece[end:]
                _look(piece[:end], found, zeros)
                any_struck = any_struck or tells_of_strikes(piece)
            _look(tail, found, zeros)
        if any_struck:
            with parts.open(part) as stream:
                struck.read(stream)
    file.seek(stood)
    if len(found.areas) > MOST_AREAS:
        raise TableError(f"more than {MOST_AREAS:,} merged areas in {part!r}", where=name)
    return found


def _worked_out_anew(book: bytes) -> bool:
    """Return whether a workbook asks for its formulas to be recalculated when it is opened."""
    asked = (_attributes(words).get(b"fullCalcOnLoad") for _, words in _TAG.findall(book))
    return any(value in _TRUE for value in asked)


def _look(piece: bytes, found: SheetMarks, zeros: bool) -> None:
    if b"hidden" in piece or b"mergeCell" in piece:
        for tag, words in _TAG.findall(piece):
            if tag == b"row" and b"hidden" in words:
                said = _attributes(words)
                if said.get(b"hidden") in _TRUE and said.get(b"r", b"").isdigit():
                    found.hidden.append(int(said[b"r"]))
            elif tag == b"col" and b"hidden" in words:
                said = _attributes(words)
                ends = said.get(b"min", b""), said.get(b"max", b"")
                if said.get(b"hidden") in _TRUE and all(map(bytes.isdigit, ends)):
                    found.hidden_columns.append((int(ends[0]) - 1, int(ends[1])))
            elif tag == b"mergeCell" and len(found.areas) <= MOST_AREAS:
                first, _, last = _attributes(words).get(b"ref", b"").partition(b":")
                top, bottom = _cell(first), _cell(last)
                if top and bottom and top[0] == bottom[0] and top[1] < bottom[1]:
                    found.areas.append(Area(top[0], top[1], bottom[1]))
    if b"<f" in piece or b":f" in piece:
        for words, value in _NO_VALUE.findall(piece):
            said = _attributes(words)
            cell = _cell(said.get(b"r", b""))
            if b"0" in value and not zeros:
                continue
            if cell and not (value and said.get(b"t") == b"str"):
                found.no_value[cell[0]].append(cell[1])


def _attributes(words: bytes) -> dict[bytes, bytes]:
    """Return a tag's attributes."""
    return dict(_ATTRIBUTE.findall(words))


def _cell(name: bytes) -> tuple[int, int] | None:
    """Return the column (from 0) and the row of a cell name such as ``B12``; ``None`` for anything
    else."""
    letters = name.rstrip(b"0123456789")
    row = name[len(letters) :]
    sound = 1 <= len(letters) <= LONGEST_COLUMN and letters.isalpha() and letters.isupper()
    if not sound or not 1 <= len(row) <= LONGEST_ROW:
        return None
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1, int(row)


def filled(
    rows: Iterator[tuple[int, tuple[Any, ...]]], areas: Sequence[Area]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield numbered rows, with the text or day of each merged area filled into all of its rows. A
    number stays in the first row only: a toll over two rows is not the toll of each."""
    begin: defaultdict[int, list[Area]] = defaultdict(list)
    for area in areas:
        begin[area.first].append(area)
    open_areas: dict[Area, Any] = {}
    waiting = sorted(begin, reverse=True)
    for line, cells in rows:
        while waiting and waiting[-1] < line:
            waiting.pop()  # a blank row
        if waiting and waiting[-1] == line:
            for area in begin[waiting.pop()]:
                if area.column < len(cells) and isinstance(cells[area.column], (str, date)):
                    open_areas[area] = cells[area.column]
        open_areas = {area: value for area, value in open_areas.items() if area.last >= line}
        if open_areas:
            made = list(cells)
            for area, value in open_areas.items():
                made += [None] * (area.column + 1 - len(made))
                if made[area.column] is None:
                    made[area.column] = value
            cells = tuple(made)
        yield line, cells
