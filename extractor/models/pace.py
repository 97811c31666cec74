"""Sets the pace of requests to a server and the pauses before a failed request is sent again.

The pace follows TCP (additive increase, multiplicative decrease, Chiu and Jain 1989): "too many
requests" halves the number of requests at once, a failure lowers it by a fifth, and each answer
raises it a little. So a run settles just below what the server can do.
"""

from __future__ import annotations

import random
import threading
import time
from contextlib import contextmanager
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Pace", "back_off_s", "retry_after_s"]

MOST = 1024
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 30.0


class Pace:
    """The turns of one server's requests; thread-safe.

    At most ``most`` requests at once; after trouble fewer, until answers raise the number again.
    """

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._limit = float(MOST)
        self._asking = 0
        self._peak = 0
        self._lowered = 0.0
        self._not_before = 0.0
        self._turn = threading.Condition()

    @property
    def limit(self) -> int:
        """Requests that may be sent at once now."""
        return max(1, min(int(self._limit), self.most))

    @contextmanager
    def turn(self) -> Iterator[float]:
        """Wait until a request may be sent; yields the time at which it is."""
        with self._turn:
            while True:
                pause = self._not_before - time.monotonic()
                if pause <= 0 and self._asking < self.limit:
                    break
                self._turn.wait(pause if pause > 0 else None)
            self._asking += 1
            self._peak = max(self._peak, self._asking)
        try:
            yield time.monotonic()
        finally:
            with self._turn:
                self._asking -= 1
                self._turn.notify()

    def answered(self) -> None:
        """Note that the server answered: raises the pace a little."""
        if self._limit < self.most:
            with self._turn:
                self._limit += 1 / max(1.0, self._limit)
                self._turn.notify()

    def troubled(self, sent_at: float, factor: float = 0.5, wait_s: float = 0.0) -> None:
        """Note that the server failed or is overloaded. The number at once is multiplied by
        ``factor``, and nothing is sent for ``wait_s`` seconds. Requests sent before the pace was
        last lowered say nothing about the new pace and are ignored.
        """
        with self._turn:
            now = time.monotonic()
            self._not_before = max(self._not_before, now + wait_s)
            if sent_at >= self._lowered:
                self._limit = max(1.0, min(self._limit, float(self._peak)) * factor)
                self._lowered, self._peak = now, self._asking
            self._turn.notify_all()


def back_off_s(tries: int) -> float:
    """Seconds to wait after so many tries: a random time between half of a limit and the limit,
    which doubles each time. So requests that failed together do not come back together."""
    longest: float = min(FIRST_WAIT_S * 2 ** (tries - 1), LONGEST_WAIT_S)
    return longest * random.uniform(0.5, 1.0)


def retry_after_s(headers: Mapping[str, str]) -> float:
    """The seconds after which a server asks for another try; 0 if it does not say."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        said = headers.get(name, "")
        try:
            return max(0.0, float(said) / unit)
        except ValueError:
            pass
        try:
            when = parsedate_to_datetime(said)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if when.tzinfo is None:
            when = when.replace(tzinfo=timezone.utc)
        return max(0.0, (when - datetime.now(timezone.utc)).total_seconds())
    return 0.0
