"""Sends requests to a provider or server: one JSON object there, one back.

A call has one deadline for all its tries, also for a reply that never ends. Temporary error
statuses (429, 5xx and similar) and broken connections are tried again when the server says, or
after a growing pause. All threads share the :class:`~extractor.models.pace.Pace`. The content of
requests does not matter here.
"""

from __future__ import annotations

import json
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from extractor.models.deadline import Connection, Deadlines
from extractor.models.pace import Pace, back_off_s, retry_after_s
from extractor.models.usage import note_lost, note_try

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx2

__all__ = ["ErrorStatus", "Reply", "Transport"]

CONNECT_TIMEOUT_S = 10.0
LOOK_UP_S = 10.0
LARGEST_REPLY = 32 << 20
"""Bytes; the longest normal reply has some ten thousand."""
TRIES = 6
"""For temporary error statuses; with the longest pauses they take half a minute."""
BROKEN_TRIES = 3
"""For connections that cannot be made or break off."""
PASSING = frozenset({408, 409, 425, 429})  # and all from 500 on
OVERLOADED = frozenset({429, 503, 529})


class Reply(dict[str, Any]):
    """A JSON object whose keys are also attributes."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class ErrorStatus(Exception):
    """The server answered with an error status. Attributes are named as in the SDKs' errors."""

    def __init__(self, status_code: int, body: Any, headers: Mapping[str, str]) -> None:
        super().__init__(f"HTTP {status_code}")
        self.status_code = status_code
        self.body = body
        self.headers = headers
        said = body.get("error") if isinstance(body, dict) else None
        said = said if isinstance(said, dict) else {}
        self.code, self.type, self.param = said.get("code"), said.get("type"), said.get("param")


class EndlessReply(Exception):
    """A reply larger than any normal one."""


class Transport:
    """Requests to one server. Thread-safe. Each request has its own connection, kept for the next
    request: one pool for sixty threads costs more than the request.

    ``url`` is the base of all paths, ``headers`` carry the key. ``timeout_s`` is for one call with
    all its tries, from when it is first sent.
    """

    def __init__(
        self, url: str, headers: Mapping[str, str], *, timeout_s: float, trust_proxies: bool
    ) -> None:
        self.pace = Pace()
        self.base_url = url
        self._timeout_s = timeout_s
        self._trust_proxies = trust_proxies
        self._headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": "extract-events",
            **headers,
        }
        self._idle: deque[Connection] = deque()
        self._deadlines = Deadlines()
        self._certificates = _certificates()
        self._idle.append(
            self._connection()
        )  # wrong proxies or certificates of the environment fail

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """The reply to a JSON object, as :class:`Reply`. Raises :class:`ErrorStatus`, the HTTP
        library's errors, and :class:`ValueError` for what is no JSON."""
        import httpx2

        url = f"{self.base_url.rstrip('/')}{path}"
        content = json.dumps(body, ensure_ascii=False).encode("utf-8")
        end = None
        tries = broken = 0
        while True:
            tries += 1
            asked = time.monotonic()
            with self.pace.turn() as now:
                # The time of waiting for a turn is ours and not the server's.
                end = now + self._timeout_s if end is None else end + now - asked
                note_try(tries)
                try:
                    reply = self._send("POST", url, content, end)
                except ErrorStatus as error:
                    wait = retry_after_s(error.headers)
                    left = end - time.monotonic()
                    if tries == 1 or wait:  # the same request failing again says no more
                        self._slow_down(error.status_code, now, wait if wait < left else 0.0)
                    wait = wait or back_off_s(tries)
                    if not _passes(error) or tries >= TRIES or wait > left:
                        raise
                except httpx2.TransportError as error:
                    broken += 1
                    timed_out = isinstance(error, (httpx2.ReadTimeout, httpx2.WriteTimeout))
                    wait = back_off_s(broken)
                    left = end - time.monotonic()
                    if timed_out or broken >= BROKEN_TRIES or wait > left:
                        raise
                else:
                    self.pace.answered()
                    return reply
            time.sleep(wait)

    def look_up(self, path: str) -> Any:
        """The JSON at a path (``//…``: at the server's root), asked once with a short time limit;
        ``None`` if there is none."""
        base = self.base_url.rstrip("/")
        if path.startswith("//"):
            base, path = base.removesuffix("/v1"), path[1:]
        try:
            wait_s = min(LOOK_UP_S, self._timeout_s)
            return self._send("GET", f"{base}{path}", None, time.monotonic() + wait_s)
        except Exception:  # any error: only a hint is lost
            return None

    def close(self) -> None:
        """Close the idle connections; the next request makes a new one."""
        while self._idle:
            self._idle.pop().client.close()
        self._deadlines.close()

    def _slow_down(self, status: int, sent_at: float, wait_s: float) -> None:
        if status in OVERLOADED:
            self.pace.troubled(sent_at, 0.5, wait_s)
        elif status >= 500:  # perhaps this very request breaks the server
            self.pace.troubled(sent_at, 0.8, wait_s)

    def _send(self, method: str, url: str, content: bytes | None, end: float) -> Any:
        import httpx2

        left = end - time.monotonic()
        if left <= 0:
            raise httpx2.ReadTimeout("no time left")
        timeout = httpx2.Timeout(left, connect=min(left, CONNECT_TIMEOUT_S))
        try:  # the last used one is most likely still open
            connection = self._idle.pop()
        except IndexError:
            connection = self._connection()
        client, traced = connection.client, {"trace": connection.trace}
        answered = False
        try:
            with self._deadlines.until(end, connection):
                request = client.build_request(
                    method, url, content=content, timeout=timeout, extensions=traced
                )
                response = client.send(request, stream=True)
                answered = response.is_success
                try:
                    data = _all_of(response, end)
                finally:
                    response.close()
            if response.status_code >= 400 or not response.is_success:
                raise ErrorStatus(response.status_code, _error_body(data), response.headers)
            return json.loads(data, object_hook=Reply)
        except Exception as error:
            late = connection.late or isinstance(error, httpx2.ReadTimeout)
            if content is not None and (answered or late):
                note_lost()  # a connection that breaks before a reply begins costs nothing
            if connection.late:
                raise httpx2.ReadTimeout("no time left") from None
            raise
        finally:
            self._idle.append(connection)

    def _connection(self) -> Connection:
        import httpx2

        client = httpx2.Client(
            headers=self._headers,
            verify=self._certificates,
            trust_env=self._trust_proxies,
            # The library drops this header, and no other, when a redirect leads to another host.
            follow_redirects="Authorization" in self._headers,
        )
        return Connection(client)


def _certificates() -> Any:
    """The certificates, shared by all connections: reading them takes longer than a request."""
    import httpx2

    return httpx2.create_ssl_context()


def _all_of(response: httpx2.Response, end: float) -> bytes:
    """The whole body; raises if it is late or too large."""
    import httpx2

    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > LARGEST_REPLY:
            raise EndlessReply(f"more than {LARGEST_REPLY:,} bytes")
        if time.monotonic() > end:
            raise httpx2.ReadTimeout("no time left", request=response.request)
        parts.append(part)
    return b"".join(parts)


def _passes(error: ErrorStatus) -> bool:
    """Whether the same request may succeed later. Not so if the account's own limit is reached."""
    if error.headers.get("x-should-retry") == "false" or error.code == "insufficient_quota":
        return False
    return error.status_code in PASSING or error.status_code >= 500


def _error_body(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return data.decode("utf-8", "replace")
