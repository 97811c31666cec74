"""``extract convert``: event records, ACLED and UCDP rows into other formats."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from extractor.cli import INVALID, SOME_FAILED, USAGE, debugging, note_debug
from extractor.cli.streams import OutputClosed, OutputFailed, say
from extractor.cli.tables import table_options
from extractor.convert.formats import FORMATS, Format, Options, format_of_name
from extractor.errors import CodingError, ExtractorError, TableError
from extractor.text.grouped import Grouped
from extractor.text.printable import one_line, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractor.convert.reading import Found, Kind
    from extractor.convert.writers import Writer
    from extractor.tables import TableOptions

__all__ = ["convert"]

ENDINGS = ", ".join(
    one.endings[0] + (" (ACLED)" if one.name == "acled" else "") for one in FORMATS.values()
)


@click.command("convert")
@click.argument("paths", nargs=-1, metavar="[INPUT]...")
@click.option("-o", "--to", "target", metavar="FILE", help="Where to write; - is standard output.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help=f"What to write; else FILE's ending tells: {ENDINGS}.",
)
@click.option(
    "--from",
    "kind",
    type=click.Choice(["events", "acled", "ucdp"]),
    help="What the rows are; else their columns tell.",
)
@table_options
@click.option("--numeric-codes", is_flag=True, help="ACLED's kinds of actors as numbers (to 2024).")
@click.option(
    "--excel-safe", is_flag=True, help="CSV: an apostrophe before what a spreadsheet would run."
)
@click.option("-f", "--force", is_flag=True, help="Write FILE anew if it exists.")
@click.option(
    "--debug", is_flag=True, expose_value=False, callback=note_debug, help="Show tracebacks."
)
@click.pass_context
def convert(
    ctx: click.Context,
    paths: tuple[str, ...],
    target: str | None,
    form: str | None,
    kind: Kind | None,
    tables: TableOptions,
    numeric_codes: bool,
    excel_safe: bool,
    force: bool,
) -> None:
    """Write event records, ACLED rows or UCDP GED rows in another format.

    INPUT are files (CSV, JSON Lines, JSON, Parquet, XLSX, also .gz and .zst) or - for standard
    input. FILE is written whole or not at all; what its format cannot hold is told at the end.

    \b
    Examples:
      extract convert events.jsonl --to acled.csv
      extract convert acled.csv --to events.geojson
      extract convert acled.csv ged.csv --to - --format jsonl

    \b
    Exit codes: 0 fine, 1 a row is no valid record (the others are written), 2 wrong usage or
    unreadable, 3 the format cannot hold some records (the others are written).
    """
    if not paths:
        click.echo(ctx.get_help(), err=True)
        say("\nError: name a file, or - for standard input")
        ctx.exit(USAGE)
    if target is None:
        raise click.UsageError("say where to: --to FILE, or --to - with --format")
    from extractor.cli.whole_file import check_target, whole_file

    chosen = _format(target, form)
    options = Options(numeric_codes=numeric_codes, excel_safe=excel_safe)
    _check_options(chosen, options, target)
    if target != "-":
        check_target(target, force=force, inputs=paths)
    work = _Conversion(chosen, options)
    try:
        if chosen.name == "xlsx":
            _check_rows(paths, tables)
        with whole_file(target) as stream:
            work.run(paths, kind, tables, stream)
    except OutputClosed:
        work.tell_faults()
        ctx.exit(work.exit_code)
    except (TableError, OutputFailed, ExtractorError) as error:
        if debugging(ctx):
            raise
        work.tell_faults()
        say(f"Error: {one_line(str(error))}")
        ctx.exit(USAGE)
    work.tell(target)
    ctx.exit(work.exit_code)


def _format(target: str, form: str | None) -> Format:
    if form is not None:
        return FORMATS[form]
    if target == "-":
        raise click.UsageError("say what to write to standard output: --format")
    chosen = format_of_name(target)
    if chosen is None:
        endings = ", ".join(ending for one in FORMATS.values() for ending in one.endings)
        raise click.UsageError(f"{target}: no format has this ending ({endings}); say --format")
    return chosen


def _check_options(form: Format, options: Options, target: str) -> None:
    if options.numeric_codes and form.name != "acled":
        raise click.UsageError(f"--numeric-codes is for ACLED CSV, not for {form.title}")
    if options.excel_safe and not (form.name == "xlsx" or form.title.endswith("CSV")):
        raise click.UsageError(f"--excel-safe is for CSV and XLSX, not for {form.title}")
    if target == "-" and not form.text:
        raise click.UsageError(f"{form.title} cannot go to standard output; name a file")


def _check_rows(paths: tuple[str, ...], tables: TableOptions) -> None:
    """Raise before anything is written if the files certainly have more rows than a sheet
    can hold."""
    from extractor.convert.workbook import MOST_ROWS, too_many

    count = 0
    for path in paths:
        if path.endswith((".jsonl", ".ndjson", ".csv")) and Path(path).is_file():
            count += _rows_at_least(path, tables)
    if count > MOST_ROWS:
        raise ExtractorError(too_many(count))


def _rows_at_least(path: str, tables: TableOptions) -> int:
    """A lower bound of the number of rows of a file of lines."""
    from extractor.convert.workbook import MOST_ROWS
    from extractor.tables import open_table
    from extractor.tables.options import USUAL

    with open(path, "rb") as file:  # noqa: PTH123
        lines = sum(part.count(b"\n") for part in iter(lambda: file.read(1 << 20), b""))
    if lines <= MOST_ROWS or not path.endswith(".csv"):
        return lines
    # A cell may hold newlines. Notes are given when the rows are written.
    with open_table(path, replace(tables, sheet=None, note=USUAL.note)) as table:
        return sum(len(batch.rows) for batch in table.batches())


class _Conversion:
    """One run: counts what happens and reports it once."""

    def __init__(self, form: Format, options: Options) -> None:
        from extractor.convert.losses import Losses

        self._form, self._options = form, options
        self._losses = Losses(form.made_by.held, form.made_by.original)
        self._read = self._written = self._cut = self._replaced = 0
        self._strangers: Mapping[str, int] = {}
        self._faults: Grouped[str] = Grouped()
        self._left_out: Grouped[str] = Grouped()

    def run(
        self, paths: tuple[str, ...], kind: Kind | None, tables: TableOptions, stream: IO[bytes]
    ) -> None:
        from extractor.convert.reading import read_records

        writer = self._form.make(stream, self._options)
        try:
            self._write(writer, read_records(paths, kind=kind, tables=tables))
        except BaseException:
            getattr(writer, "abandon", bool)()
            raise
        self._cut = getattr(writer, "cut", 0)
        self._replaced = writer.replaced
        self._strangers = getattr(writer, "strangers", {})

    def _write(self, writer: Writer, records: Iterator[Found]) -> None:
        from extractor.cli.whole_file import Nothing

        for found in records:
            self._read += 1
            if found.record is None:
                reason = found.error or "wrong"
                self._faults.add(reason, reason, found.where)
                continue
            try:
                writer.write(found.record)
            except CodingError as error:
                self._left_out.add(error.rule, str(error), found.where)
                continue
            self._written += 1
            self._losses.count(found.record)
        if not self._written and self._read:
            raise Nothing
        writer.close()

    @property
    def exit_code(self) -> int:
        if self._faults.total():
            return INVALID
        return SOME_FAILED if self._left_out.total() else 0

    def tell_faults(self) -> None:
        """Report the rows that are not records."""
        for line in self._faults.lines():
            say(f"Error: {line}")
        if self._faults.total():
            say("`extract validate` tells more, `extract validate --fix` mends what is known")

    def tell(self, target: str) -> None:
        """Report what was done, what was left out and why, and what the format cannot hold."""
        self.tell_faults()
        for line in self._left_out.lines():
            say(f"Left out, no place in {self._form.title}: {line}")
        lost = self._losses.summary()
        if lost:
            say(f"{self._form.title} does not hold (records that have it): {one_line(lost)}")
        if self._cut:
            say(f"{self._cut:,} cells were longer than Excel's 32,767 characters and are cut")
        if self._replaced:
            say(
                f"{self._form.title} does not hold {plural(self._replaced, 'sign')} (control signs,"
                " lone surrogates): written as U+FFFD"
            )
        for field, count in self._strangers.items():
            say(f"custom_{field} is no column: the first record has no such field ({count:,} lost)")
        name = one_line("standard output" if target == "-" else target)
        read = f"{self._read:,} read"
        if wrong := self._faults.total():
            read += f", {wrong:,} wrong"
        if left := self._left_out.total():
            read += f", {left:,} left out"
        if not self._written and self._read:
            say(f"{read}, none written; {name} is as it was")
        else:
            say(f"{read}, {self._written:,} written to {name}")
