"""A client for one JSON server: it retries, and never sends a key elsewhere."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from extractor.errors import FetchError
from extractor.models.deadline import Connection, Deadlines

__all__ = ["Client", "Reply"]

MOST_TRIES = 6
LONGEST_WAIT_S = 300.0
TIMEOUT_S = 120.0  # for each read; a page of 5,000 rows may take a minute to begin
LONGEST_PAGE_S = 1800.0  # for the whole page, however slow: ten million bytes at 6 kB/s
CONNECT_TIMEOUT_S = 20.0
LARGEST = 256 << 20  # bytes of one page; 5,000 rows have ten million
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
QUOTED = 200  # characters of a server's own message that are repeated
LOOPBACK = ("127.0.0.1", "::1", "localhost")
AGENT = "extract-events"
pause = time.sleep


@dataclass(frozen=True)
class Reply:
    """An answer: its status and its JSON, ``None`` if it is not JSON."""

    status: int
    body: Any
    said: str = ""

    @property
    def message(self) -> str:
        """The server's own error message."""
        if isinstance(self.body, dict):
            for key in ("message", "messages", "error_description", "error", "detail", "title"):
                value = self.body.get(key)
                if value:
                    return _one_line(value)
        return _one_line(self.said)


@dataclass
class Client:
    """Queries ``base_url``. ``secrets`` are removed from every message; ``note`` is called for
    waits; ``again`` are further statuses after which to wait ``slow_s`` seconds or more."""

    base_url: str
    secrets: tuple[str, ...] = ()
    note: Callable[[str], None] = lambda _: None
    again: set[int] = field(default_factory=set)
    slow_s: float = 30.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise FetchError(
                f"{parts.hostname or self.base_url!r}: a key is sent over https only", refused=True
            )
        self.base_url = self.base_url.rstrip("/")
        self.host = parts.hostname or ""

    def get(self, path: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Reply:
        """The answer to a query; tried again while the server is busy or out of reach."""
        return self._asked("GET", path, params=dict(params), headers=dict(headers))

    def post(self, path: str, form: Mapping[str, str]) -> Reply:
        """The answer to a posted form."""
        return self._asked("POST", path, data=dict(form))

    def scrubbed(self, text: str) -> str:
        """A message without the key or password."""
        for secret in self.secrets:
            if len(secret) >= 4:
                text = text.replace(secret, "***")
        return text

    def _asked(self, method: str, path: str, **how: Any) -> Reply:
        trouble = ""
        for tried in range(MOST_TRIES):
            slow = False
            try:
                reply, later = self._once(method, path, **how)
            except FetchError as error:
                if error.refused:
                    raise
                trouble, later = str(error), None
            else:
                slow = reply.status in self.again
                if reply.status not in AGAIN and not slow:
                    return reply
                said = f": {reply.message}" if reply.message else ""
                trouble = self.scrubbed(f"{self.host} answers {reply.status}{said}")
            if tried + 1 < MOST_TRIES:
                seconds = later if later is not None else (self.slow_s if slow else 2.0) * 2**tried
                seconds = min(max(0.0, seconds), LONGEST_WAIT_S)
                self.note(f"{trouble}; asking again in {seconds:.0f} s")
                pause(seconds)
        raise FetchError(f"{trouble} (tried {MOST_TRIES} times)")

    def _once(self, method: str, path: str, **how: Any) -> tuple[Reply, float | None]:
        import httpx2

        timeout = httpx2.Timeout(TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
        connection, deadlines = Connection(None), Deadlines()
        how["extensions"] = {"trace": connection.trace}
        headers = {"Accept": "application/json", "User-Agent": AGENT, **how.pop("headers", {})}
        try:
            with (
                deadlines.until(time.monotonic() + LONGEST_PAGE_S, connection),
                httpx2.Client(timeout=timeout, follow_redirects=False) as client,
                client.stream(method, f"{self.base_url}{path}", headers=headers, **how) as response,
            ):
                if 300 <= response.status_code < 400:
                    to = urlsplit(response.headers.get("location", "")).hostname or "elsewhere"
                    raise FetchError(
                        f"{self.host} sends us to {to}; a key is not sent on", refused=True
                    )
                data = bytearray()
                for part in response.iter_bytes():
                    data += part
                    if len(data) > LARGEST:
                        message = f"{self.host}: a page of more than {LARGEST >> 20} MiB"
                        raise FetchError(message, refused=True)
                if connection.late:  # our own deadline closed it
                    raise httpx2.ReadTimeout("")
                later = _seconds(response.headers.get("retry-after"))
                return self._reply(response.status_code, bytes(data)), later
        except httpx2.HTTPError as error:
            if connection.late:
                limit = f"{LONGEST_PAGE_S:,.0f} s"
                raise FetchError(f"{self.host} gives no whole answer within {limit}") from None
            words = self.scrubbed(_one_line(str(error))) or type(error).__name__
            raise FetchError(f"{self.host} does not answer ({words})") from None
        except httpx2.InvalidURL as error:
            raise FetchError(f"{self.base_url!r}: {error}", refused=True) from None
        finally:
            deadlines.close()

    def _reply(self, status: int, data: bytes) -> Reply:
        try:
            return Reply(status, json.loads(data))
        except (ValueError, RecursionError):
            said = data[:2000].decode("utf-8", "replace")
            return Reply(status, None, "" if said.lstrip().startswith("<") else self.scrubbed(said))


def _seconds(value: str | None) -> float | None:
    try:
        return float(value) if value else None
    except ValueError:  # a date; our own pace is used instead
        return None


def _one_line(value: object) -> str:
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    return " ".join(str(value).split())[:QUOTED]
