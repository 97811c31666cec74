"""Models of providers that are asked through instructor's own clients."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel
from scripted_server import ScriptedServer, reply, status

from extractor.errors import ModelRefused, ModelReplyError, ModelUnavailable
from extractor.models import Model, open_model
from extractor.models.providers import PROVIDERS
from extractor.models.refusals import refusal_in
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTION = [{"role": "user", "content": "Where did it happen?"}]
KEY = "very-secret-indeed"
DIRECT = sorted(name for name, one in PROVIDERS.items() if one.wire and one.url)


class Toll(BaseModel):
    place: str
    killed: int | None


def tool_call(body: dict[str, Any], *, finish_reason: str = "stop", **arguments: Any) -> Any:
    """A reply that calls the one tool it was given."""
    name = body["tools"][0]["function"]["name"]
    function = {"name": name, "arguments": json.dumps(arguments)}
    call = {"id": "call-1", "type": "function", "function": function}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    return reply(message, finish_reason=finish_reason, tokens=(50, 0, 9))


@pytest.fixture
def hosted(
    scripted_server: Callable[..., ScriptedServer], monkeypatch: pytest.MonkeyPatch
) -> Callable[[Any], tuple[Model, ScriptedServer]]:
    """LiteLLM as instructor makes its client, around a function like LiteLLM's own: that of the
    openai client, since the library is not there."""

    def start(script: Any) -> tuple[Model, ScriptedServer]:
        import instructor
        from openai import OpenAI

        server = scripted_server(script, key=KEY)
        client = OpenAI(base_url=server.url, api_key=KEY, max_retries=0)

        def from_provider(name: str) -> Any:
            return instructor.from_litellm(client.chat.completions.create)

        monkeypatch.setattr(instructor, "from_provider", from_provider)
        return open_model("litellm/served"), server

    return start


def test_a_structure_is_asked_for_as_a_tool(hosted: Callable[[Any], Any]) -> None:
    model, server = hosted(lambda body: tool_call(body, place="Idlib", killed=70))
    toll, tokens = model.structured(QUESTION, Toll, max_tokens=50)
    assert toll == Toll(place="Idlib", killed=70)
    assert tokens == model.spent == Tokens(50, 0, 9)
    assert (model.name, model.default_reader) == ("litellm/served", "record")
    assert server.chats[0]["model"] == "served"


def test_a_reply_that_does_not_fit_is_asked_for_again_and_then_an_error(
    hosted: Callable[[Any], Any],
) -> None:
    model, server = hosted(lambda body: tool_call(body, place="Idlib", killed="many"))
    with pytest.raises(ModelReplyError, match="not the JSON that was asked for"):
        model.structured(QUESTION, Toll, max_tokens=50)
    assert len(server.chats) == 2
    assert model.spent == Tokens(100, 0, 18)


def test_a_refusal_is_named_counted_and_not_asked_again(hosted: Callable[[Any], Any]) -> None:
    message = {"role": "assistant", "content": None, "refusal": "I can't help with that."}
    model, server = hosted(lambda _: reply(message, tokens=(50, 0, 9)))
    with pytest.raises(ModelRefused) as caught:
        model.structured(QUESTION, Toll, max_tokens=50)
    words = "litellm/served refused to read this article: I can't help with that."
    assert str(caught.value) == words
    assert len(server.chats) == 1
    assert model.spent == Tokens(50, 0, 9)


def test_a_blocked_reply_is_named_a_block(hosted: Callable[[Any], Any]) -> None:
    blocked = reply({"role": "assistant", "content": ""}, finish_reason="content_filter")
    model, server = hosted(lambda _: blocked)
    with pytest.raises(ModelRefused, match="a safety filter of litellm/served blocked"):
        model.structured(QUESTION, Toll, max_tokens=50)
    assert len(server.chats) == 1


@pytest.mark.parametrize("name", ["temperature", "max_tokens"])
def test_parameters_a_model_refuses_are_left_out_from_then_on(
    hosted: Callable[[Any], Any], name: str
) -> None:
    words = f"Unsupported parameter: '{name}' is not supported with this model."

    def picky(body: dict[str, Any]) -> Any:
        if name in body:
            return status(400, error={"message": words})
        return tool_call(body, place="Idlib", killed=70)

    model, server = hosted(picky)
    for _ in range(2):
        assert model.structured(QUESTION, Toll, max_tokens=50)[0].killed == 70
    assert len(server.chats) == 3
    assert ("max_completion_tokens" in server.chats[-1]) == (name == "max_tokens")


def test_a_reply_that_is_cut_off_is_asked_for_with_more_room(hosted: Callable[[Any], Any]) -> None:
    def short(body: dict[str, Any]) -> Any:
        cut = body["max_tokens"] < 200
        finish = "length" if cut else "stop"
        return tool_call(body, finish_reason=finish, place="Idlib", killed=70)

    model, server = hosted(short)
    _, tokens = model.structured(QUESTION, Toll, max_tokens=50)
    assert [body["max_tokens"] for body in server.chats] == [50, 100, 200]
    assert tokens == model.spent == Tokens(150, 0, 27)


def test_a_refused_key_is_one_clear_line(hosted: Callable[[Any], Any]) -> None:
    model, _ = hosted(lambda _: status(401, error={"message": f"bad key {KEY}"}))
    with pytest.raises(ModelUnavailable) as caught:
        model.structured(QUESTION, Toll, max_tokens=50)
    assert str(caught.value) == "litellm/served does not accept the key (HTTP 401)"


@pytest.mark.parametrize(
    ("response", "declined"),
    [
        ({"stopReason": "guardrail_intervened"}, ("guardrail_intervened", True)),
        ({"stopReason": "content_filtered"}, ("content_filtered", True)),
        ({"stopReason": "refusal"}, ("", False)),
        ({"stopReason": "end_turn"}, None),
        ({"finish_reason": "ERROR_TOXIC"}, ("ERROR_TOXIC", True)),
        ({"finish_reason": "COMPLETE"}, None),
        ({"candidates": [{"finish_reason": "SAFETY"}]}, ("SAFETY", True)),
        ({"candidates": [{"finish_reason": "STOP"}]}, None),
        ({"prompt_feedback": {"block_reason": "PROHIBITED_CONTENT"}}, ("PROHIBITED_CONTENT", True)),
        ({"choices": [{"finish_reason": "stop", "message": {"refusal": None}}]}, None),
        ({}, None),
    ],
)
def test_other_providers_filters_are_known_by_their_reasons(
    response: dict[str, Any], declined: tuple[str, bool] | None
) -> None:
    assert refusal_in(response) == declined


SORRY = "I'm sorry, but I can't help with that."


def bedrock(*content: Any) -> Any:
    return {"output": {"message": {"role": "assistant", "content": content}}}


def cohere(*content: Any, tool_calls: Any = None) -> Any:
    return SimpleNamespace(
        finish_reason="COMPLETE",
        message=SimpleNamespace(content=list(content), tool_calls=tool_calls),
    )


def vertex(*parts: Any) -> Any:
    content = SimpleNamespace(parts=list(parts))
    return SimpleNamespace(candidates=[SimpleNamespace(content=content, finish_reason=1)])


def writer(content: str, tool_calls: Any = None) -> Any:
    message = SimpleNamespace(content=content, refusal=None, tool_calls=tool_calls)
    return SimpleNamespace(choices=[SimpleNamespace(message=message, finish_reason="stop")])


SAYS = SimpleNamespace(type="text", text=SORRY)
THINKS = SimpleNamespace(type="thinking", thinking="Is there an event?")
CALLS = [SimpleNamespace(id="1")]


@pytest.mark.parametrize(
    "response",
    [
        bedrock({"text": SORRY}),
        bedrock({"reasoningContent": {}}, {"text": SORRY}),
        cohere(THINKS, SAYS),
        SimpleNamespace(text=SORRY, tool_calls=None),
        vertex(SAYS),
        writer(SORRY),
    ],
)
def test_a_refusal_in_plain_words_is_known_whoever_says_it(response: Any) -> None:
    assert refusal_in(response) == (SORRY, False)


@pytest.mark.parametrize(
    "response",
    [
        bedrock({"text": SORRY}, {"toolUse": {"input": {"place": "Idlib"}}}),
        bedrock({"text": '{"place": "Idlib"}'}),
        bedrock(),
        cohere(SAYS, tool_calls=CALLS),
        cohere(SimpleNamespace(type="text", text="There is no event.")),
        SimpleNamespace(text=SORRY, tool_calls=CALLS),
        vertex(SAYS, SimpleNamespace(function_call={"name": "Toll"})),
        vertex(),
        writer(SORRY, tool_calls=CALLS),
    ],
)
def test_an_answer_is_no_refusal_whatever_stands_beside_it(response: Any) -> None:
    assert refusal_in(response) is None


@pytest.mark.parametrize(
    ("provider", "module", "package"),
    [
        ("bedrock", "boto3", "boto3"),
        ("cohere", "cohere", "cohere"),
        ("litellm", "litellm", "litellm"),
        ("vertexai", "vertexai", "google-cloud-aiplatform"),
        ("writer", "writerai", "writer-sdk"),
    ],
)
@pytest.mark.filterwarnings("ignore:The 'vertexai' provider is deprecated")
def test_a_provider_whose_package_is_missing_says_which_to_install(
    monkeypatch: pytest.MonkeyPatch, provider: str, module: str, package: str
) -> None:
    for variable in PROVIDERS[provider].keys:
        monkeypatch.setenv(variable, KEY)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ModelUnavailable) as caught:
        open_model(f"{provider}/some-model")
    said = f"{provider}/some-model needs its provider's package: pip install {package}"
    assert str(caught.value) == said


@pytest.mark.parametrize("provider", DIRECT)
def test_most_providers_need_no_package(monkeypatch: pytest.MonkeyPatch, provider: str) -> None:
    for module in ("anthropic", "google.genai", "mistralai", "groq", "fireworks", "xai_sdk"):
        monkeypatch.setitem(sys.modules, module, None)
    for variable in PROVIDERS[provider].keys:
        monkeypatch.setenv(variable, KEY)
    open_model(f"{provider}/some-model").close()
