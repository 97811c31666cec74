"""Where a database is, and that no message tells a password."""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from load_kit import acled_file, rows

from extractor.cli import main
from extractor.errors import StoreError
from extractor.stores import address_of, open_store
from extractor.stores.databases import DATABASES, Database
from extractor.stores.sqlite import SqliteStore

SECRET = "Tr0ub4dor"


@pytest.mark.parametrize(
    ("target", "database"),
    [
        ("a.db", "sqlite"),
        ("a.SQLITE", "sqlite"),
        ("a.duckdb", "duckdb"),
        ("postgresql://u@h/d", "postgres"),
        ("postgres://h", "postgres"),
    ],
)
def test_the_ending_or_scheme_tells_the_kind(
    target: str, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert address_of(target).database.name == database


def test_a_file_that_exists_is_what_its_first_bytes_say(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "a.db"
    duckdb.connect(str(path)).close()
    assert address_of(str(path)).database.name == "duckdb"


WANTED = (
    "name a file ending in .db, .sqlite, .sqlite3, .duckdb or .ddb, or an address as "
    "postgresql://user@host/database"
)


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("", f"--to is empty; {WANTED}"),
        ("a.csv", f"a.csv: does not say what kind of database it is; {WANTED}"),
        ("mysql://h/d", f"'mysql' is no kind of database known here; {WANTED}"),
        (f"{'x' * 30}://h", f"'{'x' * 20}' is no kind of database known here; {WANTED}"),
        ("host=h dbname=d", f"--to takes no keywords; {WANTED}"),
        ("nowhere/at/all.db", "nowhere/at/all.db: there is no folder nowhere/at"),
        (".", f".: is a folder; {WANTED}"),
    ],
)
def test_what_is_no_database_is_refused(target: str, told: str) -> None:
    with pytest.raises(StoreError) as caught:
        address_of(target)
    assert str(caught.value) == told


HIDING = [
    f"postgresql://user:{SECRET}@127.0.0.1:1/db",
    f"postgres://user:{SECRET}@127.0.0.1:1",
    f"postgresql://127.0.0.1:1/db?user=u&password={SECRET}",
    f"postgresql://127.0.0.1:1/db?sslpassword={SECRET}&connect_timeout=1",
    f"postgresql://user:{SECRET}@[::1/db",  # not an address at all
    f"postgresql://user:{SECRET}@127.0.0.1:port/db",
    f"postgresql://user:{SECRET}%ZZ@127.0.0.1:1/db",
    f"postgresql://user:{SECRET}/x@127.0.0.1:1/db",
    f"postgresql://user:a@{SECRET}@127.0.0.1:1/db",
    f"postgresql://user:{SECRET}#x@127.0.0.1:1/db",
    f"postgresql://user:{SECRET}@127.0.0.1:1/db?nonsense=1",
    f"mysql://user:{SECRET}@127.0.0.1/db",
    f"host=127.0.0.1 port=1 password={SECRET}",
    "postgresql://user:%54r0ub4dor@127.0.0.1:1/db",
]


@pytest.mark.parametrize("debug", [[], ["--debug"]], ids=["plain", "debug"])
@pytest.mark.parametrize("target", HIDING)
def test_no_message_holds_the_password(target: str, debug: list[str], tmp_path: Path) -> None:
    import traceback

    path = acled_file(tmp_path / "a.csv", rows(2))
    done = CliRunner().invoke(main, ["load", str(path), "--to", target, *debug])
    said = done.output + "".join(
        traceback.format_exception(done.exception) if done.exception else ""
    )
    assert done.exit_code in (1, 2)
    assert "Error" in said
    assert SECRET not in said


@pytest.mark.parametrize("password", ["se/cret", "a@secret", "secret#x"])
def test_a_password_with_a_mark_of_addresses_is_told_how_to_be_written(password: str) -> None:
    with pytest.raises(StoreError) as caught:
        address_of(f"postgresql://anna:{password}@127.0.0.1:1/db?user=a@b")
    assert str(caught.value) == (
        "the address has an @, / or # in its user or password; write them as %40, %2F and %23, or "
        "leave the password out and put it into PGPASSWORD"
    )
    assert address_of("postgresql://anna:x@127.0.0.1:1/db?user=a@b").shown.endswith("?user=a@b")


def test_a_short_password_takes_the_whole_message_with_it() -> None:
    said = "FATAL: no ab in\n  tables"
    whole = "(the database's own words hold the password and are left out)"
    for password, told in (("ab", whole), ("xy", "FATAL: no ab in tables"), ("no ab", None)):
        address = address_of(f"postgresql://u:{password.replace(' ', '%20')}@127.0.0.1:1/db")
        assert address.scrubbed(said) == (told or "FATAL: … in tables")


def test_no_message_holds_the_password_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", SECRET)
    address = address_of("postgresql://user@127.0.0.1:1/db")
    assert address.scrubbed(f'FATAL: no such thing "{SECRET}"') == 'FATAL: no such thing "…"'
    assert SECRET not in repr(address)
    path = acled_file(tmp_path / "a.csv", rows(2))
    done = CliRunner().invoke(main, ["load", str(path), "--to", address.place])
    assert done.exit_code == 2
    assert SECRET not in done.output


@pytest.fixture
def guarded(postgres_uri: str) -> Any:
    """A role with a password, which the server asks for; its address without the password."""
    import psycopg

    with psycopg.connect(postgres_uri, autocommit=True) as connection:
        ((rules,),) = connection.execute("SHOW hba_file").fetchall()
        connection.execute(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'")
        connection.execute("CREATE SCHEMA guarded AUTHORIZATION guarded")
        file = Path(rules)
        before = file.read_text("utf-8")
        file.write_text(f"local all guarded scram-sha-256\n{before}", "utf-8")
        connection.execute("SELECT pg_reload_conf()")
        yield postgres_uri.replace("postgres:@", "guarded@")
        file.write_text(before, "utf-8")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("DROP OWNED BY guarded")
        connection.execute("DROP ROLE guarded")


def test_a_password_opens_the_database_and_stands_nowhere_in_it(
    guarded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    path = str(acled_file(tmp_path / "a.csv", rows(2)))
    run = CliRunner()
    wrong = run.invoke(main, ["load", path, "--to", guarded.replace("@", f":{SECRET}x@", 1)])
    assert (wrong.exit_code, SECRET in wrong.output) == (2, False)
    assert "authentication failed" in wrong.output
    given = run.invoke(main, ["load", path, "--to", guarded.replace("@", f":{SECRET}@", 1)])
    assert (given.exit_code, SECRET in given.output) == (0, False)
    monkeypatch.setenv("PGPASSWORD", SECRET)
    kept = run.invoke(main, ["load", path, "--to", guarded])
    assert (kept.exit_code, SECRET in kept.output) == (0, False)
    with psycopg.connect(guarded, password=SECRET) as connection:
        for (name,) in connection.execute("SELECT tablename FROM pg_tables").fetchall():
            if name in ("loads", "events", "extract_layout"):
                rows_of_it = connection.execute(f"SELECT * FROM {name}").fetchall()
                assert SECRET not in repr(rows_of_it)


class MadeUpStore(SqliteStore):
    """A database that nobody has: a file of SQLite under an address of its own."""


def test_a_database_is_a_file_and_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("extractor.stores.made_up")
    module.MadeUpStore = MadeUpStore  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "extractor.stores.made_up", module)
    line = Database("made up", "made_up:MadeUpStore", (".made",), (68, b"MADE"), ("made",))
    monkeypatch.setattr("extractor.stores.address.DATABASES", (line, *DATABASES))
    to = tmp_path / "a.made"
    file = acled_file(tmp_path / "a.csv", rows(2))
    result = CliRunner().invoke(main, ["load", str(file), "--to", str(to)])
    assert result.exit_code == 0, result.output
    with open_store(address_of(str(to))) as store:  # by its ending: SQLite begins it
        assert store._run("SELECT count(*) FROM events") == [(2,)]
    assert address_of("made://u:secret@h/d").shown == "made://u@h/d"
    with pytest.raises(
        StoreError, match=r"in \.made, .* or \.ddb, or an address as made://.* or postgresql://"
    ):
        address_of("a.csv")
    other = tmp_path / "other.db"
    other.write_bytes(b"SQLite format 3\0".ljust(68, b"\0") + b"MADE")
    assert address_of(str(other)).database is line
