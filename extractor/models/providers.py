"""The hosted providers: the variables with their keys, their addresses and their API.

``chat`` is OpenAI's chat completions API, which most providers and all self-hosted servers accept,
some with small differences. ``anthropic`` and ``google`` are those providers' own APIs. Providers
without a wire here are asked through instructor's client (:mod:`extractor.models.hosted`), which
needs their package. Addresses are those that instructor 1.17 and the providers' SDKs use. To add a
provider that takes chat completions, add a line to :data:`PROVIDERS`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

__all__ = ["PROVIDERS", "Provider", "address_of", "direct_provider"]


@dataclass(frozen=True)
class Provider:
    """A provider. ``keys`` are the environment variables that may hold its key, empty where no
    single variable does (cloud credentials, or no key at all).

    ``url`` is its address, ``None`` where each customer has their own. The environment
    ``variables`` may name another address, to which ``suffix`` is added. ``wire`` is the API we use
    to speak to it (:mod:`extractor.models.wires`), empty where instructor does.
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
"""All providers of instructor 1.17's ``from_provider``, and more that take chat completions."""


def direct_provider(name: str) -> Provider | None:
    """The provider, if we speak to it directly; else ``None``."""
    provider = PROVIDERS.get(name)
    return provider if provider and provider.wire else None


def address_of(name: str) -> tuple[str, str] | None:
    """A provider's address from the environment, and the variable that holds it; else ``None``."""
    provider = PROVIDERS.get(name)
    for variable in provider.variables if provider else ():
        address = os.environ.get(variable, "").strip()
        if address:
            assert provider is not None
            address = address.rstrip("/")
            return address.removesuffix(provider.suffix) + provider.suffix, variable
    return None
