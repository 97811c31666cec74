"""The WikiEvents adapter, on an article written for these tests."""

from __future__ import annotations

import json

import pytest
from sample_events import sample_event

from evals.running import Read
from evals.wikievents import figures, main, read_articles

SENTENCES = ["A bomb killed two farmers in Kano .", "The trial began ."]
ENTITIES = [("T1", 1, 2), ("T2", 4, 5), ("T3", 6, 7)]


@pytest.fixture
def gold(tmp_path):
    tokens = [word for sentence in SENTENCES for word in sentence.split()]
    value = {
        "doc_id": "x",
        "text": "".join(SENTENCES),
        "tokens": tokens,
        "sentences": [[[], sentence] for sentence in SENTENCES],
        "entity_mentions": [{"id": i, "start": a, "end": b} for i, a, b in ENTITIES],
        "event_mentions": [
            {
                "event_type": "Life.Die.Unspecified",
                "trigger": {"start": 2, "end": 3},
                "arguments": [
                    {"role": "Victim", "entity_id": "T2"},
                    {"role": "Place", "entity_id": "T3"},
                    {"role": "Instrument", "entity_id": "T1"},
                ],
            },
            {"event_type": "Justice.TrialHearing.Unspecified",
             "trigger": {"start": 9, "end": 10}, "arguments": []},
        ],
    }  # fmt: skip
    path = tmp_path / "wikievents" / "dev.jsonl"
    path.parent.mkdir()
    path.write_text(json.dumps(value) + "\n", encoding="utf-8")
    (one,) = read_articles(path)
    return one


def evidence(gold, words):
    start = gold.article.text.index(words)
    return [{"start": start, "end": start + len(words), "text": words}]


def test_spans_are_found_again_in_the_text(gold):
    assert [one.text for one in gold.triggers] == ["killed"]  # the trial is not ours
    assert gold.arguments["target"][0].text == "farmers"
    for spans in gold.arguments.values():
        assert all(gold.article.text[one.start : one.end] == one.text for one in spans)


def test_fillers_and_sentences_are_compared_with_arguments_and_triggers(gold):
    def actor(role, words):
        return {"role": role, "name": "X", "kind": "Civilians", "text": words,
                "evidence": evidence(gold, words)}  # fmt: skip

    ours = sample_event(
        actors=[actor("target", "two farmers"), actor("perpetrator", "The trial")],
        location={"evidence": evidence(gold, "Kano"), "text": "Kano"},
        trigger={"text": "killed", "evidence": evidence(gold, "killed")},
    )
    trial = sample_event(trigger={"text": "trial", "evidence": evidence(gold, "trial")})
    found = figures([gold], [Read("x", [ours, trial])])
    assert found["target_f1"] == 1 and found["place_f1"] == 1 and found["weapon_recall"] == 0
    assert found["perpetrator_precision"] == 0
    assert found["arguments_recall"] == pytest.approx(2 / 3)
    assert (found["event_recall"], found["event_precision"]) == (1, 0.5)


def test_it_runs_over_the_collection(gold, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXTRACT_EVAL_DATA", str(tmp_path))
    monkeypatch.setattr("evals.wikievents.read_all", lambda articles, run: [Read("x")])
    assert main(["--json", "out.json"]) == 0
    assert "arguments_f1" in capsys.readouterr().out
    assert json.loads((tmp_path / "out.json").read_text())["figures"]["articles"] == 1
