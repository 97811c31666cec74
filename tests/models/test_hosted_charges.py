"""Providers asked through instructor that do not say what a reply took."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel
from scripted_server import ScriptedServer, Step, breaks_off, hangs, raw, status

from extractor.errors import ModelError
from extractor.models import Model, open_model
from extractor.models.charges import charge, reported
from extractor.models.usage import CallCount
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    Hosted = Callable[[Any], Model]

QUESTION = [{"role": "user", "content": "Where did it happen, and how many were killed? " * 20}]


class Toll(BaseModel):
    place: str
    killed: int | None


def completion(choice: dict[str, Any], usage: Any) -> Step:
    reply = {"id": "x", "object": "chat.completion", "created": 0, "model": "served"}
    return raw(json.dumps(reply | {"choices": [choice], "usage": usage}).encode())


def tool_call(body: dict[str, Any], usage: Any, *, cut: bool = False, **arguments: Any) -> Step:
    """A reply that calls the one tool it was given, with this usage."""
    name = body["tools"][0]["function"]["name"]
    function = {"name": name, "arguments": json.dumps(arguments)}
    call = {"id": "call-1", "type": "function", "function": function}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    ended = "length" if cut else "stop"
    return completion({"index": 0, "message": message, "finish_reason": ended}, usage)


@pytest.fixture
def hosted(
    scripted_server: Callable[..., ScriptedServer], monkeypatch: pytest.MonkeyPatch
) -> Hosted:
    """LiteLLM as instructor makes its client, around the openai client's function."""

    def start(script: Any) -> Model:
        import instructor
        from openai import OpenAI

        client = OpenAI(base_url=scripted_server(script).url, api_key="x", max_retries=0)
        made = instructor.from_litellm(client.chat.completions.create)
        monkeypatch.setattr(instructor, "from_provider", lambda _: made)
        return open_model("litellm/served", timeout_s=0.2)

    return start


@pytest.mark.parametrize(
    "usage",
    [
        None,
        {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    ],
)
def test_an_estimate_takes_the_place_of_a_count(hosted: Hosted, usage: Any) -> None:
    model = hosted(lambda body: tool_call(body, usage, place="Idlib", killed=70))
    toll, tokens = model.structured(QUESTION, Toll, max_tokens=50)
    assert toll == Toll(place="Idlib", killed=70)
    assert tokens == model.spent
    assert 200 < tokens.prompt < 900
    assert 8 <= tokens.completion <= 60
    assert tokens.estimated >= tokens.prompt


def test_the_second_try_is_charged_with_all_that_it_sends(hosted: Hosted) -> None:
    turns = iter([{"place": "Idlib", "killed": "some"}])
    sound = {"place": "Idlib", "killed": 3}
    model = hosted(lambda body: tool_call(body, None, **(next(turns, None) or sound)))
    _, once = model.structured(QUESTION, Toll, max_tokens=50)
    _, alone = model.structured(QUESTION, Toll, max_tokens=50)
    assert once.prompt > 2 * alone.prompt


@pytest.mark.parametrize("step", [hangs(), breaks_off()], ids=["late", "broken off"])
def test_a_reply_that_does_not_come_or_not_whole_is_charged(hosted: Hosted, step: Step) -> None:
    model = hosted(lambda _: step)
    with pytest.raises(ModelError):
        model.structured(QUESTION, Toll, max_tokens=50)
    assert model.spent.prompt > 200
    assert model.spent.completion >= 50
    assert model.spent.estimated == model.spent.prompt + model.spent.completion


@pytest.mark.parametrize("code", [400, 500])
def test_an_error_status_costs_nothing(hosted: Hosted, code: int) -> None:
    model = hosted(lambda _: status(code))
    with pytest.raises(ModelError):
        model.structured(QUESTION, Toll, max_tokens=50)
    assert model.spent == Tokens()


def test_a_connection_that_cannot_be_made_costs_nothing(hosted: Hosted) -> None:
    count = CallCount()
    count.asked = ASKED
    with pytest.raises(OSError) as refused:
        raise ConnectionRefusedError("nobody listens")
    count.hooks.emit_completion_error(refused.value)
    assert count.tokens == Tokens()


def test_replies_that_are_cut_are_charged_with_the_room_of_each(hosted: Hosted) -> None:
    def short(body: dict[str, Any]) -> Step:
        return tool_call(body, None, cut=body["max_tokens"] < 200, place="Idlib", killed=70)

    _, tokens = hosted(short).structured(QUESTION, Toll, max_tokens=50)
    assert 50 + 100 + 8 <= tokens.completion <= 50 + 100 + 60


def test_a_refusal_is_charged(hosted: Hosted) -> None:
    def declines(_: Any) -> Step:
        message = {"role": "assistant", "content": None, "refusal": "I can't help with that."}
        return completion({"index": 0, "message": message, "finish_reason": "stop"}, None)

    model = hosted(declines)
    with pytest.raises(ModelError, match="refused"):
        model.structured(QUESTION, Toll, max_tokens=50)
    assert model.spent.prompt > 200
    assert 5 <= model.spent.completion <= 20


# What the other providers' libraries hand back, which are not there.

ASKED = {"messages": QUESTION, "max_tokens": 50}
SAID = '{"place": "Idlib", "killed": 70}'
BEDROCK = {"output": {"message": {"role": "assistant", "content": [{"text": SAID}]}}}


def of(**values: Any) -> Any:
    return SimpleNamespace(**values)


class Dictable(SimpleNamespace):
    """An object of Google's or pydantic's, that can be made a dictionary."""

    def to_dict(self) -> dict[str, Any]:
        return vars(self)


COHERE = of(message=Dictable(role="assistant", content=[{"type": "text", "text": SAID}]))
VERTEX = of(candidates=[of(content=Dictable(parts=[{"text": SAID}]), finish_reason="STOP")])
WRITER = of(choices=[of(message=Dictable(content=SAID), finish_reason="stop")])
UNSAID = [BEDROCK, COHERE, VERTEX, WRITER]
NAMES = ["Bedrock", "Cohere", "Vertex AI", "Writer"]


def with_usage(response: Any, name: str, usage: Any) -> Any:
    if isinstance(response, dict):
        return {**response, name: usage}
    return of(**vars(response), **{name: usage})


@pytest.mark.parametrize(
    ("response", "told"),
    [
        (
            with_usage(BEDROCK, "usage", {"inputTokens": 300, "outputTokens": 20}),
            Tokens(300, 0, 20),
        ),
        (
            with_usage(
                BEDROCK,
                "usage",
                {"inputTokens": 100, "cacheReadInputTokens": 200, "outputTokens": 20},
            ),
            Tokens(300, 200, 20),
        ),
        (
            with_usage(COHERE, "usage", of(tokens=of(input_tokens=300.0, output_tokens=20.0))),
            Tokens(300, 0, 20),
        ),
        (
            with_usage(
                VERTEX,
                "usage_metadata",
                of(prompt_token_count=300, candidates_token_count=15, thoughts_token_count=5),
            ),
            Tokens(300, 0, 20),
        ),
        (
            with_usage(WRITER, "usage", of(prompt_tokens=300, completion_tokens=20)),
            Tokens(300, 0, 20),
        ),
    ],
)
def test_what_the_libraries_tell_is_charged(response: Any, told: Tokens) -> None:
    assert charge(response, ASKED) == told


@pytest.mark.parametrize("response", UNSAID, ids=NAMES)
@pytest.mark.parametrize("name", ["usage", "usage_metadata"])
@pytest.mark.parametrize("usage", [None, {}, "many", {"inputTokens": "9"}, {"inputTokens": -9}])
def test_what_they_do_not_tell_is_estimated(response: Any, name: str, usage: Any) -> None:
    tokens = charge(with_usage(response, name, usage), ASKED, {"contents": object()})
    assert 200 < tokens.prompt < 900
    assert 8 <= tokens.completion <= 40
    assert tokens.estimated == tokens.prompt + tokens.completion
    hidden = charge(with_usage(response, name, usage), ASKED, hides=True)
    assert hidden.completion >= 50


def test_a_library_that_fails_when_it_is_read_is_charged_all_the_same() -> None:
    class Broken:
        def to_dict(self) -> Any:
            raise RuntimeError("no such field")

    count = CallCount()
    count.asked = ASKED
    count.hooks.emit_completion_response(of(choices=[of(message=Broken())]))
    assert count.tokens.prompt > 200
    assert count.tokens.completion == 50


def test_tokens_beside_are_added_and_a_missing_count_follows_from_the_sum() -> None:
    usage = {"promptTokenCount": 300, "totalTokenCount": 340}
    assert reported({"usageMetadata": usage}).completion == 40
    assert reported({"usageMetadata": {"promptTokenCount": 300}}).completion is None
