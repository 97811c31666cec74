"""Where the providers are that we speak to ourselves, and in which of three ways of speaking.

``chat`` is OpenAI's chat completions, which most providers and all servers of one's own take;
``anthropic`` and ``google`` are those two's own. The few providers that are not in the table are
asked through instructor's client for them (:mod:`extractor.models.hosted`), which needs their
package. Addresses are those that instructor 1.17 and the providers' own SDKs use.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

__all__ = ["DIRECT", "Direct", "address_of"]


@dataclass(frozen=True)
class Direct:
    """A provider we speak to ourselves.

    ``url`` is its address, ``None`` where each customer has an own one. ``variables`` of the
    environment may name another; ``suffix`` is what is added to such an address.
    """

    url: str | None
    variables: tuple[str, ...] = ()
    wire: str = "chat"
    suffix: str = ""


GOOGLE = Direct(
    "https://generativelanguage.googleapis.com", ("GOOGLE_GEMINI_BASE_URL",), wire="google"
)

DIRECT = {
    "openai": Direct("https://api.openai.com/v1", ("OPENAI_BASE_URL",)),
    "anthropic": Direct("https://api.anthropic.com", ("ANTHROPIC_BASE_URL",), wire="anthropic"),
    "google": GOOGLE,
    "gemini": GOOGLE,
    "generative-ai": GOOGLE,
    "azure_openai": Direct(None, ("AZURE_OPENAI_ENDPOINT",)),
    "mistral": Direct("https://api.mistral.ai/v1"),
    "openrouter": Direct("https://openrouter.ai/api/v1"),
    "deepseek": Direct("https://api.deepseek.com"),
    "ollama": Direct("http://localhost:11434/v1"),
    "groq": Direct("https://api.groq.com/openai/v1"),
    "together": Direct("https://api.together.xyz/v1"),
    "fireworks": Direct("https://api.fireworks.ai/inference/v1"),
    "cerebras": Direct("https://api.cerebras.ai/v1"),
    "xai": Direct("https://api.x.ai/v1"),
    "perplexity": Direct("https://api.perplexity.ai"),
    "anyscale": Direct("https://api.endpoints.anyscale.com/v1"),
    "databricks": Direct(
        None,
        ("DATABRICKS_BASE_URL", "DATABRICKS_HOST", "DATABRICKS_WORKSPACE_URL"),
        suffix="/serving-endpoints",
    ),
}


def address_of(provider: str) -> tuple[str, str] | None:
    """The address that the environment gives for a provider, and the variable it stands in."""
    direct = DIRECT.get(provider)
    for variable in direct.variables if direct else ():
        address = os.environ.get(variable, "").strip()
        if address:
            assert direct is not None
            address = address.rstrip("/")
            return address.removesuffix(direct.suffix) + direct.suffix, variable
    return None
