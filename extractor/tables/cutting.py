"""Cuts lines of delimited text into cells, without :mod:`csv` where the line is simple.

:mod:`csv` reads character by character. If every quote in a line begins or ends a cell, the line
can be split at the quotes and then at the delimiters, in two thirds of the time. Nearly every line
is like that. All others go to :mod:`csv`, with the following lines that belong to the row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

__all__ = ["Rows", "cut"]


class Rows:
    """The rows that :func:`csv.reader` would return for ``lines``, which keep their line ends.

    ``line_num`` is how many lines were read for the rows so far. Raises :class:`csv.Error` where
    csv does, and for cells of more than ``longest`` characters.

    At a quote that stands alone inside a quoted cell, csv drops a quote and ends the cell in
    another place. Such rows are added to ``doubtful``; the caller removes them. If the quote has a
    backslash before it and the row then has ``width`` cells, the backslash is read as an escape;
    ``escaped`` counts these rows.
    """

    def __init__(self, lines: Iterator[str], delimiter: str, longest: int) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._longest = longest
        self._waiting: list[str] = []
        self._csv = csv.reader(self._for_csv(), delimiter=delimiter)
        self._rows = 0  # rows cut without csv
        self._taken: list[str] = []  # the lines of the last row that csv read
        self.width: int | None = None
        self.doubtful: list[list[str]] = []
        self.escaped = 0
        self._iterator = self._cut()

    @property
    def line_num(self) -> int:
        return self._rows + self._csv.line_num

    def __iter__(self) -> Iterator[list[str]]:
        return self._iterator

    def __next__(self) -> list[str]:
        return next(self._iterator)

    def _cut(self) -> Iterator[list[str]]:
        delimiter, longest = self._delimiter, self._longest
        for line in self._lines:
            row = cut(line, delimiter) if len(line) <= longest else None
            if row is None:
                self._waiting.append(line)
                self._taken.clear()
                row = next(self._csv)
                if any('"' in cell for cell in row):
                    row = self._looked_at(row)
                yield row
            else:
                self._rows += 1
                yield row

    def _for_csv(self) -> Iterator[str]:
        while True:
            line = self._waiting.pop() if self._waiting else next(self._lines, None)
            if line is None:
                return
            self._taken.append(line)
            yield line

    def _looked_at(self, row: list[str]) -> list[str]:
        """Return a row read by csv, or the row read with backslash-escaped quotes."""
        if _is_sound(self._taken, self._delimiter):
            return row
        if _strictly(self._taken, self._delimiter) is not None:
            return row
        escaped = _strictly(self._taken, self._delimiter, escape="\\")
        if escaped is not None and len(escaped) == self.width:
            self.escaped += 1
            return escaped
        self.doubtful.append(row)
        return row


def _is_sound(lines: list[str], delimiter: str) -> bool:
    """Return whether every quote that is not doubled begins or ends a cell. Also false for some
    rows that csv accepts. Much faster than :func:`_strictly`."""
    text = "".join(lines).replace('""', "").rstrip("\r\n")
    return _cut_often(f"{text}\n".split('"'), delimiter) is not None


def _strictly(lines: list[str], delimiter: str, escape: str | None = None) -> list[str] | None:
    """Return the row, or ``None`` if a quote stands alone inside a quoted cell."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True, escapechar=escape)
    try:
        return next(reader, None)
    except csv.Error:
        return None


def cut(line: str, delimiter: str) -> list[str] | None:
    """Return the cells of one line, or ``None`` if the line is not simple.

    Not simple are: a blank line, a quote that neither begins nor ends a cell, a doubled quote, a
    quoted cell that continues on the next line, a carriage return inside, no newline at the end.
    """
    if line[-1:] != "\n":
        return None
    if "\r" in line:
        if line.find("\r") != len(line) - 2:
            return None
        line = f"{line[:-2]}\n"
    parts = line.split('"')
    if len(parts) == 3:  # most often only one cell is quoted: the note
        before, cell, after = parts
        if before[-1:] == delimiter == after[:1]:
            row = before.split(delimiter)
            row[-1] = cell
            row += after[1:-1].split(delimiter)
            return row
    if len(parts) == 1:
        return line[:-1].split(delimiter) if line != "\n" else None
    return _cut_often(parts, delimiter)


def _cut_often(parts: list[str], delimiter: str) -> list[str] | None:
    """Return the cells of a line that was split at its quotes; every second part was quoted."""
    if not len(parts) % 2:
        return None
    # Pretend a cell before the first and one after the last, so that each unquoted part begins and
    # ends with a delimiter.
    parts[0], parts[-1] = delimiter + parts[0], parts[-1][:-1] + delimiter
    row: list[str] = []
    for number in range(0, len(parts), 2):
        between = parts[number]
        if number:
            row.append(parts[number - 1])
        if between != delimiter:
            if between[:1] != delimiter or between[-1:] != delimiter:
                return None
            row += between[1:-1].split(delimiter)
    return row
