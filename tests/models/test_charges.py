"""What replies are charged with: the server's count, or ours where the server has none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extractor.models.charges import charge, charge_lost
from extractor.models.transport import Reply
from extractor.reading import Tokens

SENT = {"messages": [{"role": "user", "content": "Where did it happen? " * 50}], "max_tokens": 80}
RECORDED = sorted((Path(__file__).parent.parent / "cassettes").rglob("*.yaml"))
USAGE = {"prompt_tokens": 300, "completion_tokens": 7, "total_tokens": 307}


def completion(usage: Any, said: str | None = "In Konduga.", ended: str = "stop") -> Any:
    message = {"role": "assistant", "content": said}
    body = {"choices": [{"message": message, "finish_reason": ended}], "usage": usage}
    return json.loads(json.dumps(body), object_hook=Reply)


def test_what_the_server_counts_is_charged() -> None:
    cached = USAGE | {"prompt_tokens_details": {"cached_tokens": 200}}
    assert charge(completion(USAGE), SENT) == Tokens(300, 0, 7)
    assert charge(completion(cached), SENT) == Tokens(300, 200, 7)
    assert charge(completion({"prompt_tokens": 300.0, "completion_tokens": 7.0}), SENT) == Tokens(
        300, 0, 7
    )


@pytest.mark.parametrize(
    "usage",
    [
        None,
        {},
        [],
        "many",
        True,
        {"prompt_tokens": None, "completion_tokens": None},
        {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        {"prompt_tokens": -300, "completion_tokens": -7},
        {"prompt_tokens": "300", "completion_tokens": "7"},
        {"prompt_tokens": True, "completion_tokens": True},
        {"prompt_tokens": 8, "completion_tokens": 0},
        {"prompt_tokens": 10**40, "completion_tokens": 1e200, "total_tokens": 10**40},
        {"total_tokens": 20},
    ],
)
def test_what_cannot_be_is_estimated_and_rather_too_high(usage: Any) -> None:
    tokens = charge(completion(usage), SENT)
    assert 250 <= tokens.prompt <= 600
    assert tokens.cached == 0
    assert 4 <= tokens.completion <= 12
    assert tokens.estimated == tokens.prompt + tokens.completion


def test_one_side_may_be_told_and_the_other_not() -> None:
    half = charge(completion({"prompt_tokens": 300, "completion_tokens": None}), SENT)
    assert (half.prompt, half.estimated) == (300, half.completion)
    other = charge(completion({"prompt_tokens": 0, "completion_tokens": 70}), SENT)
    assert (other.completion, other.estimated) == (70, other.prompt)
    few = charge(completion({"prompt_tokens": 0, "completion_tokens": 1}), SENT)
    assert few.completion > 3


def test_a_sum_alone_is_the_least_that_is_charged() -> None:
    tokens = charge(completion({"total_tokens": 5000}), SENT)
    assert tokens.prompt + tokens.completion == tokens.estimated == 5000


@pytest.mark.parametrize(("said", "ended"), [("", "stop"), (None, "stop"), ("In Kon", "length")])
def test_a_reply_that_is_empty_or_cut_is_charged_with_all_its_room(
    said: str | None, ended: str
) -> None:
    assert charge(completion(None, said, ended), SENT).completion == 80
    assert charge(completion(USAGE | {"completion_tokens": 1}, said, ended), SENT).completion == 1
    assert charge(completion(USAGE | {"completion_tokens": 0}, ""), SENT) == Tokens(300, 0, 0)


def test_thoughts_a_refusal_and_a_tool_count_as_text() -> None:
    plain = charge(completion(None), SENT).completion
    reply = completion(None)
    reply.choices[0].message["reasoning_content"] = "Let me see where that may be. " * 10
    assert charge(reply, SENT).completion > plain + 60
    refusal = completion(None, None)
    refusal.choices[0].message["refusal"] = "I cannot help with that."
    assert 5 <= charge(refusal, SENT).completion <= 20


def test_more_cached_than_sent_is_no_discount() -> None:
    usage = USAGE | {"prompt_tokens_details": {"cached_tokens": 10**7}}
    assert charge(completion(usage), SENT) == Tokens(300, 300, 7)


def test_a_schema_and_tools_are_part_of_the_prompt() -> None:
    schema = {"type": "object", "properties": {f"field{n}": {"type": "string"} for n in range(40)}}
    more = SENT | {"response_format": {"type": "json_schema", "json_schema": {"schema": schema}}}
    assert charge_lost(more).prompt > charge_lost(SENT).prompt + 300
    lost = charge_lost(SENT)
    assert (lost.completion, lost.estimated) == (80, lost.prompt + 80)


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_an_estimate_is_never_below_what_a_real_model_counted(path: Path) -> None:
    for exchange in yaml.safe_load(path.read_text("utf-8"))["interactions"]:
        sent, body = exchange["request"]["body"], exchange["response"]["body"]
        sent = json.loads(sent) if isinstance(sent, str) else sent
        if not sent:
            continue
        text = body.get("string", body) if "choices" not in body else body
        reply = json.loads(text if isinstance(text, str) else json.dumps(text), object_hook=Reply)
        counted = charge(reply, sent)
        assert counted.estimated == 0
        del reply["usage"]
        estimated = charge(reply, sent)
        assert estimated.prompt >= counted.prompt
        assert estimated.completion >= counted.completion


NAMES = st.sampled_from(
    [
        "usage",
        "choices",
        "message",
        "content",
        "prompt_tokens",
        "completion_tokens",
        "total_tokens",
        "input_tokens",
        "output_tokens",
        "prompt_tokens_details",
        "cached_tokens",
    ]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(anything)
def test_whatever_a_server_sends_is_charged_with_something(body: Any) -> None:
    reply = json.loads(json.dumps(body), object_hook=Reply)
    tokens = charge(reply, SENT)
    assert tokens.prompt >= 1
    assert 0 <= tokens.cached <= tokens.prompt
    assert tokens.completion >= 0
    assert 0 <= tokens.estimated <= tokens.prompt + tokens.completion
