"""A database of an older layout is brought forward, keeps what it holds, and takes new records.

``fixtures/stores/layout-1`` holds the tables as the version before made them, its rows, and the two
files that were loaded then.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from load_kit import Database, entry, records_file

from extractor.errors import StoreError
from extractor.stores import layout

LAYOUT_1 = Path(__file__).resolve().parents[2] / "fixtures" / "stores" / "layout-1"
EVENTS, ACLED = LAYOUT_1 / "events.jsonl", LAYOUT_1 / "acled.csv"
VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid"


@pytest.fixture
def older(database: Database) -> Database:
    """Each kind of database in turn, of layout 1."""
    kind = type(database).__name__.removesuffix("Database").lower()
    texts = [(LAYOUT_1 / name).read_text("utf-8") for name in (f"{kind}.sql", "rows.sql")]
    database.run(one for text in texts for one in text.split(";;\n") if one.strip())
    return database


def columns(database: Database) -> dict[str, set[str]]:
    """The columns of every table."""
    if type(database).__name__ == "SqliteDatabase":
        query = "SELECT name FROM pragma_table_info('{}')"
    else:
        query = (
            "SELECT column_name FROM information_schema.columns WHERE table_name = '{}' "
            "AND table_schema = current_schema()"
        )
    return {
        name: {row[0] for row in database.query(query.format(name))} for name in database.tables()
    }


def test_an_older_database_is_left_alone_unless_asked(older: Database) -> None:
    before = older.content()
    with pytest.raises(StoreError, match=r"layout 1, now 5.*--migrate brings it forward"):
        older.load(EVENTS)
    assert older.content() == before


def test_what_was_loaded_before_is_unchanged_when_it_comes_again(older: Database) -> None:
    before = older.content()
    reports = older.load(EVENTS, ACLED, migrate=True)
    assert [(r.loaded, r.updated, r.unchanged, r.rejected) for r in reports] == [
        (0, 0, 2, 0),
        (0, 0, 1, 0),
    ]
    after = older.content()
    assert after["extract_layout"] == [(5,)]
    assert after["tolls"] == after["custom"] == []
    blanks = {"events": len(layout.CHECKED), "actors": 1, "articles": 1}
    for name, rows in before.items():
        if name != "extract_layout":
            more = (None,) * blanks.get(name, 0)
            assert after[name] == [(*row, *more) for row in rows], name


def test_an_older_database_gets_the_columns_and_indexes_of_a_new_one(older: Database) -> None:
    older.load(EVENTS, migrate=True)
    wanted = {table.name: set(table.names) for table in layout.TABLES}
    found = columns(older)
    assert {name: found[name] & wanted[name] for name in wanted} == wanted
    for query in (
        "checked_killed FROM events",
        "teller FROM tolls",
        "field, value FROM custom",
        "file FROM articles",
    ):
        older.query(f"SELECT {query}")
    with pytest.raises(Exception, match=r"(?i)exists"):
        older.query("CREATE INDEX tolls_state ON tolls (state)")


def test_records_of_both_versions_go_into_it(older: Database, tmp_path: Path) -> None:
    fixtures = VALID / "events-of-both-versions.jsonl"
    (report,) = older.load(fixtures, migrate=True)
    assert (report.loaded, report.updated) == (3, 0)
    assert older.query(
        "SELECT state, low, high, teller, text FROM tolls ORDER BY event_id DESC, position"
    ) == [
        ("killed", 11, None, None, "at least 11 farmers"),
        ("killed", 11, 11, "Mustapha Bukar", "eleven bodies"),
        ("abducted", 3, 3, "the charity", "Three aid workers"),
    ]
    assert older.query(
        "SELECT checked_date, checked_killed, checked_statements FROM events "
        "WHERE checked_date IS NOT NULL ORDER BY checked_date"
    ) == [("both", None, "both"), ("disputed", "both", "reader")]
    assert older.one("SELECT attributed_by FROM actors WHERE attributed_by IS NOT NULL") == (
        "The state governor"
    )
    words = older.query(
        "SELECT v.text FROM tolls t JOIN evidence v ON v.event_id = t.event_id AND v.part = 'toll' "
        "AND v.part_position = t.position WHERE t.state = 'abducted' ORDER BY v.position"
    )
    assert words == [("Three aid workers",), ("the charity",)]
    changed = json.loads(EVENTS.read_text("utf-8").splitlines()[0])
    changed["schema_version"] = "1.1"
    changed["checked"] = entry()["checked"]
    (report,) = older.load(records_file(tmp_path / "new.jsonl", [changed]))
    assert (report.updated, report.unchanged) == (1, 0)
    assert older.one("SELECT checked_location FROM events WHERE id = 'older'") == "reader"


def test_a_table_of_that_name_that_is_somebody_elses_is_left_alone(older: Database) -> None:
    older.query("CREATE TABLE tolls (bridge INTEGER)")
    before = older.content()
    with pytest.raises(StoreError, match=r"has a table .tolls. that is not .*rename it"):
        older.load(EVENTS, migrate=True)
    assert older.content() == before


def test_a_table_that_is_gone_from_an_older_database_is_named(older: Database) -> None:
    older.query("DROP TABLE reports")
    with pytest.raises(StoreError, match="its table 'reports' is gone"):
        older.load(EVENTS, migrate=True)


def test_the_counts_of_a_record_are_replaced_with_it(database: Database, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in (VALID / "events-1.1.jsonl").open(encoding="utf-8")]
    database.load(records_file(tmp_path / "a.jsonl", lines))
    assert database.one("SELECT count(*) FROM tolls") == 3
    del lines[0]["casualties"]["told"][1]
    (report,) = database.load(records_file(tmp_path / "b.jsonl", lines))
    assert (report.updated, report.unchanged) == (1, 1)
    assert database.one("SELECT count(*) FROM tolls") == 2
    (report,) = database.load(records_file(tmp_path / "c.jsonl", lines))
    assert (report.updated, report.unchanged) == (0, 2)
    lines[0]["checked"]["date"] = "both"
    (report,) = database.load(records_file(tmp_path / "d.jsonl", lines))
    assert (report.updated, report.unchanged) == (1, 1)
