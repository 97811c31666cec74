"""SQLite: one transaction, and full-text search over notes and evidence."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from extractor.errors import StoreError
from extractor.stores.address import Address
from extractor.stores.batched import STAGE, BatchedStore
from extractor.stores.dialect import Dialect
from extractor.stores.layout import ARTICLES, EVENTS, Table, create_tables, listed
from extractor.stores.plan import SEEN, STAGED
from extractor.stores.removal import DELETED
from extractor.stores.rows import Values

__all__ = ["SqliteStore"]

CACHE_KIB = 65_536  # pages kept in memory; SQLite's own 2 MiB makes a large load write twice
POLL_S = 0.1
# Table → the column with the text and the name of its index. Datasette finds an index whose content
# is the table, in this very spelling, and shows a search box for it.
SEARCHED = {"events": ("notes", "events_fts"), "evidence": ("text", "evidence_fts")}


class SqliteStore(BatchedStore):
    """A SQLite file."""

    # SQLite has no dates: ISO 8601 text sorts and compares like dates.
    dialect = Dialect(
        {
            "text": "TEXT",
            "key": "TEXT",
            "integer": "INTEGER",
            "bigint": "INTEGER",
            "real": "REAL",
            "date": "TEXT",
            "time": "TEXT",
            "json": "TEXT",
        },
        seconds="CAST(strftime('%s', {}) AS INTEGER)",
    )

    def __init__(self, address: Address, *, wait: float, note: Callable[[str], object]) -> None:
        super().__init__(address, wait=wait, note=note)
        with self.errors():
            # isolation_level None: this module begins and ends transactions itself.
            self._connection = sqlite3.connect(address.place, timeout=0, isolation_level=None)
            self._run(f"PRAGMA cache_size = -{CACHE_KIB}")
            self._run("PRAGMA foreign_keys = ON")

    @contextmanager
    def errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            shown = self.address.shown
            if "file is not a database" in str(error):
                raise StoreError(f"{shown}: is no SQLite database") from None
            if "locked" in str(error):
                raise self._busy() from None
            raise StoreError(f"{shown}: {error}") from None

    def begin(self, *, migrate: bool = False) -> bool:
        # IMMEDIATE: no other loader can change what is read from here on.
        self._waiting("BEGIN IMMEDIATE")
        with self.errors():
            # During the transaction a reader may lock the file for a moment.
            self._run(f"PRAGMA busy_timeout = {int(self.wait * 1000)}")
            return self._lay_out(migrate=migrate)

    def commit(self) -> None:
        self._run("PRAGMA busy_timeout = 0")
        self._waiting("COMMIT")

    def rollback(self) -> None:
        if self._connection.in_transaction:
            with self.errors():
                self._run("ROLLBACK")

    def close(self) -> None:
        with suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.rollback()
        self._connection.close()

    def finish(self) -> Any:
        with self.errors():
            for statement in _insert_triggers():
                self._run(statement)
        return super().finish()

    def _prepare(self) -> None:
        self._number_load()
        keys = ", ".join(
            f"{name} INTEGER PRIMARY KEY" if name == "number" else name for name in STAGED
        )
        self._run(f"CREATE TEMP TABLE IF NOT EXISTS {STAGE} ({keys})")
        self._run(
            f"CREATE TEMP TABLE IF NOT EXISTS {SEEN} "
            "(id TEXT PRIMARY KEY, line, content_hash, stored) WITHOUT ROWID"
        )
        self._run(f"DELETE FROM {SEEN}")
        # Adding words batch by batch takes a tenth of the time of a trigger for each row; the
        # triggers are restored before the transaction ends.
        for name in SEARCHED:
            self._run(f"DROP TRIGGER IF EXISTS {name}_fts_insert")

    def _list(self, rows: Sequence[Values]) -> None:
        self._run(f"DROP TABLE IF EXISTS temp.{DELETED}")
        self._run(
            f"CREATE TEMP TABLE {DELETED} (line INTEGER, id TEXT PRIMARY KEY, deleted INTEGER)"
        )
        self._connection.executemany(f"INSERT INTO {DELETED} VALUES (?, ?, ?)", rows)

    def _stage(self, keys: list[Values]) -> None:
        self._run(f"DELETE FROM {STAGE}")
        marks = ", ".join("?" * len(STAGED))
        self._connection.executemany(f"INSERT INTO {STAGE} VALUES ({marks})", keys)

    def _insert(self, into: Table, rows: list[Values]) -> None:
        if not rows:
            return
        marks = ", ".join("?" * len(rows[0])) + (f", {self.load_id}" if into is EVENTS else "")
        searched = SEARCHED.get(into.name)
        last = self._last(into) if searched else 0
        self._connection.executemany(
            f'INSERT INTO "{into.name}" ({listed(into.names)}) VALUES ({marks})', rows
        )
        if searched:
            column, index = searched
            self._run(
                f'INSERT INTO {index} (rowid, "{column}") '
                f'SELECT rowid, "{column}" FROM "{into.name}" WHERE rowid > {last}'
            )

    def _last(self, of: Table) -> int:
        return int(self._run(f'SELECT coalesce(max(rowid), 0) FROM "{of.name}"')[0][0])

    def _update(self, changed: list[tuple[str, Values]]) -> None:
        names = EVENTS.names[:-1]
        values = ", ".join(f'"{name}" = ?' for name in names)
        self._connection.executemany(
            f'UPDATE events SET {values}, "load_id" = {self.load_id} WHERE id = ?',
            [(*event, target) for target, event in changed],
        )

    def _delete(self, child: Table, events: list[str]) -> None:
        self._connection.executemany(
            f'DELETE FROM "{child.name}" WHERE event_id = ?', [(event,) for event in events]
        )

    def _put_articles(self, rows: list[Values]) -> None:
        if not rows:
            return
        names = ARTICLES.names
        changed = ", ".join(f'"{name}" = excluded."{name}"' for name in names[1:])
        self._connection.executemany(
            f"INSERT INTO articles ({listed(names)}) VALUES ({', '.join('?' * len(names))}) "
            f"ON CONFLICT (id) DO UPDATE SET {changed}",
            rows,
        )

    def _see(self, rows: list[Values]) -> None:
        self._connection.executemany(f"INSERT INTO {SEEN} VALUES (?, ?, ?, ?)", rows)

    def _run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, values).fetchall()

    def _names(self) -> set[str]:
        return {row[0] for row in self._run("SELECT name FROM sqlite_master")}

    def _tables(self) -> list[str]:
        return [*create_tables(self.dialect), *_full_text()]

    def _waiting(self, statement: str) -> None:
        """Run a statement that waits for other programs; Ctrl-C ends the wait at once."""
        until, noted = time.monotonic() + self.wait, False
        while True:
            try:
                self._run(statement)
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    with self.errors():
                        raise
                if time.monotonic() >= until:
                    raise self._busy() from None
            except sqlite3.Error:
                with self.errors():
                    raise
            if not noted:
                noted = True
                self.note(
                    f"{self.address.shown} is in use by another program; waiting up to "
                    f"{self.wait:g} s"
                )
            time.sleep(POLL_S)

    def _busy(self) -> StoreError:
        return StoreError(
            f"{self.address.shown}: another program has kept it in use for {self.wait:g} s; load "
            "again when it is done, or wait longer with --wait"
        )


def _full_text() -> list[str]:
    """The search indexes, which store no words twice, and the triggers that keep them current."""
    made = []
    for name, (column, index) in SEARCHED.items():
        remove = (
            f"INSERT INTO {index} ({index}, rowid, {column}) "
            f"VALUES ('delete', old.rowid, old.{column});"
        )
        made += [
            f'CREATE VIRTUAL TABLE {index} USING fts5 ({column}, content="{name}")',
            f"CREATE TRIGGER {name}_fts_delete AFTER DELETE ON {name} BEGIN {remove} END",
            f"CREATE TRIGGER {name}_fts_update AFTER UPDATE OF {column} ON {name} BEGIN {remove} "
            f"INSERT INTO {index} (rowid, {column}) VALUES (new.rowid, new.{column}); END",
        ]
    return [*made, *_insert_triggers()]


def _insert_triggers() -> list[str]:
    return [
        f"CREATE TRIGGER {name}_fts_insert AFTER INSERT ON {name} BEGIN "
        f"INSERT INTO {index} (rowid, {column}) VALUES (new.rowid, new.{column}); END"
        for name, (column, index) in SEARCHED.items()
    ]
