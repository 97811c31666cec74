"""``--fix``: a corrected copy of a file in the same format, written whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractor.errors import TableError
from extractor.records.acled import ACLED_COLUMNS
from extractor.records.kinds import (
    ACLED_EXTRA,
    UCDP_COLUMNS,
    RecordKind,
    fitting,
    kind_of_columns,
    unknown_kind,
)
from extractor.records.settled_days import DaysOfFile
from extractor.tables import STDIN, Form, Table, TableOptions, open_table
from extractor.tables.guessing import UTF_8
from extractor.tables.opening import form_of_name
from extractor.tables.options import USUAL
from extractor.tables.temporary_data import temporary_data
from extractor.validate.finding import UNWRITTEN, Change, Finding, Report, Undecided
from extractor.validate.header import read_header
from extractor.validate.mend import Left, Mended, Mender, mended_event
from extractor.validate.rows import IDS, text_of
from extractor.validate.run import Options, plain_value, validate_table
from extractor.validate.writers import Writer, writer_for

__all__ = ["FixedCopy", "fixed_copy"]


@contextmanager
def fixed_copy(
    path: str,
    out: str,
    *,
    sheet: str | None = None,
    options: Options,
    force: bool = False,
    tables: TableOptions = USUAL,
) -> Iterator[FixedCopy]:
    """The corrected copy of ``path`` at ``out``; nothing is left behind if it is not finished.
    ``tables`` says how both are read, ``sheet`` chooses a workbook's sheet otherwise.

    Raises :class:`TableError` if ``out`` exists (unless ``force``), is the input itself, or has a
    name of another format.
    """
    target = Path(out)
    if path != STDIN and target.exists() and Path(path).exists() and target.samefile(path):
        raise TableError("is the file that is read; name another for --fix", where=out)
    if target.exists() and not force:
        raise TableError("exists already; --force writes it anew", where=out)
    with ExitStack() as resources:
        source = _spooled(resources) if path == STDIN else path
        name = "standard input" if path == STDIN else path
        fits = fitting(options.kind)
        tables = replace(tables, sheet=sheet or tables.sheet, fits=fits)
        yield FixedCopy(source, name, target, tables, options)


def _spooled(resources: ExitStack) -> str:
    """Standard input copied to a temporary file, since it is read twice."""
    file = resources.enter_context(tempfile.NamedTemporaryFile())  # noqa: SIM115
    stream = sys.stdin.buffer if sys.stdin is not None else None
    with temporary_data():
        if stream is not None:
            shutil.copyfileobj(stream, file, 1 << 20)
        file.flush()
    return file.name


class FixedCopy:
    """An unfinished copy; reading :meth:`items` makes it."""

    def __init__(
        self, source: str, name: str, target: Path, tables: TableOptions, options: Options
    ) -> None:
        self._source = source
        self._name = name
        self._target = target
        self._tables = tables
        self._note = tables.note
        self._encoding: str | None = None  # of a text that is not UTF-8
        self._options = options

    def items(self, report: Report) -> Iterator[Change | Finding]:
        """Every change; then, with the copy in place, every finding that is left in it."""
        kind, days = self._first_look()
        with self._open() as table:
            named = form_of_name(str(self._target))
            if table.form == "ods":
                reason = "--fix does not write OpenDocument spreadsheets; save it as .xlsx or CSV"
                raise table.error(reason)
            if (
                named is not None
                and named != table.form
                and {named, table.form} != {"json", "jsonl"}
            ):
                raise TableError(
                    f"--fix writes the format of {self._name}, which is {table.form}",
                    where=str(self._target),
                )
            form = self._form_of_copy(table, named)
            with self._whole() as made:
                mender = Mender(kind, days=days)
                yield from self._write(table, mender, made, form)
        tables = replace(self._tables, form=form, encoding=None)  # a copy is UTF-8
        if form != "xlsx":  # a workbook is copied as a whole, titles and all
            tables = replace(tables, skip_lines=0)
        with open_table(self._target, tables) as copy:
            yield from validate_table(copy, self._options, report)

    def _form_of_copy(self, table: Table, named: Form | None) -> Form:
        """The format of the copy. Rows nested in another structure are written without it only if
        the target's name asks for that."""
        form = table.form if named is None else named
        if table.around is not None and form == table.form and not table.empty:
            other = ".jsonl" if form == "json" else ".json"
            raise TableError(
                f"the rows stand within {table.around}, which --fix does not write; a name that "
                f"ends in {other} makes a copy of the rows alone",
                where=str(self._target),
            )
        return form

    @contextmanager
    def _whole(self) -> Iterator[Path]:
        """A file beside the target that replaces it at the end, or is removed."""
        beside = self._target.parent or "."
        try:
            handle, made = tempfile.mkstemp(
                prefix=f".{self._target.name}.", suffix=".part", dir=beside
            )
            os.close(handle)
            try:
                yield Path(made)
                _with_usual_mode(made, self._target)
                Path(made).replace(self._target)
            finally:
                with suppress(OSError):
                    Path(made).unlink()
        except OSError as error:
            where = str(self._target)
            raise TableError(f"{UNWRITTEN}: {error.strerror}", where=where) from None

    def _open(self) -> Table:
        table = open_table(self._source, self._tables)
        table.name = self._name
        return table

    def _first_look(self) -> tuple[RecordKind, DaysOfFile | None]:
        """The kind of records, and the file's evidence about ambiguous days."""
        with self._open() as table:
            kind = self._options.kind
            days: DaysOfFile | None = None
            for batch in table.batches():
                columns = _columns(table, batch.rows)
                kind = kind or kind_of_columns(columns)
                if kind is None:
                    break
                if kind is RecordKind.EVENT:
                    continue  # read to the end, which alone shows the encoding
                days = days or DaysOfFile(kind, self._options.today)
                days.look(table, batch)
            kind = kind or kind_of_columns(table.columns)
            if table.empty:
                kind = kind or RecordKind.EVENT  # there is no row: any kind will do
            if kind is None:
                raise table.error(f"{unknown_kind(table.columns)}{table.other_sheets}")
            _refuse_doubtful(table)
            # On the second pass everything was already noted.
            self._tables = replace(self._tables, note=_told_before)
            if table.encoding not in (None, UTF_8):
                self._encoding = table.encoding
                self._tables = replace(self._tables, encoding=table.encoding)
            return kind, days

    def _write(self, table: Table, mender: Mender, made: Path, form: Form) -> Iterator[Change]:
        kind = mender.kind
        with ExitStack() as resources:
            writer: Writer | None = None
            columns: Sequence[str] = table.columns
            positions: dict[str, int] = {}
            for batch in table.batches():
                if writer is None:
                    columns = _columns(table, batch.rows)
                    if kind is not RecordKind.EVENT:
                        header = read_header(columns, kind, batch.rows)
                        positions = header.positions
                        mender.before_2019 = header.before_2019
                    yield from self._header(table, kind, columns, positions)
                    writer = writer_for(
                        table,
                        self._source,
                        made,
                        _renamed(kind, columns, positions),
                        resources,
                        form=form,
                        packed=self._target.suffix.lower(),
                    )
                for line, row in zip(batch.lines, batch.rows, strict=True):
                    if kind is RecordKind.EVENT:
                        row, changes = _event(table, row)
                    else:
                        row, changes = _mended(row, columns, positions, mender, table.tabular)
                    writer.row(line, row, changes)
                    identity = _identity(row, kind, positions)
                    for change in changes:
                        yield self._change(table, line, change, identity)
                    for left in mender.left:
                        yield self._undecided(table, line, left, identity)
                    mender.left = []
            if table.form in ("csv", "xlsx"):
                for line, what in table.passed_over:
                    yield self._change(table, line, ("", "W114", what, ""))
            if writer is None:
                writer = writer_for(
                    table,
                    self._source,
                    made,
                    table.columns,
                    resources,
                    form=form,
                    packed=self._target.suffix.lower(),
                )
            writer.finish()
            if writer.remark:
                self._note(f"{self._target}: {writer.remark}")

    def _header(
        self, table: Table, kind: RecordKind, columns: Sequence[str], positions: dict[str, int]
    ) -> Iterator[Change]:
        line = table.header_line
        if not table.has_header:
            yield self._change(table, line, ("", "W115", "", "a header line"))
        if self._encoding is not None:
            yield self._change(table, line, ("", "W109", self._encoding, UTF_8))
        for at, names in [(line, columns), *table.headers()[1:]]:
            for before, after in zip(names, _renamed(kind, names, positions), strict=True):
                if before != after:
                    yield self._change(table, at, (after, "W107", before, after))

    def _change(
        self, table: Table, line: int, change: Mended, identity: str | None = None
    ) -> Change:
        place = table.place(line)
        column, code, before, after = change
        return Change(code, self._name, place.line, column, before, after, identity, place.sheet)

    def _undecided(self, table: Table, line: int, left: Left, identity: str | None) -> Undecided:
        place = table.place(line)
        column, code, before, after, why = left
        where = (place.line, column, before, after, identity, place.sheet)
        return Undecided(code, self._name, *where, why)


def _told_before(_: str) -> None:
    """Ignore the note: the file was read once, and all notes were given then."""


def _refuse_doubtful(table: Table) -> None:
    """Refuse a guessed encoding: wrong text would be in the copy for good."""
    if table.guess is not None and not table.guess.certain:
        raise table.error(
            f"read as {table.encoding}, which is no certain guess: with --encoding "
            f"{table.encoding}, or another, --fix writes it as UTF-8"
        )


def _columns(table: Table, rows: Sequence[Any]) -> Sequence[str]:
    if table.tabular:
        return table.columns
    return list(dict.fromkeys(key for record in rows for key in record))


def _cells(table: Table, rows: Sequence[Any], columns: Sequence[str]) -> Iterator[Sequence[Any]]:
    if table.tabular:
        yield from rows
    else:
        yield from ([record.get(column) for column in columns] for record in rows)


def _renamed(kind: RecordKind, columns: Sequence[str], positions: dict[str, int]) -> Sequence[str]:
    """The columns with the codebook's names, where only the spelling differs."""
    names_today = {*ACLED_COLUMNS, *ACLED_EXTRA} if kind is RecordKind.ACLED else set(UCDP_COLUMNS)
    columns_there = {place: name for name, place in positions.items() if name in names_today}
    return [columns_there.get(place, column) for place, column in enumerate(columns)]


def _mended(
    row: Any, columns: Sequence[str], positions: dict[str, int], mender: Mender, tabular: bool
) -> tuple[Any, list[Mended]]:
    cells = list(row) if tabular else [row.get(column) for column in columns]
    named = {name: text_of(cells[place]) for name, place in positions.items() if place < len(cells)}
    if len(cells) != len(columns):  # a ragged row: its columns are unknown
        return row, []
    changes = list(mender(named))
    for column, _, _, after in changes:
        place = positions[column]
        cells[place] = _typed(cells[place], after)
        if not tabular:
            row[columns[place]] = cells[place]
    return (cells if tabular else row), changes


def _event(table: Table, row: Any) -> tuple[Any, list[Mended]]:
    record = dict(zip(table.columns, row, strict=True)) if table.tabular else row
    changes = list(mended_event(record))
    return ([record[column] for column in table.columns] if table.tabular else record), changes


def _typed(before: Any, after: str) -> Any:
    """The corrected text in the type that the cell had, if it is still a number."""
    if isinstance(before, (int, float)) and not isinstance(before, bool):
        with suppress(ValueError):
            return int(after) if isinstance(before, int) else float(after)
    return after


def _identity(row: Any, kind: RecordKind, positions: dict[str, int]) -> str | None:
    if isinstance(row, dict):
        found = row.get(IDS[kind])
    else:
        place = positions.get(IDS[kind])
        found = row[place] if place is not None and place < len(row) else None
    return str(plain_value(found)) if found else None


def _with_usual_mode(made: str, target: Path) -> None:
    """Give the copy the permissions of a new file; a temporary file is readable by its
    owner only."""
    if target.exists():
        shutil.copymode(target, made)
        return
    mask = os.umask(0)
    os.umask(mask)
    with suppress(OSError):
        Path(made).chmod(0o666 & ~mask)
