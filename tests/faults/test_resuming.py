"""Runs that are killed, stopped or short of disk, and resumed: each event once, no half line."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from effort import effort
from fault_kit import EVENT, limited, line, reading, sound
from forked import Popen
from patience import PATIENCE_S
from scripted_server import Body, Step

from extractor.batch.journal import Journal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")
COUNT = 16
PROGRAM = "from extractor.cli import main; main(prog_name='extract')"


def lines_of(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    assert text == "" or text.endswith("}\n")
    return sorted(text.splitlines())


class Killed:
    """Starts runs and kills them, or sends another signal, at a request of the server."""

    def __init__(self) -> None:
        self._born = threading.Event()
        self._child = 0
        self._left = 0
        self._pause = 0.0
        self._signal = signal.SIGKILL
        self._lock = threading.Lock()
        self.answer = sound

    def run(
        self,
        *arguments: object,
        kill_at: int = 0,
        pause: float = 0.0,
        number: signal.Signals = signal.SIGKILL,
    ) -> int:
        self._born.clear()
        self._left, self._pause, self._signal = kill_at, pause, number
        process = Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._child = process.pid
        self._born.set()
        return process.wait(PATIENCE_S)

    def script(self, body: Body) -> Step:
        with self._lock:
            self._left -= 1
            now = self._left == 0
        if not now:
            return self.answer(body)

        def act(handler: Any, asked: Body, server: Any) -> None:
            self.answer(body).act(handler, asked, server)
            handler.wfile.flush()
            assert self._born.wait(PATIENCE_S)
            time.sleep(self._pause)  # into reading, coding, writing or the next request
            with contextlib.suppress(ProcessLookupError):  # a last pause may be too long
                os.kill(self._child, self._signal)

        return Step(act)


@pytest.fixture
def killed() -> Killed:
    return Killed()


def test_twenty_runs_killed_at_any_moment_and_resumed_equal_the_undisturbed(
    killed, scripted_server, articles, tmp_path
):
    server = scripted_server(killed.script)
    to = ("--model", "openai/x", "--base-url", server.url, "--concurrency", 4)
    whole = tmp_path / "whole.jsonl"
    assert killed.run("run", articles, "-o", whole, *to) == 0
    assert len(lines_of(whole)) == COUNT
    chance = random.Random(20)
    dead = 0
    for number in range(effort(20)):
        events = tmp_path / f"events{number}.jsonl"
        before = len(server.chats)
        at, pause = chance.randint(1, COUNT), chance.uniform(0, 0.03)
        code = killed.run("run", articles, "-o", events, *to, kill_at=at, pause=pause)
        dead += code == -signal.SIGKILL
        assert code in (0, -signal.SIGKILL)
        assert killed.run("run", articles, "-o", events, *to, "--resume") == 0
        assert lines_of(events) == lines_of(whole)
        # What was in flight is asked again, what was done is not.
        assert len(server.chats) - before <= COUNT + 6
    assert dead >= effort(15)


def test_a_run_killed_again_and_again_comes_to_its_end(killed, scripted_server, articles, tmp_path):
    server = scripted_server(killed.script)
    to = ("--model", "openai/x", "--base-url", server.url, "--concurrency", 4, "--resume")
    events = tmp_path / "events.jsonl"
    chance = random.Random(4)
    for _ in range(100):
        pause = chance.uniform(0, 0.02)
        if killed.run("run", articles, "-o", events, *to, kill_at=6, pause=pause) == 0:
            break
    assert len({json.loads(told)["id"] for told in lines_of(events)}) == COUNT
    assert len(lines_of(events)) == COUNT


@pytest.mark.parametrize(("processes", "stops"), [(1, effort(12)), (2, effort(1))])
def test_a_run_stopped_by_any_signal_at_any_moment_asks_nothing_twice(
    killed, scripted_server, articles, tmp_path, processes, stops
):
    """In good order: what is in flight is finished, so that nothing is paid again."""
    server = scripted_server(killed.script)
    to = ("--model", "openai/x", "--base-url", server.url, "--concurrency", 4)
    chance = random.Random(18)
    events = tmp_path / "events.jsonl"
    stopped = 0
    for _ in range(stops):
        events.unlink(missing_ok=True)
        server.requests.clear()
        code, more = -1, ()
        while code:
            number = chance.choice((signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
            code = killed.run(
                *("run", articles, "-o", events, *to, "--processes", processes, *more),
                kill_at=chance.randint(1, COUNT // 2),
                pause=chance.uniform(0, 0.05),
                number=number,
            )
            assert code in (0, 130, -number)  # the last: it came when all was written and told
            stopped += code == 130
            more = ("--resume",)
        ids = [json.loads(told)["source"]["article_id"] for told in lines_of(events)]
        assert sorted(ids) == sorted(f"a{count}" for count in range(COUNT))
        assert len(server.chats) == COUNT
    assert stopped >= stops


def two_events(_: Body) -> Step:
    other = {**EVENT, "sub_event_type": "Looting/property destruction", "killed": None}
    return reading([EVENT, other])


@pytest.mark.parametrize("seed", range(9, 9 + effort(1)))
def test_a_run_killed_with_its_journal_damaged_each_time_comes_to_its_end(
    killed, scripted_server, articles, tmp_path, seed
):
    killed.answer = two_events
    server = scripted_server(killed.script)
    to = ("--model", "openai/x", "--base-url", server.url, "--concurrency", 4, "--resume")
    events = tmp_path / "events.jsonl"
    journal = Journal(events).path
    chance = random.Random(seed)
    kept = b""
    for _ in range(100):
        pause = chance.uniform(0, 0.02)
        if killed.run("run", articles, "-o", events, *to, kill_at=4, pause=pause) == 0:
            break
        whole = events.read_bytes()
        assert whole.startswith(kept)
        kept = whole[: whole.rfind(b"\n") + 1]
        data = bytearray(journal.read_bytes())
        for _ in range(chance.randint(0, 3)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        journal.write_bytes(data[: chance.randint(0, 2 * len(data))])
    assert events.read_bytes().startswith(kept)
    ids = [json.loads(told)["id"] for told in lines_of(events)]
    assert len(ids) == len(set(ids)) == 2 * COUNT


@pytest.mark.parametrize("room", [7_000, 3_900])
def test_a_full_disk_leaves_what_can_be_resumed(start, ask, articles, tmp_path, room):
    events = tmp_path / "events.jsonl"
    process = start(articles, "-o", events, "--concurrency", 4, program=limited(room))
    said = process.communicate(timeout=PATIENCE_S)[1].decode()
    assert process.returncode == 3
    assert f"Error: {events}: File too large\n" in said
    assert "--resume goes on from here" in said
    done = len(lines_of(events))
    noted = (tmp_path / "events.jsonl.journal").read_text().splitlines()[1:]
    assert done == sum('"spent"' not in row for row in noted) > 0
    outcome, server = ask(articles, "-o", events, "--resume")
    assert outcome.code == 0
    assert outcome.summary["before"] == done
    assert len(server.chats) == COUNT - done
    assert len({json.loads(told)["id"] for told in lines_of(events)}) == COUNT


def test_a_full_disk_for_the_journal_alone_loses_nothing(tmp_path, monkeypatch):
    from extractor.batch.done import Done, Fate
    from extractor.cli.output import open_output
    from extractor.cli.streams import OutputFailed
    from extractor.reading import Tokens

    path = tmp_path / "events.jsonl"
    output = open_output(str(path))
    output.ready({"model": "m"}, resume=False)
    output.write(["one"], Done(Fate.READ, None, key=bytes(16)))
    whole = Journal(path).path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(output.journal, "add", full)
        with pytest.raises(OutputFailed, match="No space left"):
            output.write(["two"], Done(Fate.READ, None, tokens=Tokens(), key=bytes(15) + b"1"))
    output.close()
    assert path.read_text() == "one\n"
    assert Journal(path).path.read_bytes() == whole


def test_another_model_or_prompt_is_not_mixed_in(ask, extract, articles, tmp_path, monkeypatch):
    events = tmp_path / "events.jsonl"
    assert ask(articles, "-o", events)[0].code == 0
    other, server = ask(articles, "-o", events, "--resume", "--model", "openai/y")
    assert other.code == 2
    assert "was made with the model openai/x, this run has openai/y" in other.error
    assert server.chats == []
    monkeypatch.setattr(
        "extractor.readers.record.RecordReader.prompt_version", property(lambda _: "record-99")
    )
    changed, _ = ask(articles, "-o", events, "--resume")
    assert "was made with the prompt record-" in changed.error
    assert "--force to read all articles anew" in changed.error
    assert len(lines_of(events)) == COUNT


def test_an_output_that_somebody_changed_is_left_alone(ask, articles, tmp_path):
    events = tmp_path / "events.jsonl"
    ask(articles, "-o", events)
    sound_text = events.read_text("utf-8")
    for changed in (sound_text.replace("Konduga", "Kondugu", 3), sound_text + '{"mine": 1}\n'):
        events.write_text(changed, encoding="utf-8")
        outcome, _ = ask(articles, "-o", events, "--resume")
        assert outcome.code == 2
        assert "has been changed since it was written" in outcome.error
        assert events.read_text("utf-8") == changed


@pytest.mark.parametrize("cut", [1, 100, 5000])
def test_a_file_cut_short_by_a_power_failure_is_read_on_from_what_is_whole(
    ask, articles, tmp_path, cut
):
    events = tmp_path / "events.jsonl"
    ask(articles, "-o", events)
    whole = events.read_bytes()
    for damaged in (whole[:-cut], whole[:-cut] + bytes(cut)):
        events.write_bytes(damaged)
        outcome, _ = ask(articles, "-o", events, "--resume")
        assert outcome.code == 0
        assert len({json.loads(told)["id"] for told in lines_of(events)}) == COUNT


def test_nothing_is_left_to_do_the_second_time(ask, articles, tmp_path):
    events = tmp_path / "events.jsonl"
    ask(articles, "-o", events)
    before = events.read_bytes()
    outcome, server = ask(articles, "-o", events, "--resume")
    assert (outcome.code, outcome.summary["before"], server.chats) == (0, COUNT, [])
    assert events.read_bytes() == before
    refused, _ = ask(articles, "-o", events)
    assert refused.code == 2
    assert "--resume goes on with it, --force writes it anew" in refused.error
    assert ask(articles, "-o", events, "--force")[0].summary["events"] == COUNT


def test_an_empty_file_of_a_killed_run_does_not_refuse_the_next(ask, tmp_path):
    events = tmp_path / "events.jsonl"
    events.touch()
    assert ask("-o", events, input=line())[0].code == 0


@pytest.mark.parametrize("existed", [True, False])
def test_two_runs_do_not_write_one_output(ask, tmp_path, existed):
    events = tmp_path / "events.jsonl"
    if existed:
        events.touch()
    journal = Journal(events)
    journal.open()
    try:
        outcome, _ = ask("-o", events, input=line())
    finally:
        journal.close()
    assert outcome.code == 2
    assert "is being written by another run" in outcome.error
    assert events.exists() == existed


@pytest.mark.parametrize("budget", ["10k", "10,500"])
def test_a_budget_ends_the_run_before_it_is_passed_and_a_larger_one_goes_on(
    ask, articles, tmp_path, budget
):
    """Each article costs 1,050 tokens."""
    events = tmp_path / "events.jsonl"
    outcome, _ = ask(articles, "-o", events, "--concurrency", 4, "--budget-tokens", budget)
    assert outcome.code == 3
    assert "the budget has no room for another article: " in outcome.error
    done = outcome.summary["events"]
    assert done == (9 if budget == "10k" else 10)
    again, _ = ask(articles, "-o", events, "--resume", "--budget-tokens", budget)
    assert (again.code, again.summary["events"]) == (3, 0)
    rest, _ = ask(articles, "-o", events, "--resume", "--budget-tokens", "1M")
    assert (rest.code, rest.summary["events"]) == (0, COUNT - done)
