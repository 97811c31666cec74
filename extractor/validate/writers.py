"""Writes fixed rows in the format they came in: one class for each format."""

from __future__ import annotations

import csv
import gzip
import io
import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from extractor.records.kinds import folded_column
from extractor.records.settled_days import DAY_COLUMNS
from extractor.records.vintages import cell_text
from extractor.tables import Form, Table
from extractor.tables.saving import save_book
from extractor.tables.sheets import NOWHERE
from extractor.text.printable import plural
from extractor.validate.mend import Mended

__all__ = ["Writer", "writer_for"]

PARQUET_ROWS = 20_000
# Numbers until 2025, words since: a column of integers among these becomes one of text.
KINDS = ("inter1", "inter2", "interaction")


class Writer(ABC):
    """Takes the rows of a table in order; ``finish`` completes the file."""

    @abstractmethod
    def row(self, line: int, row: Any, changes: Sequence[Mended]) -> None:
        """Write one fixed row, with its original line and its changes."""

    def finish(self) -> None:  # noqa: B027 - lines need no end
        """Complete the file; no more rows will come."""

    @property
    def remark(self) -> str | None:
        """What else is written differently, once all rows came."""
        return None


def writer_for(
    table: Table,
    source: str,
    made: Path,
    columns: Sequence[str],
    resources: ExitStack,
    *,
    form: Form,
    packed: str = "",
) -> Writer:
    """A writer to ``made`` in the format of ``table``, whose file is ``source``; JSON rows in
    ``form``. ``packed`` is the ending of the final file: .gz and .zst compress it."""
    if table.form == "xlsx":
        return _WorkbookWriter(table, source, made, columns)
    if table.form == "parquet":
        return _ParquetWriter(source, made, columns, resources)
    out = resources.enter_context(_text_file(made, packed, resources))
    if table.form == "csv":
        return _CsvWriter(out, columns, table.delimiter or ",", table.newline)
    return _JsonWriter(out, array=form == "json")


def _text_file(made: Path, packed: str, resources: ExitStack) -> IO[str]:
    binary: Any = resources.enter_context(made.open("wb"))
    if packed == ".gz":
        binary = resources.enter_context(
            gzip.GzipFile(filename="", fileobj=binary, mode="wb", mtime=0)
        )
    elif packed in (".zst", ".zstd"):
        import zstandard

        binary = resources.enter_context(zstandard.ZstdCompressor().stream_writer(binary))
    return io.TextIOWrapper(binary, "utf-8", errors="surrogatepass", newline="")


def _as_text(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, str) else cell_text(cell)


class _CsvWriter(Writer):
    def __init__(self, out: IO[str], columns: Sequence[str], delimiter: str, newline: str) -> None:
        self._writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
        self._writer.writerow(columns)

    def row(self, line: int, row: Any, changes: Sequence[Mended]) -> None:
        self._writer.writerow(row)


class _JsonWriter(Writer):
    def __init__(self, out: IO[str], *, array: bool) -> None:
        self._out = out
        self._array = array
        self._any = False

    def row(self, line: int, row: Any, changes: Sequence[Mended]) -> None:
        before = "" if not self._array else ",\n" if self._any else "[\n"
        self._any = True
        text = json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
        self._out.write(f"{before}{text}" if self._array else f"{text}\n")

    def finish(self) -> None:
        if self._array:
            self._out.write("\n]\n" if self._any else "[]\n")


class _WorkbookWriter(Writer):
    """Changes cells in the workbook itself, so that formats and other sheets stay.

    A formula in a row is written as its value: openpyxl computes none, and the cell would be blank
    in every program but a spreadsheet.
    """

    def __init__(self, table: Table, source: str, made: Path, columns: Sequence[str]) -> None:
        import openpyxl

        self._book: Any = openpyxl.load_workbook(source, keep_vba=source.lower().endswith("xlsm"))
        self._table = table
        self._made = made
        self._formulas: Counter[str] = Counter()
        self._columns = columns
        self._places = {folded_column(name): place for place, name in enumerate(columns)}
        for line, names in table.headers():
            for place, (before, after) in enumerate(zip(names, columns, strict=True)):
                if before != after:
                    self._cell(line, place).value = after

    def row(self, line: int, row: Any, changes: Sequence[Mended]) -> None:
        for place, value in enumerate(row):
            if self._table.cell(line, place) == NOWHERE:  # of no name, and in other sheets
                continue
            cell = self._cell(line, place)
            if cell.data_type == "f":
                cell.value = value
                self._formulas[self._columns[place]] += 1
        for column, _, _, _ in changes:
            place = self._places[column]
            self._cell(line, place).value = row[place]

    @property
    def remark(self) -> str | None:
        if not self._formulas:
            return None
        named = ", ".join(f"{name} {many:,}" for name, many in self._formulas.items())
        return f"{plural(self._formulas.total(), 'formula')} written as values ({named})"

    def _cell(self, line: int, place: int) -> Any:
        sheet, row, _ = self._table.place(line)
        return self._book[sheet].cell(row=row, column=self._table.cell(line, place) + 1)

    def finish(self) -> None:
        for line, _ in reversed(self._table.passed_over):  # from below: rows above stay
            sheet, row, _ = self._table.place(line)
            self._book[sheet].delete_rows(row)
        with self._made.open("wb") as stream:
            save_book(self._book, stream)


def _becomes_text(name: str, kind: Any) -> bool:
    """Whether a column's type may change: kinds of actors become words, numeric days become
    text."""
    from pyarrow import types

    days = {day for columns in DAY_COLUMNS.values() for day in columns}
    return name in KINDS or (name in days and (types.is_integer(kind) or types.is_floating(kind)))


class _ParquetWriter(Writer):
    def __init__(
        self, source: str, made: Path, columns: Sequence[str], resources: ExitStack
    ) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._pa = pa
        with pq.ParquetFile(source) as file:
            was = file.schema_arrow
        fields = [
            pa.field(name, pa.string() if _becomes_text(name, field.type) else field.type)
            for name, field in zip(columns, was, strict=True)
        ]
        self._schema = pa.schema(fields, metadata=was.metadata)
        self._texts = [pa.types.is_string(field.type) for field in fields]
        self._writer = resources.enter_context(pq.ParquetWriter(made, self._schema))
        self._rows: list[Any] = []

    def row(self, line: int, row: Any, changes: Sequence[Mended]) -> None:
        self._rows.append(row)
        if len(self._rows) >= PARQUET_ROWS:
            self._flush()

    def finish(self) -> None:
        self._flush()

    def _flush(self) -> None:
        if not self._rows:
            return
        arrays = []
        for field, text, cells in zip(
            self._schema, self._texts, zip(*self._rows, strict=True), strict=True
        ):
            values = [_as_text(cell) for cell in cells] if text else cells
            arrays.append(self._pa.array(values, type=field.type))
        self._writer.write_batch(self._pa.record_batch(arrays, schema=self._schema))
        self._rows = []
