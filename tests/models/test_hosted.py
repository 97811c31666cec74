"""Models of other providers, through instructor's own clients."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel
from scripted_server import ScriptedServer, reply, status

from extractor.errors import ModelReplyError, ModelUnavailable
from extractor.models import Model, open_model
from extractor.models.spec import KEY_VARIABLES
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTION = [{"role": "user", "content": "Where did it happen?"}]
KEY = "dapi-very-secret-indeed"


class Toll(BaseModel):
    place: str
    killed: int | None


def tool_call(body: dict[str, Any], **arguments: Any) -> Any:
    """A reply that calls the one tool it was given."""
    name = body["tools"][0]["function"]["name"]
    function = {"name": name, "arguments": json.dumps(arguments)}
    call = {"id": "call-1", "type": "function", "function": function}
    return reply({"role": "assistant", "content": None, "tool_calls": [call]}, tokens=(50, 0, 9))


@pytest.fixture
def hosted(
    scripted_server: Callable[..., ScriptedServer], monkeypatch: pytest.MonkeyPatch
) -> Callable[[Any], tuple[Model, ScriptedServer]]:
    """A provider whose client takes its address from the environment: Databricks."""

    def start(script: Any) -> tuple[Model, ScriptedServer]:
        server = scripted_server(script, key=KEY)
        monkeypatch.setenv("DATABRICKS_TOKEN", KEY)
        monkeypatch.setenv("DATABRICKS_HOST", server.url)
        return open_model("databricks/served"), server

    return start


def test_a_structure_is_asked_for_as_a_tool(hosted: Callable[[Any], Any]) -> None:
    model, _ = hosted(lambda body: tool_call(body, place="Idlib", killed=70))
    toll, tokens = model.structured(QUESTION, Toll, max_tokens=50)
    assert toll == Toll(place="Idlib", killed=70)
    assert tokens == model.spent == Tokens(50, 0, 9)
    assert (model.name, model.default_reader) == ("databricks/served", "record")


def test_a_short_answer_is_a_structure_of_one_field(hosted: Callable[[Any], Any]) -> None:
    model, server = hosted(lambda body: tool_call(body, answer="no"))
    answer = model.ask(QUESTION, max_tokens=8, choices=["yes", "no"], logprobs=True)
    assert (answer.text, answer.probability, answer.tokens) == ("no", None, Tokens(50, 0, 9))
    (body,) = server.chats
    schema = body["tools"][0]["function"]["parameters"]
    assert schema["properties"]["answer"]["enum"] == ["yes", "no"]


def test_an_answer_outside_the_choices_is_asked_for_again_and_then_an_error(
    hosted: Callable[[Any], Any],
) -> None:
    model, server = hosted(lambda body: tool_call(body, answer="perhaps"))
    with pytest.raises(ModelReplyError, match="not the JSON that was asked for"):
        model.ask(QUESTION, max_tokens=8, choices=["yes", "no"])
    assert len(server.chats) == 2
    assert model.spent == Tokens(100, 0, 18)


def test_a_refused_key_is_one_clear_line(hosted: Callable[[Any], Any]) -> None:
    model, _ = hosted(lambda _: status(401, error={"message": f"bad key {KEY}"}))
    with pytest.raises(ModelUnavailable) as caught:
        model.ask(QUESTION, max_tokens=8)
    assert str(caught.value) == (
        "databricks/served does not accept the key (HTTP 401); "
        "check DATABRICKS_TOKEN or DATABRICKS_API_KEY"
    )


@pytest.mark.parametrize(
    ("provider", "module", "package"),
    [
        ("anthropic", "anthropic", "anthropic"),
        ("google", "google.genai", "google-genai"),
        ("mistral", "mistralai", "mistralai"),
        ("writer", "writerai", "writer-sdk"),
        ("bedrock", "boto3", "boto3"),
        ("fireworks", "fireworks.client", "fireworks-ai"),
        ("cerebras", "cerebras.cloud.sdk", "cerebras-cloud-sdk"),
        ("xai", "xai_sdk", "xai-sdk"),
    ],
)
def test_a_provider_whose_package_is_missing_says_which_to_install(
    monkeypatch: pytest.MonkeyPatch, provider: str, module: str, package: str
) -> None:
    for variable in KEY_VARIABLES[provider]:
        monkeypatch.setenv(variable, KEY)
    for name in (module, f"{module}.client"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ModelUnavailable) as caught:
        open_model(f"{provider}/some-model")
    said = f"{provider}/some-model needs its provider's package: pip install {package}"
    assert str(caught.value) == said
