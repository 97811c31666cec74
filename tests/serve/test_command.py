"""The command as it is typed."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from patience import PATIENCE_S

from extractor.cli import main

ROOT = Path(__file__).resolve().parent.parent.parent
MODEL = ("--base-url", "http://127.0.0.1:9/v1", "--model", "openai/x")


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.delenv("EXTRACT_SERVE_TOKEN", raising=False)


def told(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, [*words, *MODEL])
    return result.exit_code, result.stderr


def test_another_address_needs_a_token():
    code, message = told("serve", "--host", "0.0.0.0", "--port", "0")
    assert code == 2 and "reached from other machines: give a token" in message


def test_a_token_file_is_read_and_a_missing_or_empty_one_said(tmp_path):
    code, message = told("serve", "--token-file", str(tmp_path / "none"))
    assert code == 2 and "No such file" in message
    empty = tmp_path / "empty"
    empty.write_text("\n")
    code, message = told("serve", "--token-file", str(empty))
    assert code == 2 and "at least 16" in message


def test_certificate_and_key_go_together(tmp_path):
    code, message = told("serve", "--tls-cert", "c.pem")
    assert code == 2 and "go together" in message
    code, message = told("serve", "--port", "0", "--tls-cert", "c.pem", "--tls-key", "k.pem")
    assert code == 2 and "No such file" in message


def test_a_model_that_cannot_be_asked_is_said_before_anybody_is_served(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY")
    result = CliRunner().invoke(main, ["serve", "--port", "0", "--model", "openai/gpt-4.1-mini"])
    assert result.exit_code == 2 and "OPENAI_API_KEY" in result.stderr


def test_on_a_terminal_mcp_says_who_starts_it(monkeypatch):
    pytest.importorskip("mcp")
    monkeypatch.setattr("extractor.cli.serve.sys", SimpleNamespace(stdin=None))
    code, message = told("mcp")
    assert code == 2 and "an assistant starts this" in message


@pytest.mark.skipif(os.name == "nt", reason="no SIGTERM there")
def test_it_answers_until_it_is_terminated_and_then_ends_well():
    process = subprocess.Popen(
        [sys.executable, "-m", "extractor", "serve", "--port", "0", *MODEL],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    found = re.match(r"Serving http://127\.0\.0\.1:(\d+)/extract", process.stderr.readline())
    assert found
    connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=PATIENCE_S)
    connection.request("GET", "/health")
    assert json.loads(connection.getresponse().read()) == {"status": "ok"}
    process.send_signal(signal.SIGTERM)
    _, rest = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert rest.startswith("0 articles, 0 events") and "Traceback" not in rest
