"""The MCP door, asked by the protocol's own client."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from patience import PATIENCE_S

pytest.importorskip("mcp")

from mcp.client import Client
from serving import WordedExtractor, awaited

from extractor.serve.service import Service
from extractor.serve.tools import make_tools, mount

ROOT = Path(__file__).resolve().parent.parent.parent


def called(where: Any, tool: str, **given: Any) -> Any:
    async def call() -> Any:
        async with Client(where) as client:
            return await client.call_tool(tool, given)

    return awaited(call())


@pytest.fixture
def tools():
    return make_tools(Service(WordedExtractor()))


def test_the_tools_are_the_two_functions_and_say_what_they_are_for(tools):
    async def listed() -> Any:
        async with Client(tools) as client:
            return (await client.list_tools()).tools

    found = {tool.name: tool for tool in awaited(listed())}
    assert found.keys() == {"extract_events", "validate_records"}
    assert found["extract_events"].input_schema["required"] == ["text"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in found.values())


def test_an_article_gives_its_records(tools):
    answer = called(tools, "extract_events", text="bomb", id="a1", published="2024-05-10")
    assert not answer.is_error
    assert answer.structured_content["article_id"] == "a1"
    assert [event["id"] for event in answer.structured_content["events"]] == ["e0"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": " "}, "no text"),
        ({"text": "bomb", "published": "soon"}, "not a date"),
        ({"text": "refused"}, "declined"),
        ({"text": "no model"}, "no weights"),
        ({}, "text"),
    ],
)
def test_what_goes_wrong_is_told_to_the_assistant(tools, given, words):
    answer = called(tools, "extract_events", **given)
    assert answer.is_error and words in answer.content[0].text


def test_records_are_validated(tools):
    answer = called(tools, "validate_records", records=[{"id": "x"}], kind="event")
    assert answer.structured_content["findings"][0]["code"] == "E223"
    answer = called(tools, "validate_records", records=[{"colour": "red"}])
    assert answer.is_error and "neither event records" in answer.content[0].text


def test_the_tools_stand_beside_the_http_door(serve):
    def beside(app: Any, service: Service) -> Any:
        return mount(app, service, largest_body=1 << 20)

    served = serve(beside=beside)
    where = f"http://127.0.0.1:{served.port}/mcp"
    answer = called(where, "extract_events", text="bomb")
    assert len(answer.structured_content["events"]) == 1
    assert served.ask("/mcp", {"jsonrpc": "2.0"}, Origin="https://evil.example")[0] == 403
    assert served.ask("/extract", {"text": "bomb"})[0] == 200


def test_an_assistant_starts_the_command_and_ends_it():
    """Over real pipes; checking records asks no model."""
    start = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"}}}  # fmt: skip
    check = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
        "name": "validate_records",
        "arguments": {"records": [{"id": "x"}], "kind": "event"}}}  # fmt: skip
    ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    command = [sys.executable, "-m", "extractor", "mcp", "--base-url", "http://127.0.0.1:9/v1"]
    process = subprocess.Popen(
        [*command, "--model", "openai/x"],
        cwd=ROOT,
        env={**os.environ, "OPENAI_API_KEY": "none"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin and process.stdout
    told = []
    for message, answered in ((start, True), (ready, False), (check, True)):
        process.stdin.write(json.dumps(message) + "\n")
        process.stdin.flush()
        if answered:
            told.append(json.loads(process.stdout.readline()))
    _, errors = process.communicate(timeout=PATIENCE_S)
    assert told[0]["result"]["serverInfo"]["name"] == "extract"
    assert told[1]["result"]["structuredContent"]["findings"][0]["code"] == "E223"
    assert process.returncode == 0 and "Traceback" not in errors
