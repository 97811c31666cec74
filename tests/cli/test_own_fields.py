"""``extract run --fields``: a user's own fields, from the question to the output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from record_replies import day, event, place, reply
from scripted_server import ScriptedServer, text

ASKED = ("--model", "openai/scripted", "--published", "2024-05-09")
FIELDS = """fields = 1
[[field]]
name = "vehicle"
description = "What they came on."
kind = "choice"
values = ["truck", "motorbike"]
"""
TOLD = event(
    [1],
    words="shot dead",
    days=[day("Monday", "2024-05-06")],
    places=[place("Kowa", country="Nigeria")],
)
OWN = [{"field": "vehicle", "value": "motorbike", "words": "motorbikes"}]
ANSWER = json.dumps(reply({**TOLD, "own_fields": OWN}))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    monkeypatch.delenv("EXTRACT_MODEL", raising=False)
    said = "Gunmen on motorbikes shot dead two traders in Kowa, Nigeria, on Monday."
    (tmp_path / "article.txt").write_text(said)
    (tmp_path / "fields.toml").write_text(FIELDS)
    return tmp_path


def run(extract: Any, folder: Path, *more: object) -> Any:
    files = (folder / "article.txt", "-o", folder / "events.jsonl")
    return extract("run", *files, *ASKED, *more)


def test_the_answer_is_in_the_record_and_fits_its_file(extract, folder: Path) -> None:
    fields, events = folder / "fields.toml", folder / "events.jsonl"
    with ScriptedServer(lambda _: text(ANSWER)) as server:
        done = run(extract, folder, "--fields", fields, "--base-url", server.url)
        assert done.exit_code == 0, done.stderr
        (heard,) = [one.json for one in server.requests if one.method == "POST"]
        other = run(extract, folder, "--resume", "--base-url", server.url)
    assert "vehicle (one of: truck; motorbike): What they came on." in json.dumps(heard)
    (own,) = json.loads(events.read_text())["custom"]
    assert (own["field"], own["value"], own["text"]) == ("vehicle", "motorbike", "motorbikes")
    assert extract("validate", events, "--fields", fields, "--select", "E").exit_code == 0
    assert other.exit_code == 2  # records with and without the fields are not to be mixed
    assert "fields" in other.stderr


def test_retry_asks_for_the_fields_of_the_run(extract, folder: Path) -> None:
    errors, fields = folder / "failed.jsonl", folder / "fields.toml"
    with ScriptedServer(lambda _: text("no JSON")) as server:
        done = run(
            extract, folder, "--errors", errors, "--fields", fields, "--base-url", server.url
        )
        assert done.exit_code == 3
    with ScriptedServer(lambda _: text(ANSWER)) as server:
        assert extract("retry", errors, "--base-url", server.url).exit_code == 0
    assert json.loads((folder / "events.jsonl").read_text())["custom"][0]["value"] == "motorbike"


def test_a_broken_file_ends_a_run_before_anything_is_written(extract, folder: Path) -> None:
    fields = folder / "fields.toml"
    fields.write_text(FIELDS.replace("choice", "colour"))
    done = run(extract, folder, "--fields", fields)
    assert done.exit_code == 2
    assert f"{fields}: [[field]] 1: kind: one of text, number" in done.stderr.splitlines()[-1]
    assert not (folder / "events.jsonl").exists()


def test_a_model_that_answers_no_questions_is_refused(extract, folder: Path) -> None:
    files = (folder / "article.txt", "--model", "tagger", "--dry-run")
    done = extract("run", *files, "--fields", folder / "fields.toml")
    assert done.exit_code == 2
    assert "only the reader `record` is asked for fields of your own" in done.stderr
