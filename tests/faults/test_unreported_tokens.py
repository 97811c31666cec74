"""Servers that do not say what a reply took: budgets hold, and the estimate is said to be one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fault_kit import ARTICLE, EVENT, articles_in, line
from scripted_server import Body, Step, breaks_off, hangs, raw, reply, status, trickles

COUNT = 16
ALL = "tokens are estimated: the server reports none"
PART = "tokens are estimated in part: the server does not report all"
MISSING = "no such key"
USAGES: list[Any] = [
    *(MISSING, None, {}, [], "many"),
    {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
    {"prompt_tokens": -9, "completion_tokens": "x"},
    {"prompt_tokens": 3, "completion_tokens": 0},
    {"total_tokens": 12},
]


SAID = json.dumps({"events": [EVENT], "statements": []})
"""What a sound model says."""


def answers(content: str | None, usage: Any = MISSING, ended: str = "stop", **more: Any) -> Step:
    """A chat completion with this usage, or with none."""
    message = {"role": "assistant", "content": content, **more}
    body: Body = {"choices": [{"index": 0, "message": message, "finish_reason": ended}]}
    if usage is not MISSING:
        body["usage"] = usage
    return raw(json.dumps(body).encode())


def silent(body: Body) -> Step:
    """A sound reply without a count."""
    return answers(SAID)


@pytest.mark.parametrize("usage", USAGES, ids=str)
def test_tokens_that_are_not_told_or_cannot_be_are_estimated_and_said_to_be(ask, usage):
    entries = "\n".join(line(id=f"a{n}") for n in range(3))
    outcome, server = ask(script=lambda body: answers(SAID, usage), input=entries)
    assert outcome.code == 0
    lines = outcome.stderr.splitlines()
    assert lines.count(f"Note: {ALL}") == 1
    assert f"; {ALL}; " in lines[-1]
    sent = sum(len(m["content"]) for body in server.chats for m in body["messages"])
    assert sent / 5 < outcome.summary["prompt"]
    assert outcome.summary["completion"] >= 3
    assert len(outcome.events) == 3
    for event in outcome.events:
        assert event["extraction"]["warnings"].count(ALL) == 1
        assert event["extraction"]["tokens"]["prompt"] > 300


def test_tokens_that_are_told_are_not_said_to_be_estimated(ask):
    outcome, _ = ask(input=line())
    assert "estimated" not in outcome.stderr
    assert "estimated" not in outcome.stdout


@pytest.mark.parametrize("usage", USAGES, ids=str)
def test_a_budget_of_tokens_holds_without_a_count(ask, articles, tmp_path, usage):
    events = tmp_path / "events.jsonl"
    options = (articles, "-o", events, "--concurrency", 2)
    outcome, server = ask(
        *options, "--budget-tokens", "40k", script=lambda body: answers(SAID, usage)
    )
    assert outcome.code == 3
    assert "the budget has no room for another article: " in outcome.error
    assert outcome.error.endswith(f" tokens are spent; {ALL}")
    spent = outcome.summary["prompt"] + outcome.summary["completion"]
    assert spent <= 40_000
    assert 2 <= len(server.chats) < COUNT / 2
    assert outcome.summary["events"] == len(server.chats)
    again, server = ask(*options, "--resume", "--budget-tokens", "40k", script=silent)
    assert (again.code, server.chats) == (3, [])
    rest, _ = ask(*options, "--resume", "--budget-tokens", "1M", script=silent)
    assert rest.code == 0
    assert len(events.read_text("utf-8").splitlines()) == COUNT


def test_a_budget_of_dollars_holds_without_a_count(ask, articles, tmp_path):
    prices = tmp_path / "prices.csv"
    prices.write_text("model,prompt,cached,completion\nopenai/x,1000,0,1000\n")
    options = (articles, "--prices", prices, "--budget-usd", "40", "--concurrency", 1)
    outcome, server = ask(*options, script=silent)
    assert outcome.code == 3
    assert outcome.error.endswith(f" of $40.00 are spent; {ALL}")
    assert 2 <= len(server.chats) < COUNT / 2


def test_a_discount_that_cannot_be_does_not_lift_a_budget(ask, articles, tmp_path):
    prices = tmp_path / "prices.csv"
    prices.write_text("model,prompt,cached,completion\nopenai/x,1000,500,1000\n")
    usage = {"prompt_tokens": 500, "completion_tokens": 100, "total_tokens": 600}
    usage |= {"prompt_tokens_details": {"cached_tokens": -(10**9)}}
    options = (articles, "--prices", prices, "--budget-usd", "3", "--concurrency", 1)
    outcome, server = ask(*options, script=lambda body: answers(SAID, usage))
    assert outcome.code == 3
    assert len(server.chats) == 5


@pytest.mark.parametrize(
    ("step", "tries", "budget"),
    [
        (answers(None, refusal="I cannot help with that."), 1, 50_000),
        (answers(""), 2, 100_000),
        (answers('{"events": [{"sen', ended="length"), 4, 1_000_000),
        (answers("As you wish!"), 2, 100_000),
        (raw(b"<html>gateway</html>", content_type="text/html"), 1, 100_000),
        (raw(b"[]"), 1, 100_000),
        (breaks_off(), 3, 200_000),
    ],
    ids=["refused", "empty", "cut", "no JSON", "a page", "a list", "broken off"],
)
def test_replies_that_are_of_no_use_are_charged_too(ask, articles, step, tries, budget):
    """Nothing is read at all, and yet the run ends where its budget does."""
    options = (articles, "--concurrency", 1, "--budget-tokens", budget)
    outcome, server = ask(*options, script=lambda _: step)
    assert outcome.code in (2, 3)
    assert "the budget has no room for another article: " in outcome.stderr
    assert outcome.events == []
    assert tries <= len(server.chats) < COUNT * tries
    assert outcome.summary["prompt"] + outcome.summary["completion"] <= budget


def test_a_budget_holds_over_runs_in_which_all_fails(ask, articles, tmp_path):
    """The same command in a loop, and a model that refuses everything."""
    options = (articles, "-o", tmp_path / "e.jsonl", "--resume", "--concurrency", 1)
    options += ("--budget-tokens", "50k")
    refusal = answers(None, refusal="I cannot help with that.")
    first, server = ask(*options, script=lambda _: refusal)
    assert (first.code, len(server.chats) > 1) == (3, True)
    for _ in range(2):
        again, server = ask(*options, script=lambda _: refusal)
        assert (again.code, server.chats) == (3, [])
        assert "the budget has no room for another article: " in again.error
    rest, server = ask(*options[:-1], "1M", script=silent)
    assert (rest.code, rest.summary["events"]) == (0, COUNT)


def test_what_a_server_that_never_answers_costs_counts_in_the_next_run(ask, articles, tmp_path):
    """So long that it is taken for dead: its articles are left undone, and were paid for."""
    options = (articles, "-o", tmp_path / "e.jsonl", "--resume", "--concurrency", 1)
    _, server = ask(*options, "--timeout", "0.3", script=lambda _: hangs())
    asked = len(server.chats)
    assert asked >= 10
    again, server = ask(*options, "--budget-tokens", asked * 1000, script=silent)
    assert (again.code, server.chats) == (3, [])


@pytest.mark.parametrize("step", [hangs(), trickles()], ids=["hangs", "trickles"])
def test_a_reply_that_does_not_come_in_time_is_charged(ask, step):
    outcome, _ = ask("--timeout", "0.3", script=lambda _: step, input=line())
    assert outcome.code == 3
    assert "no reply from" in outcome.stderr
    assert outcome.summary["completion"] >= 1000


@pytest.mark.parametrize("code", [400, 429, 500])
def test_an_error_status_costs_nothing(ask, code, tmp_path):
    errors = tmp_path / "errors.jsonl"
    ask("--errors", errors, script=lambda _: status(code), input=line())
    (row,) = map(json.loads, errors.read_text("utf-8").splitlines())
    assert row["tokens"] == {"prompt": 0, "cached": 0, "completion": 0, "estimated": 0}


def test_a_server_that_counts_now_and_then_is_estimated_in_part(ask):
    turns = iter([answers(SAID)])
    usage = {"prompt_tokens": 500, "completion_tokens": 80, "total_tokens": 580}
    entries = "\n".join(line(id=f"a{n}") for n in range(3))
    outcome, _ = ask(
        "--concurrency",
        1,
        script=lambda body: next(turns, None) or answers(SAID, usage),
        input=entries,
    )
    warnings = [event["extraction"]["warnings"] for event in outcome.events]
    assert [ALL in found for found in warnings] == [True, False, False]
    assert f"; {PART}; " in outcome.stderr.splitlines()[-1]


@pytest.mark.usefixtures("forked_workers")
def test_processes_say_that_tokens_are_estimated(ask, articles):
    outcome, server = ask(
        *(articles, "--processes", 2, "--concurrency", 4, "--budget-tokens", "40k"), script=silent
    )
    assert outcome.code == 3
    assert f"; {ALL}; " in outcome.stderr.splitlines()[-1]
    assert len(server.chats) < COUNT
    assert all(ALL in event["extraction"]["warnings"] for event in outcome.events)


def test_a_cached_reply_is_neither_charged_nor_estimated_again(ask, articles, tmp_path):
    options = (articles, "--cache", tmp_path / "cache")
    first, server = ask(*options, script=silent)
    again, _ = ask(*options, "--base-url", server.url, script=silent)
    assert first.summary["prompt"] > 0
    assert again.summary["prompt"] == 0
    assert "estimated" not in again.stderr


def test_a_reply_with_a_count_and_nothing_else_is_believed(ask):
    outcome, _ = ask(script=lambda _: reply({"role": "assistant", "content": ""}), input=line())
    assert outcome.summary["prompt"] == 2000
    assert "estimated" not in outcome.stderr


def test_an_article_larger_than_the_budget_is_not_begun(ask, tmp_path):
    """The mean of small articles says nothing of a large one behind them."""
    small = [line(id=f"a{n}") for n in range(3)]
    large = line(id="large", text=f"{ARTICLE} The council spoke of bread. " * 800)
    outcome, server = ask(
        *("--concurrency", 1, "--budget-tokens", "30k"),
        script=silent,
        input="\n".join([*small, large]),
    )
    assert outcome.code == 3
    assert "the budget has no room for another article" in outcome.error
    assert len(server.chats) == 3
    assert outcome.summary["prompt"] + outcome.summary["completion"] <= 30_000


def test_articles_that_are_done_already_need_no_budget(ask, tmp_path):
    path, events = articles_in(tmp_path / "a.jsonl", 3), tmp_path / "events.jsonl"
    first, _ = ask(path, "-o", events, script=silent)
    again, server = ask(path, "-o", events, "--resume", "--budget-tokens", "10", script=silent)
    assert (first.code, again.code) == (0, 0)
    assert server.chats == []
    assert again.summary["before"] == 3


def test_a_prompt_that_a_filter_refuses_is_charged_without_a_reply(ask, tmp_path):
    errors = tmp_path / "errors.jsonl"
    step = status(400, error={"code": "content_filter", "message": "flagged by the filter"})
    outcome, _ = ask("--errors", errors, script=lambda _: step, input=line())
    assert outcome.summary["refused"] == 1
    (row,) = map(json.loads, errors.read_text("utf-8").splitlines())
    assert row["tokens"]["prompt"] == row["tokens"]["estimated"] > 1000
    assert row["tokens"]["completion"] == 0


@pytest.mark.parametrize("amount", ["nan", "inf"])
def test_what_is_no_amount_of_money_is_no_budget(ask, amount):
    outcome, server = ask("--budget-usd", amount, script=lambda _: status(500), input=line())
    assert outcome.code == 2
    assert f"{amount} is no amount of dollars" in outcome.error
    assert server.chats == []
