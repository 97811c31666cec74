"""Standard output and error: messages, and handling of a broken pipe, a full disk or a signal in
the middle of a line."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
from typing import TYPE_CHECKING, BinaryIO, TextIO

import click

from extractor.interrupts import kept_back

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO

__all__ = [
    "OutputClosed",
    "OutputFailed",
    "discard_stdout",
    "of_stdout",
    "say",
    "stdout_named",
    "uninterrupted",
    "write_all",
]


class OutputClosed(Exception):
    """Nobody reads standard output any more (``| head -1``): the work is done."""


class OutputFailed(Exception):
    """Events cannot be written: the disk is full, the device is gone. The message says which and
    why."""


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Delay Ctrl-C to the end of the block, so that a line is written whole or not at all.

    SIGTERM and SIGHUP are delayed too where they mean the same. A second signal takes effect at
    once: the reader of a full pipe may never read on.
    """
    with kept_back(again_at_once=True):
        yield


def discard_stdout() -> None:
    """Redirect standard output to nowhere, so that Python's flush at exit meets no closed pipe."""
    _discard(sys.stdout)


@contextlib.contextmanager
def stdout_named() -> Iterator[None]:
    """Turn errors of writing to standard output into :class:`OutputFailed`, except for a pipe that
    nobody reads."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_stdout()
        raise OutputFailed(f"standard output: {error.strerror or error}") from None


def of_stdout(error: OSError) -> bool:
    """Whether click or rich raised the error while writing to standard output, which has no
    name."""
    for frame, _ in traceback.walk_tb(error.__traceback__ if not error.filename else None):
        module, name = frame.f_globals.get("__name__"), frame.f_code.co_name
        if (module, name) == ("click.utils", "echo") and not frame.f_locals.get("err"):
            return True
        console = frame.f_locals.get("self") if module == "rich.console" else None
        if console is not None and getattr(console, "file", None) is sys.stdout:
            return True
    return False


def say(line: str) -> None:
    """Write a line to standard error. If nobody reads it, the work still goes on."""
    try:
        click.echo(line, err=True)
    except OSError:
        _discard(sys.stderr)


def _discard(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_all(stream: BinaryIO | FileIO, data: bytes) -> None:
    """Write all data: an unbuffered stream (as with PYTHONUNBUFFERED) may take only a part."""
    view = memoryview(data)
    while view:
        taken = stream.write(view)
        if taken is None:  # non-blocking, and full
            raise BlockingIOError(errno.EAGAIN, "it takes nothing more")
        view = view[taken:]
