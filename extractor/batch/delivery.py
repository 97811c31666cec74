"""Passes on the results of articles, in the order of the articles or as they finish."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from extractor.batch.done import Fate
from extractor.errors import ModelUnavailable
from extractor.models.faults import ServerTrouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.batch.done import Done

__all__ = ["DeadEndpoint", "Delivery"]

ABANDON_S = 2.0
SIGNS_OF_LIFE = (Fate.READ, Fate.BEFORE)
"""Results that end a row of failures. An article skipped as finished earlier counts too. Without
it, a resumed run would meet all failures of the earlier runs in one row and take a working server
for dead.
"""


class DeadEndpoint(ModelUnavailable):
    """The server gave no usable answer for article after article: the run is stopped."""


class Delivery:
    """Passes each result to ``take``, one at a time, in the order of the articles if asked.
    Failures from a server that turns out to be dead go to ``drop``, as do results after ``take``
    has raised.
    """

    def __init__(
        self,
        take: Callable[[Done], None],
        ordered: bool,
        patience: int,
        drop: Callable[[Done], None] = lambda _: None,
    ) -> None:
        self._take = take
        self._drop = drop
        self._ordered = ordered
        self._patience = patience
        self._early: dict[int, Done | None] = {}
        self._next = 0
        self._held: list[Done] = []
        self._abandoned = self._dead = self._over = False
        self._lock = threading.Lock()
        self.undone = 0

    @property
    def waiting(self) -> int:
        """The number of finished articles that wait for an earlier one."""
        return len(self._early)

    def put(self, number: int, done: Done | None) -> None:
        """Accept the result of an article; ``None`` if it has none."""
        with self._lock:
            if self._abandoned:
                self.undone += done is not None
                if done and not self._over:
                    self._drop(done)
            elif not self._ordered:
                if done:
                    self._hand_on(done)
            else:
                self._early[number] = done
                while self._next in self._early:
                    ready = self._early.pop(self._next)
                    self._next += 1
                    if ready:
                        self._hand_on(ready)

    def close(self) -> None:
        """Say that no more results will come."""
        with self._lock:
            self._hand_on_early()
            self._let_go()

    def abandon(self) -> None:
        """Pass on what is done, and nothing after that."""
        self._over = True
        if not self._lock.acquire(timeout=ABANDON_S):
            self._abandoned = True  # another thread is stuck in writing; that is given up too
            return
        try:
            self._hand_on_early()
            self._let_go()
            self._abandoned = True
        finally:
            self._lock.release()

    def _hand_on(self, done: Done) -> None:
        if isinstance(done.error, ServerTrouble):
            if self._dead:
                self.undone += 1
                self._drop(done)
                return
            self._held.append(done)
            if len(self._held) >= self._patience:
                self.undone += len(self._held)
                count = len(self._held)
                self._dead = True
                for one in self._held:
                    self._drop(one)
                self._held.clear()
                raise DeadEndpoint(f"{count} articles in a row failed, the last: {done.error}")
            return
        if done.fate in SIGNS_OF_LIFE:
            self._let_go()
        self._give(done)

    def _hand_on_early(self) -> None:
        for number in sorted(self._early):  # results behind an article that was never finished
            ready = self._early.pop(number)
            if ready:
                self._hand_on(ready)

    def _let_go(self) -> None:
        held, self._held = self._held, []
        for done in held:
            self._give(done)

    def _give(self, done: Done) -> None:
        if self._abandoned:
            return
        try:
            self._take(done)
        except BaseException:
            self._abandon()
            raise

    def _abandon(self) -> None:
        self._abandoned = True
        for one in (*self._held, *self._early.values()):
            if one:
                self.undone += 1
                self._drop(one)
        self._held.clear()
        self._early.clear()
