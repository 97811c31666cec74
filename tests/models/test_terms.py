"""What a server takes is learnt from what it refuses, once, for servers of one's own too."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from provider_fakes import error, openness
from pydantic import BaseModel, Field
from scripted_server import Body, ScriptedServer, Step, cut, reply, says, text

from extractor.errors import ModelReplyError
from extractor.models import Model, open_model
from extractor.models.embedded import local_client
from extractor.models.faults import PromptTooLong
from extractor.models.spec import HostedSpec
from extractor.models.terms import Room, Terms
from extractor.models.transport import ErrorStatus
from extractor.models.wires import wire_of
from extractor.reading import Tokens

Start = Callable[..., ScriptedServer]
QUESTION = [{"role": "system", "content": "Read."}, {"role": "user", "content": "Where?"}]
FITS = '{"place": "Mosul", "names": []}'


class Named(BaseModel):
    place: str = Field(max_length=40)
    names: list[str] = Field(max_length=3)


def own(server: ScriptedServer, provider: str = "openai") -> Model:
    return open_model(f"{provider}/served", base_url=server.url)


def structured(model: Model, **options: Any) -> tuple[Named, Tokens]:
    return model.structured(QUESTION, Named, **{"max_tokens": 300, **options})


def kind(body: Body) -> str | None:
    """How a structure was asked for."""
    shape = body.get("response_format") or {"type": None}
    if shape["type"] != "json_schema":
        return shape["type"]
    return "strict" if shape["json_schema"].get("strict") else "schema"


# Forms ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_a_server_of_ones_own_keeps_the_limits_of_the_schema(
    scripted_server: Start, provider: str
) -> None:
    server = scripted_server([text(FITS)])
    structured(own(server, provider))
    schema = server.chats[0]["response_format"]["json_schema"]["schema"]
    assert schema["properties"]["place"] == {"type": "string", "maxLength": 40}
    assert schema["properties"]["names"]["maxItems"] == 3
    assert openness(schema, {"title", "default"}) is None


def test_a_gateway_to_openai_gets_a_schema_without_limits_that_tells_them(
    scripted_server: Start,
) -> None:
    def gateway(body: Body) -> Step:
        wrong = openness(body["response_format"]["json_schema"]["schema"])
        words = f"Invalid schema for response_format 'Named': In context=(), {wrong}."
        return error(words, param="response_format") if wrong else text(FITS)

    server = scripted_server(gateway)
    assert structured(own(server))[0].place == "Mosul"
    schema = server.chats[-1]["response_format"]["json_schema"]["schema"]
    assert schema["properties"]["names"]["description"] == "at most 3 items"
    assert [kind(body) for body in server.chats] == ["strict", "strict"]


NOT_TAKEN = {
    "strict": (
        lambda body: kind(body) == "strict",
        "Unknown parameter: 'response_format.json_schema.strict'.",
        "schema",
    ),
    "vllm": (
        lambda body: kind(body) in ("strict", "schema"),
        "The provided JSON schema contains features not supported by xgrammar.",
        "json_object",
    ),
    "tgi": (
        lambda body: kind(body) in ("strict", "schema"),
        "response_format: unknown variant `json_schema`, expected `json_object`",
        "json_object",
    ),
    "none": (
        lambda body: kind(body) is not None,
        "Extra inputs are not permitted, field: 'response_format'",
        None,
    ),
}


@pytest.mark.parametrize("name", NOT_TAKEN)
@pytest.mark.parametrize("status", [400, 422])
def test_a_form_that_is_refused_gives_way_to_the_next_weaker_one_for_good(
    scripted_server: Start, name: str, status: int
) -> None:
    refused, words, left = NOT_TAKEN[name]
    server = scripted_server(
        lambda body: error(words, status=status) if refused(body) else text(FITS)
    )
    model = own(server)
    assert structured(model)[0].place == "Mosul"
    count = len(server.chats)
    structured(model)
    assert len(server.chats) == count + 1
    assert kind(server.chats[-1]) == left
    told = "JSON Schema" in server.chats[-1]["messages"][0]["content"]
    assert told == (left in (None, "json_object"))


@pytest.mark.parametrize(
    "words",
    ["Bad request", "The model is overloaded", "messages: roles must alternate", "no such tenant"],
)
def test_a_refusal_of_something_else_is_not_tried_in_other_ways(
    scripted_server: Start, words: str
) -> None:
    server = scripted_server(lambda _: error(words, status=400))
    with pytest.raises(ModelReplyError, match=f"HTTP 400: {words}"):
        structured(own(server))
    assert len(server.chats) == 1


@settings(max_examples=200, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            [
                *("unsupported", "temperature", "seed", "max_tokens", "max_completion_tokens"),
                *("response_format", "json_schema", "must be at most 299", "context length is 900"),
                *("400 input tokens", "No endpoints found", "invalid", "schema"),
                "Could not finish the message because max_tokens was reached",
            ]
        ),
        max_size=8,
    ),
    status=st.sampled_from([400, 404, 422]),
)
def test_a_server_that_refuses_everything_is_not_asked_for_ever(
    words: list[str], status: int
) -> None:
    spec = HostedSpec("openai", "x", "http://127.0.0.1:1/v1")
    terms = Terms(wire_of(spec, "key"), None)
    refusal, room = ErrorStatus(status, {"error": {"message": " ".join(words)}}, {}), Room(300)
    for _ in range(20):
        _, shape = terms.shape(QUESTION, Named, room)
        if not terms.learn(refusal, {**terms.options(room), **shape}, room):
            return
    raise AssertionError("still asking")


def test_a_server_that_drops_the_schema_without_a_word_is_told_it_at_the_second_try(
    scripted_server: Start,
) -> None:
    def deaf(body: Body) -> Step:
        told = "JSON Schema" in body["messages"][0]["content"]
        return text(FITS if told else "It happened in Mosul.")

    server = scripted_server(deaf)
    assert structured(own(server))[0].place == "Mosul"
    assert len(server.chats) == 2


def test_a_model_that_takes_any_key_is_asked_for_without_strictness(
    scripted_server: Start,
) -> None:
    class Open(BaseModel):
        counts: dict[str, int]

    server = scripted_server([text('{"counts": {"killed": 2}}')])
    found, _ = own(server).structured(QUESTION, Open, max_tokens=50)
    assert found.counts == {"killed": 2}
    assert kind(server.chats[0]) == "schema"


def test_threads_that_learn_the_same_at_once_all_get_their_answer(scripted_server: Start) -> None:
    def picky(body: Body) -> Step:
        if kind(body) in ("strict", "schema"):
            return error("This response_format type is unavailable now")
        return error("temperature: not supported") if "temperature" in body else text(FITS)

    server = scripted_server(picky)
    model = own(server)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: structured(model)[0].place, range(16)))
    assert found == ["Mosul"] * 16


# Thinking ------------------------------------------------------------------------------------


def thought(content: str, *, ended: bool, **message: Any) -> Step:
    """A reply of a reasoning model."""
    said = {"role": "assistant", "content": content, **message}
    return reply(said, finish_reason="stop" if ended else "length", tokens=(100, 0, 50))


@pytest.mark.parametrize(
    "message",
    [
        {"content": "", "reasoning_content": "Let me see"},  # DeepSeek, vLLM, llama.cpp
        {"content": "", "reasoning": "Let me see"},  # OpenRouter, Ollama
        {"content": "<think>Let me see: {"},  # where nobody takes it apart
        {"content": [{"type": "thinking", "thinking": []}]},  # Mistral
    ],
)
def test_thinking_that_takes_all_the_room_gets_more(
    scripted_server: Start, message: dict[str, Any]
) -> None:
    def thinks(body: Body) -> Step:
        if body["max_tokens"] < 4096:
            return thought(**{"content": "", **message}, ended=False)
        return text(FITS)

    server = scripted_server(thinks)
    model = own(server)
    assert structured(model)[0].place == "Mosul"
    assert server.chats[0]["max_tokens"] == 300
    assert model.spent.completion >= 55
    count = len(server.chats)
    structured(model)
    assert len(server.chats) == count + 1  # known from now on: room to think from the start
    assert server.chats[-1]["max_tokens"] == 300 + 4096


def test_a_count_of_reasoning_tokens_shows_a_model_that_thinks(scripted_server: Start) -> None:
    choice = {"message": {"role": "assistant", "content": FITS}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 9, "completion_tokens": 9}
    usage["completion_tokens_details"] = {"reasoning_tokens": 7}
    server = scripted_server(lambda _: says({"choices": [choice], "usage": usage}))
    model = own(server)
    structured(model)
    structured(model)
    assert [body["max_tokens"] for body in server.chats] == [300, 300 + 4096]


def test_thoughts_before_the_answer_are_not_the_answer(scripted_server: Start) -> None:
    aloud = f"<think>\nIt says {{Mosul}}.\n</think>\n\n{FITS}"
    server = scripted_server([text(aloud), text(f"<think>{{hm}}</think> {FITS}")])
    model = own(server)
    assert [structured(model)[0].place for _ in range(2)] == ["Mosul"] * 2


# Room ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "'max_tokens' or 'max_completion_tokens' is too large: 3000. This model's maximum context "
        "length is 4096 tokens and your request has 2000 input tokens (3000 > 4096 - 2000).",
        "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens "
        "(2000 in the messages, 3000 in the completion). Please reduce the length.",
        "Requested token count exceeds the model's maximum context length of 4096 tokens. You "
        "requested a total of 5000 tokens: 2000 tokens from the input messages and 3000 tokens for "
        "the completion. max_tokens is too large.",
    ],
)
def test_a_reply_gets_what_the_prompt_leaves_of_the_context(
    scripted_server: Start, words: str
) -> None:
    def small(body: Body) -> Step:
        return error(words) if body["max_tokens"] > 2096 else text(FITS)

    server = scripted_server(small)
    model = own(server)
    structured(model, max_tokens=3000)
    assert server.chats[-1]["max_tokens"] == 2096
    structured(model, max_tokens=2000)  # a shorter prompt may have more
    assert [body["max_tokens"] for body in server.chats] == [3000, 2096, 2000]


def test_a_prompt_that_leaves_next_to_nothing_is_too_long(scripted_server: Start) -> None:
    words = (
        "This model's maximum context length is 4096 tokens. However, you requested 7000 tokens "
        "(4000 in the messages, 3000 in the completion)."
    )
    server = scripted_server(lambda _: error(words))
    with pytest.raises(PromptTooLong, match="the prompt is too long"):
        structured(own(server), max_tokens=3000)
    assert len(server.chats) == 1


# The embedded model --------------------------------------------------------------------------


def test_the_embedded_model_is_asked_as_it_always_was(scripted_server: Start) -> None:
    server = scripted_server([text(FITS), cut("{")])
    model = local_client("tiny", server.url, api_key="key")
    structured(model)
    (body,) = server.chats
    assert json.dumps(body) == json.dumps(
        {
            "model": "tiny",
            "messages": QUESTION,
            "temperature": 0,
            "seed": 1,
            "max_tokens": 300,
            "cache_prompt": True,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "Named", "schema": Named.model_json_schema()},
            },
        }
    )
    with pytest.raises(ModelReplyError, match="cut off"):  # it would only repeat itself
        structured(model)
    assert len(server.chats) == 2


def test_the_embedded_model_is_given_more_room_where_the_caller_says_how_much(
    scripted_server: Start,
) -> None:
    server = scripted_server([cut("{"), text(FITS)])
    structured(local_client("tiny", server.url), most_tokens=500)
    assert [body["max_tokens"] for body in server.chats] == [300, 500]
