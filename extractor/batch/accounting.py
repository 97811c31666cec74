"""Decides which lines of an output stay when journal and output do not agree.

The lines of an output are of three kinds: those the journal accounts for, those that identify
themselves, and those that no run with these settings wrote.

A record names the hash of its article's text and how it was read, which gives the journal's key of
the article. All lines of an article stand together, since they are written at once. So every
article but the last of an output is there whole. Of the last one events may be missing, and it is
read again unless the journal says that it is whole. The same holds for articles beside lines that
cannot stay, for those that such a line still names, and for those between two articles of the
journal where the output is shorter than the journal says: one of their events may have stood there.
No run writes an event twice, so a second copy of a line cannot stay.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict, deque
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from extractor.batch.entries import Entry, Share
from extractor.batch.keys import KEY_BYTES, KeySet, text_key
from extractor.batch.written import half_line, hashes_in, written, written_lines
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import BinaryIO

    from extractor.batch.written import Written

__all__ = ["Account", "Group", "account"]


@dataclass
class Group:
    """Adjacent lines of one article; ``events`` is 0 for lines that are not records. ``start`` and
    ``end`` are byte offsets in the output as it is; ``taken`` counts the bytes before the end that
    are left out.
    """

    start: int
    end: int
    taken: int = 0
    events: int = 0
    key: bytes = b""
    crc: int = 0
    article: str = ""
    tokens: Tokens = field(default_factory=Tokens)
    ids: list[str] = field(default_factory=list)
    last: bool = False
    short: bool = False
    """Whether lines that may belong to this article are gone."""

    def add(self, end: int, taken: int, line: bytes, record: Written) -> None:
        """Add one line."""
        self.end, self.taken = end, taken
        self.events += 1
        self.crc = zlib.crc32(line, self.crc)
        self.tokens = record.tokens
        self.ids.append(record.id)


@dataclass
class Account:
    """What an output holds. ``entries`` are those of a journal that accounts for it. ``lost`` are
    the lines that cannot stay, ``others`` how many of them were made with other settings, ``made``
    those settings. ``events`` counts the records of these settings. ``end`` is where the last whole
    line ends and ``size`` the size of the file (larger: half a line follows; smaller: the last
    newline is missing), both after the lost lines are taken out.
    """

    entries: list[Entry] = field(default_factory=list)
    ids: dict[bytes, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Ids of the events in the output, by the key of an article that is to be read again."""
    lost: list[Group] = field(default_factory=list)
    changed: int = 0
    """How many of the lost lines are records that the journal has with other content."""
    repeated: int = 0
    """How many of the lost lines repeat an event."""
    others: int = 0
    made: Mapping[str, str] = field(default_factory=dict)
    lines: int = 0
    events: int = 0
    recovered: list[Group] = field(default_factory=list)
    """Articles found in the output that the journal did not account for."""
    missing: int = 0
    """Articles of the journal without any event in the output."""
    end: int = 0
    size: int = 0


def account(
    output: BinaryIO | None,
    entries: Iterable[Entry],
    settings: Mapping[str, str],
    *,
    without: Sequence[tuple[int, int]] = (),
) -> Account:
    """Compare an output with what is left of its journal; nothing is written. ``without`` are the
    first and last bytes of whole lines to leave out, in order, as if they had been removed."""
    walk = _Walk(entries, settings)
    if output is not None:
        left_out = deque(without)
        for start, end, line in written_lines(output):
            while left_out and left_out[0][1] <= start:
                left_out.popleft()
            if left_out and left_out[0][0] <= start:
                walk.leave_out(line)
            else:
                walk.take(start, end, line)
    return walk.result()


class _Walk:
    """One pass over an output."""

    def __init__(self, entries: Iterable[Entry], settings: Mapping[str, str]) -> None:
        self._settings = settings
        self._claims: dict[bytes, list[Entry]] = defaultdict(list)
        self._silent: dict[bytes, Entry] = {}
        self._final: Entry | None = None
        """The last entry of the journal: a kill may have come before its events were written."""
        self._spent: list[Entry] = []
        for entry in dict.fromkeys(entries):  # a repeated entry counts once
            if entry.share is Share.SPENT:
                self._spent.append(entry)
            elif entry.events:
                self._claims[entry.key].append(entry)
                self._final = entry
            else:
                self._silent.setdefault(entry.key, entry)
        self._group: Group | None = None
        self._unclaimed: list[Group] = []
        self._done: set[bytes] = set()
        self._whole: set[bytes] = set()
        self._there: set[bytes] = set()
        self._events = KeySet()
        self._found = Account()
        self._taken = 0
        self._beside = False
        """Whether the line before was left out."""
        self._moved = 0
        """How many bytes the last article known to the journal stood from where the journal
        has it."""
        self._since: list[Group] = []
        """The articles since then."""
        self._named: set[str] = set()
        self._short: dict[bytes, bool] = {}
        """The articles that may lack lines, each with whether a damaged line of it is gone."""

    def leave_out(self, line: bytes) -> None:
        """The next line is to be left out."""
        self._taken += len(line)
        self._beside = True
        if self._group:
            self._group.short = True
        if written(line) is None:
            self._named |= hashes_in(line)

    def take(self, start: int, end: int, line: bytes) -> None:
        """Count the next line, at bytes ``start`` to ``end`` of the file."""
        found = self._found
        found.size = end - self._taken
        if not line.endswith(b"\n"):
            line += b"\n"
            if written(line) is None and half_line(line[:-1]):
                return  # half a line is cut off; its article is not done
            end += 1
        record = written(line)
        found.lines += 1
        found.end = end - self._taken
        if record is None or not record.made_by(self._settings):
            self._close()
            article = record.article if record else ""
            found.lost.append(Group(start, end, events=int(record is not None), article=article))
            if record:
                found.others += 1
                found.made = record.made
            return
        key = text_key(record.sha256, self._settings)
        if self._stands_already(key, record.id):
            found.repeated += 1
            found.lost.append(Group(start, end, events=1, article=record.article))
            return
        found.events += 1
        self._there.add(key)
        if self._group and self._group.key != key:
            self._close()
        if self._group is None:
            self._group = Group(start, end, key=key, article=record.article, short=self._beside)
        self._beside = False
        self._group.add(end, self._taken, line, record)
        self._match(self._group)

    def result(self) -> Account:
        """The account, once all lines are counted."""
        if self._group:
            self._group.last = True
        self._close()
        found = self._found
        names = {text_key(sha256, self._settings) for sha256 in self._named}
        short = {group.key for group in self._unclaimed if group.short}
        self._short = {key: key in names for key in (short | names) - self._whole}
        latest = {group.key: group for group in self._unclaimed}
        for group in self._unclaimed:
            share = self._share(group)
            if share is Share.WHOLE and latest[group.key] is not group:
                share = Share.LAST  # more of this article follows, and may be lost later
            if share is None:
                found.changed += group.events
                found.lost.append(group)
                continue
            found.recovered.append(group)
            self._enter(group, Entry(group.key, 0, 0, 0, group.tokens, share))
        self._read_again_what_is_short()
        found.entries.sort(key=lambda entry: entry.end)
        found.missing = len(self._claims.keys() - self._there)
        found.entries[:0] = self._without_events()
        found.lost.sort(key=lambda group: group.start)
        return found

    def _without_events(self) -> list[Entry]:
        """The entries without a place in the output: articles without events, and the cost of
        articles of which no line is left."""
        # A journal of which nothing is in the output belongs to another output. It is not trusted
        # about what cannot be seen either.
        known_keys = self._claims.keys() | self._there
        another = bool(known_keys) and not self._claims.keys() & self._there
        kept = {
            key: replace(entry, end=0)
            for key, entry in self._silent.items()
            if not another
            and (key in self._there) == (entry.share is not Share.WHOLE)
            and not self._claims.get(key)
        }
        if not (another and self._there):
            accounted = {group.key for group in self._found.recovered}  # their records count
            gone = [entry for key, entry in self._silent.items() if key not in kept]
            gone += chain.from_iterable(self._claims.values())
            self._spent += [
                replace(entry, events=0, crc=0, share=Share.SPENT)
                for entry in gone
                if entry.key not in accounted and entry.tokens != Tokens()
            ]
        return [*self._spent, *kept.values()]

    def _stands_already(self, key: bytes, event: str) -> bool:
        whole = key + event.encode("utf-8", "surrogatepass")
        mark = hashlib.blake2b(whole, digest_size=KEY_BYTES).digest()
        if mark in self._events:
            return True
        self._events.add(mark)
        return False

    def _match(self, group: Group) -> None:
        """The group matches an article of the journal if the number of its lines and their CRC
        agree."""
        for entry in self._claims.get(group.key, ()):
            if (entry.events, entry.crc) == (group.events, group.crc):
                self._claims[group.key].remove(entry)
                self._enter(group, entry)
                if not entry.share.kept:
                    self._done.add(group.key)
                if entry.share is Share.WHOLE:
                    self._whole.add(group.key)
                if entry.sure:
                    moved = group.end - group.taken - entry.end
                    for other in self._since if moved != self._moved else ():
                        other.short = True
                    self._moved = moved
                    self._since.clear()
                self._group = None
                return

    def _enter(self, group: Group, entry: Entry) -> None:
        share = entry.share
        self._found.entries.append(
            Entry(group.key, group.events, group.end - group.taken, group.crc, entry.tokens, share)
        )
        again = share is not Share.WHOLE or self._claims.get(group.key)
        if again or group.key in self._found.ids:
            self._found.ids[group.key] += group.ids

    def _read_again_what_is_short(self) -> None:
        """Mark an article to be read again if its lines stand in several places and some are gone
        or may be incomplete."""
        entries = self._found.entries
        for number, entry in enumerate(entries):
            again = self._claims.get(entry.key) or entry.key in self._short
            if not entry.share.kept and again:
                entries[number] = replace(entry, share=Share.PART)

    def _share(self, group: Group) -> Share | None:
        """The :class:`Share` of lines that the journal does not mention; ``None`` if it contradicts
        them."""
        claims = [entry for entry in self._claims.get(group.key, ()) if entry.sure]
        final = self._final
        if final is not None and final.end > self._found.size:  # its events were never written
            is_rest = final.share is Share.REST or not group.last
            claims = [claim for claim in claims if claim is not final or not is_rest]
        most = max((claim.events for claim in claims), default=0)
        if most:
            return Share.PART if group.last and group.events < most else None
        if group.key in self._short:
            return Share.PART if self._short[group.key] else Share.LAST
        return Share.LAST if group.last and group.key not in self._done else Share.WHOLE

    def _close(self) -> None:
        if self._group:
            self._unclaimed.append(self._group)
            self._since.append(self._group)
            self._group = None
