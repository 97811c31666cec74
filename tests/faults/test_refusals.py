"""A model that declines and a filter that blocks: named so, counted apart, asked once."""

from __future__ import annotations

import json

import pytest
from batch_server import BatchServer, completion
from click.testing import CliRunner
from fault_kit import ARTICLE, EVENT, STATEMENT, asked, line, sound
from scripted_server import cut, reply, status, text

from extractor.cli import main

TOWNS = ("Konduga", "Damboa", "Gwoza", "Bama")
ARTICLES = "\n".join(line(id=town, text=ARTICLE.replace("Konduga", town)) for town in TOWNS)
DECLINED = reply({"role": "assistant", "content": None, "refusal": "I can't help with\nthat."})
FILTERED = reply({"role": "assistant", "content": ""}, finish_reason="content_filter")
BLOCKED = status(
    400,
    error={"code": "content_filter", "message": "The prompt triggered the content filter."},
)


def touchy(body):
    """Declines Damboa, blocks Gwoza, answers the others."""
    for town, step in (("Damboa", DECLINED), ("Gwoza", BLOCKED)):
        if town in asked(body):
            return step
    return sound(body)


@pytest.mark.usefixtures("forked_workers")
@pytest.mark.parametrize("processes", [1, 2])
def test_refusals_are_counted_apart_and_make_exit_code_3(ask, tmp_path, processes):
    errors = tmp_path / "errors.jsonl"
    outcome, _ = ask(
        *("--errors", errors, "--processes", processes, "--concurrency", 4),
        script=touchy,
        input=ARTICLES,
    )
    assert outcome.code == 3
    assert "4 articles, 2 events, 2 refused by the model; " in outcome.stderr
    assert outcome.ids == ["Konduga", "Bama"]
    assert "refused to read this article: I can't help with that." in outcome.stderr
    assert "a safety filter of openai/x" in outcome.stderr
    rows = [json.loads(row) for row in errors.read_text().splitlines()]
    assert {row["article_id"] for row in rows} == {"Damboa", "Gwoza"}
    assert {row["stage"] for row in rows} == {"model"}


@pytest.mark.parametrize("step", [DECLINED, FILTERED, BLOCKED])
def test_what_is_refused_is_asked_once(ask, step):
    outcome, server = ask(script=lambda _: step, input=line())
    assert (outcome.code, outcome.summary["refused"]) == (3, 1)
    assert len(server.chats) == 1


WORDS = "I'm sorry, but I can't help with that. " + "It shows violence. " * 30


def test_a_refusal_in_plain_words_is_one(ask):
    """Asked once, quoted, charged, and no reason to take the server for dead."""
    articles = "\n".join(line(id=str(n), text=f"{ARTICLE}Reference {n}.") for n in range(30))
    outcome, server = ask("--concurrency", 2, script=lambda _: text(WORDS), input=articles)
    assert (outcome.code, outcome.summary["refused"], outcome.summary["failed"]) == (3, 30, 0)
    assert len(server.chats) == 30
    assert f"refused to read this article: {WORDS[:200]}…" in outcome.errors[0]
    assert outcome.summary["prompt"] == 30 * 1000


def test_a_refusal_at_the_second_try_ends_them(ask):
    turns = iter([text("By: Gunmen"), text("I cannot assist with this request.")])
    outcome, server = ask(script=lambda _: next(turns), input=line())
    assert (outcome.summary["refused"], len(server.chats)) == (1, 2)
    assert outcome.summary["prompt"] == 2000


def test_failures_and_refusals_are_both_told(ask):
    def script(body):
        return status(400) if "Bama" in asked(body) else touchy(body)

    outcome, _ = ask(script=script, input=ARTICLES)
    assert (outcome.summary["failed"], outcome.summary["refused"]) == (1, 2)


def test_many_refusals_in_a_row_are_no_dead_server(ask):
    articles = "\n".join(line(id=str(n), text=f"{ARTICLE}Reference {n}.") for n in range(40))
    outcome, _ = ask("--concurrency", 2, script=lambda _: DECLINED, input=articles)
    assert outcome.summary["refused"] == 40
    assert "in a row failed" not in outcome.stderr


def test_another_model_may_retry_what_one_refused(ask, extract, scripted_server, tmp_path):
    events, errors = tmp_path / "events.jsonl", tmp_path / "errors.jsonl"
    ask("-o", events, "--errors", errors, script=touchy, input=ARTICLES)
    braver, others = scripted_server(sound), tmp_path / "others.jsonl"
    to = ("--model", "openai/braver", "--base-url", braver.url)
    again = extract("retry", errors, "-o", others, *to)
    assert (again.code, again.summary["articles"]) == (0, 2)
    assert len(others.read_text().splitlines()) == 2
    assert errors.read_text() == ""


def test_a_refusal_is_no_reason_to_keep_a_reply(ask, tmp_path):
    cache = tmp_path / "cache"
    ask("--cache", cache, script=lambda _: DECLINED, input=line())
    outcome, server = ask("--cache", cache, input=line())
    assert outcome.code == 0
    assert len(server.chats) == 1


def test_a_batch_api_is_not_asked_again_for_what_was_refused(tmp_path):
    said = json.dumps({"events": [EVENT], "statements": [STATEMENT]})

    def model(body):
        if "Damboa" in asked(body):
            declined = completion("")
            declined["choices"][0]["message"] = {"role": "assistant", "refusal": "I won't."}
            return declined
        if "Gwoza" in asked(body):
            return {"status": 400, "message": "The prompt was flagged by the safety system."}
        if "Bama" in asked(body):
            return completion("I can't help with that.")
        return completion(said)

    path, job = tmp_path / "articles.jsonl", tmp_path / "job"
    path.write_text(ARTICLES)
    with BatchServer(model) as server:
        to = ("--job", str(job), "--model", "openai/x", "--base-url", server.url)
        run = CliRunner().invoke
        assert run(main, ["batch", "submit", str(path), *to]).exit_code == 0
        server.finish()
        done = run(main, ["batch", "collect", str(job)])
        assert done.exit_code == 3
        assert ", 3 refused by the model;" in done.stderr
        assert len(server.sent()) == 4
        assert run(main, ["batch", "collect", str(job)]).exit_code == 3
        assert len(server.sent()) == 4
    rows = [json.loads(row) for row in (job / "failures.jsonl").read_text().splitlines()]
    assert "refused to read this article: I won't." in rows[0]["error"]
    assert "a safety filter of openai/x" in rows[1]["error"]
    assert "refused to read this article: I can't help with that." in rows[2]["error"]


def test_a_reply_that_was_cut_off_comes_whole_with_more_room(ask):
    def script(body):
        whole = body["max_tokens"] > 9000
        return sound(body) if whole else cut('{"events": [{"sen')

    outcome, server = ask(script=script, input=line())
    assert (outcome.code, len(outcome.events)) == (0, 1)
    rooms = [body["max_tokens"] for body in server.chats]
    assert rooms[1] == 2 * rooms[0]
    assert outcome.summary["prompt"] == 2000  # both were paid for
