"""Decisions on many records at once: one line of the journal, so one undo takes all back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extractor.errors import ReviewError
from extractor.records import EventRecord, Review
from extractor.review.cells import with_cell
from extractor.review.decisions import LONGEST_REASON, mended_record, stamp
from extractor.review.findings import is_error
from extractor.review.journal import Entry
from extractor.review.listing import Filters, filters_of
from extractor.review.rows import status_of
from extractor.review.session import Session, Stale

if TYPE_CHECKING:
    from fastapi import Request

__all__ = ["MOST", "Cell", "Done", "decide_all", "events_found", "many_routes", "set_cells"]

MOST = 5000
"""Records in one decision at most: its line of the journal holds each of them twice."""

FIRST = ("country",)  # what a place's name means depends on it
STATUSES = {"accept": "accepted", "reject": "rejected", "reopen": "open"}
DECIDED = ("accepted", "rejected")


@dataclass(frozen=True)
class Cell:
    """One cell to write: ``value`` is the text typed or pasted, or a chosen place."""

    event: str
    column: str
    value: Any


@dataclass
class Done:
    """The result: ``entry`` is ``None`` if nothing changed; ``same`` counts records that already
    were so; ``left`` gives the reason for each record and column that was left unchanged."""

    entry: Entry | None = None
    same: int = 0
    left: list[tuple[str, str, str]] = field(default_factory=list)

    def shown(self, session: Session) -> dict[str, Any]:
        """The data for the page: the rows as they are now, how many have errors or are not checked
        yet, and what was left out."""
        made = [record["id"] for record in self.entry.after] if self.entry else []
        rows = [session.row(event) for event in made]
        return {
            "action": self.entry and self.entry.action,
            "changed": len(made),
            "same": self.same,
            "left": self.left,
            "errors": sum(any(map(is_error, row.codes)) for row in rows),
            "unchecked": sum(row.findings is None for row in rows),
            "rows": [row_shown(session, event) for event in made],
        }


def decide_all(session: Session, action: str, events: Mapping[str, int], reason: str = "") -> Done:
    """Accept, reject or reopen all; ``events`` gives for each the decision that last changed it. A
    rejected record is not accepted this way, nor an accepted one rejected: it is left and listed.

    Raises :class:`Stale` if any was changed meanwhile; then none is decided.
    """
    if action not in STATUSES:
        raise ReviewError(f"{action} is no decision for many")
    reason = reason.strip()[:LONGEST_REASON]
    if action == "reject" and not reason:
        raise ReviewError("a rejection needs a reason")
    done = Done()
    status = STATUSES[action]
    review = None
    if action != "reopen":
        review = Review.model_validate(stamp(session, status, reason or None))
    before, after = [], []
    for record in _opened(session, events):
        decided = status_of(record)
        if decided == status:
            done.same += 1
            continue
        if action != "reopen" and decided in DECIDED:
            done.left.append((record.id, "decision", f"{decided} before; reopen to decide anew"))
            continue
        before.append(record)
        after.append(record.model_copy(update={"review": review}))
    if after:
        done.entry = session.decide(
            action,  # type: ignore[arg-type]  # one of STATUSES
            after[0].id,
            before,
            after,
            reason=reason or None,
        )
    return done


def set_cells(session: Session, cells: Iterable[Cell], events: Mapping[str, int]) -> Done:
    """Write the cells. A cell without a valid value is left unchanged and listed.

    Raises :class:`Stale` if any record was changed meanwhile; then none is written.
    """
    written: dict[str, list[Cell]] = {}
    for cell in cells:
        written.setdefault(cell.event, []).append(cell)
    done = Done()
    before, after = [], []
    fields: dict[str, None] = {}
    for record in _opened(session, {event: events.get(event, -1) for event in written}):
        made, changed, left_before = record, dict[str, None](), len(done.left)
        if status_of(record) == "rejected":
            done.left += [(record.id, cell.column, "rejected") for cell in written[record.id]]
            continue
        for cell in sorted(written[record.id], key=lambda one: one.column not in FIRST):
            try:
                mended = mended_record(
                    session, made, with_cell(made, cell.column, cell.value, session.fields)
                )
            except (ReviewError, ValueError) as wrong:
                done.left.append((record.id, cell.column, str(wrong)))
                continue
            if mended:
                made = mended[0]
                changed.update(dict.fromkeys(mended[1]))
        if made is record:
            done.same += len(done.left) == left_before
            continue
        before.append(record)
        after.append(made)
        fields.update(changed)
    if after:
        done.entry = session.decide("mend", after[0].id, before, after, fields=list(fields))
    return done


def events_found(session: Session, filters: Filters, start: int, stop: int) -> list[list[Any]]:
    """The ids of the filtered records, in order, each with the decision that last changed it."""
    rows = session.find(filters).rows[start:stop]
    if len(rows) > MOST:
        raise ReviewError(
            f"{len(rows):,} events are more than the {MOST:,} that can be taken at once; "
            "narrow the filter"
        )
    return [[row.id, session.revision(row.id)] for row in rows]


def row_shown(session: Session, event: str) -> dict[str, Any]:
    """A row of the list with the decision that last changed its record."""
    return {**session.row(event).shown(), "revision": session.revision(event)}


def _opened(session: Session, events: Mapping[str, int]) -> Iterable[EventRecord]:
    if len(events) > MOST:
        raise ReviewError(f"at most {MOST:,} events can be taken at once")
    changed = [event for event in events if session.revision(event) != events[event]]
    gone = [event for event in events if event not in session]
    if changed or gone:
        number = len({*changed, *gone})
        raise Stale(
            f"{number} of the {len(events)} events were changed meanwhile, perhaps in another tab; "
            "none was decided, and the list is shown anew"
        )
    return map(session.record, events)


def many_routes(
    session: Session, status: Callable[[], dict[str, Any]]
) -> list[tuple[str, str, Callable[[Request, Any], Any]]]:
    """The requests for bulk decisions, for the server's list of routes."""

    def found(request: Request, _: Any) -> Any:
        query = request.query_params
        start, stop = int(query.get("from", "0")), int(query.get("to", str(len(session))))
        return events_found(session, filters_of(query), max(0, start), stop)

    def decide(request: Request, given: Any) -> Any:
        events = _revisions(given["events"])
        done = decide_all(session, str(given["action"]), events, str(given.get("reason") or ""))
        return {**done.shown(session), "status": status()}

    def cells(request: Request, given: Any) -> Any:
        wanted = [Cell(str(event), str(column), value) for event, column, value in given["cells"]]
        done = set_cells(session, wanted, _revisions(given["events"]))
        return {**done.shown(session), "status": status()}

    return [("GET", "ids", found), ("POST", "many", decide), ("POST", "cells", cells)]


def _revisions(given: Any) -> dict[str, int]:
    return {str(event): int(revision) for event, revision in dict(given).items()}
