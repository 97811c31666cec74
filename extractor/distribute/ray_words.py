"""Turns Ray's output about its workers into our own messages."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import threading
import warnings
from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import Any

import click

from extractor.errors import ExtractorError

__all__ = ["in_our_words", "reason_of", "signals_as_they_were", "without_raw_lines"]

STDERR = 2

DIED, PROCESS = "worker died or was killed", "Worker PID: "


@contextlib.contextmanager
def in_our_words(note: Callable[[str], None]) -> Iterator[set[str]]:
    """Suppress what Ray prints on standard output and its warnings. ``note`` is called for each
    worker that died: Ray starts another, and the unit is read again. Yields the ids of dead
    processes.
    """
    listener = _Listener(note)
    # Recorded, not filtered: Ray sets filters of its own, and some warnings name the caller's file.
    with contextlib.redirect_stdout(listener), warnings.catch_warnings(record=True):
        yield listener.dead


@contextlib.contextmanager
def without_raw_lines() -> Iterator[None]:
    """Suppress standard error below Python, where Ray writes."""
    try:
        kept = os.dup(STDERR)
    except OSError:  # closed by the shell: 2>&-
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, STDERR)
        yield
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)
        os.close(nowhere)


@contextlib.contextmanager
def signals_as_they_were() -> Iterator[None]:
    """Restore signal handlers after the block: Ray takes SIGTERM for itself, prints where it came
    from and aborts."""
    ours = threading.current_thread() is threading.main_thread()
    numbers = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    before = {n: signal.getsignal(n) for n in numbers if n is not None and ours}
    try:
        yield
    finally:
        for number, handler in before.items():
            if handler is not None:  # not set by Python, so it cannot be restored
                signal.signal(number, handler)


def reason_of(error: Exception) -> str:
    """Why the cluster failed, in one line."""
    cause = getattr(error, "cause", None)
    if isinstance(cause, ExtractorError):
        return str(cause)
    lines = [line.strip() for line in click.unstyle(str(error)).splitlines() if line.strip()]
    return _without_names(lines[-1]) if lines else type(error).__name__


def _without_names(said: str) -> str:
    """The message without ``ray.exceptions.RayTaskError(ValueError): ValueError: `` before it."""
    name, colon, words = said.partition(": ")
    is_name = " " not in name and name.partition("(")[0].endswith(("Error", "Exception"))
    return _without_names(words) if colon and words and is_name else said


class _Listener(io.TextIOBase):
    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note
        self.dead: set[str] = set()

    def writable(self) -> bool:
        return True

    def write(self, text: Any) -> int:
        for behind in str(text).split(DIED)[1:]:
            process = "".join(takewhile(str.isdecimal, behind.partition(PROCESS)[2]))
            if process and process not in self.dead:
                self.dead.add(process)
                self._note(
                    f"a worker died (process {process}; out of memory?): another takes its place "
                    "and reads its unit again"
                )
        return len(text)
