"""`extract merge` on the command line."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

from extractor.records import EventRecord

sys.path.insert(0, str(Path(__file__).parents[1] / "merge"))
from curated import BATTLE, acled
from reported import report_of


@pytest.fixture
def events(tmp_path):
    path = tmp_path / "events.jsonl"
    records = [report_of("a", killed=6), report_of("b", killed=6), report_of("c", day="2026-04-01")]
    path.write_text("".join(record.json_line() + "\n" for record in records), encoding="utf-8")
    return path


def test_reports_of_one_event_become_one(extract, events, tmp_path):
    target = tmp_path / "merged.jsonl"
    result = extract("merge", events, "-o", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "before: 3 records with 12 deaths; after: 2 records with 6 deaths; "
        "merged: 2 reports with 12 deaths into 1 record with 6 deaths\n"
    )
    merged, alone = map(EventRecord.from_json, target.read_text().splitlines())
    assert len(merged.reports) == 2
    assert alone.json_line() == events.read_text().splitlines()[2]


def test_merging_again_changes_no_byte(extract, events, tmp_path):
    first, again = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    extract("merge", events, "-o", first)
    result = extract("merge", first, events, "-o", again)
    assert "given again and counted once: 3 reports with 12 deaths" in result.stderr
    assert again.read_bytes() == first.read_bytes()


def test_to_standard_output_and_explained(extract, events):
    result = extract("merge", events, "--explain")
    assert result.exit_code == 0
    assert [len(json.loads(line)["reports"]) for line in result.stdout.splitlines()] == [2, 0]
    told = result.stderr.splitlines()
    assert told[0].startswith("joined: ")
    assert told[1] == "  Attack in Mandera, 2026-03-10, A, event id-a"
    assert "6 killed +1.50" in told[3]


def test_a_hostile_name_reaches_no_terminal(extract, tmp_path):
    path = tmp_path / "e.jsonl"
    records = [report_of(name, publisher=f"\x1b[31m{name}\u202e") for name in "ab"]
    path.write_text("".join(record.json_line() + "\n" for record in records))
    result = extract("merge", path, "--explain")
    assert "\x1b" not in result.stderr
    assert "\u202e" not in result.stderr


def test_wrong_lines_are_told_and_the_rest_is_merged(extract, events):
    events.write_text(events.read_text() + "{broken\n")
    result = extract("merge", events)
    assert result.exit_code == 1
    assert f"{events}:4: " in result.stderr
    assert result.stderr.endswith(
        "; left out as no valid record: 1 row with 0 deaths, 1 of them without a number\n"
    )
    assert len(result.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [([], "name a file"), (["no-such.jsonl"], "no such file")],
)
def test_wrong_usage(extract, arguments, message):
    result = extract("merge", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_an_input_is_not_written_over(extract, events):
    before = events.read_bytes()
    result = extract("merge", events, "-o", events, "--force")
    assert result.exit_code == 2
    assert events.read_bytes() == before


def table(path, *records):
    """A CSV file of the records' ACLED rows."""
    rows = [record.to_acled().model_dump(mode="json") for record in records]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_rows_of_acled_keep_every_record_and_death(extract, tmp_path):
    rows = table(tmp_path / "rows.csv", acled(1, 88, **BATTLE), acled(2, 35))
    merged = tmp_path / "merged.jsonl"
    result = extract("merge", rows, "-o", merged, "--explain")
    assert (result.exit_code, result.stderr) == (
        0, "before: 2 records with 123 deaths; after: 2 records with 123 deaths\n"
    )  # fmt: skip
    again = extract("convert", merged, "--to", tmp_path / "again.csv")
    assert again.exit_code == 0
    assert (tmp_path / "again.csv").read_text() == rows.read_text().replace("\r\n", "\n")


def test_the_deaths_of_rows_that_are_no_records_are_told(extract, tmp_path):
    rows = table(tmp_path / "rows.csv", acled(1, 88, **BATTLE), acled(2, 35), acled(3, 4))
    text = rows.read_text("utf-8").replace("KEN2,", ",").replace("KEN3,", "17,")
    rows.write_text(text, encoding="utf-8")
    result = extract("merge", rows, "-o", tmp_path / "merged.jsonl")
    assert result.exit_code == 1
    assert "event_id_cnty: is blank" in result.stderr
    assert result.stderr.endswith(
        "before: 1 record with 88 deaths; after: 1 record with 88 deaths; "
        "left out as no valid record: 2 rows with 39 deaths\n"
    )


def test_villages_raided_on_one_day_keep_every_death(extract, tmp_path):
    villages = [
        acled(3, 4, location="Qalanqalesa", latitude="3.95"),
        acled(4, 40, location="Bulla Mpya", latitude="3.99"),
        acled(5, 23, location="Khalalio", latitude="3.89"),
    ]
    rows = table(tmp_path / "rows.csv", *villages)
    result = extract("merge", rows, rows, "-o", tmp_path / "merged.jsonl")
    assert (result.exit_code, result.stderr) == (
        0,
        "before: 6 records with 134 deaths; after: 3 records with 67 deaths; "
        "given again and counted once: 3 reports with 67 deaths\n",
    )


def test_a_row_given_in_two_versions_is_told(extract, tmp_path):
    old = table(tmp_path / "old.csv", acled(1, 35, timestamp="1577836800"), acled(2, 1))
    new = table(tmp_path / "new.csv", acled(1, 30, timestamp="1580515200"), acled(2, 1))
    result = extract("merge", new, old)
    assert result.stderr.splitlines() == [
        "Note: ACLED KEN1 is given with different values: kept as of 2020-02-01 (30 deaths), "
        "left out as of 2020-01-01 (35 deaths)",
        "before: 4 records with 67 deaths; after: 2 records with 31 deaths; "
        "given again and counted once: 2 reports with 36 deaths",
    ]
    undated = [
        table(tmp_path / f"{n}.csv", acled(1, n, timestamp="0")) for n in (5, 8)
    ]  # fmt: skip
    assert extract("merge", *undated).stderr.splitlines()[0] == (
        "Note: ACLED KEN1 is given with different values, none of them dated later: kept with "
        "8 deaths, left out with 5 deaths"
    )
    many = [table(tmp_path / f"m{k}.csv", *(acled(n, k) for n in range(1, 31))) for k in (1, 2)]
    told = extract("merge", *many).stderr.splitlines()
    assert len(told) == 22
    assert told[20] == "Note: … and 10 more rows given with different values"
