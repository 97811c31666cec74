"""One sheet of an Excel workbook, read row by row with openpyxl."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO, Any

from extractor.errors import TableError
from extractor.tables.streams import need_extra
from extractor.tables.table import BATCH_ROWS, Batch, Faults, Table

__all__ = ["WorkbookTable"]

LARGEST_PART = 4 << 30  # bytes unpacked: a zip of a few kilobytes can hold terabytes of zeros


class WorkbookTable(Table):
    """A sheet; ``line`` is its row. Formulas count as the value they had when it was saved.

    Cells keep their types: text, numbers, dates as ``datetime``, ``None`` for blank. The header is
    the first row with anything in it; blank rows are passed over; cells to the right of the
    header's last column count only where they hold something.
    """

    form = "xlsx"

    def __init__(
        self, name: str, file: IO[bytes], resources: ExitStack, *, sheet: str | None = None
    ) -> None:
        super().__init__(name, resources)
        try:
            import openpyxl
        except ImportError:
            raise need_extra("openpyxl", "an Excel workbook") from None
        try:
            _refuse_bomb(file, name)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about styles and extensions, none of our business
                book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            resources.callback(book.close)
            names = book.sheetnames
            chosen = sheet if sheet is not None else next(iter(names), None)
            if chosen is None or chosen not in names:
                raise self.error(_no_sheet(sheet, names))
            self.sheet = chosen
            self._sheet: Any = book[chosen]
            if not hasattr(self._sheet, "reset_dimensions"):
                raise self.error(f"{chosen!r} is a chart, not a sheet of cells")
            self._sheet.reset_dimensions()  # other programs write wrong ones
        except (TableError, MemoryError):
            raise
        except Exception as error:  # openpyxl raises whatever a broken file makes it stumble over
            raise self._broken(error) from None
        self._found = self._rows()
        for line, cells in self._found:
            self.header_line = line
            self.columns = tuple("" if c is None else str(c).strip() for c in _trimmed(cells))
            return
        raise self.error(f"the sheet {chosen!r} is empty")

    def batches(self, size: int = BATCH_ROWS, *, faults: Faults | None = None) -> Iterator[Batch]:
        width = len(self.columns)
        while part := list(islice(self._found, size)):
            rows = []
            for _, cells in part:
                row = _trimmed(cells)
                rows.append(row + [None] * (width - len(row)))
            yield Batch([line for line, _ in part], rows)

    def _rows(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for line, cells in enumerate(self._sheet.iter_rows(values_only=True), start=1):
                    if any(cell is not None for cell in cells):
                        yield line, cells
        except (TableError, MemoryError):
            raise
        except Exception as error:
            raise self._broken(error) from None

    def _broken(self, error: Exception) -> TableError:
        what = str(error) or type(error).__name__
        return self.error(f"not a readable Excel workbook: {' '.join(what.split())[:200]}")


def _refuse_bomb(file: IO[bytes], name: str) -> None:
    import zipfile

    with zipfile.ZipFile(file) as parts:
        for part in parts.infolist():
            if part.file_size > LARGEST_PART:
                size = part.file_size >> 30
                raise TableError(f"{part.filename!r} in it unpacks to {size} GiB", where=name)
    file.seek(0)


def _trimmed(cells: tuple[Any, ...]) -> list[Any]:
    kept = list(cells)
    while kept and kept[-1] is None:
        kept.pop()
    return kept


def _no_sheet(sheet: str | None, names: list[str]) -> str:
    if not names:
        return "a workbook without sheets"
    return f"no sheet {sheet!r}; there are {', '.join(map(repr, names[:20]))}"
