"""The databases that records can be loaded into: their addresses and stores.

To add a database, add a line here and a module with a subclass of :class:`Store`.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DATABASES", "Database"]


@dataclass(frozen=True)
class Database:
    """A kind of database. ``store`` is its class, as MODULE:CLASS within this package.

    A file is recognised by its ``endings``, or by its first bytes: ``begins`` gives their offset
    and their value (a special form of another kind of file comes before it). A server is recognised
    by the ``schemes`` of its address; the environment's ``password_variable`` may hold its
    password.
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
