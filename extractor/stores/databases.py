"""The databases that records can be loaded into: how an address names one, and its store.

A database is a line here and a file beside this one, whose class (:class:`Store`) does what the
others do, each in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DATABASES", "Database"]


@dataclass(frozen=True)
class Database:
    """A kind of database. ``store`` is its class, as MODULE:CLASS within this room.

    A file is told by its ``endings``, or by its first bytes: ``begins`` is where they stand, and
    what they are (a special form of another kind of file stands before it). A server is told by
    the ``schemes`` of its address; ``password_variable`` of the environment may hold its password.
    """

    name: str
    store: str
    endings: tuple[str, ...] = ()
    begins: tuple[int, bytes] | None = None
    schemes: tuple[str, ...] = ()
    password_variable: str = ""


DATABASES = (
    Database(
        "sqlite",
        "sqlite:SqliteStore",
        (".db", ".sqlite", ".sqlite3"),
        (0, b"SQLite format 3\0"),
    ),
    Database("duckdb", "duckdb:DuckdbStore", (".duckdb", ".ddb"), (8, b"DUCK")),
    Database(
        "postgres",
        "postgres:PostgresStore",
        schemes=("postgresql", "postgres"),
        password_variable="PGPASSWORD",
    ),
)
