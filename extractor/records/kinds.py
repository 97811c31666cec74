"""Tells the kind of records in a file by its columns: event records, ACLED rows, UCDP GED."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import Enum

from extractor.records.field_lookup import own_columns
from extractor.records.headless import columns_of_row
from extractor.records.other_files import other_file, other_file_without_header
from extractor.records.ucdp_columns import UCDP_COLUMNS
from extractor.tables.form_exports import is_form_export

__all__ = [
    "ACLED_EXTRA",
    "ACLED_LATER",
    "OWN_COLUMNS",
    "UCDP_COLUMNS",
    "UCDP_EXTRA",
    "UCDP_NEEDED",
    "RecordKind",
    "column_twice",
    "fitting",
    "folded_column",
    "kind_of_columns",
    "unknown_kind",
    "written_column",
]


class RecordKind(str, Enum):
    """The kinds of records that can be checked, converted and loaded."""

    EVENT = "event"
    ACLED = "acled"
    UCDP = "ucdp"

    def __str__(self) -> str:
        return self.value


# Columns ACLED added over the years; older exports lack them.
ACLED_LATER = frozenset(
    {
        *("disorder_type", "civilian_targeting", "tags", "timestamp", "source_scale"),
        *("iso", "region", "time_precision"),
    }
)
# Columns beside the 31 that exports have or had.
ACLED_EXTRA = frozenset(
    {
        *("population_1km", "population_2km", "population_5km", "population_best"),
        *("data_id", "event_id_no_cnty", "iso3", "gwno"),
    }
)
# What our own tables (GeoJSON, Parquet, XLSX) have beside ACLED's columns.
OWN_COLUMNS = frozenset(column.name for _, column in own_columns())
UCDP_NEEDED = frozenset(
    {
        *("id", "type_of_violence", "side_a", "side_b", "latitude", "longitude", "country"),
        *("date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians"),
        *("deaths_unknown", "best", "high", "low"),
    }
)
# Columns of other versions of GED and of its API.
UCDP_EXTRA = frozenset(
    {
        *(
            "conflict_id",
            "dyad_id",
            "side_a_id",
            "side_b_id",
            "isonumber",
            "gwab",
            "version",
            "event_id",
            "best_estimate",
            "high_estimate",
        ),
        *(
            "gwno",
            "isocc",
            "low_estimate",
            "source_id",
            "priogrid",
            "country_name",
            "actorid",
            "notes",
        ),
    }
)
# The columns that identify a kind; shared ones (year, country, latitude …) are not listed.
_SIGNS: dict[RecordKind, frozenset[str]] = {
    RecordKind.EVENT: frozenset(
        {
            *("schema_version", "summary", "actors", "casualties", "allegations", "denials"),
            *("claims_of_responsibility", "requested_investigations", "extraction"),
        }
    ),
    RecordKind.ACLED: frozenset(
        {
            *("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1"),
            *("assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction"),
            *("time_precision", "geo_precision", "source_scale", "civilian_targeting"),
            *("fatalities", "admin1", "admin2", "admin3", "disorder_type"),
        }
    ),
    RecordKind.UCDP: frozenset(
        {
            *("type_of_violence", "conflict_name", "dyad_name", "side_a", "side_b"),
            *("where_prec", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b"),
            *("deaths_civilians", "deaths_unknown", "best", "event_clarity", "priogrid_gid"),
        }
    ),
}
FEWEST_SIGNS = 3
_BETWEEN_WORDS = str.maketrans("-_.", "   ")


# Names of older exports: ACLED before 2019, UCDP GED before 17.1.
_OLDER_NAMES = {
    "ally_actor_1": "assoc_actor_1",
    "ally_actor_2": "assoc_actor_2",
    "best_est": "best",
    "high_est": "high",
    "low_est": "low",
}


def folded_column(name: str) -> str:
    """A column's name as in the codebooks: ``EVENT DATE``, `` Event-Date `` and R's ``event.date``
    are the same, and so are ``ALLY_ACTOR_1``, of exports before 2019, and ``assoc_actor_1``."""
    plain = written_column(name)
    return _OLDER_NAMES.get(plain, plain)


def written_column(name: str) -> str:
    """A column's name in lower case with underscores; older names stay. Of Power BI's
    ``acled[event_date]`` it takes the part in brackets."""
    table, _, column = name.strip().partition("[")
    if table and column.find("]") == len(column) - 1 > 0 and not table[-1].isspace():
        name = column[:-1]
    plain = "_".join(name.lower().translate(_BETWEEN_WORDS).split())
    # A server's own columns, as KoboToolbox's `_id` and `_notes`, are not `id` and `notes`.
    return f"_{plain}" if plain and name.lstrip().startswith("_") else plain


def column_twice(columns: Iterable[object], column_names: Collection[str]) -> str | None:
    """A message about one of ``column_names`` that two of the columns mean, in different spellings;
    ``None`` if there is none. The values of one of the two would be lost."""
    before: dict[str, str] = {}
    for column in map(str, columns):
        name = folded_column(column)
        if name in before and name in column_names:
            return f"column {column!r} is there twice, as {before[name]!r} before"
        before.setdefault(name, column)
    return None


class fitting:
    """Chooses the sheets of a workbook that hold records of a kind, or of any kind. Called with a
    sheet's columns it returns them folded, or ``None`` (see ``TableOptions.fits``)."""

    def __init__(self, kind: RecordKind | None) -> None:
        self._kind = kind

    def __call__(self, columns: Sequence[str]) -> list[str] | None:
        found = kind_of_columns(columns)
        if found is None or self._kind not in (None, found):
            return None
        return [folded_column(name) for name in columns]

    def without_header(self, cells: Sequence[str]) -> Sequence[str] | None:
        """The columns of a file that starts with this row instead of a header; else ``None``."""
        return columns_of_row(cells)


def kind_of_columns(columns: Iterable[str]) -> RecordKind | None:
    """The kind with most of its own columns among these, ignoring case and spaces; ``None`` with
    fewer than three, and for known files of other data (see :func:`unknown_kind`).

    Works on headers with misspelt, missing and additional columns, and on the keys of a JSON
    object.
    """
    seen = {folded_column(name) for name in columns}
    kind = max(_SIGNS, key=lambda each: len(_SIGNS[each] & seen))
    if other_file(seen) is not None and kind is not RecordKind.EVENT:
        return None
    return kind if len(_SIGNS[kind] & seen) >= FEWEST_SIGNS else None


def unknown_kind(columns: Sequence[str]) -> str:
    """Why :func:`kind_of_columns` returns none, for a message about the file."""
    if not columns:
        return "there are no records"
    other = other_file({folded_column(name) for name in columns})
    other = other or other_file_without_header(columns)
    if other is not None:
        return other
    if is_form_export(columns):
        return (
            "an export of KoboToolbox or ODK whose questions are none of these; name them as "
            "ACLED's columns (event_date, event_type …) in the form, or in a copy of the export"
        )
    if sum(name.startswith('"') for name in columns) > 1:
        return 'spaces stand before the quotes of its cells; write "a","b" and not "a", "b"'
    names = ", ".join(repr(name[:30]) for name in columns[:6])
    ellipsis = " …" if len(columns) > 6 else ""
    return f"neither event records, ACLED rows nor UCDP events by its columns ({names}{ellipsis})"
