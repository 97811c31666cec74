"""The tables of the databases: columns, keys, indexes, the ``acled`` view, and their SQL.

They follow from the record's schema, the table of its fields (``records/fields.py``: ``stored``)
and ACLED's columns, never from the data of a file. In ``events`` ACLED's columns come first, in
ACLED's order and with its names. Fields of one kind share a table below (``claims`` for all
statements, ``mentions`` for all things), so a new field of that kind does not change the layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.records.checked import Checked
from extractor.records.field import CellType
from extractor.records.fields import FIELDS
from extractor.records.provenance import Confidence
from extractor.stores.dialect import Dialect, Kind

__all__ = [
    "ACLED",
    "CHECKED",
    "CHILDREN",
    "EVENTS",
    "LAYOUT_VERSION",
    "REMOVALS",
    "TABLES",
    "Column",
    "Table",
    "acled_view",
    "create_indexes",
    "create_tables",
    "table",
]

LAYOUT_VERSION = 5  # raise it with every change below and add a step in migrations.py


@dataclass(frozen=True)
class Column:
    """A column: its kind of value, whether it may be NULL, and what it refers to."""

    name: str
    kind: Kind
    required: bool = False
    check: str = ""
    refers: str = ""  # a table, by its key ``id``


@dataclass(frozen=True)
class Table:
    """A table: its columns in order, its primary key, and the column lists of its indexes."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = field(default=())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def _columns(*groups: str) -> Iterator[Column]:
    """Columns from ``kind: name name! …``; ``!`` marks columns that are never NULL."""
    for group in groups:
        kind, _, names = group.partition(":")
        for name in names.split():
            yield Column(name.rstrip("!"), kind, required=name.endswith("!"))  # type: ignore[arg-type]


ACLED = (
    Column("event_id_cnty", "key"),
    Column("event_date", "date"),
    Column("year", "integer"),
    Column("time_precision", "integer", check="time_precision BETWEEN 1 AND 3"),
    *_columns(
        "text: disorder_type! event_type! sub_event_type! actor1 assoc_actor_1 inter1 actor2",
        "text: assoc_actor_2 inter2 interaction civilian_targeting",
        "integer: iso",
        "text: region country admin1 admin2 admin3 location",
    ),
    Column("latitude", "real", check="latitude BETWEEN -90 AND 90"),
    Column("longitude", "real", check="longitude BETWEEN -180 AND 180"),
    Column("geo_precision", "integer", check="geo_precision BETWEEN 1 AND 3"),
    *_columns("text: source source_scale notes"),
    Column("fatalities", "integer", required=True, check="fatalities >= 0"),
    *_columns("text: tags", "bigint: timestamp"),
)

CHECKED = tuple(f"checked_{field}" for field in Checked.model_fields)
CONFIDENCES = tuple(f"confidence_{field}" for field in Confidence.model_fields)
STORED_AS: dict[CellType, Kind] = {
    "text": "text",
    "whole": "integer",
    "decimal": "real",
    "day": "date",
    "instant": "time",
}
STORED = tuple(
    Column(column.name, STORED_AS[column.type]) for field in FIELDS for column in field.stored
)

EVENTS = Table(
    "events",
    (
        Column("id", "key", required=True),
        *ACLED,
        # article, merged, ACLED or UCDP GED: the source of the event.
        Column("origin", "text", required=True),
        *STORED,
        Column("article_id", "key", refers="articles"),
        *_columns(
            "text: article_sha256",
            f"real: {' '.join(CONFIDENCES)}",
            # both, rule, reader or disputed: who decided the value.
            f"text: {' '.join(CHECKED)}",
            "text: review_status review_coder",
            "time: review_at",
            "text: review_reason",
            "json: original_columns",
            "text: schema_version extractor_version model reader prompt_version",
            "time: extracted_at",
            "integer: prompt_tokens cached_tokens completion_tokens",
            "json: warnings",
            "bigint: content_hash! acled_hash!",
        ),
        Column("load_id", "integer", required=True, refers="loads"),
    ),
    key=("id",),
    indexes=(
        ("event_date",),
        ("country", "admin1", "location"),
        ("latitude", "longitude"),
        ("event_type", "sub_event_type"),
        ("actor1",),
        ("actor2",),
        ("event_id_cnty",),
        ("article_id",),
    ),
)

SOUGHT = ("event_id_cnty",)  # needed by each load, from the first on

LOADS = Table(
    "loads",
    tuple(
        _columns(
            "integer: id!",
            "time: loaded_at!",
            "text: file! sha256! kind! on_conflict! extractor_version!",
            "integer: layout_version! read! loaded! updated! unchanged! rejected!",
            "bigint: fatalities!",
        )
    ),
    key=("id",),
)

# The events removed by lists of deleted events, a row each: their ids are nowhere else.
REMOVALS = Table(
    "removals",
    (
        Column("load_id", "integer", required=True, refers="loads"),
        Column("event_id", "key", required=True),
        *_columns(
            "text: origin!",
            "date: event_date",
            "text: country",
            "integer: fatalities!",
            "bigint: deleted_timestamp",
        ),
    ),
    key=("load_id", "event_id"),
    indexes=(("event_id",),),
)

ARTICLES = Table(
    "articles",
    tuple(_columns("key: id!", "text: publisher", "date: published", "text: url sha256 file")),
    key=("id",),
)


def _of_event(name: str, *groups: str, key: str, index: str = "") -> Table:
    event = Column("event_id", "key", required=True, refers="events")
    return Table(
        name,
        (event, *_columns(*groups)),
        key=("event_id", *key.split()),
        indexes=tuple((column,) for column in index.split()),
    )


# Tables of an event's parts, whose rows are removed when it is replaced.
CHILDREN = (
    _of_event(
        "actors",
        "integer: position! associated_with",
        "text: role! name! kind text attribution attributed_by",
        key="position",
        index="name",
    ),
    _of_event("casualties", "text: kind!", "integer: low high coded!", "text: text", key="kind"),
    # Each speaker's count, also of people abducted, arrested, missing or displaced.
    _of_event(
        "tolls",
        "integer: position!",
        "text: state!",
        "integer: low high",
        "text: teller text",
        key="position",
        index="state",
    ),
    _of_event(
        "claims",
        "text: kind!",
        "integer: position!",
        "text: speaker accused addressee investigator statement",
        key="kind position",
        index="kind",
    ),
    _of_event("mentions", "text: kind!", "integer: position!", "text: text!", key="kind position"),
    _of_event(
        "evidence",
        "text: part!",
        "integer: part_position! position! start_offset! end_offset!",
        "text: text!",
        "key: article_id",
        key="part part_position position",
    ),
    _of_event(
        "reports",
        "integer: position!",
        "key: report_id! article_id",
        "integer: fatalities",
        "json: record!",
        key="position",
        index="report_id",
    ),
    # Fields of the user's own; a value as it is typed in tables: yes, 12, 2026-03-10.
    _of_event(
        "custom",
        "integer: position!",
        "text: field! kind! value text",
        key="position",
        index="field",
    ),
)

# In the order of creation and filling.
TABLES = (LOADS, REMOVALS, ARTICLES, EVENTS, *CHILDREN)


def table(name: str) -> Table:
    """The table of that name."""
    return next(found for found in TABLES if found.name == name)


def quoted(name: str) -> str:
    """A name quoted for SQL; no name of our tables holds a quotation mark."""
    return f'"{name}"'


def listed(names: tuple[str, ...]) -> str:
    """Names as SQL, with commas."""
    return ", ".join(quoted(name) for name in names)


def create_tables(dialect: Dialect) -> list[str]:
    """The statements that make all tables and the view, and record the layout version."""
    made = [_create(found, dialect) for found in TABLES]
    note = f"CREATE TABLE extract_layout (version {dialect.types['integer']} NOT NULL)"
    made.append(_index(EVENTS, SOUGHT))
    return [*made, acled_view(), note, f"INSERT INTO extract_layout VALUES ({LAYOUT_VERSION})"]


def create_indexes() -> list[str]:
    """The statements that make the indexes. On a new database they run after its first load, which
    is much faster than updating them row by row."""
    return [
        _index(found, columns) for found in TABLES for columns in found.indexes if columns != SOUGHT
    ]


def _index(found: Table, columns: tuple[str, ...]) -> str:
    name = quoted("_".join((found.name, *columns)))
    return f"CREATE INDEX {name} ON {quoted(found.name)} ({listed(columns)})"


def acled_view() -> str:
    """The statement that makes the view ``acled``: the events that fit an ACLED export, in exactly
    its 31 columns."""
    columns = listed(tuple(column.name for column in ACLED))
    return f"CREATE VIEW acled AS SELECT {columns} FROM events WHERE event_id_cnty IS NOT NULL"


def _create(found: Table, dialect: Dialect) -> str:
    lines = [_declared(column, dialect) for column in found.columns]
    lines.append(f"PRIMARY KEY ({listed(found.key)})")
    return f"CREATE TABLE {quoted(found.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _declared(column: Column, dialect: Dialect) -> str:
    words = [quoted(column.name), dialect.types[column.kind]]
    if column.required:
        words.append("NOT NULL")
    if column.check:
        words.append(f"CHECK ({column.check})")
    if column.refers and (dialect.events_referred or column.refers != "events"):
        cascade = " ON DELETE CASCADE" if column.refers == "events" else ""
        words.append(f"REFERENCES {quoted(column.refers)} (id){cascade}")
    return " ".join(words)
