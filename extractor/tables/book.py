"""The interface of a workbook, whether Excel or OpenDocument: its sheets and their rows."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, Any, Protocol

from extractor.codebook.open_days import SINCE_1900, SINCE_1904
from extractor.errors import TableError
from extractor.tables.bounds import refuse_bombs
from extractor.tables.sheet_marks import SheetMarks, marks_of
from extractor.tables.streams import need_extra

__all__ = ["Book", "ExcelBook"]

STRICT = "a Strict Open XML workbook, which is not read; save it as Excel Workbook (.xlsx)"


class Book(Protocol):
    """A workbook. ``counts_from`` says from which day serial days are counted
    (``codebook/open_days.py``)."""

    counts_from: str
    names: list[str]

    def has_cells(self, name: str) -> bool:
        """Return whether the sheet has cells; a chart sheet has none."""

    def is_hidden(self, name: str) -> bool: ...

    def marks(self, name: str) -> SheetMarks: ...

    def rows(self, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Yield the sheet's rows with their row numbers, counted from 1. Blank rows may be left
        out. A broken file raises whatever error the library raises."""


class ExcelBook:
    """An Excel workbook, read row by row with openpyxl."""

    def __init__(self, file: IO[bytes], name: str, resources: ExitStack) -> None:
        try:
            import openpyxl
        except ImportError:
            raise need_extra("openpyxl", "an Excel workbook") from None
        refuse_bombs(file, name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, not read here
            self._book: Any = openpyxl.load_workbook(file, read_only=True, data_only=True)
        resources.callback(self._book.close)
        self._file, self._name = file, name
        self.names: list[str] = self._book.sheetnames
        if not self.names and _is_strict(file):
            raise TableError(STRICT, where=name)
        self.counts_from = SINCE_1904 if self._book.epoch.year == 1904 else SINCE_1900

    def has_cells(self, name: str) -> bool:
        sheet = self._book[name]
        if not hasattr(sheet, "reset_dimensions"):
            return False
        sheet.reset_dimensions()  # other programs write wrong dimensions
        return True

    def is_hidden(self, name: str) -> bool:
        return bool(self._book[name].sheet_state != "visible")

    def marks(self, name: str) -> SheetMarks:
        return marks_of(self._file, self._book[name]._worksheet_path, self._name)

    def rows(self, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from enumerate(self._book[name].iter_rows(values_only=True), start=1)


def _is_strict(file: IO[bytes]) -> bool:
    """Return whether the workbook is "Strict Open XML", which openpyxl cannot read."""
    try:
        with zipfile.ZipFile(file) as parts:
            return b"purl.oclc.org/ooxml" in parts.read("xl/workbook.xml")[:4096]
    except (zipfile.BadZipFile, KeyError, OSError):
        return False
