"""Validates one file: opens it, finds its kind, runs the checks, yields findings in order."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from typing_extensions import TypedDict, Unpack

from extractor.custom_fields import CustomField
from extractor.errors import TableError
from extractor.records.kinds import (
    RecordKind,
    fitting,
    folded_column,
    kind_of_columns,
    unknown_kind,
)
from extractor.records.refused_files import refuse_first_rows
from extractor.records.settled_days import DaysOfFile, settled
from extractor.tables import Batch, Table, TableOptions, open_table
from extractor.validate.codes import CODES, chosen_codes
from extractor.validate.finding import Finding, Problem, Report
from extractor.validate.given_records import GivenRecords
from extractor.validate.header import Header, read_header
from extractor.validate.rows import Found, RowChecks

__all__ = ["Options", "validate_records", "validate_table"]

LONG_FILE = 32 << 20  # bytes, some five seconds; starting processes takes half a one
PART_BYTES = 4 << 20
MOST_PROCESSES = 4  # unless more are requested: each takes some fifty megabytes


@dataclass(frozen=True)
class Options:
    """What to look for. ``codes`` are the active codes, ``max_errors`` ends the run after so many
    errors, days after ``today`` are in the future.

    ``processes`` read a CSV file in UTF-8 together, ``part_bytes`` at a time; the findings do not
    depend on their number. ``None`` means one for each processor for a long file and one otherwise.
    ``fields`` are the user's own fields, whose values in event records are checked.
    """

    kind: RecordKind | None = None
    codes: frozenset[str] = frozenset(CODES)
    max_errors: int | None = None
    today: date = field(default_factory=date.today)
    processes: int | None = None
    part_bytes: int = PART_BYTES
    fields: tuple[CustomField, ...] = ()


class Choices(TypedDict, total=False):
    """Further arguments of :func:`validate_records`."""

    select: Iterable[str]
    ignore: Iterable[str]
    max_errors: int | None
    today: date | None
    processes: int | None


def validate_records(
    source: str | Path | Iterable[Mapping[str, Any]],
    *,
    kind: RecordKind | str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    skip_lines: int = 0,
    report: Report | None = None,
    **choices: Unpack[Choices],
) -> Iterator[Finding]:
    """Everything wrong with records, as data, while they are read; memory does not grow with them.

    ``source`` is a file that :func:`extractor.tables.open_table` reads (``-`` for standard input),
    or the records themselves: dicts with the columns of ACLED or UCDP, or event records. ``kind``
    is ``"event"``, ``"acled"`` or ``"ucdp"``, found from the columns unless given. ``sheet`` is
    that of a workbook (else all that hold such records), ``encoding`` that of a text (else found or
    guessed), ``skip_lines`` how many stand above the header (else it is looked for below titles).
    ``report`` is filled with the counts. ``select`` and ``ignore`` are codes or their beginnings
    (``"W5"``), ``max_errors`` ends the work, days after ``today`` are in the future. ``processes``
    read a CSV file in UTF-8 together: as many as there are processors (at most four) if it is long
    and one if not, unless given; findings do not depend on it.

    Findings come in the order of rows; what shows only at the end (ids used twice) comes last.
    Raises :class:`TableError` for a file that cannot be read or holds none of these kinds,
    ``ValueError`` for a code, kind or encoding that does not exist.
    """
    if strange := choices.keys() - Choices.__annotations__.keys():
        raise TypeError(f"validate_records() has no keyword {', '.join(sorted(strange))}")
    options = Options(
        kind=RecordKind(kind) if kind is not None else None,
        codes=chosen_codes(
            frozenset(choices.get("select", ())), frozenset(choices.get("ignore", ()))
        ),
        max_errors=choices.get("max_errors"),
        today=choices.get("today") or date.today(),
        processes=choices.get("processes"),
    )
    if isinstance(source, (str, Path)):
        try:
            tables = TableOptions(sheet=sheet, encoding=encoding, skip_lines=skip_lines)
        except LookupError as error:
            raise ValueError(str(error)) from None
        return _opened(str(source), tables, options, report)
    return validate_table(GivenRecords(source), options, report)


def _opened(
    path: str, tables: TableOptions, options: Options, report: Report | None
) -> Iterator[Finding]:
    with open_table(path, replace(tables, fits=fitting(options.kind))) as table:
        yield from validate_table(table, options, report)


def validate_table(
    table: Table, options: Options, report: Report | None = None
) -> Iterator[Finding]:
    """The findings of an open table; see :func:`validate_records`."""
    report = report or Report(table.name)
    report.form = table.form
    with closing(_Run(table, options, report).findings()) as findings:
        for finding in findings:
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
    """One file and its checks."""

    def __init__(self, table: Table, options: Options, report: Report) -> None:
        self._table = table
        self._options = options
        self._report = report
        self._faults: list[TableError] = []
        self._positions: dict[str, int] = {}

    def findings(self) -> Generator[Finding, None, None]:
        """All of them, in order."""
        table = self._table
        batches = table.batches(faults=self._faults.append)
        first = next(batches, None)
        yield from self._of_faults()
        kind = self._options.kind or self._kind(first)
        if table.empty or (kind is None and first is None and not table.columns):
            yield self._finding(Problem("W108", "there are no records"), None, None)
            return
        if kind is None:
            raise table.error(_unknown_kind(table, first))
        self._report.kind = kind.value
        if kind is RecordKind.EVENT:
            yield from self._events(first, batches)
        else:
            yield from self._rows(kind, first, batches)
        if self._report.rows == 0:
            yield self._finding(Problem("W108", "there are no records"), None, None)
        if table.encoding not in (None, "utf-8"):
            message = f"not UTF-8: read as {table.encoding}, {table.encoding_by}"
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
        table = self._table
        sheet, row, cell = table.sheet, line, None
        if line is not None:
            sheet, row, record = table.place(line)
            if sheet is not None and problem.column is not None:
                position = self._positions.get(folded_column(problem.column))
                if position is not None:
                    cell = f"{_letters(table.cell(line, position))}{row}"
            if record is not None and not row_id and line != table.header_line:
                problem = problem._replace(message=f"{problem.message} (record {record:,})")
        return Finding(
            problem.code,
            problem.message,
            table.name,
            row,
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
        checks = EventChecks(self._options.today, table.line_words, self._options.fields)
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
        if first is not None and self._options.kind is None:
            refuse_first_rows(kind, table, first)
        columns: Sequence[str] = table.columns
        if not table.tabular and first is not None:
            columns = list(dict.fromkeys(key for record in first.rows for key in record))
        header = read_header(columns, kind, first.rows if first is not None else ())
        self._positions = header.positions
        if not table.has_header:
            yield self._finding(Problem("W115", "no header line"), table.header_line, None)
        for problem in header.problems:
            yield self._finding(problem, table.header_line, None)
        for at, names in table.headers()[1:]:  # of other sheets, whose columns are the same
            for problem in read_header(names, kind).problems:
                if problem.code == "W107":
                    yield self._finding(problem, at, None)
        reported_count = 0
        if count := self._processes() if not header.by_rows else 0:
            from extractor.validate.parallel import NotSplit, in_parts

            try:
                today, size = self._options.today, self._options.part_bytes
                found = in_parts(table, kind, today, processes=count, part_bytes=size)
                with closing(found):
                    for rows, line, problem, row_id in found:
                        self._report.rows = rows
                        if line is not None:
                            reported_count += 1
                            yield self._finding(problem, line, row_id)
                return
            except NotSplit:  # once more in one process; findings already given are skipped
                self._report.rows = 0
        yield from islice(
            self._in_one(kind, header, _chained(first, batches)), reported_count, None
        )

    def _processes(self) -> int:
        """How many processes may read the file, 0 for this one alone."""
        from extractor.tables.splitting import can_be_split

        options = self._options
        if options.processes == 1 or not can_be_split(self._table):
            return 0
        assert self._table.path
        try:
            size = Path(self._table.path).stat().st_size
        except OSError:  # no longer there, but open
            return 0
        if options.processes is None and size < LONG_FILE:
            return 0
        count = min(options.processes or default_processes(), -(-size // options.part_bytes))
        return count if count > 1 else 0

    def _in_one(
        self, kind: RecordKind, header: Header, batches: Iterator[Batch]
    ) -> Iterator[Finding]:
        table, report = self._table, self._report
        typed = table.form != "csv"
        today = self._options.today
        days, words = DaysOfFile(kind, today), table.line_words
        batches = settled(batches, table, days, replace=False)
        checks = RowChecks(
            kind, header, today, tabular=table.tabular, typed=typed, words=words, days=days
        )
        met = set(header.columns)
        told_of = 0
        while True:
            findings: list[Found] = []
            with _no_collection():
                batch = next(batches, None)
                if batch is not None:
                    findings = checks.found(batch)
            yield from self._of_faults()
            for passed, what in table.passed_over[told_of:]:
                yield self._finding(Problem("W114", what), passed, None)
            told_of = len(table.passed_over)
            if batch is None:
                break
            if not table.tabular:
                for problem, line in _new_keys(batch, met):
                    yield self._finding(problem, line, None)
            for found in findings:
                report.rows = found.row
                for problem in checks.settled(found, found.line):
                    yield self._finding(problem, found.line, found.row_id)
            report.rows = checks.rows
        yield from self._of_faults()
        for end, problem, row_id in checks.at_end():
            yield self._finding(problem, end, row_id)


def default_processes() -> int:
    """As many as the processors available, within a limit that keeps memory small."""
    try:
        usable = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS, Windows
        usable = os.cpu_count() or 1
    return min(usable, MOST_PROCESSES)


def _chained(first: Batch | None, batches: Iterator[Batch]) -> Iterator[Batch]:
    if first is not None:
        yield first
        yield from batches


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
    """Switch off the search for reference cycles, which cells never form: saves a tenth of the
    time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def plain_value(value: Any) -> Any:
    """A value of Parquet or Excel in its JSON form: days and times as ISO text."""
    if isinstance(value, dict):
        return {key: plain_value(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_value(inner) for inner in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _letters(position: int) -> str:
    """A column's name in Excel: A, Z, AA."""
    name, number = "", position + 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name


AS_NAMES = "--as names the kind"


def _unknown_kind(table: Table, first: Batch | None) -> str:
    keys: Sequence[str] = table.columns
    if not table.tabular and first is not None:
        keys = list(dict.fromkeys(key for record in first.rows for key in record))
    if not keys and not table.tabular and first is not None and first.rows:
        return "the records are empty: none has a field"
    reason = unknown_kind(keys)
    named = 'say with "kind" what they are' if isinstance(table, GivenRecords) else AS_NAMES
    hint = f"; {named}" if reason.startswith("neither") else ""
    return f"{reason}{hint}{table.other_sheets}"
