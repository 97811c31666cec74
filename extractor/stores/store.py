"""What every database does for a load: one transaction, a plan for each event, a final count.

with open_store(address_of("conflict.db")) as store:
    store.begin()
    store.start(Entry(…), "update")
    for batch in …:
        store.write(batch)
    tally = store.finish()
    store.stored()            # (events, people killed), read back from the tables
    store.keep(…)  # the row of ``loads``, or its removal if nothing has changed
    removal = store.remove(Entry(…), ids)  # a list of deleted events, proven in the same way
    store.commit()
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from extractor.closing import Closing
from extractor.errors import LoadRefused, StoreError
from extractor.records.kinds import RecordKind
from extractor.stores.address import Address
from extractor.stores.dialect import Dialect
from extractor.stores.layout import (
    LAYOUT_VERSION,
    TABLES,
    create_indexes,
    create_tables,
    table,
)
from extractor.stores.migrations import added_tables, steps
from extractor.stores.plan import MOST_TOLD, Conflict, Tally, plan_query
from extractor.stores.removal import REMOVAL, held_query, leftovers, plan_removal, removals
from extractor.stores.report import Kept, Removal
from extractor.stores.rows import EventRows, Values

__all__ = ["WAIT_S", "Entry", "Store"]

WAIT_S = 60.0  # how long to wait for another program that writes into the same database
OURS = frozenset({*(found.name for found in TABLES), "acled"})


@dataclass(frozen=True)
class Entry:
    """A row of the table ``loads``. ``loaded_at`` is UTC, ISO 8601."""

    loaded_at: str
    file: str
    sha256: str
    kind: str
    extractor_version: str


class Store(Closing):
    """An open database. ``note`` is called for a wait; ``wait`` is its limit in seconds."""

    dialect: Dialect
    mark = "?"  # of a parameter

    def __init__(self, address: Address, *, wait: float, note: Callable[[str], object]) -> None:
        self.address = address
        self.wait = wait
        self.note = note
        self.load_id = 0
        self.entry: Entry | None = None
        self.conflict: Conflict = "update"
        self.tally = Tally()
        self._unindexed = False

    # Different for each database.

    @abstractmethod
    def begin(self, *, migrate: bool = False) -> bool:
        """Begin a transaction and make or check the tables. What a load reads of them cannot be
        changed by another until the end. Returns true if an older layout was migrated."""

    @abstractmethod
    def commit(self) -> None:
        """End the transaction and make its changes permanent."""

    @abstractmethod
    def rollback(self) -> None:
        """End the transaction; the database is as before."""

    @abstractmethod
    def close(self) -> None:
        """Close the connection; an open transaction is rolled back."""

    @abstractmethod
    def write(self, batch: Sequence[EventRows]) -> None:
        """Write a batch of events of the file, in order."""

    @abstractmethod
    def _run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement; returns its rows, if any."""

    @abstractmethod
    def _prepare(self) -> None:
        """Make the temporary tables of a file."""

    @abstractmethod
    def _list(self, rows: Sequence[Values]) -> None:
        """Make the temporary table ``DELETED`` (removal.py) from rows (line, id, deleted)."""

    @abstractmethod
    def _names(self) -> set[str]:
        """The names of all tables and views that could clash with ours."""

    @abstractmethod
    def errors(self) -> Any:
        """A context in which the database's own errors become :class:`StoreError`."""

    # Shared by all databases.

    def start(self, entry: Entry, conflict: Conflict) -> None:
        """Begin a file; ``conflict`` says what to do with events that are already there."""
        self.conflict, self.tally, self.entry = conflict, Tally(), entry
        with self.errors():
            self._prepare()

    def finish(self) -> Tally:
        """Create the indexes that a new table lacks; returns the outcomes of the file's events."""
        if self._unindexed and self.tally.count("loaded"):
            with self.errors():
                for statement in create_indexes():
                    self._run(statement)
            self._unindexed = False
        return self.tally

    def _plan(self, stage: str) -> str:
        """The query for the outcomes of the events of a stage."""
        return plan_query(stage, self.conflict, self.load_id, self.dialect)

    def stored(self) -> tuple[int, int]:
        """The number of the file's events in the table with the file's values, and the people
        killed in them: counted there, not remembered."""
        with self.errors():
            ((events, killed),) = self._run(
                "SELECT count(*), coalesce(sum(e.fatalities), 0) "
                "FROM extract_seen k JOIN events e ON e.id = k.stored"
            )
        return int(events), int(killed)

    def keep(self, read: int, rejected: int, fatalities: int) -> bool:
        """Write the counts into ``loads``. Returns false, and removes the row, if nothing has
        changed."""
        loaded, updated = self.tally.count("loaded"), self.tally.count("updated")
        counts = (read, loaded, updated, self.tally.count("unchanged"), rejected, fatalities)
        self._count_load(counts, changed=bool(loaded or updated))
        return bool(loaded or updated)

    def _count_load(self, counts: tuple[int, ...], *, changed: bool) -> None:
        with self.errors():
            if not changed:
                self._run(f"DELETE FROM loads WHERE id = {self.load_id}")
                return
            names = ("read", "loaded", "updated", "unchanged", "rejected", "fatalities")
            values = ", ".join(f'"{name}" = {self.mark}' for name in names)
            self._run(f"UPDATE loads SET {values} WHERE id = {self.load_id}", counts)

    def remove(self, entry: Entry, kind: RecordKind, ids: Sequence[Values]) -> Removal:
        """Remove events of a kind by (line, id, deleted), ids distinct, and verify the removal: the
        number of events and people killed drops by the planned amount, and nothing of them is left.

        Raises :class:`StoreError` if the counts do not add up.
        """
        self.entry = entry
        with self.errors():
            self._alone()
            self._number_load("delete")
            before = self._whole()
            self._list(ids)
            for statement in plan_removal(kind, self.dialect):
                self._run(statement)
            found = self._run(
                f"SELECT outcome, count(*), coalesce(sum(fatalities), 0) FROM {REMOVAL} GROUP BY 1"
            )
            events = {outcome: int(count) for outcome, count, _ in found}
            killed = {outcome: int(deaths) for outcome, _, deaths in found}
            removed = events.get("removed", 0)
            held = self._run(held_query())
            for statement in removals(self.load_id) if removed else ():
                self._run(statement)
            after = self._whole()
            gone = all(
                self._run(query)[0][0] == (removed if noted else 0)
                for query, noted in leftovers(self.load_id)
            )
            kept = [
                Kept(*row)
                for row in self._run(
                    f"SELECT line, id, changed, deleted, holder FROM {REMOVAL} "
                    f"WHERE outcome IN ('held', 'later') ORDER BY line LIMIT {MOST_TOLD}"
                )
            ]
        fewer = (before[0] - after[0], before[1] - after[1])
        if (
            not gone
            or fewer != (removed, killed.get("removed", 0))
            or sum(events.values()) != len(ids)
        ):
            raise StoreError(
                f"{self.address.shown}: the counts do not add up, nothing of {entry.file} is "
                f"removed (to go: {removed} events with {killed.get('removed', 0)} killed, gone: "
                f"{fewer[0]} with {fewer[1]}); does a trigger or another program change the rows?"
            )
        return Removal(
            removed=removed,
            absent=events.get("absent", 0),
            kept=events.get("held", 0) + events.get("later", 0),
            events=(before[0], after[0]),
            killed=(before[1], after[1]),
            first_kept=kept,
            held=len(held),
            holders=[(str(report), str(record)) for report, record in held[:MOST_TOLD]],
        )

    def keep_removal(self, read: int, rejected: int, removal: Removal) -> None:
        """Write the counts of a list of deleted events into ``loads``."""
        unchanged = read - rejected - removal.removed
        killed = removal.killed[0] - removal.killed[1]
        self._count_load((read, 0, 0, unchanged, rejected, killed), changed=bool(removal.removed))

    def _whole(self) -> tuple[int, int]:
        """All events and the people killed in them."""
        ((events, killed),) = self._run("SELECT count(*), coalesce(sum(fatalities), 0) FROM events")
        return int(events), int(killed)

    def _alone(self) -> None:
        """Keep other loaders out until the transaction ends, if that is not the case already."""

    def _number_load(self, how: str | None = None) -> None:
        """Give the load its number and row, once no other loader can do the same."""
        assert self.entry is not None
        self.load_id = int(self._run("SELECT coalesce(max(id), 0) + 1 FROM loads")[0][0])
        entry, names = self.entry, table("loads").names
        values = (
            *(
                self.load_id,
                entry.loaded_at,
                entry.file,
                entry.sha256,
                entry.kind,
                how or self.conflict,
            ),
            *(entry.extractor_version, LAYOUT_VERSION, 0, 0, 0, 0, 0, 0),
        )
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join(self.mark for _ in names)
        self._run(f"INSERT INTO loads ({columns}) VALUES ({marks})", values)

    def _lay_out(self, *, migrate: bool) -> bool:
        """Make the tables in an empty database, or check or migrate existing ones. Runs in the
        load's transaction, so that all of it is kept or nothing."""
        names = self._names()
        if "extract_layout" not in names:
            if taken := sorted(OURS & names):
                raise StoreError(
                    f"{self.address.shown}: has a table {taken[0]!r} that is not of extract; load "
                    "into a database of its own"
                )
            for statement in self._tables():
                self._run(statement)
            self._unindexed = True
            return False
        rows = self._run("SELECT version FROM extract_layout")
        version = rows[0][0] if len(rows) == 1 else None
        if not isinstance(version, int) or version < 1:
            raise StoreError(f"{self.address.shown}: its table extract_layout is not of extract")
        if version > LAYOUT_VERSION:
            raise StoreError(
                f"{self.address.shown}: was made by a newer version of extract (layout {version}, "
                f"this one knows {LAYOUT_VERSION}); install that version"
            )
        if missing := sorted(self._needed(version) - names):
            raise StoreError(f"{self.address.shown}: its table {missing[0]!r} is gone")
        if version < LAYOUT_VERSION:
            if not migrate:
                raise StoreError(
                    f"{self.address.shown}: was made by an older version of extract (layout "
                    f"{version}, now {LAYOUT_VERSION}); extract load --migrate brings it forward"
                )
            if taken := sorted(added_tables(version, LAYOUT_VERSION) & names):
                raise StoreError(
                    f"{self.address.shown}: has a table {taken[0]!r} that is not of extract, which "
                    f"layout {LAYOUT_VERSION} needs; rename it"
                )
            for statement in steps(version, LAYOUT_VERSION, self.dialect):
                self._run(statement)
            self._run(f"UPDATE extract_layout SET version = {LAYOUT_VERSION}")
            self.note(f"{self.address.shown}: layout {version} brought to {LAYOUT_VERSION}")
        return version < LAYOUT_VERSION

    def _needed(self, version: int) -> set[str]:
        return set(OURS) - added_tables(version, LAYOUT_VERSION)

    def _tables(self) -> list[str]:
        return create_tables(self.dialect)

    def refused(self, event_id: str, line: int) -> LoadRefused:
        """The error of ``--on-conflict fail``."""
        where = self.tally.line_words(line)
        return LoadRefused(f"{where}: {event_id} is in the database already (--on-conflict fail)")


@contextmanager
def as_store_errors(address: Address, *kinds: type[Exception]) -> Iterator[None]:
    """Turn errors of a database's library into ours, on one line and without passwords."""
    try:
        yield
    except kinds as error:
        # Not "from error": its text may hold a password, and --debug would show it.
        raise StoreError(f"{address.shown}: {address.scrubbed(error)}") from None
