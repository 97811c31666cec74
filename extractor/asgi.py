"""What a web request says of itself, for what stands before the review page and the service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["content_length", "headers_of"]


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
