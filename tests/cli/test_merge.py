"""`extract merge` on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from extractor.records import EventRecord

sys.path.insert(0, str(Path(__file__).parents[1] / "merge"))
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
    assert result.stderr == "3 reports: 2 records, 1 of them merged\n"
    merged, alone = map(EventRecord.from_json, target.read_text().splitlines())
    assert len(merged.reports) == 2
    assert alone.json_line() == events.read_text().splitlines()[2]


def test_merging_again_changes_no_byte(extract, events, tmp_path):
    first, again = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    extract("merge", events, "-o", first)
    result = extract("merge", first, events, "-o", again)
    assert "3 of them there twice" in result.stderr
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
