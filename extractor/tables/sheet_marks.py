"""What a sheet says of its cells that openpyxl does not tell while it reads row by row: cells that
are merged, formulas without the value that a program works out, rows that a filter hides."""

from __future__ import annotations

import re
import zipfile
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO, Any, NamedTuple

from extractor.errors import TableError

__all__ = ["Area", "SheetMarks", "filled", "marks_of"]

CHUNK = 1 << 16
MOST_AREAS = 100_000
BOOK = "xl/workbook.xml"
_ANEW = re.compile(rb'\bfullCalcOnLoad\s*=\s*["\'](?:1|true)["\']')
_ENDS = (b"/c>", b":c>", b"row>")  # behind which nothing that is looked for goes on
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_HIDDEN = re.compile(rb'\bhidden\s*=\s*["\'](?:1|true)["\']')
_NUMBER = re.compile(rb'\br\s*=\s*["\'](\d+)["\']')
# A formula holds no "<". An empty <v> is a value where the formula gives a text, a blank one.
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(<(?:\w+:)?v\s*/>|<(?:\w+:)?v>(?:\s*|0)</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CELL = re.compile(rb'\br\s*=\s*["\']([A-Z]{1,3})(\d{1,7})["\']')
_TEXT = re.compile(rb'\bt\s*=\s*["\']str["\']')
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*["\']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["\']'
)


class Area(NamedTuple):
    """Merged cells of one column (from 0): the rows from which and to which."""

    column: int
    first: int
    last: int


class SheetMarks(NamedTuple):
    """Of one sheet the merged areas that are one column wide, the rows of formulas without a value
    by column, and the rows that are hidden."""

    areas: list[Area]
    no_value: dict[int, array[int]]
    hidden: array[int]


def marks_of(file: IO[bytes], part: str, name: str) -> SheetMarks:
    """Look through the sheet in this part of a workbook; the file then stands where it stood. In a
    workbook that asks to be worked out when it is opened a formula's 0 is no value: XlsxWriter
    writes it for all.

    Raises :class:`TableError` where more cells are merged than in any sound sheet.
    """
    found = SheetMarks([], defaultdict(lambda: array("L")), array("L"))
    stood = file.tell()
    with zipfile.ZipFile(file) as parts, parts.open(part.lstrip("/")) as stream:
        zeros = BOOK in parts.namelist() and _ANEW.search(parts.read(BOOK)) is not None
        rest = b""
        while chunk := stream.read(CHUNK):
            piece = rest + chunk
            ends = [at + len(tag) for tag in _ENDS if (at := piece.rfind(tag)) >= 0]
            end = max([0, piece.rfind(b"<mergeCell"), *ends])
            rest = piece[end:]
            _look(piece[:end], found, zeros)
        _look(rest, found, zeros)
    file.seek(stood)
    if len(found.areas) > MOST_AREAS:
        raise TableError(f"more than {MOST_AREAS:,} merged areas in {part!r}", where=name)
    return found


def _look(piece: bytes, found: SheetMarks, zeros: bool) -> None:
    if b"hidden" in piece:
        for row in _ROW.finditer(piece):
            number = _NUMBER.search(row[0])
            if number and _HIDDEN.search(row[0]):
                found.hidden.append(int(number[1]))
    if b"<f" in piece or b":f" in piece:
        for match in _NO_VALUE.finditer(piece):
            cell = _CELL.search(match[1])
            value = match[2] or b""
            if b"0" in value and not zeros:
                continue
            if cell and not (value and _TEXT.search(match[1])):
                found.no_value[_column(cell[1])].append(int(cell[2]))
    if b"mergeCell" in piece and len(found.areas) <= MOST_AREAS:
        for left, top, right, bottom in _MERGED.findall(piece):
            if left == right and int(top) < int(bottom):
                found.areas.append(Area(_column(left), int(top), int(bottom)))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def filled(
    rows: Iterator[tuple[int, tuple[Any, ...]]], areas: Sequence[Area]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Rows with their numbers, in which each merged area has its text or day in every row of it. A
    number stays in its first row: a toll over two rows is not the toll of each."""
    begin: defaultdict[int, list[Area]] = defaultdict(list)
    for area in areas:
        begin[area.first].append(area)
    open_areas: dict[Area, Any] = {}
    waiting = sorted(begin, reverse=True)
    for line, cells in rows:
        while waiting and waiting[-1] < line:
            waiting.pop()  # a row without anything in it
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
