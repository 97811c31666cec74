"""Checks over columns: a batch of rows is transposed, and each distinct value is judged once.

A million rows hold few distinct values in the columns that matter: some hundred combinations of
type and kinds of actors, some thousand places. So a check takes the set of combinations in a batch
and judges the new ones. Only if one is wrong does it look at the rows one by one.
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

# Verdicts remembered by one check: at most some ten megabytes.
MOST_REMEMBERED = 40_000

Verdict = Callable[..., Sequence[Problem]]


def line_words(line: int) -> str:
    """``line 12``, for files whose places are lines only."""
    return f"line {line}"


class Met(NamedTuple):
    """Something a check met for the first time. Whether it is wrong depends on what came before it
    in the file, part of which another process may have read."""

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
    """Checks a batch and says what is wrong in which of its rows.

    A long file may be read in parts by several processes with their own checks, while the process
    that reports findings sees no rows. What a row means to the file goes to that process as
    :class:`Met`, and what shows only at the end through :meth:`gathered`; parts come in order. In
    one process the same check does both.
    """

    needs: tuple[str, ...] = ()  # the columns it reads; without one of them it is skipped
    line_words: Callable[[int], str] = staticmethod(line_words)
    """The words for a line in a message about another line."""

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        """Pairs of a row's number in the batch and its problem."""
        raise NotImplementedError

    def judge(self, met: Met, line: int) -> Iterator[Problem]:
        """The problems of something that was met, asked for in the order of the file."""
        return iter(())

    def in_parts(self) -> None:
        """Called before the first row if several processes share a file: then :meth:`gathered` will
        be called, and :meth:`at_end` will not."""

    def gathered(self) -> Any:
        """The data from this process's rows since the last call, in plain types."""
        return None

    def add(self, gathered: Any, before: int) -> None:
        """Add what another process gathered from rows after the first ``before`` lines."""

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        """The problems that show only at the end of the file: line, problem, and the row's id."""
        return iter(())


class DistinctCheck(Check):
    """A check whose result depends only on the cells of ``needs``.

    ``verdict`` is called with those cells, in that order, once for each combination.
    """

    def __init__(self, needs: tuple[str, ...], verdict: Verdict) -> None:
        self.needs = needs
        self._alone = len(needs) == 1
        self._verdict = verdict
        self._sound: set[object] = set()
        self._wrong: dict[object, Sequence[Problem]] = {}

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        if self._sound.issuperset(self._rows(batch)):  # iterates without a copy
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
        """In the order of the file: some verdicts remember what they saw first."""
        new = list(new)
        if len(self._sound) + len(self._wrong) > MOST_REMEMBERED:
            self._sound.clear()
            self._wrong.clear()  # those in this batch are also in ``new``
        for cells in new:
            if cells in self._wrong:
                continue
            problems = self._verdict(cells) if self._alone else self._verdict(*cells)  # type: ignore[misc]
            if problems:
                self._wrong[cells] = problems
            else:
                self._sound.add(cells)


class Group(Check):
    """Several verdicts together: each combination of cells is looked up once for all.

    ``parts`` are columns and the verdict on their cells. Parts whose columns the file lacks are
    skipped, as are columns that no part needs.
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
    """A check of a column whose cells are nearly all different, such as ids and notes.

    ``passes`` looks at a whole batch at once; only if it returns false are the cells judged one by
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
