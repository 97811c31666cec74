"""Several processes that read: the same records, and what becomes of one that dies."""

from __future__ import annotations

import json
import os
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from fault_kit import asked, line, sound
from patience import PATIENCE_S
from scripted_server import Body, Step, status

from extractor import Article
from extractor.batch.processes import ProcessExtractor
from extractor.batch.starting import program
from extractor.batch.worker import Answer, Order
from extractor.errors import ExtractorError, TableError
from extractor.models.faults import PromptTooLong, ServerTrouble

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
PROGRAM = "from extractor.cli import main; main(prog_name='extract')"
ARTICLES = "\n".join(line(id=f"a{number}") for number in range(40))


def workers() -> list[Path]:
    """The processes this one has started that read articles."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                argv = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if int(parent) == os.getpid() and b"extractor.batch" in argv:
                found.append(entry)
    return found


def without_time(events: list[Body]) -> list[Body]:
    for event in events:
        del event["extraction"]["extracted_at"]
    return events


def test_two_processes_give_the_records_of_one(ask):
    one, _ = ask("--processes", 1, input=ARTICLES)
    two, _ = ask("--processes", 2, "--concurrency", 8, input=ARTICLES)
    assert (two.code, len(two.events)) == (0, 40)
    assert without_time(two.events) == without_time(one.events)
    assert {n: two.summary[n] for n in ("articles", "prompt")} == {"articles": 40, "prompt": 40_000}
    assert workers() == []


@pytest.mark.usefixtures("forked_workers")
def test_what_came_from_a_cache_is_counted_over_all_processes(ask, tmp_path):
    options = ("--processes", 2, "--concurrency", 8, "--cache", tmp_path / "cache")
    first, server = ask(*options, input=ARTICLES)
    assert (first.code, len(server.chats)) == (0, 40)
    assert "0 replies came from the cache" in first.stderr
    again, _ = ask(*options, "--base-url", server.url, input=ARTICLES)
    assert (again.code, len(again.events), len(server.chats)) == (0, 40, 40)
    cost = first.summary["prompt"] + first.summary["completion"]
    assert f"40 replies came from the cache; they had cost {cost:,} tokens" in again.stderr
    assert again.summary["prompt"] == 0


@pytest.mark.usefixtures("forked_workers")
def test_failures_and_their_tries_come_back_whole(ask, tmp_path):
    errors = tmp_path / "errors.jsonl"

    def script(body: Body) -> Step:
        return status(500) if "Reference a7." in asked(body) else sound(body)

    outcome, _ = ask(
        "--processes", 2, "--concurrency", 4, "--errors", errors, script=script, input=ARTICLES
    )
    assert (outcome.code, outcome.summary["events"]) == (3, 39)
    assert "failed with HTTP 500, retries too" in outcome.error
    row = json.loads(errors.read_text("utf-8"))
    assert (row["article_id"], row["stage"], row["tries"]) == ("a7", "model", 6)


def test_a_refused_key_ends_the_run_with_one_message_and_stands_in_no_command_line(
    ask, monkeypatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-verysecret-0123456789")
    lines: list[bytes] = []

    def script(_: Body) -> Step:
        lines.extend((worker / "cmdline").read_bytes() for worker in workers())
        return status(401)

    outcome, server = ask("--processes", 2, script=script, input=ARTICLES)
    assert outcome.code == 2
    assert "does not accept the key (HTTP 401)" in outcome.error
    assert len(server.chats) == 1
    assert len(lines) == 2
    assert not any(b"verysecret" in argv or b"127.0.0.1" in argv for argv in lines)


def test_a_process_that_dies_fails_its_articles_and_the_others_go_on(ask, forked_workers, tmp_path):
    lock, count = threading.Lock(), [0]
    errors = tmp_path / "errors.jsonl"

    def script(body: Body) -> Step:
        with lock:
            count[0] += 1
            if count[0] == 10:
                forked_workers[0].kill()
        return sound(body)

    outcome, _ = ask(
        *("--processes", 2, "--concurrency", 4, "--errors", errors), script=script, input=ARTICLES
    )
    assert outcome.code == 3
    rows: list[Any] = [json.loads(row) for row in errors.read_text("utf-8").splitlines()]
    assert 1 <= len(rows) <= 6
    assert {row["error"] for row in rows} == {"the process that read it has died (out of memory?)"}
    assert "--debug" not in outcome.stderr  # no fault of the program
    assert outcome.summary["events"] + len(rows) == outcome.summary["articles"] == 40


def test_processes_that_die_before_they_read_end_the_run_in_clear_lines(ask, monkeypatch):
    monkeypatch.setattr("extractor.batch.processes.program", lambda _: "import os; os._exit(1)")
    outcome, server = ask("--processes", 2, input=ARTICLES)
    assert (outcome.code, outcome.events, server.chats) == (2, [], [])
    assert outcome.errors[-1] == "every process that read articles has died"
    told = {words.partition(": ")[2] for words in outcome.errors[:-1]}
    assert told <= {"the process that read it has died (out of memory?)"}


def test_why_a_process_has_died_is_told(ask, monkeypatch):
    def lacking(module: str) -> str:
        return program(module).replace("from", "sys.modules['extractor.pipeline'] = None; from", 1)

    monkeypatch.setattr("extractor.batch.processes.program", lacking)
    outcome, _ = ask("--processes", 2, input=ARTICLES)
    *articles, last = outcome.errors
    assert (outcome.code, last) == (2, "every process that read articles has died")
    died = "the process that read it has died (ModuleNotFoundError: import of extractor.pipeline"
    assert articles
    assert all(died in words for words in articles)


def test_without_files_for_a_process_the_run_ends_in_one_line(start, tmp_path):
    few = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (10, 10))\n"
    articles = tmp_path / "articles.jsonl"
    articles.write_text(ARTICLES, encoding="utf-8")
    process = start(articles, "--processes", "4", program=few + PROGRAM)
    out, said = process.communicate(timeout=PATIENCE_S)
    words = "Error: no process that reads articles can be started: Too many open files\n"
    assert (process.returncode, out, said.decode()) == (2, b"", words)


ODD_ERRORS = (
    ("TableError", "cut off", False, TableError),
    ("PromptTooLong", "too long", False, PromptTooLong),
    ("ServerTrouble", "HTTP 500", True, ServerTrouble),
    ("Exception", "no error of ours", False, ExtractorError),
)


@pytest.mark.parametrize(("name", "words", "internal", "kind"), ODD_ERRORS)
def test_an_error_is_the_one_it_was_on_the_other_side(
    monkeypatch, scripted_server, name, words, internal, kind
):
    answers = [
        Answer(1, error=(name, words, internal), outcome_fields={"article_id": "a1", "tries": 3})
    ]

    class Worker:
        def __init__(self, order: Order) -> None:
            self.alive, self.asked, self.cache_use, self.order = True, {}, None, order

        def ask(self, _: Article) -> Future[Answer]:
            future: Future[Answer] = Future()
            future.set_result(answers[0])
            return future

        def close(self) -> None:
            self.alive = False

    monkeypatch.setattr("extractor.batch.processes._Worker", Worker)
    options = {"model": "openai/x", "base_url": scripted_server(sound).url, "console": "this one"}
    with ProcessExtractor({**options, "console": None}, count=2, concurrency=5) as made:
        outcome = made.process(Article("Nothing.", id="a1"))
        orders = [worker.order for worker in made._workers]
    assert type(outcome.error) is kind
    assert (str(outcome.error), outcome.tries, outcome.events) == (words, 3, [])
    assert isinstance(outcome.error.__cause__, RuntimeError) == internal
    assert [(one.requests, one.articles) for one in orders] == [(3, 4), (3, 4)]
    assert not any(worker.alive for worker in made._workers)
