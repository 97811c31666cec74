"""What stands before the review page and the service, and what a web request says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["Middleware", "content_length", "headers_of"]


class Middleware:
    """Base class of ASGI middleware. Start and stop of the app are passed on, an HTTP request goes
    to :meth:`asked`, and web sockets are ignored."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self.asked(scope, receive, send, headers_of(scope))

    async def asked(self, scope: Any, receive: Any, send: Any, headers: dict[str, str]) -> None:
        """Answer a request, or pass it on to the app."""
        raise NotImplementedError


def headers_of(scope: Mapping[str, Any]) -> dict[str, str]:
    """The headers of an ASGI request by lower-case name; of a repeated header the first value."""
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return headers


def content_length(headers: Mapping[str, str]) -> int:
    """The ``Content-Length`` in bytes; 0 if it is missing or not a sound number."""
    given = headers.get("content-length", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 20 else 0
