"""Formula errors in cells that may be blank: read as blanks, and reported once a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from extractor.codebook.formula_errors import is_formula_error
from extractor.text.printable import plural

if TYPE_CHECKING:
    from extractor.tables import Table

__all__ = ["LostValues"]

MOST_PLACES = 3  # named for one file
MOST_COLUMNS = 6


class LostValues:
    """Counts the cells of good rows with a formula error, by column."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns
        self._counts: Counter[str] = Counter()
        self._places: list[tuple[int, str, str]] = []

    def see(self, line: int, row: Sequence[Any] | Mapping[str, Any]) -> None:
        """Note a row that was read, with its line (as a batch of the table has it)."""
        cells: Iterable[Any] = row.values() if isinstance(row, Mapping) else row
        try:
            text = "".join(cells)  # most rows of a CSV lack the sign of an error
            if "#" not in text and "Err:" not in text:
                return
        except TypeError:
            pass
        named = row.items() if isinstance(row, Mapping) else zip(self._columns, row, strict=False)
        for column, cell in named:
            if is_formula_error(cell):
                self._counts[column] += 1
                if len(self._places) < MOST_PLACES:
                    self._places.append((line, column, cell.strip()))

    def tell(self, table: Table) -> None:
        """Write one line to the table's note, if there were any."""
        if not self._places:
            return
        places = ", ".join(
            f"{table.where(line)} ({column} {cell!r})" for line, column, cell in self._places
        )
        counts = ", ".join(
            f"{name} {many:,}" for name, many in self._counts.most_common(MOST_COLUMNS)
        )
        remaining = len(self._counts) - MOST_COLUMNS
        others = f" and {remaining} more columns" if remaining > 0 else ""
        table.note(
            f"{table.name}: {plural(self._counts.total(), 'cell')} with the error of a formula "
            f"read as blank, what stood there is lost: {places}; by column: {counts}{others}"
        )
