"""Identifies the people of a team by a cookie each, and routes each to their own application.

A request reaches only the application of the person whose cookie it carries, so data outside it
cannot be requested. Without a cookie only the page's own files (style, scripts; no data) and the
sign-in are available.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from extractor.asgi import content_length, headers_of
from extractor.review.safety import (
    LARGEST_BODY,
    SAFE_METHODS,
    Site,
    answer,
    same_secret,
    token_in,
    with_headers,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["TeamGuard"]

LARGEST_SIGN_IN = 4096  # bytes; a token is 32
CLOSED = "Sign in first: open the address that you were given, or this page's front.\n"
PAGES, BELOW = ("/", "/team", "/events"), "/event/"
OPEN_FILES = frozenset(
    f"/static/{name}"
    for name in ("look.css", "team.css", "theme.js", "icon.svg", "dom.js", "teamsignin.js")
)


class TeamGuard:
    """ASGI middleware. ``apps`` are the people's applications by name, ``shared`` is that of the
    comparisons, which is told who asks; ``person_of`` gives the owner of a token."""

    def __init__(
        self,
        apps: Mapping[str, Any],
        shared: Any,
        *,
        site: Site,
        person_of: Callable[[str], str | None],
        sign_in: str,
    ) -> None:
        self._apps = apps
        self._shared = shared
        self._site = site
        self._person_of = person_of
        self._sign_in = sign_in
        self._secrets = {name: secrets.token_urlsafe(32) for name in apps}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":  # no web sockets here
            return
        headers = headers_of(scope)
        if refused := self._site.refusal(scope, headers):
            await answer(send, 403, refused)
        elif content_length(headers) > LARGEST_BODY:
            await answer(send, 413, "too large\n")
        elif token := token_in(scope):
            await self._enter(token, send, [("location", "/")])
        elif (scope["method"], scope["path"]) == ("POST", "/api/team/enter"):
            await self._enter(await _token_sent(headers, receive), send, [])
        else:
            await self._lead(scope, receive, send, headers)

    async def _lead(self, scope: Any, receive: Any, send: Any, headers: Mapping[str, str]) -> None:
        person = self._bearer(self._site.secret_in(headers))
        path = scope["path"]
        if person is None:
            if scope["method"] in SAFE_METHODS and path in OPEN_FILES:
                await self._shared(scope, receive, with_headers(send))
            elif scope["method"] in SAFE_METHODS and (path in PAGES or path.startswith(BELOW)):
                await answer(send, 403, self._sign_in, kind="text/html")
            else:
                await answer(send, 403, CLOSED)
        elif (scope["method"], path) == ("POST", "/api/team/leave"):
            self._secrets[person] = secrets.token_urlsafe(32)  # in every browser
            await answer(send, 200, "{}", [("set-cookie", self._site.cookie(""))])
        elif path == "/team" or path.startswith("/api/team/"):
            await self._shared({**scope, "person": person}, receive, with_headers(send))
        else:
            await self._apps[person](scope, receive, with_headers(send))

    async def _enter(self, token: str, send: Any, headers: list[tuple[str, str]]) -> None:
        person = self._person_of(token)
        if person is None or person not in self._secrets:
            await answer(send, 403, self._sign_in if headers else CLOSED, kind="text/html")
            return
        cookie = self._site.cookie(self._secrets[person])
        await answer(
            send,
            303 if headers else 200,
            "" if headers else "{}",
            [*headers, ("set-cookie", cookie)],
        )

    def _bearer(self, secret: str) -> str | None:
        """The owner of a cookie; each is compared in constant time."""
        found = None
        for person, kept in self._secrets.items():
            if same_secret(secret, kept):
                found = person
        return found


async def _token_sent(headers: Mapping[str, str], receive: Any) -> str:
    if content_length(headers) > LARGEST_SIGN_IN:
        return ""
    body, unfinished = b"", True
    while unfinished and len(body) <= LARGEST_SIGN_IN:
        message = await receive()
        body += message.get("body", b"")
        unfinished = message["type"] == "http.request" and message.get("more_body", False)
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    token = given.get("token") if isinstance(given, dict) else None
    return token if isinstance(token, str) else ""
