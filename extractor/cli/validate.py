"""``extract validate``: files of records checked, every mistake told at its line."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli import INVALID, USAGE, note_debug
from extractor.cli.option_checks import fields_at
from extractor.cli.streams import discard_stdout, say, stdout_named
from extractor.cli.tables import table_options
from extractor.errors import TableError
from extractor.text.printable import one_line, printable

if TYPE_CHECKING:
    from extractor.tables import TableOptions
    from extractor.validate import Options, Report
    from extractor.validate.reporters import Reporter, Write

__all__ = ["validate"]

FORMATS = ("text", "json", "jsonl", "github", "sarif", "csv")


@click.command("validate")
@click.argument("paths", nargs=-1, metavar="[FILE]...")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["event", "acled", "ucdp"]),
    help="What the files hold: event records, ACLED rows or UCDP GED events. "
    "Default: found from the columns.",
)
@table_options
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option(
    "--fix",
    metavar="OUT",
    help="Write a copy in which everything with one right answer is mended, and list what was; "
    "findings are then those of the copy.",
)
@click.option("--force", is_flag=True, help="Let --fix write over a file.")
@click.option(
    "--fields",
    callback=fields_at,
    metavar="FILE",
    help="Check the values of your own fields in event records against their file.",
)
@click.option("--select", multiple=True, metavar="CODE", help="Only these: E306, or all of W5.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Not these.")
@click.option(
    "--max-errors", type=click.IntRange(min=1), metavar="N", help="Stop a file after N errors."
)
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes read a CSV file together. Default: as many as there are processors, "
    "four at most, for files of more than 32 MB; one for others.",
)
@click.option("--warnings-as-errors", is_flag=True, help="Exit 1 for warnings too.")
@click.option(
    "--debug", is_flag=True, expose_value=False, callback=note_debug, help="Show tracebacks."
)
@click.pass_context
def validate(
    ctx: click.Context,
    paths: tuple[str, ...],
    kind: str | None,
    tables: TableOptions,
    form: str,
    fix: str | None,
    force: bool,
    fields: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    max_errors: int | None,
    processes: int | None,
    warnings_as_errors: bool,
) -> None:
    """Check records: event records, ACLED rows of any vintage, UCDP GED events.

    FILE is CSV or TSV, Excel, JSON Lines, JSON or Parquet, also compressed (.gz, .zst), or - for
    standard input. docs/validation.md explains every code.

    \b
    Exit codes: 0 valid (there may be warnings), 1 findings, 2 wrong usage or an unreadable file.
    """
    if not paths:
        if sys.stdin is None or sys.stdin.isatty():
            click.echo(ctx.get_help(), err=True)
            click.echo("\nError: name a file, or send records to standard input", err=True)
            ctx.exit(USAGE)
        paths = ("-",)
    if fix is not None and len(paths) != 1:
        raise click.UsageError("--fix mends one file at a time")
    from extractor.custom_fields import read_fields
    from extractor.records.kinds import RecordKind
    from extractor.tables.opening import for_file
    from extractor.validate import Options, Report
    from extractor.validate.codes import chosen_codes
    from extractor.validate.reporters import FORMATS as REPORTERS

    try:
        codes = chosen_codes(_codes(select), _codes(ignore))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    options = Options(
        kind=RecordKind(kind) if kind else None,
        codes=codes,
        max_errors=max_errors,
        processes=processes,
        fields=read_fields(fields) if fields else (),
    )
    reporter_class = REPORTERS[form]
    reports = [Report("standard input" if path == "-" else path) for path in paths]
    try:
        write = _for_people() if reporter_class.for_people else _as_data()
        reporter = reporter_class(write if fix is None else _read_or_not(write))
        for path, report in zip(paths, reports, strict=True):
            _one(report, path, for_file(tables, path, paths), options, reporter, fix, force)
        reporter.end(reports)
        with suppress(AttributeError), stdout_named():
            sys.stdout.flush()
    except BrokenPipeError:  # `| head`: nobody reads on, and what was found until then counts
        discard_stdout()
    if any(report.unreadable for report in reports):
        ctx.exit(USAGE)
    counted = sum(r.errors + (r.warnings if warnings_as_errors else 0) for r in reports)
    ctx.exit(INVALID if counted else 0)


def _codes(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for words in names for name in words.replace(",", " ").split())


def _one(
    report: Report,
    path: str,
    tables: TableOptions,
    options: Options,
    reporter: Reporter,
    fix: str | None,
    force: bool,
) -> None:
    """Check one file: findings go to the report and the reporter, and an error line says if it
    cannot be read."""
    from extractor.records.kinds import fitting
    from extractor.tables import open_table
    from extractor.validate import validate_table
    from extractor.validate.finding import UNWRITTEN

    source = report.file
    try:
        if fix is not None:
            from extractor.validate.fix import fixed_copy

            with fixed_copy(path, fix, tables=tables, options=options, force=force) as copy:
                report.file = fix
                for item in copy.items(report):
                    reporter.add(item)
        else:
            with open_table(path, replace(tables, fits=fitting(options.kind))) as table:
                for finding in validate_table(table, options, report):
                    reporter.add(finding)
    except TableError as error:
        reason = error.reason if error.line is None else str(error)
        if not (fix and error.where and Path(error.where) == Path(fix)):
            report.file = source  # it is not the copy that failed
        elif not reason.startswith(UNWRITTEN):
            reason = f"{UNWRITTEN}: {reason}"
        report.unreadable = reason
        say(f"Error: {one_line(str(error))}")
    reporter.end_file(report)


def _for_people() -> Write:
    from rich.text import Text

    from extractor.cli.view import QuietConsole

    console = QuietConsole()

    def write(line: str, style: str) -> None:
        console.print(Text(printable(line).replace("\n", " "), style=style), soft_wrap=True)

    return write


def _read_or_not(write: Write) -> Write:
    """``write`` that ignores a closed pipe, for when the output is a copy: nobody needs to
    read it."""

    def written(line: str, style: str) -> None:
        try:
            write(line, style)
        except BrokenPipeError:
            discard_stdout()

    return written


def _as_data() -> Write:
    stream: Any = sys.stdout.buffer

    def write(line: str, style: str) -> None:
        # A lone surrogate comes out as \\udc80, which JSON reads as itself.
        with stdout_named():
            stream.write(f"{line}\n".encode("utf-8", "backslashreplace"))

    return write
