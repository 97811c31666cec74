"""``extract review`` on the command line: what it refuses, and writing without the page."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli import main

EVENTS = Path(__file__).resolve().parent.parent.parent / "fixtures" / "review" / "events.jsonl"


@pytest.fixture
def review(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "events.jsonl").write_bytes(EVENTS.read_bytes())

    def run(*arguments: str):
        return CliRunner().invoke(main, ["review", *arguments, "--no-open"])

    return run


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing.jsonl"], "no such file"),
        (["-"], "EVENTS is a file"),
        (["events.jsonl", "--coder", "../anna"], "letters, digits"),
        (["events.jsonl", "--coder", ".."], "letters, digits"),
        (["events.jsonl", "-o", "events.jsonl"], "read and cannot be written"),
        (["events.jsonl", "-o", "no/where.jsonl"], "no such directory"),
        (["events.jsonl", "--journal", "events.jsonl"], "another of the files"),
        (["events.jsonl", "--write-only"], "needs -o"),
    ],
)
def test_wrong_usage_is_one_line_and_leaves_nothing(review, tmp_path, arguments, words):
    result = review(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr and len(result.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["events.jsonl"]


def test_without_its_extra_it_says_what_to_install(review, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "fastapi" else found(name)
    )
    result = review("events.jsonl")
    assert result.exit_code == 2
    assert "pip install '.[review]'" in result.stderr


def test_the_records_are_written_without_the_page_and_not_over_a_strangers_file(review, tmp_path):
    result = review("events.jsonl", "--coder", "anna", "--write-only", "-o", "out.jsonl")
    assert result.exit_code == 0 and "9 open" in result.stderr
    assert (tmp_path / "out.jsonl").read_text("utf-8").count("\n") == 9
    again = review("events.jsonl", "--coder", "anna", "--write-only", "-o", "out.jsonl")
    assert again.exit_code == 2 and "--force" in again.stderr


def test_lines_that_are_no_records_are_named_and_the_others_reviewed(review, tmp_path):
    with (tmp_path / "events.jsonl").open("a") as lines:
        lines.write("{}\n")
    result = review("events.jsonl", "--coder", "anna", "--write-only", "-o", "out.jsonl")
    assert result.exit_code == 1 and "events.jsonl:10" in result.stderr


def test_two_different_events_of_one_id_are_refused(review, tmp_path):
    line = json.loads(EVENTS.read_text("utf-8").splitlines()[0])
    with (tmp_path / "events.jsonl").open("a") as lines:
        lines.write(json.dumps(line) + "\n")  # the same again does no harm
    assert review("events.jsonl", "--write-only", "-o", "a.jsonl", "--coder", "a").exit_code == 0
    with (tmp_path / "events.jsonl").open("a") as lines:
        lines.write(json.dumps({**line, "notes": "other"}) + "\n")
    result = review("events.jsonl", "--write-only", "-o", "b.jsonl", "--coder", "a")
    assert result.exit_code == 2 and "two different events" in result.stderr
