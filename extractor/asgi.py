"""What stands before the review page and the service, and what a web request says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["Middleware", "content_length", "headers_of"]


class Middleware:
    """ASGI middleware before an app: what starts and ends the app goes through to it, a request is
    for :meth:`asked`, and web sockets there are none."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self.asked(scope, receive, send, headers_of(scope))

    async def asked(self, scope: Any, receive: Any, send: Any, headers: dict[str, str]) -> None:
        """Answers a request, or hands it to the app."""
        raise NotImplementedError


def headers_of(scope: Mapping[str, Any]) -> dict[str, str]:
    """The headers of an ASGI request by their names in small letters, the first of each."""
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return headers


def content_length(headers: Mapping[str, str]) -> int:
    """How many bytes the body is said to have; 0 where nothing sound is said."""
    given = headers.get("content-length", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 20 else 0
