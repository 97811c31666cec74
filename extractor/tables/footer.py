"""The footer and page headers of a Parquet file, read before pyarrow is given the file.

pyarrow aborts the process if the description of a requested column is damaged, allocates whatever
size is stated there, and skips pages of unknown kinds together with their rows. So sizes and counts
are checked here first. Footer and page headers are Thrift in its compact form; only a few fields
are kept.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import IO, Any

__all__ = ["Column", "DamagedError", "Footer", "page_sizes", "read_footer"]

MAGIC, ENCRYPTED = b"PAR1", b"PARE"
TAIL = 8  # bytes: the footer's length, and the magic number again
LARGEST_FOOTER = 256 << 20
DEEPEST = 32  # levels of nested structures; the format has eight
HEADER, LARGEST_HEADER = 1 << 10, 1 << 20  # bytes of a page header; statistics may be long
LATE = 100  # bytes; old writers left the dictionary's header out of the size

# Types of the compact form.
_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
_NUMBERS = (4, 5, 6)  # of 16, 32 and 64 bits
_DELTAS = (6, 7)  # DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY

# Fields kept, by structure: FileMetaData, RowGroup, ColumnChunk, ColumnMetaData, PageHeader.
_COLUMN = {2: None, 3: None, 5: None, 6: None, 7: None, 9: None, 11: None}
_FILE = {3: None, 4: {1: {3: _COLUMN, 8: {}}, 3: None}}
_PAGE = {1: None, 2: None, 3: None, 5: {1: None}, 7: {1: None}, 8: {1: None}}
_VALUES_OF = {0: 5, 3: 8}  # field with the number of values, by kind of data page
_DICTIONARY, _INDEX = 2, 1

Kept = dict[int, Any]


class DamagedError(ValueError):
    """The footer or a page header is damaged."""


@dataclass(frozen=True)
class Column:
    """A column of one row group; ``values`` counts nulls too."""

    name: str
    start: int
    packed: int
    unpacked: int
    values: int
    in_differences: bool
    """True if texts are stored as differences from the one before (delta encoding). pyarrow cannot
    read these as a dictionary."""


@dataclass(frozen=True)
class Footer:
    """What the file states it holds: its number of rows, and each column of each row group."""

    rows: int
    columns: list[Column]


def read_footer(file: IO[bytes]) -> Footer:
    """Return the footer. Raises :class:`DamagedError` if it is damaged."""
    whole = file.seek(0, os.SEEK_END)
    if whole < len(MAGIC) + TAIL:
        raise DamagedError("the file is cut off")
    file.seek(whole - TAIL)
    tail = file.read(TAIL)
    if tail[4:] == ENCRYPTED:
        raise DamagedError("it is encrypted")
    if tail[4:] != MAGIC:
        raise DamagedError("its end is missing: the file is cut off or damaged")
    length = int.from_bytes(tail[:4], "little")
    start = whole - TAIL - length
    if start < len(MAGIC):
        raise DamagedError("its footer would be longer than the file")
    if length > LARGEST_FOOTER:
        raise DamagedError(f"its footer is of more than {LARGEST_FOOTER >> 20} MiB")
    file.seek(start)
    fields = _Compact(file.read(length)).structure(_FILE)
    rows = _number(fields, 3)
    groups = _structures(fields.get(4, []))
    if sum(_number(group, 3) for group in groups) != rows:
        raise DamagedError("its footer is damaged: the groups of rows do not add up")
    columns = [
        _column(chunk, rows=_number(group, 3), end=start)
        for group in groups
        for chunk in _structures(group.get(1, []))
    ]
    return Footer(rows, columns)


def page_sizes(file: IO[bytes], column: Column) -> int:
    """Return the unpacked bytes of a column's pages, summed from the page headers."""
    at, end = column.start, column.start + column.packed
    unpacked = values = 0
    while values < column.values:
        if at >= end + LATE:
            raise DamagedError(f"pages of column {column.name!r} are missing")
        fields, taken = _header(file, at)
        kind = fields.get(1)
        if counted := _VALUES_OF.get(kind) if isinstance(kind, int) else None:
            values += _number(fields.get(counted), 1)
        elif kind not in (_DICTIONARY, _INDEX):
            raise DamagedError(f"a page of column {column.name!r} is of no kind there is")
        unpacked += _number(fields, 2)
        at += taken + _number(fields, 3)
    if values > column.values or at > end + LATE:
        raise DamagedError(f"the pages of column {column.name!r} hold more than its footer says")
    return unpacked


def _header(file: IO[bytes], at: int) -> tuple[Kept, int]:
    """Return a page's header and its length in bytes."""
    for longest in (HEADER, LARGEST_HEADER):
        file.seek(at)
        data = file.read(longest)
        header = _Compact(data)
        try:
            return header.structure(_PAGE), header.at
        except DamagedError:
            if len(data) < longest or longest == LARGEST_HEADER:
                raise
    raise AssertionError


def _column(chunk: Kept, rows: int, end: int) -> Column:
    if 8 in chunk:
        raise DamagedError("it is encrypted")
    fields = chunk.get(3)
    if not isinstance(fields, dict):
        raise DamagedError("its footer is damaged: a column without a description")
    path = fields.get(3)
    if not isinstance(path, list) or not path or not all(isinstance(n, bytes) for n in path):
        raise DamagedError("its footer is damaged: a column without a name")
    # The dictionary page, if any, comes first; some writers state 0 for none.
    start = _number(fields, 9)
    if 11 in fields:
        start = min(start, _number(fields, 11) or start)
    codes = fields.get(2)
    column = Column(
        name=".".join(part.decode("utf-8", "replace") for part in path),
        start=start,
        packed=_number(fields, 7),
        unpacked=_number(fields, 6),
        values=_number(fields, 5),
        in_differences=isinstance(codes, list) and any(code in _DELTAS for code in codes),
    )
    if column.values and (start < len(MAGIC) or start + column.packed > end):
        raise DamagedError(f"column {column.name!r} would lie outside the file")
    if column.values < rows:  # lists hold more values than rows
        raise DamagedError(f"column {column.name!r} has values for fewer than {rows:,} rows")
    return column


def _structures(found: object) -> list[Kept]:
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise DamagedError("it is damaged: no groups of rows, or no columns")
    return found


def _number(fields: Kept | None, field: int) -> int:
    found = fields.get(field) if isinstance(fields, dict) else None
    if not isinstance(found, int) or found < 0:
        raise DamagedError("it is damaged: a size is missing or less than nothing")
    return found


class _Compact:
    """Reads Thrift's compact form. A structure becomes a dict of the wanted fields, by number."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def structure(self, wanted: Kept, depth: int = 0) -> Kept:
        """Return a structure. ``wanted`` maps a field to the fields wanted of the structure in it;
        ``None`` means all."""
        if depth > DEEPEST:
            raise DamagedError("it is damaged: structures too deep in each other")
        found: Kept = {}
        field = 0
        while head := self._byte():
            kind, step = head & 0x0F, head >> 4
            field = field + step if step else self._signed()
            value = self._value(kind, wanted.get(field) or {}, depth, within=False)
            if field in wanted:
                found[field] = value
        return found

    def _value(self, kind: int, wanted: Kept, depth: int, *, within: bool) -> Any:
        """Return a value. ``within`` a list, a boolean takes a byte; in a structure it is part of
        the field's header."""
        if kind in (_TRUE, _FALSE):
            return self._byte() == _TRUE if within else kind == _TRUE
        if kind in _NUMBERS:
            return self._signed()
        if kind == _BINARY:
            return self._bytes(self._unsigned())
        if kind == _STRUCT:
            return self.structure(wanted, depth + 1)
        if kind in (_LIST, _SET):
            return self._list(wanted, depth + 1)
        if kind == _BYTE:
            return self._byte()
        if kind == _DOUBLE:
            return self._bytes(8)
        raise DamagedError("it is damaged: a type that is none")  # maps: not in the format

    def _list(self, wanted: Kept, depth: int) -> list[Any]:
        if depth > DEEPEST:
            raise DamagedError("it is damaged: lists too deep in each other")
        head = self._byte()
        kind, count = head & 0x0F, head >> 4
        if count == 15:
            count = self._unsigned()
        if count > len(self._data) - self.at:
            raise DamagedError("it is damaged: a list longer than the file")
        return [self._value(kind, wanted, depth, within=True) for _ in range(count)]

    def _byte(self) -> int:
        try:
            byte = self._data[self.at]
        except IndexError:
            raise DamagedError("it is damaged: a structure breaks off") from None
        self.at += 1
        return byte

    def _bytes(self, count: int) -> bytes:
        if count > len(self._data) - self.at:
            raise DamagedError("it is damaged: a text longer than the file")
        self.at += count
        return self._data[self.at - count : self.at]

    def _unsigned(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7
            if shift > 63:
                raise DamagedError("it is damaged: a number too long")

    def _signed(self) -> int:
        """Return a zigzag-encoded number: 0, -1, 1, -2 …"""
        value = self._unsigned()
        return (value >> 1) ^ -(value & 1)
