"""Reads the phrases by which parts of pages are recognised, from the tables in ``data/``.

A line of a table has a kind, a language and phrases separated by bars, which may be patterns. They
are matched against folded text. Comments begin with ``#``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from extractor.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["beginnings", "kinds_of", "phrases_like", "rows"]

AROUND = {
    "classes": (r"(?:^|[\s_-])", r"(?=$|[\s_-]|\d)"),  # a word of an element's class or id
    "notices": (r"(?<!\w)", ""),
    "stubs": (r"(?<!\w)", ""),
    "words": ("", ""),
    "read also": (r"\W*", r"(?!\w)"),
    "speaks to its reader": (r"(?<!\w)", r"(?!\w)"),
}
"""Patterns required before and after the phrases of a table, or of one kind in it."""


def rows(table: str) -> Iterator[list[str]]:
    """Yield the lines of a table, split into their fields."""
    path = files("extractor.sources.pages") / "data" / f"{table}.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@lru_cache
def kinds_of(table: str) -> tuple[str, ...]:
    """Return the kinds in a table, in its order."""
    return tuple(dict.fromkeys(row[0] for row in rows(table)))


@lru_cache
def phrases_like(table: str, kind: str) -> re.Pattern[str]:
    """Return a pattern for all phrases of a kind in any language."""
    before, behind = AROUND.get(kind) or AROUND[table]
    phrases = "|".join(row[2] for row in rows(table) if row[0] == kind)
    return any_of([f"{before}(?:{phrases}){behind}"])


def beginnings(words: Iterable[str]) -> str:
    """Return a pattern for the beginnings of words; in scripts that attach other words before them,
    for any position."""
    spaced = [re.escape(word) for word in words if word < "\u0590"]
    joined = [re.escape(word) for word in words if word >= "\u0590"]
    found = [rf"(?<!\w)(?:{'|'.join(spaced)})"] if spaced else []
    return "|".join([*found, *joined])
