"""Databases inside this process: each batch is planned, written, and then dropped from memory."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from extractor.errors import StoreError
from extractor.stores.layout import CHILDREN, EVENTS, Table
from extractor.stores.plan import NEW, Planned, rejects
from extractor.stores.rows import EventRows, Values
from extractor.stores.store import Store

__all__ = ["STAGE", "BatchedStore"]

STAGE = "extract_stage"
COUNTRY_ID, ORIGIN, FATALITIES, HASH, ACLED_HASH, TIMESTAMP = (
    EVENTS.names.index(name)
    for name in ("event_id_cnty", "origin", "fatalities", "content_hash", "acled_hash", "timestamp")
)


class BatchedStore(Store):
    """The base of SQLite and DuckDB."""

    @abstractmethod
    def _stage(self, keys: list[Values]) -> None:
        """Put the part of a batch that the plan needs into the stage table."""

    @abstractmethod
    def _insert(self, into: Table, rows: list[Values]) -> None:
        """Add rows to a table; those of ``events`` come without ``load_id``."""

    @abstractmethod
    def _update(self, changed: list[tuple[str, Values]]) -> None:
        """Update events, given by their id in the table, with new values and perhaps a new id."""

    @abstractmethod
    def _delete(self, child: Table, events: list[str]) -> None:
        """Remove the rows that belong to these events."""

    @abstractmethod
    def _put_articles(self, rows: list[Values]) -> None:
        """Add articles, or update existing ones."""

    @abstractmethod
    def _see(self, rows: list[Values]) -> None:
        """Mark events of the file as taken: (id, line, content_hash, stored)."""

    def write(self, batch: Sequence[EventRows]) -> None:
        if not batch:
            return
        with self.errors():
            self._stage([_key(number, rows) for number, rows in enumerate(batch)])
            query = self._plan(STAGE)
            plan = list(map(Planned._make, self._run(f"{query} ORDER BY number")))
            if len(plan) != len(batch):
                raise StoreError(f"{self.address.shown}: an event stands there more than once")
            self._count(plan)
            self._apply(batch, plan)

    def _count(self, plan: list[Planned]) -> None:
        for outcome in {step.outcome for step in plan}:
            of_it = [step for step in plan if step.outcome == outcome]
            if outcome == "present":
                raise self.refused(of_it[0].id, of_it[0].line)
            self.tally.add(outcome, len(of_it), sum(step.fatalities for step in of_it))
        for step in plan:
            if rejects(step.outcome):
                self.tally.tell(step)

    def _apply(self, batch: Sequence[EventRows], plan: list[Planned]) -> None:
        new: list[EventRows] = []
        changed: list[tuple[str, EventRows]] = []
        seen: list[Values] = []
        for rows, (_, line, event, _, outcome, target, _) in zip(batch, plan, strict=True):
            if outcome in NEW:
                new.append(rows)
            elif outcome == "changed":
                changed.append((str(target), rows))
            elif outcome != "same":
                continue
            stored = target if outcome == "same" else event
            seen.append((event, line, rows.event[HASH], stored))
        fresh = [*(rows for _, rows in changed), *new]
        self._put_articles(list({row[0]: row for rows in fresh for row in rows.articles}.values()))
        if changed:
            for child in CHILDREN:
                self._delete(child, [target for target, _ in changed])
            self._update([(target, rows.event) for target, rows in changed])
        self._insert(EVENTS, [rows.event for rows in new])
        for at, child in enumerate(CHILDREN):
            self._insert(child, [row for rows in fresh for row in rows.children[at]])
        self._see(seen)


def _key(number: int, rows: EventRows) -> Values:
    event = rows.event
    return (
        *(number, rows.line, event[0], event[COUNTRY_ID], event[ORIGIN], event[FATALITIES]),
        *(event[HASH], event[ACLED_HASH], event[TIMESTAMP]),
    )
