"""Outputs and journals that are links, and names of one file that two runs write at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import forked
import pytest
from fault_kit import line, sound
from patience import PATIENCE_S
from scripted_server import Body, Step

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and locks of POSIX")
COUNT = 6


@pytest.mark.parametrize("option", ["--resume", "--force"])
@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_two_processes_never_write_one_file_under_two_names(
    start, articles, tmp_path, link, option
):
    first, other = tmp_path / "first.jsonl", tmp_path / "other.jsonl"
    first.touch()
    link(first, other)
    second: list[tuple[int, str]] = []

    def script(body: Body) -> Step:
        if not second:
            argv = [sys.executable, "-c", "from extractor.cli import main; main()", "run"]
            argv += [str(articles), "-o", str(other), option]
            argv += ["--model", "openai/x", "--base-url", "http://127.0.0.1:1/v1"]
            ended = forked.run(argv, capture_output=True, text=True, timeout=PATIENCE_S)
            second.append((ended.returncode, ended.stderr))
        return sound(body)

    run = start(articles, "-o", first, "--reader", "record", script=script)
    run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 0
    assert second[0][0] == 2
    assert f"{other} is being written by another run" in second[0][1]
    assert len(first.read_text("utf-8").splitlines()) == COUNT


def test_a_run_goes_on_under_another_name(ask, articles, tmp_path):
    first, other = tmp_path / "first.jsonl", tmp_path / "other.jsonl"
    assert ask(articles, "-o", first)[0].code == 0
    os.link(first, other)
    outcome, server = ask(articles, "-o", other, "--resume")
    assert outcome.code == 0
    assert len(server.chats) == 1  # the last may be short: this name has no journal
    assert first.read_bytes() == other.read_bytes()
    assert len(first.read_text("utf-8").splitlines()) == COUNT


def test_a_link_to_a_file_that_is_not_there_makes_it(ask, tmp_path):
    link, target = tmp_path / "link.jsonl", tmp_path / "target.jsonl"
    link.symlink_to(target)
    assert ask("-o", link, input=line())[0].code == 0
    assert len(target.read_text("utf-8").splitlines()) == 1


def test_a_link_into_a_folder_that_is_not_there_is_told_as_that(ask, tmp_path):
    link, target = tmp_path / "link.jsonl", tmp_path / "gone" / "target.jsonl"
    link.symlink_to(target)
    outcome, server = ask("-o", link, input=line())
    assert (outcome.code, server.chats) == (2, [])
    said = f"{link} cannot be written: it is a link to {target}: No such file or directory"
    assert outcome.error.startswith(said)


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: path.symlink_to("nowhere"), "it is a link to nothing"),
        (os.mkfifo, "it is no regular file"),
        (_folder, "Is a directory"),
    ],
    ids=["a dangling link", "a pipe", "a folder"],
)
def test_what_is_no_journal_is_told_as_that(ask, tmp_path, make, why):
    events = tmp_path / "events.jsonl"
    make(tmp_path / "events.jsonl.journal")
    outcome, server = ask("-o", events, input=line())
    assert (outcome.code, server.chats) == (2, [])
    said = f"{events} cannot be written: events.jsonl.journal: {why} (extract run --help)"
    assert outcome.error == said
    assert not events.exists()
