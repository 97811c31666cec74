"""How large a model's context is: from the table, from the server, or not known."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from provider_fakes import KEY, OPENROUTER
from scripted_server import ScriptedServer, hangs

from extractor.models import open_model
from extractor.models.cache import CachedModel, ReplyCache
from extractor.models.contexts import known_context, known_model
from extractor.models.embedded import LARGEST_CONTEXT, LocalModel, local_client
from extractor.models.providers import PROVIDERS
from extractor.models.spec import HostedSpec

Start = Callable[..., ScriptedServer]


def test_every_line_of_the_table_is_sound_and_dated() -> None:
    text = files("extractor.models").joinpath("data/contexts.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len({row["model"] for row in rows}) == len(rows)
    for row in rows:
        assert row["model"].partition("/")[0] in PROVIDERS
        assert int(row["context"]) >= int(row["output"]) >= 1024
        assert row["thinks"] in ("", "yes")
        assert date.fromisoformat(row["as_of"])


@pytest.mark.parametrize(
    ("spec", "context"),
    [
        (HostedSpec("openai", "gpt-4.1-mini"), 1_047_576),
        (HostedSpec("openai", "gpt-4.1-mini-2025-04-14"), 1_047_576),
        (HostedSpec("openai", "gpt-5-nano"), 272_000),
        (HostedSpec("openai", "gpt-5.4"), 1_050_000),
        (HostedSpec("openai", "gpt-5.4-mini"), 272_000),  # the longest beginning wins
        (HostedSpec("openai", "never-heard-of"), None),
        (HostedSpec("openai", "gpt-4.1-mini", "http://127.0.0.1:1/v1"), None),
        (HostedSpec("azure_openai", "gpt-4o", "https://x.openai.azure.com"), 128_000),
        (HostedSpec("anthropic", "claude-sonnet-5"), 1_000_000),
        (HostedSpec("generative-ai", "gemini-3.5-flash"), 1_048_576),
        (HostedSpec("openrouter", "openai/gpt-4o-mini"), 128_000),
        (HostedSpec("ollama", "qwen3", "http://localhost:11434/v1"), None),
        (HostedSpec("local", "tiny", "http://127.0.0.1:1/v1"), LARGEST_CONTEXT),
    ],
)
def test_a_model_is_known_by_the_longest_beginning_of_its_name(
    spec: HostedSpec, context: int | None
) -> None:
    assert known_context(spec) == context


def test_models_that_think_are_known() -> None:
    assert known_model(HostedSpec("openai", "gpt-5-mini")).thinks  # type: ignore[union-attr]
    assert not known_model(HostedSpec("openai", "gpt-4.1")).thinks  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "context"),
    [
        ({"listed": {"max_model_len": 8192}}, 8192),  # vLLM
        ({"listed": {"context_length": 4096}}, 4096),
        ({"listed": {"id": "another", "max_model_len": 8192}}, 8192),  # it serves but one
        ({"listed": {}}, None),
        ({"listed": {"max_model_len": "many"}}, None),
        ({"listed": {"max_model_len": True}}, None),
        (
            {
                "owned_by": "llamacpp",
                "listed": {"meta": {"n_ctx_train": 131072}},
                "props": {"default_generation_settings": {"n_ctx": 16384}},
            },
            16384,
        ),
        ({"owned_by": "llamacpp", "props": {}}, None),
        ({"owned_by": "llamacpp"}, None),
    ],
)
def test_a_server_of_ones_own_is_asked_once(
    scripted_server: Start, said: dict[str, Any], context: int | None
) -> None:
    server = scripted_server(**said)
    model = open_model("openai/scripted", base_url=server.url)
    assert model.context_tokens == context
    count = len(server.requests)
    assert model.context_tokens == context
    assert len(server.requests) == count


def test_a_provider_tells_of_models_that_the_table_does_not_know(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server(key=KEY, model="nobody/new", listed={"context_length": 64_000})
    assert OPENROUTER.open(server, monkeypatch, "nobody/new").context_tokens == 64_000


def test_a_server_that_is_not_there_has_no_known_context() -> None:
    gone = ScriptedServer()
    gone.stop()
    assert open_model("openai/x", base_url=gone.url).context_tokens is None


def test_a_server_that_hangs_is_not_waited_for(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.models.transport.LOOK_UP_S", 0.1)
    server = scripted_server()
    monkeypatch.setattr(
        "scripted_server._send_json", lambda handler, *_: hangs().act(handler, {}, server)
    )
    assert open_model("openai/x", base_url=server.url).context_tokens is None


def test_nobody_is_asked_before_somebody_wants_to_know(scripted_server: Start) -> None:
    server = scripted_server()
    open_model("openai/scripted", base_url=server.url)
    assert server.requests == []


def test_the_embedded_model_and_its_client_say_the_same(tmp_path: Path) -> None:
    """Recordings are made through the client alone and must be cut into the same windows."""
    model = LocalModel(Path("tiny.gguf"), context_tokens=4096)
    client = local_client("tiny", "http://127.0.0.1:1/v1")
    assert model.context_tokens == client.context_tokens == LARGEST_CONTEXT
    assert CachedModel(model, ReplyCache(tmp_path)).context_tokens == LARGEST_CONTEXT
