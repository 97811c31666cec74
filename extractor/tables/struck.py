"""Cells of a workbook that are struck through, as people strike out a row that no longer holds.

openpyxl tells the font of a cell only where it keeps a cell's style, which takes a multiple of the
time; here the sheet's own words are looked through, and only where the workbook has such a font.
"""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from extractor.text.printable import plural

__all__ = ["PART", "PLAIN", "STRUCK", "StruckCells", "StruckLooks", "struck_looks"]

STYLES, STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
CHUNK = 1 << 16
MOST_NAMED = 10  # rows or cells that a note lists
STRUCK, PART, PLAIN = "struck", "part", "plain"
READ = "struck through ({}); read as others"
IN_PART = "with words or digits struck through beside others ({}); both are read as one text"
_STRIKE = re.compile(rb"<(?:\w+:)?strike\b([^>]*)>")
_OFF = re.compile(rb"""val\s*=\s*["'](?:0|false|off)["']""")
_LIST = rb"<(?:\w+:)?%s\b[^>]*>(.*?)</(?:\w+:)?%s>"
_FONTS = re.compile(_LIST % (b"fonts", b"fonts"), re.S)
_FONT = re.compile(rb"<(?:\w+:)?font\b(?:[^>]*/>|[^>]*>(.*?)</(?:\w+:)?font>)", re.S)
_LOOKS = re.compile(_LIST % (b"cellXfs", b"cellXfs"), re.S)
_LOOK = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_FONT_OF = re.compile(rb"""\bfontId\s*=\s*["'](\d{1,9})["']""")
_STRING_END = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si\s*/>")
_RUN = re.compile(rb"<(?:\w+:)?r>(.*?)</(?:\w+:)?r>", re.S)
_WORDS = re.compile(rb"<(?:\w+:)?t\b[^>/]*>([^<]*)</")
_CELL = re.compile(rb"<(?:\w+:)?(?:(row)\b([^>]*)>|c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.S)
_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d{1,7})["']""")
_NAME = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3}(\d{1,7}))["']""")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d{1,9})["']""")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v>\s*([^<\s][^<]*)</")


@dataclass(frozen=True)
class StruckLooks:
    """What is struck through in a workbook: the numbers of the cells' looks, and of the strings
    that cells share, those that are as a whole and those that are in part."""

    looks: frozenset[int] = frozenset()
    strings: frozenset[int] = frozenset()
    parts: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.looks or self.strings or self.parts)


def struck_looks(parts: zipfile.ZipFile) -> StruckLooks:
    """What is struck through in the workbook whose parts these are."""
    names = set(parts.namelist())
    looks = frozenset(_looks(parts.read(STYLES))) if STYLES in names else frozenset()
    whole: set[int] = set()
    some: set[int] = set()
    if STRINGS in names and _is_in(parts, STRINGS, b"strike"):
        for number, words in enumerate(_strings(parts)):
            if b"strike" in words and (struck := _runs(words)) and any(struck):
                (whole if all(struck) else some).add(number)
    return StruckLooks(looks, frozenset(whole), frozenset(some))


def _looks(styles: bytes) -> Iterator[int]:
    fonts = _FONTS.search(styles)
    looks = _LOOKS.search(styles)
    if fonts is None or looks is None or b"strike" not in fonts[1]:
        return
    struck = {n for n, font in enumerate(_FONT.finditer(fonts[1])) if _is_struck(font[1] or b"")}
    for number, look in enumerate(_LOOK.finditer(looks[1])):
        font = _FONT_OF.search(look[1])
        if font and int(font[1]) in struck:
            yield number


def _is_struck(words: bytes) -> bool:
    found = _STRIKE.search(words)
    return found is not None and not _OFF.search(found[1])


def _is_in(parts: zipfile.ZipFile, part: str, word: bytes) -> bool:
    before = b""
    with parts.open(part) as stream:
        while chunk := stream.read(1 << 20):
            if word in before + chunk:
                return True
            before = chunk[-len(word) :]
    return False


def _strings(parts: zipfile.ZipFile) -> Iterator[bytes]:
    """Each of the strings that cells share, with its tags."""
    rest = b""
    with parts.open(STRINGS) as stream:
        while chunk := stream.read(CHUNK):
            *whole, rest = _STRING_END.split(rest + chunk)
            yield from whole


def _runs(words: bytes) -> list[bool]:
    """Of each piece of a text that holds a sign, whether it is struck through."""
    pieces = (run[1] for run in _RUN.finditer(words))
    return [_is_struck(run) for run in pieces if any(w.strip() for w in _WORDS.findall(run))]


@dataclass
class StruckCells:
    """Of one sheet the rows of which all that they hold is struck through, and in others the cells
    that are, as a whole or in part. Sees the sheet's text in pieces that end with a cell or row."""

    looks: StruckLooks
    rows: array[int] = field(default_factory=lambda: array("L"))
    cells: list[tuple[int, str]] = field(default_factory=list)
    parts: list[tuple[int, str]] = field(default_factory=list)
    _row: int = 0
    _struck: list[str] = field(default_factory=list)
    _plain: bool = False

    def see(self, piece: bytes) -> None:
        if not self.looks and b"strike" not in piece:
            return
        for found in _CELL.finditer(piece):
            row, said, cell, content = found.groups()
            if row:
                self.end()
                number = _NUMBER.search(said)
                self._row = int(number[1]) if number else self._row + 1
            else:
                self._see_cell(cell, content or b"")

    def _see_cell(self, said: bytes, content: bytes) -> None:
        value = _VALUE.search(content)
        if value is None and not any(map(bytes.strip, _WORDS.findall(content))):
            return
        if name := _NAME.search(said):
            self._row = int(name[2])
        where = name[1].decode() if name else f"row {self._row}"
        struck = (style := _STYLE.search(said)) is not None and int(style[1]) in self.looks.looks
        runs = _runs(content) if b"strike" in content else []  # a text in the cell itself
        if value is not None and _SHARED.search(said) and value[1].strip().isdigit():
            shared = int(value[1])
            runs = [True] * (shared in self.looks.strings) or [True, False] * (
                shared in self.looks.parts
            )
        if any(runs):
            struck = struck or all(runs)
            if not struck:
                self.parts.append((self._row, where))
        if struck:
            self._struck.append(where)
        else:
            self._plain = True

    def see_row(self, row: int, cells: Sequence[tuple[str, str]]) -> None:
        """A row of cells that hold something: the letters of each, and whether it is ``struck``
        through, in ``part``, or ``plain``."""
        self._row = row
        self._struck = [f"{column}{row}" for column, looks in cells if looks == STRUCK]
        self.parts += [(row, f"{column}{row}") for column, looks in cells if looks == PART]
        self._plain = len(self._struck) < len(cells)
        self.end()

    def end(self) -> None:
        """The row is over."""
        if self._struck and not self._plain:
            self.rows.append(self._row)
        elif self._struck:
            self.cells += [(self._row, where) for where in self._struck]
        self._struck, self._plain = [], False

    def tell(self, note: Callable[[str], object], where: str, *, below: int) -> None:
        """Tell of those below the header in the row ``below``, each line behind ``where``."""
        kinds = (
            ("row", [str(row) for row in self.rows if row > below], READ),
            ("cell", [name for row, name in self.cells if row > below], READ),
            ("cell", [name for row, name in self.parts if row > below], IN_PART),
        )
        for what, found, said in kinds:
            if found:
                note(f"{where}{plural(len(found), what)} {said.format(_named(found))}")


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
