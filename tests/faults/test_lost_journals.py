"""Resuming beside a journal that is lost or damaged, with servers that answer and that do not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import forked
import pytest
from fault_kit import EVENT, asked, limited, line, reading
from patience import PATIENCE_S
from scripted_server import Body, Step, status

from extractor.errors import ExtractorError

COUNT = 12
SECOND = {**EVENT, "sub_event_type": "Looting/property destruction", "killed": None}


@pytest.fixture
def events(ask, articles, tmp_path) -> Path:
    """The output of a run that came to its end."""
    path = tmp_path / "events.jsonl"
    assert ask(articles, "-o", path, script=told)[0].code == 0
    return path


def told(body: Body) -> Step:
    """Every third article holds nothing, every third two events."""
    number = int(asked(body).rpartition("Reference a")[2].split(".")[0])
    return reading([[EVENT], [EVENT, SECOND], []][number % 3])


def dead(_: Body) -> Step:
    return status(503)


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.journal")


def ids_in(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    assert text == "" or text.endswith("}\n")
    return sorted(json.loads(row)["id"] for row in text.splitlines())


def test_the_events_are_two_for_every_third_article(events):
    assert len(ids_in(events)) == len(set(ids_in(events))) == COUNT


@pytest.mark.parametrize("left", ["none", "empty", "head", "short", "damaged", "another's"])
def test_a_dead_server_and_a_lost_journal_leave_the_output_as_it_is(
    ask, events, articles, tmp_path, left
):
    whole, journal = events.read_bytes(), journal_of(events)
    rows = journal.read_bytes().splitlines(keepends=True)
    rows[2:4] = [row.replace(b"0", b"1") for row in rows[2:4]]
    kinds = {"empty": b"", "head": rows[0], "short": b"".join(rows[:4]), "damaged": b"".join(rows)}
    if left == "none":
        journal.unlink()
    elif left == "another's":
        other = tmp_path / "other.jsonl"
        ask("-o", other, input=line(id="x1"))
        journal_of(other).replace(journal)
    else:
        journal.write_bytes(kinds[left])
    outcome, _ = ask(articles, "-o", events, "--resume", script=dead)
    assert outcome.code in (2, 3)
    assert events.read_bytes() == whole
    assert "Note: the journal of " in outcome.stderr
    again, server = ask(articles, "-o", events, "--resume", script=told)
    assert again.code == 0
    assert events.read_bytes() == whole
    assert len(server.chats) <= COUNT // 3 + 1
    last, server = ask(articles, "-o", events, "--resume", script=told)
    assert (last.code, last.summary["before"], server.chats) == (0, COUNT, [])


def test_what_the_journal_did_not_account_for_is_said_once(ask, events, articles):
    journal_of(events).write_bytes(b"")
    outcome, _ = ask(articles, "-o", events, "--resume", script=told)
    assert outcome.stderr.splitlines()[:2] == [
        f"Note: the journal of {events} did not account for 12 of its 12 events: they stay, and 8 "
        "articles of theirs are known by them; articles without events that it no longer lists are "
        "read again",
        f"Note: a10, the last in {events}, is read again: it may be short",
    ]
    outcome, _ = ask(articles, "-o", events, "--resume", script=told)
    assert "journal" not in outcome.stderr


def test_a_run_killed_with_its_journal_lost_comes_to_the_same_end(
    start, ask, events, articles, tmp_path
):
    """kill -9, and what was in the journal never reached the disk."""
    killed = tmp_path / "killed.jsonl"
    seen = iter(range(COUNT))
    process: list[subprocess.Popen[bytes]] = []

    def script(body: Body) -> Step:
        if next(seen) == 7:
            process[0].send_signal(signal.SIGKILL)
        return told(body)

    process.append(start(articles, "-o", killed, "--reader", "record", script=script))
    process[0].communicate(timeout=PATIENCE_S)
    assert process[0].returncode == -signal.SIGKILL
    journal_of(killed).write_bytes(b"")
    before = killed.read_bytes()
    outcome, _ = ask(articles, "-o", killed, "--resume", script=told)
    assert outcome.code == 0
    assert killed.read_bytes().startswith(before)
    assert ids_in(killed) == ids_in(events)


def test_an_event_whose_line_is_damaged_in_output_and_journal_is_not_lost(ask, events, articles):
    whole, journal = ids_in(events), journal_of(events)
    rows = journal.read_bytes().splitlines(keepends=True)
    number = next(n for n, row in enumerate(rows) if n and json.loads(row)[1] == 2)
    rows[number] = rows[number].replace(b'"whole"', b'"wh\xffle"')
    journal.write_bytes(b"".join(rows))
    lines = events.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b'"location"', b'"loc\0tion"')
    events.write_bytes(b"".join(lines))
    refused, _ = ask(articles, "-o", events, "--resume", script=told)
    assert (refused.code, "1 line that is no event" in refused.error) == (2, True)
    outcome, server = ask(articles, "-o", events, "--resume", "--repair", script=told)
    assert (outcome.code, len(server.chats)) == (0, 1)
    assert "is read again: it may be short" in outcome.stderr
    assert ids_in(events) == whole


@pytest.mark.parametrize("number", range(3))
def test_the_last_article_is_read_again_and_only_its_missing_events_are_added(
    ask, events, articles, number
):
    """Cut after a whole line of an article that has two, with and without the journal."""
    whole = events.read_bytes()
    lines = whole.splitlines(keepends=True)
    half = b"".join(lines[:-1]) + lines[-1][: [0, 25, 900][number]]
    events.write_bytes(half)
    if number == 2:
        journal_of(events).unlink()
    outcome, _ = ask(articles, "-o", events, "--resume", script=told)
    assert outcome.code == 0
    assert outcome.summary["events"] == 1
    assert ids_in(events) == sorted(json.loads(row)["id"] for row in lines)
    assert events.read_bytes().startswith(b"".join(lines[:-1]))


def test_a_changed_output_goes_on_only_when_told_and_is_copied(ask, events, articles, tmp_path):
    whole = events.read_text("utf-8")
    mine = whole.replace("Konduga", "Kondugu", 3) + '{"mine": 1}\n'
    events.write_text(mine, encoding="utf-8")
    refused, server = ask(articles, "-o", events, "--resume", script=told)
    assert (refused.code, server.chats) == (2, [])
    assert "1 event of 1 article and 1 line that is no event (" in refused.error
    assert "--repair takes them out" in refused.error
    assert refused.stderr.count("\n") == 1
    assert events.read_text("utf-8") == mine
    outcome, server = ask(articles, "-o", events, "--resume", "--repair", script=told)
    assert (outcome.code, len(server.chats)) == (0, 1)
    copy = tmp_path / "events.jsonl.before-resume"
    assert f"Note: {events} as it was is in {copy}" in outcome.stderr
    assert copy.read_text("utf-8") == mine
    assert ids_in(events) == sorted(json.loads(row)["id"] for row in whole.splitlines())


@pytest.mark.parametrize("given", [["--force", "--resume"], ["--repair"]])
def test_what_contradicts_itself_is_wrong_usage(ask, events, articles, given):
    before = events.read_bytes()
    outcome, _ = ask(articles, "-o", events, *given)
    assert outcome.code == 2
    assert "--resume" in outcome.error
    assert events.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
@pytest.mark.parametrize("room", [10, 1_000, 20_000])
def test_a_disk_that_is_full_on_resuming_changes_nothing(start, ask, events, articles, room):
    whole = events.read_bytes()
    events.write_bytes(whole + b"mine\n")
    journal_of(events).write_bytes(journal_of(events).read_bytes()[:100])
    process = start(
        *(articles, "-o", events, "--resume", "--repair", "--reader", "record"),
        script=told,
        program=limited(room),
    )
    said = process.communicate(timeout=PATIENCE_S)[1].decode()
    assert process.returncode == 2, said
    assert ": File too large\n" in said
    assert "Traceback" not in said
    assert events.read_bytes() == whole + b"mine\n"
    assert not list(events.parent.glob(".*.part"))
    assert not list(events.parent.glob("*.before-resume*"))
    outcome, _ = ask(articles, "-o", events, "--resume", "--repair", script=told)
    assert outcome.code == 0
    assert sorted(ids_in(events)) == sorted(json.loads(row)["id"] for row in whole.splitlines())


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(ask, events, articles):
    events.parent.chmod(0o500)
    try:
        journal_of(events).chmod(0o400)
        outcome, _ = ask(articles, "-o", events, "--resume", script=told)
    finally:
        events.parent.chmod(0o700)
    assert outcome.code == 2
    assert "cannot be written: events.jsonl.journal: Permission denied" in outcome.error


def test_two_processes_never_write_one_output(start, events, articles, tmp_path):
    """The second is refused while the first reads; the first comes to its end."""
    both = tmp_path / "both.jsonl"
    second: list[tuple[int, str]] = []

    def script(body: Body) -> Step:
        if not second:
            argv = [sys.executable, "-c", "from extractor.cli import main; main()", "run"]
            argv += [str(articles), "-o", str(both), "--resume"]
            argv += ["--model", "openai/x", "--base-url", "http://127.0.0.1:1/v1"]
            ended = forked.run(argv, capture_output=True, text=True, timeout=PATIENCE_S)
            second.append((ended.returncode, ended.stderr))
        return told(body)

    first = start(articles, "-o", both, "--reader", "record", script=script)
    first.communicate(timeout=PATIENCE_S)
    assert first.returncode == 0
    assert second[0][0] == 2
    assert f"{both} is being written by another run" in second[0][1]
    assert ids_in(both) == ids_in(events)


def test_failures_of_earlier_runs_stay_until_their_articles_are_read(ask, articles, tmp_path):
    events, errors = tmp_path / "events.jsonl", tmp_path / "errors.jsonl"
    options = (articles, "-o", events, "--errors", errors, "--concurrency", 2)

    def failing(*numbers: int):
        names = [f"Reference a{n}." for n in numbers]
        return lambda body: status(400) if any(n in asked(body) for n in names) else told(body)

    assert ask(*options, script=failing(1, 3, 5))[0].summary["failed"] == 3
    first = errors.read_bytes()
    assert ask(*options, "--resume", script=lambda _: status(401))[0].code == 3
    assert errors.read_bytes() == first
    errors.write_bytes(first + b'{"article_id": "a9", "stage": "mod')  # killed while writing
    outcome, _ = ask(*options, "--resume", script=failing(3, 5))
    assert (outcome.code, outcome.summary["failed"]) == (3, 2)
    rows = [json.loads(row)["article_id"] for row in errors.read_text("utf-8").splitlines()]
    assert sorted(rows) == ["a3", "a5"]
    assert ask(*options, "--resume", script=told)[0].code == 0
    assert errors.read_bytes() == b""


def test_failures_that_this_run_does_not_come_to_stay(ask, tmp_path):
    """Standard input is read once: the failed article is in the file and nowhere else."""
    events, errors = tmp_path / "events.jsonl", tmp_path / "errors.jsonl"
    options = ("-o", events, "--errors", errors)
    ask(*options, script=lambda _: status(400), input=line(id="a1"))
    before = errors.read_bytes()
    assert ask(*options, "--resume", script=told, input=line(id="a2"))[0].code == 0
    assert errors.read_bytes() == before
    mine = before + b"a line of mine"
    errors.write_bytes(mine)
    ask(*options, "--resume", script=told, input=line(id="a1"))
    assert errors.read_bytes() == b"a line of mine\n"


def test_a_retry_beside_a_lost_journal_keeps_every_event(
    ask, extract, articles, scripted_server, tmp_path
):
    down = {"a1", "a4"}
    events, errors = tmp_path / "events.jsonl", tmp_path / "errors.jsonl"

    def script(body: Body) -> Step:
        bad = any(f"Reference {name}." in asked(body) for name in down)
        return status(400) if bad else told(body)

    server = scripted_server(script)
    to = ("--model", "openai/x", "--base-url", server.url)
    assert extract("run", articles, "-o", events, "--errors", errors, *to).code == 3
    before = events.read_bytes()
    journal_of(events).write_bytes(b"\0" * 500)
    assert extract("retry", errors).summary["failed"] == 2
    assert events.read_bytes() == before
    journal_of(events).unlink()
    events.write_bytes(before + b"mine\n")
    rows = errors.read_bytes()
    refused = extract("retry", errors)
    assert (refused.code, events.read_bytes()) == (2, before + b"mine\n")
    assert "the same command with --repair" in refused.error.lower()
    assert errors.read_bytes() == rows
    down.clear()
    assert extract("retry", errors, "--repair").code == 0
    assert errors.read_bytes() == b""
    assert len(ids_in(events)) == len(set(ids_in(events))) == COUNT


def test_a_retry_that_cannot_write_what_is_left_keeps_the_old_list(
    ask, extract, scripted_server, tmp_path, monkeypatch
):
    events, errors = tmp_path / "events.jsonl", tmp_path / "errors.jsonl"
    both = f"{line(id='a1')}\n{line(id='a4')}"
    options = ("-o", events, "--errors", errors)
    ask(*options, script=lambda _: status(400), input=both)
    before = errors.read_bytes()
    server = scripted_server(lambda body: told(body) if "a1." in asked(body) else status(400))

    def full(*_: object) -> None:
        raise ExtractorError(f"{errors}.part: No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("extractor.batch.failures.FailureFile.write", full)
        outcome = extract("retry", errors, "--base-url", server.url)
    assert outcome.code in (2, 3)
    assert "No space left on device" in outcome.stderr
    assert errors.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))
    again = extract("retry", errors, "--base-url", server.url)
    assert (again.code, len(ids_in(events))) == (3, 2)
    (row,) = map(json.loads, errors.read_text("utf-8").splitlines())
    assert row["article_id"] == "a4"
