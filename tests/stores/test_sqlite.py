"""What is SQLite's own: search, foreign keys, a file that stays the same to the byte."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from load_kit import Database, acled_file, entry, records_file, rows

from extractor.errors import StoreError
from extractor.stores import Entry, address_of, open_store
from extractor.stores.plan import plan_query

# As Datasette looks for the search index of a table (datasette/utils/__init__.py, detect_fts_sql).
DETECT = """
select name from sqlite_master where rootpage = 0 and (
  sql like '%VIRTUAL TABLE%USING FTS%content="{table}"%'
  or sql like '%VIRTUAL TABLE%USING FTS%content=[{table}]%'
  or (tbl_name = "{table}" and sql like '%VIRTUAL TABLE%USING FTS%'))
"""


def found(sqlite: Database, words: str, index: str = "events_fts", table: str = "events") -> Any:
    """Ids of the events found, as Datasette asks: by row number."""
    column = "id" if table == "events" else "event_id"
    return sorted(
        row[0]
        for row in sqlite.query(
            f"SELECT DISTINCT {column} FROM {table} WHERE rowid IN "
            f"(SELECT rowid FROM {index} WHERE {index} MATCH '{words}')"
        )
    )


def whole(sqlite: Database) -> None:
    """Raises if the indexes and the words disagree."""
    connection = sqlite3.connect(sqlite.to)
    for index in ("events_fts", "evidence_fts"):
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_search_follows_loads_updates_and_a_users_own_changes(
    sqlite: Database, tmp_path: Path
) -> None:
    sqlite.load(acled_file(tmp_path / "a.csv", rows(3, notes="a granary burnt")))
    sqlite.load(records_file(tmp_path / "e.jsonl", [entry(id="r1"), entry(id="r2")]))
    assert found(sqlite, "granary") == ["KEN0", "KEN1", "KEN2"]
    assert found(sqlite, "roadside", "evidence_fts", "evidence") == ["r1", "r2"]
    sqlite.load(acled_file(tmp_path / "b.csv", rows(1, notes="a mill burnt")))
    sqlite.load(records_file(tmp_path / "e2.jsonl", [entry(id="r1", trigger=None, weapons=[])]))
    assert (found(sqlite, "granary"), found(sqlite, "mill")) == (["KEN1", "KEN2"], ["KEN0"])
    whole(sqlite)
    sqlite.query("UPDATE events SET notes = 'a silo' WHERE id = 'KEN1'")
    connection = sqlite3.connect(sqlite.to)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("DELETE FROM events WHERE id IN ('KEN2', 'r2')")
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    assert (found(sqlite, "granary"), found(sqlite, "silo")) == ([], ["KEN1"])
    assert sqlite.one("SELECT count(*) FROM evidence WHERE event_id = 'r2'") == 0
    sqlite.load(acled_file(tmp_path / "c.csv", rows(2, start=50, notes="a barn")))
    assert found(sqlite, "barn") == ["KEN50", "KEN51"]
    whole(sqlite)


def test_datasette_finds_the_search_indexes(sqlite: Database, tmp_path: Path) -> None:
    sqlite.load(acled_file(tmp_path / "a.csv", rows(1)))
    for table, index in (("events", "events_fts"), ("evidence", "evidence_fts")):
        assert sqlite.query(DETECT.format(table=table)) == [(index,)]


def test_a_second_load_leaves_the_file_the_same_to_the_byte(
    sqlite: Database, tmp_path: Path
) -> None:
    path = acled_file(tmp_path / "a.csv", rows(50))
    sqlite.load(path)
    before = Path(sqlite.to).read_bytes()
    sqlite.load(path)
    assert Path(sqlite.to).read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(sqlite: Database, tmp_path: Path) -> None:
    path = Path(sqlite.to)
    path.write_text("not a database, and longer than its header would be " * 9, "utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is no SQLite database"):
        sqlite.load(acled_file(tmp_path / "a.csv", rows(1)))
    assert path.read_bytes() == before


def test_a_reader_does_not_keep_a_load_from_committing(sqlite: Database, tmp_path: Path) -> None:
    sqlite.load(acled_file(tmp_path / "a.csv", rows(3)))
    reader = sqlite3.connect(sqlite.to)
    reader.execute("SELECT * FROM events").fetchall()
    sqlite.load(acled_file(tmp_path / "b.csv", rows(3, start=9)))
    assert reader.execute("SELECT count(*) FROM events").fetchall() == [(6,)]
    reader.close()


def test_a_batch_is_planned_by_indexes_from_the_first_load_on(
    sqlite: Database, tmp_path: Path
) -> None:
    """Without them every batch would read all events that came before it."""
    with open_store(address_of(sqlite.to)) as store:
        store.begin()
        store.start(Entry("2026-01-01T00:00:00Z", "a.csv", "0" * 64, "acled", "0"), "update")
        steps = store._run(
            f"EXPLAIN QUERY PLAN {plan_query('extract_stage', 'update', 1, store.dialect)}"
        )
    told = [step[3] for step in steps]
    for table in ("e", "a", "b", "k"):
        assert any(step.startswith(f"SEARCH {table} USING") for step in told), told
        assert not any(step.startswith(f"SEARCH {table} USING AUTOMATIC") for step in told)


@pytest.mark.parametrize("wait", [0, 0.15])
def test_a_file_that_another_program_keeps_is_waited_for_and_then_told(
    sqlite: Database, tmp_path: Path, wait: float
) -> None:
    sqlite.load(acled_file(tmp_path / "a.csv", rows(1)))
    other = sqlite3.connect(sqlite.to, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    told: list[str] = []
    with open_store(address_of(sqlite.to), wait=wait, note=told.append) as store:
        with pytest.raises(StoreError) as caught:
            store.begin()
        assert str(caught.value) == (
            f"{sqlite.to}: another program has kept it in use for {wait:g} s; load again when it "
            "is done, or wait longer with --wait"
        )
        waiting = f"{sqlite.to} is in use by another program; waiting up to {wait:g} s"
        assert told == ([waiting] if wait else [])
        other.execute("COMMIT")
        store.begin()
        store.rollback()
    other.close()
