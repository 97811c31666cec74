"""Excel workbooks; needs openpyxl (the extra ``tables``)."""

from __future__ import annotations

from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from extractor.convert.writers import Writer
from extractor.errors import ExtractorError
from extractor.installing import install_extra
from extractor.records.flat import FLAT_COLUMNS, flat_row
from extractor.tables.saving import abandon_sheet, append_row, save_book
from extractor.text.spreadsheet import is_formula
from extractor.text.surrogates import NOT_XML

if TYPE_CHECKING:
    from extractor.records import EventRecord

__all__ = ["MOST_ROWS", "WorkbookWriter"]

MOST_ROWS = 1_048_575  # of a sheet, below its header (Excel's limits)
LONGEST_CELL = 32_767
WIDTHS = {"day": 12, "instant": 20, "whole": 11, "decimal": 11, "text": 18}
"""Characters; a day in a column as narrow as Excel's own (8) is shown as ########."""
WIDE = {"notes": 60, "summary": 40, "actor1": 36, "actor2": 36, "location": 22, "warnings": 60}
"""Characters, for the columns that people read first, and for sentences."""


class WorkbookWriter(Writer):
    """The flat columns on one sheet. All text is stored as text: nothing is run as a formula.

    ``cut`` counts cells longer than Excel's 32,767 characters, which lost their end.
    """

    columns: tuple[str, ...] = tuple(FLAT_COLUMNS)

    def __init__(self, stream: IO[bytes]) -> None:
        try:
            from openpyxl import Workbook
            from openpyxl.cell import WriteOnlyCell
            from openpyxl.utils import get_column_letter
        except ImportError:
            raise ExtractorError(f"XLSX needs openpyxl: {install_extra('tables')}") from None
        self._cell: Any = WriteOnlyCell
        self._stream = stream
        self._book: Any = Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet("events")
        self._sheet.freeze_panes = "A2"
        letters = [get_column_letter(at) for at in range(1, len(self.columns) + 1)]
        for letter, column in zip(letters, self.columns, strict=True):
            width = WIDE.get(column) or WIDTHS[FLAT_COLUMNS.get(column, "text")]
            self._sheet.column_dimensions[letter].width = width
        self._last = letters[-1]
        append_row(self._sheet, list(self.columns))
        self._rows = 0
        self.cut = 0

    def write(self, record: EventRecord) -> None:
        """Add the record's row; raises :class:`ExtractorError` when the sheet is full."""
        if self._rows >= MOST_ROWS:
            raise ExtractorError(too_many())
        append_row(self._sheet, [self._made(cell) for cell in self._row(record).values()])
        self._rows += 1

    def _row(self, record: EventRecord) -> dict[str, Any]:
        return flat_row(record)

    def _made(self, value: object) -> object:
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)  # UTC; Excel has no time zones
        if not isinstance(value, str):
            return value
        text, count = NOT_XML.subn("\ufffd", value)
        self.replaced += count
        if len(text) > LONGEST_CELL:
            self.cut += 1
            text = text[:LONGEST_CELL]
        if not is_formula(text):
            return text
        cell = self._cell(self._sheet, value=None)
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = True  # stays text when somebody edits it
        return cell

    def close(self) -> None:
        """Save the workbook, with a filter at each column's head."""
        self._sheet.auto_filter.ref = f"A1:{self._last}{self._rows + 1}"
        save_book(self._book, self._stream)

    def abandon(self) -> None:
        """Discard the workbook and its temporary data."""
        abandon_sheet(self._sheet)


def too_many(count: int | None = None) -> str:
    """The message for a workbook with too many rows."""
    said = f"{count:,} rows are more" if count else "there are more rows"
    return (
        f"{said} than the {MOST_ROWS:,} an Excel sheet can hold; write Parquet or CSV, or split "
        "the input"
    )
