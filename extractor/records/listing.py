"""A list of records that displays in a notebook and converts to a table or a map layer."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

from typing_extensions import Self

from extractor.errors import ExtractorError, RecordError
from extractor.installing import install_extra
from extractor.records.event import EventRecord
from extractor.records.flat import FLAT_COLUMNS, Cell, CellType, flat_row
from extractor.text.surrogates import without_surrogates

if TYPE_CHECKING:
    import geopandas
    import pandas
    import polars

__all__ = ["FRAMES", "Records"]

FRAMES = ("pandas", "polars")
"""The libraries for :meth:`Records.to_frame`, the default first."""
PANDAS = {"text": "object", "whole": "Int64", "decimal": "float64"}
WGS_84 = "EPSG:4326"


class Records(list[EventRecord]):
    """Event records: a list with methods for notebooks.

    It is displayed as a table. :meth:`to_frame` returns a pandas or polars table,
    :meth:`to_geoframe` a geopandas one. ``Records(events)`` wraps any records,
    ``Records.read("events.jsonl")`` reads a file written by ``extract run``.
    """

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """The records of a file of JSON lines. Raises :class:`RecordError` naming the line."""
        found = cls()
        try:
            with Path(path).open(encoding="utf-8-sig") as lines:
                for number, line in enumerate(lines, start=1):
                    if line.strip():
                        try:
                            found.append(EventRecord.from_json(line))
                        except RecordError as error:
                            raise RecordError(f"{path}:{number}: {error}") from None
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not UTF-8"
            raise RecordError(f"{path}: {reason}") from None
        return found

    @overload
    def __getitem__(self, at: SupportsIndex) -> EventRecord: ...
    @overload
    def __getitem__(self, at: slice) -> Records: ...
    def __getitem__(self, at: SupportsIndex | slice) -> EventRecord | Records:
        if isinstance(at, slice):
            return Records(super().__getitem__(at))
        return super().__getitem__(at)

    def to_frame(self, library: str | None = None) -> pandas.DataFrame | polars.DataFrame:
        """A table with a row for each record: ACLED's 31 columns, then our own
        (``docs/convert.md``). Days are dates, whole numbers may be blank.

        ``library`` is ``"pandas"`` or ``"polars"``, by default the first that is installed. Raises
        :class:`ExtractorError` if neither is.
        """
        if library is not None and library not in FRAMES:
            raise ExtractorError(f"to_frame() makes {' or '.join(FRAMES)}, not {library!r}")
        wanted = [library] if library else FRAMES
        found = next((name for name in wanted if find_spec(name) is not None), None)
        if found is None:
            # The extra installs pandas; polars is used only if it is there already.
            how = "pip install polars" if library == "polars" else install_extra("notebook")
            raise ExtractorError(f"to_frame() needs {' or '.join(wanted)}: {how}")
        return self._pandas() if found == "pandas" else self._polars()

    def to_geoframe(self) -> geopandas.GeoDataFrame:
        """The same table with a column of points (WGS 84), ``None`` where no point is known.

        Raises :class:`ExtractorError` where geopandas is not installed.
        """
        if find_spec("geopandas") is None:
            raise ExtractorError(f"to_geoframe() needs geopandas: {install_extra('notebook')}")
        import geopandas

        frame = self._pandas()
        points = geopandas.points_from_xy(frame["longitude"], frame["latitude"])
        placed = frame["longitude"].notna() & frame["latitude"].notna()
        geometry = [point if there else None for point, there in zip(points, placed, strict=True)]
        return geopandas.GeoDataFrame(frame, geometry=geometry, crs=WGS_84)

    def _repr_html_(self) -> str:
        """The HTML for a notebook: a row for each record."""
        from extractor.records.html import records_html

        return records_html(self)

    def _columns(self) -> dict[str, list[Cell]]:
        rows = [flat_row(record) for record in self]
        return {name: [_writable(row[name]) for row in rows] for name in FLAT_COLUMNS}

    def _pandas(self) -> Any:
        import pandas

        made = {}
        for name, cells in self._columns().items():
            kind: CellType = FLAT_COLUMNS[name]
            if kind == "day":
                made[name] = pandas.to_datetime(pandas.Series(cells, dtype="object"))
            elif kind == "instant":
                made[name] = pandas.to_datetime(pandas.Series(cells, dtype="object"), utc=True)
            else:
                made[name] = pandas.Series(cells, dtype=PANDAS[kind])
        return pandas.DataFrame(made)

    def _polars(self) -> Any:
        import polars

        kinds: dict[CellType, Any] = {
            "text": polars.String,
            "whole": polars.Int64,
            "decimal": polars.Float64,
            "day": polars.Date,
            "instant": polars.Datetime("us", "UTC"),
        }
        schema = {name: kinds[kind] for name, kind in FLAT_COLUMNS.items()}
        return polars.DataFrame(self._columns(), schema=schema)


def _writable(cell: Cell) -> Cell:
    """The cell with lone surrogates of a scraped text, which no table can write, replaced."""
    return without_surrogates(cell) if isinstance(cell, str) else cell
