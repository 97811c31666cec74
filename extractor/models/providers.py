"""The hosted providers: the variables that hold their keys, where they are, how they are spoken to.

``chat`` is OpenAI's chat completions, which most providers and all servers of one's own take, some
with differences of their own; ``anthropic`` and ``google`` are those two's own. Providers without a
way of speaking are asked through instructor's client for them (:mod:`extractor.models.hosted`),
which needs their package.
Addresses are those that instructor 1.17 and the providers' own SDKs use. A provider that takes
chat completions is a line of :data:`PROVIDERS` and nothing else.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

__all__ = ["PROVIDERS", "Provider", "address_of", "direct_provider"]


@dataclass(frozen=True)
class Provider:
    """A provider. ``keys`` are the variables of the environment that may hold its key, none where
    no single variable does (cloud credentials, none at all).

    ``url`` is its address, ``None`` where each customer has an own one. ``variables`` of the
    environment may name another; ``suffix`` is what is added to such an address. ``wire`` is how
    we speak to it ourselves (:mod:`extractor.models.wires`), empty where instructor does.
    """

    keys: tuple[str, ...] = ()
    url: str | None = None
    variables: tuple[str, ...] = ()
    wire: str = "chat"
    suffix: str = ""


def _google(*keys: str) -> Provider:
    address = "https://generativelanguage.googleapis.com"
    return Provider(keys, address, ("GOOGLE_GEMINI_BASE_URL",), wire="google")


def _theirs(*keys: str) -> Provider:
    """A provider that is asked through instructor."""
    return Provider(keys, wire="")


PROVIDERS: dict[str, Provider] = {
    "openai": Provider(("OPENAI_API_KEY",), "https://api.openai.com/v1", ("OPENAI_BASE_URL",)),
    "anthropic": Provider(
        ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
        "https://api.anthropic.com",
        ("ANTHROPIC_BASE_URL",),
        wire="anthropic",
    ),
    "google": _google("GOOGLE_API_KEY", "GEMINI_API_KEY"),
    "gemini": _google("GOOGLE_API_KEY", "GEMINI_API_KEY"),
    "generative-ai": _google("GOOGLE_API_KEY"),
    "mistral": Provider(("MISTRAL_API_KEY",), "https://api.mistral.ai/v1", wire="mistral"),
    "cohere": _theirs("CO_API_KEY"),
    "perplexity": Provider(("PERPLEXITY_API_KEY",), "https://api.perplexity.ai"),
    "groq": Provider(("GROQ_API_KEY",), "https://api.groq.com/openai/v1"),
    "writer": _theirs("WRITER_API_KEY"),
    "cerebras": Provider(("CEREBRAS_API_KEY",), "https://api.cerebras.ai/v1"),
    "fireworks": Provider(("FIREWORKS_API_KEY",), "https://api.fireworks.ai/inference/v1"),
    "deepseek": Provider(("DEEPSEEK_API_KEY",), "https://api.deepseek.com", wire="deepseek"),
    "xai": Provider(("XAI_API_KEY",), "https://api.x.ai/v1"),
    "openrouter": Provider(
        ("OPENROUTER_API_KEY",), "https://openrouter.ai/api/v1", wire="openrouter"
    ),
    "anyscale": Provider(("ANYSCALE_API_KEY",), "https://api.endpoints.anyscale.com/v1"),
    "together": Provider(("TOGETHER_API_KEY",), "https://api.together.xyz/v1"),
    "azure_openai": Provider(
        ("AZURE_OPENAI_API_KEY",), None, ("AZURE_OPENAI_ENDPOINT",), wire="azure"
    ),
    "databricks": Provider(
        ("DATABRICKS_TOKEN", "DATABRICKS_API_KEY"),
        None,
        ("DATABRICKS_BASE_URL", "DATABRICKS_HOST", "DATABRICKS_WORKSPACE_URL"),
        suffix="/serving-endpoints",
    ),
    "ollama": Provider((), "http://localhost:11434/v1"),
    "bedrock": _theirs(),
    "vertexai": _theirs(),
    "litellm": _theirs(),
}
"""All that instructor 1.17's ``from_provider`` takes, and more that take chat completions."""


def direct_provider(name: str) -> Provider | None:
    """The provider if we speak to it ourselves."""
    provider = PROVIDERS.get(name)
    return provider if provider and provider.wire else None


def address_of(name: str) -> tuple[str, str] | None:
    """The address that the environment gives for a provider, and the variable it stands in."""
    provider = PROVIDERS.get(name)
    for variable in provider.variables if provider else ():
        address = os.environ.get(variable, "").strip()
        if address:
            assert provider is not None
            address = address.rstrip("/")
            return address.removesuffix(provider.suffix) + provider.suffix, variable
    return None
