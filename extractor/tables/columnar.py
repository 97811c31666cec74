"""Parquet, read in batches with pyarrow."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, Any

from extractor.errors import TableError
from extractor.tables.footer import Column, page_sizes, read_footer
from extractor.tables.streams import need_extra
from extractor.tables.table import BATCH_ROWS, Batch, Faults, Table

__all__ = ["ParquetTable"]

_LONGITUDE_LATITUDE = ("longitude", "latitude")
_DEGREES = frozenset(_LONGITUDE_LATITUDE)
# Well-known binary of a point: byte order, type (1; with Z 1001 or a flag), two numbers.
_POINTS = {1: struct.Struct("<BIdd"), 0: struct.Struct(">BIdd")}
_IS_POINT = frozenset({1, 1001, 2001, 3001, 0x80000001, 0x20000001})


LARGEST_PACKED, MOST_GROWTH = 256 << 20, 200
"""Bytes of one column in one row group, and how many times its compressed size a larger column may
have. News texts grow five- to tenfold."""


class ParquetTable(Table):
    """A Parquet file. ``line`` counts its records from 1; values are Python objects.

    The point column of GeoParquet is left out if the file also has latitude and longitude columns.
    Otherwise it is read as these two columns.
    """

    form = "parquet"

    def __init__(self, name: str, file: IO[bytes], resources: ExitStack) -> None:
        super().__init__(name, resources)
        try:
            import pyarrow.parquet as parquet
        except ImportError:
            raise need_extra("pyarrow", "a Parquet file") from None
        try:
            footer = read_footer(file)
            self._refuse_bombs(file, footer.columns)
            file.seek(0)
            schema = parquet.read_schema(file)
            file.seek(0)
            # pre_buffer would hold whole row groups. Repeated texts are read as a dictionary, so
            # that each is in memory once: a file of a megabyte can repeat a text of ten megabytes a
            # million times.
            apart = {column.name for column in footer.columns if column.in_differences}
            shared = [name for name in _texts(schema) if name not in apart]
            self._file: Any = parquet.ParquetFile(
                file,
                pre_buffer=False,
                buffer_size=1 << 20,
                read_dictionary=shared,
                page_checksum_verification=True,
            )
            self._read: list[str] = list(self._file.schema_arrow.names)
            geometry = _geometry(self._file.schema_arrow.metadata or {}, self._read)
        except (TableError, MemoryError):
            raise
        except Exception as error:  # pyarrow raises errors of its own, OSError and ValueError
            raise self._broken(error) from None
        resources.callback(self._file.close)
        self._row_count = footer.rows
        self._points = False
        self.columns = tuple(self._read)
        if geometry is not None:
            self._points = not {name.strip().lower() for name in self._read} >= _DEGREES
            self._read.remove(geometry)
            self.columns = (*self._read, *(_LONGITUDE_LATITUDE if self._points else ()))
            self._read += [geometry] if self._points else []

    def batches(self, size: int = BATCH_ROWS, *, faults: Faults | None = None) -> Iterator[Batch]:
        line = 1
        try:
            for part in self._file.iter_batches(batch_size=size, columns=self._read):
                columns = [_values(column) for column in map(part.column, self._read)]
                if self._points:
                    east, north = zip(*map(_point, columns.pop()), strict=True)
                    columns += [list(east), list(north)]
                rows = list(zip(*columns, strict=True)) if columns else [()] * part.num_rows
                yield Batch(range(line, line + len(rows)), rows)
                line += len(rows)
            if line - 1 != self._row_count:
                raise ValueError(
                    f"{line - 1:,} rows in it, where its footer says {self._row_count:,}"
                )
        except (TableError, MemoryError, GeneratorExit):
            raise
        except Exception as error:
            raise self._broken(error) from None

    def _refuse_bombs(self, file: IO[bytes], columns: list[Column]) -> None:
        """Check column sizes in the footer and in each page header: the two may differ."""
        for column in columns:
            size = max(column.unpacked, page_sizes(file, column))
            if size > LARGEST_PACKED and size > MOST_GROWTH * max(1, column.packed):
                raise self.error(f"column {column.name!r} unpacks to {size >> 20:,} MiB")

    def _broken(self, error: Exception) -> TableError:
        return self.error(f"not a readable Parquet file: {' '.join(str(error).split())[:200]}")


def _geometry(metadata: dict[bytes, bytes], names: list[str]) -> str | None:
    """Return the name of the geometry column given in GeoParquet's metadata."""
    try:
        primary = json.loads(metadata[b"geo"])["primary_column"]
    except (KeyError, ValueError, TypeError):
        return None
    return primary if primary in names else None


def _point(data: object) -> tuple[float | None, float | None]:
    """Return longitude and latitude of a point in well-known binary."""
    if isinstance(data, bytes) and len(data) >= 21 and data[0] in _POINTS:
        _, what, east, north = _POINTS[data[0]].unpack_from(data)
        if what in _IS_POINT and east == east and north == north:
            return east, north
    return None, None


def _texts(schema: Any) -> list[str]:
    """Return the names of the text columns."""
    import pyarrow

    types = pyarrow.types
    kinds = (types.is_string, types.is_large_string, types.is_binary, types.is_large_binary)
    return [field.name for field in schema if any(kind(field.type) for kind in kinds)]


def _values(column: Any) -> list[Any]:
    """Return a column's values as Python objects; a repeated text is kept in memory once."""
    words = getattr(column, "dictionary", None)
    if str(column.type) == "float":  # four-byte floats: 0.1 must not become 0.10000000149011612
        return [None if text is None else float(text) for text in column.cast("string").to_pylist()]
    if words is None:
        return list(column.to_pylist())
    distinct_values = words.to_pylist()
    return [None if at is None else distinct_values[at] for at in column.indices.to_pylist()]
