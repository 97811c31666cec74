"""The journal beside an output: which articles are done, and where their events end.

``events.jsonl.journal`` is JSON Lines. The first line says how articles were read, each further
one is a finished article as a list::

    {"journal": 1, "model": "openai/x", "reader": "record", "prompt": "record-1", "schema": "1.0"}
    ["9f86d081884c7d65…", 2, 8214, 2911043213, 1210, 900, 212]

its key (32 hexadecimal digits, :func:`~extractor.batch.keys.article_key`), its events, the size of
the output once they are in it, the CRC-32 of what was added, and the prompt, cached and completion
tokens it took. No text, no address and no key of a provider is in it.

Events are written first and the journal's line after them. So whatever a kill, a power cut or a
full disk leaves behind, the output is whole as far as the journal tells, and what is beyond is cut
off when the run is resumed.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from extractor.batch.keys import KEY_BYTES, KeySet
from extractor.errors import ExtractorError
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping
    from io import FileIO

__all__ = ["Journal", "JournalError"]

VERSION = 1
SYNC_S = 5.0
"""At most so much work is done again after a power cut; a kill alone loses nothing written."""
NAMES = {"model": "the model", "reader": "the reader", "prompt": "the prompt", "schema": "records"}


class JournalError(ExtractorError):
    """A run cannot be resumed: made in another way, changed since, or written by another run."""


class Journal:
    """The journal of one output file: :meth:`open`, then :meth:`resume` or :meth:`begin`, then
    :meth:`add` for each article. Not safe for several threads at once."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.path = output.with_name(f"{output.name}.journal")
        self.before = KeySet()
        """Articles that earlier runs finished."""
        self.tokens = Tokens()
        """What those took."""
        self.paid = 0
        """How many of them took any."""
        self.events = 0
        """The events they hold."""
        self._file: FileIO | None = None
        self._made = False
        self._synced = time.monotonic()

    @property
    def has_articles(self) -> bool:
        """True when a run has finished an article there."""
        with contextlib.suppress(OSError), self.path.open("rb") as lines:
            return len([line for line, _ in zip(lines, range(2), strict=False)]) > 1
        return False

    def open(self) -> None:
        """Take the journal for this run alone. Raises :class:`JournalError` when another run has
        it, and :class:`OSError` when it cannot be written."""
        self._made = not self.path.exists()
        self._file = self.path.open("w+b" if self._made else "r+b", buffering=0)
        if not _locked(self._file):
            self._file.close()
            self._file = None
            raise JournalError(f"{self.output} is being written by another run")

    def resume(self, settings: Mapping[str, str]) -> int:
        """Take up where a run was left: the bytes of the output that are whole.

        What the journal does not vouch for is cut off both files. Raises :class:`JournalError`
        when the output was made with other settings, or has been changed by other hands.
        """
        assert self._file is not None
        with contextlib.ExitStack() as stack:
            lines = stack.enter_context(self.path.open("rb"))
            events = _opened(self.output, stack)
            head = lines.readline()
            if not head.endswith(b"\n"):  # killed before it wrote its first line
                good, end = 0, 0
            else:
                self._check(head, settings)
                good, end = len(head), 0
            for line in lines:
                entry = _entry(line)
                if entry is None or not self._vouched(events, end, entry):
                    break
                self.before.add(entry.key)
                self.tokens += entry.tokens
                self.paid += entry.tokens.prompt > 0
                self.events += entry.events
                good, end = good + len(line), entry.end
            self._check_rest(events, end, settings)
        self._made = False
        os.ftruncate(self._file.fileno(), good)
        self._file.seek(good)
        if not good:
            self.begin(settings)
        if events is not None:
            os.truncate(self.output, end)
        return end

    def begin(self, settings: Mapping[str, str]) -> None:
        """Start anew; what an earlier journal held is forgotten."""
        assert self._file is not None
        self._made = False
        self._file.seek(0)
        self._file.truncate(0)
        self._write((json.dumps({"journal": VERSION, **settings}) + "\n").encode("ascii"))

    def add(self, key: bytes, written: bytes, events: int, end: int, tokens: Tokens) -> None:
        """An article is done and its events, ``written``, are in the output, which is now ``end``
        bytes long. Raises :class:`OSError`, with nothing of the line left behind."""
        counts = [tokens.prompt, tokens.cached, tokens.completion]
        line = json.dumps([key.hex(), events, end, zlib.crc32(written), *counts]) + "\n"
        self._write(line.encode("ascii"))
        if time.monotonic() - self._synced > SYNC_S:
            self.sync()

    def sync(self) -> None:
        """Have both files on the disk itself."""
        self._synced = time.monotonic()
        if self._file is None:
            return
        with contextlib.suppress(OSError):
            with self.output.open("rb") as events:
                os.fsync(events.fileno())
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """No more will be added. One that was made for nothing is removed."""
        if self._file is None:
            return
        if self._made:
            with contextlib.suppress(OSError):
                self.path.unlink()
        else:
            self.sync()
        self._file.close()
        self._file = None

    def _write(self, line: bytes) -> None:
        assert self._file is not None
        good = self._file.tell()
        try:
            while line:
                line = line[self._file.write(line) :]
        except OSError:
            with contextlib.suppress(OSError):
                self._file.truncate(good)
                self._file.seek(good)
            raise

    def _check(self, head: bytes, settings: Mapping[str, str]) -> None:
        made: Any = None
        with contextlib.suppress(ValueError):
            made = json.loads(head)
        if not isinstance(made, dict) or made.get("journal") != VERSION:
            raise JournalError(f"{self.path} is no journal of this version of extract")
        for name, now in settings.items():
            then = made.get(name)
            if then != now:
                raise JournalError(
                    f"{self.output} was made with {NAMES.get(name, name)} {then}, this run has "
                    f"{now}: name another -o, or --force to read all articles anew"
                )

    def _vouched(self, events: BinaryIO | None, start: int, entry: _Entry) -> bool:
        """Whether the output has this article's events. A shorter output, or zeros at its end,
        is what a power cut leaves; anything else somebody has changed."""
        if entry.end == start:
            return True
        data = b""
        if events is not None:
            events.seek(start)
            data = events.read(entry.end - start)
        whole = len(data) == entry.end - start
        if whole and zlib.crc32(data) == entry.crc:
            return True
        if not whole or b"\0" in data:
            return False
        raise self._changed(start)

    def _check_rest(self, events: BinaryIO | None, end: int, settings: Mapping[str, str]) -> None:
        """What is beyond the journal's word is cut off and read again: it must be of such a run,
        not lines that somebody has added."""
        if events is None:
            return
        events.seek(end)
        for line in events:
            if not line.endswith(b"\n") or b"\0" in line:
                return
            made: Any = None
            with contextlib.suppress(ValueError, KeyError, TypeError):
                made = json.loads(line)["extraction"]
            names = (("model", "model"), ("reader", "reader"), ("prompt", "prompt_version"))
            if not isinstance(made, dict) or any(
                made.get(theirs) != settings.get(ours) for ours, theirs in names
            ):
                raise self._changed(end)

    def _changed(self, at: int) -> JournalError:
        return JournalError(
            f"{self.output} has been changed since it was written (near byte {at:,}) and "
            "cannot be resumed: name another -o, or --force to read all articles anew"
        )


class _Entry:
    def __init__(self, values: list[Any]) -> None:
        name, self.events, self.end, self.crc, *tokens = values
        self.key = bytes.fromhex(name)
        self.tokens = Tokens(*tokens)
        if len(self.key) != KEY_BYTES or not isinstance(self.end, int):
            raise ValueError


def _entry(line: bytes) -> _Entry | None:
    """The entry of a whole line; ``None`` for half a one."""
    if not line.endswith(b"\n"):
        return None
    try:
        return _Entry(json.loads(line))
    except (ValueError, TypeError):
        return None


def _opened(path: Path, stack: contextlib.ExitStack) -> BinaryIO | None:
    try:
        return stack.enter_context(path.open("rb"))
    except FileNotFoundError:
        return None


def _locked(file: FileIO) -> bool:
    """Take the file for this run alone, as long as it is open; where the system has no such locks
    (Windows, some network drives) everybody is let in."""
    try:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        pass
    return True
