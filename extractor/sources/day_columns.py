"""Settles ambiguous days of publication in a table of articles by the rest of the file.

``45426`` counts days from a date that the workbook states; in a CSV from the date that leaves no
article in the future. ``05/04/2017`` is read in the order of the file's other cells. Event tables
are read by the same rules (see :mod:`extractor.records.settled_days`), with the same notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from extractor.codebook.open_days import SERIAL, OpenDay, Reading, open_day
from extractor.errors import ArticleError
from extractor.records.kinds import RecordKind, folded_column
from extractor.records.settled_days import MOST_KNOWN, DaysOfFile, settled
from extractor.sources.dates import published_of

if TYPE_CHECKING:
    from extractor.tables import Table
    from extractor.tables.table import Batch

__all__ = ["with_settled_days"]


def with_settled_days(
    batches: Iterator[Batch], table: Table, column: str | None
) -> Iterator[Batch]:
    """Yield the batches with ISO days in ``column`` where only the file as a whole settles the day.

    The file is read ahead before the first such row is returned. A note says how its days are read.
    """
    if column is None:
        return batches
    return settled(batches, table, _DaysOfArticles(column, table.counts_from))


def today() -> date:
    """Return the last day on which an article can have been published."""
    return date.today()


class _DaysOfArticles(DaysOfFile):
    """The evidence in a file's days of publication, none of which may be in the future."""

    def __init__(self, column: str, counts_from: str | None) -> None:
        super().__init__(RecordKind.EVENT, today())
        self.columns = (folded_column(column),)
        self._counts_from = counts_from

    def any_open(self, cells: Iterable[str]) -> bool:
        for cell in cells:
            if cell in self._plain:
                continue
            found = open_day(cell.strip())
            if found is not None and not _is_read(cell):
                return True
            if found is not None:
                self.see(cell, "", "")  # 13/04/2017 shows the order for other cells
            if len(self._plain) > MOST_KNOWN:
                self._plain.clear()
            self._plain.add(cell)
        return False

    def reading(self, cell: str, year: str, note: str) -> Reading | None:
        return None if _is_read(cell) else super().reading(cell, year, note)

    def _left(self, found: OpenDay, year: str) -> Sequence[Reading]:
        readings: Sequence[Reading] = found.readings
        if found.form == SERIAL and self._counts_from:
            readings = [each for each in readings if each.order == self._counts_from]
        return [each for each in readings if each.day <= self._today] or readings

    def _alone(self, found: OpenDay, year: str, note: str) -> Sequence[Reading]:
        left = self._left(found, year)
        return left if len({each.day for each in left}) == 1 and not found.without_year else ()


def _is_read(cell: str) -> bool:
    """Return whether the cell alone is a valid day."""
    try:
        return published_of(cell) is not None
    except ArticleError:
        return False
