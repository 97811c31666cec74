"""Writes a file whole or not at all: first beside its place, then moved there."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from extractor.cli.streams import OutputClosed, OutputFailed, discard_stdout, uninterrupted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Nothing", "check_lines", "check_target", "whole_file"]

STDOUT = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Names of standard output. They are links to the real file, which is not replaced, since it may
already hold another program's output."""


def check_lines(path: str) -> None:
    """Raise :class:`click.UsageError` for a file name of another format than JSON Lines, which is
    what is written: a spreadsheet could not open the file."""
    from extractor.convert.formats import format_of_name

    form = format_of_name(path)
    if form is not None and form.name != "jsonl" and not path.lower().endswith(".json"):
        name = Path(path).with_suffix(".jsonl").name
        raise click.UsageError(
            f"{path}: what is written is JSON Lines and no {form.title}; write {name}, then "
            f"`extract convert {name} --to {Path(path).name}`"
        )


class Nothing(Exception):
    """Raised inside :func:`whole_file`: there is nothing to write, leave the file as it was."""


def check_target(path: str, *, force: bool, inputs: Sequence[str]) -> None:
    """Raise :class:`click.UsageError` for a file that exists (unless ``force``) or is also read."""
    if path in STDOUT:
        return
    file = Path(path)
    for name in inputs:
        with contextlib.suppress(OSError):
            if Path(name).is_file() and file.samefile(name):
                raise click.UsageError(f"{path} is read and cannot be written at the same time")
    try:
        there = file.stat()
    except FileNotFoundError:
        if not file.parent.is_dir():
            raise click.UsageError(f"{path}: there is no folder {file.parent}") from None
        return
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None
    if stat.S_ISDIR(there.st_mode):
        raise click.UsageError(f"{path} is a folder; name a file in it")
    if stat.S_ISREG(there.st_mode) and not force:
        raise click.UsageError(f"{path} exists already; --force writes it anew")


@contextlib.contextmanager
def whole_file(path: str) -> Iterator[IO[bytes]]:
    """A binary stream whose content becomes the file ``path`` when the block ends without error.

    Until then the file is unchanged. If the block raises (Ctrl-C too) it stays so, and nothing is
    left beside it. ``-`` is standard output, which is written directly, as are pipes and devices.
    Raises :class:`OutputFailed` naming the file and why it cannot be written, and
    :class:`OutputClosed` if nobody reads standard output.
    """
    if path == "-" or path in STDOUT:
        with _standard_output() as stream:
            yield stream
        return
    target = Path(path)
    try:
        if target.exists() and not target.is_file():  # before resolving: a pipe has no path
            with target.open("wb") as device:
                yield device
            return
        with contextlib.suppress(OSError):
            target = target.resolve()  # write the target of a link, not the link
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", dir=target.parent)
    except OSError as error:
        raise OutputFailed(f"{path} cannot be written: {error.strerror or error}") from None
    beside = Path(name)
    try:
        with open(handle, "w+b") as stream:  # noqa: PTH123 - a handle, no path
            yield stream
            stream.flush()
            os.fchmod(stream.fileno(), _permissions(target))
            os.fsync(stream.fileno())
        with uninterrupted():
            beside.replace(target)
    except OSError as error:
        raise OutputFailed(f"{path} cannot be written: {error.strerror or error}") from None
    except Nothing:
        pass
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


@contextlib.contextmanager
def _standard_output() -> Iterator[IO[bytes]]:
    if sys.stdout is None:
        raise click.UsageError("standard output is closed; name a file")
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except Nothing:
        pass
    except BrokenPipeError:
        discard_stdout()
        raise OutputClosed from None  # | head: whoever reads has enough
    except OSError as error:
        discard_stdout()
        raise OutputFailed(f"standard output: {error.strerror or error}") from None


def _permissions(target: Path) -> int:
    """The permissions of the file, or those of a new one."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(target.stat().st_mode)
    mask: Any = os.umask(0)
    os.umask(mask)
    return int(0o666 & ~mask)
