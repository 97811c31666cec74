"""An end to a request, whatever trickles in.

The HTTP library's limits are for each read and each write alone: a server that sends a byte now and
then (of a header, of a chunk's length, of an interim reply) is waited for without end. Here one
thread looks at the clock for all requests of a transport, and shuts the connection of one that is
late, which ends its read or write at once.
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
"""How names of the library's events end that give a new stream."""
MOMENT_S = 1.0
"""How soon a connection that was shut is shut again: it may have had another socket by then."""


class Connection:
    """A client of the HTTP library with its one connection. ``late`` says that it was shut."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.late = False
        self._stream: Any = None

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """For the library's request extension ``trace``: remembers the connection that is made."""
        if event.endswith(CONNECTED):
            self._stream = info["return_value"]
            if self.late:  # before there was anything to shut
                self.shut()

    def shut(self) -> None:
        """End what is being read or written there."""
        self.late = True
        if self._stream is not None:
            with contextlib.suppress(OSError):  # the other end was faster
                # Not the method of a TLS socket, which may be reading just now.
                connected = self._stream.get_extra_info("socket")
                socket.socket.shutdown(connected, socket.SHUT_RDWR)


class Deadlines:
    """The requests under way and when each has to have ended. Safe to use from several threads."""

    def __init__(self) -> None:
        self._ends: dict[Connection, float] = {}
        self._changed = threading.Condition()
        self._next = 0.0
        """When the thread looks again."""
        self._thread: threading.Thread | None = None

    @contextlib.contextmanager
    def until(self, end: float, connection: Connection) -> Iterator[None]:
        """Shuts the connection if what is done meanwhile is not over at ``end`` (monotonic)."""
        connection.late = False
        with self._changed:
            if self._thread is None:
                self._next = end
                thread = threading.Thread(target=self._watch, daemon=True)
                try:
                    thread.start()  # it waits for what is held here
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
        """End the thread where nothing is under way; the next request starts another."""
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
