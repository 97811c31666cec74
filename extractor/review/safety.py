"""Restricts access to the page: this browser, from this page, under this machine's own name.

The address printed in the terminal carries a random token. Opening it trades the token for a cookie
and redirects to the page without it, so that no readable history entry holds it. Every request is
checked for its Host (a foreign name that resolves to 127.0.0.1 is DNS rebinding) and, if it changes
anything or names an origin, for its Origin.
"""

from __future__ import annotations

import hmac
import re
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from extractor.asgi import Middleware, content_length

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence

__all__ = [
    "HEADERS",
    "LARGEST_BODY",
    "Guard",
    "Site",
    "answer",
    "same_secret",
    "token_in",
    "with_headers",
]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
LARGEST_BODY = 8 * 1024 * 1024  # bytes; a record of a very long merged event is under one
SAFE_METHODS = ("GET", "HEAD")
OWN_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?")
LONGEST_NAME = 80
CLOSED = (
    "This page belongs to somebody's review of event records.\n"
    "Open it with the address that `extract review` printed in the terminal.\n"
)


class Site:
    """The names under which the page is reached, and the cookie that identifies a browser.

    ``names`` are this machine's names; ``secure`` means that it is reached by HTTPS only.
    """

    def __init__(self, port: int, names: Sequence[str] = (), *, secure: bool = False) -> None:
        # Cookies ignore ports: two reviews on one machine must not use the same name.
        self._cookie = f"extract_review_{port}"
        self._secure = secure
        self._scheme, usual = ("https", 443) if secure else ("http", 80)
        hosts = [name.lower() for name in names]
        self._hosts = {f"{name}:{port}" for name in hosts}
        if port == usual:  # which browsers omit
            self._hosts |= set(hosts)
        self._address = f"{self._scheme}://{hosts[0] if hosts else '127.0.0.1'}:{port}"

    def refusal(self, scope: MutableMapping[str, Any], headers: Mapping[str, str]) -> str:
        """Why the request is refused, whoever makes it; empty if it is allowed.

        This machine's own names are valid with any port, since it may be forwarded.
        """
        host = headers.get("host", "").lower()
        if not OWN_HOST.fullmatch(host) and host not in self._hosts:
            return (
                f"asked under the name {_shown(host)}, which is not this machine's own: open "
                f"{self._address} or the same port of localhost, with the token that `extract "
                "review` printed\n"
            )
        origin = headers.get("origin")
        if origin is not None and origin.lower() != f"{self._scheme}://{host}":
            return f"asked from another site, {_shown(origin)}\n"
        if headers.get("sec-fetch-site") in ("cross-site", "same-site"):
            return "asked from another site\n"
        if scope["method"] not in SAFE_METHODS:
            if origin is None:
                return "no Origin\n"
            if headers.get("content-type", "").partition(";")[0] != "application/json":
                return "not JSON\n"
            if not content_length(headers):
                return "no Content-Length\n"
        return ""

    def secret_in(self, headers: Mapping[str, str]) -> str:
        """The secret in the request's cookie; empty without one."""
        try:
            jar = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return ""
        return str(jar[self._cookie].value) if self._cookie in jar else ""

    def cookie(self, secret: str) -> str:
        """The header that sets the browser's cookie; without a secret, the one that removes it."""
        expiry = "" if secret else "; Max-Age=0"
        secure = "; Secure" if self._secure else ""
        return f"{self._cookie}={secret}; Path=/; HttpOnly; SameSite=Strict{secure}{expiry}"


def token_in(scope: Mapping[str, Any]) -> str:
    """The token in the address of a request; empty without one."""
    if scope["path"] != "/" or scope["method"] not in SAFE_METHODS:
        return ""
    return str(parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0])


class Guard(Middleware):
    """Passes requests that carry the cookie and come from the page itself."""

    def __init__(self, app: Any, *, token: str, port: int) -> None:
        super().__init__(app)
        self._token = token
        self._secret = secrets.token_urlsafe(32)
        self._site = Site(port)

    async def asked(self, scope: Any, receive: Any, send: Any, headers: dict[str, str]) -> None:
        """Answer with a refusal, or with the cookie for a token, or pass the request on."""
        refused = self._site.refusal(scope, headers)
        if refused:
            await answer(send, 403, refused)
        elif same_secret(token_in(scope), self._token):
            await self._trade(send)
        elif not same_secret(self._site.secret_in(headers), self._secret):
            await answer(send, 403, CLOSED)
        elif content_length(headers) > LARGEST_BODY:
            await answer(send, 413, "too large\n")
        else:
            await self._app(scope, receive, with_headers(send))

    async def _trade(self, send: Any) -> None:
        cookie = self._site.cookie(self._secret)
        await answer(send, 303, "", [("location", "/"), ("set-cookie", cookie)])


def same_secret(given: str, kept: str) -> bool:
    """Whether two secrets are equal, compared in constant time."""
    return hmac.compare_digest(given.encode(), kept.encode())


def _shown(name: str) -> str:
    """A name from a request, safe for a line of text."""
    plain = "".join(sign if " " < sign < "\x7f" else "?" for sign in name[:LONGEST_NAME])
    return plain or "nothing"


async def answer(
    send: Callable[[dict[str, Any]], Awaitable[None]],
    status: int,
    text: str,
    extra_headers: list[tuple[str, str]] | None = None,
    *,
    kind: str = "text/plain",
) -> None:
    """Answer with a text of our own, without an application."""
    body = text.encode()
    headers = [
        *HEADERS.items(),
        *(extra_headers or []),
        ("content-type", f"{kind}; charset=utf-8"),
        ("content-length", str(len(body))),
    ]
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
        }
    )
    await send({"type": "http.response.body", "body": body})


def with_headers(send: Any) -> Any:
    """``send`` that sets the safety headers on every answer, replacing existing ones."""

    async def sending(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            kept = [(n, v) for n, v in message["headers"] if n.decode().lower() not in HEADERS]
            ours = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": [*kept, *ours]}
        await send(message)

    return sending
