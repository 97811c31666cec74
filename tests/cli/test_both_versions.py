"""Every command that reads records reads those of version 1.0, of 1.1, and of both in one file; a
version that nobody knows is one line."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid"
FILES = ("events.jsonl", "events-1.1.jsonl", "events-of-both-versions.jsonl")


def entries(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(params=FILES)
def events(request, tmp_path) -> Path:
    """A copy of each file, beside which a journal may stand."""
    path = tmp_path / "events.jsonl"
    path.write_bytes((VALID / request.param).read_bytes())
    return path


@pytest.fixture
def unknown(tmp_path) -> Path:
    """A record of a version to come, and one of 1.1."""
    first, second = (VALID / "events-1.1.jsonl").read_text("utf-8").splitlines()
    entry = {**json.loads(first), "schema_version": "2.0", "mood": "grim"}
    path = tmp_path / "unknown.jsonl"
    path.write_text(f"{json.dumps(entry)}\n{second}\n", encoding="utf-8")
    return path


def test_show(extract, events):
    result = extract("show", events)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.count("read by") == len(entries(events.read_text("utf-8")))


def test_validate(extract, events):
    result = extract("validate", events)
    assert result.exit_code == 0


@pytest.mark.parametrize("target", ["a.jsonl", "a.csv", "a.geojson", "a.parquet", "a.xlsx"])
def test_convert(extract, events, tmp_path, target):
    result = extract("convert", events, "--to", tmp_path / target)
    assert result.exit_code == 0
    count = len(entries(events.read_text("utf-8")))
    assert f"{count} read, {count} written" in result.stderr


def test_load(extract, events, tmp_path):
    result = extract("load", events, "--to", tmp_path / "conflict.db")
    count = len(entries(events.read_text("utf-8")))
    assert result.exit_code == 0
    assert f"{count} read = {count} loaded" in result.stdout + result.stderr
    again = extract("load", events, "--to", tmp_path / "conflict.db")
    assert f"{count} unchanged" in again.stdout + again.stderr
    with sqlite3.connect(tmp_path / "conflict.db") as connection:
        versions = [row[0] for row in connection.execute("SELECT schema_version FROM events")]
    assert sorted(versions) == sorted(
        str(one["schema_version"]) for one in entries(events.read_text("utf-8"))
    )


def test_merge(extract, events):
    result = extract("merge", events)
    assert result.exit_code == 0
    before, after = entries(events.read_text("utf-8")), entries(result.stdout)
    assert sorted(map(json.dumps, after)) == sorted(map(json.dumps, before))


def test_score(extract, events):
    result = extract("score", events, events)
    assert result.exit_code == 0
    count = len(entries(events.read_text("utf-8")))
    assert f"{count} aligned" in result.stdout


def test_review(extract, events, tmp_path):
    options = ("--coder", "anna", "--write-only", "-o", tmp_path / "out.jsonl")
    result = extract("review", events, *options)
    assert result.exit_code == 0
    assert entries((tmp_path / "out.jsonl").read_text("utf-8")) == entries(
        events.read_text("utf-8")
    )


TOLD = "schema_version: '2.0' is not known; this extract reads versions 1.0 and 1.1"


@pytest.mark.parametrize(
    ("command", "options", "exit_code"),
    [
        ("show", (), 1),
        ("validate", (), 1),
        ("convert", ("--to", "a.geojson"), 1),
        ("load", ("--to", "conflict.db"), 1),
        ("merge", ("-o", "merged.jsonl"), 1),
        ("review", ("--coder", "anna", "--write-only", "-o", "out.jsonl"), 1),
    ],
)
def test_an_unknown_version_is_told_and_the_other_record_read(
    extract, unknown, tmp_path, monkeypatch, command, options, exit_code
):
    monkeypatch.chdir(tmp_path)
    result = extract(command, unknown, *options)
    assert result.exit_code == exit_code
    told = " ".join((result.stdout + result.stderr).split())
    assert told.count(TOLD) == 1
    assert "mood" not in told
    written = [path for path in (tmp_path / name for name in options) if path.is_file()]
    for path in written:
        assert b"22d2fe65c064df63" in path.read_bytes()


def test_score_refuses_a_file_with_an_unknown_version_naming_it(extract, unknown):
    result = extract("score", unknown, unknown)
    assert result.exit_code != 0
    assert TOLD in " ".join((result.stdout + result.stderr).split())
