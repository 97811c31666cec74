"""``extract load``: event records, ACLED and UCDP rows into a database."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from extractor.cli import INVALID, USAGE, debugging, note_debug
from extractor.cli.streams import say
from extractor.cli.tables import note, table_options
from extractor.errors import LoadRefused, StoreError, TableError
from extractor.text.printable import one_line

if TYPE_CHECKING:
    from extractor.stores import Store
    from extractor.stores.report import FileReport, Removal
    from extractor.tables import TableOptions

__all__ = ["load"]

WAIT_S = 60.0  # as extractor.stores has it, which --help need not import
LONGEST_WAIT_S = 86_400


@dataclass(frozen=True)
class Options:
    """The options of ``extract load``."""

    paths: tuple[str, ...]
    target: str
    deleted: tuple[str, ...]
    conflict: str
    strict: bool
    migrate: bool
    kind: str | None
    tables: TableOptions
    wait: float
    quiet: bool


def _seconds(_: click.Context, __: click.Parameter, value: float) -> float:
    if not 0 <= value <= LONGEST_WAIT_S:  # nor nan
        raise click.BadParameter(f"{value:g} is not between 0 and {LONGEST_WAIT_S} seconds")
    return value


@click.command("load")
@click.argument("paths", nargs=-1, metavar="[FILE]...")
@click.option(
    "--to",
    "target",
    required=True,
    metavar="DATABASE",
    help="conflict.db (SQLite), conflict.duckdb, or postgresql://user@host/database.",
)
@click.option(
    "--deleted",
    multiple=True,
    metavar="LIST",
    help="Events to remove by their id, after the FILEs: what ACLED's deleted endpoint gives, as "
    "CSV, JSON or XLSX, or a text with an id a line. Can be given several times.",
)
@click.option(
    "--on-conflict",
    "conflict",
    type=click.Choice(["update", "ignore", "replace", "fail"]),
    default="update",
    show_default=True,
    help="An event that is there already with other values: update it (of a row of ACLED the later "
    "timestamp stands); ignore the new values; replace it even by an older row, or where only its "
    "ACLED form comes for a record, and take what was deleted; or fail, also when it is the same.",
)
@click.option("--strict", is_flag=True, help="Load nothing of any FILE if one row is bad.")
@click.option("--migrate", is_flag=True, help="Bring a database of an older version forward.")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["event", "acled", "ucdp"]),
    help="What the rows are, or whose ids a LIST has; else the columns tell.",
)
@table_options
@click.option(
    "--wait",
    type=float,
    default=WAIT_S,
    show_default=True,
    callback=_seconds,
    metavar="SECONDS",
    help="How long to wait for another program that writes there.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option(
    "--debug", is_flag=True, expose_value=False, callback=note_debug, help="Show tracebacks."
)
@click.pass_context
def load(ctx: click.Context, /, **given: Any) -> None:
    """Load event records, ACLED rows or UCDP GED rows into a database.

    FILE are CSV, JSON Lines, JSON, Parquet or XLSX, also .gz and .zst, or - for standard input.
    Each row is checked first; bad rows are named with their line and left out. A file is loaded
    whole or, if anything goes wrong, not at all; loading it again changes nothing. A password is
    best given in PGPASSWORD or ~/.pgpass.

    \b
    Examples:
      extract load events.jsonl --to conflict.db
      extract load events.jsonl acled.csv --to conflict.duckdb
      extract load events.jsonl --to postgresql://user@host/database
      extract load acled_today.csv --deleted deleted.csv --to conflict.db

    \b
    Exit codes: 0 fine, 1 rows were bad (the others are loaded) or may not go in, 2 wrong usage, a
    file or the database cannot be used.
    """
    options = Options(**given)
    inputs = (*options.paths, *options.deleted)
    if not inputs and not (options.migrate and options.target):
        click.echo(ctx.get_help(), err=True)
        say("\nError: name a file, or - for standard input")
        ctx.exit(USAGE)
    if inputs.count("-") > 1:
        raise click.UsageError("standard input (-) can be read only once")
    try:
        ctx.exit(_run(options))
    except (StoreError, TableError) as error:
        if debugging(ctx):
            raise
        say(f"Error: {one_line(str(error))}")
        ctx.exit(INVALID if isinstance(error, LoadRefused) else USAGE)


def _run(options: Options) -> int:
    """Load all files; the exit code."""
    from pathlib import Path

    from extractor.stores import address_of, open_store

    address = address_of(options.target)
    there = bool(address.database.schemes) or Path(address.place).exists()
    filled = bool(options.paths) or there
    if options.deleted and not filled:
        raise StoreError(f"{address.shown}: no such database to remove events from")
    tell = (lambda _: None) if options.quiet else lambda text: say(one_line(text))
    with open_store(address, wait=options.wait, note=tell) as store:
        if not options.paths and not options.deleted:
            return _migrate(store)
        return _load(options, store)


def _migrate(store: Store) -> int:
    changed = store.begin(migrate=True)
    if changed:
        store.commit()
    else:
        store.rollback()
        say(f"{one_line(store.address.shown)}: nothing to bring forward")
    return 0


def _load(options: Options, store: Store) -> int:
    from extractor.records.kinds import RecordKind
    from extractor.stores.loading import Options as How
    from extractor.stores.loading import StrictRefusal, load_files
    from extractor.tables.options import USUAL

    how = How(
        conflict=options.conflict,  # type: ignore[arg-type]
        strict=options.strict,
        migrate=options.migrate,
        kind=RecordKind(options.kind) if options.kind else None,
        tables=replace(options.tables, note=USUAL.note) if options.quiet else options.tables,
    )
    rejected = 0
    stdin = sys.stdin.buffer if sys.stdin is not None else None
    try:
        for report in load_files(options.paths, store, how, deleted=options.deleted, stdin=stdin):
            rejected += report.rejected
            tell(report, quiet=options.quiet)
    except StrictRefusal as refusal:
        for report in refusal.reports:
            _tell_rejected(report)
        raise
    return INVALID if rejected else 0


def tell(report: FileReport, *, quiet: bool) -> None:
    """Report on a file: its bad rows, then the counts."""
    _tell_rejected(report)
    if quiet:
        return
    if report.removal:
        _tell_removal(report, report.removal)
        return
    say(
        one_line(
            f"{report.file}: {report.read:,} read = {report.loaded:,} loaded + "
            f"{report.updated:,} updated + {report.unchanged:,} unchanged + "
            f"{report.rejected:,} rejected; {report.fatalities:,} killed in the file, "
            f"{report.fatalities:,} in the database"
        )
    )
    if report.ignored:
        say(f"  {report.ignored:,} of the unchanged have other values in the file")
    if report.older:
        say(
            f"  {report.older:,} of the unchanged are older in the file than in the database "
            "(timestamp); --on-conflict replace takes them all the same"
        )
    if report.deleted:
        say(
            f"  {report.deleted:,} of the unchanged stay out: deleted (table removals) after they "
            "were changed (timestamp); --on-conflict replace takes them all the same"
        )
    if report.returned:
        say(f"  {report.returned:,} of the loaded had been deleted (table removals) and are back")
    if report.repeated:
        say(f"  {report.repeated:,} of the unchanged stand in the file more than once")
    if report.mended:
        say(
            f"  {report.mended:,} hold characters no database can (NUL, half of a pair); U+FFFD "
            "stands for each"
        )


def _tell_removal(report: FileReport, removal: Removal) -> None:
    """Report what a list of deleted events removed, and why some events stay."""
    for kept in removal.first_kept:
        if kept.holder is not None:
            why = f"is a report of the merged record {kept.holder} and stays; merge without it"
        else:
            why = (
                f"was changed on {_day(kept.changed)}, after it was deleted on "
                f"{_day(kept.deleted)}, and stays; a list without deleted_timestamp removes it"
            )
        note(f"{report.place(kept)}: {kept.id} {why}")
    if unlisted := removal.kept - len(removal.first_kept):
        note(f"{report.file}: {unlisted:,} more stay")
    for event, record in removal.holders:
        note(f"{event} is removed, and still a report of the merged record {record}")
    if unlisted := removal.held - len(removal.holders):
        note(f"{unlisted:,} more reports of merged records are of removed events")
    (events, events_left), (killed, killed_left) = removal.events, removal.killed
    say(
        one_line(
            f"{report.file}: {report.read:,} read = {removal.removed:,} removed + "
            f"{removal.absent:,} not in the database + {removal.kept:,} kept + "
            f"{removal.repeated:,} repeated + {report.rejected:,} rejected; before: "
            f"{events:,} events with {killed:,} killed; after: {events_left:,} events with "
            f"{killed_left:,} killed"
        )
    )


def _day(seconds: int | None) -> str:
    from datetime import datetime, timezone

    try:
        return f"{datetime.fromtimestamp(seconds or 0, timezone.utc):%Y-%m-%d %H:%M} UTC"
    except (OverflowError, ValueError, OSError):
        return str(seconds)


def _tell_rejected(report: FileReport) -> None:
    for line in report.faults.lines(report.place):
        say(f"Error: {line}")
    if others := report.rejected - report.faults.total():
        say(f"Error: {one_line(report.file)}: {others:,} more rows are rejected")
    if report.rejected and not report.removal:
        say("`extract validate` tells more, `extract validate --fix` mends what is known")
