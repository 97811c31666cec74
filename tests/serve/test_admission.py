"""Who is let in, asked over real sockets."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import Any

import pytest
from patience import PATIENCE_S
from serving import awaited

from extractor.errors import ExtractorError
from extractor.serve.admission import Door, Rules
from extractor.serve.server import Address, listen

TOKEN = "a-token-of-the-tests-only"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org", ""])
def test_other_machines_are_not_served_without_a_token(host):
    with pytest.raises(ExtractorError, match="give a token"):
        Address(host)
    assert Address(host, token=TOKEN).token == TOKEN


@pytest.mark.parametrize("token", ["", "short", "a token with no end\n…", "x" * 15])
def test_a_token_that_can_be_guessed_is_refused(token):
    with pytest.raises(ExtractorError, match="at least 16"):
        Address(token=token)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.1.2.3"])
def test_this_machine_needs_none(host):
    assert Address(host).token is None


def test_a_port_that_is_taken_is_said():
    taken = listen(Address(port=0))
    with taken, pytest.raises(ExtractorError, match="cannot be used"):
        listen(Address(port=taken.getsockname()[1]))


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1"])
def test_a_name_that_only_resolves_here_is_refused(serve, host):
    served = serve()
    assert served.ask("/extract", {"text": "bomb"}, Host=host)[0] == 403
    assert served.ask("/health", Host=host)[0] == 403
    assert served.extractor.read == []


def test_both_own_names_are_served(serve):
    served = serve()
    for host in ("127.0.0.1", "localhost", "LOCALHOST"):
        assert served.ask("/health", Host=f"{host}:{served.port}")[0] == 200


def test_pages_of_other_sites_are_refused(serve):
    served = serve()
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://127.0.0.1:{served.port + 1}"},
        {"sec_fetch_site": "cross-site"},
    ):
        assert served.ask("/extract", {"text": "bomb"}, **headers)[0] == 403
    own = f"http://127.0.0.1:{served.port}"
    assert served.ask("/extract", {"text": "bomb"}, Origin=own)[0] == 200


def test_a_form_of_another_site_cannot_ask(serve):
    served = serve()
    plain = {"content_type": "text/plain"}
    assert served.ask("/extract", b'{"text": "bomb"}', **plain)[0] == 415


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN])
def test_without_the_token_nothing_is_read(serve, given):
    served = serve(token=TOKEN)
    for path in ("/extract", "/extract/many", "/validate", "/openapi.json", "/nothere"):
        status, told, headers = served.ask(path, {"text": "bomb"}, authorization=given)
        assert (status, told["error"]["kind"]) == (401, "Unauthorized")
        assert headers["www-authenticate"] == "Bearer"
    assert served.extractor.read == []
    assert served.ask("/health")[0] == 200


def test_with_the_token_any_name_is_served_beyond_this_machine(serve):
    served = serve(host="0.0.0.0", token=TOKEN)
    bearing = {"authorization": f"bearer {TOKEN}", "Host": "extract.example"}
    assert served.ask("/extract", {"text": "bomb"}, **bearing)[0] == 200


def test_a_body_that_is_said_to_be_too_large_is_not_taken(serve):
    served = serve()
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE_S) as client:
        client.sendall(
            b"POST /extract HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
            b"Content-Length: 99999999999\r\n\r\n" % served.port
        )
        assert b" 413 " in client.recv(1000)


def asked(rules: Rules, parts: list[bytes], *, ends: bool = True) -> tuple[int, dict[str, Any]]:
    """What the door answers to a body sent in these parts, whatever its length is said to be."""
    sent: list[Any] = []
    messages = [{"type": "http.request", "body": one, "more_body": True} for one in parts]
    if ends:
        messages.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> Any:
        if not messages:
            await asyncio.Event().wait()
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        body = json.dumps({"got": len((await receive())["body"])}).encode()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    scope = {"type": "http", "method": "POST", "path": "/extract",
             "headers": [(b"content-type", b"application/json")]}  # fmt: skip
    door = Door(app, rules)
    awaited(door(scope, receive, send))
    assert door._held == 0
    return sent[0]["status"], json.loads(sent[1]["body"])


def test_a_body_without_a_length_ends_at_the_bound():
    rules = Rules(largest_body=1000)
    assert asked(rules, [b"x" * 500, b"x" * 500]) == (200, {"got": 1000})
    assert asked(rules, [b"x" * 500, b"x" * 501])[0] == 413


def test_a_body_that_does_not_come_is_not_waited_for():
    assert asked(Rules(slowest_s=0.05), [b"{"], ends=False)[0] == 408
