"""A deadline for a request, however slowly the reply trickles in.

The HTTP library limits each read and each write separately: a server that sends a byte now and then
(of a header, a chunk length, an interim reply) can be waited for without end. Here one thread
watches all requests of a transport and shuts the connection of a late one, which ends its read or
write at once.
"""

from __future__ import annotations

import contextlib
import math
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

from extractor.errors import NO_THREAD, ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Connection", "Deadlines"]

CONNECTED = (".connect_tcp.complete", ".start_tls.complete")
"""Endings of the library's event names that come with a new stream."""
MOMENT_S = 1.0
"""Seconds until a connection that was shut is shut again: it may have a new socket by then."""


class Connection:
    """An HTTP client with one connection. ``late`` is true after it was shut."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.late = False
        self._stream: Any = None

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """For the library's request extension ``trace``: remembers the connection that is made."""
        if event.endswith(CONNECTED):
            self._stream = info["return_value"]
            if self.late:  # there was nothing to shut before
                self.shut()

    def shut(self) -> None:
        """End any read or write on the connection."""
        self.late = True
        if self._stream is not None:
            with contextlib.suppress(OSError):  # the other end was faster
                # Not the method of a TLS socket: another thread may be reading from it now.
                connected = self._stream.get_extra_info("socket")
                socket.socket.shutdown(connected, socket.SHUT_RDWR)


class Deadlines:
    """The requests under way with their deadlines. Thread-safe."""

    def __init__(self) -> None:
        self._ends: dict[Connection, float] = {}
        self._changed = threading.Condition()
        self._next = 0.0
        """When the thread looks next (monotonic)."""
        self._thread: threading.Thread | None = None

    @contextlib.contextmanager
    def until(self, end: float, connection: Connection) -> Iterator[None]:
        """Shut the connection if the block is not over at ``end`` (monotonic)."""
        connection.late = False
        with self._changed:
            if self._thread is None:
                self._next = end
                thread = threading.Thread(target=self._watch, daemon=True)
                try:
                    thread.start()  # it waits for the lock held here
                except RuntimeError:
                    raise ModelUnavailable(NO_THREAD) from None
                self._thread = thread
            elif end < self._next:
                self._changed.notify()
            self._ends[connection] = end
        try:
            yield
        finally:
            with self._changed:
                del self._ends[connection]

    def close(self) -> None:
        """End the thread if nothing is under way; the next request starts another."""
        with self._changed:
            thread = None if self._ends else self._thread
            self._changed.notify()
        if thread is not None:
            thread.join(MOMENT_S)

    def _watch(self) -> None:
        with self._changed:
            while self._ends:
                now = time.monotonic()
                self._next = math.inf
                for connection, end in self._ends.items():
                    if end <= now:
                        connection.shut()
                    self._next = min(self._next, end if end > now else now + MOMENT_S)
                self._changed.wait(self._next - now)
            self._thread = None
