"""The comparison with peers: what they say becomes records by our code; nothing is asked here."""

from __future__ import annotations

import json

import pytest

from benchmarks import peers
from benchmarks.peer_systems import EXAMPLES, KINDS, LangExtract, PeerEvent, Record, Spent, counted
from evals.muc_keys import Message
from evals.publish import DOCS
from extractor import Article

TEXT = "Lima, 23 Aug 88 (EFE) -- [Text] Rebels killed two farmers in Ayacucho yesterday."
EVENT = PeerEvent(
    "Attack", when="yesterday", where="Ayacucho", perpetrators=["Rebels", "ghosts"],
    targets=["two farmers"], killed="two farmers",
)  # fmt: skip


def test_a_peers_words_are_resolved_and_coded_as_ours_are():
    (record,) = peers.coded(Article(TEXT), [EVENT])
    assert record.sub_event_type.value == "Attack"
    assert record.date.start.isoformat() == "1988-08-22"
    assert record.location.country == "Peru" and record.location.name == "Ayacucho"
    assert record.perpetrators[0].text == "Rebels"


def test_words_that_are_not_in_the_article_count_against_their_share(tmp_path, monkeypatch):
    monkeypatch.setattr(peers, "FOLDER", tmp_path)
    message = Message(Article(TEXT, id="x"))
    value = peers.one_article(Given([EVENT]), message.article)
    cut = '{"article": "y", "sec'
    (tmp_path / "instructor.jsonl").write_text(json.dumps(value) + "\n" + cut)
    row = peers.row("instructor", [message, Message(Article("unread", id="y"))])
    assert row["articles"] == 1 and row["in_text"] == pytest.approx(5 / 6)
    assert row["relevance_f1"] == 0 and row["prompt"] == 7
    shown = peers.table({"instructor": row})
    assert "| values that stand in the text | 0.833 |" in shown


class Given:
    def __init__(self, events):
        self.events = events

    def read(self, article, spent):
        spent.prompt += 7
        if self.events is None:
            raise TimeoutError("no answer")
        return self.events


def test_a_peers_error_is_its_result_and_not_the_runs():
    value = peers.one_article(Given(None), Article(TEXT, id="x"))
    assert value["error"] == "TimeoutError: no answer" and value["records"] == []


def test_tokens_of_every_call_are_counted():
    class Reply:
        class usage:
            prompt_tokens, completion_tokens = 5, 3

    spent = Spent()
    create = counted(lambda **_: Reply(), spent)
    create(model="x")
    create(model="x")
    assert (spent.prompt, spent.completion, spent.calls) == (10, 6, 2)


def test_langextracts_attributes_become_words_whatever_their_shape():
    event = LangExtract._event({"sub_event_type": "Sabotage", "where": ["Lima", "Peru"],
                                "weapons": "a bomb", "killed": None})  # fmt: skip
    assert event.sub_event_type == "Other" and event.where == "Lima, Peru"
    assert event.weapons == ["a bomb"] and event.killed is None


def test_the_examples_hold_what_they_say():
    for text, found in EXAMPLES:
        for words, attributes in found:
            assert words in text and attributes["sub_event_type"] in KINDS
            said = [v for k, v in attributes.items() if k != "sub_event_type"]
            flat = [one for v in said for one in (v if isinstance(v, list) else [v])]
            assert all(one in text for one in flat)


def test_both_peers_are_asked_for_the_same_values():
    asked = set(Record.model_json_schema()["$defs"]["Event"]["properties"])
    shown = {name for _, found in EXAMPLES for _, attributes in found for name in attributes}
    assert asked == shown
    assert "<!-- figures peers -->" in DOCS.read_text(encoding="utf-8")
