"""Zero records are valid: what a run that found no event wrote goes through every command."""

from __future__ import annotations

import gzip
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main

FILES = {
    "events.jsonl": b"",
    "blank.jsonl": b" \n\n",
    "marked.jsonl": b"\xef\xbb\xbf",
    "events.ndjson.gz": gzip.compress(b""),
    "list.json": b"[]\n",
    "answer.json": b'{"status": 200,\n"data": []}',
    "events": b"",
    "-": b"",
}


def extract(*arguments: object) -> Result:
    done = CliRunner().invoke(main, [str(one) for one in arguments], prog_name="extract")
    assert "Traceback" not in done.output
    return done


@pytest.fixture(params=FILES)
def events(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "-":
        return "-"
    path = tmp_path / request.param
    path.write_bytes(FILES[request.param])
    return str(path)


@pytest.mark.parametrize("kind", ["event", "acled", "ucdp", None])
def test_a_file_of_no_records_is_valid(events: str, kind: str | None) -> None:
    done = extract("validate", events, *(["--as", kind] if kind else []), "-f", "jsonl")
    assert (done.exit_code, done.stderr) == (0, "")
    (found,) = map(json.loads, done.stdout.splitlines())
    assert found["code"] == "W108"


@pytest.mark.parametrize("options", [[], ["--strict"], ["--as", "acled"], ["--as", "ucdp"]])
def test_a_file_of_no_records_loads_nothing(
    events: str, options: list[str], tmp_path: Path
) -> None:
    to = tmp_path / "a.db"
    done = extract("load", events, "--to", to, *options)
    assert done.exit_code == 0, done.output
    assert ": 0 read = 0 loaded + " in done.stderr
    assert sqlite3.connect(to).execute("SELECT * FROM sqlite_master").fetchall() == []


@pytest.mark.parametrize("form", ["jsonl", "acled", "geojson", "xlsx", "parquet"])
def test_a_file_of_no_records_becomes_another(events: str, form: str, tmp_path: Path) -> None:
    to = tmp_path / "made"
    done = extract("convert", events, "--to", to, "--format", form)
    assert (done.exit_code, done.stderr) == (0, f"0 read, 0 written to {to}\n")
    assert to.exists()


def test_a_file_of_no_records_is_merged_and_mended(events: str, tmp_path: Path) -> None:
    assert extract("merge", events, "-o", tmp_path / "merged").exit_code == 0
    assert (tmp_path / "merged").read_bytes() == b""
    done = extract("validate", events, "--fix", tmp_path / "mended")
    assert (done.exit_code, done.stderr) == (0, "")
    assert (tmp_path / "mended").read_bytes().strip() in (b"", b"[]")


def test_an_empty_file_of_no_records_is_shown_and_reviewed(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.touch()
    assert extract("show", path).exit_code == 0
    assert extract("show", path, "--html", tmp_path / "page.html").exit_code == 0
    done = extract("review", path, "--write-only", "-o", tmp_path / "reviewed.jsonl")
    assert done.exit_code == 0
    assert (tmp_path / "reviewed.jsonl").read_bytes() == b""


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.json", "a.xlsx", "a.parquet"])
@pytest.mark.parametrize("command", ["validate", "load", "convert", "merge"])
def test_an_empty_file_that_cannot_be_is_told_apart(
    name: str, command: str, tmp_path: Path
) -> None:
    """These have at least a header, or brackets: empty, they were cut off."""
    path = tmp_path / name
    path.touch()
    more = {"load": ["--to", tmp_path / "a.db"], "convert": ["--to", tmp_path / "b.jsonl"]}
    done = extract(command, path, *more.get(command, []))
    assert done.exit_code == 2
    assert f"Error: {path}: the file is empty\n" in done.stderr
