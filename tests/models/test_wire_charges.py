"""What is charged where a provider, in its own format, does not say what a reply took."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import scripted_server as scripted
from provider_fakes import (
    ANTHROPIC,
    GOOGLE,
    OPENROUTER,
    PROVIDERS,
    Provider,
    google_reply,
)
from pydantic import BaseModel
from scripted_server import Body, ScriptedServer, Step, breaks_off, hangs, says

from extractor.errors import ModelError, ModelRefused, ModelReplyError
from extractor.models import open_model
from extractor.reading import Tokens

Start = Callable[..., ScriptedServer]
MESSAGES = [
    {"role": "system", "content": "You read news. " * 40},
    {"role": "user", "content": "Two died in Mosul. " * 40},
]
FITS = '{"place": "Mosul", "killed": 2}'
COUNTS = ("usage", "usageMetadata")
NONE = object()


class Toll(BaseModel):
    place: str
    killed: int | None = None


FOUND = Toll(place="Mosul", killed=2)


@pytest.fixture(params=PROVIDERS, ids=lambda provider: provider.name)
def provider(request: pytest.FixtureRequest) -> Provider:
    return request.param


def counts(monkeypatch: pytest.MonkeyPatch, change: Callable[[Any], Any]) -> None:
    """From now on the scripted server's replies have another usage, or none."""
    send = scripted._send_json

    def changed(handler: Any, body: Body, *rest: Any) -> None:
        told = {name: change(body[name]) for name in COUNTS if name in body}
        told = {name: usage for name, usage in told.items() if usage is not NONE}
        kept = {name: value for name, value in body.items() if name not in COUNTS}
        send(handler, {**kept, **told}, *rest)

    monkeypatch.setattr(scripted, "_send_json", changed)


def each(value: Any) -> Callable[[Any], Any]:
    return lambda usage: {
        name: value if isinstance(count, int) and count else count for name, count in usage.items()
    }


USAGES: dict[str, Callable[[Any], Any]] = {
    "none": lambda _: NONE,
    "null": lambda _: None,
    "nothing": lambda _: {},
    "a list": lambda _: [],
    "words": lambda _: "many",
    "nulls": each(None),
    "zeros": each(0),
    "negative": each(-5),
    "strings": each("900"),
    "too few": each(1),
}


def strictly(provider: Provider, then: Callable[[Body], Step]) -> Callable[[Body], Step]:
    return lambda body: provider.objects(body) or then(body)


def structured(model: Any, **options: Any) -> tuple[Toll, Tokens]:
    return model.structured(MESSAGES, Toll, **{"max_tokens": 500, **options})


@pytest.mark.parametrize("usage", USAGES)
def test_what_a_provider_does_not_count_is_estimated_rather_too_high(
    provider: Provider, usage: str, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts(monkeypatch, USAGES[usage])
    server = scripted_server(strictly(provider, lambda _: provider.says(FITS)))
    model = provider.open(server, monkeypatch)
    toll, tokens = structured(model)
    assert toll == FOUND
    assert model.spent == tokens
    assert sum(len(one["content"]) for one in MESSAGES) / 5 < tokens.prompt < 1500
    assert len(FITS) / 4 <= tokens.completion <= 60
    assert tokens.estimated == tokens.prompt + tokens.completion
    assert tokens.cached <= tokens.prompt


def test_each_reply_that_is_cut_off_is_charged_with_its_room(
    provider: Provider, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts(monkeypatch, USAGES["none"])
    server = scripted_server(strictly(provider, lambda _: provider.says(FITS[:9], cut=True)))
    model = provider.open(server, monkeypatch)
    with pytest.raises(ModelError, match="cut off"):
        structured(model)
    assert model.spent.completion == 500 + 1000 + 2000 + 4000
    assert model.spent.estimated == model.spent.prompt + model.spent.completion


def test_what_a_provider_refuses_is_charged(
    provider: Provider, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts(monkeypatch, USAGES["zeros"])
    server = scripted_server(strictly(provider, lambda _: provider.refuses))
    model = provider.open(server, monkeypatch)
    with pytest.raises(ModelRefused):
        structured(model)
    assert model.spent.prompt > 250
    assert model.spent.estimated >= model.spent.prompt


@pytest.mark.parametrize("step", [hangs(), breaks_off()], ids=["late", "broken off"])
def test_a_reply_that_does_not_come_or_not_whole_is_charged(
    provider: Provider, step: Step, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.models.transport.back_off_s", lambda _: 0.0)
    server = scripted_server(strictly(provider, lambda _: step))
    model = provider.open(server, monkeypatch)
    model._transport._timeout_s = 0.3  # type: ignore[attr-defined]
    with pytest.raises(ModelError):
        structured(model)
    assert model.spent.prompt > 250
    assert model.spent.completion >= 500


@pytest.mark.parametrize("provider", [ANTHROPIC, GOOGLE], ids=lambda one: one.name)
def test_a_model_that_keeps_its_thoughts_to_itself_is_charged_with_all_its_room(
    provider: Provider, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts(monkeypatch, USAGES["none"])
    server = scripted_server(strictly(provider, lambda _: provider.says(FITS)))
    name = {"anthropic": "claude-opus-5", "google": "gemini-3-pro"}[provider.name]
    _, tokens = structured(provider.open(server, monkeypatch, name))
    assert tokens.completion == provider.room(server.chats[-1]) > 4000


def test_thoughts_that_a_server_of_ones_own_tells_are_charged_as_they_are(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts(monkeypatch, USAGES["none"])
    message = {"role": "assistant", "content": FITS, "reasoning_content": "Mosul it is. " * 30}
    server = scripted_server(lambda _: scripted.reply(message))
    _, tokens = structured(open_model("openai/served", base_url=server.url))
    assert 80 < tokens.completion < 250


def test_a_count_that_google_leaves_out_is_none_and_no_estimate(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = {"promptTokenCount": 900, "totalTokenCount": 900}
    server = scripted_server(lambda _: google_reply("STOP", "", usageMetadata=usage))
    model = GOOGLE.open(server, monkeypatch)
    with pytest.raises(ModelReplyError, match="it is empty"):
        structured(model)
    assert model.spent == Tokens(1800, 0, 0)  # asked for twice


@pytest.mark.parametrize(
    ("body", "charged"),
    [
        ({"error": {"message": "no such upstream", "code": 502}}, False),
        ({"choices": [{"error": {"message": "upstream broke", "code": 502}}]}, True),
    ],
)
def test_an_error_with_a_good_status_is_charged_where_a_reply_was_begun(
    body: Body, charged: bool, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = OPENROUTER.open(scripted_server(lambda _: says(body)), monkeypatch)
    with pytest.raises(ModelError):
        structured(model)
    assert bool(model.spent.prompt) == charged


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "hello",
        7,
        {"promptFeedback": [1]},
        {"candidates": [7]},
        {"content": {}, "usage": 3},
    ],
)
def test_what_is_no_reply_at_all_is_charged(
    provider: Provider, body: Any, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = provider.open(scripted_server(lambda _: says(body)), monkeypatch)
    with pytest.raises(ModelError):
        structured(model)
    assert model.spent.prompt > 250
    assert model.spent.completion >= 500
