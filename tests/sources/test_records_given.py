"""Event records and rows of datasets where articles are read: one line for the file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from extractor.errors import ArticleError
from extractor.sources import Columns, read_articles

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid"
ROWS = list(csv.DictReader((VALID / "acled.csv").open(encoding="utf-8", newline="")))
ASKED = "not articles: `extract validate`, load, convert, merge and review read them"


def lines(*objects):
    return "".join(json.dumps(each) + "\n" for each in objects)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.jsonl", (VALID / "events.jsonl").read_text("utf-8"), "event records"),
        ("a.csv", (VALID / "acled.csv").read_text("utf-8"), "rows of ACLED"),
        ("a.jsonl", lines(*ROWS), "rows of ACLED"),
        ("a.json", json.dumps({"success": True, "data": ROWS}), "rows of ACLED"),
        ("a.csv", (VALID / "ucdp.csv").read_text("utf-8"), "rows of UCDP GED"),
    ],
)
def test_records_are_told_once_a_file_and_by_what_reads_them(tmp_path, name, content, what):
    path = tmp_path / name
    path.write_text(content, "utf-8")
    (error,) = read_articles([str(path)])
    assert isinstance(error, ArticleError)
    assert str(error).startswith(f"{path}: {what}, {ASKED}")
    assert ("--text-column notes" in str(error)) == (what == "rows of ACLED")


def test_notes_of_rows_are_read_where_their_column_is_named(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(lines(*ROWS), "utf-8")
    articles = list(read_articles([str(path)], columns=Columns(text="notes")))
    assert [article.text for article in articles] == [row["notes"] for row in ROWS]


def test_a_record_between_articles_is_an_error_of_its_own(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(lines({"text": "One."}, ROWS[0], {"text": "Two."}), "utf-8")
    one, error, two = read_articles([str(path)])
    assert (one.text, two.text) == ("One.", "Two.")
    assert str(error).startswith(f"{path}:2: rows of ACLED, {ASKED}")
