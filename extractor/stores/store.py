"""What every database does for a load: one transaction, a plan for each event, a count at the end.

with open_store(address_of("conflict.db")) as store:
    store.begin()
    store.start(Entry(…), "update")
    for batch in …:
        store.write(batch)
    tally = store.finish()
    store.stored()            # (events, people killed), read back from the tables
    store.keep(…)  # the row of ``loads``, or its removal if nothing has changed
    store.commit()
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from typing_extensions import Self

from extractor.errors import LoadRefused, StoreError
from extractor.stores.address import Address
from extractor.stores.layout import (
    LAYOUT_VERSION,
    TABLES,
    Dialect,
    create_indexes,
    create_tables,
    table,
)
from extractor.stores.migrations import added_tables, steps
from extractor.stores.plan import Conflict, Tally
from extractor.stores.rows import EventRows

__all__ = ["WAIT_S", "Entry", "Store"]

WAIT_S = 60.0  # how long to wait for another program that writes into the same database
OURS = frozenset({*(found.name for found in TABLES), "acled"})


@dataclass(frozen=True)
class Entry:
    """A load as the table ``loads`` tells of it. ``loaded_at`` is UTC, ISO 8601."""

    loaded_at: str
    file: str
    sha256: str
    kind: str
    extractor_version: str


class Store(ABC):
    """An open database. ``note`` is told of waiting, ``wait`` is the longest, in seconds."""

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

    # What the databases do each in their own way.

    @abstractmethod
    def begin(self, *, migrate: bool = False) -> bool:
        """Begin a transaction, in which tables are made or checked; what one load reads of the
        tables no other changes until it ends. True if an older layout was brought forward."""

    @abstractmethod
    def commit(self) -> None:
        """End the transaction; all it did is there for good."""

    @abstractmethod
    def rollback(self) -> None:
        """End the transaction; the database is as before."""

    @abstractmethod
    def close(self) -> None:
        """Close the connection, ending what is still open as ``rollback`` does."""

    @abstractmethod
    def write(self, batch: Sequence[EventRows]) -> None:
        """Take some events of the file, in their order."""

    @abstractmethod
    def _run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement; its rows, if it gives any."""

    @abstractmethod
    def _prepare(self) -> None:
        """Make the temporary tables of a file."""

    @abstractmethod
    def _names(self) -> set[str]:
        """The names of all tables and views that a table of ours could meet."""

    @abstractmethod
    def errors(self) -> Any:
        """A context in which the database's own errors become :class:`StoreError`."""

    # What they have in common.

    def start(self, entry: Entry, conflict: Conflict) -> None:
        """Begin a file."""
        self.conflict, self.tally, self.entry = conflict, Tally(), entry
        with self.errors():
            self._prepare()

    def finish(self) -> Tally:
        """The file is at its end; what became of its events."""
        if self._unindexed and self.tally.count("loaded"):
            with self.errors():
                for statement in create_indexes():
                    self._run(statement)
            self._unindexed = False
        return self.tally

    def stored(self) -> tuple[int, int]:
        """How many events of the file stand in the table as the file has them, and the people
        killed in them: counted there, not remembered."""
        with self.errors():
            ((events, killed),) = self._run(
                "SELECT count(*), coalesce(sum(e.fatalities), 0) "
                "FROM extract_seen k JOIN events e ON e.id = k.stored"
            )
        return int(events), int(killed)

    def keep(self, read: int, rejected: int, fatalities: int) -> bool:
        """Write the counts into ``loads``; ``False``, and no row there, if nothing has changed."""
        loaded, updated = self.tally.count("loaded"), self.tally.count("updated")
        with self.errors():
            if not loaded and not updated:
                self._run(f"DELETE FROM loads WHERE id = {self.load_id}")
                return False
            counts = (read, loaded, updated, self.tally.count("unchanged"), rejected, fatalities)
            names = ("read", "loaded", "updated", "unchanged", "rejected", "fatalities")
            changed = ", ".join(f'"{name}" = {self.mark}' for name in names)
            self._run(f"UPDATE loads SET {changed} WHERE id = {self.load_id}", counts)
        return True

    def _number_load(self) -> None:
        """Give the load its number and its row, when no other loader can do the same."""
        assert self.entry is not None
        self.load_id = int(self._run("SELECT coalesce(max(id), 0) + 1 FROM loads")[0][0])
        entry, names = self.entry, table("loads").names
        values = (
            *(self.load_id, entry.loaded_at, entry.file, entry.sha256, entry.kind, self.conflict),
            *(entry.extractor_version, LAYOUT_VERSION, 0, 0, 0, 0, 0, 0),
        )
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join(self.mark for _ in names)
        self._run(f"INSERT INTO loads ({columns}) VALUES ({marks})", values)

    def _lay_out(self, *, migrate: bool) -> bool:
        """Make the tables in an empty database; check those that are there, or bring them
        forward. Runs within the transaction that loads, so that all of it holds or nothing."""
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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def told(address: Address, *kinds: type[Exception]) -> Iterator[None]:
    """Turns errors of a database's library into ours, without passwords and on one line."""
    try:
        yield
    except kinds as error:
        # Not "from error": its text may hold a password, and --debug would show it.
        raise StoreError(f"{address.shown}: {address.scrubbed(error)}") from None
