"""DuckDB: batches as Arrow tables. Only one program at a time can open the file; others wait."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from typing import TYPE_CHECKING, Any

from extractor.errors import StoreError
from extractor.installing import install_extra
from extractor.stores.address import Address
from extractor.stores.batched import STAGE, BatchedStore
from extractor.stores.dialect import Dialect
from extractor.stores.layout import ARTICLES, EVENTS, Column, Table, listed
from extractor.stores.plan import SEEN, STAGED
from extractor.stores.removal import DELETED
from extractor.stores.rows import Values
from extractor.stores.store import as_store_errors

if TYPE_CHECKING:
    import pyarrow

__all__ = ["DuckdbStore"]

POLL_S = 0.1
MEMORY = "1GB"  # the rest goes to disk; DuckDB's default is 80 % of the machine
BATCH = "extract_batch"


class DuckdbStore(BatchedStore):
    """A DuckDB file."""

    # DuckDB cannot update an indexed row that another table refers to, nor delete it together
    # with the rows that do (its "over-eager constraint checking"), so none refers to events.
    dialect = Dialect(
        {
            "text": "VARCHAR",
            "key": "VARCHAR",
            "integer": "INTEGER",
            "bigint": "BIGINT",
            "real": "DOUBLE",
            "date": "DATE",
            "time": "TIMESTAMP",
            "json": "VARCHAR",
        },
        seconds="epoch({})",
        events_referred=False,
    )

    def __init__(self, address: Address, *, wait: float, note: Callable[[str], object]) -> None:
        super().__init__(address, wait=wait, note=note)
        try:
            import duckdb
            import pyarrow
        except ImportError as missing:
            raise StoreError(f"DuckDB needs {missing.name}: {install_extra('duckdb')}") from None
        self._arrow = pyarrow
        self._errors: tuple[type[Exception], ...] = (duckdb.Error, pyarrow.ArrowException)
        self._connection = self._opened()
        self._open = False
        self._shown: dict[str, pyarrow.Table] = {}
        with self.errors():
            self._run(f"SET memory_limit = '{MEMORY}'")

    def errors(self) -> AbstractContextManager[None]:
        return as_store_errors(self.address, *self._errors)

    def _opened(self) -> Any:
        import duckdb

        if any("\ud800" <= letter <= "\udfff" for letter in self.address.place):
            raise StoreError(f"{self.address.shown}: DuckDB opens files with names in UTF-8 alone")
        until, noted = time.monotonic() + self.wait, False
        while True:
            try:
                return duckdb.connect(self.address.place)
            except duckdb.IOException as error:
                if "lock" not in str(error):
                    raise StoreError(f"{self.address.shown}: {_first(error)}") from None
                if time.monotonic() >= until:
                    raise StoreError(
                        f"{self.address.shown}: another program has had it open for "
                        f"{self.wait:g} s, and DuckDB lets only one write; load again when it is "
                        "done, or wait longer with --wait"
                    ) from None
            except duckdb.Error as error:
                raise StoreError(f"{self.address.shown}: {_first(error)}") from None
            if not noted:
                noted = True
                self.note(
                    f"{self.address.shown} is open in another program; waiting up to "
                    f"{self.wait:g} s"
                )
            time.sleep(POLL_S)

    def begin(self, *, migrate: bool = False) -> bool:
        with self.errors():
            self._run("BEGIN TRANSACTION")
            self._open = True
            return self._lay_out(migrate=migrate)

    def commit(self) -> None:
        self._open = False  # a failed commit has also ended the transaction
        with self.errors():
            self._run("COMMIT")

    def rollback(self) -> None:
        if self._open:
            self._open = False
            with self.errors():
                self._run("ROLLBACK")

    def close(self) -> None:
        with suppress(StoreError, *self._errors):
            self.rollback()
        with suppress(*self._errors):
            self._connection.close()

    def _prepare(self) -> None:
        self._number_load()
        self._run(
            f"CREATE OR REPLACE TEMP TABLE {SEEN} "
            "(id VARCHAR, line BIGINT, content_hash BIGINT, stored VARCHAR)"
        )

    def _list(self, rows: Sequence[Values]) -> None:
        self._run(
            f"CREATE OR REPLACE TEMP TABLE {DELETED} (line BIGINT, id VARCHAR, deleted BIGINT)"
        )
        if rows:
            names, kinds = ("line", "id", "deleted"), ("bigint", "text", "bigint")
            self._show(BATCH, _table(self._arrow, names, kinds, rows))
            self._run(f"INSERT INTO {DELETED} SELECT * FROM {BATCH}")

    def _stage(self, keys: list[Values]) -> None:
        kinds = ("bigint", "bigint", "text", "text", "text", *("bigint",) * 4)
        self._show(STAGE, _table(self._arrow, STAGED, kinds, keys))

    def _insert(self, into: Table, rows: list[Values]) -> None:
        if not rows:
            return
        names = self._batch(into, rows)
        load = f", {self.load_id}" if into is EVENTS else ""
        self._run(
            f'INSERT INTO "{into.name}" ({listed(into.names)}) '
            f"SELECT {_cast(into, names)}{load} FROM {BATCH}"
        )

    def _update(self, changed: list[tuple[str, Values]]) -> None:
        names = EVENTS.names[:-1]
        columns = [column for column in EVENTS.columns if column.name in names]
        rows = [(target, *event) for target, event in changed]
        self._show(
            BATCH,
            _table(self._arrow, ("target", *names), ("text", *(c.kind for c in columns)), rows),
        )
        values = ", ".join(f'"{c.name}" = b.{_typed(c)}' for c in columns)
        self._run(
            f'UPDATE events SET {values}, "load_id" = {self.load_id} FROM {BATCH} b '
            "WHERE events.id = b.target"
        )

    def _delete(self, child: Table, events: list[str]) -> None:
        rows = [(event,) for event in events]
        self._show(BATCH, _table(self._arrow, ("id",), ("text",), rows))
        self._run(f'DELETE FROM "{child.name}" WHERE event_id IN (SELECT id FROM {BATCH})')

    def _put_articles(self, rows: list[Values]) -> None:
        if not rows:
            return
        names = self._batch(ARTICLES, rows)
        changed = ", ".join(f'"{name}" = excluded."{name}"' for name in names[1:])
        self._run(
            f"INSERT INTO articles SELECT {_cast(ARTICLES, names)} FROM {BATCH} "
            f"ON CONFLICT (id) DO UPDATE SET {changed}"
        )

    def _see(self, rows: list[Values]) -> None:
        if rows:
            names = ("id", "line", "content_hash", "stored")
            kinds = ("text", "bigint", "bigint", "text")
            self._show(BATCH, _table(self._arrow, names, kinds, rows))
            self._run(f"INSERT INTO {SEEN} SELECT * FROM {BATCH}")

    def _batch(self, of: Table, rows: list[Values]) -> tuple[str, ...]:
        """Make ``BATCH`` refer to these rows; returns the names of its columns."""
        names = of.names[: len(rows[0])]
        kinds = tuple(column.kind for column in of.columns[: len(names)])
        self._show(BATCH, _table(self._arrow, names, kinds, rows))
        return names

    def _show(self, name: str, rows: pyarrow.Table) -> None:
        self._shown[name] = rows

    def _run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        # DuckDB finds these by the names of local variables. Registered under a name, every batch
        # would be kept until the transaction ends.
        extract_stage = self._shown.get(STAGE)  # noqa: F841
        extract_batch = self._shown.get(BATCH)  # noqa: F841
        done = self._connection.execute(statement, list(values))
        rows: list[tuple[Any, ...]] = done.fetchall() if done.description else []
        return rows

    def _names(self) -> set[str]:
        found = self._run(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_catalog = current_database() AND table_schema = current_schema()"
        )
        return {row[0] for row in found}


def _table(
    arrow: Any, names: Sequence[str], kinds: Sequence[str], rows: Sequence[Values]
) -> pyarrow.Table:
    """Rows as an Arrow table with the types of the columns, never guessed. Days and times are text,
    which DuckDB parses on insertion."""
    types = {
        "integer": arrow.int64(),
        "bigint": arrow.int64(),
        "real": arrow.float64(),
    }
    columns = [
        arrow.array(values, type=types.get(kind, arrow.string()))
        for values, kind in zip(zip(*rows, strict=True), kinds, strict=True)
    ]
    return arrow.Table.from_arrays(columns, names=list(names))


def _cast(of: Table, names: Sequence[str]) -> str:
    return ", ".join(_typed(column) for column in of.columns[: len(names)])


def _typed(column: Column) -> str:
    kind = {"date": "DATE", "time": "TIMESTAMP"}.get(column.kind)
    return f'"{column.name}"::{kind}' if kind else f'"{column.name}"'


def _first(error: Exception) -> str:
    """The first line of DuckDB's message, without its prefix."""
    return str(error).splitlines()[0].partition(": ")[2] or str(error)
