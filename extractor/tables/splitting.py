"""A long CSV file in parts, each of which several processes can read at the same time.

Where a row begins cannot be told for sure from the middle of a file: a newline may stand within
quotes. So a place is taken where rows of the right width seem to begin, and whoever reads a part
finds out whether it was one: if the rows from a true beginning end exactly where the part does, the
next part begins truly too, and so on from the first part to the last. A part that ends within a row
raises :class:`TableError`, as a file cut off there does.
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

WINDOW = 1 << 16  # bytes after the place where a part is to begin
TRIES = 100  # newlines
LEAST_COLUMNS = 5  # of fewer, text that is no row looks like one too easily


class Part(NamedTuple):
    """Bytes ``start`` to ``end`` of a file."""

    start: int
    end: int


def can_be_split(table: Table) -> bool:
    """Whether a table is a file that others can open, in UTF-8 as far as it was read."""
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

    Parts are numbered, and where one begins is found out alone by its number: who reads parts 0,
    2, 4 need not be told by who reads 1, 3, 5. Raises :class:`OSError` if it cannot be opened.
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
        """One more than the highest number a part can have."""
        return max(1, -(-self._length // self._size))

    def part(self, number: int) -> Part | None:
        """The part of this number, ``None`` where none begins in its bytes."""
        start = self._begin(number)
        if start is None:
            return None
        later = (self._begin(other) for other in range(number + 1, self.count))
        return Part(start, next((end for end in later if end is not None), self._length))

    def table(self, part: Part, name: str) -> DelimitedTable:
        """A part as a table of its own, whose lines count from 1; the first has the header.

        Reading it raises :class:`TableError` where the part ends within a row, for text that is
        not UTF-8 and for all that a whole file would.
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
        """Where a row seems to begin first after a part's share of bytes, if it is within it."""
        if number == 0:
            return self._first
        near = number * self._size
        self._file.seek(near - 1)
        # One letter a byte: places in it are places in the file.
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
    """A part of a file, wherever the file is read otherwise."""

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
