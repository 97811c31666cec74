"""Two coders' journals as two sets of records, for their agreement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from extractor.errors import ReviewError
from extractor.records import EventRecord
from extractor.review.journal import Entry, entry_of
from extractor.review.rows import status_of

__all__ = ["decided_in", "is_journal", "sides_of"]

Record = dict[str, Any]


def is_journal(path: str) -> bool:
    """Whether a file's first line is a decision of ``extract review``."""
    try:
        with Path(path).open("rb") as lines:
            first = json.loads(lines.readline())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(first, dict) and "journal" in first


def sides_of(one: str, other: str) -> tuple[list[EventRecord], list[EventRecord]]:
    """What two coders made of the events that either of them decided on.

    An event that only one decided on has its original form on the other side; rejected ones are
    left out. Half a line at the end is ignored. Raises :class:`ReviewError` naming a line that is
    not an entry.
    """
    journals = [_entries(path) for path in (one, other)]
    first: dict[str, Record] = {}
    for entries in journals:
        made: set[str] = set()
        for entry in entries:
            for record in entry.before:
                if record["id"] not in made:  # the machine's version, not the coder's
                    first.setdefault(record["id"], record)
            made.update(record["id"] for record in entry.after)
    return _played(first, journals[0], one), _played(first, journals[1], other)


def decided_in(path: str) -> list[tuple[EventRecord | None, EventRecord]]:
    """Every event that a journal's coder decided on: as it was before (``None`` if the coder added
    it) and as the coder left it, rejected ones too.

    Raises :class:`ReviewError` naming a line that is not an entry.
    """
    first: dict[str, Record] = {}
    state: dict[str, Record] = {}
    for entry in _entries(path):
        for record in entry.before:
            if record["id"] not in first and record["id"] not in state:
                first[record["id"]] = record
            state.pop(record["id"], None)
        for record in entry.after:
            state[record["id"]] = record
    found = []
    try:
        for record in state.values():
            before = first.get(record["id"])
            earlier = EventRecord.model_validate(before) if before else None
            found.append((earlier, EventRecord.model_validate(record)))
    except ValueError as wrong:
        raise ReviewError(f"{path}: a record in it is none: {wrong}") from None
    return found


def _played(first: dict[str, Record], entries: list[Entry], path: str) -> list[EventRecord]:
    state = dict(first)
    for entry in entries:
        for record in entry.before:
            state.pop(record["id"], None)
        for record in entry.after:
            state[record["id"]] = record
    try:
        records = [EventRecord.model_validate(record) for record in state.values()]
    except ValueError as wrong:
        raise ReviewError(f"{path}: a record in it is none: {wrong}") from None
    return [one for one in records if status_of(one) != "rejected"]


def _entries(path: str) -> list[Entry]:
    """The decisions of a journal that is only read, since another program may have it open."""
    lines = Path(path).read_bytes().split(b"\n")
    # After the last newline there is nothing, or half a line left by a crash.
    return [
        entry_of(line, Path(path), number)
        for number, line in enumerate(lines[:-1], start=1)
        if line.strip()
    ]
