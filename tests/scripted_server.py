"""A model server that follows a script: chat completions, Anthropic's messages or Gemini's
``generateContent``, over real sockets, in a thread.

    with ScriptedServer([status(429), text("Paris")]) as server:
        model = open_model("openai/scripted", base_url=server.url)

Each chat request takes the script's next step; a function ``request body -> step`` may stand
instead of the list. Steps are made by :func:`text`, :func:`reply`, :func:`status`, :func:`raw`,
:func:`closes`, :func:`hangs` and :func:`trickles`. What was asked is in ``server.requests``.
No step sleeps: a hanging one waits until the client goes away or the server stops.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from http_server import HttpServer

Body = dict[str, Any]
Handler = BaseHTTPRequestHandler


@dataclass(frozen=True)
class Received:
    """One request: its method, path, headers (names in lower case) and JSON body."""

    method: str
    path: str
    headers: dict[str, str]
    json: Body


@dataclass(frozen=True)
class Step:
    """What to do with one request: ``act(handler, body, server)`` writes the whole response."""

    act: Callable[[Handler, Body, ScriptedServer], None]


COST = (1000, 600, 50)
"""Tokens of a reply where a test does not say: prompt, cached, completion. Fewer than the
text can be are not believed."""
Script = Iterable[Step] | Callable[[Body], Step]


def text(content: str, *, finish_reason: str = "stop", tokens: tuple[int, int, int] = COST) -> Step:
    """An answer. ``tokens`` are prompt, cached, completion."""
    message = {"role": "assistant", "content": content}
    return reply(message, finish_reason=finish_reason, tokens=tokens)


def cut(content: str) -> Step:
    """An answer that stops at the token limit."""
    return text(content, finish_reason="length")


def reply(
    message: Body, *, finish_reason: str = "stop", tokens: tuple[int, int, int] = COST
) -> Step:
    """A chat completion with this message."""

    def act(handler: Handler, body: Body, server: ScriptedServer) -> None:
        prompt, cached, completion = tokens
        choice: Body = {"index": 0, "message": message, "finish_reason": finish_reason}
        _send_json(
            handler,
            {
                "id": "chatcmpl-scripted",
                "object": "chat.completion",
                "created": 0,
                "model": body.get("model", "scripted"),
                "choices": [choice],
                "usage": {
                    "prompt_tokens": prompt,
                    "completion_tokens": completion,
                    "total_tokens": prompt + completion,
                    "prompt_tokens_details": {"cached_tokens": cached},
                },
            },
        )

    return Step(act)


def status(code: int, *, headers: dict[str, str] | None = None, error: Body | None = None) -> Step:
    """An error status. The client is told to come back after a millisecond, so that tests of
    retries are quick; give ``headers={"Retry-After": "…"}`` for another delay."""
    body = {"error": {"message": f"scripted {code}", "code": None, "type": None, **(error or {})}}

    def act(handler: Handler, _: Body, __: ScriptedServer) -> None:
        _send_json(handler, body, code, headers or {"retry-after-ms": "1"})

    return Step(act)


def raw(
    content: bytes,
    *,
    content_type: str = "application/json",
    code: int = 200,
    headers: dict[str, str] | None = None,
) -> Step:
    """Any bytes as the body."""

    def act(handler: Handler, _: Body, __: ScriptedServer) -> None:
        _send(handler, content, content_type, code, headers or {})

    return Step(act)


def says(body: Any, *, code: int = 200) -> Step:
    """A JSON reply of any form, or an error in a provider's own words."""

    def act(handler: Handler, _: Body, __: ScriptedServer) -> None:
        _send_json(handler, body, code, {"retry-after-ms": "1"} if code >= 400 else None)

    return Step(act)


def closes() -> Step:
    """The connection is closed without a reply."""

    def act(handler: Handler, _: Body, __: ScriptedServer) -> None:
        handler.close_connection = True

    return Step(act)


def breaks_off(content: bytes = b'{"id": "chatcmpl') -> Step:
    """A reply that promises more bytes than come before the connection is closed."""

    def act(handler: Handler, _: Body, __: ScriptedServer) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(content) + 1000))
        handler.end_headers()
        handler.wfile.write(content)
        handler.close_connection = True

    return Step(act)


def hangs() -> Step:
    """No reply at all until the server stops."""

    def act(handler: Handler, _: Body, server: ScriptedServer) -> None:
        server.stopping.wait()
        handler.close_connection = True

    return Step(act)


def trickles(*, every_s: float = 0.02) -> Step:
    """A reply that goes on for ever, a blank every ``every_s`` seconds."""

    def act(handler: Handler, _: Body, server: ScriptedServer) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.close_connection = True
        while not server.stopping.wait(every_s):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    return Step(act)


def drips(first: bytes, again: bytes, *, every_s: float = 0.02) -> Step:
    """These bytes of a response as they are, then the others again and again."""

    def act(handler: Handler, _: Body, server: ScriptedServer) -> None:
        handler.close_connection = True
        handler.wfile.write(first)
        while not server.stopping.wait(every_s):
            handler.wfile.write(again)
            handler.wfile.flush()

    return Step(act)


@dataclass
class ScriptedServer:
    """See the module. ``key``: the only key it accepts. ``owned_by``: what ``GET /v1/models``
    says, ``llamacpp`` for llama.cpp's server; ``listed`` is what else it says there of its model,
    ``props`` what llama.cpp's ``/props`` says. ``overrun`` counts requests after the
    script's end; they get a 500."""

    script: Script = ()
    key: str | None = None
    owned_by: str = "scripted"
    model: str = "scripted"
    listed: Body = field(default_factory=dict)
    props: Body | None = None
    requests: list[Received] = field(default_factory=list)
    overrun: int = 0

    def __post_init__(self) -> None:
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        self._steps = None if callable(self.script) else iter(self.script)
        self._http = HttpServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """The address to give as ``base_url``."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    @property
    def root(self) -> str:
        """The address without the path of the API."""
        return self.url.removesuffix("/v1")

    @property
    def chats(self) -> list[Body]:
        """The bodies of the chat requests so far."""
        return [r.json for r in self.requests if _is_chat(r.path)]

    def next_step(self, body: Body) -> Step:
        with self._lock:
            if callable(self.script):
                return self.script(body)
            assert self._steps is not None
            step = next(self._steps, None)
            if step is None:
                self.overrun += 1
                return status(500, error={"message": "the script is over"})
            return step

    def stop(self) -> None:
        """Stop listening; waiting requests end. Doing it again does nothing."""
        if self.stopping.is_set():
            return
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def __enter__(self) -> ScriptedServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


KEY_HEADERS = ("Authorization", "api-key", "x-api-key", "x-goog-api-key")


def _is_chat(path: str) -> bool:
    where = path.partition("?")[0]
    return where.endswith(("/chat/completions", "/v1/messages", ":generateContent"))


def _handler(server: ScriptedServer) -> type[Handler]:
    class Scripted(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # a response leaves in one piece: no 40 ms wait for the other side's "got it"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._receive({})
            if self.path.endswith("/models"):
                entry = {"id": server.model, "object": "model", "created": 0, **server.listed}
                listing = {"object": "list", "data": [{**entry, "owned_by": server.owned_by}]}
                _send_json(self, listing)
            elif self.path == "/props" and server.props is not None:
                _send_json(self, server.props)
            else:
                _send_json(self, {"error": {"message": "no such path"}}, 404)

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            data = self.rfile.read(length)
            if len(data) < length:
                return  # the client was killed while it sent this
            body = json.loads(data or b"{}")
            self._receive(body)
            keys = [self.headers.get(name) for name in KEY_HEADERS]
            if server.key and not {server.key, f"Bearer {server.key}"} & set(keys):
                sent = self.headers.get("Authorization")
                _send_json(self, {"error": {"message": f"Incorrect API key: {sent}"}}, 401)
            elif not _is_chat(self.path):
                _send_json(self, {"error": {"message": "no such path"}}, 404)
            else:
                server.next_step(body).act(self, body, server)

        def _receive(self, body: Body) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            server.requests.append(Received(self.command, self.path, headers, body))

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Scripted


def _send_json(
    handler: Handler, body: Body, code: int = 200, headers: dict[str, str] | None = None
) -> None:
    _send(handler, json.dumps(body).encode(), "application/json", code, headers or {})


def _send(
    handler: Handler, content: bytes, content_type: str, code: int, headers: dict[str, str]
) -> None:
    handler.send_response(code)
    handler.send_header("Content-Type", content_type)
    handler.send_header("Content-Length", str(len(content)))
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(content)


@pytest.fixture
def scripted_server() -> Iterator[Callable[..., ScriptedServer]]:
    """Starts scripted servers, ``scripted_server([text("yes")])``, and stops them at the end."""
    servers: list[ScriptedServer] = []

    def start(script: Script = (), **options: Any) -> ScriptedServer:
        servers.append(ScriptedServer(script, **options))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
