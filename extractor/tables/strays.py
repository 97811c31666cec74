"""Cells outside a table's columns: beyond the last one, or below a blank name. Blank cells and rows
are ignored; text is left out and noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from extractor.tables.sheets import is_blank

__all__ = ["Edge", "Strays", "Unnamed"]

FEWEST = 2  # rows of equal width before their ends are taken as outside the table


class Strays:
    """Counts cells that are left out and keeps the first. ``place`` says where they stand."""

    def __init__(self, place: str = "beyond the table's last column") -> None:
        self._place = place
        self._line, self._first, self._count = 0, "", 0

    def see(self, line: int, cells: Sequence[Any]) -> None:
        """Take in such cells of a row."""
        for cell in cells:
            if not is_blank(cell):
                if not self._count:
                    self._line, self._first = line, str(cell)[:40]
                self._count += 1

    def tell(self, note: Callable[[str], object], where: Callable[[int], str]) -> None:
        """Write a note of what was left out, if anything."""
        if self._count:
            others = f"; so are {self._count - 1:,} more" if self._count > 1 else ""
            note(f"{where(self._line)}: {self._first!r} {self._place} is left out{others}")


class Unnamed:
    """Finds text in columns without a name. Numbers there, mostly row numbers, are ignored."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._places = [place for place, name in enumerate(columns) if not name]
        self._strays = Strays("in a column without a name")
        self.tell = self._strays.tell

    def see(self, lines: Sequence[int], rows: Sequence[Sequence[Any]]) -> None:
        """Take in some rows."""
        for place in self._places:
            for line, row in zip(lines, rows, strict=True):
                cells = row[place : place + 1]
                if any(isinstance(cell, str) and not cell.strip().isdecimal() for cell in cells):
                    self._strays.see(line, cells)


class Edge:
    """The right edge of a delimited table. Blank cells at the end of ``header`` are not columns;
    ``beyond`` is their number.

    A row as wide as the whole header is cut to the columns. If the header has no such cells, rows
    are cut if they all end in the same number of blank cells. If only one row does, a text in it
    may be missing its quotes, so it is not cut.
    """

    def __init__(self, header: Sequence[str]) -> None:
        names = [cell.strip() for cell in header]
        named = max((place for place, name in enumerate(names, 1) if name), default=len(names))
        self.columns = tuple(names[:named])
        self.beyond = len(names) - named
        self.tell = (strays := Strays()).tell
        self._strays = strays
        self._whole: int | None = len(names) if self.beyond else None  # cells a row may have

    def cut(
        self, lines: Sequence[int], rows: list[list[str]]
    ) -> tuple[Sequence[int], list[list[str]]]:
        """Return rows, none of them empty, without blank rows and without cells beyond the
        columns."""
        if min(map(itemgetter(0), rows)) < "!":  # blank, or white space first
            full = [number for number, row in enumerate(rows) if "".join(row).strip()]
            if len(full) < len(rows):
                lines, rows = [lines[number] for number in full], [rows[number] for number in full]
        width = len(self.columns)
        if all(map(width.__eq__, map(len, rows))):
            return lines, rows
        if self._whole is None:
            self._whole = self._common_width(rows)
        for number, row in enumerate(rows):
            if width < len(row) == self._whole and (self.beyond or all(map(is_blank, row[width:]))):
                self._strays.see(lines[number], row[width:])
                rows[number] = row[:width]
        return lines, rows

    def _common_width(self, rows: Sequence[Sequence[str]]) -> int:
        """Return the width of most of the first rows, if at least :data:`FEWEST` have it."""
        ((found, count),) = Counter(map(len, rows)).most_common(1)
        return found if count >= FEWEST and 2 * count > len(rows) else len(self.columns)
