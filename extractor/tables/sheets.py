"""Which sheets of a workbook are read: one table can be spread over several, beside others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extractor.tables.options import Fits
from extractor.tables.repeated import RepeatedHeader
from extractor.tables.titles import HEADER_WITHIN

__all__ = ["NOWHERE", "Sheet", "chosen_sheets", "is_blank", "seen_sheet"]

NOWHERE = -1


@dataclass
class Sheet:
    """A sheet by its header: ``columns`` as they stand (none if it is empty), ``names`` as they are
    compared (``None`` for those of no table that is wanted), ``above`` how many rows stand above
    it. ``order`` is where each column of the first sheet stands in this one, if elsewhere:
    ``NOWHERE`` for one without a name that this sheet lacks."""

    name: str
    hidden: bool
    header_line: int = 1
    columns: tuple[str, ...] = ()
    names: tuple[str, ...] | None = None
    above: int = 0
    order: list[int] | None = None

    @cached_property
    def repeated(self) -> RepeatedHeader:
        """Knows its header where it stands again."""
        return RepeatedHeader(self.columns)

    @property
    def looks_like_a_table(self) -> bool:
        """Whether its first row seems to be a header, which counts as no row."""
        return len(self.columns) > 1 and not self.above

    def in_order(self, cells: Sequence[Any]) -> Sequence[Any]:
        """A row of it in the order of the first sheet's columns."""
        if self.order is None:
            return cells
        width = len(self.columns)
        padded = [*cells, *[None] * (width - len(cells))]
        return [None if at == NOWHERE else padded[at] for at in self.order] + padded[width:]


def seen_sheet(
    name: str, rows: Iterator[tuple[int, tuple[Any, ...]]], fits: Fits | None, *, hidden: bool
) -> Sheet:
    """A sheet by its first rows, which come with their numbers and without the blank ones."""
    first: Sheet | None = None
    for above, (line, cells) in enumerate(rows):
        if first is not None and line >= first.header_line + HEADER_WITHIN:
            break
        columns = _header(cells)
        names = _compared(columns) if fits is None else fits(columns)
        sheet = Sheet(name, hidden, line, columns, None if names is None else tuple(names), above)
        if names is not None:
            return sheet
        first = first or sheet
    return first or Sheet(name, hidden)


def chosen_sheets(full: Sequence[Sheet]) -> list[Sheet]:
    """Those to read together, of all that have anything in them."""
    fitting = [sheet for sheet in full if sheet.names is not None]
    candidates = [sheet for sheet in fitting if not sheet.hidden] or fitting
    if not candidates:
        return [*[sheet for sheet in full if not sheet.hidden], *full][:1]
    widest = max(len(sheet.columns) for sheet in candidates)
    # A list of codes or a table of sums has some of the columns too.
    first = next(sheet for sheet in candidates if 2 * len(sheet.columns) >= widest)
    return [sheet for sheet in candidates if sheet is first or _is_same_table(first, sheet)]


def _is_same_table(first: Sheet, other: Sheet) -> bool:
    """Whether the columns are the same; ``other`` then knows their order."""
    if first.names == other.names:
        return True
    if first.names is None or other.names is None:
        return False
    mine, theirs = list(filter(None, first.names)), list(filter(None, other.names))
    if len(set(mine)) < len(mine) or sorted(mine) != sorted(theirs):
        return False
    # A table may begin in column B of one sheet and in A of another.
    unnamed = iter([place for place, name in enumerate(other.names) if not name])
    other.order = [
        other.names.index(name) if name else next(unnamed, NOWHERE) for name in first.names
    ]
    other.order += unnamed
    return True


def is_blank(cell: object) -> bool:
    """Nothing, or a text of nothing but white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _header(cells: Iterable[Any]) -> tuple[str, ...]:
    columns = ["" if cell is None else str(cell).strip() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    return tuple(columns)


def _compared(columns: Sequence[str]) -> Sequence[str]:
    return [" ".join(column.split()).casefold() for column in columns]
