"""``extract merge``: reports of one event from different articles become one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from extractor.cli import INVALID, USAGE, debugging, note_debug
from extractor.cli.output import OutputFailed, say
from extractor.cli.printable import one_line
from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from extractor.convert.reading import Kind
    from extractor.merge import Explained, Merger
    from extractor.records import EventRecord

__all__ = ["merge"]

MOST_TOLD = 20


@click.command("merge")
@click.argument("paths", nargs=-1, metavar="[EVENTS]...")
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write; else standard output."
)
@click.option("--explain", is_flag=True, help="Say why two were joined or kept apart.")
@click.option(
    "--from",
    "kind",
    type=click.Choice(["events", "acled", "ucdp"]),
    help="What the rows are; else their columns tell.",
)
@click.option("--force", is_flag=True, help="Write FILE anew if it exists.")
@click.option(
    "--debug", is_flag=True, expose_value=False, callback=note_debug, help="Show tracebacks."
)
@click.pass_context
def merge(
    ctx: click.Context,
    paths: tuple[str, ...],
    output: str,
    explain: bool,
    kind: Kind | None,
    force: bool,
) -> None:
    """Make one record of the reports of one event.

    EVENTS are files of event records, ACLED or UCDP rows, or - for standard input. What is written
    are event records by day; a merged one keeps each report. Merging again changes nothing, and
    the order of the input does not matter.

    \b
    Examples:
      extract merge events.jsonl -o merged.jsonl --explain
      extract merge merged.jsonl today.jsonl -o merged.jsonl.new

    \b
    Exit codes: 0 fine, 1 a row is no valid record (the others are merged), 2 wrong usage or
    unreadable.
    """
    if not paths:
        click.echo(ctx.get_help(), err=True)
        say("\nError: name a file of events, or - for standard input")
        ctx.exit(USAGE)
    from extractor.cli.whole_file import check_target, whole_file
    from extractor.convert.writers import JsonLinesWriter
    from extractor.merge import Merger

    if output != "-":
        check_target(output, force=force, inputs=paths)
    written = joined = 0
    try:
        with Merger() as merger, whole_file(output) as stream:
            wrong = _read(merger, paths, kind)
            writer = JsonLinesWriter(stream)
            for record in merger.merged(_explain if explain else None):
                writer.write(record)
                written += 1
                joined += bool(record.reports)
            writer.close()
            tally = _tally(merger)
    except (ExtractorError, OutputFailed) as error:
        if debugging(ctx):
            raise
        say(f"Error: {one_line(str(error))}")
        ctx.exit(USAGE)
    say(f"{tally}: {written:,} records, {joined:,} of them merged")
    ctx.exit(INVALID if wrong else 0)


def _read(merger: Merger, paths: tuple[str, ...], kind: Kind | None) -> int:
    """Every record into the merger; how many rows are none."""
    from extractor.convert.reading import read_records

    wrong = 0
    for found in read_records(paths, kind=kind):
        if found.record is not None:
            merger.add(found.record)
            continue
        wrong += 1
        if wrong <= MOST_TOLD:
            say(f"Error: {one_line(f'{found.where}: {found.error}')}")
    if wrong > MOST_TOLD:
        say(f"Error: … and {wrong - MOST_TOLD:,} more rows that are wrong")
    return wrong


def _tally(merger: Merger) -> str:
    said = f"{merger.reports:,} reports"
    if merger.repeated:
        said += f", {merger.repeated:,} of them there twice"
    if merger.decided:
        said += f", {merger.decided:,} records left as a coder decided"
    return said


def _explain(decision: Explained) -> None:
    say(one_line(f"{'joined' if decision.joined else 'apart'}: {decision.reason}"))
    for record in (decision.one, decision.other):
        say(f"  {one_line(_label(record))}")
    if decision.points:
        say(f"  {one_line(decision.points)}")


def _label(record: EventRecord) -> str:
    source = record.source
    told = (record.summary, record.date.start if record.date else None, source.publisher)
    return ", ".join([*(str(part) for part in told if part), f"event {record.id}"])
