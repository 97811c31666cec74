"""The formats records are written in: names, endings, what each holds, who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from extractor.convert.losses import FEATURES
from extractor.convert.writers import (
    AcledCsvWriter,
    GeoJsonSequenceWriter,
    GeoJsonWriter,
    JsonLinesWriter,
    UcdpCsvWriter,
    Writer,
)
from extractor.records import ACLED_COLUMNS
from extractor.records.kinds import UCDP_COLUMNS

__all__ = ["FORMATS", "Format", "Options", "format_of_name"]


@dataclass(frozen=True)
class Options:
    """How a format is written: ACLED's older numbers for kinds, cells no spreadsheet runs."""

    numeric_codes: bool = False
    excel_safe: bool = False


@dataclass(frozen=True)
class Format:
    """One format; ``held`` are the features of a record (losses.FEATURES) it has a place for,
    ``columns`` those of other datasets (``None``: all)."""

    name: str
    title: str
    endings: tuple[str, ...]
    make: Callable[[IO[bytes], Options], Writer]
    held: frozenset[str] = frozenset()
    columns: frozenset[str] | None = frozenset(ACLED_COLUMNS)
    text: bool = True


def _parquet(stream: IO[bytes], _: Options) -> Writer:
    from extractor.convert.columnar import ParquetWriter

    return ParquetWriter(stream)


def _geoparquet(stream: IO[bytes], _: Options) -> Writer:
    from extractor.convert.columnar import GeoParquetWriter

    return GeoParquetWriter(stream)


def _workbook(stream: IO[bytes], _: Options) -> Writer:
    from extractor.convert.workbook import WorkbookWriter

    return WorkbookWriter(stream)


FLAT = frozenset(FEATURES) - {"evidence", "confidence", "review", "reports"}
FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format(
            "jsonl",
            "JSON Lines of event records",
            (".jsonl", ".ndjson"),
            lambda stream, _: JsonLinesWriter(stream),
            frozenset(FEATURES),
            columns=None,
        ),
        Format(
            "acled",
            "ACLED CSV",
            (".csv",),
            lambda stream, options: AcledCsvWriter(
                stream, excel_safe=options.excel_safe, numeric_codes=options.numeric_codes
            ),
            frozenset({"own fields"}),
        ),
        Format(
            "ucdp",
            "UCDP GED CSV",
            (".ucdp.csv",),
            lambda stream, options: UcdpCsvWriter(stream, excel_safe=options.excel_safe),
            frozenset({"days", "toll range"}),
            columns=frozenset(UCDP_COLUMNS),
        ),
        Format(
            "geojson",
            "GeoJSON",
            (".geojson", ".json"),
            lambda stream, _: GeoJsonWriter(stream),
            FLAT,
        ),
        Format(
            "geojsonseq",
            "GeoJSON text sequence",
            (".geojsonseq", ".geojsons"),
            lambda stream, _: GeoJsonSequenceWriter(stream),
            FLAT,
        ),
        Format("geoparquet", "GeoParquet", (".geoparquet",), _geoparquet, FLAT, text=False),
        Format("parquet", "Parquet", (".parquet", ".pq"), _parquet, FLAT, text=False),
        Format("xlsx", "Excel workbook", (".xlsx",), _workbook, FLAT, text=False),
    )
}


def format_of_name(path: str) -> Format | None:
    """The format a file's ending asks for; ``None`` for an unknown one."""
    name = Path(path).name.lower()
    fitting = [
        (ending, form)
        for form in FORMATS.values()
        for ending in form.endings
        if name.endswith(ending)
    ]
    return max(fitting, key=lambda found: len(found[0]))[1] if fitting else None
