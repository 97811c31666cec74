"""Reads the lines of an output: each record names its text and how it was read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.batch.keys import CHOOSING
from extractor.reading import Tokens
from extractor.reading.made_with import settings_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

__all__ = [
    "OWN_START",
    "Written",
    "half_line",
    "hashes_in",
    "is_sha256",
    "written",
    "written_lines",
]

OWN_START = b'{"schema_version": "'
"""The start of every line of a run; half a line with another start is not ours."""
HASH_LETTERS = frozenset("0123456789abcdef")
HASH_LENGTH = 64


@dataclass(frozen=True)
class Written:
    """A record in an output. ``made`` is how it was made, with the names of
    :attr:`extractor.pipeline.Extractor.settings`; ``sha256`` is its article's."""

    id: str
    article: str
    sha256: str
    made: Mapping[str, Any]
    tokens: Tokens

    def made_by(self, settings: Mapping[str, str]) -> bool:
        """Whether a run with exactly these settings writes such records."""
        names = {*self.made, *settings} - CHOOSING
        return all(self.made.get(name) == settings.get(name) for name in names)


def is_sha256(text: str) -> bool:
    """Whether the text is a hash as records write it: 64 lower-case hexadecimal digits."""
    return len(text) == HASH_LENGTH and HASH_LETTERS.issuperset(text)


def written(line: bytes) -> Written | None:
    """The record of a line as a run writes it; ``None`` for anything else: another program's line,
    a damaged one, a merged record or one made from another dataset's row."""
    if not line.startswith(OWN_START):
        return None
    try:
        record = json.loads(line)
        source, made = record["source"], record["extraction"]
        tokens = [made["tokens"][name] for name in ("prompt", "cached", "completion")]
        found = Written(
            record["id"],
            source["article_id"],
            source["sha256"],
            {
                "model": made["model"],
                "reader": made["reader"],
                **settings_in(made["prompt_version"]),
                "schema": record["schema_version"],
            },
            Tokens(*tokens),
        )
        of_a_run = not record.get("reports") and record.get("original") is None
        whole = is_sha256(found.sha256) and isinstance(found.id, str)
        counts = all(type(count) is int and count >= 0 for count in tokens)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found if of_a_run and whole and counts else None


def hashes_in(line: bytes) -> set[str]:
    """The article hashes that can still be read in a damaged line."""
    _, *named = line.decode("ascii", "replace").split('"sha256": "')
    return {found for each in named if is_sha256(found := each.partition('"')[0])}


def written_lines(output: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """Start, end and bytes of each line of an output; the last one may be incomplete."""
    at = 0
    for line in output:
        yield at, at + len(line), line
        at += len(line)


def half_line(line: bytes) -> bool:
    """Whether an incomplete last line is what a stopped run or a power cut leaves: the beginning of
    a record, zeros after it, or only zeros."""
    begun = line.rstrip(b"\0")
    return begun.startswith(OWN_START) or OWN_START.startswith(begun)
