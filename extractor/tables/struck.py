"""Finds cells of a workbook that are struck through, as people mark a row as no longer valid.

openpyxl gives a cell's font only in a mode that keeps cell styles, which is several times slower.
So the sheet is read once more here, and only if the workbook has such a font.
"""

from __future__ import annotations

import zipfile
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from extractor.text.printable import plural

__all__ = [
    "PART",
    "PLAIN",
    "STRUCK",
    "StruckCells",
    "StruckLooks",
    "struck_looks",
    "tells_of_strikes",
]

STYLES, STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
MOST_NAMED = 10  # rows or cells that a note lists
STRUCK, PART, PLAIN = "struck", "part", "plain"
READ = "struck through ({}); read as others"
IN_PART = "with words or digits struck through beside others ({}); both are read as one text"
TAGS = (b"<strike", b":strike")  # as tags; a text may mention an air strike


@dataclass(frozen=True)
class StruckLooks:
    """What is struck through in a workbook: indices of cell formats, and of shared strings that are
    struck through as a whole or in part."""

    looks: frozenset[int] = frozenset()
    strings: frozenset[int] = frozenset()
    parts: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.looks or self.strings or self.parts)


def struck_looks(parts: zipfile.ZipFile) -> StruckLooks:
    """Return what is struck through in the workbook with these parts. Raises ElementTree's errors
    for broken XML."""
    looks: frozenset[int] = frozenset()
    whole: set[int] = set()
    some: set[int] = set()
    if _holds(parts, STYLES):
        with parts.open(STYLES) as stream:
            looks = frozenset(_looks(stream))
    if _holds(parts, STRINGS):
        with parts.open(STRINGS) as stream:
            for number, string in enumerate(_each(stream, "si")):
                struck = _runs(string)
                if any(struck):
                    (whole if all(struck) else some).add(number)
    return StruckLooks(looks, frozenset(whole), frozenset(some))


def _holds(parts: zipfile.ZipFile, part: str) -> bool:
    """Return whether the part exists and has a font that strikes text through."""
    if part not in parts.namelist():
        return False
    before = b""
    with parts.open(part) as stream:
        while chunk := stream.read(1 << 20):
            if tells_of_strikes(before + chunk):
                return True
            before = chunk[-len(TAGS[0]) :]
    return False


def tells_of_strikes(piece: bytes) -> bool:
    """Return whether a piece of XML has a strike-through tag."""
    return any(tag in piece for tag in TAGS)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _each(stream: IO[bytes], name: str) -> Iterator[Element]:
    """Yield the elements of a name; each is dropped after use."""
    around: list[Element] = []
    for event, element in iterparse(stream, ("start", "end")):
        if event == "start":
            around.append(element)
            continue
        around.pop()
        if _name(element) == name:
            yield element
            if around:
                around[-1].clear()


def _looks(stream: IO[bytes]) -> Iterator[int]:
    struck: list[bool] = []
    for _, element in iterparse(stream):
        if _name(element) == "fonts":
            struck = [_is_struck(font) for font in element]
        elif _name(element) == "cellXfs":
            fonts = (look.get("fontId", "") for look in element)
            for number, font in enumerate(fonts):
                if font.isdecimal() and int(font) < len(struck) and struck[int(font)]:
                    yield number


def _is_struck(font: Element) -> bool:
    marks = (each for each in font.iter() if _name(each) == "strike")
    return any(mark.get("val", "1") not in ("0", "false", "off") for mark in marks)


def _runs(string: Element) -> list[bool]:
    """Return for each non-blank run of a text whether it is struck through."""
    runs = (each for each in string.iter() if _name(each) == "r")
    return [_is_struck(run) for run in runs if "".join(run.itertext()).strip()]


@dataclass
class StruckCells:
    """The struck-through content of one sheet: rows in which all cells are, and in other rows the
    cells that are, as a whole or in part."""

    looks: StruckLooks = field(default_factory=StruckLooks)
    rows: array[int] = field(default_factory=lambda: array("L"))
    cells: list[tuple[int, str]] = field(default_factory=list)
    parts: list[tuple[int, str]] = field(default_factory=list)

    def read(self, stream: IO[bytes]) -> None:
        """Read the sheet of an Excel workbook."""
        number = 0
        for row in _each(stream, "row"):
            reference = row.get("r", "")
            number = int(reference) if reference.isdecimal() else number + 1
            cells = [cell for cell in row if "".join(cell.itertext()).strip()]
            self.see_row(number, [(_letters(cell), self._look(cell)) for cell in cells])

    def _look(self, cell: Element) -> str:
        runs = _runs(cell)  # of a text stored in the cell itself
        value = next(("".join(each.itertext()) for each in cell if _name(each) == "v"), "")
        if cell.get("t") == "s" and value.strip().isdecimal():
            shared = int(value)
            runs = [True] * (shared in self.looks.strings)
            runs += [True, False] * (shared in self.looks.parts)
        style = cell.get("s", "")
        if (style.isdecimal() and int(style) in self.looks.looks) or (runs and all(runs)):
            return STRUCK
        return PART if any(runs) else PLAIN

    def see_row(self, row: int, cells: Sequence[tuple[str, str]]) -> None:
        """Take in the non-blank cells of a row: each one's column letters, and whether it is
        ``struck`` through, in ``part``, or ``plain``."""
        struck = [f"{column}{row}" for column, looks in cells if looks == STRUCK]
        self.parts += [(row, f"{column}{row}") for column, looks in cells if looks == PART]
        if struck and len(struck) == len(cells):
            self.rows.append(row)
        else:
            self.cells += [(row, name) for name in struck]

    def tell(self, note: Callable[[str], object], where: str, *, below: int) -> None:
        """Write notes of those below the header in row ``below``; each note begins with
        ``where``."""
        kinds = (
            ("row", [str(row) for row in self.rows if row > below], READ),
            ("cell", [name for row, name in self.cells if row > below], READ),
            ("cell", [name for row, name in self.parts if row > below], IN_PART),
        )
        for what, found, said in kinds:
            if found:
                note(f"{where}{plural(len(found), what)} {said.format(_named(found))}")


def _letters(cell: Element) -> str:
    """Return a cell's column letters, from its name; blank if it has none."""
    return cell.get("r", "").rstrip("0123456789")


def _named(names: Sequence[str]) -> str:
    others = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + others
