"""Letters garbled by an earlier program (W230), reported once a column with a count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.codebook.broken_letters import has_broken_letters, whole_letters
from extractor.validate.cells import shown
from extractor.validate.columns import Check, Columns, Hit
from extractor.validate.finding import Problem

__all__ = ["BrokenLetters"]


class BrokenLetters(Check):
    """Counts the cells of one column with garbled letters."""

    def __init__(self, column: str) -> None:
        self.needs = (column,)
        self._count = 0
        self._first: tuple[int, str] | None = None

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        cells = batch[self.needs[0]]
        if not has_broken_letters("\n".join(cells)):
            return iter(())
        for line, cell in zip(batch.lines, cells, strict=True):
            if has_broken_letters(cell):
                self._count += 1
                self._first = self._first or (line, cell)
        return iter(())

    def gathered(self) -> Any:
        made = self._count, self._first
        self._count, self._first = 0, None
        return made

    def add(self, gathered: Any, before: int) -> None:
        count, first = gathered
        self._count += count
        if first is not None and self._first is None:
            self._first = before + first[0], first[1]

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        if self._first is None:
            return
        (line, cell), column = self._first, self.needs[0]
        cells = "1 cell has" if self._count == 1 else f"{self._count:,} cells have"
        mended = shown(whole_letters(cell))
        message = f"{column}: {cells} broken letters: {shown(cell)}, which was {mended}"
        yield line, Problem("W230", message, column, cell[:80]), None
