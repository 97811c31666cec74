"""Replies that are remembered by the hash of what was asked."""

from __future__ import annotations

import json

import pytest
from pydantic import BaseModel

from evals.replies import RememberingModel, Replies
from extractor.errors import ModelReplyError, ModelUnavailable
from extractor.models.protocol import Answer
from extractor.models.usage import SpendingModel
from extractor.reading import Tokens


class Thing(BaseModel):
    name: str


class Asked(SpendingModel):
    """A model that counts and answers with the question's last word."""

    def __init__(self):
        super().__init__("local:tiny", "questions")
        self.questions = []

    def ask(self, messages, *, max_tokens, grammar=None, choices=None, logprobs=False):
        self.questions.append(messages[-1]["content"])
        tokens = self._spend(Tokens(10, 4, 2))
        if "fail" in self.questions[-1]:
            raise ModelReplyError("none of the choices")
        return Answer(self.questions[-1].split()[-1], tokens, 0.5)

    def structured(self, messages, response_model, *, max_tokens, most_tokens=None):
        return response_model(name="x"), self._spend(Tokens(7, 0, 3))

    def count_tokens(self, text):
        return len(text)


def remembering(path, model=None):
    return RememberingModel(Replies(path), model, name="local:tiny", default_reader="questions")


def ask(model, words, **more):
    return model.ask([{"role": "user", "content": words}], max_tokens=8, **more)


def test_the_same_question_is_asked_once_and_counts_each_time(tmp_path):
    asked = Asked()
    for _ in range(2):
        model = remembering(tmp_path / "r.jsonl", asked)
        answer = ask(model, "who did it")
        assert (answer.text, answer.probability) == ("it", 0.5)
        assert model.spent == Tokens(10, 4, 2)
    assert asked.questions == ["who did it"]


def test_no_word_of_what_was_asked_is_kept(tmp_path):
    ask(remembering(tmp_path / "r.jsonl", Asked()), "Seventeen farmers of Kano")
    kept = (tmp_path / "r.jsonl").read_text()
    assert "Seventeen" not in kept and len(json.loads(kept)["request"]) == 64


def test_anything_that_is_asked_otherwise_is_another_request(tmp_path):
    asked = Asked()
    model = remembering(tmp_path / "r.jsonl", asked)
    ask(model, "a b")
    ask(model, "a b", grammar="g")
    ask(model, "a b", choices=["b"])
    ask(model, "a b", logprobs=True)
    assert len(asked.questions) == 4


def test_without_a_model_a_missing_reply_is_loud_and_says_what_to_do(tmp_path):
    with pytest.raises(ModelUnavailable, match="make eval-record"):
        ask(remembering(tmp_path / "r.jsonl"), "new")


def test_an_unusable_reply_is_remembered_as_one(tmp_path):
    with pytest.raises(ModelReplyError):
        ask(remembering(tmp_path / "r.jsonl", Asked()), "fail")
    model = remembering(tmp_path / "r.jsonl")
    with pytest.raises(ModelReplyError, match="none of the choices"):
        ask(model, "fail")
    assert model.spent == Tokens(10, 4, 2)


def test_structured_replies_are_remembered_too(tmp_path):
    messages = [{"role": "user", "content": "x"}]
    first = remembering(tmp_path / "r.jsonl", Asked()).structured(messages, Thing, max_tokens=9)
    again = remembering(tmp_path / "r.jsonl").structured(messages, Thing, max_tokens=9)
    assert first == again == (Thing(name="x"), Tokens(7, 0, 3))


def test_a_line_cut_by_a_kill_is_asked_again_and_the_others_are_kept(tmp_path):
    path = tmp_path / "r.jsonl"
    model = remembering(path, Asked())
    ask(model, "one")
    ask(model, "two")
    path.write_bytes(path.read_bytes()[:-20])
    asked = Asked()
    model = remembering(path, asked)
    ask(model, "one")
    ask(model, "two")
    assert asked.questions == ["two"]
    assert len(Replies(path)) == 2


def test_only_what_was_used_is_written_in_an_order_of_its_own(tmp_path):
    model = remembering(tmp_path / "r.jsonl", Asked())
    for words in ("one", "two", "three"):
        ask(model, words)
    replies = Replies(tmp_path / "r.jsonl")
    again = RememberingModel(replies, None, name="local:tiny", default_reader="questions")
    ask(again, "two")
    ask(again, "one")
    assert replies.write_used(tmp_path / "kept.jsonl") == 2
    requests = [json.loads(line)["request"] for line in (tmp_path / "kept.jsonl").open()]
    assert requests == sorted(requests)
