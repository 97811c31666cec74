"""The journal of one coder's decisions: JSON Lines, one decision a line, on disk before it counts.

A decision removes the records ``before`` and puts the records ``after`` in their place, so all
actions look the same: accepting and rejecting replace one by one (a rejected record stays, marked),
splitting replaces one by two, merging two by one, adding none by one, and undoing swaps the two
sides of an earlier line. A line is written whole, flushed and synced. Half a line at the end, which
a crash can leave, was never a decision and is cut off when the journal is opened again.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from extractor.errors import ReviewError
from extractor.text.surrogates import escaped_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["ACTIONS", "VERSION", "Action", "Entry", "Journal", "entry_of", "json_text"]

VERSION = 1
Action = Literal[
    "accept", "mend", "reject", "reopen", "split", "merge", "add", "adjudicate", "undo"
]
ACTIONS: tuple[Action, ...] = get_args(Action)
BUSY = "this coder has the page open already (another coder gives another --coder)"
BREAKS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}

Record = dict[str, Any]


def json_text(value: Any) -> str:
    """A value as one line of JSON, without characters that any reader takes for a line end."""
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(BREAKS)
    return escaped_surrogates(line)


@dataclass(frozen=True)
class Entry:
    """One decision: ``number`` counts from 1, ``event`` is the id it is about, ``at`` the time in
    UTC, ``fields`` what an edit changed, ``undoes`` the number of the line that an undo takes back.
    """

    number: int
    at: str
    coder: str
    action: Action
    event: str
    before: list[Record] = field(default_factory=list)
    after: list[Record] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    reason: str | None = None
    undoes: int | None = None

    def line(self) -> str:
        """The entry as its line of the journal, without the newline."""
        return json_text({"journal": VERSION, **self.__dict__})


class Journal:
    """The journal's file, held open and locked: two reviews never write to one journal."""

    def __init__(self, path: Path, *, what: str = BUSY) -> None:
        """Open or create the file. Raises :class:`ReviewError` if another review has it; ``what``
        then describes that review."""
        self.path = path
        self.mended_tail = 0  # bytes of a half line that were cut off
        self._offsets: list[int] = []
        try:
            self._file = path.open("a+b", buffering=0)
        except OSError as error:
            raise ReviewError(f"{path} cannot be written: {error.strerror}") from None
        try:
            _lock(self._file.fileno(), path, what)
            self._cut_half_line()
        except BaseException:
            self._file.close()
            raise

    def __len__(self) -> int:
        return len(self._offsets)

    def replay(self) -> Iterator[Entry]:
        """Every entry from the first. Call it once, before the first append.

        Raises :class:`ReviewError` naming a line that is not an entry: damaged journals are not
        guessed at.
        """
        self._offsets = []
        at = 0
        with self.path.open("rb") as lines:
            for number, raw in enumerate(lines, start=1):
                if raw.strip():
                    yield entry_of(raw, self.path, number)
                    self._offsets.append(at)
                at += len(raw)

    def read(self, number: int) -> Entry:
        """The entry with this number, counted from 1."""
        with self.path.open("rb") as lines:
            lines.seek(self._offsets[number - 1])
            return entry_of(lines.readline(), self.path, number)

    def append(self, entry: Entry) -> None:
        """Write the entry and wait until it is on disk. Raises :class:`ReviewError` if that fails;
        the file is then unchanged."""
        self._offsets.append(self.write(entry.line()))

    def write(self, line: str) -> int:
        """Write a line as :meth:`append` does; returns its start offset."""
        good = os.fstat(self._file.fileno()).st_size
        data = f"{line}\n".encode()
        try:
            view = memoryview(data)
            while view:
                view = view[self._file.write(view) or 0 :]
            os.fsync(self._file.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                self._file.truncate(good)
            raise ReviewError(f"not saved: {self.path}: {error.strerror}") from None
        return good

    def close(self) -> None:
        """Close the file; a journal without decisions is removed."""
        if self._file.closed:
            return
        empty = os.fstat(self._file.fileno()).st_size == 0
        self._file.close()
        if empty:
            with contextlib.suppress(OSError):
                self.path.unlink()

    def _cut_half_line(self) -> None:
        size = os.fstat(self._file.fileno()).st_size
        whole = size
        with self.path.open("rb") as lines:
            while whole:
                step = min(65536, whole)
                lines.seek(whole - step)
                found = lines.read(step).rfind(b"\n")
                if found >= 0:
                    whole = whole - step + found + 1
                    break
                whole -= step
        if whole < size:
            self.mended_tail = size - whole
            self._file.truncate(whole)


def entry_of(raw: bytes, path: Path, number: int) -> Entry:
    """The entry of a journal's line. Raises :class:`ReviewError` naming a line that is not one."""
    try:
        made = json.loads(raw)
        version = made.pop("journal")
        if version != VERSION:
            raise ReviewError(
                f"{path}:{number}: written by another version of the journal ({version})"
            )
        entry = Entry(**made)
        if entry.action not in ACTIONS or not all(
            isinstance(record, dict) and isinstance(record.get("id"), str)
            for record in (*entry.before, *entry.after)
        ):
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ReviewError(
            f"{path}:{number}: not a line of a journal; mend or remove it, or name "
            "another file with --journal"
        ) from None
    return entry


def _lock(number: int, path: Path, what: str) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: no lock, as elsewhere
        return
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise ReviewError(f"{path} is in use: {what}") from None
