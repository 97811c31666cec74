"""Text formats, written a record at a time: JSON Lines, CSV, GeoJSON and its text sequence."""

from __future__ import annotations

import csv
import io
import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any

from extractor.codebook.actors import actor_kind, interaction_code
from extractor.convert.losses import FEATURES
from extractor.convert.to_ucdp import ucdp_row
from extractor.records import ACLED_COLUMNS
from extractor.records.custom import custom_cell
from extractor.records.flat import Cell, flat_row
from extractor.records.kinds import UCDP_COLUMNS
from extractor.text.spreadsheet import safe_cell
from extractor.text.surrogates import SURROGATE

if TYPE_CHECKING:
    from extractor.records import EventRecord

__all__ = [
    "AcledCsvWriter",
    "GeoJsonSequenceWriter",
    "GeoJsonWriter",
    "JsonLinesWriter",
    "UcdpCsvWriter",
    "Writer",
]

# JSON does not escape these, and many readers of lines break there.
BREAKS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
FLUSH_AT = 1 << 20  # characters held before they are written
NUMBERS = frozenset({"latitude", "longitude", "geom_wkt"})  # begin with - and are not formulas


class Writer(ABC):
    """Takes records, one at a time, and writes them to its stream.

    ``held`` are the features of a record (losses.FEATURES) the format has a place for, ``original``
    the columns of original rows (``None``: all). Both are those of the flat columns unless a format
    says otherwise. ``replaced`` counts characters that the format cannot hold and that became
    U+FFFD.
    """

    replaced: int = 0
    held: frozenset[str] = frozenset(FEATURES) - {"evidence", "confidence", "review", "reports"}
    original: frozenset[str] | None = frozenset(ACLED_COLUMNS)

    @abstractmethod
    def __init__(self, stream: IO[bytes], **options: Any) -> None:
        """A writer to ``stream``, with the options of its format."""

    @abstractmethod
    def write(self, record: EventRecord) -> None:
        """Write a record. Raises :class:`CodingError` if the format cannot hold it; then nothing is
        written."""

    @abstractmethod
    def close(self) -> None:
        """Complete the output; no more records will come."""


class _Text:
    """Text collected and written as UTF-8 in large pieces. Lone surrogates and NUL become U+FFFD
    and are counted in the writer's ``replaced``."""

    def __init__(self, stream: IO[bytes], writer: Writer) -> None:
        self._stream = stream
        self._writer = writer
        self.buffer = io.StringIO(newline="")

    def add(self, text: str) -> None:
        self.buffer.write(text)
        self.flush_if_full()

    def flush_if_full(self) -> None:
        if self.buffer.tell() >= FLUSH_AT:
            self.flush()

    def flush(self) -> None:
        text = self.buffer.getvalue()
        self.buffer.seek(0)
        self.buffer.truncate()
        if "\x00" in text:  # in a CSV it makes most programs refuse the file; JSON escapes it
            self._writer.replaced += text.count("\x00")
            text = text.replace("\x00", "\ufffd")
        try:
            data = text.encode("utf-8")
        except UnicodeEncodeError:
            whole, count = SURROGATE.subn("\ufffd", text)
            self._writer.replaced += count
            data = whole.encode("utf-8")
        self._stream.write(data)


class JsonLinesWriter(Writer):
    """Our own records, a JSON object a line: holds everything."""

    held = frozenset(FEATURES)
    original = None

    def __init__(self, stream: IO[bytes]) -> None:
        self._text = _Text(stream, self)

    def write(self, record: EventRecord) -> None:
        """Add the record's line."""
        self._text.add(record.json_line().translate(BREAKS) + "\n")

    def close(self) -> None:
        """Write the buffered text."""
        self._text.flush()


class _CsvWriter(Writer):
    """The columns are known, and the header is written, when the first record comes."""

    columns: tuple[str, ...]

    def __init__(self, stream: IO[bytes], *, excel_safe: bool = False) -> None:
        self._text = _Text(stream, self)
        self._rows = csv.writer(self._text.buffer, lineterminator="\r\n")
        self._safe = excel_safe
        self._begun = False

    def _begin(self, record: EventRecord | None) -> None:
        """Write the header, once."""
        self._begun = True
        self._rows.writerow(self.columns)

    def _row(self, record: EventRecord) -> Mapping[str, object]:
        raise NotImplementedError

    def write(self, record: EventRecord) -> None:
        """Add the record's row."""
        row = self._row(record)
        if not self._begun:
            self._begin(record)
        cells = [row[column] for column in self.columns]
        if self._safe:
            cells = [
                safe_cell(cell) if isinstance(cell, str) and name not in NUMBERS else cell
                for name, cell in zip(self.columns, cells, strict=True)
            ]
        self._rows.writerow(cells)
        self._text.flush_if_full()

    def close(self) -> None:
        """Write the buffered text."""
        if not self._begun:
            self._begin(None)
        self._text.flush()


class AcledCsvWriter(_CsvWriter):
    """ACLED's 31 columns; ``numeric_codes`` writes kinds and interaction as exports before 2025
    did. The user's own fields of the first record get a column each behind them; ``strangers``
    counts values of fields that only later records have.
    """

    held = frozenset({"own fields"})
    columns = ACLED_COLUMNS

    def __init__(
        self, stream: IO[bytes], *, excel_safe: bool = False, numeric_codes: bool = False
    ) -> None:
        super().__init__(stream, excel_safe=excel_safe)
        self._numeric = numeric_codes
        self._custom_names: tuple[str, ...] = ()
        self.strangers: Counter[str] = Counter()

    def _begin(self, record: EventRecord | None) -> None:
        self._custom_names = tuple(one.field for one in record.custom) if record else ()
        first, behind = self.columns[: len(ACLED_COLUMNS)], self.columns[len(ACLED_COLUMNS) :]
        self.columns = (*first, *(f"custom_{name}" for name in self._custom_names), *behind)
        super()._begin(record)

    def write(self, record: EventRecord) -> None:
        """Add the record's row."""
        super().write(record)
        for one in record.custom:
            if one.field not in self._custom_names and one.value is not None:
                self.strangers[one.field] += 1

    def _row(self, record: EventRecord) -> Mapping[str, object]:
        row: dict[str, object] = dict(record.to_acled())
        for column, cell in row.items():
            if isinstance(cell, str) and type(cell) is not str:
                row[column] = str(cell)  # a closed list's member: its words
        if self._numeric:
            kind1, kind2 = actor_kind(row["inter1"]), actor_kind(row["inter2"])
            assert kind1 is not None
            row["inter1"], row["inter2"] = kind1.code, kind2.code if kind2 else 0
            row["interaction"] = interaction_code(kind1, kind2)
        row |= dict.fromkeys(f"custom_{name}" for name in self._custom_names)
        return row | {f"custom_{one.field}": custom_cell(one) for one in record.custom}


class UcdpCsvWriter(_CsvWriter):
    """UCDP GED's 49 columns."""

    held = frozenset({"days", "toll range"})
    original = frozenset(UCDP_COLUMNS)
    columns = UCDP_COLUMNS

    def _row(self, record: EventRecord) -> Mapping[str, object]:
        return ucdp_row(record)


class GeoJsonWriter(Writer):
    """A FeatureCollection (RFC 7946): a point for each record, null where no place is known."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._text = _Text(stream, self)
        self._before = '{"type":"FeatureCollection","features":[\n'

    def write(self, record: EventRecord) -> None:
        """Add the record's feature."""
        self._text.add(self._before + feature(record))
        self._before = ",\n"

    def close(self) -> None:
        """Close the collection."""
        self._text.add(("" if self._before == ",\n" else self._before) + "\n]}\n")
        self._text.flush()


class GeoJsonSequenceWriter(Writer):
    """GeoJSON text sequence (RFC 8142): each feature after a record separator, before a newline."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._text = _Text(stream, self)

    def write(self, record: EventRecord) -> None:
        """Add the record's feature."""
        self._text.add(f"\x1e{feature(record)}\n")

    def close(self) -> None:
        """Write the buffered text."""
        self._text.flush()


def feature(record: EventRecord) -> str:
    """The record as a GeoJSON feature in one line: WGS 84, longitude first."""
    row = flat_row(record)
    east, north = row["longitude"], row["latitude"]
    point = {"type": "Point", "coordinates": [east, north]} if north is not None else None
    made = {"type": "Feature", "id": record.id, "geometry": point, "properties": row}
    line = json.dumps(made, ensure_ascii=False, separators=(",", ":"), default=_iso)
    return line.translate(BREAKS)


def _iso(value: Cell) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert isinstance(value, date)
    return value.isoformat()
