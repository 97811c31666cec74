"""Checks over columns: a batch of rows turned on its side, and verdicts that are given once.

A million rows hold few distinct values where it matters: some hundred combinations of type and
kinds of actors, some thousand places. So a check asks for the set of combinations in a batch,
judges those it has not met, and only where one is wrong are the rows looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from extractor.validate.finding import Problem

__all__ = ["BulkCheck", "Check", "Columns", "DistinctCheck", "Group", "Verdict"]

# Verdicts remembered by one check: some ten megabytes at most.
MOST_REMEMBERED = 40_000

Verdict = Callable[..., Sequence[Problem]]
Hit = tuple[int, Problem]


class Columns:
    """Some rows as columns of text, by the codebook's names; all of one length."""

    __slots__ = ("_columns", "count", "lines")

    def __init__(self, lines: Sequence[int], columns: dict[str, Sequence[str]], count: int) -> None:
        self.lines = lines
        self.count = count
        self._columns = columns

    def __getitem__(self, name: str) -> Sequence[str]:
        return self._columns[name]

    def get(self, name: str) -> Sequence[str] | None:
        """The cells of a column, ``None`` if the file has none of that name."""
        return self._columns.get(name)

    def together(self, names: Sequence[str]) -> Iterable[tuple[str, ...]]:
        """The rows of these columns only."""
        return zip(*(self._columns[name] for name in names), strict=True)


class Check(Protocol):
    """Looks at a batch and tells what is wrong in which of its rows."""

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns it reads; it is left out where one of them is missing."""

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        """Pairs of the row's number within the batch and what is wrong with it."""

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        """What shows only at the end of the file: line, what is wrong, and the row's id."""


class DistinctCheck:
    """A check whose verdict follows from the cells of ``needs`` alone.

    ``verdict`` is called with those cells, in that order, once for each combination met.
    """

    def __init__(self, needs: tuple[str, ...], verdict: Verdict) -> None:
        self.needs = needs
        self._alone = len(needs) == 1
        self._verdict = verdict
        self._sound: set[object] = set()
        self._wrong: dict[object, Sequence[Problem]] = {}

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        if self._sound.issuperset(self._rows(batch)):  # goes through them without a copy
            return
        met = set(self._rows(batch))
        self._judge(met - self._sound)
        wrong = self._wrong
        if not wrong or wrong.keys().isdisjoint(met):
            return
        for index, cells in enumerate(self._rows(batch)):
            for problem in wrong.get(cells, ()):
                yield index, problem

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        return iter(())

    def _rows(self, batch: Columns) -> Iterable[object]:
        return batch[self.needs[0]] if self._alone else batch.together(self.needs)

    def _judge(self, new: set[object]) -> None:
        if len(self._sound) + len(self._wrong) > MOST_REMEMBERED:
            self._sound.clear()
            self._wrong.clear()  # what of it is in this batch is in ``new`` as well
        for cells in sorted(new):  # type: ignore[type-var]  # all text: in the same order always
            if cells in self._wrong:
                continue
            problems = self._verdict(cells) if self._alone else self._verdict(*cells)  # type: ignore[misc]
            if problems:
                self._wrong[cells] = problems
            else:
                self._sound.add(cells)


class Group:
    """Verdicts that are given together: one look at a combination of cells for all of them.

    ``parts`` are columns and the verdict on their cells; those whose columns the file lacks are
    left out, as are columns that no part is left for.
    """

    def __init__(self, parts: Iterable[tuple[tuple[str, ...], Verdict]], present: set[str]) -> None:
        kept = [(names, verdict) for names, verdict in parts if present.issuperset(names)]
        self.needs = tuple(dict.fromkeys(name for names, _ in kept for name in names))
        self._parts = [
            (tuple(self.needs.index(name) for name in names), verdict) for names, verdict in kept
        ]
        self._check = DistinctCheck(self.needs, self._together)

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        return self._check(batch)

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        return iter(())

    def _together(self, *cells: str) -> Sequence[Problem]:
        problems: list[Problem] = []
        for places, verdict in self._parts:
            problems.extend(verdict(*(cells[place] for place in places)))
        return problems


class BulkCheck:
    """A check of a column whose cells are nearly all different, as ids and notes are.

    ``passes`` looks at a whole batch in one go; only where it says no are the cells judged one by
    one with ``verdict``.
    """

    def __init__(
        self, column: str, passes: Callable[[Sequence[str]], bool], verdict: Verdict
    ) -> None:
        self.needs = (column,)
        self._passes = passes
        self._verdict = verdict

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        cells = batch[self.needs[0]]
        if self._passes(cells):
            return
        for index, cell in enumerate(cells):
            for problem in self._verdict(cell):
                yield index, problem

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        return iter(())
