"""Decides what happens to each event of a file: one query compares the file with the table.

The stage has a row for each event: its number (its identity, since a line may hold many events),
its line (for messages only), id, event_id_cnty, origin, fatalities, content_hash, acled_hash and
ACLED's timestamp. ``extract_seen`` holds the events of the file that were already taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from extractor.stores.dialect import Dialect

__all__ = [
    "MOST_TOLD",
    "NEW",
    "SEEN",
    "STAGED",
    "STANDS",
    "Conflict",
    "Planned",
    "Rejected",
    "Tally",
    "plan_query",
    "rejects",
]

Conflict = Literal["update", "ignore", "replace", "fail"]
Outcome = Literal[
    "new", "returned", "changed", "same", "repeated", "ignored", "older", "deleted",
    "contradicts", "lesser", "ambiguous", "present",
]  # fmt: skip
COUNTED: dict[str, str] = {
    "new": "loaded",
    "returned": "loaded",
    "changed": "updated",
    "same": "unchanged",
    "repeated": "unchanged",
    "ignored": "unchanged",
    "older": "unchanged",
    "deleted": "unchanged",
}
NEW = ("new", "returned")
STANDS = (*NEW, "changed", "same")  # in the table with the file's values
STAGED = (
    *("number", "line", "id", "event_id_cnty", "origin", "fatalities"),
    *("content_hash", "acled_hash", "timestamp"),
)
SEEN = "extract_seen"  # (id, line, content_hash, stored): stored is its id in the table
MOST_TOLD = 20  # rejected rows kept for messages; all are counted


OLDER = (
    "WHEN e.origin = 'ACLED' AND s.origin = 'ACLED' AND s.\"timestamp\" > 0 "
    'AND s."timestamp" < e."timestamp" THEN \'older\''
)


def plan_query(stage: str, conflict: Conflict, load_id: int, dialect: Dialect) -> str:
    """The query that gives :class:`Planned` for each staged event.

    ``target`` is the event's id in the table, if it is there. A record's ACLED form is stored under
    the record's id, and a record under the id of its ACLED form: ``a`` and ``b`` find these by
    ``event_id_cnty``. Of two versions of an ACLED row the one with the later timestamp is kept, as
    ACLED's guide to updating asks; a row without one counts as later. The same holds against the
    deletion of its event: a row changed before the deletion is ``deleted``, one changed after it
    has ``returned``.
    """
    otherwise = {
        "update": f"WHEN a.id IS NOT NULL THEN 'lesser' {OLDER} ELSE 'changed'",
        "replace": "ELSE 'changed'",
        "ignore": "ELSE 'ignored'",
        "fail": "ELSE 'present'",
    }[conflict]
    same = (
        """WHEN e.content_hash = s.content_hash THEN 'same'
        WHEN e.id IS NOT NULL AND (a.id IS NOT NULL OR b.id IS NOT NULL) THEN 'ambiguous'
        WHEN a.acled_hash = s.acled_hash THEN 'same'"""
        if conflict != "fail"
        else ""
    )
    return f"""
    SELECT s.number AS number, s.line AS line, s.id AS id, s.fatalities AS fatalities,
      CASE
        WHEN k.id IS NOT NULL OR f.id IS NOT NULL THEN
          CASE WHEN coalesce(k.content_hash, f.content_hash) = s.content_hash
            THEN 'repeated' ELSE 'contradicts' END
        WHEN e.id IS NULL AND a.id IS NULL AND b.id IS NULL THEN {_absent(conflict, dialect)}
        WHEN a.load_id = {load_id} AND a.acled_hash = s.acled_hash THEN 'repeated'
        WHEN a.load_id = {load_id} OR b.load_id = {load_id} THEN 'contradicts'
        {same}
        {otherwise}
      END AS outcome,
      coalesce(e.id, a.id, b.id) AS target,
      coalesce(k.line, f.line) AS first_line
    FROM {stage} s
    LEFT JOIN {SEEN} k ON k.id = s.id
    LEFT JOIN (SELECT id, min(number) AS number FROM {stage} GROUP BY id HAVING count(*) > 1) r
      ON r.id = s.id AND r.number <> s.number
    LEFT JOIN {stage} f ON f.number = r.number
    LEFT JOIN events e ON e.id = s.id
    LEFT JOIN events a ON s.origin = 'ACLED' AND a.event_id_cnty = s.id
      AND a.id <> s.id AND a.origin <> 'ACLED'
    LEFT JOIN events b ON s.origin <> 'ACLED' AND b.id = s.event_id_cnty
      AND b.id <> s.id AND b.origin = 'ACLED'"""


def _absent(conflict: Conflict, dialect: Dialect) -> str:
    """The outcome for an event that is not in the table, by the removals of lists of deleted
    events. If a list does not say when an event was deleted, the time of its load counts."""
    deleted = f"coalesce(d.deleted_timestamp, {dialect.seconds.format('l.loaded_at')})"
    outcome = "'returned'"
    if conflict != "replace":
        outcome = (
            "CASE WHEN s.origin = 'ACLED' AND s.\"timestamp\" > 0 "
            f"AND s.\"timestamp\" <= {deleted} THEN 'deleted' ELSE 'returned' END"
        )
    return (
        f"coalesce((SELECT min({outcome}) FROM removals d JOIN loads l ON l.id = d.load_id "
        "WHERE d.event_id = s.id AND d.origin = s.origin), 'new')"
    )


class Planned(NamedTuple):
    """A row of the plan. A NamedTuple: of 200,000 frozen dataclasses would take a second more."""

    number: int
    line: int
    id: str
    fatalities: int
    outcome: Outcome
    target: str | None
    first_line: int | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not loaded, and why."""

    line: int
    id: str | None
    reason: str


@dataclass
class Tally:
    """The number of events with each outcome, and the people killed in them."""

    events: dict[str, int] = field(default_factory=dict)
    fatalities: dict[str, int] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    line_words: Callable[[int], str] = "line {}".format
    """The words for a line in a message about another line."""

    def add(self, outcome: str, events: int, fatalities: int) -> None:
        """Count events of one outcome."""
        self.events[outcome] = self.events.get(outcome, 0) + events
        self.fatalities[outcome] = self.fatalities.get(outcome, 0) + fatalities

    def tell(self, planned: Planned) -> None:
        """Keep the reason for a rejected row, if it is among the first."""
        if len(self.rejected) < MOST_TOLD:
            why = reason(planned, self.line_words)
            self.rejected.append(Rejected(planned.line, planned.id, why))

    def count(self, word: str) -> int:
        """The number of events ``loaded``, ``updated``, ``unchanged`` or ``rejected``."""
        found = self.events.items()
        return sum(n for outcome, n in found if COUNTED.get(outcome, "rejected") == word)

    def killed(self, *outcomes: str) -> int:
        """People killed in the events of these outcomes."""
        return sum(self.fatalities.get(outcome, 0) for outcome in outcomes)

    def total(self) -> int:
        """All events."""
        return sum(self.events.values())


def rejects(outcome: str) -> bool:
    """True if an event with this outcome is not loaded."""
    return outcome not in COUNTED


def reason(planned: Planned, line_words: Callable[[int], str]) -> str:
    """Why an event is not loaded, as a sentence."""
    if planned.outcome == "contradicts":
        first = planned.first_line
        before = f"in {line_words(first)}" if first else "earlier in this file"
        return f"{planned.id} stands {before} with other values"
    if planned.outcome == "lesser":
        return (
            f"{planned.id} is the ACLED form of record {planned.target}, with other values; a "
            "record is changed by loading the record again, or with --on-conflict replace"
        )
    if planned.outcome == "ambiguous":
        return f"{planned.id} and its ACLED form are two events in the database"
    return f"{planned.id} is in the database already"
