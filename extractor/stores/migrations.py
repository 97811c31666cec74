"""Migrates a database of an older layout: the statements from each version to the next.

A change of ``layout.py`` raises ``LAYOUT_VERSION`` and adds a step here, which runs in the
transaction of the next load with ``--migrate``. New columns are added last to existing tables, so
rows are written by column name. A step is never changed when ``layout.py`` is.
"""

from __future__ import annotations

from collections.abc import Callable

from extractor.stores.dialect import Dialect

__all__ = ["STEPS", "added_tables", "steps"]

ADDED = {
    2: frozenset({"tolls"}),
    3: frozenset({"removals"}),
    4: frozenset({"custom"}),
}  # version → the tables it added


def _to_2(dialect: Dialect) -> list[str]:
    """Schema version 1.1 of records: who decided, who attributes, each speaker's count."""
    text, key, whole = (dialect.types[kind] for kind in ("text", "key", "integer"))
    fields = (
        *("sub_event_type", "date", "location", "perpetrators", "targets"),
        *("killed", "injured", "statements"),
    )
    refers = ' REFERENCES "events" (id) ON DELETE CASCADE' if dialect.events_referred else ""
    return [
        *(f'ALTER TABLE "events" ADD COLUMN "checked_{field}" {text}' for field in fields),
        f'ALTER TABLE "actors" ADD COLUMN "attributed_by" {text}',
        f"""CREATE TABLE "tolls" (
  "event_id" {key} NOT NULL{refers},
  "position" {whole} NOT NULL,
  "state" {text} NOT NULL,
  "low" {whole},
  "high" {whole},
  "teller" {text},
  "text" {text},
  PRIMARY KEY ("event_id", "position")
)""",
        'CREATE INDEX "tolls_state" ON "tolls" ("state")',
    ]


def _to_3(dialect: Dialect) -> list[str]:
    """Events removed by lists of deleted events."""
    text, key, whole, long, day = (
        dialect.types[kind] for kind in ("text", "key", "integer", "bigint", "date")
    )
    return [
        f"""CREATE TABLE "removals" (
  "load_id" {whole} NOT NULL REFERENCES "loads" (id),
  "event_id" {key} NOT NULL,
  "origin" {text} NOT NULL,
  "event_date" {day},
  "country" {text},
  "fatalities" {whole} NOT NULL,
  "deleted_timestamp" {long},
  PRIMARY KEY ("load_id", "event_id")
)""",
        'CREATE INDEX "removals_event_id" ON "removals" ("event_id")',
    ]


def _to_4(dialect: Dialect) -> list[str]:
    """The user's own fields."""
    text, key, whole = (dialect.types[kind] for kind in ("text", "key", "integer"))
    refers = ' REFERENCES "events" (id) ON DELETE CASCADE' if dialect.events_referred else ""
    return [
        f"""CREATE TABLE "custom" (
  "event_id" {key} NOT NULL{refers},
  "position" {whole} NOT NULL,
  "field" {text} NOT NULL,
  "kind" {text} NOT NULL,
  "value" {text},
  "text" {text},
  PRIMARY KEY ("event_id", "position")
)""",
        'CREATE INDEX "custom_field" ON "custom" ("field")',
    ]


def _to_5(dialect: Dialect) -> list[str]:
    """The file of an article without an id."""
    return [f'ALTER TABLE "articles" ADD COLUMN "file" {dialect.types["text"]}']


# From this version → the statements, by dialect.
STEPS: dict[int, Callable[[Dialect], list[str]]] = {1: _to_2, 2: _to_3, 3: _to_4, 4: _to_5}


def steps(version: int, to: int, dialect: Dialect) -> list[str]:
    """The statements that bring a database from one version to another, in order."""
    return [statement for left in range(version, to) for statement in STEPS[left](dialect)]


def added_tables(version: int, to: int) -> frozenset[str]:
    """The tables that :func:`steps` adds."""
    return frozenset().union(*(ADDED.get(made, ()) for made in range(version + 1, to + 1)))
