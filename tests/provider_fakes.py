"""What each provider's API takes and says, as far as we meet it: for scripted servers.

A fake is as strict as the provider: it refuses, in the provider's words, what the provider refuses
(an open schema, a temperature, a seed of another name), so that a request that would not be taken
there is not taken here. Formats are those of the providers' own Python SDKs (anthropic 2.14,
google-genai 3.6, mistralai 3.7, openai 3.3) and of the servers' source.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from scripted_server import Body, Received, ScriptedServer, Step, reply, says

from extractor.models import Model, open_model, providers

KEY = "very-secret-indeed-123"
TOKENS = (900, 600, 20)  # prompt, of it cached, completion
FORBIDDEN = {"title", "default", "minLength", "maxLength", "minItems", "maxItems", "pattern"}


def openness(schema: Any, forbidden: set[str] = FORBIDDEN) -> str | None:
    """What keeps a schema from being strict, if anything does."""
    if isinstance(schema, list):
        return next((found for one in schema if (found := openness(one, forbidden))), None)
    if not isinstance(schema, dict):
        return None
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            return "'additionalProperties' is required to be supplied and to be false"
        if set(schema.get("required", ())) != set(schema["properties"]):
            return "'required' is required to be supplied and to include every key in properties"
    if wrong := (set(schema) & forbidden):
        return f"'{min(wrong)}' is not permitted"
    if "$ref" in schema and len(schema) > 1:
        return "$ref cannot have keywords beside it"
    inner = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    inner += [schema[name] for name in ("items", "anyOf") if name in schema]
    return openness(inner, forbidden)


def error(message: str, *, status: int = 400, **more: Any) -> Step:
    """An error as OpenAI and its kin say it."""
    body = {"message": message, "type": "invalid_request_error", **more}
    return says({"error": body}, code=status)


def chat_schema(body: Body) -> Body | None:
    """The schema of a chat completion that is asked for strictly."""
    described = (body.get("response_format") or {}).get("json_schema") or {}
    return described.get("schema") if described.get("strict") else None


def unstrict(body: Body) -> Step | None:
    """OpenAI's objection to a schema that is not strict."""
    schema = chat_schema(body)
    wrong = openness(schema) if schema else None
    words = f"Invalid schema for response_format 'Toll': In context=(), {wrong}."
    return error(words, param="response_format") if wrong else None


@dataclass
class Provider:
    """A provider as a test needs it: how it is named and reached, and what it says."""

    name: str
    path: str
    key_header: str = "authorization"
    variable: str | None = None  # of the environment, that holds the server's root
    objects: Callable[[Body], Step | None] = unstrict
    forms: Callable[[Body], Body | None] = chat_schema
    room: Callable[[Body], int] = lambda body: int(body["max_tokens"])
    refuses: Step = field(default_factory=lambda: refusal("I can't help with that."))
    refused: str = "refused to read this article: I can't help with that."
    blocks: Step = field(default_factory=lambda: filtered())
    blocked: str = "blocked this article"

    def says(self, content: str, *, cut: bool = False, thought: int = 0) -> Step:
        """A reply with this text, for :data:`TOKENS`."""
        message = {"role": "assistant", "content": content}
        return reply(message, finish_reason="length" if cut else "stop", tokens=TOKENS)

    def open(
        self, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, model: str = "some-model"
    ) -> Model:
        """The provider's model, at the address of the scripted server, with its key."""
        for variable in providers.PROVIDERS[self.name].keys[:1]:
            monkeypatch.setenv(variable, KEY)
        if self.variable:
            monkeypatch.setenv(self.variable, server.root)
        else:
            there = replace(providers.PROVIDERS[self.name], url=server.url)
            monkeypatch.setitem(providers.PROVIDERS, self.name, there)
        return open_model(f"{self.name}/{model}")

    def takes(self, received: Received) -> None:
        """Fails where a request is not where and how the provider wants it."""
        assert received.path == self.path
        key = KEY if self.key_header != "authorization" else f"Bearer {KEY}"
        assert received.headers[self.key_header] == key
        assert KEY not in json.dumps(received.json) + received.path


def refusal(words: str) -> Step:
    """The model declines, as OpenAI has it."""
    return reply({"role": "assistant", "content": None, "refusal": words}, tokens=TOKENS)


def filtered() -> Step:
    """A filter stopped the reply, as OpenAI and most others have it."""
    message = {"role": "assistant", "content": ""}
    return reply(message, finish_reason="content_filter", tokens=TOKENS)


# Anthropic -----------------------------------------------------------------------------------


def anthropic_objects(body: Body) -> Step | None:
    """What the Messages API says to a request it does not take."""
    known = {"model", "messages", "max_tokens", "system", "output_config", "metadata", "thinking"}
    for name in set(body) - known:
        return anthropic_error(f"{name}: Extra inputs are not permitted")
    if "max_tokens" not in body:
        return anthropic_error("max_tokens: Field required")
    if any(one["role"] == "system" or not one["content"] for one in body["messages"]):
        return anthropic_error("messages: text content blocks must be non-empty")
    schema = anthropic_schema(body)
    wrong = openness(schema) if schema else None
    return anthropic_error(f"output_config.format.schema: {wrong}") if wrong else None


def anthropic_schema(body: Body) -> Body | None:
    """The schema a message must fit."""
    shape = (body.get("output_config") or {}).get("format") or {}
    return shape.get("schema")


def anthropic_error(message: str, code: int = 400) -> Step:
    """An error of the Messages API."""
    kind = {"type": "invalid_request_error", "message": message}
    return says({"type": "error", "error": kind, "request_id": "req_1"}, code=code)


def anthropic_message(stop: str, content: str, thought: int = 0, **more: Any) -> Step:
    """A message of the Messages API."""
    prompt, cached, completion = TOKENS
    blocks: list[Body] = [{"type": "text", "text": content}] if content else []
    if thought:
        blocks.insert(0, {"type": "thinking", "thinking": "…", "signature": "x"})
    usage = {
        "input_tokens": prompt - cached - 100,
        "cache_creation_input_tokens": 100,
        "cache_read_input_tokens": cached,
        "output_tokens": completion,
        "output_tokens_details": {"thinking_tokens": thought},
    }
    body = {"id": "msg_1", "type": "message", "role": "assistant", "model": "some-model"}
    return says({**body, "content": blocks, "stop_reason": stop, "usage": usage, **more})


class Anthropic(Provider):
    """The Messages API."""

    def says(self, content: str, *, cut: bool = False, thought: int = 0) -> Step:
        return anthropic_message("max_tokens" if cut else "end_turn", content, thought)

    def takes(self, received: Received) -> None:
        super().takes(received)
        assert received.headers["anthropic-version"] == "2026-10-21"


# Google --------------------------------------------------------------------------------------


def google_objects(body: Body) -> Step | None:
    """What ``generateContent`` says to a request it does not take."""
    known = {"contents", "systemInstruction", "generationConfig", "safetySettings"}
    options = {"maxOutputTokens", "responseMimeType", "responseJsonSchema", "temperature", "seed"}
    for name in (set(body) - known) | (set(body["generationConfig"]) - options):
        return google_error(f'Invalid JSON payload received. Unknown name "{name}"')
    schema = google_schema(body)
    wrong = openness(schema, {"title", "default", "maxLength", "const"}) if schema else None
    return google_error(f"Invalid value at 'response_json_schema': {wrong}") if wrong else None


def google_schema(body: Body) -> Body | None:
    """The schema a reply must fit."""
    return body["generationConfig"].get("responseJsonSchema")


def google_error(message: str, code: int = 400) -> Step:
    """An error of Google's APIs."""
    return says(
        {"error": {"code": code, "message": message, "status": "INVALID_ARGUMENT"}}, code=code
    )


def google_reply(finish: str | None, content: str, thought: int = 0, **more: Any) -> Step:
    """A reply of ``generateContent``; no candidate where ``finish`` is none."""
    prompt, cached, completion = TOKENS
    parts = [{"text": content}] if content else []
    candidate = {"content": {"role": "model", "parts": parts}, "finishReason": finish, "index": 0}
    usage = {"promptTokenCount": prompt, "cachedContentTokenCount": cached}
    usage |= {"candidatesTokenCount": completion - thought, "thoughtsTokenCount": thought}
    found = {"candidates": [candidate]} if finish else {}
    return says({**found, "usageMetadata": usage, "modelVersion": "some-model", **more})


class Google(Provider):
    """The Gemini API."""

    def says(self, content: str, *, cut: bool = False, thought: int = 0) -> Step:
        return google_reply("MAX_TOKENS" if cut else "STOP", content, thought)


# The others ----------------------------------------------------------------------------------


def mistral_objects(body: Body) -> Step | None:
    """Mistral refuses what it does not know."""
    known = {"model", "messages", "temperature", "random_seed", "max_tokens", "response_format"}
    for name in set(body) - known:
        found = {"type": "extra_forbidden", "loc": ["body", name], "msg": "Extra inputs are not"}
        words = {"object": "error", "message": {"detail": [found]}, "type": "invalid_request_error"}
        return says(words, code=422)
    return unstrict(body)


def azure_filter() -> Step:
    """Azure's filter on the prompt."""
    inner = {"code": "ResponsibleAIPolicyViolation", "content_filter_result": {"violence": {}}}
    return error(
        "The response was filtered due to the prompt triggering Azure OpenAI's content management "
        "policy.",
        code="content_filter",
        param="prompt",
        innererror=inner,
    )


def deepseek_objects(body: Body) -> Step | None:
    """DeepSeek takes JSON objects, but no schema of one, and wants the word in the prompt."""
    kind = (body.get("response_format") or {}).get("type")
    if kind == "json_schema":
        return error("This response_format type is unavailable now")
    if kind == "json_object" and "json" not in json.dumps(body["messages"]).lower():
        return error("Prompt must contain the word 'json' in some form to use 'response_format'")
    for one in body["messages"]:
        if one["role"] == "assistant" and "reasoning_content" not in one:
            return error("The `reasoning_content` in the thinking mode must be passed back.")
    return None


def openrouter_objects(body: Body) -> Step | None:
    """OpenRouter, asked to require what is sent, finds nobody who takes a temperature."""
    if "seed" in body:
        return error("no seed is wanted here")
    if body.get("provider", {}).get("require_parameters") and "temperature" in body:
        words = "No endpoints found that can handle the requested parameters."
        return says({"error": {"message": words, "code": 404}}, code=404)
    return unstrict(body)


def openrouter_moderation() -> Step:
    """OpenRouter's moderation of the prompt."""
    metadata = {"reasons": ["violence"], "flagged_input": "…", "provider_name": "OpenAI"}
    words = "some-model requires moderation on OpenAI. Your input was flagged"
    return says({"error": {"code": 403, "message": words, "metadata": metadata}}, code=403)


OPENAI = Provider(
    "openai", "/v1/chat/completions", room=lambda body: int(body["max_completion_tokens"])
)
OPENAI.blocks = error(
    "Invalid prompt: your prompt was flagged as potentially violating our usage policy.",
    code="invalid_prompt",
    param=None,
)
AZURE = Provider(
    "azure_openai",
    "/openai/deployments/some-model/chat/completions?api-version=2024-10-21",
    key_header="api-key",
    variable="AZURE_OPENAI_ENDPOINT",
    blocks=azure_filter(),
)
ANTHROPIC = Anthropic(
    "anthropic",
    "/v1/messages",
    variable="ANTHROPIC_BASE_URL",
    objects=anthropic_objects,
    forms=anthropic_schema,
    refuses=anthropic_message(
        "refusal", "", stop_details={"type": "refusal", "explanation": "I can't help with that."}
    ),
    blocks=anthropic_message("refusal", "", stop_details={"type": "refusal", "category": "bio"}),
    blocked="refused to read this article: bio",
)
GOOGLE = Google(
    "google",
    "/v1/models/some-model:generateContent",
    key_header="x-goog-api-key",
    variable="GOOGLE_GEMINI_BASE_URL",
    objects=google_objects,
    forms=google_schema,
    room=lambda body: int(body["generationConfig"]["maxOutputTokens"]),
    refuses=google_reply("PROHIBITED_CONTENT", ""),
    refused="a safety filter of google/some-model",
    blocks=google_reply(None, "", promptFeedback={"blockReason": "SAFETY"}),
    blocked="blocked this article: SAFETY",
)
MISTRAL = Provider("mistral", "/v1/chat/completions", objects=mistral_objects)
OPENROUTER = Provider(
    "openrouter",
    "/v1/chat/completions",
    objects=openrouter_objects,
    blocks=openrouter_moderation(),
)
DEEPSEEK = Provider(
    "deepseek",
    "/v1/chat/completions",
    objects=deepseek_objects,
    forms=lambda body: None,
    blocks=error("Content Exists Risk"),
)
PROVIDERS = (OPENAI, AZURE, ANTHROPIC, GOOGLE, MISTRAL, OPENROUTER, DEEPSEEK)
"""Those with an address of their own; llama.cpp, vLLM and Ollama are servers of one's own."""
