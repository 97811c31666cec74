"""Model specs: the values of ``--model`` and ``EXTRACT_MODEL``.

tagger                     the trained tagger: no language model, no network
local                      the embedded language model
local:qwen2.5-coder-0.5b   another embedded model of ``extract models list``
local:PATH.gguf            any GGUF file on this machine
openai/gpt-4.1-mini        PROVIDER/NAME: every provider that instructor's from_provider takes
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from extractor.errors import ModelUnavailable
from extractor.models.providers import PROVIDERS, address_of, direct_provider
from extractor.models.weights import ENCODER, WEIGHTS, Weights, find_weights

DEFAULT_SPEC = "tagger"
SPEC_VARIABLE = "EXTRACT_MODEL"

EXAMPLE_URL = "http://127.0.0.1:8080/v1"


@dataclass(frozen=True)
class LocalSpec:
    """An embedded model: one of ours by its weights, or a GGUF file by its path."""

    weights: Weights | None = None
    path: Path | None = None


@dataclass(frozen=True)
class TaggerSpec:
    """The trained tagger."""

    name = "tagger"


@dataclass(frozen=True)
class HostedSpec:
    """A model on a server: ``provider/model``, and its address if it is not the usual one."""

    provider: str
    model: str
    base_url: str | None = None

    @property
    def name(self) -> str:
        return f"{self.provider}/{self.model}"


def parse_spec(
    spec: str | None, *, base_url: str | None = None
) -> TaggerSpec | LocalSpec | HostedSpec:
    """The meaning of a spec; ``None`` stands for ``EXTRACT_MODEL``, or the default without that.

    Raises :class:`ModelUnavailable` saying what can be written instead.
    """
    text = (spec or os.environ.get(SPEC_VARIABLE) or DEFAULT_SPEC).strip()
    head, colon, name = text.partition(":")
    if head in ("local", "tagger"):
        if base_url:
            raise ModelUnavailable(
                "a server at --base-url needs the name of the model it serves: "
                f"--model openai/NAME ({head} is a model of this machine)"
            )
        if head == "tagger":
            if colon:
                raise ModelUnavailable(f"{text!r}: there is one tagger; write tagger")
            return TaggerSpec()
        if colon and not name.strip():
            raise ModelUnavailable("local: is without a path; write local:PATH.gguf, or local")
        return _local(name.strip())
    provider, slash, model = text.partition("/")
    if text.endswith(".gguf"):
        raise ModelUnavailable(f"to use a file of weights write local:{text}")
    if not slash or not provider or not model:
        raise ModelUnavailable(
            f"{text!r} is not a model; write tagger, local, local:PATH.gguf, openai/NAME, "
            "anthropic/NAME or PROVIDER/NAME"
        )
    return _hosted(provider, model, base_url)


def default_weights() -> Weights:
    """The weights that the default model needs."""
    return ENCODER if DEFAULT_SPEC == "tagger" else WEIGHTS[0]


def _local(name: str) -> LocalSpec:
    if not name:
        return LocalSpec(weights=WEIGHTS[0])
    weights = find_weights(name)
    if weights and not Path(name).exists():
        return LocalSpec(weights=weights)
    path = Path(name).expanduser()
    if not path.is_file():
        names = ", ".join(w.name for w in WEIGHTS)
        raise ModelUnavailable(f"no such file of weights: {name} (models with a name: {names})")
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":  # the magic number of the format
            raise ModelUnavailable(f"{name} is not a GGUF file")
    return LocalSpec(path=path)


def _hosted(provider: str, model: str, base_url: str | None) -> HostedSpec:
    if provider not in PROVIDERS:
        raise ModelUnavailable(
            f"unknown provider {provider!r}; there are tagger, local, {', '.join(PROVIDERS)}"
        )
    direct = direct_provider(provider)
    if base_url and direct is None:
        raise ModelUnavailable(
            f"--base-url goes with --model openai/NAME, not with {provider}/{model}"
        )
    where = "--base-url"
    if direct and not base_url:
        base_url, where = address_of(provider) or (None, "")
        if provider == "ollama":
            base_url = direct.url
    if base_url:
        _check_url(base_url, where)
    return HostedSpec(provider, model, base_url or None)


def _check_url(url: str, where: str) -> None:
    """Raise unless it is a possible address. The message does not repeat it: it may hold a key."""
    if not url.startswith(("http://", "https://")):
        raise ModelUnavailable(f"{where} must start with http:// or https://, as in {EXAMPLE_URL}")
    try:
        parts = urlsplit(url)
        whole = bool(parts.hostname) and parts.port != 0 and url.isprintable() and " " not in url
    except ValueError:  # a port that is not a number, half an IPv6 address
        whole = False
    if not whole:
        raise ModelUnavailable(f"{where} is not an address; write it as in {EXAMPLE_URL}")


def find_key(provider: str) -> str | None:
    """The provider's key from the environment, or ``None``; it is stored nowhere else.

    Raises :class:`ModelUnavailable` for a key that no request can carry.
    """
    for variable in PROVIDERS[provider].keys:
        key = os.environ.get(variable, "").strip()  # without a last newline
        if not (key.isascii() and key.isprintable()):
            raise ModelUnavailable(f"{variable} holds characters that no key has; set it anew")
        if key:
            return key
    return None


def require_key(provider: str) -> None:
    """Raise :class:`ModelUnavailable`, naming the variable to set, if a needed key is missing."""
    variables = PROVIDERS[provider].keys
    if variables and find_key(provider) is None:
        raise ModelUnavailable(f"no key for {provider}: set {' or '.join(variables)}")


def require_address(spec: HostedSpec) -> None:
    """Raise :class:`ModelUnavailable`, naming the variable to set, if a provider with an address
    per customer (Azure, Databricks) has none."""
    direct = direct_provider(spec.provider)
    if direct and not (direct.url or spec.base_url):
        raise ModelUnavailable(
            f"no address for {spec.provider}: set {' or '.join(direct.variables)} or --base-url"
        )
