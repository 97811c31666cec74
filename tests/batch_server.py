"""A provider's batch endpoints that follow a script, over real sockets, in a thread.

    with BatchServer(lambda body: completion("…")) as server: …

Files and batches are kept in memory. A batch is ``in_progress`` until :meth:`BatchServer.finish`
works on it: then every request's body goes to ``answer``, which gives a chat completion, an error
as ``{"status": 400, "message": "…"}``, or ``None`` for a reply that gets lost.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

from http_server import HttpServer

Body = dict[str, Any]


def completion(content: str, *, finish_reason: str = "stop") -> Body:
    """A chat completion that says this, for 100 prompt tokens, 60 of them cached, and 5 more."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": "scripted",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content},
                "finish_reason": finish_reason,
            }
        ],
        "usage": {
            "prompt_tokens": 100,
            "completion_tokens": 5,
            "total_tokens": 105,
            "prompt_tokens_details": {"cached_tokens": 60},
        },
    }


class BatchServer:
    """See the module. ``requests`` are (method, path); ``before`` is called with each of them and
    may raise to break the connection off."""

    def __init__(self, answer: Callable[[Body], Body | None]) -> None:
        self.answer = answer
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, Body] = {}
        self.requests: list[tuple[str, str]] = []
        self.before: Callable[[str, str], None] = lambda method, path: None
        self.after: Callable[[str, str], None] = lambda method, path: None
        self._http = HttpServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def finish(self, state: str = "completed", *, only: int | None = None) -> None:
        """Work on all batches in progress (of each on the first ``only`` requests)."""
        for batch in self.batches.values():
            if batch["status"] == "in_progress":
                batch["status"] = state
                self._work(batch, only)

    def sent(self) -> list[str]:
        """The keys of all requests of all batches so far."""
        return [
            json.loads(line)["custom_id"]
            for batch in self.batches.values()
            for line in self.files[batch["input_file_id"]].splitlines()
        ]

    def keep(self, data: bytes) -> str:
        name = f"file-{len(self.files) + 1}"
        self.files[name] = data
        return name

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def __enter__(self) -> BatchServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _work(self, batch: Body, only: int | None) -> None:
        good, bad = [], []
        lines = self.files[batch["input_file_id"]].splitlines()[:only]
        for number, line in enumerate(reversed(lines)):  # replies come in any order
            request = json.loads(line)
            answer = self.answer(request["body"])
            if answer is None:
                continue
            failed = "status" in answer
            row: Body = {"id": f"r{number}", "custom_id": request["custom_id"], "error": None}
            body = {"error": {"message": answer["message"]}} if failed else answer
            row["response"] = {"status_code": answer.get("status", 200), "body": body}
            (bad if failed else good).append(json.dumps(row))
        if good:
            batch["output_file_id"] = self.keep("\n".join(good).encode())
        if bad:
            batch["error_file_id"] = self.keep("\n".join(bad).encode())


def _handler(server: BatchServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._heard()
            path = self.path.partition("?")[0]
            parts = path.strip("/").split("/")  # v1 files ID content; v1 batches ID
            if parts[-1] == "content" and parts[-2] in server.files:
                self._send(server.files[parts[-2]], "application/octet-stream")
            elif parts[-1] == "batches":
                data = list(server.batches.values())
                self._json({"object": "list", "data": data, "has_more": False})
            elif parts[-1] in server.batches:
                self._json(server.batches[parts[-1]])
            else:
                self._json({"error": {"message": "not found"}}, 404)

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._heard()
            if self.path.endswith("/files"):
                content = _file_of(data, self.headers["Content-Type"])
                made: Body = {"id": server.keep(content), "object": "file", "bytes": len(content)}
                made |= {
                    "created_at": 0,
                    "filename": "x",
                    "purpose": "batch",
                    "status": "processed",
                }
            else:
                asked = json.loads(data)
                made = {"id": f"batch_{len(server.batches) + 1}", "object": "batch"}
                made |= {"created_at": 0, "status": "in_progress", **asked}
                made |= {"output_file_id": None, "error_file_id": None}
                server.batches[made["id"]] = made
            server.after("POST", self.path)
            self._json(made)

        def _heard(self) -> None:
            server.requests.append((self.command, self.path))
            server.before(self.command, self.path)

        def _json(self, body: Body, code: int = 200) -> None:
            self._send(json.dumps(body).encode(), "application/json", code)

        def _send(self, data: bytes, kind: str, code: int = 200) -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def _file_of(data: bytes, content_type: str) -> bytes:
    """The file in a multipart form."""
    boundary = b"--" + content_type.partition("boundary=")[2].strip('"').encode()
    for part in data.split(boundary):
        head, _, content = part.partition(b"\r\n\r\n")
        if b"filename=" in head:
            return content.removesuffix(b"\r\n")
    raise ValueError("no file in the form")
