"""OpenAI's chat completions, and the providers that take them with small differences."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from extractor.models.charges import reported_in
from extractor.models.providers import PROVIDERS
from extractor.models.strict import ALL_LIMITS, NO_LIMITS
from extractor.models.transport import ErrorStatus, Reply

if TYPE_CHECKING:
    from extractor.models.spec import HostedSpec

__all__ = ["AzureWire", "ChatWire", "DeepSeekWire", "MistralWire", "counted"]

Body = dict[str, Any]

FORMS = ("limited", "strict", "schema", "object", "words")
"""The ways to ask for a structure, strongest first: a schema that the provider guarantees, with its
limits on lengths and counts or without them, a schema as a hint, "a JSON object", and words only.
"""
AZURE_VERSION = "2024-10-21"
"""The first general release that takes JSON Schemas; ``OPENAI_API_VERSION`` overrides it."""


class ChatWire:
    """OpenAI's chat completions; also used for the user's own servers.

    ``forms`` are the :data:`FORMS` the provider has. ``limits`` are those on lengths and counts
    that the form ``limited`` may use. ``temperature`` is false where the provider refuses one.
    """

    forms: tuple[str, ...] = FORMS[1:]
    limits: frozenset[str] = NO_LIMITS
    temperature = True
    room = "max_tokens"
    """The option that limits the reply."""

    def __init__(self, spec: HostedSpec, api_key: str) -> None:
        self.spec = spec
        self.url = spec.base_url or PROVIDERS[spec.provider].url or ""
        self.headers = {"Authorization": f"Bearer {api_key}"}
        if spec.provider == "openai" and spec.base_url is None:
            self.room = "max_completion_tokens"  # reasoning models take no other, and all take it
            for variable, header in (
                ("OPENAI_ORG_ID", "OpenAI-Organization"),
                ("OPENAI_PROJECT_ID", "OpenAI-Project"),
            ):
                if os.environ.get(variable):
                    self.headers[header] = os.environ[variable]
        elif spec.provider in ("openai", "ollama", "local"):
            # llama.cpp, vLLM and their kin make the reply fit the whole schema, limits too, which
            # keeps a small model from repeating itself.
            self.forms, self.limits = FORMS, ALL_LIMITS

    def sent(self, body: Body) -> tuple[str, Body]:
        """The path and the JSON of a request."""
        return "/chat/completions", body

    def read(self, reply: Any) -> Any:
        """The reply as a chat completion. Raises :class:`ErrorStatus` for an error that comes
        with a good status (OpenRouter, some gateways)."""
        if isinstance(reply, dict):
            choices = reply.get("choices")
            first = choices[0] if isinstance(choices, list) and choices else {}
            error = first.get("error") if isinstance(first, dict) else None
            error = error or (None if choices else reply.get("error"))
            if isinstance(error, dict):
                code = error.get("code")
                status = code if isinstance(code, int) and 400 <= code < 600 else 502
                raise ErrorStatus(status, {"error": error}, {})
        return reply


class AzureWire(ChatWire):
    """Azure OpenAI. The model is the name of a deployment and the address that of the resource
    (with ``/openai/v1`` at its end, the newer API without versions)."""

    def __init__(self, spec: HostedSpec, api_key: str) -> None:
        super().__init__(spec, api_key)
        self.headers = {"api-key": api_key}

    def sent(self, body: Body) -> tuple[str, Body]:
        """See :class:`ChatWire`."""
        if self.url.rstrip("/").endswith("/openai/v1"):
            return super().sent(body)
        version = os.environ.get("OPENAI_API_VERSION") or AZURE_VERSION
        deployment = quote(self.spec.model, safe="")
        path = f"/openai/deployments/{deployment}/chat/completions?api-version={quote(version)}"
        return path, body


class MistralWire(ChatWire):
    """Mistral, which names the seed differently and refuses unknown options."""

    def sent(self, body: Body) -> tuple[str, Body]:
        """See :class:`ChatWire`."""
        sent = {{"seed": "random_seed"}.get(name, name): value for name, value in body.items()}
        return super().sent(sent)


class DeepSeekWire(ChatWire):
    """DeepSeek, whose thinking models want their thoughts back with each of their turns; a blank is
    enough."""

    def sent(self, body: Body) -> tuple[str, Body]:
        """See :class:`ChatWire`."""
        messages = [
            {"reasoning_content": " ", **one} if one.get("role") == "assistant" else one
            for one in body["messages"]
        ]
        return super().sent({**body, "messages": messages})


def counted(usage: Any) -> Body:
    """A provider's counts in OpenAI's terms: thoughts are completion tokens, and tokens read from
    or written to the cache are among ``prompt_tokens``."""
    reported = reported_in(usage)
    details = _get(usage, "output_tokens_details")
    thought = _get(details, "thinking_tokens") or _get(usage, "thoughtsTokenCount")
    tokens = Reply(
        prompt_tokens=reported.prompt,
        completion_tokens=reported.completion,
        total_tokens=reported.total,
        prompt_tokens_details=Reply(cached_tokens=reported.cached),
        completion_tokens_details=Reply(reasoning_tokens=thought),
    )
    return {"usage": tokens}


def _get(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else None
