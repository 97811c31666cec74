"""The context size of models: a shipped, dated table, and what servers report.

``data/contexts.csv`` has a line for each model. A name that ends in ``*`` stands for all names that
begin so (the longest wins). Its columns are the tokens of prompt the model takes, the tokens of
reply it gives, whether it thinks before it answers, and the day the line was looked up. To add a
model, add a line.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.models.spec import HostedSpec

__all__ = ["Known", "known_context", "known_model", "told_context"]

SAME = {
    "azure_openai": "openai",
    "gemini": "google",
    "generative-ai": "google",
    "vertexai": "google",
}
"""Providers that serve another provider's models under the same names."""
SAID = ("max_model_len", "context_length", "max_context_length", "context_window")
"""Keys for it in ``GET /models``: vLLM; OpenRouter, Together; Mistral, LM Studio; Groq."""


@dataclass(frozen=True)
class Known:
    """A model's line in the table; ``None`` for unknown values."""

    context: int | None
    output: int | None
    thinks: bool


def known_model(spec: HostedSpec) -> Known | None:
    """The table's line for a hosted model; ``None`` if it has none, and for the user's own server,
    which may serve any model under any name."""
    if spec.provider == "local":
        from extractor.models.embedded import LARGEST_CONTEXT

        return Known(LARGEST_CONTEXT, None, False)
    if spec.provider in ("openai", "ollama") and spec.base_url:
        return None
    provider, model = SAME.get(spec.provider, spec.provider), spec.model
    if provider == "openrouter":  # names other providers' models by provider and name
        provider, _, model = model.partition("/")
    name = f"{provider}/{model}"
    lines = _table()
    begins = [n for n in lines if n == name or (n.endswith("*") and name.startswith(n[:-1]))]
    return lines[max(begins, key=len)] if begins else None


def known_context(spec: HostedSpec) -> int | None:
    """The context of a model, in tokens, as far as it is known without asking a server."""
    found = known_model(spec)
    return found.context if found else None


def told_context(model: str, look_up: Callable[[str], Any]) -> int | None:
    """The context of a model as its server reports it; ``None`` if it does not. ``look_up`` gets a
    path (``/models``, or ``//props`` for one beside the API) and returns the JSON there or
    ``None``.
    """
    listed = look_up("/models")
    entries = _get(listed, "data") if isinstance(listed, dict) else listed
    entries = [one for one in entries or () if isinstance(one, dict)]
    mine = [one for one in entries if one.get("id") == model]
    if not mine and len(entries) == 1:
        mine = entries  # it serves one model, under any name
    if any(one.get("owned_by") == "llamacpp" for one in mine):
        settings = _get(look_up("//props"), "default_generation_settings")
        return _number(_get(settings, "n_ctx"))
    return next((n for one in mine for name in SAID if (n := _number(one.get(name)))), None)


@lru_cache(maxsize=1)
def _table() -> dict[str, Known]:
    text = files("extractor.models").joinpath("data/contexts.csv").read_text("utf-8")
    return {
        row["model"]: Known(
            int(row["context"]) if row["context"] else None,
            int(row["output"]) if row["output"] else None,
            row["thinks"] == "yes",
        )
        for row in csv.DictReader(io.StringIO(text))
    }


def _get(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
