"""Parquet and GeoParquet, in row groups; needs pyarrow (the extra ``tables``)."""

from __future__ import annotations

import json
import struct
from typing import IO, TYPE_CHECKING, Any

from extractor.convert.writers import Writer
from extractor.errors import ExtractorError
from extractor.installing import install_extra
from extractor.records.flat import FLAT_COLUMNS, flat_row
from extractor.text.surrogates import SURROGATE

if TYPE_CHECKING:
    from extractor.records import EventRecord
    from extractor.records.flat import Cell

__all__ = ["GeoParquetWriter", "ParquetWriter"]

ROWS_A_GROUP = 20_000
# Well-known binary of a point: little-endian, type 1, longitude, latitude.
POINT = struct.Struct("<BIdd")


class ParquetWriter(Writer):
    """The flat columns with their types: whole numbers, decimals, days, instants in UTC."""

    def __init__(self, stream: IO[bytes]) -> None:
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError:
            raise ExtractorError(f"Parquet needs pyarrow: {install_extra('tables')}") from None
        self._pyarrow: Any = pyarrow
        types = {
            "text": pyarrow.string(),
            "whole": pyarrow.int64(),
            "decimal": pyarrow.float64(),
            "day": pyarrow.date32(),
            "instant": pyarrow.timestamp("s", tz="UTC"),
        }
        fields = [pyarrow.field(name, types[kind]) for name, kind in FLAT_COLUMNS.items()]
        place_columns, metadata = self._place_columns()
        self._schema = pyarrow.schema([*fields, *place_columns]).with_metadata(metadata)
        self._columns: dict[str, list[object]] = {name: [] for name in self._schema.names}
        self._file: Any = pyarrow.parquet.ParquetWriter(stream, self._schema, compression="zstd")

    def _place_columns(self) -> tuple[list[Any], dict[str, str] | None]:
        """The fields after the flat ones, and the schema's metadata."""
        return [], None

    def write(self, record: EventRecord) -> None:
        """Add the record's row."""
        self._take(flat_row(record))

    def _take(self, row: dict[str, Cell]) -> None:
        for name in FLAT_COLUMNS:
            self._columns[name].append(row[name])
        if len(self._columns["id"]) >= ROWS_A_GROUP:
            self._flush()

    def _flush(self) -> None:
        self._file.write_table(self._table())
        for cells in self._columns.values():
            cells.clear()

    def _table(self) -> Any:
        try:
            return self._pyarrow.table(self._columns, schema=self._schema)
        except UnicodeEncodeError:  # lone surrogates of a scraped text
            for cells in self._columns.values():
                cells[:] = [self._writable(cell) for cell in cells]
            return self._pyarrow.table(self._columns, schema=self._schema)

    def _writable(self, cell: object) -> object:
        if not isinstance(cell, str):
            return cell
        text, count = SURROGATE.subn("\ufffd", cell)
        self.replaced += count
        return text

    def close(self) -> None:
        """Write the last row group and the footer."""
        if self._columns["id"]:
            self._flush()
        self._file.close()


class GeoParquetWriter(ParquetWriter):
    """The same columns with a column of points, as GeoParquet 1.1 (WGS 84, longitude first)."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream)
        self._box: list[float] | None = None

    def _place_columns(self) -> tuple[list[Any], dict[str, str] | None]:
        return [self._pyarrow.field("geometry", self._pyarrow.binary())], {"geo": _geo(None)}

    def _take(self, row: dict[str, Cell]) -> None:
        east, north = row["longitude"], row["latitude"]
        if isinstance(east, (int, float)) and isinstance(north, (int, float)):
            self._columns["geometry"].append(POINT.pack(1, 1, east, north))
            west, south, most_east, most_north = self._box or [east, north, east, north]
            self._box = [
                *(min(west, east), min(south, north)),
                *(max(most_east, east), max(most_north, north)),
            ]
        else:
            self._columns["geometry"].append(None)
        super()._take(row)

    def close(self) -> None:
        """Write the last row group and the metadata."""
        if self._columns["id"]:
            self._flush()
        if self._box:
            self._file.add_key_value_metadata({"geo": _geo(self._box)})
        self._file.close()


def _geo(box: list[float] | None) -> str:
    """GeoParquet's metadata: no CRS is WGS 84, longitude first (OGC:CRS84)."""
    column: dict[str, object] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if box:
        column["bbox"] = box
    described = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    return json.dumps(described)
