"""Checks over columns: a batch of rows turned on its side, and verdicts that are given once.

A million rows hold few distinct values where it matters: some hundred combinations of type and
kinds of actors, some thousand places. So a check asks for the set of combinations in a batch,
judges those it has not met, and only where one is wrong are the rows looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from extractor.validate.finding import Problem

__all__ = [
    "BulkCheck",
    "Check",
    "Columns",
    "DistinctCheck",
    "Group",
    "Hit",
    "Met",
    "Verdict",
    "line_words",
]

# Verdicts remembered by one check: some ten megabytes at most.
MOST_REMEMBERED = 40_000

Verdict = Callable[..., Sequence[Problem]]


def line_words(line: int) -> str:
    """``line 12``, where a file has lines and nothing else."""
    return f"line {line}"


class Met(NamedTuple):
    """Something a check met for the first time. Whether that is wrong follows from what came before
    it in the file, some of which another process may have read."""

    what: tuple[str, ...]


Hit = tuple[int, "Problem | Met"]


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


class Check:
    """Looks at a batch and tells what is wrong in which of its rows.

    A long file may be read in parts by several processes, each with its own checks, while those of
    the one that tells the findings see no rows. What a row means to the file goes from the former
    to the latter as :class:`Met`, and what shows only at the end by :meth:`gathered`; parts come
    in their order. In one process the same check does both.
    """

    needs: tuple[str, ...] = ()  # the columns it reads; it is left out where one is missing
    line_words: Callable[[int], str] = staticmethod(line_words)
    """A line in a sentence about another one."""

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        """Pairs of the row's number within the batch and what is wrong with it."""
        raise NotImplementedError

    def judge(self, met: Met, line: int) -> Iterator[Problem]:
        """What is wrong with something that was met, told in the order of the file."""
        return iter(())

    def in_parts(self) -> None:
        """Called before the first row where several processes share a file: :meth:`gathered` will
        be called, and :meth:`at_end` will not."""

    def gathered(self) -> Any:
        """What this process has to hand on from its rows since the last call, in plain types."""
        return None

    def add(self, gathered: Any, before: int) -> None:
        """What another process gathered of rows that follow the first ``before`` lines."""

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        """What shows only at the end of the file: line, what is wrong, and the row's id."""
        return iter(())


class DistinctCheck(Check):
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
        met = dict.fromkeys(self._rows(batch)).keys()
        self._judge(cells for cells in met if cells not in self._sound)
        wrong = self._wrong
        if not wrong or wrong.keys().isdisjoint(met):
            return
        for index, cells in enumerate(self._rows(batch)):
            for problem in wrong.get(cells, ()):
                yield index, problem

    def _rows(self, batch: Columns) -> Iterable[object]:
        return batch[self.needs[0]] if self._alone else batch.together(self.needs)

    def _judge(self, new: Iterable[object]) -> None:
        """In the order of the file: some verdicts remember what they were asked first."""
        new = list(new)
        if len(self._sound) + len(self._wrong) > MOST_REMEMBERED:
            self._sound.clear()
            self._wrong.clear()  # what of it is in this batch is in ``new`` as well
        for cells in new:
            if cells in self._wrong:
                continue
            problems = self._verdict(cells) if self._alone else self._verdict(*cells)  # type: ignore[misc]
            if problems:
                self._wrong[cells] = problems
            else:
                self._sound.add(cells)


class Group(Check):
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

    def _together(self, *cells: str) -> Sequence[Problem]:
        problems: list[Problem] = []
        for places, verdict in self._parts:
            problems.extend(verdict(*(cells[place] for place in places)))
        return problems


class BulkCheck(Check):
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
