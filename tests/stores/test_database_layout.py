"""The tables follow from the schema; other people's and other versions' are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from load_kit import Database, acled_file, entry, record, records_file, rows

from extractor.errors import StoreError
from extractor.records import ACLED_COLUMNS, schema_for
from extractor.stores import layout, migrations
from extractor.stores.rows import rows_of_record

KINDS = {
    "string": {"text", "key", "date"},
    "integer": {"integer", "bigint"},
    "number": {"real"},
}


def test_acleds_columns_are_those_of_the_schema_in_order_and_type() -> None:
    assert tuple(column.name for column in layout.ACLED) == ACLED_COLUMNS
    properties = schema_for("acled")["properties"]
    for column in layout.ACLED:
        found = properties[column.name]
        alternatives = found.get("anyOf", ({},))  # a number or a blank; enums are text
        kind = found.get("type") or alternatives[0].get("type", "string")
        assert column.kind in KINDS[kind], column.name
        assert (column.kind == "date") == (found.get("format") == "date"), column.name


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, path)
    else:
        yield path, value


def test_every_value_of_a_record_has_a_place() -> None:
    """A field added to the schema has to be given a column: its example must come out again."""
    made = rows_of_record(record(review__reason="agreed"), 1)
    held = repr((made.event, made.children, made.articles))
    homeless = [
        path
        for path, value in leaves(entry(review__reason="agreed"))
        if value is not None and repr(value)[1:-1] not in held and str(value) not in held
    ]
    assert homeless == []


def test_the_acled_values_of_a_record_are_those_of_its_acled_row() -> None:
    made = record()
    row = made.to_acled().model_dump(mode="json")
    event = dict(zip(layout.EVENTS.names, rows_of_record(made, 1).event, strict=False))
    assert {name: event[name] for name in row} == {
        name: None if value == "" else value for name, value in row.items()
    }


def test_a_number_no_table_holds_is_refused() -> None:
    from extractor.errors import RecordError

    with pytest.raises(RecordError, match="more than a table's INTEGER holds"):
        rows_of_record(record(casualties__killed__coded=2**31, casualties__killed__high=None), 1)


def test_all_tables_keys_and_indexes_are_made(database: Database, tmp_path: Path) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(2)))
    wanted = {table.name for table in layout.TABLES} | {"extract_layout"}
    assert wanted <= set(database.tables())
    for wrong in (
        "INSERT INTO events SELECT * FROM events",
        "INSERT INTO loads SELECT * FROM loads",
    ):
        with pytest.raises(Exception, match=r"(?i)unique|duplicate|constraint"):
            database.query(wrong)


def test_a_database_of_something_else_is_left_alone(database: Database, tmp_path: Path) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(2)))
    database.query("DROP TABLE extract_layout")
    before = database.content()
    with pytest.raises(StoreError, match="has a table 'acled' that is not of extract"):
        database.load(acled_file(tmp_path / "b.csv", rows(2)), migrate=True)
    assert database.content() == before


def test_tables_beside_ours_are_not_touched(database: Database, tmp_path: Path) -> None:
    if not database.to.startswith("postgresql"):
        database.load(acled_file(tmp_path / "z.csv", rows(1, start=99)))
    database.query("CREATE TABLE mine (a INTEGER)")
    database.query("INSERT INTO mine VALUES (7)")
    database.load(acled_file(tmp_path / "a.csv", rows(2)))
    assert database.query("SELECT a FROM mine") == [(7,)]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM extract_layout",
        "INSERT INTO extract_layout SELECT version + 1 FROM extract_layout",
    ],
)
def test_a_layout_without_one_version_is_not_ours(
    sqlite: Database, tmp_path: Path, change: str
) -> None:
    path = acled_file(tmp_path / "a.csv", rows(2))
    sqlite.load(path)
    sqlite.query(change)
    before = sqlite.content()
    with pytest.raises(StoreError, match="its table extract_layout is not of extract"):
        sqlite.load(path)
    assert sqlite.content() == before


@pytest.mark.parametrize(
    ("version", "told"),
    [
        (str(layout.LAYOUT_VERSION + 1), "was made by a newer version of extract"),
        ("0", "its table extract_layout is not of extract"),
    ],
)
def test_a_newer_layout_is_refused(
    database: Database, tmp_path: Path, version: str, told: str
) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(2)))
    database.query(f"UPDATE extract_layout SET version = {version}")
    before = database.content()
    with pytest.raises(StoreError, match=told):
        database.load(acled_file(tmp_path / "b.csv", rows(4)), migrate=True)
    assert database.content() == before


def test_a_missing_table_is_named(database: Database, tmp_path: Path) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(2)))
    database.query("DROP TABLE reports")
    with pytest.raises(StoreError, match="its table 'reports' is gone"):
        database.load(acled_file(tmp_path / "b.csv", rows(4)))


def test_an_older_layout_is_brought_forward_when_asked(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a later version would: one more table, in the transaction of the load."""
    database.load(acled_file(tmp_path / "a.csv", rows(2)))
    before = database.content()
    now = layout.LAYOUT_VERSION + 1
    for place in ("store", "layout"):
        monkeypatch.setattr(f"extractor.stores.{place}.LAYOUT_VERSION", now)
    step = ["CREATE TABLE later (a INTEGER)"]
    monkeypatch.setitem(migrations.STEPS, now - 1, lambda dialect: step)
    more = acled_file(tmp_path / "b.csv", rows(4))
    with pytest.raises(StoreError, match="extract load --migrate brings it forward"):
        database.load(more)
    step.append("CREATE TABLE later (a INTEGER)")  # a step that fails leaves all as it was
    with pytest.raises(StoreError, match="later"):
        database.load(more, migrate=True)
    assert database.content() == before
    step.pop()
    (report,) = database.load(more, migrate=True)
    assert (report.loaded, report.unchanged) == (2, 2)
    assert "later" in database.tables()
    assert database.query("SELECT version FROM extract_layout") == [(now,)]
    database.load(records_file(tmp_path / "e.jsonl", [entry()]))
