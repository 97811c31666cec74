"""The lines of a journal: a head that says how articles were read, and an entry for each article.

    {"journal": 2, "model": "openai/x", "reader": "record", "prompt": "r-1", "schema": "1.0", …}
    ["9f86d081884c7d65…", 2, 8214, 2911043213, 1210, 900, 212, "whole", 3735928559]

An entry is the article's key (32 hexadecimal digits, :func:`~extractor.batch.keys.article_key`),
how many lines it has in the output, where the last of them ends (for one that was only spent on,
where its line in the journal begins), the CRC-32 of all of them, the
prompt, cached and completion tokens the article took, its :class:`Share`, and the CRC-32 of the
line up to there. The head ends in such a sum too (``"check"``). So a damaged line is told from an
output that was changed. Version 1 had neither shares nor sums of lines.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from extractor.batch.keys import KEY_BYTES
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["VERSION", "Entry", "Head", "Share", "entry_line", "entry_of", "head_line", "head_of"]

VERSION = 2
LARGEST = 1 << 62
"""Larger numbers come from damaged lines only."""
WITHOUT_SUM = 7
"""Values in an entry of version 1."""


class Share(str, Enum):
    """How much of its article an entry stands for."""

    WHOLE = "whole"
    """All its events."""
    LAST = "last"
    """Lines at the end of an output that the journal does not mention: perhaps all of the article.
    It is read again."""
    PART = "part"
    """Lines of an article that is known to lack more; it is read again."""
    REST = "rest"
    """What the second reading added to lines that were kept."""
    SPENT = "spent"
    """No lines: the cost of an article that failed or whose lines are gone. It is read again."""

    @property
    def kept(self) -> bool:
        """True for lines that stay while their article is read again."""
        return self in (Share.LAST, Share.PART)


@dataclass(frozen=True)
class Entry:
    """One article of a journal. ``sure`` is false for a line without its own checksum."""

    key: bytes
    events: int
    end: int
    crc: int
    tokens: Tokens = field(default_factory=Tokens)
    share: Share = Share.WHOLE
    sure: bool = True


@dataclass(frozen=True)
class Head:
    """The first line of a journal. ``sure`` is false for a line without its own checksum."""

    version: int
    settings: dict[str, Any]
    sure: bool = True


def head_line(settings: Mapping[str, str]) -> bytes:
    """The first line of a new journal."""
    body = json.dumps({"journal": VERSION, **settings})[:-1]
    return f'{body}, "check": {_sum(body)}}}\n'.encode("ascii")


def head_of(line: bytes) -> Head | None:
    """The head that a first line holds; ``None`` if it is damaged, cut off or not a head."""
    if not line.endswith(b"\n"):
        return None
    try:
        made = json.loads(line)
        version = made.pop("journal")
        check = made.pop("check", None)
        if not _is_count(version) or (version == VERSION and check is None):
            return None
        body, _, _ = line.decode("ascii").rpartition(', "check": ')
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    if check is not None and check != _sum(body):
        return None
    return Head(version, made, sure=check is not None)


def entry_line(entry: Entry) -> bytes:
    """The line of an entry."""
    tokens = entry.tokens
    counts = [entry.events, entry.end, entry.crc, tokens.prompt, tokens.cached, tokens.completion]
    body = json.dumps([entry.key.hex(), *counts, entry.share.value])[:-1]
    return f"{body}, {_sum(body)}]\n".encode("ascii")


def entry_of(line: bytes) -> Entry | None:
    """The entry of a whole line; ``None`` for a damaged or cut-off line."""
    if not line.endswith(b"]\n"):
        return None
    try:
        name, *values = json.loads(line)
        sure = len(values) + 1 != WITHOUT_SUM
        share = Share.WHOLE
        if sure:
            *values, said, check = values
            body, _, _ = line.decode("ascii").rpartition(", ")
            if check != _sum(body):
                return None
            share = Share(said)
        events, end, crc, *tokens = values
        key = bytes.fromhex(name)
        entry = Entry(key, events, end, crc, Tokens(*tokens), share, sure)
    except (ValueError, TypeError, RecursionError):
        return None
    # An article without events has added nothing, and the CRC-32 of nothing is 0.
    sound = len(key) == KEY_BYTES and all(map(_is_count, values)) and (events > 0 or crc == 0)
    return entry if sound else None


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST


def _sum(body: str) -> int:
    return zlib.crc32(body.encode("ascii"))
