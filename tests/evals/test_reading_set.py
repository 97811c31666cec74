"""The articles of `evals/reading` and their gold fit each other."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from evals.publish import written
from evals.reading import __main__ as reading
from evals.reading.build import gold_of
from extractor.codebook.types import SubEventType

FOLDER = Path(__file__).parents[2] / "evals" / "reading"
ATTRIBUTIONS = {
    "reported_as_fact", "claimed", "accused_by_authorities", "accused", "possible", "disputed",
    "unattributed",
}  # fmt: skip
STATEMENTS = {"allegation", "denial", "claim_of_responsibility", "requested_investigation"}


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


ARTICLES = {article["id"]: article for article in lines("articles.jsonl")}
GOLD = lines("coding.jsonl")
EVENTS = [event for event in GOLD if "d" in event]


def test_every_article_has_gold_and_every_gold_line_an_article() -> None:
    assert len(ARTICLES) == len(lines("articles.jsonl")) == 25
    assert {line["article"] for line in GOLD} == set(ARTICLES)


def test_two_articles_have_no_event_and_the_bulletin_has_twenty() -> None:
    events = Counter(event["article"] for event in EVENTS)
    assert len(set(ARTICLES) - set(events)) == 2
    assert events["k13-twenty-in-a-week"] == 20


def test_words_of_the_gold_stand_in_the_article() -> None:
    missing = [
        (event["article"], word)
        for event in EVENTS
        for word in event["weapons"] + event["hit"] + event["victims"]
        if word not in ARTICLES[event["article"]]["text"]
    ]
    assert missing == []


def test_no_event_is_later_than_its_article() -> None:
    for event in EVENTS:
        assert re.match(r"\d{4}-\d\d", event["d"])
        assert event["d"][:10] <= ARTICLES[event["article"]]["published"]


def test_deaths_are_the_lowest_toll_told() -> None:
    for event in EVENTS:
        tolls = [toll["low"] for toll in event["tolls"] if toll["state"] == "killed"]
        assert event["k"] == (str(min(tolls)) if tolls else None), event["article"]


def test_types_attributions_and_statements_are_words_of_the_codebook() -> None:
    for event in EVENTS:
        for name in event["s"].split("|"):
            assert any(name in str(known) for known in SubEventType), name
        assert {doer["attribution"] for doer in event["doers"]} <= ATTRIBUTIONS
        assert {statement["kind"] for statement in event["statements"]} <= STATEMENTS


def test_the_gold_records_are_what_is_made_of_the_coders_lines() -> None:
    made = gold_of(GOLD, list(ARTICLES.values()))
    assert [one.model_dump(mode="json") for one in made] == lines("gold.jsonl")


def test_the_records_say_what_the_coder_wrote() -> None:
    made = lines("gold.jsonl")
    assert len(made) == len(EVENTS)
    for record, coded in zip(made, EVENTS, strict=True):
        killed = record["casualties"]["killed"]
        assert (killed and str(killed["coded"])) == coded["k"]
        assert [one["attribution"] for one in record["actors"] if one["role"] == "perpetrator"] == [
            one["attribution"] for one in coded["doers"]
        ]
        assert [one["text"] for one in record["weapons"]] == coded["weapons"]
        asked = [one for one in coded["statements"] if one["kind"] == "requested_investigation"]
        assert [one["investigator"] for one in record["requested_investigations"]] == [
            one["investigator"] for one in asked
        ]


def test_the_written_replies_are_scored_by_one_command_without_a_collection(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("EXTRACT_EVAL_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    assert reading.main(["--resamples", "0"]) == 0
    rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if "| " in line]
    (ours,) = (row for row in rows if "evals/reading" in row[0])
    assert float(ours[3]) > 0.95 and ours[-1] == "0 of 2 |"
    report = json.loads((tmp_path / "build" / "evals" / "reading-news.json").read_text())
    assert report["texts"] == 22 and report["cost"]["failed"] == 0
    page = "<!-- figures replies -->\nstale words\n<!-- /figures -->"
    assert "stale" not in written(page, "replies", reading.table({"reading": report}))
