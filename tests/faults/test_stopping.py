"""A run that is stopped half-way: by Ctrl-C, SIGTERM, a closed pipe, a full disk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from fault_kit import Outcome, articles_in, limited, line, sound
from patience import PATIENCE_S
from scripted_server import hangs

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes, signals and limits of POSIX")
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SHORT_GRACE = (
    "import extractor.cli.running; extractor.cli.running.TERMINATED_GRACE_S = 0.3\n"
    "from extractor.cli import main; main(prog_name='extract')"
)


def outcome_of(process: subprocess.Popen[bytes]) -> Outcome:
    said = process.communicate(timeout=PATIENCE_S)
    out, err = ((stream or b"").decode("utf-8") for stream in said)
    return Outcome(process.returncode, out, err)


@pytest.mark.parametrize("number", ENDING, ids=[number.name for number in ENDING])
@pytest.mark.parametrize("to_file", [True, False])
def test_a_signal_ends_the_run_in_order(start, tmp_path, number, to_file):
    """The fourth article never comes to an end: Ctrl-C waits for it until it is typed again, and
    SIGTERM for a while."""
    waiting = threading.Event()
    turns = iter(range(3))

    def script(body):
        if next(turns, None) is not None:
            return sound(body)
        waiting.set()
        return hangs()

    events = tmp_path / "events.jsonl"
    options = ["-o", events] if to_file else []
    process = start(
        articles_in(tmp_path / "articles.jsonl", 9),
        *("--reader", "record", "--concurrency", 1, *options),
        script=script,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        program=SHORT_GRACE,
    )
    assert waiting.wait(PATIENCE_S)
    process.send_signal(number)
    if number == signal.SIGINT:
        first = process.stderr.readline()
        assert first == b"Note: finishing 1 in flight; Ctrl-C again stops at once\n"
        process.send_signal(number)
    outcome = outcome_of(process)
    assert (outcome.code, outcome.error) == (130, "interrupted")
    assert outcome.summary["undone"] >= 1
    hint = "Note: the same command with --resume goes on from here\n"
    assert (hint in outcome.stderr) == to_file
    assert (outcome.summary["articles"], outcome.summary["events"]) == (3, 3)
    written = events.read_text("utf-8") if to_file else outcome.stdout
    ids = [json.loads(told)["source"]["article_id"] for told in written.splitlines()]
    assert ids == ["a0", "a1", "a2"]
    assert written.endswith("}\n")


def test_the_suite_does_not_hang_where_signals_are_ignored():
    """As in the background of a script, or under nohup: tests set the signals they need."""
    ignored = (signal.SIGINT, signal.SIGHUP)
    name = f"{Path(__file__).name}::test_a_signal_ends_the_run_in_order"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "no:cacheprovider"),
            *(f"{name}[True-{number.name}]" for number in ignored),
        ],
        cwd=Path(__file__).parent,
        preexec_fn=lambda: [signal.signal(number, signal.SIG_IGN) for number in ignored],
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE_S,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert done.stdout.startswith(".." + " " * 10), done.stdout


def test_a_signal_that_is_ignored_stays_ignored(start, tmp_path):
    process = start(
        articles_in(tmp_path / "articles.jsonl", 2),
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),  # as nohup does
        script=lambda body: process_hung_up(body),
    )

    def process_hung_up(body):
        process.send_signal(signal.SIGHUP)
        return sound(body)

    outcome = outcome_of(process)
    assert outcome.code == 0
    assert outcome.ids == ["a0", "a1"]


def test_a_closed_standard_output_ends_quietly(start, tmp_path):
    process = start(articles_in(tmp_path / "articles.jsonl", 200))
    assert process.stdout.readline().endswith(b"}\n")
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(PATIENCE_S), said) == (0, b"")


@pytest.mark.parametrize("to_file", [True, False])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_leaves_whole_lines_and_says_so(
    start, tmp_path, monkeypatch, to_file, unbuffered
):
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    events = tmp_path / "events.jsonl"
    with events.open("wb") as stdout:
        options = ["-o", events, "--force"] if to_file else []
        process = start(
            *(articles_in(tmp_path / "articles.jsonl", 9), *options, "--reader", "record"),
            program=limited(7000),  # room for two records and a half
            stdout=None if to_file else stdout,
        )
        outcome = outcome_of(process)
    assert outcome.code == 3
    assert outcome.error == f"{events if to_file else 'standard output'}: File too large"
    written = events.read_text("utf-8")
    assert written.endswith("}\n")
    assert outcome.summary["events"] == len([json.loads(told) for told in written.splitlines()]) > 0


@pytest.mark.parametrize("name", ["no/such/folder/events.jsonl", ".", ""])
def test_an_output_that_cannot_be_written_is_told_before_anything_is_read(
    ask, tmp_path, monkeypatch, name
):
    monkeypatch.chdir(tmp_path)
    outcome, server = ask("-o", name, input=line())
    assert outcome.code == 2
    assert "cannot be written: " in outcome.error
    assert outcome.stderr.count("\n") == 1
    assert server.requests == []


def test_a_device_that_is_full_is_one_line(ask):
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    outcome, _ = ask("-o", "/dev/full", input=line())
    assert (outcome.code, outcome.error) == (2, "/dev/full: No space left on device")
