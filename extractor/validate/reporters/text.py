"""Findings for people: by file and code, the first lines of each, and a table at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.validate.codes import CODES
from extractor.validate.finding import UNWRITTEN, Finding, Report, Undecided
from extractor.validate.reporters.reporter import Item, Reporter, Write

__all__ = ["TextReporter"]

MENDED, LEFT, FOUND = range(3)
SHOWN = 10  # of one code and message in a file; the other formats list all
FEW = 3  # of one message, which are listed singly
ERROR, WARNING, FIXED, QUIET, HEADING = "bold red", "yellow", "green", "dim", "bold"


class TextReporter(Reporter):
    """Grouped by code: a mistake made in every row is reported once, with its first row and the
    number of others."""

    for_people = True

    def __init__(self, write: Write) -> None:
        super().__init__(write)
        self._groups: dict[tuple[int, str], dict[tuple[str | None, str], list[Item]]] = {}
        self._alike: Counter[tuple[int, str, str | None, str]] = Counter()
        self._counts: Counter[tuple[int, str]] = Counter()
        self._of_codes: Counter[tuple[int, str]] = Counter()

    def add(self, item: Item) -> None:
        key = _order(item), item.code
        self._counts[key] += 1
        self._of_codes[key] += 1
        group, cause = self._groups.setdefault(key, {}), (item.column, item.message)
        if cause not in group and len(group) < SHOWN:
            group[cause] = []
        if cause in group:
            self._alike[key + cause] += 1
            if len(group[cause]) < FEW:
                group[cause].append(item)

    def end_file(self, report: Report) -> None:
        if self._groups:
            self._write(report.file, HEADING)
        # Changes first, then cells that were left, then errors, then warnings.
        for key in sorted(self._groups, key=lambda each: (each[0], each[1][0], each[1])):
            self._group(key)
        if self._groups:
            self._write("", "")
        self._groups.clear()
        self._counts.clear()
        self._alike.clear()

    def _group(self, key: tuple[int, str]) -> None:
        order, code = key
        left = self._counts[key]
        count = left
        style = FIXED if order == MENDED else ERROR if code.startswith("E") else WARNING
        times = f" ({count:,} times)" if count > 1 else ""
        mended = {MENDED: "mended: ", LEFT: "not decided: "}.get(order, "")
        self._write(f"  {code} {mended}{CODES[code].title}{times}", style)
        for cause, items in self._groups[key].items():
            alike = self._alike[key + cause]
            left -= alike
            shown = items if alike <= FEW else items[:1]
            for item in shown:
                so_are = "" if alike <= FEW else f" (so are {alike - 1:,} more)"
                self._write(f"    {_where(item)}{item.message}{so_are}", "")
        if left:
            self._write(f"    … and {left:,} more (--format jsonl or csv has them all)", QUIET)

    def end(self, reports: Sequence[Report]) -> None:
        width = max([4, *(len(report.file) for report in reports)])
        self._write(
            f"{'file':{width}}  {'kind':6} {'rows':>10} {'errors':>8} {'warnings':>9}", HEADING
        )
        for report in reports:
            if report.unreadable:
                written = report.unreadable.startswith(UNWRITTEN)  # the copy of --fix
                what = UNWRITTEN if written else "cannot be read"
                self._write(f"{report.file:{width}}  {what}", ERROR)
                continue
            stopped = "  (stopped: --max-errors)" if report.stopped else ""
            style = ERROR if report.errors else WARNING if report.warnings else FIXED
            self._write(
                f"{report.file:{width}}  {report.kind or '–':6} {report.rows:10,} "
                f"{report.errors:8,} {report.warnings:9,}{stopped}",
                style,
            )


def _order(item: Item) -> int:
    if isinstance(item, Finding):
        return FOUND
    return LEFT if isinstance(item, Undecided) else MENDED


def _where(item: Item) -> str:
    if item.line is None:
        return ""
    cell = getattr(item, "cell", None)
    if item.sheet is None:
        line = f"line {item.line}"
    else:
        line = f"{item.sheet}!{cell}" if cell else f"{item.sheet}, row {item.line}"
    return f"{line} ({item.row_id}): " if item.row_id else f"{line}: "
