"""``extract diff``: what came, went and changed between two versions of a file of events."""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any

import click

from extractor.cli import INVALID, USAGE, debugging, note_debug
from extractor.cli.streams import say
from extractor.cli.tables import note, table_options
from extractor.errors import TableError
from extractor.text.printable import one_line, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.diff import Change, Difference, Sum, Version
    from extractor.tables import TableOptions

__all__ = ["diff"]

MOST_SHOWN = 20  # of each kind of change, without --all
MOST_NAMED = 12  # columns
LONGEST_SHOWN = 40  # characters of a cell
IN_MEMORY = 16 << 20  # bytes of changes kept in memory before they go to a temporary file
KINDS = ("came", "went", "changed")


@click.command("diff")
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["event", "acled", "ucdp"]),
    help="What the rows are; else their columns tell.",
)
@table_options
@click.option("--json", "as_json", is_flag=True, help="Print counts and every change as JSON.")
@click.option("--all", "every", is_flag=True, help="List every change, not only the first twenty.")
@click.option(
    "--debug", is_flag=True, expose_value=False, callback=note_debug, help="Show tracebacks."
)
@click.pass_context
def diff(
    ctx: click.Context,
    before: str,
    after: str,
    kind: str | None,
    tables: TableOptions,
    as_json: bool,
    every: bool,
) -> None:
    """Compare two versions of a file of events: what came, went and changed.

    BEFORE and AFTER are two ACLED exports, two files of UCDP GED or two of event records, in any
    of the forms that are read; one may be - for standard input. Rows with the same id are one
    event. Rows and deaths are counted, and add up.

    \b
    Examples:
      extract diff acled_may.csv acled_june.csv
      extract diff ged241.csv ged251.csv --json

    \b
    Exit codes: 0 compared, 1 a line cannot be read (the others are compared), 2 wrong usage or a
    file that cannot be compared.
    """
    from extractor.diff import diff_files
    from extractor.records.kinds import RecordKind

    if (before, after).count("-") > 1:
        raise click.UsageError("standard input (-) can be read only once")
    stdin = sys.stdin.buffer if sys.stdin is not None else None
    with ExitStack() as resources:
        try:
            wanted = RecordKind(kind) if kind else None
            found = diff_files((before, after), wanted, tables, stdin=stdin)
            resources.enter_context(found.before)
            resources.enter_context(found.after)
            lists = Lists(resources, None if every or as_json else MOST_SHOWN)
            for change in found.changes():
                lists.add(change)
        except TableError as error:
            if debugging(ctx):
                raise
            say(f"Error: {one_line(str(error))}")
            ctx.exit(USAGE)
        for version in (found.before, found.after):
            _tell(version)
        _tell_columns(found)
        for piece in _json(found, lists) if as_json else _text(found, lists):
            click.echo(piece)
    ctx.exit(INVALID if found.before.unreadable or found.after.unreadable else 0)


class Lists:
    """The changes of each kind, in temporary files, and how many more there are than kept."""

    def __init__(self, resources: ExitStack, most: int | None) -> None:
        self._most = most
        self.counts = dict.fromkeys(KINDS, 0)
        self._files: dict[str, IO[str]] = {
            what: resources.enter_context(
                tempfile.SpooledTemporaryFile(IN_MEMORY, mode="w+", encoding="ascii")  # noqa: SIM115
            )
            for what in KINDS
        }

    def add(self, change: Change) -> None:
        """Keep a change if it is among the first."""
        self.counts[change.what] += 1
        if self._most is None or self.counts[change.what] <= self._most:
            self._files[change.what].write(json.dumps(_plain(change)) + "\n")

    def lines(self, what: str) -> Iterator[str]:
        """The changes of a kind, as JSON."""
        self._files[what].seek(0)
        for line in self._files[what]:
            yield line.rstrip("\n")

    def not_kept(self, what: str) -> int:
        """How many changes of a kind are not kept."""
        return 0 if self._most is None else max(0, self.counts[what] - self._most)


def _plain(change: Change) -> dict[str, Any]:
    made: dict[str, Any] = {"id": change.id, "event": change.label}
    for at, side in enumerate(("before", "after")):
        if change.lines[at] is not None:
            made[side] = {"line": change.lines[at], "deaths": change.deaths[at]}
    if change.columns:
        made["columns"] = change.columns
    return made


# Notes before the figures.


def _tell(version: Version) -> None:
    for fault in version.faults:
        say(f"Error: {one_line(str(fault))}")
    if others := version.unreadable - len(version.faults):
        say(f"Error: {one_line(version.name)}: {others:,} more lines cannot be read")
    if version.untold:
        give = "gives" if version.untold == 1 else "give"
        note(
            f"{version.name}: {plural(version.untold, 'row')} {give} no number of deaths; 0 is "
            "counted"
        )
    if version.nameless:
        note(
            f"{version.name}: {plural(version.nameless, 'row')} without an id, compared only with "
            "rows that are the same in every cell"
        )
    if version.repeated:
        ids = "an id stands" if version.repeated == 1 else f"{version.repeated:,} ids stand"
        note(f"{version.name}: {ids} in several rows, each of which is compared")


def _tell_columns(found: Difference) -> None:
    for one, other in ((found.before, found.after), (found.after, found.before)):
        if names := found.only_in(one, other):
            others = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            shown = ", ".join(names[:MOST_NAMED])
            note(f"columns that only {one.name} has are not compared: {shown}{others}")


# Figures.


def _text(found: Difference, lists: Lists) -> Iterator[str]:
    for version in (found.before, found.after):
        days = f", {version.first} to {version.last}" if version.first else ""
        counted = _with(version.rows, version.deaths)
        yield one_line(f"{version.name}: {counted}{days}")
    for what, one in (("came", found.came), ("went", found.went)):
        yield f"{what}: {_sum(one)}"
        yield from _listed(lists, what)
    columns = ", ".join(f"{name} {count:,}" for name, count in found.columns.most_common())
    yield one_line(
        f"changed: {_with(found.changed.rows, found.changed.deaths)} before and "
        f"{found.changed.after:,} after{f' ({columns})' if columns else ''}"
    )
    yield from _listed(lists, "changed")
    if found.restamped.rows:
        yield f"changed only in when it was written: {_sum(found.restamped)}"
    yield f"unchanged: {_sum(found.unchanged)}"
    change = sum(
        one.after - one.deaths for one in (found.changed, found.restamped, found.unchanged)
    )
    yield (
        f"{plural(found.before.rows, 'row')} - {found.went.rows:,} + {found.came.rows:,} = "
        f"{plural(found.after.rows, 'row')}; {plural(found.before.deaths, 'death')} - "
        f"{found.went.deaths:,} + {found.came.deaths:,} {'-' if change < 0 else '+'} "
        f"{abs(change):,} of changed rows = "
        f"{plural(found.after.deaths, 'death')}"
    )


def _listed(lists: Lists, what: str) -> Iterator[str]:
    for line in lists.lines(what):
        change = json.loads(line)
        deaths = [change[side]["deaths"] for side in ("before", "after") if side in change]
        said = f"{change['id'] or 'no id'} ({change['event'] or 'nothing left_out changes'}): "
        if len(set(deaths)) > 1:
            said += f"{deaths[0]:,} → {plural(deaths[1], 'death')}"
        else:
            said += plural(deaths[0], "death")
        changes = [
            f"{name} {_short(old)} → {_short(new)}"
            for name, (old, new) in change.get("columns", {}).items()
        ]
        yield "  " + one_line("; ".join([said, *changes]))
    if left_out := lists.not_kept(what):
        yield f"  … and {left_out:,} more (--all lists them)"


def _short(cell: str) -> str:
    cell = " ".join(cell.split())
    if not cell:
        return "blank"
    return cell if len(cell) <= LONGEST_SHOWN else f"{cell[: LONGEST_SHOWN - 1]}…"


def _json(found: Difference, lists: Lists) -> Iterator[str]:
    """One object, a change a line."""
    head = {
        "kind": found.kind.value if found.kind else None,
        "before": _side(found.before, found.only_in(found.before, found.after)),
        "after": _side(found.after, found.only_in(found.after, found.before)),
        "unchanged": {"rows": found.unchanged.rows, "deaths": found.unchanged.deaths},
        "restamped": {"rows": found.restamped.rows, "deaths": found.restamped.deaths},
    }
    yield json.dumps(head)[:-1] + ","
    for what, counted in (("came", found.came), ("went", found.went), ("changed", found.changed)):
        made: dict[str, Any] = {"rows": counted.rows, "deaths": counted.deaths}
        if what == "changed":
            made = {
                "rows": counted.rows,
                "deaths_before": counted.deaths,
                "deaths_after": counted.after,
                "columns": dict(found.columns.most_common()),
            }
        yield f'"{what}": {json.dumps(made)[:-1]}, "events": ['
        held: str | None = None
        for line in lists.lines(what):
            if held is not None:
                yield held + ","
            held = line
        if held is not None:
            yield held
        yield "]}" + ("," if what != "changed" else "}")


def _side(version: Version, columns_apart: list[str]) -> dict[str, Any]:
    return {
        "file": version.name,
        "rows": version.rows,
        "deaths": version.deaths,
        "first_day": version.first or None,
        "last_day": version.last or None,
        "columns_not_compared": columns_apart,
        "rows_without_id": version.nameless,
        "rows_without_deaths": version.untold,
        "ids_in_several_rows": version.repeated,
        "unreadable_lines": version.unreadable,
    }


def _sum(counted: Sum) -> str:
    return _with(counted.rows, counted.deaths)


def _with(rows: int, deaths: int) -> str:
    return f"{plural(rows, 'row')} with {plural(deaths, 'death')}"
