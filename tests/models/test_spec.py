"""What may be written after ``--model``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractor.errors import ModelUnavailable
from extractor.models.faults import scrub
from extractor.models.opening import open_model
from extractor.models.providers import PROVIDERS, Provider
from extractor.models.spec import (
    HostedSpec,
    LocalSpec,
    TaggerSpec,
    default_weights,
    find_key,
    parse_spec,
    require_key,
)
from extractor.models.weights import ENCODER, WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path


def test_no_spec_is_the_tagger() -> None:
    assert parse_spec(None) == parse_spec("tagger") == parse_spec(" tagger\n") == TaggerSpec()
    assert default_weights() is ENCODER


def test_local_is_the_first_embedded_model() -> None:
    assert parse_spec("local") == LocalSpec(weights=WEIGHTS[0])


def test_the_environment_sets_the_default_and_an_argument_overrides_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EXTRACT_MODEL", "openai/gpt-4.1-mini")
    assert parse_spec(None) == HostedSpec("openai", "gpt-4.1-mini")
    assert parse_spec("local") == LocalSpec(weights=WEIGHTS[0])


@pytest.mark.parametrize("name", ["qwen2.5-coder-0.5b", "0.5b", "0.5B", WEIGHTS[1].file])
def test_embedded_models_have_names(name: str) -> None:
    assert parse_spec(f"local:{name}") == LocalSpec(weights=WEIGHTS[1])


def test_a_gguf_file_is_taken_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.gguf"
    path.write_bytes(b"GGUF and so on")
    assert parse_spec(f"local:{path}") == LocalSpec(path=path)


def test_a_model_name_may_hold_slashes_and_colons() -> None:
    spec = parse_spec("openrouter/meta-llama/llama-3.1-8b:free")
    assert spec == HostedSpec("openrouter", "meta-llama/llama-3.1-8b:free")
    assert spec.name == "openrouter/meta-llama/llama-3.1-8b:free"


def test_an_address_goes_with_an_openai_model(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = parse_spec("openai/x", base_url="http://127.0.0.1:8080/v1")
    assert spec == HostedSpec("openai", "x", "http://127.0.0.1:8080/v1")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://elsewhere/v1")
    assert parse_spec("openai/x") == HostedSpec("openai", "x", "http://elsewhere/v1")


def test_ollama_has_an_address_of_its_own() -> None:
    assert parse_spec("ollama/qwen3") == HostedSpec("ollama", "qwen3", "http://localhost:11434/v1")


@pytest.mark.parametrize(
    ("spec", "base_url", "says"),
    [
        ("gpt-4", None, "openai/NAME"),
        ("/gpt-4", None, "is not a model"),
        ("openai/", None, "is not a model"),
        ("nobody/gpt", None, "unknown provider 'nobody'; there are tagger, local, openai"),
        ("tagger:", None, "there is one tagger; write tagger"),
        ("tagger:mine.npz", None, "there is one tagger; write tagger"),
        ("tagger/x", None, "unknown provider 'tagger'"),
        ("encoder", None, "is not a model; write tagger, local"),
        ("local:encoder", None, "no such file of weights: encoder"),
        ("tagger", "http://127.0.0.1:1/v1", "--model openai/NAME (tagger is a model of this"),
        ("local:", None, "local:PATH.gguf"),
        ("local:nowhere.gguf", None, "no such file of weights: nowhere.gguf"),
        ("weights.gguf", None, "write local:weights.gguf"),
        ("local", "http://127.0.0.1:1/v1", "--model openai/NAME"),
        (None, "http://127.0.0.1:1/v1", "--model openai/NAME"),
        ("bedrock/claude", "http://127.0.0.1:1/v1", "--base-url goes with"),
        ("openai/x", "127.0.0.1:8080", "must start with http://"),
    ],
)
def test_what_cannot_be_meant_is_answered_with_what_can(
    spec: str | None, base_url: str | None, says: str
) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        parse_spec(spec, base_url=base_url)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.gguf"
    path.write_text("dear diary")
    with pytest.raises(ModelUnavailable, match="is not a GGUF file"):
        parse_spec(f"local:{path}")


def test_a_missing_key_is_asked_for_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelUnavailable, match="set ANTHROPIC_API_KEY"):
        require_key("anthropic")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "x")
    require_key("anthropic")
    assert find_key("anthropic") == "x"


def test_every_provider_instructor_takes_is_known() -> None:
    from instructor.v2.auto_client import supported_providers

    assert set(PROVIDERS) >= set(supported_providers)
    more = PROVIDERS.keys() - supported_providers
    assert all(PROVIDERS[name].wire and PROVIDERS[name].url for name in more)


def test_a_provider_of_chat_completions_is_a_line_of_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(
        PROVIDERS, "newcomer", Provider(("NEWCOMER_KEY",), "https://new.example/v1")
    )
    with pytest.raises(ModelUnavailable, match="no key for newcomer: set NEWCOMER_KEY"):
        open_model("newcomer/some-model")
    monkeypatch.setenv("NEWCOMER_KEY", "very-secret-indeed")
    open_model("newcomer/some-model").close()
    assert scrub("it holds very-secret-indeed") == "it holds ***"
    with pytest.raises(ModelUnavailable, match=r"unknown provider 'nobody'; .*, newcomer$"):
        parse_spec("nobody/some-model")
