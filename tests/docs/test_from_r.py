"""What the page for R tells: its queries in DuckDB, its columns in the CSV, its answer's keys."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli import main
from extractor.records import EventRecord

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "r.md").read_text("utf-8")
EVENTS = ROOT / "fixtures" / "review" / "events.jsonl"
QUERIES = re.findall(r'dbGetQuery\(con, "(.*?)"\)', PAGE, re.S)


def run(*words: object) -> None:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code in (0, 3), result.stderr


def test_the_queries_run_and_give_rows(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    database = tmp_path / "conflict.duckdb"
    run("load", EVENTS, "--to", database)
    assert len(QUERIES) == 4
    with duckdb.connect(str(database), read_only=True) as connection:
        for query in QUERIES:
            assert connection.execute(query).fetchall(), query


def test_the_csv_has_the_columns_that_r_asks_for(tmp_path):
    run("convert", EVENTS, "--to", tmp_path / "acled.csv")
    with (tmp_path / "acled.csv").open(encoding="utf-8", newline="") as lines:
        header = next(csv.reader(lines))
    section = PAGE.partition("## A CSV")[2].partition("## The service")[0]
    named = set(re.findall(r"\b(event_id_cnty|event_date|fatalities|country)\b", section))
    named |= set(re.findall(r'coords = c\("(\w+)", "(\w+)"\)', section)[0])
    assert len(named) == 6 and named <= set(header)


def test_the_path_into_an_answer_is_one_of_the_record():
    steps = re.findall(r"\$events\[\[1\]\]\$(\w+)\$(\w+)", PAGE)
    record = EventRecord.from_json(EVENTS.read_text("utf-8").splitlines()[0]).model_dump()
    for part, key in steps:
        assert key in record[part]
    assert steps
