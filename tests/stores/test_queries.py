"""The queries of docs/load.md run on every database, and find what they are to find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from load_kit import Database, acled_file, entry, records_file, rows

from extractor.stores import address_of, open_store
from extractor.stores.loading import load_files

ROOT = Path(__file__).resolve().parents[2]
DOCS, VALID = ROOT / "docs" / "load.md", ROOT / "fixtures" / "records" / "valid"
QUERIES = re.findall(r"```sql\n(.*?);\n```", DOCS.read_text("utf-8"), re.DOTALL)
SEARCHES = re.findall(r"```sql sqlite\n(.*?);\n```", DOCS.read_text("utf-8"), re.DOTALL)


@pytest.fixture
def filled(database: Database, tmp_path: Path) -> Database:
    """Two codings of one article, a merged record of one of them, an ACLED export."""
    database.load(VALID / "events-1.1.jsonl")
    older = entry(id="older", extraction__extracted_at="2020-01-01T00:00:00Z")
    report = {key: value for key, value in older.items() if key != "reports"}
    merged = entry(id="merged", reports=[report], source__article_id="other")
    database.load(records_file(tmp_path / "e.jsonl", [older, entry(id="newer"), merged]))
    database.load(acled_file(tmp_path / "a.csv", rows(21)))
    (tmp_path / "deleted.txt").write_text("KEN20\n", encoding="utf-8")
    with open_store(address_of(database.to)) as store:
        list(load_files([], store, deleted=[str(tmp_path / "deleted.txt")]))
    return database


def test_there_are_five_queries_and_more() -> None:
    assert len(QUERIES) >= 5
    assert len(SEARCHES) == 1


def test_every_query_finds_something(filled: Database) -> None:
    for query in QUERIES:
        assert filled.query(query), query


def test_the_queries_for_double_events_find_just_these(filled: Database) -> None:
    (stale,) = (query for query in QUERIES if "later.newest" in query)
    assert [row[0] for row in filled.query(stale)] == ["older"]
    (twice,) = (query for query in QUERIES if "merged_into" in query)
    assert filled.query(twice) == [("older", "merged")]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_search_finds_words_of_notes(filled: Database) -> None:
    found = filled.query(SEARCHES[0])
    assert {row[0] for row in found} == {"older", "newer", "merged"}
    assert "[bomb]" in found[0][2]
