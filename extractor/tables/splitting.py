"""Splits a long CSV file into parts that several processes can read at the same time.

In the middle of a file it is not certain where a row begins, as a newline may stand inside quotes.
So a part begins where rows of the right width seem to begin, and reading the parts shows whether
that was right. If the rows of a part with a correct start end exactly where the part ends, the next
part has a correct start too, and so on from first to last. A part that ends within a row raises
:class:`TableError`, as a truncated file does.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, NamedTuple

from extractor.errors import TableError
from extractor.tables.delimited import DelimitedTable
from extractor.tables.options import TableOptions
from extractor.tables.streams import Utf8
from extractor.tables.table import Table

__all__ = ["Part", "SplitFile", "can_be_split"]

WINDOW = 1 << 16  # bytes searched for the beginning of a part
TRIES = 100  # newlines tried
LEAST_COLUMNS = 5  # with fewer columns other text is too easily taken for rows


class Part(NamedTuple):
    """Bytes ``start`` to ``end`` of a file."""

    start: int
    end: int


def can_be_split(table: Table) -> bool:
    """Return whether the table is a file that other processes can open, and UTF-8 as far as it was
    read."""
    return (
        table.path is not None
        and isinstance(table, DelimitedTable)
        and not table.cells_beyond
        and table.encoding == "utf-8"
        and table.delimiter is not None
        and table.delimiter.isascii()
        and len(table.columns) >= LEAST_COLUMNS
    )


class SplitFile:
    """A file in UTF-8 with the ``columns`` of its header, split about every ``size`` bytes.

    Parts are numbered. The beginning of a part depends on its number alone, so a process reading
    parts 0, 2, 4 needs nothing from one reading 1, 3, 5. Raises :class:`OSError` if the file cannot
    be opened.
    """

    def __init__(
        self, path: str, columns: Sequence[str], delimiter: str, size: int, above: int = 0
    ) -> None:
        """``above`` is how many lines stand above the header."""
        self._path = path
        self._above = above
        self._columns = tuple(columns)
        self._delimiter = delimiter
        self._size = size
        self._file: BinaryIO = Path(path).open("rb")  # noqa: SIM115
        status = os.fstat(self._file.fileno())
        self._length = status.st_size
        self.identity = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        self._first = 3 if self._file.read(3) == codecs.BOM_UTF8 else 0

    @property
    def count(self) -> int:
        """Return the number of parts if each of them begins; part numbers are below it."""
        return max(1, -(-self._length // self._size))

    def part(self, number: int) -> Part | None:
        """Return the part of this number; ``None`` if no row begins in its share of the bytes."""
        start = self._begin(number)
        if start is None:
            return None
        later = (self._begin(other) for other in range(number + 1, self.count))
        return Part(start, next((end for end in later if end is not None), self._length))

    def table(self, part: Part, name: str) -> DelimitedTable:
        """Return a part as a table. Its lines count from 1; the first part includes the header.

        Reading it raises :class:`TableError` if the part ends within a row, if the text is not
        UTF-8, and for all errors of a whole file.
        """
        stream = io.BufferedReader(_Slice(self._file, part))
        raw = Utf8(stream, name=name, part=True)
        later = part.start > self._first
        made = DelimitedTable(
            name,
            raw,
            ExitStack(),
            TableOptions(delimiter=self._delimiter, skip_lines=0 if later else self._above),
            columns=self._columns if later else None,
        )
        if made.columns != self._columns:
            raise TableError("the header ends in another part", where=name)
        return made

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _begin(self, number: int) -> int | None:
        """Return the offset of the first row that seems to begin in this part's share of bytes."""
        if number == 0:
            return self._first
        near = number * self._size
        self._file.seek(near - 1)
        # One character per byte, so offsets in the text are offsets in the file.
        text = self._file.read(min(WINDOW, self._size + WINDOW // 2)).decode("latin-1")
        at = text.find("\n")
        for _ in range(TRIES):
            start = near + at
            if at < 0 or start >= min(near + self._size, self._length):
                return None
            if self._rows_begin(text[at + 1 :]):
                return start
            at = text.find("\n", at + 1)
        return None

    def _rows_begin(self, text: str) -> bool:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self._delimiter)
        try:
            return all(len(row) == len(self._columns) for row in _two(reader))
        except csv.Error:
            return False


def _two(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    yield next(rows, [])
    second = next(rows, None)
    if second is not None:
        yield second


class _Slice(io.RawIOBase):
    """A part of a file, independent of other reads of that file."""

    def __init__(self, file: BinaryIO, part: Part) -> None:
        self._file = file
        self._at, self._end = part

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        self._file.seek(self._at)
        data = self._file.read(min(len(view), self._end - self._at))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)
