"""Figures written into the page by a command."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from evals import suite
from evals.publish import NOTES, publish, table, written

PAGE = Path(__file__).parents[2] / "docs" / "figures.md"
RESULT = {
    "eval": "case2021-odd", "date": "2026-11-23", "version": "0.1.0", "machine": "A, 2 cores",
    "figures": {"snippets": 424, "weighted_f1": 0.6712},
}  # fmt: skip


def test_a_table_says_when_and_on_what_and_what_was_set_out_for():
    shown = table(RESULT)
    assert shown.startswith("case2021-odd, 2026-11-23, version 0.1.0, A, 2 cores\n")
    assert "| snippets | 424 |  |" in shown
    assert "| weighted_f1 | 0.671 | 0.8 |" in shown
    assert "| a rule |" not in table(RESULT)
    assert "| events dropped: not recent | 3 | |" in table(RESULT | {"dropped": {"not recent": 3}})


def test_publishing_twice_is_publishing_once_and_leaves_the_rest(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- figures case2021-odd -->\nold\n<!-- /figures -->\nb\n")
    (tmp_path / "case.json").write_text(json.dumps(RESULT))
    assert publish(tmp_path, page) == ["case2021-odd"]
    once = page.read_text()
    publish(tmp_path, page)
    assert page.read_text() == once
    assert once.startswith("a\n") and once.endswith("\nb\n") and "old" not in once


def test_the_page_says_of_each_collection_whether_it_was_seen():
    text = PAGE.read_text(encoding="utf-8")
    for name, note in NOTES.items():
        (block,) = re.findall(rf"<!-- figures {name} -->\n(.*?)<!-- /figures -->", text, re.DOTALL)
        assert note in block


def test_a_figure_published_on_other_texts_is_said_to_be_so_in_the_same_sentence():
    prose = re.sub(
        r"<!-- figures .*?<!-- /figures -->", "", PAGE.read_text("utf-8"), flags=re.DOTALL
    )
    sentences = re.split(r"(?<=[.:|])\s+", " ".join(prose.split()).replace("et al.", "and others"))
    for published in ("0.502", "0.839"):
        found = [one for one in sentences if published in one and "publishe" in one]
        assert found and all("other texts" in sentence for sentence in found)


def test_figures_without_a_place_on_the_page_are_an_error():
    with pytest.raises(ValueError, match="figures x"):
        written("", "x", "")


def test_the_page_has_a_place_for_every_evaluation():
    text = PAGE.read_text(encoding="utf-8")
    places = set(re.findall(r"<!-- figures ([\w-]+) -->", text))
    assert {name for name, _, _ in suite.runs(None)} <= places


def test_the_suite_runs_all_and_publishes_only_whole_runs(monkeypatch, tmp_path):
    ran = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(suite, "runs", lambda limit: [("a", ran.append, []),
                                                              ("b", ran.append, [])])  # fmt: skip
    monkeypatch.setattr(suite.publish, "main", lambda _: ran.append("published") or 0)
    assert suite.main(["--limit", "1"]) == 0
    assert ran == [[], []]
    assert suite.main(["--only", "b"]) == 0
    assert ran[2:] == [["--json=build/evals/results/b.json"], "published"]
