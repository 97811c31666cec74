"""Wires: how each provider is spoken to, that is the path, the request and the reply.

All code above speaks OpenAI's chat completions. A wire turns such a request into the provider's own
and the provider's reply into a chat completion. So one client, with one set of rules for limits,
refusals and retries, serves all providers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.models.providers import direct_provider
from extractor.models.wires.anthropic import AnthropicWire
from extractor.models.wires.chat import AzureWire, ChatWire, DeepSeekWire, MistralWire
from extractor.models.wires.google import GoogleWire
from extractor.models.wires.openrouter import OpenRouterWire

if TYPE_CHECKING:
    from extractor.models.spec import HostedSpec

__all__ = ["Wire", "wire_of"]

Wire = ChatWire
KINDS: dict[str, type[ChatWire]] = {
    "anthropic": AnthropicWire,
    "azure": AzureWire,
    "chat": ChatWire,
    "deepseek": DeepSeekWire,
    "google": GoogleWire,
    "mistral": MistralWire,
    "openrouter": OpenRouterWire,
}


def wire_of(spec: HostedSpec, api_key: str) -> ChatWire:
    """The wire for the provider of a spec."""
    provider = direct_provider(spec.provider)  # none for an embedded model
    return KINDS[provider.wire if provider else "chat"](spec, api_key)
