"""The output formats of records: names, endings and writer classes.

Its writer says what a format holds (:class:`extractor.convert.writers.Writer`). Writers are loaded
when something is written: the command's help needs only the names.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.convert.writers import Writer

__all__ = ["FORMATS", "Format", "Options", "format_of_name"]


@dataclass(frozen=True)
class Options:
    """Options of a format: ACLED's older numbers for kinds, cells that no spreadsheet runs."""

    numeric_codes: bool = False
    excel_safe: bool = False


@dataclass(frozen=True)
class Format:
    """One format. ``writer`` is its class, as MODULE:CLASS within this package; ``takes`` are the
    options (:class:`Options`) it accepts; ``text`` means that a terminal can show it."""

    name: str
    title: str
    endings: tuple[str, ...]
    writer: str
    takes: tuple[str, ...] = ()
    text: bool = True

    @property
    def made_by(self) -> type[Writer]:
        """The writer class."""
        made: type[Writer] = resolve_name(f"extractor.convert.{self.writer}")
        return made

    def make(self, stream: IO[bytes], options: Options) -> Writer:
        """A writer to a stream. Raises :class:`ExtractorError` if its library is missing."""
        return self.made_by(stream, **{name: getattr(options, name) for name in self.takes})


BOTH = ("numeric_codes", "excel_safe")
FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format(
            "jsonl",
            "JSON Lines of event records",
            (".jsonl", ".ndjson"),
            "writers:JsonLinesWriter",
        ),
        Format("acled", "ACLED CSV", (".csv",), "writers:AcledCsvWriter", BOTH),
        Format("ucdp", "UCDP GED CSV", (".ucdp.csv",), "writers:UcdpCsvWriter", ("excel_safe",)),
        Format("geojson", "GeoJSON", (".geojson", ".json"), "writers:GeoJsonWriter"),
        Format(
            "geojsonseq",
            "GeoJSON text sequence",
            (".geojsonseq", ".geojsons"),
            "writers:GeoJsonSequenceWriter",
        ),
        Format(
            "geoparquet", "GeoParquet", (".geoparquet",), "columnar:GeoParquetWriter", text=False
        ),
        Format("parquet", "Parquet", (".parquet", ".pq"), "columnar:ParquetWriter", text=False),
        Format("xlsx", "Excel workbook", (".xlsx",), "workbook:WorkbookWriter", text=False),
    )
}
"""In the order of the help, which names the first ending of each."""


def format_of_name(path: str) -> Format | None:
    """The format of a file's ending; ``None`` for an unknown one."""
    name = Path(path).name.lower()
    fitting = [
        (ending, form)
        for form in FORMATS.values()
        for ending in form.endings
        if name.endswith(ending)
    ]
    return max(fitting, key=lambda found: len(found[0]))[1] if fitting else None
