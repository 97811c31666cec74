"""Validation of one file: open it, tell its kind, run the checks, give findings in their order."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from extractor.errors import TableError
from extractor.records.kinds import RecordKind, folded_column, kind_of_columns
from extractor.records.vintages import cell_text
from extractor.tables import Batch, Table, open_table
from extractor.tables.table import BATCH_ROWS, Faults
from extractor.validate.acled_rules import BLANKS, NAMED
from extractor.validate.codes import CODES, chosen_codes
from extractor.validate.columns import Check, Columns
from extractor.validate.finding import Finding, Problem, Report
from extractor.validate.header import read_header

__all__ = ["Options", "validate_records", "validate_table"]

_FLAGS = ("named", "")  # by whether the cell is blank
IDS = {RecordKind.ACLED: "event_id_cnty", RecordKind.UCDP: "id", RecordKind.EVENT: "id"}


@dataclass(frozen=True)
class Options:
    """What is looked for. ``codes`` are those that count, ``max_errors`` ends the work after so
    many errors, ``today`` is the day from which on days are in the future."""

    kind: RecordKind | None = None
    codes: frozenset[str] = frozenset(CODES)
    max_errors: int | None = None
    today: date = field(default_factory=date.today)


def validate_records(
    source: str | Path | Iterable[Mapping[str, Any]],
    *,
    kind: RecordKind | str | None = None,
    sheet: str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    max_errors: int | None = None,
    today: date | None = None,
    report: Report | None = None,
) -> Iterator[Finding]:
    """Everything wrong with records, as data, while they are read; memory does not grow with them.

    ``source`` is a file that :func:`extractor.tables.open_table` reads (``-`` for standard input),
    or the records themselves: dicts with the columns of ACLED or UCDP, or event records. ``kind``
    is ``"event"``, ``"acled"`` or ``"ucdp"``, found from the columns unless given. ``select`` and
    ``ignore`` are codes or their beginnings (``"W5"``). ``report`` is filled with the counts.

    Findings come in the order of rows; what shows only at the end (ids used twice) comes last.
    Raises :class:`TableError` for a file that cannot be read or holds none of these kinds,
    ``ValueError`` for a code or kind that does not exist.
    """
    options = Options(
        kind=RecordKind(kind) if kind is not None else None,
        codes=chosen_codes(frozenset(select), frozenset(ignore)),
        max_errors=max_errors,
        today=today or date.today(),
    )
    if isinstance(source, (str, Path)):
        return _opened(str(source), sheet, options, report)
    return validate_table(_MappingTable(source), options, report)


def _opened(
    path: str, sheet: str | None, options: Options, report: Report | None
) -> Iterator[Finding]:
    with open_table(path, sheet=sheet) as table:
        yield from validate_table(table, options, report)


def validate_table(
    table: Table, options: Options, report: Report | None = None
) -> Iterator[Finding]:
    """The findings of an open table; see :func:`validate_records`."""
    report = report or Report(table.name)
    report.form = table.form
    for finding in _Run(table, options, report).findings():
        if finding.code not in options.codes:
            continue
        if finding.is_error:
            report.errors += 1
        else:
            report.warnings += 1
        yield finding
        if options.max_errors and report.errors >= options.max_errors:
            report.stopped = True
            return


class _Run:
    """One file on its way through the checks."""

    def __init__(self, table: Table, options: Options, report: Report) -> None:
        self._table = table
        self._options = options
        self._report = report
        self._faults: list[TableError] = []
        self._positions: dict[str, int] = {}

    def findings(self) -> Iterator[Finding]:
        """All of them, in order."""
        table = self._table
        batches = table.batches(faults=self._faults.append)
        first = next(batches, None)
        yield from self._of_faults()
        kind = self._options.kind or self._kind(first)
        if kind is None:
            if first is None and not table.columns:
                yield self._finding(Problem("W108", "there are no records"), None, None)
                return
            raise table.error(_unknown_kind(table))
        self._report.kind = kind.value
        if kind is RecordKind.EVENT:
            yield from self._events(first, batches)
        else:
            yield from self._rows(kind, first, batches)
        if self._report.rows == 0:
            yield self._finding(Problem("W108", "there are no records"), None, None)
        encoding = table.encoding
        if encoding not in (None, "utf-8") and table.tabular:
            message = f"not UTF-8: read as {encoding}, which its bytes suggest"
            yield self._finding(Problem("W109", message), table.header_line, None)

    def _kind(self, first: Batch | None) -> RecordKind | None:
        if first is not None and not self._table.tabular:
            return kind_of_columns({key for record in first.rows for key in record})
        return kind_of_columns(self._table.columns)

    def _of_faults(self) -> Iterator[Finding]:
        faults, self._faults[:] = list(self._faults), []
        for fault in faults:
            yield self._finding(Problem("E101", fault.reason), fault.line, None)

    def _finding(self, problem: Problem, line: int | None, row_id: str | None) -> Finding:
        sheet = self._table.sheet
        cell = None
        if sheet is not None and line is not None and problem.column is not None:
            position = self._positions.get(folded_column(problem.column))
            cell = f"{_letters(position)}{line}" if position is not None else None
        return Finding(
            problem.code,
            problem.message,
            self._table.name,
            line,
            problem.column,
            problem.value,
            row_id or None,
            sheet,
            cell,
        )

    # Event records, one by one.

    def _events(self, first: Batch | None, batches: Iterator[Batch]) -> Iterator[Finding]:
        from extractor.validate.events import EventChecks

        table = self._table
        if table.form == "csv":
            raise table.error("event records are nested: JSON Lines, JSON or Parquet holds them")
        checks = EventChecks(self._options.today)
        for batch in _chained(first, batches):
            yield from self._of_faults()
            for line, row in zip(batch.lines, batch.rows, strict=True):
                record = dict(zip(table.columns, row, strict=True)) if table.tabular else row
                record = plain_value(record)
                self._report.rows += 1
                identity = record.get("id")
                for problem in checks(record, line):
                    yield self._finding(problem, line, str(identity) if identity else None)
        yield from self._of_faults()
        for line, problem, row_id in sorted(checks.at_end(), key=lambda found: found[0]):
            yield self._finding(problem, line, row_id)

    # Rows of ACLED and UCDP, by columns.

    def _rows(
        self, kind: RecordKind, first: Batch | None, batches: Iterator[Batch]
    ) -> Iterator[Finding]:
        table = self._table
        columns: Sequence[str] = table.columns
        if not table.tabular and first is not None:
            columns = list(dict.fromkeys(key for record in first.rows for key in record))
        header = read_header(columns, kind)
        self._positions = header.positions
        for problem in header.problems:
            yield self._finding(problem, table.header_line, None)
        checks = _checks(kind, tuple(header.positions), self._options.today)
        met = set(columns)
        rest = _chained(first, batches)
        while True:
            told: list[Finding] = []
            with _no_collection():
                batch = next(rest, None)
                if batch is not None:
                    told = list(self._of_batch(batch, kind, columns, header.positions, checks, met))
            yield from self._of_faults()
            yield from told
            if batch is None:
                break
        yield from self._of_faults()
        ends = [found for check in checks for found in check.at_end()]
        for line, problem, row_id in sorted(ends, key=lambda found: found[0]):
            yield self._finding(problem, line, row_id)

    def _of_batch(
        self,
        batch: Batch,
        kind: RecordKind,
        columns: Sequence[str],
        positions: dict[str, int],
        checks: Sequence[Check],
        met: set[str],
    ) -> Iterator[Finding]:
        self._report.rows += len(batch.lines)
        if not self._table.tabular:
            for problem, line in _new_keys(batch, met):
                yield self._finding(problem, line, None)
        ragged: list[tuple[int, Problem]] = []
        sides = self._sides(batch, columns, positions, ragged)
        for index, problem in ragged:
            yield self._finding(problem, batch.lines[index], None)
        if not sides.count:
            return
        ids = sides.get(IDS[kind])
        hits = [hit for check in checks for hit in check(sides)]
        for index, problem in sorted(hits, key=_by_row):
            yield self._finding(problem, sides.lines[index], ids[index].strip() if ids else None)

    def _sides(
        self,
        batch: Batch,
        columns: Sequence[str],
        positions: dict[str, int],
        ragged: list[tuple[int, Problem]],
    ) -> Columns:
        """The batch turned on its side, as text; ragged rows are told and left out."""
        rows, lines = batch.rows, batch.lines
        if not self._table.tabular:
            rows = [[record.get(column) for column in columns] for record in rows]
        width = len(columns)
        if any(map(width.__ne__, map(len, rows))):
            kept = []
            for index, row in enumerate(rows):
                if len(row) == width:
                    kept.append(index)
                else:
                    message = f"{len(row)} cells where the header has {width}"
                    ragged.append((index, Problem("E104", message)))
            rows, lines = [rows[i] for i in kept], [lines[i] for i in kept]
        turned: list[Sequence[Any]] = list(zip(*rows, strict=True))
        if not turned:
            return Columns(lines, {}, 0)
        made: dict[str, Sequence[str]] = {}
        typed = self._table.form != "csv"
        for name, position in positions.items():
            cells = turned[position]
            made[name] = [text_of(cell) for cell in cells] if typed else cells
        for flag in NAMED:
            column = made.get(flag.split()[0])
            if column is not None:
                made[flag] = list(map(_FLAGS.__getitem__, map(BLANKS.__contains__, column)))
        return Columns(lines, made, len(rows))


class _MappingTable(Table):
    """Records that are already in memory, or made on the way; ``line`` counts them from 1."""

    form = "jsonl"
    tabular = False

    def __init__(self, records: Iterable[Mapping[str, Any]]) -> None:
        super().__init__("records", ExitStack())
        self._records = records

    def batches(self, size: int = BATCH_ROWS, *, faults: Faults | None = None) -> Iterator[Batch]:
        rows: list[Any] = []
        begun = 1
        for number, record in enumerate(self._records, start=1):
            if hasattr(record, "model_dump"):  # EventRecord, AcledRow
                record = record.model_dump(mode="json")
            if not isinstance(record, Mapping):
                error = self.error(f"not a mapping but {type(record).__name__}", number)
                if faults is None:
                    raise error
                faults(error)
                record = {}
            rows.append(dict(record))
            if len(rows) == size:
                yield Batch(range(begun, number + 1), rows)
                rows, begun = [], number + 1
        if rows:
            yield Batch(range(begun, begun + len(rows)), rows)


def _checks(kind: RecordKind, columns: Sequence[str], today: date) -> list[Check]:
    if kind is RecordKind.ACLED:
        from extractor.validate.acled import acled_checks

        return acled_checks(columns, today)
    from extractor.validate.ucdp import ucdp_checks

    return ucdp_checks(columns, today)


def _chained(first: Batch | None, rest: Iterator[Batch]) -> Iterator[Batch]:
    if first is not None:
        yield first
        yield from rest


def _new_keys(batch: Batch, met: set[str]) -> Iterator[tuple[Problem, int]]:
    for line, record in zip(batch.lines, batch.rows, strict=True):
        if record.keys() <= met:
            continue
        for key in [key for key in record if key not in met]:
            met.add(key)
            message = f"from here on there is {key!r}, which records before do not have"
            yield Problem("W106", message, key), line


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without Python's search for cycles, of which cells have none: a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _by_row(hit: tuple[int, Problem]) -> int:
    return hit[0]


def text_of(value: Any) -> str:
    """A cell as text, white space and all."""
    return value if isinstance(value, str) else cell_text(value)


def plain_value(value: Any) -> Any:
    """A value of Parquet or Excel as JSON would have it: days and times as ISO text."""
    if isinstance(value, dict):
        return {key: plain_value(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_value(inner) for inner in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _letters(position: int) -> str:
    """A column as Excel names it: A, Z, AA."""
    name, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _unknown_kind(table: Table) -> str:
    names = ", ".join(repr(name[:30]) for name in table.columns[:6])
    more = " …" if len(table.columns) > 6 else ""
    return (
        f"neither event records, ACLED rows nor UCDP events by its columns ({names}{more}); "
        "--as names the kind"
    )
