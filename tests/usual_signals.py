"""What signals do in tests, whoever has started them.

A script that starts the suite in its background, and `nohup`, have signals ignored, and whatever
tests start inherits that: Ctrl-C would never arrive, and a test that sends it would wait for ever.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

__all__ = ["usual_signals"]

NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")


@contextlib.contextmanager
def usual_signals() -> Iterator[None]:
    """Within, signals that were ignored do what they usually do in Python: Ctrl-C interrupts, the
    others end the process."""
    before = {}
    for name in NAMES:
        number = getattr(signal, name, None)  # Windows has some of them
        if number is None or signal.getsignal(number) is not signal.SIG_IGN:
            continue
        usual = signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL
        before[number] = signal.signal(number, usual)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
