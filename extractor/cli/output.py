"""Writes events: whole lines only, flushed as each article is done."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

import click

from extractor.batch.journal import Journal, JournalError
from extractor.batch.locking import is_at, lock
from extractor.cli.streams import (
    OutputClosed,
    OutputFailed,
    discard_stdout,
    uninterrupted,
    write_all,
)
from extractor.cli.whole_file import check_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from io import FileIO

    from extractor.batch.done import Done

__all__ = [
    "FileOutput",
    "Output",
    "StdoutOutput",
    "open_output",
    "same_file",
]


# JSON does not escape these, and many readers of lines (str.splitlines, editors) break there.
BREAKS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


class Output(Protocol):
    """Takes lines of JSON without newlines. ``journal`` is what a run can be resumed from."""

    @property
    def journal(self) -> Journal | None: ...

    def ready(self, settings: Mapping[str, str], *, resume: bool, repair: bool = False) -> None:
        """Prepare for articles read with these settings: with ``resume`` after those that are done,
        with ``repair`` without the lines that no run wrote."""

    def write(self, lines: Sequence[str], done: Done) -> None:
        """Write all lines of one article at once. Raises OutputClosed or OutputFailed."""

    def spent(self, done: Done) -> None:
        """Record the cost of an article that gave no result. Raises OutputFailed."""

    def keep_empty(self) -> None:
        """Keep an empty file: there was no article, so it is correct."""

    def close(self) -> None:
        """No more lines will come."""


def open_output(
    path: str | None, *, force: bool = False, resume: bool = False, inputs: Sequence[str] = ()
) -> Output:
    """Standard output for ``None`` and ``-``, else the file.

    Raises :class:`click.UsageError` for an existing file (unless ``force`` or ``resume``), one that
    is also read, or one that cannot be written. An empty file without finished articles is what a
    killed run leaves, and counts as missing.
    """
    if path is None or path == "-":
        if resume:
            raise click.UsageError("--resume needs a file to go on with: -o FILE")
        if sys.stdout is None:  # closed by the shell: >&-
            raise click.UsageError("standard output is closed; name a file with -o")
        return StdoutOutput(sys.stdout.buffer)
    check_lines(path)
    file = Path(path)
    if any(same_file(file, name) for name in inputs):
        raise click.UsageError(f"{path} is read and cannot be written at the same time")
    try:
        regular = stat.S_ISREG(file.stat().st_mode)
    except FileNotFoundError:
        regular = True
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None
    journal = Journal(file) if regular else None
    with contextlib.ExitStack() as undo:
        try:
            if journal:
                undo.callback(journal.close)
                journal.open()  # from now on no other run can write there
            existed = file.exists()
            if journal and existed and not (force or resume):
                _check_existing(path, file.stat().st_size, journal)
            output = FileOutput(file, existed=existed, journal=journal)
        except JournalError as error:
            raise click.UsageError(str(error)) from None
        except OSError as error:
            ours = journal and error.filename and Path(error.filename) == journal.path
            name = ""
            if journal and ours and journal.path.parent.is_dir():
                name = f"{journal.path.name}: "
            elif file.is_symlink() and not file.exists():
                name = f"it is a link to {file.resolve()}: "
            raise click.UsageError(f"{path} cannot be written: {name}{error.strerror}") from None
        undo.pop_all()
    return output


def _check_existing(path: str, size: int, journal: Journal) -> None:
    if journal.has_articles:
        raise click.UsageError(
            f"{path} exists already; --resume goes on with it, --force writes it anew"
        )
    if size:
        raise click.UsageError(f"{path} exists already; --force writes it anew")


class StdoutOutput:
    """Events to standard output."""

    journal = None

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def ready(self, settings: Mapping[str, str], *, resume: bool, repair: bool = False) -> None:
        """Nothing to prepare."""

    def write(self, lines: Sequence[str], done: Done) -> None:
        """See :class:`Output`."""
        if not lines:
            return
        good = _end_of_file(self._stream)
        try:
            with uninterrupted():
                write_all(self._stream, _bytes(lines))
                self._stream.flush()
        except KeyboardInterrupt:
            discard_stdout()  # a blocked pipe would block again at exit
            raise
        except BrokenPipeError:
            discard_stdout()
            raise OutputClosed from None
        except OSError as error:
            if good is not None:  # as in a named file: no half line stays behind on a full disk
                with contextlib.suppress(OSError):
                    os.ftruncate(self._stream.fileno(), good)
            discard_stdout()
            raise OutputFailed(f"standard output: {error.strerror or error}") from None

    def spent(self, done: Done) -> None:
        """Do nothing: standard output cannot be resumed."""

    def keep_empty(self) -> None:
        """Nothing is written."""

    def close(self) -> None:
        """Do nothing: the stream is not ours to close."""


class FileOutput:
    """Events to a file, which always ends with a whole line, with its journal beside it.

    A file that is replaced keeps its old content until the first article is done, and a file made
    for a run without any finished article is removed. So a model that cannot be asked changes
    nothing, except for a journal of what failed articles have cost. A device or pipe has no
    journal.
    """

    def __init__(self, path: Path, *, existed: bool, journal: Journal | None) -> None:
        self._path = path
        self.journal = journal
        self._settings: Mapping[str, str] = {}
        self._remove_unused = journal is not None and not existed
        self._begun = self._written = False
        self._owed: list[Done] = []
        """Articles that failed before the old content was removed."""
        self._end = 0
        if journal:
            journal.open()
        self._old = bool(existed and path.stat().st_size) or bool(journal and journal.has_articles)
        self._file = self._opened() if journal else path.open("wb", buffering=0)

    def ready(self, settings: Mapping[str, str], *, resume: bool, repair: bool = False) -> None:
        """See :class:`Output`. Raises :class:`JournalError` for a file that cannot be resumed, and
        :class:`OutputFailed` where it cannot be written."""
        self._settings = settings
        if not (resume and self.journal):
            return
        try:
            self._end = self.journal.resume(settings, repair=repair)
            if not is_at(self._file, self._path):  # a repaired one is another file
                repaired = self._opened()
                self._file.close()
                self._file = repaired
        except OSError as error:
            raise OutputFailed(f"{error.filename or self._path}: {error.strerror}") from None
        self._begun = self._written = True

    def _opened(self) -> FileIO:
        """The output, locked for this run; a hard link to it has its own journal."""
        file = self._path.open("ab", buffering=0)
        if not lock(file):
            file.close()
            raise JournalError(
                f"{self._path} is being written by another run, perhaps under another name"
            )
        return file

    def write(self, lines: Sequence[str], done: Done) -> None:
        """See :class:`Output`."""
        data = _bytes(lines)
        try:
            with uninterrupted():
                self._begin()
                self._written = True
                self._write_whole(data, done)
        except BrokenPipeError:
            raise OutputClosed from None
        except OSError as error:
            raise OutputFailed(f"{self._path}: {error.strerror or error}") from None

    def spent(self, done: Done) -> None:
        """See :class:`Output`."""
        if self.journal is None or not done.tokens.prompt + done.tokens.completion:
            return
        if self._old and not self._begun:
            self._owed.append(done)
            return
        try:
            with uninterrupted():
                self._begin()
                self.journal.add_spent(done.key, done.tokens)
        except OSError as error:
            raise OutputFailed(f"{self._path}: {error.strerror or error}") from None

    def keep_empty(self) -> None:
        """Keep the file empty if it was made for this run; an older file stays unchanged."""
        self._remove_unused = False

    def _begin(self) -> None:
        """Remove the old content, if it is still there."""
        if not self._begun and self.journal:
            self.journal.begin(self._settings)
            self._file.truncate(0)
            for done in self._owed:
                self.journal.add_spent(done.key, done.tokens)
        self._begun = True

    def _write_whole(self, data: bytes, done: Done) -> None:
        end = self._end + len(data)
        noted = self.journal.size if self.journal else 0
        try:
            if self.journal:
                self.journal.add(done.key, data, len(done.events), end, done.tokens)
            write_all(self._file, data)
        except OSError:
            if self.journal:  # no half line stays behind on a full disk
                with contextlib.suppress(OSError):
                    self._file.truncate(self._end)
                self.journal.take_back(noted)
                if done.tokens.prompt + done.tokens.completion:
                    with contextlib.suppress(OSError):  # a short line may still find room
                        self.journal.add_spent(done.key, done.tokens)
            raise
        self._end = end

    def close(self) -> None:
        """See :class:`Output`."""
        self._file.close()
        if self._remove_unused and not self._written:
            with contextlib.suppress(OSError):
                self._path.unlink()
        if self.journal:  # last: after it another run may use both
            self.journal.close()


def _end_of_file(stream: BinaryIO) -> int | None:
    """The offset of the next byte, if it is the end of a regular file (``> events.jsonl``)."""
    try:
        number = stream.fileno()
        status = os.fstat(number)
        at = os.lseek(number, 0, os.SEEK_CUR) if stat.S_ISREG(status.st_mode) else -1
    except (OSError, ValueError):
        return None
    # Appending (>>) leaves the position at 0 until the first write, which then goes to the end.
    return status.st_size if at in (0, status.st_size) else None


def _bytes(lines: Sequence[str]) -> bytes:
    return "".join(f"{line.translate(BREAKS)}\n" for line in lines).encode("utf-8")


def same_file(path: Path, name: str) -> bool:
    """True if the name is that of this very file, or of a folder around it."""
    with contextlib.suppress(OSError):
        named = Path(name)
        if named.is_dir():
            return path.resolve().is_relative_to(named.resolve())
        return named.is_file() and path.samefile(named)
    return False
