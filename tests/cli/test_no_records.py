"""Zero records are valid: what a run that found no event wrote goes through every command."""

from __future__ import annotations

import gzip
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid"
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
    done = extract("show", path)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "Note: there are no records\n")
    assert extract("show", path, "--html", tmp_path / "page.html").exit_code == 0
    done = extract("review", path, "--write-only", "-o", tmp_path / "reviewed.jsonl")
    assert done.exit_code == 0
    assert (tmp_path / "reviewed.jsonl").read_bytes() == b""
    assert done.stderr.startswith("0 open, 0 mended, 0 accepted, 0 rejected\n")


def test_nothing_is_learnt_from_no_records(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.touch()
    done = extract("learn", path, "-o", tmp_path / "lessons.toml")
    assert (done.exit_code, done.stderr) == (0, "Lessons: 0 actors, 0 places, 0 examples\n")


@pytest.mark.parametrize("sides", [("none", "none"), ("some", "none"), ("none", "some")])
def test_no_records_are_scored_as_none(sides: tuple[str, str], tmp_path: Path) -> None:
    """Gold of articles without an event is gold; all that is predicted there is wrong."""
    some = VALID / "events-1.1.jsonl"
    count = len(some.read_text("utf-8").splitlines())
    none = tmp_path / "events.jsonl"
    none.touch()
    paths = [some if side == "some" else none for side in sides]
    done = extract("score", *paths, "--json")
    assert done.exit_code == 0, done.output
    assert done.stderr == f"Note: {none} holds no records\n" * sides.count("none")
    found = json.loads(done.stdout)
    expected = [count * (side == "some") for side in sides]
    assert [found["gold_events"], found["predicted_events"]] == expected
    assert found["aligned"] == 0


ARTICLES = {
    "articles.jsonl": b"",
    "blank.jsonl": b" \n\n",
    "list.json": b"[]\n",
    "head.csv": b"id,text,published\n",
    "articles.jsonl.gz": gzip.compress(b""),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_a_list_of_no_articles_is_read_without_a_model(name: str, tmp_path: Path) -> None:
    path, events = tmp_path / name, tmp_path / "events.jsonl"
    path.write_bytes(ARTICLES[name])
    done = extract("run", path, "-o", events, "--base-url", "http://127.0.0.1:1/v1")
    assert done.exit_code == 0, done.output
    note, summary = done.stderr.splitlines()
    assert note == f"Note: {path} holds no articles"
    assert summary.startswith("0 articles, 0 events; ")
    assert events.read_bytes() == b"", "what reads it next finds a file"
    assert extract("run", path, "--dry-run", "--model", "openai/x").exit_code == 0


def test_no_articles_leave_what_was_there(tmp_path: Path) -> None:
    path, events = tmp_path / "articles.jsonl", tmp_path / "events.jsonl"
    path.touch()
    events.write_bytes(b'{"mine": 1}\n')
    assert extract("run", path, "-o", events, "--force").exit_code == 0
    assert events.read_bytes() == b'{"mine": 1}\n'


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "-"])
def test_an_empty_text_is_no_article(name: str, tmp_path: Path) -> None:
    path = name if name == "-" else tmp_path / name
    if path != "-":
        Path(path).touch()
    done = extract("run", path)
    assert done.exit_code == 3
    assert "the file is empty" in done.stderr


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
