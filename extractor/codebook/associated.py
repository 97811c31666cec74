"""Sorts of people that ACLED names as associated with protesters and civilians: ``Journalists
(Kenya)``.

``data/associated.csv``: ACLED's name, and the words (folded, singular) that mean it. Source: ACLED
codebook, "Associated actors".
"""

from __future__ import annotations

import csv
from functools import lru_cache

from extractor.codebook.countries import DATA
from extractor.codebook.folding import fold


def associated_with(words: tuple[str, ...]) -> tuple[str, ...]:
    """Returns ACLED's names for the sorts of people in folded singular words, in order."""
    table = _table()
    found: list[str] = []
    start = 0
    while start < len(words):
        size = next((n for n in (3, 2, 1) if " ".join(words[start : start + n]) in table), 0)
        names = table.get(" ".join(words[start : start + size]), ()) if size else ()
        found += [name for name in names if name not in found]
        start += max(size, 1)
    return tuple(found)


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    with (DATA / "associated.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for words in row["words"].split("|"):
                key = fold(words)
                table[key] = (*table.get(key, ()), row["name"])
    return table
