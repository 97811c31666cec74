"""Findings as data: one JSON document, JSON Lines, or CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict

from extractor.text.spreadsheet import is_formula
from extractor.validate.finding import Report
from extractor.validate.reporters.reporter import Item, Reporter, Write

__all__ = ["CsvReporter", "JsonLinesReporter", "JsonReporter"]

COLUMNS = (
    *("file", "line", "sheet", "cell", "row_id", "column", "severity", "code", "title"),
    *("message", "value", "fixed"),
)
# A spreadsheet would run cells that begin so; signed numbers are harmless.
IN_NUMBERS = frozenset("0123456789.,")


class JsonReporter(Reporter):
    """``{"findings": [...], "files": [...]}``, a finding a line."""

    def __init__(self, write: Write) -> None:
        super().__init__(write)
        self._any = False

    def add(self, item: Item) -> None:
        opening = "," if self._any else '{"findings": ['
        self._any = True
        self._write(opening + json.dumps(item.as_dict(), ensure_ascii=False), "")

    def end(self, reports: Sequence[Report]) -> None:
        files = json.dumps([asdict(report) for report in reports], ensure_ascii=False)
        opening = "" if self._any else '{"findings": ['
        self._write(f'{opening}], "files": {files}}}', "")


class JsonLinesReporter(Reporter):
    """One finding a line."""

    def add(self, item: Item) -> None:
        self._write(json.dumps(item.as_dict(), ensure_ascii=False), "")


class CsvReporter(Reporter):
    """A table that coders can sort: one finding a row."""

    def __init__(self, write: Write) -> None:
        super().__init__(write)
        self._write(",".join(COLUMNS), "")

    def add(self, item: Item) -> None:
        cells = item.as_dict()
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow(
            [_harmless(cells.get(column)) for column in COLUMNS]
        )
        self._write(out.getvalue(), "")


def _is_number(cell: str) -> bool:
    digits = cell[cell[:1] in ("-", "+") :]
    return digits[:1].isdecimal() and IN_NUMBERS.issuperset(digits)


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and is_formula(cell) and not _is_number(cell):
        return f"'{cell}"
    return "" if cell is None else cell
