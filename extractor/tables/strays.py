"""Cells that belong to no column: beyond a table's last one, below no name. Blank ones, and blank
rows, are nothing; text is left out and told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from extractor.tables.sheets import is_blank

__all__ = ["Edge", "Strays", "Unnamed"]

FEWEST = 2  # rows that end alike before their ends are taken for none of the table's


class Strays:
    """Cells that are left out: the first, and how many there are. ``place`` is where they stand."""

    def __init__(self, place: str = "beyond the table's last column") -> None:
        self._place = place
        self._line, self._first, self._count = 0, "", 0

    def see(self, line: int, cells: Sequence[Any]) -> None:
        """Take note of what stands there in a row."""
        for cell in cells:
            if not is_blank(cell):
                if not self._count:
                    self._line, self._first = line, str(cell)[:40]
                self._count += 1

    def tell(self, note: Callable[[str], object], where: Callable[[int], str]) -> None:
        """Say what was left out, if anything was."""
        if self._count:
            others = f"; so are {self._count - 1:,} more" if self._count > 1 else ""
            note(f"{where(self._line)}: {self._first!r} {self._place} is left out{others}")


class Unnamed:
    """Text in columns without a name; numbers, which mostly count the rows, are not told."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._places = [place for place, name in enumerate(columns) if not name]
        self._strays = Strays("in a column without a name")
        self.tell = self._strays.tell

    def see(self, lines: Sequence[int], rows: Sequence[Sequence[Any]]) -> None:
        """Take note of some rows."""
        for place in self._places:
            for line, row in zip(lines, rows, strict=True):
                cells = row[place : place + 1]
                if any(isinstance(cell, str) and not cell.strip().isdecimal() for cell in cells):
                    self._strays.see(line, cells)


class Edge:
    """Where the rows of a text end. ``header`` are the cells of its header, of which blank ones at
    its end are no columns: ``beyond`` is how many there are.

    A row as wide as the whole header is cut to the columns. Without such cells, rows are cut that
    all end in the same number of blank cells; where one row does, a text in it may lack its quotes.
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
        """Rows, each of some cells, without what is nothing."""
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
        """How wide most of the rows are that come first, if they are at least :data:`FEWEST`."""
        ((found, count),) = Counter(map(len, rows)).most_common(1)
        return found if count >= FEWEST and 2 * count > len(rows) else len(self.columns)
