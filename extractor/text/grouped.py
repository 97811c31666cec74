"""Groups rows with the same problem, so that each problem is reported once with its count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from extractor.text.printable import one_line

__all__ = ["MOST_TOLD", "Grouped"]

MOST_TOLD = 20  # problems reported
MOST_PLACES = 3  # places reported for each problem
MOST_KEPT = 50 * MOST_TOLD  # problems kept; further ones are only counted

Row = TypeVar("Row")


class Grouped(Generic[Row]):
    """Rows grouped by their problem: the count, and the first rows."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._rows: dict[str, list[Row]] = {}
        self._counts: Counter[str] = Counter()
        self._others = 0

    def add(self, key: str, said: str, row: Row) -> None:
        """Counts a row. ``said`` of the first row with a ``key`` is reported for all of them."""
        if key not in self._counts and len(self._counts) >= MOST_KEPT:
            self._others += 1  # every row wrong in a way of its own
            return
        self._counts[key] += 1
        self._said.setdefault(key, said)
        rows = self._rows.setdefault(key, [])
        if len(rows) < MOST_PLACES:
            rows.append(row)

    def total(self) -> int:
        """The number of rows."""
        return self._counts.total() + self._others

    def lines(self, place: Callable[[Row], str] = str) -> Iterator[str]:
        """Returns lines such as ``a.csv:2, a.csv:3, … (320 rows): what is wrong``, the most
        frequent first. ``place`` returns where a row is."""
        most_frequent = self._counts.most_common(MOST_TOLD)
        for key, count in most_frequent:
            rows = self._rows[key]
            count_note = f", … ({count:,} rows)" if count > len(rows) else ""
            yield one_line(f"{', '.join(map(place, rows))}{count_note}: {self._said[key]}")
        if remaining := self.total() - sum(count for _, count in most_frequent):
            yield f"… and {remaining:,} rows more, wrong in other ways"
