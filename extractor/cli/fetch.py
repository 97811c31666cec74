"""``extract fetch``: rows of ACLED and UCDP from their own servers."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from extractor.cli import INTERRUPTED, SOME_FAILED, USAGE, debugging, note_debug
from extractor.cli.streams import say
from extractor.errors import FetchError
from extractor.text.printable import one_line

if TYPE_CHECKING:
    from extractor.fetch.query import Query
    from extractor.fetch.saving import Fetched

__all__ = ["fetch"]

Command = TypeVar("Command", bound=Callable[..., Any])


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date; write it as 2024-05-14") from None


def _filters(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for value in values:
        name, sign, wanted = value.partition("=")
        if not sign or not name or name.startswith("_") or name in ("limit", "page"):
            raise click.BadParameter(f"{value!r} is no filter; write NAME=VALUE, admin1=Borno")
        found[name] = wanted
    return found


def _shared(command: Command) -> Command:
    """The options that both servers' commands have."""
    decorated: Any = command
    for option in (
        click.option(
            "--debug",
            is_flag=True,
            expose_value=False,
            callback=note_debug,
            help="Show tracebacks.",
        ),
        click.option("--base-url", metavar="URL", help="Another address of the server."),
        click.option("-f", "--force", is_flag=True, help="Write FILE anew if it exists."),
        click.option("--resume", is_flag=True, help="Go on with a fetch that was interrupted."),
        click.option("--to", "last", callback=_day, metavar="DATE", help="Events up to this day."),
        click.option("--from", "first", callback=_day, metavar="DATE", help="From this day on."),
        click.option(
            "-o",
            "--output",
            required=True,
            metavar="FILE",
            help="Where to write: .csv, or .jsonl with the values as the server gives them.",
        ),
    ):
        decorated = option(decorated)
    return decorated  # type: ignore[no-any-return]


@click.group("fetch")
def fetch() -> None:
    """Rows of ACLED or UCDP from their own servers, with your own key, which is read from the
    environment and sent to that server alone.

    Beside FILE stands FILE.fetch.json: what was asked, on which day, how far it came.

    \b
    Exit codes: 0 all rows are there, 2 refused or wrong usage, 3 broken off or not all rows came
    (--resume goes on), 130 interrupted.
    """


@fetch.command("acled")
@_shared
@click.option("--country", "countries", multiple=True, metavar="NAME", help="Can be repeated.")
@click.option("--event-type", "event_types", multiple=True, metavar="NAME", help="Can be repeated.")
@click.option(
    "--since",
    callback=_day,
    metavar="DATE",
    help="Only what was added, changed (with --deleted: deleted) since that day.",
)
@click.option(
    "--deleted", is_flag=True, help="The ids of deleted events, for `extract load --deleted`."
)
@click.option(
    "--where",
    multiple=True,
    callback=_filters,
    metavar="NAME=VALUE",
    help="Another filter of the API: admin1=Borno. Can be repeated.",
)
@click.pass_context
def acled(ctx: click.Context, /, output: str, base_url: str | None, **given: Any) -> None:
    """Events of ACLED: needs ACLED_EMAIL and ACLED_PASSWORD of a myACLED account in the environment
    (or ACLED_ACCESS_TOKEN, which holds a day).

    \b
    Example: extract fetch acled --country Nigeria --from 2024-01-01 -o nigeria.csv
    """
    from extractor.fetch.acled import BASE_URL, AcledQuery

    _check_days(given)
    resume, force = given.pop("resume"), given.pop("force")
    if given["deleted"] and (given["countries"] or given["event_types"] or given["first"]):
        raise click.UsageError("--deleted goes with --since and --where alone")
    _run(
        ctx,
        lambda: AcledQuery(_client(base_url or BASE_URL), os.environ, **given),
        output,
        resume=resume,
        force=force,
    )


@fetch.command("ucdp")
@_shared
@click.option(
    "--release",
    required=True,
    metavar="NUMBER",
    help="Which release: 25.1 of a year, 26.0.7 of a month's candidates.",
)
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="NUMBER",
    help="By Gleditsch and Ward's number, 475 is Nigeria. Can be repeated.",
)
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice(["1", "2", "3"]),
    help="Type of violence: 1 state-based, 2 non-state, 3 one-sided. Can be repeated.",
)
@click.pass_context
def ucdp(ctx: click.Context, /, output: str, base_url: str | None, **given: Any) -> None:
    """Events of UCDP's Georeferenced Event Dataset: needs UCDP_ACCESS_TOKEN in the environment.

    \b
    Example: extract fetch ucdp --release 25.1 --country 475 -o nigeria.csv
    """
    from extractor.fetch.ucdp import BASE_URL, UcdpQuery

    _check_days(given)
    if not all(part.isdecimal() for part in given["release"].split(".")):
        raise click.UsageError(f"{given['release']!r} is no release; write 25.1 or 26.0.7")
    if not all(number.isdecimal() for number in given["countries"]):
        raise click.UsageError("--country takes a number here: 475 is Nigeria")
    resume, force = given.pop("resume"), given.pop("force")
    _run(
        ctx,
        lambda: UcdpQuery(_client(base_url or BASE_URL), os.environ, **given),
        output,
        resume=resume,
        force=force,
    )


def _check_days(given: dict[str, Any]) -> None:
    if given["first"] and given["last"] and given["first"] > given["last"]:
        raise click.UsageError("--from is after --to")


def _client(base_url: str) -> Any:
    from extractor.fetch.client import Client

    return Client(base_url, note=lambda line: say(f"Note: {one_line(line)}"))


def _run(
    ctx: click.Context, query_of: Callable[[], Query], output: str, *, resume: bool, force: bool
) -> None:
    from extractor.cli.whole_file import check_target
    from extractor.fetch.saving import fetch as fetch_into

    if resume and force:
        raise click.UsageError("--resume goes on, --force begins anew: give one of them")
    check_target(output, force=force or resume, inputs=())
    target = Path(output)
    came = False

    def tell(done: Fetched) -> None:
        nonlocal came
        came = True
        of = f" of {done.total:,}" if done.total is not None else ""
        say(f"{one_line(output)}: {done.rows:,} rows{of}")

    try:
        query = query_of()
        say(f"Note: {query.terms}")
        done = fetch_into(query, target, resume=resume, tell=tell)
    except FetchError as error:
        if debugging(ctx):
            raise
        hint = "; --resume goes on with what has come" if came or resume else ""
        say(f"Error: {one_line(str(error))}{hint}")
        ctx.exit(SOME_FAILED if came or not error.refused else USAGE)
    except KeyboardInterrupt:
        say("interrupted; --resume goes on with what has come")
        ctx.exit(INTERRUPTED)
    twice = f", {done.twice:,} came twice" if done.twice else ""
    remarks = query.remarks(done.rows, done.total)
    if done.lacking:
        remarks.append(f"{done.lacking:,} rows lack columns that the first had: blank cells")
    for remark in remarks:
        say(f"Note: {one_line(remark)}")
    say(f"{one_line(output)}: all {done.rows:,} rows{twice}" if done.rows else "no row fits")
    short = query.source == "acled" and done.total is not None and done.rows < done.total
    ctx.exit(SOME_FAILED if short else 0)
