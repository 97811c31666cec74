"""What a run was told stays with its output: the next goes on with it, and ``retry`` reads so."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from fault_kit import EVENT, asked, line, reading
from gate_kit import install_gate
from scripted_server import Body, Step, status

COUNT = 6


def told(body: Body) -> Step:
    """Every third article holds nothing."""
    number = int(asked(body).rpartition("Reference a")[2].split(".")[0])
    return reading([EVENT] if number % 3 else [])


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.journal")


def outputs(ask, articles, folder, given):
    """An output made with an option and one made without, and for each what is right and what is
    wrong to go on with it."""
    made, plain = folder / "made.jsonl", folder / "plain.jsonl"
    for path, right, wrong in ((made, given, ()), (plain, (), given)):
        ask(articles, "-o", path, *right, script=told)
        assert path.read_bytes()
        yield path, right, wrong


def is_refused(ask, articles, path, option, wrong):
    """Going on with other options asks nothing and changes nothing."""
    whole = path.read_bytes()
    other, server = ask(articles, "-o", path, "--resume", *wrong, script=told)
    assert (other.code, server.chats) == (2, [])
    assert f"{path} was made with {option} " in other.error
    assert path.read_bytes() == whole


def goes_on(ask, articles, path, right):
    whole = path.read_bytes()
    again, _ = ask(articles, "-o", path, "--resume", *right, script=told)
    assert again.code == 0
    assert path.read_bytes() == whole


FIELDS = """
fields = 1
[[field]]
name = "ransom"
description = "A ransom."
kind = "yes-no"
"""
LESSONS = """
lessons = 1
[[actor]]
words = "the sect of Konduga"
name = "Boko Haram"
kind = "Rebel group"
"""


@pytest.mark.parametrize("journal", ["lost", "whole"])
@pytest.mark.parametrize(
    "option", ["--lessons", "--fields", "--min-confidence", "--max-article-chars"]
)
def test_what_was_made_with_an_option_goes_on_with_it_alone(
    ask, articles, tmp_path, option, journal
):
    """The records themselves say what they were made with, where the journal no longer does."""
    value = tmp_path / "told.toml"
    value.write_text(FIELDS if option == "--fields" else LESSONS, encoding="utf-8")
    given = (option, {"--min-confidence": "0.3", "--max-article-chars": "1000"}.get(option, value))
    for path, right, wrong in outputs(ask, articles, tmp_path, given):
        if journal == "lost":
            journal_of(path).unlink()
        is_refused(ask, articles, path, option, wrong)
        goes_on(ask, articles, path, right)


@pytest.mark.parametrize("option", ["--gate tagger", "--split-live"])
def test_a_run_goes_on_only_with_the_articles_it_was_begun_with(
    ask, articles, tmp_path, monkeypatch, option
):
    """What the gate left out stays unread, and a live blog read whole and in entries tells its
    events twice: no record shows it, the journal does."""
    install_gate(tmp_path, monkeypatch)
    given = option.split()
    for path, right, wrong in outputs(ask, articles, tmp_path, given):
        for size in (0, 40):  # a journal that agrees with the output, and one that does not
            os.truncate(journal_of(path), journal_of(path).stat().st_size - size)
            is_refused(ask, articles, path, given[0], wrong)
        goes_on(ask, articles, path, right)


def test_what_failed_is_read_again_as_the_run_was_told(ask, extract, scripted_server, tmp_path):
    events, errors = tmp_path / "events.jsonl", tmp_path / "errors.jsonl"
    text = json.loads(line())["text"] + "Shops stayed shut. " * 100 + "Soldiers shot a boy."
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"id": "a1", "text": text, "published": "2023-03-16"}))
    limits = ("--max-article-chars", 1000, "--split-live")
    ask(path, "-o", events, "--errors", errors, *limits, script=lambda _: status(400))
    server = scripted_server(lambda _: reading([EVENT]))
    again = extract("retry", errors, "--base-url", server.url)
    assert (again.code, again.summary["events"]) == (0, 1), again.stderr
    assert "Konduga" in asked(server.chats[0])
    assert "shot a boy" not in asked(server.chats[0])
    assert "max chars 1000" in events.read_text("utf-8")


def test_what_is_said_on_the_command_line_is_meant(ask, extract, scripted_server, tmp_path):
    """Also where it is what is usual: an article that was refused as too long is cut now."""
    events, errors = tmp_path / "events.jsonl", tmp_path / "errors.jsonl"
    text = json.loads(line())["text"] + "Shops stayed shut. " * 100
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"id": "a1", "text": text, "published": "2023-03-16"}))
    limits = ("--max-article-chars", 1000, "--too-long", "refuse")
    ask(path, "-o", events, "--errors", errors, *limits, script=lambda _: reading([EVENT]))
    server = scripted_server(lambda _: reading([EVENT]))
    to = ("--base-url", server.url)
    assert extract("retry", errors, *to).summary["failed"] == 1
    again = extract("retry", errors, *to, "--too-long", "cut")
    assert (again.code, again.summary["events"]) == (0, 1), again.stderr
