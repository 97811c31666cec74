"""Ctrl-C and its like, kept back while a lock is held or a line is half written.

Python runs what a signal does between any two steps of the main thread. An exception from there
may leave a lock taken that nobody gives back (``Condition.__enter__`` and ``wait`` have such
moments), after which all would wait for ever.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from typing import Any

__all__ = ["LOOK_S", "kept_back"]

LOOK_S = 0.1
"""How often one that waits while signals are kept back looks whether one has come, in seconds."""


@contextlib.contextmanager
def kept_back(*, again_at_once: bool = False) -> Iterator[list[int]]:
    """SIGINT, SIGTERM and SIGHUP within take effect at the end, where Python handles them.

    Gives the numbers of those that have come: whoever waits within is to look there every
    ``LOOK_S``. With ``again_at_once`` a second one takes effect at once, for work that may never
    end. Does nothing in another thread than the main one.
    """
    caught: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield caught
        return
    before: dict[int, Any] = {}
    over = False

    def remember(number: int, frame: Any) -> None:
        if over:  # an exception kept it from being put back
            before[number](number, frame)
        elif caught and again_at_once:
            raise KeyboardInterrupt
        else:
            caught.append(number)

    try:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
            number = getattr(signal, name, None)
            handler = number and signal.getsignal(number)
            if number and callable(handler):  # neither ignored nor deadly
                before[number] = handler
                signal.signal(number, remember)
        yield caught
    finally:
        over = True
        for number, handler in before.items():
            signal.signal(number, handler)
    if caught:  # to whoever would have had it: one of these around this one, or Python itself
        signal.raise_signal(caught[0])
