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
"""Seconds between two looks for a signal by code that waits while signals are delayed."""


@contextlib.contextmanager
def kept_back(*, again_at_once: bool = False) -> Iterator[list[int]]:
    """Delays SIGINT, SIGTERM and SIGHUP until the end of the block, where Python handles them.

    Yields the list of signal numbers received so far: code that waits inside the block must look at
    it every ``LOOK_S``. With ``again_at_once`` a second signal takes effect at once, for work that
    may never end. Does nothing outside the main thread.
    """
    caught: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield caught
        return
    before: dict[int, Any] = {}
    over = False

    def remember(number: int, frame: Any) -> None:
        if over:  # an exception kept the handler from being restored
            before[number](number, frame)
        elif caught and again_at_once:
            raise KeyboardInterrupt
        else:
            caught.append(number)

    try:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
            number = getattr(signal, name, None)
            handler = number and signal.getsignal(number)
            if number and callable(handler):  # neither ignored nor the default action
                before[number] = handler
                signal.signal(number, remember)
        yield caught
    finally:
        over = True
        for number, handler in before.items():
            signal.signal(number, handler)
    if caught:  # pass the signal on: to an enclosing block of this kind, or to Python itself
        signal.raise_signal(caught[0])
