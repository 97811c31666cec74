"""Chooses the sheets of a workbook to read: one table can be spread over several sheets."""

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
    """A sheet and its header. ``columns`` are the header's names (none if the sheet is empty),
    ``names`` the same as they are compared (``None`` if not of a wanted table), ``above`` the
    number of rows above the header. ``order`` gives the position of each column of the first sheet
    in this one, if they differ: ``NOWHERE`` for a column without a name that this sheet lacks."""

    name: str
    hidden: bool
    header_line: int = 1
    columns: tuple[str, ...] = ()
    names: tuple[str, ...] | None = None
    above: int = 0
    order: list[int] | None = None

    @cached_property
    def repeated(self) -> RepeatedHeader:
        """Return a :class:`RepeatedHeader` for the sheet's header."""
        return RepeatedHeader(self.columns)

    @property
    def looks_like_a_table(self) -> bool:
        """Return whether the first row looks like a header and so does not count as a row."""
        return len(self.columns) > 1 and not self.above

    def in_order(self, cells: Sequence[Any]) -> Sequence[Any]:
        """Return a row of this sheet in the column order of the first sheet."""
        if self.order is None:
            return cells
        width = len(self.columns)
        padded = [*cells, *[None] * (width - len(cells))]
        return [None if at == NOWHERE else padded[at] for at in self.order] + padded[width:]


def seen_sheet(
    name: str, rows: Iterator[tuple[int, tuple[Any, ...]]], fits: Fits | None, *, hidden: bool
) -> Sheet:
    """Return a sheet from its first rows, which are numbered and without blank ones."""
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
    """Return the sheets to read together, from all that are not empty."""
    fitting = [sheet for sheet in full if sheet.names is not None]
    candidates = [sheet for sheet in fitting if not sheet.hidden] or fitting
    if not candidates:
        return [*[sheet for sheet in full if not sheet.hidden], *full][:1]
    widest = max(len(sheet.columns) for sheet in candidates)
    # A code list or a table of totals has some of the columns too.
    first = next(sheet for sheet in candidates if 2 * len(sheet.columns) >= widest)
    return [sheet for sheet in candidates if sheet is first or _is_same_table(first, sheet)]


def _is_same_table(first: Sheet, other: Sheet) -> bool:
    """Return whether the columns are the same; if so, ``other.order`` is set."""
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
    """Return whether a cell is empty or only white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _header(cells: Iterable[Any]) -> tuple[str, ...]:
    columns = ["" if cell is None else str(cell).strip() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    return tuple(columns)


def _compared(columns: Sequence[str]) -> Sequence[str]:
    return [" ".join(column.split()).casefold() for column in columns]
