"""``extract merge``: reports of one event from different articles become one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from extractor.cli import INVALID, USAGE, debugging, note_debug
from extractor.cli.streams import OutputClosed, OutputFailed, say
from extractor.cli.tables import table_options
from extractor.errors import ExtractorError
from extractor.text.grouped import Grouped
from extractor.text.printable import one_line, plural

if TYPE_CHECKING:
    from extractor.convert.reading import Kind
    from extractor.merge import Explained, Merger, Superseded, Version
    from extractor.records import EventRecord
    from extractor.tables import TableOptions

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
@table_options
@click.option("-f", "--force", is_flag=True, help="Write FILE anew if it exists.")
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
    tables: TableOptions,
    force: bool,
) -> None:
    """Make one record of the reports of one event.

    EVENTS are files of event records, ACLED or UCDP rows, or - for standard input. What is written
    are event records by day; a merged one keeps each report. Merging again changes nothing, and
    the order of the input does not matter. Rows of one dataset are distinct events and never
    become one; an article's report may join a row, and a row of ACLED one of UCDP. The last line
    says how many records and deaths there were before and are after.

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
    from extractor.cli.whole_file import check_lines, check_target, whole_file
    from extractor.convert.writers import JsonLinesWriter
    from extractor.merge import Merger

    if output != "-":
        check_lines(output)
        check_target(output, force=force, inputs=paths)
    after = Written()
    try:
        with Merger() as merger, whole_file(output) as stream:
            left = _read(merger, paths, kind, tables)
            writer = JsonLinesWriter(stream)
            for record in merger.merged(_explain if explain else None):
                writer.write(record)
                after.count(record)
            writer.close()
            superseded = list(merger.superseded())
    except OutputClosed:
        ctx.exit(INVALID if left.rows else 0)
    except (ExtractorError, OutputFailed) as error:
        if debugging(ctx):
            raise
        say(f"Error: {one_line(str(error))}")
        ctx.exit(USAGE)
    for one in superseded[:MOST_TOLD]:
        say(f"Note: {one_line(_superseded(one))}")
    if len(superseded) > MOST_TOLD:
        say(f"Note: … and {len(superseded) - MOST_TOLD:,} more rows given with different values")
    say(_closing(merger, after, left))
    ctx.exit(INVALID if left.rows else 0)


@dataclass
class LeftOut:
    """Rows that are not valid records, their deaths, and how many give no number."""

    rows: int = 0
    killed: int = 0
    untold: int = 0

    def __str__(self) -> str:
        untold = f", {self.untold:,} of them without a number" if self.untold else ""
        return f"{_with(self.rows, 'row', self.killed)}{untold}"


def _read(
    merger: Merger, paths: tuple[str, ...], kind: Kind | None, tables: TableOptions
) -> LeftOut:
    """Add every record to the merger; returns the rows that are not records."""
    from extractor.convert.reading import read_records

    left = LeftOut()
    wrong: Grouped[str] = Grouped()
    try:
        for found in read_records(paths, kind=kind, tables=tables):
            if found.record is not None:
                merger.add(found.record)
                continue
            left.rows += 1
            left.killed += found.killed or 0
            left.untold += found.killed is None
            reason = found.error or "wrong"
            wrong.add(reason, reason, found.where)
    finally:  # also for a file that breaks off
        for line in wrong.lines():
            say(f"Error: {line}")
    return left


@dataclass
class Written:
    """The output: records and the people killed in them; for merged ones also the number of reports
    and the deaths in these."""

    records: int = 0
    killed: int = 0
    merged: int = 0
    merged_killed: int = 0
    reports: int = 0
    reports_killed: int = 0

    def count(self, record: EventRecord) -> None:
        """Count a record."""
        from extractor.merge import killed_in

        self.records += 1
        self.killed += killed_in(record)
        if record.reports:
            self.merged += 1
            self.merged_killed += killed_in(record)
            self.reports += len(record.reports)
            self.reports_killed += sum(map(killed_in, record.reports))


def _closing(merger: Merger, after: Written, left: LeftOut) -> str:
    """Records and deaths before and after, and everything that explains the difference."""
    said = (
        f"before: {_with(merger.records, 'record', merger.killed)}; "
        f"after: {_with(after.records, 'record', after.killed)}"
    )
    if after.merged:
        said += (
            f"; merged: {_with(after.reports, 'report', after.reports_killed)} "
            f"into {_with(after.merged, 'record', after.merged_killed)}"
        )
    if merger.repeated:
        again = _with(merger.repeated, "report", merger.repeated_killed)
        said += f"; given again and counted once: {again}"
    if merger.decided:
        said += f"; left as a coder decided: {plural(merger.decided, 'record')}"
    if left.rows:
        said += f"; left out as no valid record: {left}"
    return said


def _with(count: int, what: str, killed: int) -> str:
    """``2 records with 12 deaths``."""
    return f"{plural(count, what)} with {plural(killed, 'death')}"


def _superseded(one: Superseded) -> str:
    """The version kept of a row that came with different values, and why."""
    said = f"{one.name} is given with different values"
    if all(version.changed == one.kept.changed for version in one.left):
        others = ", ".join(plural(version.killed, "death") for version in one.left)
        return (
            f"{said}, none of them dated later: kept with {plural(one.kept.killed, 'death')}, "
            f"left out with {others}"
        )
    return f"{said}: kept {_dated(one.kept)}, left out {', '.join(map(_dated, one.left))}"


def _dated(version: Version) -> str:
    """``as of 2020-01-02 (88 deaths)``."""
    return f"as of {version.changed:%Y-%m-%d} ({plural(version.killed, 'death')})"


def _explain(decision: Explained) -> None:
    say(one_line(f"{'joined' if decision.joined else 'apart'}: {decision.reason}"))
    for record in (decision.one, decision.other):
        say(f"  {one_line(_label(record))}")
    if decision.points:
        say(f"  {one_line(decision.points)}")


def _label(record: EventRecord) -> str:
    source = record.source
    words = (record.summary, record.date.start if record.date else None, source.publisher)
    return ", ".join([*(str(part) for part in words if part), f"event {record.id}"])
