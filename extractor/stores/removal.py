"""Decides what happens to each id of a list of deleted events: one query and its statements.

``DELETED`` holds the list: line, id (as ``events`` has it), deleted (Unix time or NULL).
``REMOVAL`` is made from it and adds the outcome.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records.kinds import RecordKind
from extractor.stores.dialect import Dialect
from extractor.stores.layout import CHILDREN

__all__ = ["DELETED", "REMOVAL", "held_query", "leftovers", "plan_removal", "removals"]

DELETED, REMOVAL = "extract_deleted", "extract_removal"
# ``origin`` of the events to which ids of a kind refer.
ORIGINS = {
    RecordKind.ACLED: "('ACLED')",
    RecordKind.UCDP: "('UCDP GED')",
    RecordKind.EVENT: "('article', 'merged')",
}
GONE = f"SELECT id FROM {REMOVAL} WHERE outcome = 'removed'"


def plan_removal(kind: RecordKind, dialect: Dialect) -> list[str]:
    """The statements that make ``REMOVAL``: line, id, deleted, outcome, fatalities, changed and
    holder of each id.

    ``later``: the row was changed after its deletion, so it was published again. ``held``: not an
    event of its own, but a report of the merged record ``holder``.
    """
    return [
        f"DROP TABLE IF EXISTS {dialect.temporary}.{REMOVAL}",
        f"""CREATE TEMP TABLE {REMOVAL} AS
    SELECT d.line AS line, d.id AS id, d.deleted AS deleted,
      CASE
        WHEN e.id IS NULL AND m.event_id IS NULL THEN 'absent'
        WHEN e.id IS NULL THEN 'held'
        WHEN e."timestamp" > d.deleted AND e.origin = 'ACLED' THEN 'later'
        ELSE 'removed'
      END AS outcome,
      coalesce(e.fatalities, 0) AS fatalities, e."timestamp" AS changed, m.event_id AS holder
    FROM {DELETED} d
    LEFT JOIN events e ON e.id = d.id AND e.origin IN {ORIGINS[kind]}
    LEFT JOIN (SELECT report_id, min(event_id) AS event_id FROM reports GROUP BY report_id) m
      ON m.report_id = d.id""",
    ]


def removals(load_id: int) -> Iterator[str]:
    """The statements that record the removals and make them, dependent rows first."""
    yield (
        "INSERT INTO removals (load_id, event_id, origin, event_date, country, fatalities, "
        f"deleted_timestamp) SELECT {load_id}, e.id, e.origin, e.event_date, e.country, "
        f"e.fatalities, r.deleted FROM events e JOIN {REMOVAL} r ON r.id = e.id "
        "WHERE r.outcome = 'removed'"
    )
    for child in CHILDREN:
        yield f"DELETE FROM {child.name} WHERE event_id IN ({GONE})"
    yield f"DELETE FROM events WHERE id IN ({GONE})"


def leftovers(load_id: int) -> Iterator[tuple[str, bool]]:
    """Queries for counts after the removal: with ``True`` the recorded number of removed events,
    with ``False`` a number that must be 0 (rows of events that are gone)."""
    yield f"SELECT count(*) FROM removals WHERE load_id = {load_id}", True
    yield f"SELECT count(*) FROM events WHERE id IN ({GONE})", False
    for child in CHILDREN:
        yield f"SELECT count(*) FROM {child.name} WHERE event_id IN ({GONE})", False


def held_query() -> str:
    """The query for merged records with a removed event among their reports: (report, record)."""
    return (
        f"SELECT DISTINCT p.report_id, p.event_id FROM reports p JOIN {REMOVAL} r "
        "ON r.id = p.report_id WHERE r.outcome = 'removed' AND p.event_id <> p.report_id "
        "ORDER BY 1, 2"
    )
