"""Whose lines an output holds: those its journal accounts for, those that speak for themselves, and
those that no run with these settings wrote.

Used where journal and output do not agree. A record names the hash of its article's text and how
it was read, and so gives the journal's key of its article. All lines of an article stand together,
since they are written at once. So every article but the last one of an output is there whole; of
the last, events may be missing, and it is read again unless the journal says that it is whole.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractor.batch.entries import Entry, Share
from extractor.batch.keys import text_key
from extractor.batch.written import half_line, written, written_lines
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import BinaryIO

    from extractor.batch.written import Written

__all__ = ["Account", "Group", "account"]


@dataclass
class Group:
    """Lines of one article that stand together; ``events`` is 0 for lines that are no records."""

    start: int
    end: int
    events: int = 0
    key: bytes = b""
    crc: int = 0
    article: str = ""
    tokens: Tokens = field(default_factory=Tokens)
    ids: list[str] = field(default_factory=list)
    last: bool = False

    def add(self, end: int, line: bytes, record: Written) -> None:
        """One more line."""
        self.end = end
        self.events += 1
        self.crc = zlib.crc32(line, self.crc)
        self.tokens = record.tokens
        self.ids.append(record.id)


@dataclass
class Account:
    """What an output holds. ``entries`` are those of a journal that accounts for it; ``lost`` are
    lines that cannot stay, ``others`` how many of them are of other settings, ``made`` theirs;
    ``events`` counts the records of these settings, ``end`` where the last whole line ends, and
    ``size`` what the file has (more: half a line; less: its end of line is missing)."""

    entries: list[Entry] = field(default_factory=list)
    ids: dict[bytes, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The events that are there of articles to be read again."""
    lost: list[Group] = field(default_factory=list)
    changed: int = 0
    """How many of the lost are records that the journal knows otherwise."""
    others: int = 0
    made: Mapping[str, str] = field(default_factory=dict)
    lines: int = 0
    events: int = 0
    recovered: list[Group] = field(default_factory=list)
    """What the journal did not account for."""
    missing: int = 0
    """Articles of the journal of which no event is there."""
    end: int = 0
    size: int = 0


def account(
    output: BinaryIO | None, entries: Iterable[Entry], settings: Mapping[str, str]
) -> Account:
    """Hold an output against what is left of its journal. Nothing is written."""
    walk = _Walk(entries, settings)
    if output is not None:
        for start, end, line in written_lines(output):
            walk.take(start, end, line)
    return walk.result()


class _Walk:
    """Goes through an output once."""

    def __init__(self, entries: Iterable[Entry], settings: Mapping[str, str]) -> None:
        self._settings = settings
        self._claims: dict[bytes, list[Entry]] = defaultdict(list)
        self._silent: dict[bytes, Entry] = {}
        for entry in dict.fromkeys(entries):  # a line that stands there twice counts once
            if entry.events:
                self._claims[entry.key].append(entry)
            else:
                self._silent.setdefault(entry.key, entry)
        self._group: Group | None = None
        self._unclaimed: list[Group] = []
        self._done: set[bytes] = set()
        self._there: set[bytes] = set()
        self._found = Account()

    def take(self, start: int, end: int, line: bytes) -> None:
        """The next line."""
        found = self._found
        found.size = end
        if not line.endswith(b"\n"):
            line += b"\n"
            if written(line) is None and half_line(line[:-1]):
                return  # to be cut off; whoever it is of is not done
            end += 1
        record = written(line)
        found.lines += 1
        found.end = end
        if record is None or not record.made_by(self._settings):
            self._close()
            article = record.article if record else ""
            found.lost.append(Group(start, end, events=int(record is not None), article=article))
            if record:
                found.others += 1
                found.made = record.made
            return
        found.events += 1
        key = text_key(record.sha256, self._settings)
        self._there.add(key)
        if self._group and self._group.key != key:
            self._close()
        if self._group is None:
            self._group = Group(start, end, key=key, article=record.article)
        self._group.add(end, line, record)
        self._match(self._group)

    def result(self) -> Account:
        """All lines have been taken."""
        if self._group:
            self._group.last = True
        self._close()
        found = self._found
        for group in self._unclaimed:
            share = self._share(group)
            if share is None:
                found.changed += group.events
                found.lost.append(group)
                continue
            found.recovered.append(group)
            self._enter(group, Entry(group.key, 0, 0, 0, group.tokens, share))
        found.entries.sort(key=lambda entry: entry.end)
        # First those without events: they hang on no offset.
        found.entries[:0] = [
            replace(entry, end=0)
            for key, entry in self._silent.items()
            if entry.share is Share.WHOLE or key in self._there
        ]
        found.missing = len(self._claims.keys() - self._there)
        found.lost.sort(key=lambda group: group.start)
        return found

    def _match(self, group: Group) -> None:
        """The group is an article of the journal if it has its number of lines and their sum."""
        for entry in self._claims.get(group.key, ()):
            if (entry.events, entry.crc) == (group.events, group.crc):
                self._claims[group.key].remove(entry)
                self._enter(group, entry)
                self._group = None
                return

    def _enter(self, group: Group, entry: Entry) -> None:
        share = entry.share
        self._found.entries.append(
            Entry(group.key, group.events, group.end, group.crc, entry.tokens, share)
        )
        if share.kept:
            self._found.ids[group.key] += group.ids
        else:
            self._done.add(group.key)

    def _share(self, group: Group) -> Share | None:
        """What lines are of which the journal does not speak; ``None`` where it says otherwise."""
        claims = [entry for entry in self._claims.get(group.key, ()) if entry.sure]
        most = max((c.events for c in claims if c.share is Share.WHOLE), default=0)
        if most:
            return Share.PART if group.last and group.events < most else None
        again = [c.share for c in claims if c.share.kept]  # their own line of the journal is gone
        if group.key in self._done or not (group.last or again):
            return Share.WHOLE
        return again[0] if again else Share.LAST

    def _close(self) -> None:
        if self._group:
            self._unclaimed.append(self._group)
            self._group = None
