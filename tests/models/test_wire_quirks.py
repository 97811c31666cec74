"""Where one provider differs from the others: objections, parameters, addresses; over real HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from provider_fakes import (
    ANTHROPIC,
    AZURE,
    DEEPSEEK,
    GOOGLE,
    KEY,
    MISTRAL,
    OPENAI,
    OPENROUTER,
    Provider,
    anthropic_error,
    anthropic_message,
    error,
    google_error,
)
from scripted_server import Body, ScriptedServer, Step, says
from wire_kit import FITS, FOUND, MESSAGES, Start, strictly, structured

from extractor.errors import ModelReplyError, ModelUnavailable
from extractor.models import open_model


def test_the_system_prompt_is_marked_for_anthropics_cache(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server([ANTHROPIC.says(FITS)])
    structured(ANTHROPIC.open(server, monkeypatch))
    (body,) = server.chats
    mark = {"cache_control": {"type": "ephemeral"}}
    assert body["system"] == [{"type": "text", "text": "You read news.", **mark}]
    assert body["messages"] == [MESSAGES[1]]
    assert "temperature" not in body and "seed" not in body


def test_anthropics_cache_is_marked_through_openrouter_too(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server(strictly(OPENROUTER, lambda _: OPENROUTER.says(FITS)))
    structured(OPENROUTER.open(server, monkeypatch, "anthropic/claude-sonnet-5"))
    (part,) = server.chats[-1]["messages"][0]["content"]
    assert part["cache_control"] == {"type": "ephemeral"}


def test_an_anthropic_token_is_sent_as_a_bearer(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server([ANTHROPIC.says(FITS)])
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", KEY)
    monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)  # with the /v1 some write at its end
    structured(open_model("anthropic/some-model"))
    (received,) = server.requests
    assert received.path == "/v1/messages"
    assert received.headers["authorization"] == f"Bearer {KEY}"


def test_a_model_without_structured_output_is_told_the_schema_in_words(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def older(body: Body) -> Step:
        if "output_config" in body:
            return anthropic_error("output_config: Extra inputs are not permitted")
        return ANTHROPIC.says(f"Here it is:\n```json\n{FITS}\n```")

    server = scripted_server(older)
    model = ANTHROPIC.open(server, monkeypatch)
    assert structured(model)[0] == structured(model)[0] == FOUND
    assert len(server.chats) == 3
    assert "JSON Schema" in server.chats[-1]["system"][0]["text"]


def test_a_full_context_is_no_reason_to_ask_for_more_room(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server([anthropic_message("model_context_window_exceeded", "{")])
    with pytest.raises(ModelReplyError, match="leaves no room in the context"):
        structured(ANTHROPIC.open(server, monkeypatch))
    assert len(server.chats) == 1


def test_an_account_without_credit_stops_the_run(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    broke = anthropic_error("Your credit balance is too low to access the Anthropic API.")
    with pytest.raises(ModelUnavailable, match="no credit left"):
        structured(ANTHROPIC.open(scripted_server([broke]), monkeypatch))


@pytest.mark.parametrize(
    ("provider", "step", "kind", "says"),
    [
        (
            GOOGLE,
            google_error("API key not valid. Please pass a valid API key."),
            ModelUnavailable,
            "does not accept the key",
        ),
        (
            GOOGLE,
            google_error("The input token count (2000000) exceeds the maximum number of tokens"),
            ModelReplyError,
            "the prompt is too long",
        ),
        (
            ANTHROPIC,
            anthropic_error("prompt is too long: 210000 tokens > 200000 maximum"),
            ModelReplyError,
            "the prompt is too long",
        ),
        (
            OPENAI,
            error("Failed to generate JSON.", code="json_validate_failed"),
            ModelReplyError,
            "is not the JSON that was asked for",
        ),
        (
            MISTRAL,
            says({"detail": [{"loc": ["body", "tools"], "msg": "Field required"}]}, code=422),
            ModelReplyError,
            "HTTP 422: .*Field required",
        ),
    ],
)
def test_what_a_provider_objects_to_in_its_own_words_is_named_in_ours(
    scripted_server: Start,
    monkeypatch: pytest.MonkeyPatch,
    provider: Provider,
    step: Step,
    kind: type[Exception],
    says: str,
) -> None:
    server = scripted_server(lambda _: step)
    with pytest.raises(kind, match=says):
        structured(provider.open(server, monkeypatch))
    assert len(server.chats) == 1


def test_a_model_that_thought_until_the_end_of_its_room_gets_more(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (
        "Could not finish the message because max_tokens or model output limit was reached. "
        "Please try again with higher max_tokens."
    )

    def answer(body: Body) -> Step:
        return OPENAI.says(FITS) if OPENAI.room(body) > 1500 else error(words)

    server = scripted_server(answer)
    model = OPENAI.open(server, monkeypatch)
    assert structured(model)[0] == FOUND
    assert [OPENAI.room(body) for body in server.chats] == [500, 1000, 2000]
    with pytest.raises(ModelReplyError, match="cut off at the token limit"):
        structured(model, most_tokens=600)


@pytest.mark.parametrize(
    ("provider", "objection", "most"),
    [
        (
            OPENAI,
            error(
                "max_tokens is too large: 500. This model supports at most 400 completion tokens, "
                "whereas you provided 500.",
                param="max_completion_tokens",
            ),
            400,
        ),
        (
            ANTHROPIC,
            anthropic_error(
                "max_tokens: 500 > 400, which is the maximum allowed number of output tokens for "
                "claude-x-4-5-20250929"
            ),
            400,
        ),
        (
            GOOGLE,
            google_error(
                "Unable to submit request because it has a maxOutputTokens value of 500 but the "
                "supported range is from 1 (inclusive) to 401 (exclusive)."
            ),
            400,
        ),
        (
            DEEPSEEK,
            error("Invalid max_tokens value, the valid range of max_tokens is [1, 400]"),
            400,
        ),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_reply_may_be_as_long_as_the_provider_says(
    scripted_server: Start,
    monkeypatch: pytest.MonkeyPatch,
    provider: Provider,
    objection: Step,
    most: int,
) -> None:
    def answer(body: Body) -> Step:
        return objection if provider.room(body) > most else provider.says(FITS)

    server = scripted_server(strictly(provider, answer))
    model = provider.open(server, monkeypatch)
    assert structured(model)[0] == FOUND
    count = len(server.chats)
    structured(model)
    assert len(server.chats) == count + 1
    assert provider.room(server.chats[-1]) == most


TEMPERATURE = "Unsupported value: 'temperature' does not support 0 with this model."


@pytest.mark.parametrize("provider", [OPENAI, AZURE, MISTRAL, DEEPSEEK], ids=lambda p: p.name)
@pytest.mark.parametrize("named", [True, False])
def test_a_temperature_that_is_refused_is_left_out_from_then_on(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch, provider: Provider, named: bool
) -> None:
    param = {"param": "temperature"} if named else {"param": None}

    def answer(body: Body) -> Step:
        return error(TEMPERATURE, **param) if "temperature" in body else provider.says(FITS)

    server = scripted_server(strictly(provider, answer))
    model = provider.open(server, monkeypatch)
    structured(model)
    count = len(server.chats)
    assert structured(model)[0] == FOUND
    assert len(server.chats) == count + 1


def test_azures_reasoning_models_get_the_limit_they_want_and_room_to_think(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (
        "Unsupported parameter: 'max_tokens' is not supported with this model. "
        "Use 'max_completion_tokens' instead."
    )

    def answer(body: Body) -> Step:
        return error(words, param=None) if "max_tokens" in body else AZURE.says(FITS)

    server = scripted_server(answer)
    assert structured(AZURE.open(server, monkeypatch))[0] == FOUND
    assert server.chats[-1]["max_completion_tokens"] == 500 + 4096


def test_mistral_gets_its_own_name_for_the_seed(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server(strictly(MISTRAL, lambda _: MISTRAL.says(FITS)))
    structured(MISTRAL.open(server, monkeypatch))
    (body,) = server.chats
    assert body["random_seed"] == 1 and "seed" not in body


def test_a_known_reasoning_model_of_openai_is_asked_right_the_first_time(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server([OPENAI.says(FITS)])
    structured(OPENAI.open(server, monkeypatch, "gpt-5-mini"))
    (body,) = server.chats
    assert "temperature" not in body
    assert body["max_completion_tokens"] == 500 + 4096


def test_openrouter_falls_back_where_nobody_takes_a_schema(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def poor(body: Body) -> Step:
        if body.get("provider"):
            words = "No endpoints found that can handle the requested parameters."
            return says({"error": {"message": words, "code": 404}}, code=404)
        return OPENROUTER.says(FITS)

    server = scripted_server(poor)
    assert structured(OPENROUTER.open(server, monkeypatch))[0] == FOUND
    assert server.chats[-1]["response_format"] == {"type": "json_object"}


def test_an_error_that_comes_with_a_good_status_is_an_error(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = says({"error": {"message": "Provider returned error", "code": 502}})
    with pytest.raises(ModelReplyError, match="failed with HTTP 502"):
        structured(OPENROUTER.open(scripted_server([late]), monkeypatch))
    choice = {"finish_reason": "error", "error": {"message": "overloaded", "code": 503}}
    broken = says({"choices": [{**choice, "message": {"content": ""}}]})
    with pytest.raises(ModelReplyError, match="failed with HTTP 503"):
        structured(OPENROUTER.open(scripted_server([broken]), monkeypatch))


def test_azures_newer_address_needs_no_version(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server([AZURE.says(FITS)])
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", f"{server.root}/openai/v1/")
    structured(open_model("azure_openai/mine"))
    assert server.requests[0].path == "/openai/v1/chat/completions"
    assert server.chats[0]["model"] == "mine"


def test_a_provider_whose_customers_have_an_address_each_asks_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("AZURE_OPENAI_ENDPOINT", raising=False)
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    with pytest.raises(ModelUnavailable, match="no address for azure_openai: set AZURE_OPENAI_END"):
        open_model("azure_openai/mine")


def test_a_gateway_is_given_by_base_url(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server([MISTRAL.says(FITS)], key=KEY)
    monkeypatch.setenv("MISTRAL_API_KEY", KEY)
    model = open_model("mistral/some-model", base_url=server.url)
    assert structured(model)[0] == FOUND


def test_a_redirect_does_not_carry_the_key_elsewhere(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = scripted_server(lambda _: GOOGLE.says(FITS))

    def elsewhere(handler: Any, body: Body, server: ScriptedServer) -> None:
        handler.send_response(307)
        handler.send_header("Location", f"{other.root}/v1/models/some-model:generateContent")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server = scripted_server(lambda _: Step(elsewhere))
    with pytest.raises(ModelReplyError, match="HTTP 307"):
        structured(GOOGLE.open(server, monkeypatch))
    assert other.requests == []
