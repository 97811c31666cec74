"""The journal beside an output: which articles are done, and where their events end.

``events.jsonl.journal`` is JSON Lines (:mod:`extractor.batch.entries`). It holds no text, no
address and no provider's key. It also holds what failed articles have cost, so that a budget covers
all runs. An article's line is written before its events. So after a kill, a power cut or a full
disk, an article whose events are not all in the output can be told.

The journal only saves work; the output is what counts. Where the two disagree, each record in the
output says which article it belongs to (:mod:`extractor.batch.accounting`), and the journal is
rewritten from that. A resumed run never shortens the output by more than half a line at its end,
unless it is told to, and then it keeps a copy.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import time
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.batch.accounting import account
from extractor.batch.entries import (
    VERSION,
    Entry,
    Head,
    Share,
    entry_line,
    entry_of,
    head_line,
    head_of,
)
from extractor.batch.keys import KeySet
from extractor.batch.locking import lock, open_alone
from extractor.batch.mending import (
    JournalError,
    at_stake,
    joined,
    made_otherwise,
    notes_of,
    take_out,
)
from extractor.batch.written import written
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from io import FileIO
    from pathlib import Path
    from typing import BinaryIO

    from extractor.batch.done import Done

__all__ = ["Journal", "JournalError"]

SYNC_S = 5.0
"""Seconds of work that a power cut can undo at most; a kill alone loses nothing written."""
LONGEST_LINE = 1 << 16
"""Bytes; a file with longer lines is no journal and is not read into memory whole."""


@dataclass(frozen=True)
class _Kept:
    """Events kept of an article that is read again; ``short`` when some are known to be missing."""

    ids: frozenset[str]
    short: bool


class Journal:
    """The journal of one output file: :meth:`open`, then :meth:`resume` or :meth:`begin`, then
    :meth:`add` for each article. Not thread-safe."""

    def __init__(self, output: Path) -> None:
        self.output = output
        file = output.resolve() if output.is_symlink() else output  # one for all names of a file
        self.path = file.with_name(f"{file.name}.journal")
        self.notes: list[str] = []
        """What :meth:`resume` and :meth:`unwritten` found and a user should know."""
        self._file: FileIO | None = None
        self._made = False
        self._synced = time.monotonic()
        self._forget()

    def _forget(self) -> None:
        self.before = KeySet()
        """Articles that earlier runs finished."""
        self.tokens = Tokens()
        """The tokens of those articles and of the failed ones."""
        self.paid = 0
        """How many articles, finished or failed, took tokens."""
        self.events = 0
        """The events in the output."""
        self._kept: dict[bytes, _Kept] = {}

    @property
    def has_articles(self) -> bool:
        """True when a run has finished an article there."""
        with contextlib.suppress(OSError), self.path.open("rb") as lines:
            entries = map(entry_of, itertools.islice(_lines(lines), 1, None))
            return any(entry is None or entry.share is not Share.SPENT for entry in entries)
        return False

    def open(self) -> None:
        """Lock the journal for this run. Raises :class:`JournalError` when another run holds it,
        and :class:`OSError` when it cannot be written."""
        if self._file is not None:
            return
        opened = open_alone(self.path)
        if opened is None:
            raise JournalError(f"{self.output} is being written by another run")
        self._file, self._made = opened

    def resume(self, settings: Mapping[str, str], *, repair: bool = False) -> int:
        """Continue an earlier run. Returns the size of the output, in bytes, all whole lines.

        Half a line at the end of the output is cut off. A journal that does not account for the
        output is rewritten from it, and :attr:`notes` says so. Raises :class:`JournalError` when
        the output was made with other settings, or holds lines that no such run wrote; with
        ``repair`` those lines are removed after the output has been copied. On refusal nothing is
        changed. Raises :class:`OSError` when something cannot be written.
        """
        assert self._file is not None
        sizes = self._agreed(settings)
        if sizes is None:
            self._forget()
            end = self._recovered(settings, repair)
        else:
            good, end, unwritten = sizes
            self._file.truncate(good)
            self._file.seek(good)
            if unwritten and unwritten.tokens != Tokens():  # it was paid for all the same
                self.add_spent(unwritten.key, unwritten.tokens)
                self._note(replace(unwritten, events=0, share=Share.SPENT), ())
        self._made = False
        return end

    def begin(self, settings: Mapping[str, str]) -> None:
        """Start a new journal; the content of an earlier one is dropped."""
        assert self._file is not None
        self._made = False
        self._file.seek(0)
        self._file.truncate(0)
        self._write(head_line(settings))

    def unwritten(self, done: Done) -> Done:
        """The article with only those events that are not in the output yet.

        The events of an article at which a run was stopped are kept, and the article is read again.
        If the model reads it differently the second time, nothing is added, unless events are known
        to be missing; a note says so.
        """
        kept = self._kept.get(done.key)
        if kept is None:
            return done
        ids = [str(json.loads(event.json_line())["id"]) for event in done.events]
        if not kept.short and not kept.ids <= set(ids):
            name = done.article.key if done.article else "an article"
            are = "event is" if len(kept.ids) == 1 else "events are"
            self.notes.append(
                f"{name} is read otherwise this time: {len(kept.ids):,} {are} kept as they were "
                f"written, and none of the {len(ids):,} that it gives now is added"
            )
            return replace(done, events=[])
        new = [e for e, name in zip(done.events, ids, strict=True) if name not in kept.ids]
        return replace(done, events=new)

    def add(self, key: bytes, written: bytes, events: int, end: int, tokens: Tokens) -> None:
        """Record a finished article whose events, ``written``, are about to be written to the
        output, which will then have ``end`` bytes. Raises :class:`OSError`; then no part of the
        line is left.
        """
        share = Share.WHOLE if self._kept.pop(key, None) is None else Share.REST
        self._enter(Entry(key, events, end, zlib.crc32(written), tokens, share))

    def add_spent(self, key: bytes, tokens: Tokens) -> None:
        """Record the cost of an article that gave no result. Raises :class:`OSError`; then no part
        of the line is left."""
        # The offset in the journal distinguishes this line from another try that took as many
        # tokens.
        self._enter(Entry(key, 0, self.size, 0, tokens, Share.SPENT))

    def take_back(self, size: int) -> None:
        """Remove the last line, since its events could not be written. ``size`` is what
        :attr:`size` was before it."""
        assert self._file is not None
        with contextlib.suppress(OSError):
            self._file.truncate(size)
            self._file.seek(size)

    @property
    def size(self) -> int:
        """Bytes of the journal so far."""
        assert self._file is not None
        return self._file.tell()

    def sync(self) -> None:
        """Sync both files to disk."""
        self._synced = time.monotonic()
        if self._file is None:
            return
        with contextlib.suppress(OSError):
            with self.output.open("rb") as events:
                os.fsync(events.fileno())
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the journal. One that holds nothing is removed."""
        if self._file is None:
            return
        if self._made:
            with contextlib.suppress(OSError):
                self.path.unlink()
        else:
            self.sync()
        self._file.close()
        self._file = None

    def _agreed(self, settings: Mapping[str, str]) -> tuple[int, int, Entry | None] | None:
        """The sizes of journal and output where they agree, as after any run that was at worst
        killed, and the entry whose events the kill kept from being written; else ``None``."""
        with self._opened() as (lines, output):
            head = head_of(lines.readline(LONGEST_LINE))
            if head is None or head.version != VERSION or head.settings != dict(settings):
                return None
            size = output.seek(0, os.SEEK_END) if output else 0
            good, end, unwritten = lines.tell(), 0, None
            for line in _lines(lines):
                entry = entry_of(line)
                if entry and entry.share is Share.SPENT:
                    self._note(entry, ())
                    good = lines.tell()
                    continue
                data = self._bytes_of(entry, output, end, size) if entry else None
                if entry is None or data is None:
                    damaged = entry is None and line.endswith(b"\n")
                    if damaged or lines.read(1):
                        return None
                    unwritten = entry
                    break  # a kill cut the last line off, or came before its events
                rows = data.splitlines(keepends=True) if entry.share.kept else ()
                self._note(entry, [record.id for record in map(written, rows) if record])
                good, end = lines.tell(), entry.end
        if end != size:
            return None
        return good, end, unwritten

    def _bytes_of(
        self, entry: Entry, output: BinaryIO | None, start: int, size: int
    ) -> bytes | None:
        """The article's lines, which must begin at offset ``start`` of the output; ``None`` if they
        do not."""
        if not entry.sure or not start <= entry.end <= size:
            return None
        data = b""
        if output and entry.end > start:
            output.seek(start)
            data = output.read(entry.end - start)
        whole = len(data) == entry.end - start and zlib.crc32(data) == entry.crc
        return data if whole else None

    def _recovered(self, settings: Mapping[str, str], repair: bool) -> int:
        """Accept the output as it is and rewrite the journal from it and from the readable part of
        the old journal. Returns the size of the output."""
        head, entries = self._readable(settings, repair)
        lost: list[tuple[int, int]] = []
        while True:
            with self._opened() as (_, output):
                found = account(output, entries, settings, without=lost)
            other = made_otherwise(self.output, head, found, settings)
            if other:
                raise other
            if not found.lost:
                break
            if not repair:
                raise at_stake(self.output, found, settings)
            lost = joined([*lost, *((group.start, group.end) for group in found.lost)])
        if lost:
            with take_out(self.output, lost) as note:
                # Which articles may lack events is known only while the lines to be removed can be
                # seen.
                again = [entry for entry in found.entries if entry.share.kept]
                self._write_anew(settings, [*again, *entries])
                self.notes.append(note)
        if found.size < found.end:
            with self.output.open("ab") as file:
                file.write(b"\n")
        elif found.size > found.end:
            os.truncate(self.output, found.end)
        self._write_anew(settings, found.entries)
        for entry in found.entries:
            self._note(entry, found.ids.get(entry.key, []))
        self.notes += notes_of(self.output, found)
        return found.end

    def _readable(
        self, settings: Mapping[str, str], repair: bool
    ) -> tuple[Head | None, list[Entry]]:
        """The head, if it is sound, and all sound entries; nothing from a journal of
        another run."""
        with self._opened() as (lines, _):
            rows = _lines(lines)
            first = next(rows, b"")
            head = head_of(first)
            if head and head.version > VERSION and not repair:
                raise JournalError(
                    f"{self.path} is of a newer version of extract ({head.version}, this one knows "
                    f"{VERSION}): resume with that, or add --repair to go by the output alone"
                )
            if head and (head.version > VERSION or head.settings != dict(settings)):
                return head, []
            found = map(entry_of, rows if head else (first, *rows))
            return head, [entry for entry in found if entry]

    def _write_anew(self, settings: Mapping[str, str], entries: Iterable[Entry]) -> None:
        """Replace the journal. The old one counts until the new one is complete, so a failure
        changes nothing. Entries that do not depend on the output come first."""
        assert self._file is not None
        beside = self.path.with_name(f".{self.path.name}.part")
        data = head_line(settings) + b"".join(map(entry_line, entries))
        file = beside.open("w+b", buffering=0)
        try:
            lock(file)  # locked for this run from the moment it has its name
            while data:
                data = data[file.write(data) :]
            os.fsync(file.fileno())
            beside.replace(self.path)
        except OSError:
            file.close()
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
        self._file.close()
        self._file = file

    def _note(self, entry: Entry, ids: Sequence[str]) -> None:
        self.tokens += entry.tokens
        self.paid += entry.tokens.prompt + entry.tokens.completion > 0
        self.events += entry.events
        if entry.share is Share.SPENT:
            return
        if not entry.share.kept:
            self.before.add(entry.key)
            self._kept.pop(entry.key, None)
        elif entry.key not in self.before:
            before = self._kept.get(entry.key, _Kept(frozenset(), short=False))
            short = before.short or entry.share is Share.PART
            self._kept[entry.key] = _Kept(before.ids | frozenset(ids), short)

    @contextlib.contextmanager
    def _opened(self) -> Iterator[tuple[BinaryIO, BinaryIO | None]]:
        """Journal and output opened for reading; ``None`` for a missing output."""
        with contextlib.ExitStack() as stack:
            lines = stack.enter_context(self.path.open("rb"))
            output = None
            with contextlib.suppress(FileNotFoundError):
                output = stack.enter_context(self.output.open("rb"))
            yield lines, output

    def _enter(self, entry: Entry) -> None:
        self._write(entry_line(entry))
        if time.monotonic() - self._synced > SYNC_S:
            self.sync()

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


def _lines(journal: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: journal.readline(LONGEST_LINE), b"")
