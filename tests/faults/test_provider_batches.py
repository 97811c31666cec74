"""``extract batch`` against a provider that loses, refuses, delays and repeats, over real HTTP."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_server import BatchServer, Body, completion
from click.testing import CliRunner, Result
from fault_kit import ARTICLE, EVENT, STATEMENT
from forked import Popen
from gate_kit import QUIET, install_gate, install_none
from patience import PATIENCE_S

from extractor.batch.provider import submitting
from extractor.cli import main

SOUND = json.dumps({"events": [EVENT], "statements": [STATEMENT]})
TOWNS = ("Konduga", "Damboa", "Gwoza", "Bama")


def sound(body: Body) -> Body | None:
    """What a sound model says of an article, wherever it happened."""
    asked = body["messages"][1]["content"]
    town = next(town for town in TOWNS if town in asked)
    return completion(SOUND.replace("Konduga", town))


@pytest.fixture
def server() -> Iterator[BatchServer]:
    with BatchServer(sound) as running:
        yield running


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four with an event, one of them twice; one that the gate leaves out."""
    install_gate(tmp_path, monkeypatch)
    texts = [ARTICLE.replace("Konduga", town) for town in (*TOWNS, TOWNS[0])]
    texts.append(QUIET)
    path = tmp_path / "articles.jsonl"
    path.write_text(
        "".join(json.dumps({"text": t, "published": "2023-03-16"}) + "\n" for t in texts)
    )
    return path


def extract(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def submitted(server: BatchServer, articles: Path, job: Path) -> Result:
    to = ("--model", "openai/scripted", "--base-url", server.url, "--gate", "tagger")
    return extract("batch", "submit", articles, "--job", job, *to)


def places(job: Path) -> list[str]:
    lines = (job / "events.jsonl").read_text().splitlines()
    return [json.loads(line)["location"]["name"] for line in lines]


def test_a_job_goes_out_comes_back_and_gives_the_events_of_a_run(server, articles, tmp_path):
    job = tmp_path / "job"
    done = submitted(server, articles, job)
    assert done.exit_code == 0, done.stderr
    assert "4 requests sent, 1 article left out by the gate; when" in done.stderr
    assert "batch_1, in_progress" in extract("batch", "status", job).stdout
    early = extract("batch", "collect", job)
    assert early.exit_code == 3
    assert "5 articles, 0 events, 1 left out by the gate, 4 still to come" in early.stderr
    server.finish()
    done = extract("batch", "collect", job)
    assert done.exit_code == 0, done.stderr
    assert "5 articles, 4 events, 1 left out by the gate; tokens: 400 prompt (240 " in done.stderr
    assert places(job) == list(TOWNS)
    record = json.loads((job / "events.jsonl").read_text().splitlines()[0])
    assert record["extraction"]["tokens"] == {"prompt": 100, "cached": 60, "completion": 5}
    assert record["extraction"]["model"] == "openai/scripted"
    again = len(server.requests)
    assert extract("batch", "collect", job).exit_code == 0
    assert len(server.requests) == again  # all was there: nobody was asked


def test_the_requests_are_those_of_a_run_known_by_their_content(
    server, articles, tmp_path, scripted_server
):
    from scripted_server import text

    assert submitted(server, articles, tmp_path / "job").exit_code == 0
    rows = [json.loads(line) for line in server.files["file-1"].splitlines()]
    assert {row["url"] for row in rows} == {"/v1/chat/completions"}
    assert len({row["custom_id"] for row in rows}) == 4
    one = scripted_server(lambda _: text(SOUND))
    to = ("--model", "openai/scripted", "--base-url", one.url, "--ordered", "--concurrency", 1)
    to += ("--gate", "tagger")
    extract("run", articles, *to)
    assert [row["body"] for row in rows] == one.chats
    assert submitted(server, articles, tmp_path / "again").exit_code == 0
    assert server.sent()[:4] == server.sent()[4:]


def test_what_has_come_is_collected_and_what_was_lost_is_sent_again(server, articles, tmp_path):
    job = tmp_path / "job"
    submitted(server, articles, job)
    server.finish("expired", only=2)
    partly = extract("batch", "collect", job)
    assert partly.exit_code == 3
    assert "2 requests had no reply and were sent again: batch batch_2" in partly.stderr
    assert "2 events, 1 left out by the gate, 2 still to come" in partly.stderr
    assert len(places(job)) == 2
    assert server.sent()[4:] == server.sent()[2:4]
    server.finish()
    assert extract("batch", "collect", job).exit_code == 0
    assert places(job) == list(TOWNS)


def test_a_request_that_keeps_failing_is_given_up_after_three_tries(server, articles, tmp_path):
    def refusing(body: Body) -> Body | None:
        if "Gwoza" in body["messages"][1]["content"]:
            return {
                "status": 400,
                "message": "no \x1b[31mviolence; key sk-abcdefghijklmnop1234",
            }
        return completion("junk") if "Bama" in str(body) else sound(body)

    server.answer = refusing
    job = tmp_path / "job"
    submitted(server, articles, job)
    for _ in range(3):
        server.finish()
        done = extract("batch", "collect", job)
    assert done.exit_code == 3
    assert "5 articles, 2 events, 2 failed, 1 left out by the gate;" in done.stderr
    rows = [json.loads(line) for line in (job / "failures.jsonl").read_text().splitlines()]
    assert len(rows) == 2
    assert "violence; key " in rows[0]["error"] and rows[0]["error"].endswith("(3 tries)")
    assert "Invalid JSON" in rows[1]["error"]
    assert all(row["article"]["text"] for row in rows)
    whole = "".join(path.read_text() for path in job.rglob("*.jsonl")) + done.stderr
    assert "sk-abcdefghijklmnop1234" not in whole
    before = len(server.sent())
    extract("batch", "collect", job)
    assert len(server.sent()) == before == 8


def test_replies_of_no_use_are_counted_once_each(server, articles, tmp_path):
    """Cut off, no JSON, and a refusal; a crash before a batch was noted as collected fetches its
    replies again."""
    rubbish = {
        "Damboa": completion('{"events": [', finish_reason="length"),
        "Gwoza": completion("junk"),
        "Bama": completion("I can't help with that."),
    }

    def answer(body: Body) -> Body | None:
        asked = body["messages"][1]["content"]
        return next((said for town, said in rubbish.items() if town in asked), sound(body))

    server.answer = answer
    job = tmp_path / "job"
    submitted(server, articles, job)
    counts = {}
    for tries in (1, 2):
        server.finish()
        done = extract("batch", "collect", job)
        counts[tries] = done.stderr.splitlines()[-1]
    assert "tokens: 400 prompt (240 cached), 20 completion" in counts[1]
    assert "tokens: 600 prompt (360 cached), 30 completion" in counts[2]
    server.finish()
    noted = (job / "parts.jsonl").read_text().splitlines(keepends=True)
    noted.remove(next(one for one in noted if '"collected"' in one))
    (job / "parts.jsonl").write_text("".join(noted))
    done = extract("batch", "collect", job)
    assert "1 event, 2 failed, 1 refused by the model, 1 left out by the gate;" in done.stderr
    assert "tokens: 800 prompt (480 cached), 40 completion" in done.stderr
    assert extract("batch", "collect", job).stderr.splitlines()[-1] == done.stderr.splitlines()[-1]


def test_of_two_that_collect_at_once_one_sends_what_was_lost(server, articles, tmp_path):
    """Both would have sent it, as two batches, and paid twice."""
    job = tmp_path / "job"
    submitted(server, articles, job)
    server.finish(only=2)
    inside, go = threading.Event(), threading.Event()

    def slow(method: str, path: str) -> None:
        inside.set()
        assert go.wait(PATIENCE_S)

    server.before = slow
    command = [sys.executable, "-m", "extractor", "batch", "collect", str(job)]
    first = Popen(command, env={**os.environ, "OPENAI_API_KEY": "x"}, stderr=subprocess.PIPE)
    assert inside.wait(PATIENCE_S)
    for given in (extract("batch", "collect", job), submitted(server, articles, job)):
        assert given.exit_code == 2
        assert (
            given.stderr == f"Error: {job}: another process is at work on this job; wait for it\n"
        )
    go.set()
    assert (
        "2 requests had no reply and were sent again"
        in first.communicate(timeout=PATIENCE_S)[1].decode()
    )
    assert first.returncode == 3
    assert len(server.batches) == 2
    server.finish()
    assert extract("batch", "collect", job).exit_code == 0
    assert sorted(places(job)) == sorted(TOWNS)
    assert not (job / ".lock").exists()


@pytest.mark.parametrize("where", ["/files", "/batches"])
def test_a_crash_while_submitting_neither_loses_nor_doubles_a_batch(
    server, articles, tmp_path, where
):
    """The provider made the file or the batch, and its answer never arrived."""
    job = tmp_path / "job"

    def crash(method: str, path: str) -> None:
        if path.endswith(where):
            raise ConnectionAbortedError

    server.after = crash
    done = submitted(server, articles, job)
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr
    server.after = lambda *_: None
    assert len(server.batches) == (where == "/batches")
    extract("batch", "collect", job)
    assert len(server.batches) == 1
    server.finish()
    extract("batch", "collect", job)
    assert places(job) == list(TOWNS)


def test_parts_keep_within_the_provider_s_limits(server, articles, tmp_path, monkeypatch):
    monkeypatch.setattr(submitting, "MOST_REQUESTS", 3)
    job = tmp_path / "job"
    submitted(server, articles, job)
    assert [len(data.splitlines()) for data in server.files.values()] == [3, 1]
    server.finish()
    assert extract("batch", "collect", job).exit_code == 0
    assert places(job) == list(TOWNS)


def test_a_last_line_cut_off_by_a_crash_is_as_good_as_none(server, articles, tmp_path):
    job = tmp_path / "job"
    submitted(server, articles, job)
    server.finish()
    with (job / "parts.jsonl").open("a") as file:
        file.write('{"number": 1, "sta')
    assert extract("batch", "collect", job).exit_code == 0
    assert extract("batch", "collect", job).exit_code == 0
    assert places(job) == list(TOWNS)


def test_a_batch_that_failed_as_a_whole_says_why(server, articles, tmp_path):
    job = tmp_path / "job"
    submitted(server, articles, job)
    server.batches["batch_1"] |= {
        "status": "failed",
        "errors": {"object": "list", "data": [{"message": "model not available in batches"}]},
    }
    assert "model not available in batches" in extract("batch", "status", job).stdout
    done = extract("batch", "collect", job)
    assert "batch batch_1 failed as a whole: model not available in batches" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--model", "local"), "need an OpenAI-compatible batch endpoint"),
        (("--model", "anthropic/claude"), "need an OpenAI-compatible batch endpoint"),
        (
            ("--model", "openai/x", "--base-url", "http://u:secret@127.0.0.1:9/v1"),
            "give one without a password",
        ),
    ],
)
def test_what_cannot_be_submitted_is_one_line(articles, tmp_path, words, message):
    done = extract("batch", "submit", articles, "--job", tmp_path / "job", *words)
    assert done.exit_code == 2
    assert message in done.stderr
    assert "secret" not in done.stderr
    assert not (tmp_path / "job" / "job.json").exists()


def test_a_folder_with_a_job_or_other_files_is_not_taken(server, articles, tmp_path):
    submitted(server, articles, tmp_path / "job")
    again = submitted(server, articles, tmp_path / "job")
    assert (again.exit_code, "holds a job already" in again.stderr) == (2, True)
    assert len(server.batches) == 1
    other = submitted(server, articles, tmp_path)
    assert (other.exit_code, "holds other files" in other.stderr) == (2, True)
    assert articles.exists()
    nothing = extract("batch", "collect", tmp_path / "none")
    assert (nothing.exit_code, "no batch job here" in nothing.stderr) == (2, True)


def test_what_the_gate_left_out_stays_so_on_a_machine_without_its_weights(
    server, articles, tmp_path, monkeypatch
):
    """The folder says it: collecting looks at no article again."""
    job = tmp_path / "job"
    submitted(server, articles, job)
    rows = [json.loads(line) for line in (job / "articles.jsonl").read_text().splitlines()]
    (why,) = [row["left_out"] for row in rows if "left_out" in row]
    assert why.startswith("left out by --gate tagger: ")
    install_none(tmp_path, monkeypatch)
    server.finish()
    done = extract("batch", "collect", job)
    assert (done.exit_code, places(job)) == (0, list(TOWNS))
    assert "5 articles, 4 events, 1 left out by the gate; " in done.stderr


def test_without_the_weights_of_the_gate_no_job_is_begun(server, articles, tmp_path, monkeypatch):
    install_none(tmp_path, monkeypatch)
    done = submitted(server, articles, tmp_path / "job")
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: --gate tagger: the model encoder is not on this machine")
    assert len(done.stderr.splitlines()) == 1
    assert (server.requests, (tmp_path / "job").exists()) == ([], False)


@pytest.mark.parametrize("gate", ["lexicon", None])
def test_a_job_of_the_gate_before_says_who_can_collect_it(server, articles, tmp_path, gate):
    job = tmp_path / "job"
    submitted(server, articles, job)
    said = json.loads((job / "job.json").read_text())
    del said["gate"]
    (job / "job.json").write_text(json.dumps(said | ({"gate": gate} if gate else {})))
    before = len(server.requests)
    done = extract("batch", "collect", job)
    assert (done.exit_code, len(server.requests)) == (2, before)
    assert "collect it with the version of extract that submitted it" in done.stderr
