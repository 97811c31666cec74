"""Findings that many rows share for one known cause: given once, with the number of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.records.vintages import current_cell
from extractor.validate.columns import Check, Columns, Hit
from extractor.validate.finding import Problem

__all__ = ["BlankTargeting", "ToldOnce"]

Key = tuple[str, ...]
MOST_REMEMBERED = 40_000
MOST_KEYS = 1_000


class ToldOnce(Check):
    """Rows with a known cause, counted by cause.

    ``cause`` is called with the cells of ``needs``, once for each combination, and returns a key or
    ``None``. ``problem`` makes the finding from a key and the number of rows.
    """

    def __init__(
        self,
        needs: tuple[str, ...],
        cause: Callable[..., Key | None],
        problem: Callable[[Key, int], Problem],
    ) -> None:
        self.needs = needs
        self._cause = cause
        self._problem = problem
        self._sound: set[Key] = set()
        self._causes: dict[Key, Key] = {}
        self.counts: Counter[Key] = Counter()
        self.first: dict[Key, int] = {}

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        if self._sound.issuperset(batch.together(self.needs)):
            return iter(())
        counts = Counter(batch.together(self.needs))
        if len(self._sound) + len(self._causes) > MOST_REMEMBERED:
            self._sound.clear()
            self._causes.clear()
        new = set()
        for cells, count in counts.items():
            if cells in self._sound:
                continue
            key = self._causes.get(cells) or self._cause(*cells)
            if key is None:
                self._sound.add(cells)
                continue
            self._causes[cells] = key
            if key not in self.first and len(self.first) < MOST_KEYS:
                new.add(key)
            self.counts[key] += count
        if new:
            for line, cells in zip(batch.lines, batch.together(self.needs), strict=True):
                found = self._causes.get(cells)
                if found in new and found not in self.first:
                    self.first[found] = line
        return iter(())

    def gathered(self) -> Any:
        plain = [(*key, self.first.get(key, 0), many) for key, many in self.counts.items()]
        self.counts.clear()
        self.first.clear()
        return plain

    def add(self, gathered: Any, before: int) -> None:
        for *key, line, many in gathered:
            self.first.setdefault(tuple(key), before + line)
            self.counts[tuple(key)] += many

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        for key, line in self.first.items():
            yield line, self._problem(key, self.counts[key]), None


_ALWAYS = frozenset(
    {
        SubEventType.EXCESSIVE_FORCE.value,
        *(
            s.value
            for s in SubEventType
            if event_type_of(s) is EventType.VIOLENCE_AGAINST_CIVILIANS
        ),
    }
)


class BlankTargeting(Check):
    """A blank civilian_targeting where the sub-event type always has one (W324): reported for each
    row, or once if the whole column is blank, as in exports that had it added without values."""

    needs = ("sub_event_type", "civilian_targeting")
    MOST_LINES = 1_000

    def __init__(self) -> None:
        self._rows = 0
        self._any = False
        self._count = 0
        self._lines: list[tuple[int, str]] = []
        self._sound: set[tuple[str, str]] = set()

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        subs, cells = batch["sub_event_type"], batch["civilian_targeting"]
        self._rows += len(cells)
        if self._sound.issuperset(zip(subs, cells, strict=True)):
            return iter(())
        pairs = set(zip(subs, cells, strict=True))
        blank = {pair for pair in pairs if not _current("civilian_targeting", pair[1])}
        self._any = self._any or len(blank) < len(pairs)
        wrong = {pair for pair in blank if _current("sub_event_type", pair[0]) in _ALWAYS}
        if len(self._sound) < MOST_REMEMBERED:
            self._sound |= pairs - wrong
        if wrong:
            for line, pair in zip(batch.lines, zip(subs, cells, strict=True), strict=True):
                if pair in wrong:
                    self._count += 1
                    if len(self._lines) < self.MOST_LINES:
                        self._lines.append((line, pair[0].strip()))
        return iter(())

    def gathered(self) -> Any:
        made = self._rows, self._any, self._count, self._lines
        self._rows, self._count, self._lines = 0, 0, []  # what any cell was stays known
        return made

    def add(self, gathered: Any, before: int) -> None:
        rows, any_set, count, lines = gathered
        self._rows += rows
        self._any = self._any or any_set
        self._count += count
        room = self.MOST_LINES - len(self._lines)
        self._lines += [(before + line, sub) for line, sub in lines[:room]]

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        if not self._count:
            return
        column = "civilian_targeting"
        if not self._any and self._count > 1:
            message = (
                f"civilian_targeting is blank in all {self._rows:,} rows, also in {self._count:,} "
                "of sub-event types that always have it"
            )
            yield self._lines[0][0], Problem("W324", message, column, ""), None
            return
        for line, sub in self._lines:
            message = f"{sub} usually has civilian targeting, which is blank"
            yield line, Problem("W324", message, column, ""), None
        if untold := self._count - len(self._lines):
            message = f"civilian_targeting is blank so in {untold:,} more rows"
            yield self._lines[-1][0], Problem("W324", message, column, ""), None


def _current(column: str, cell: str) -> str:
    return current_cell(column, cell.strip())
