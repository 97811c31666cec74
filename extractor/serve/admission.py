"""Admission of requests, before any content is looked at.

On this machine's own address, a foreign Host is a site that resolves to 127.0.0.1 (DNS rebinding),
and an Origin other than the Host is a page of another site. Elsewhere a token is required. The body
is read here, up to a limit, so that nothing behind it reads without one.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from extractor.asgi import Middleware, content_length

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    Message = MutableMapping[str, Any]

__all__ = ["Door", "Rules"]

LARGEST_BODY = 32 << 20  # bytes: 2 million characters, each six bytes as JSON may write them
MOST_HELD = 8 * LARGEST_BODY  # bytes of all requests together
SLOWEST_S = 60.0  # seconds until a body must be complete
OWN_NAMES = (
    "this server answers under 127.0.0.1 or localhost with its port only; "
    "started with --host and a token it answers under any name"
)
OPEN_PATHS = ("/health",)
HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)


@dataclass(frozen=True)
class Rules:
    """``token`` is required if set; ``hosts`` are the names under which the server answers, any if
    ``None``."""

    token: str | None = None
    hosts: frozenset[str] | None = None
    largest_body: int = LARGEST_BODY
    slowest_s: float = SLOWEST_S


class Door(Middleware):
    """Passes the requests that the rules allow."""

    def __init__(self, app: Any, rules: Rules) -> None:
        super().__init__(app)
        self._rules = rules
        self._held = 0

    async def asked(self, scope: Any, receive: Any, send: Any, headers: dict[str, str]) -> None:
        """Answer with a refusal, or pass the request on with its body read."""
        refusal = self._refusal(scope, headers)
        if refusal:
            await _refuse(send, *refusal)
            return
        body = b""
        try:
            if scope["method"] not in ("GET", "HEAD"):
                body = await asyncio.wait_for(self._taken(receive), self._rules.slowest_s)
        except _Refused as refused:
            await _refuse(send, refused.status, refused.kind, refused.message)
            return
        except (asyncio.TimeoutError, TimeoutError):
            await _refuse(send, 408, "TooSlow", f"not sent within {self._rules.slowest_s:g} s")
            return
        try:
            await self._app(scope, _again(body, receive), _guarded(send))
        finally:
            self._held -= len(body)

    def _refusal(
        self, scope: MutableMapping[str, Any], headers: dict[str, str]
    ) -> tuple[int, str, str] | None:
        rules, host = self._rules, headers.get("host", "").lower()
        if rules.hosts is not None and host not in rules.hosts:
            return 403, "Forbidden", OWN_NAMES
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin.lower()).netloc != host:
            return 403, "Forbidden", "asked from another site"
        if headers.get("sec-fetch-site") in ("cross-site", "same-site"):
            return 403, "Forbidden", "asked from another site"
        if not self._bears_token(scope, headers):
            return 401, "Unauthorized", "send the token: Authorization: Bearer TOKEN"
        if scope["method"] == "POST":
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/json":
                return 415, "NotJSON", "send Content-Type: application/json"
            if content_length(headers) > rules.largest_body:
                return 413, "TooLarge", _too_large(rules.largest_body)
        return None

    def _bears_token(self, scope: MutableMapping[str, Any], headers: dict[str, str]) -> bool:
        token = self._rules.token
        if token is None or scope["path"] in OPEN_PATHS:
            return True
        scheme, _, given = headers.get("authorization", "").partition(" ")
        right = hmac.compare_digest(given.strip().encode(), token.encode())
        return right and scheme.lower() == "bearer"

    async def _taken(self, receive: Any) -> bytes:
        """The whole body; its bytes count as held until the answer is sent."""
        parts: list[bytes] = []
        size = 0
        try:
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise _Refused(499, "Gone", "nobody waits for the answer")
                part = message.get("body", b"")
                size += len(part)
                self._held += len(part)
                parts.append(part)
                if size > self._rules.largest_body:
                    raise _Refused(413, "TooLarge", _too_large(self._rules.largest_body))
                if self._held > MOST_HELD:
                    raise _Refused(503, "Busy", "too much is being sent at once; ask again later")
                if not message.get("more_body"):
                    return b"".join(parts)
        except BaseException:
            self._held -= size
            raise


class _Refused(Exception):
    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status, self.kind, self.message = status, kind, message


def _too_large(most: int) -> str:
    return f"more than {most:,} bytes; send fewer articles at once"


def _again(body: bytes, receive: Any) -> Any:
    """``receive`` that returns the body once more and then other messages, such as a disconnect."""
    given = False

    async def receiving() -> Message:
        nonlocal given
        if given:
            message: Message = await receive()
            return message
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving


def _guarded(send: Any) -> Any:
    """``send`` that puts the safety headers on every answer."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = {name for name, _ in HEADERS}
            kept = [(n, v) for n, v in message["headers"] if n.lower() not in ours]
            message = {**message, "headers": [*kept, *HEADERS]}
        await send(message)

    return sending


async def _refuse(send: Any, status: int, kind: str, message: str) -> None:
    body = json.dumps({"error": {"kind": kind, "message": message}}).encode()
    headers = [
        *HEADERS,
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),  # the rest of the request is not read
    ]
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
