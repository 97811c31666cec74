"""Finds the header repeated between rows, as ``cat a.csv b.csv`` and copied sheets leave it.

The same header is skipped. A different one (columns in another order, more or fewer columns) means
that the following rows belong to other columns; reading on would mix them up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

__all__ = ["OTHER_HEADER", "RepeatedHeader"]

OTHER_HEADER = "another header: from here on other columns, or in another order; split the file"
MARK = "\ufeff"  # byte order mark inside a file that was joined from several
LEAST_NAMED = 2  # columns; the name of a single one can be a value


class RepeatedHeader:
    """Recognises a table's header where it is repeated."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._header = [_folded(column) for column in columns]
        self._names = {name for name in self._header if name}
        self._place = next((n for n, name in enumerate(self._header) if name), 0)
        self._forms: frozenset[object] = frozenset()
        if len(self._names) >= LEAST_NAMED:
            self._forms = frozenset(form for column in columns for form in _forms(column))

    def found(self, rows: Sequence[Sequence[Any]]) -> list[int]:
        """Return the indices of rows that begin as a header does; nearly always none."""
        forms, place = self._forms, self._place
        try:
            if forms.isdisjoint(map(itemgetter(place), rows)):  # checked without building a list
                return []
            return [number for number, row in enumerate(rows) if row[place] in forms]
        except IndexError:  # a ragged row
            ends = place + 1
            return [n for n, row in enumerate(rows) if row[place:ends] and row[place] in forms]

    def is_same(self, row: Sequence[Any]) -> bool | None:
        """Return whether a row is the same header: ``False`` for a different one, ``None`` for a
        row that only begins like a header."""
        cells = [_folded(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        named = len(self._names.intersection(cells))  # a name that occurs twice is counted once
        if named < LEAST_NAMED or 2 * named <= len(cells):
            return None
        header = self._header
        return cells == header[: len(cells)] and not any(header[len(cells) :])


def _folded(cell: object) -> str:
    if not isinstance(cell, str):
        return "" if cell is None else "\0"
    return " ".join(cell.strip(f'{MARK}" \t\r\n').replace("_", " ").casefold().split())


def _forms(column: str) -> Iterator[str]:
    """Yield the ways in which a column's name may be written in a repeated header."""
    plain = _folded(column)
    if not plain:
        return
    for name in {column, plain, plain.replace(" ", "_")}:
        for form in (name, name.upper(), name.title(), name.capitalize()):
            yield form
            yield f"{MARK}{form}"
            yield f'{MARK}"{form}"'
