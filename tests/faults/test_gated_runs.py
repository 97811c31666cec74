"""``--gate tagger``: what is left out reaches no server, and is counted and said."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from fault_kit import line, sound
from gate_kit import QUIET, install_gate, install_none
from scripted_server import status

from extractor.cli import main
from extractor.distribute.job import Job
from extractor.distribute.worker import Worker
from extractor.readers.options import ReaderOptions


@pytest.fixture
def mixed(tmp_path, monkeypatch):
    """Two articles that are read and three that are left out."""
    install_gate(tmp_path, monkeypatch)
    path = tmp_path / "mixed.jsonl"
    quiet = [line(text=f"{QUIET} No. {number}.") for number in range(3)]
    path.write_text("\n".join([quiet[0], line(id="a1"), quiet[1], line(id="a2"), quiet[2]]))
    return path


def test_what_is_left_out_is_not_sent_and_is_counted(ask, mixed):
    done, server = ask(mixed, "--gate", "tagger")
    assert (done.code, len(server.chats), len(done.events)) == (0, 2, 2)
    counts = {name: done.summary[name] for name in ("articles", "events", "unasked", "prompt")}
    assert counts == {"articles": 5, "events": 2, "unasked": 3, "prompt": 2000}


def test_who_wants_to_know_is_told_what_was_left_out_and_why(mixed, scripted_server):
    server = scripted_server(sound)
    to = ("--model", "openai/x", "--base-url", server.url, "--gate", "tagger")
    done = CliRunner().invoke(main, ["run", str(mixed), *to, "-v"])
    said = done.stderr.splitlines()
    assert sum(": left out by the gate; 0+0 tokens;" in one for one in said) == 3
    assert sum(one.startswith("  left out by --gate tagger: tells of a ") for one in said) == 3


def test_a_run_that_goes_on_does_not_look_again_at_what_was_left_out(ask, mixed, tmp_path):
    events = tmp_path / "events.jsonl"
    ask(mixed, "--gate", "tagger", "-o", events)
    again, server = ask(mixed, "--gate", "tagger", "-o", events, "--resume")
    assert (again.code, server.chats) == (0, [])
    assert (again.summary["before"], again.summary["unasked"]) == (5, 0)


def test_without_the_weights_it_is_said_once_and_nothing_is_sent(ask, mixed, tmp_path, monkeypatch):
    install_none(tmp_path, monkeypatch)
    done, server = ask(mixed, "--gate", "tagger")
    assert (done.code, server.chats, done.stdout) == (2, [], "")
    assert done.error.startswith("--gate tagger: the model encoder is not on this machine; get it")


def test_a_worker_of_a_cluster_opens_the_gate_itself(mixed, tmp_path, scripted_server):
    server = scripted_server(sound)
    job = Job(
        (str(mixed),),
        str(tmp_path / "out"),
        {"model": "openai/x", "gate": "tagger"},
        model="openai/x",
        base_url=server.url,
        reader=ReaderOptions(gate="tagger"),
    ).opened()
    (unit,) = job.units()
    row = Worker(job)(unit)
    assert (row["fatal"], row["articles"], row["nothing"], row["events"]) == ("", 5, 3, 2)
    assert len(server.chats) == 2


def test_failures_of_a_run_with_the_gate_of_before_are_read_with_another(
    ask, extract, mixed, tmp_path, scripted_server
):
    """The file says how the run was started; what it says is refused, what is said now counts."""
    errors = tmp_path / "errors.jsonl"
    ask(mixed, "--errors", errors, "--gate", "tagger", script=lambda _: status(400))
    rows = [json.loads(one) for one in errors.read_text().splitlines()]
    for row in rows:
        row["run"]["gate"] = "lexicon"
    errors.write_text("".join(json.dumps(row) + "\n" for row in rows))
    server = scripted_server(sound)
    refused = extract("retry", errors, "--base-url", server.url)
    assert (refused.code, server.chats) == (2, [])
    assert "the gate `lexicon` is gone: `tagger` leaves out" in refused.error
    again = extract("retry", errors, "--base-url", server.url, "--gate", "none")
    assert (again.code, len(server.chats)) == (0, 2)
