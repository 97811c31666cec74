"""The real command against the scripted server, in this process and as one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from fault_kit import Outcome, articles_in, sound
from forked import Popen
from scripted_server import ScriptedServer

from extractor.cli import main
from extractor.models.providers import PROVIDERS

PROGRAM = "from extractor.cli import main; main(prog_name='extract')"
Extract = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No keys and no proxies of the machine; a broken connection is tried again at once."""
    for variable in {v for one in PROVIDERS.values() for v in (*one.keys, *one.variables)}:
        monkeypatch.delenv(variable, raising=False)
    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "SSL_CERT_FILE"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.lower(), raising=False)
    monkeypatch.setattr("extractor.models.pace.FIRST_WAIT_S", 0.0)


@pytest.fixture
def articles(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file of as many articles as the test's module says with ``COUNT``."""
    return articles_in(tmp_path / "articles.jsonl", request.module.COUNT)


@pytest.fixture
def extract() -> Extract:
    """``extract(*arguments, input=…)`` as typed on a command line, without a server."""

    def call(*arguments: object, input: str | bytes = b"") -> Outcome:
        typed = [str(word) for word in arguments]
        result = CliRunner().invoke(main, typed, input=input, prog_name="extract")
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture
def forked_workers(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The processes that read articles for a run are forked, not started; these are they."""
    made: list[Any] = []

    def start(argv: list[str], **options: Any) -> Any:
        made.append(Popen(argv, **options))
        return made[-1]

    known = {"PIPE": subprocess.PIPE, "TimeoutExpired": subprocess.TimeoutExpired}
    starting = SimpleNamespace(Popen=start, **known)
    monkeypatch.setattr("extractor.batch.processes.subprocess", starting)
    return made


@pytest.fixture
def ask(
    extract: Extract, scripted_server: Callable[..., ScriptedServer]
) -> Callable[..., tuple[Outcome, ScriptedServer]]:
    """``ask(*arguments, script=…, input=…)``: a run that asks a scripted server."""

    def call(
        *arguments: object, script: Any = sound, input: str | bytes = b""
    ) -> tuple[Outcome, ScriptedServer]:
        server = scripted_server(script)
        to = ("--base-url", server.url, "--model", "openai/x", "--ordered")
        return extract("run", *to, *arguments, input=input), server

    return call


@pytest.fixture
def start(
    scripted_server: Callable[..., ScriptedServer],
) -> Callable[..., subprocess.Popen[bytes]]:
    """The same as a process of its own, for pipes, signals and limits."""

    def call(*arguments: object, script: Any = sound, **options: Any) -> subprocess.Popen[bytes]:
        server = scripted_server(script)
        program = options.pop("program", PROGRAM)
        argv = [sys.executable, "-c", program, "run", "--base-url", server.url]
        argv += ["--model", "openai/x", "--ordered", *map(str, arguments)]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return Popen(argv, **{"env": dict(os.environ), **options})

    return call
