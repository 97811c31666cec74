"""``extract review``: read records beside their articles in the browser, mend them, decide."""

from __future__ import annotations

import contextlib
import getpass
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli import INVALID, USAGE, note_debug
from extractor.cli.columns import column_options
from extractor.cli.option_checks import fields_at
from extractor.cli.read_again import articles_again
from extractor.cli.review_team import TeamOptions, TeamRun, review_in_team, team_options
from extractor.cli.streams import say
from extractor.cli.tables import table_options
from extractor.errors import ArticleError, RecordError, ReviewError
from extractor.installing import install_extra
from extractor.text.printable import one_line, plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.records import EventRecord
    from extractor.review.out import Only, Written
    from extractor.review.session import Session
    from extractor.sources.columns import Columns
    from extractor.tables import TableOptions
    from extractor.text.article import Article

__all__ = ["review"]

NEEDED = ("fastapi", "jinja2", "uvicorn")


@click.command("review")
@click.argument("events", metavar="EVENTS")
@click.option(
    "-a",
    "--articles",
    multiple=True,
    metavar="FILE",
    help="The articles, to read beside the records. Can be given several times.",
)
@column_options
@table_options
@click.option(
    "--coder",
    metavar="NAME",
    envvar="EXTRACT_CODER",
    help="Who decides; each coder has a journal. Default: the user's name.",
)
@team_options
@click.option(
    "--fields",
    callback=fields_at,
    metavar="FILE",
    help="Your own fields, as `extract run --fields` has them: each record can be given their "
    "values, chosen from the file's lists.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write the reviewed records here at the end: .jsonl, .csv (ACLED) or .xlsx.",
)
@click.option(
    "--only",
    type=click.Choice(["accepted", "kept", "all"]),
    help="What -o gets: the accepted records alone, all but the rejected (the default), or all "
    "with their status.",
)
@click.option(
    "--journal",
    metavar="FILE",
    help="Where decisions are kept. Default: beside EVENTS, as EVENTS.NAME.journal.jsonl.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Default: 8765, or a free one if it is taken."
)
@click.option(
    "--write-only", is_flag=True, help="Write -o from the journal and end, without the page."
)
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option("-f", "--force", is_flag=True, help="Write -o anew where it exists already.")
@click.option(
    "--debug", is_flag=True, expose_value=False, callback=note_debug, help="Show tracebacks."
)
@click.pass_context
def review(
    ctx: click.Context,
    events: str,
    articles: tuple[str, ...],
    columns: Columns,
    tables: TableOptions,
    coder: str | None,
    team: TeamOptions,
    fields: str | None,
    output: str | None,
    only: Only | None,
    journal: str | None,
    port: int | None,
    write_only: bool,
    no_open: bool,
    force: bool,
) -> None:
    """Review EVENTS, as `extract run` writes them, in the browser.

    The page is served on this machine only, to whoever has the address that is printed. Every
    decision is in the journal at once; ending (Ctrl-C) and beginning again goes on where it was.

    \b
    Exit codes: 0 fine, 1 lines of EVENTS are no valid records (the others are reviewed),
    2 wrong usage.
    """
    if events == "-":
        raise click.UsageError("EVENTS is a file: its journal stands beside it")
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        _stop(ctx, f"the review page needs {missing[0]}: {install_extra('review')}")
    from extractor.custom_fields import read_fields
    from extractor.review.journal import Journal
    from extractor.review.server import listen, serve
    from extractor.review.session import Session

    if write_only and output is None:
        raise click.UsageError("--write-only needs -o FILE")
    if only and output is None:
        raise click.UsageError("--only needs -o FILE")
    # EXTRACT_CODER may be set for the reviews that somebody makes alone.
    named = ctx.get_parameter_source("coder") is click.core.ParameterSource.COMMANDLINE
    team.check(coder=coder if named else None, journal=journal)
    who = _coder(coder)
    target = _output(output, [events, *articles])
    records, wrong = _records(events)
    texts = _articles(articles, columns, tables)
    own_fields = read_fields(fields) if fields else ()
    kept = (
        Path(journal) if journal else Path(f"{events.removesuffix('.jsonl')}.{who}.journal.jsonl")
    )
    if any(_same(kept, path) for path in [events, *articles, *([output] if output else [])]):
        raise click.UsageError(f"--journal {kept} is another of the files named")
    try:
        if team.file:
            review_in_team(
                team,
                TeamRun(
                    events,
                    records,
                    texts,
                    target,
                    own_fields,
                    only,
                    port,
                    write_only,
                    lambda begun: _may_write(target, force=force or begun),
                    lambda done, which: _written(target, done, which),
                ),
            )
            ctx.exit(INVALID if wrong else 0)
        opened = Journal(kept)
        try:
            session = Session(records, texts, opened, who, fields=own_fields)
            session.only = only or session.only
            _may_write(target, force=force or len(opened) > 0)
            _greet(session, wrong)
            if not write_only:
                with (
                    contextlib.closing(listen(port)) as listener,
                    contextlib.suppress(KeyboardInterrupt),  # Ctrl-C is how a review ends
                ):
                    name = Path(events).name
                    serve(session, listener, output=target, name=name, ready=_opener(not no_open))
            _end(session, target)
        finally:
            opened.close()
    except ReviewError as error:
        _stop(ctx, str(error))
    ctx.exit(INVALID if wrong else 0)


def _stop(ctx: click.Context, message: str) -> None:
    say(f"Error: {one_line(message)}")
    ctx.exit(USAGE)


def _coder(given: str | None) -> str:
    from extractor.review.team import can_name_a_file

    try:
        who = given or getpass.getuser()
    except (OSError, KeyError):  # a container's user without a name
        who = "coder"
    if not can_name_a_file(who):
        raise click.UsageError(
            f"--coder {one_line(who)!r}: letters, digits and . _ - @ only, as it names a file"
        )
    return who


def _output(given: str | None, inputs: list[str]) -> Path | None:
    if given is None:
        return None
    path = Path(given)
    if any(_same(path, name) for name in inputs):
        raise click.UsageError(f"{given} is read and cannot be written at the same time")
    if path.is_dir():
        raise click.UsageError(f"{given} is a directory")
    if not path.absolute().parent.is_dir():
        raise click.UsageError(f"{given}: there is no such directory")
    return path


def _may_write(path: Path | None, *, force: bool) -> None:
    """Refuse to overwrite a file, unless an earlier session of this review wrote it."""
    from extractor.review.out import format_of

    if path is None:
        return
    format_of(path)  # refuses an ending that is not written before there is anything to lose
    if path.exists() and not force:
        raise ReviewError(f"{path} exists already; --force writes it anew")


def _same(path: Path, name: str) -> bool:
    try:
        return path.absolute() == Path(name).absolute() or path.samefile(name)
    except OSError:
        return False


def _records(path: str) -> tuple[list[EventRecord], int]:
    """The records, each once, and how many lines are invalid."""
    from extractor.cli.show import event_records
    from extractor.errors import reason_of

    try:
        with Path(path).open("rb"):
            pass
    except OSError as error:
        raise click.UsageError(f"{one_line(path)}: {reason_of(error)}") from None
    records: dict[str, EventRecord] = {}
    wrong = twice = 0
    for entry in event_records((path,)):
        if isinstance(entry, RecordError):
            wrong += 1
            say(f"Error: {one_line(str(entry))}")
        elif records.setdefault(entry.id, entry) != entry:
            raise click.UsageError(f"{path}: two different events have the id {one_line(entry.id)}")
        elif records[entry.id] is not entry:
            twice += 1
    if wrong and not records:
        raise click.UsageError(f"{one_line(path)}: no event record in it")
    if twice:
        said = "line says" if twice == 1 else "lines say"
        say(f"Note: {twice:,} {said} again what an earlier one says; each event is shown once")
    return list(records.values()), wrong


def _articles(paths: tuple[str, ...], columns: Columns, tables: TableOptions) -> list[Article]:
    found: list[Article] = []
    for article in articles_again(paths, tables, columns):
        if isinstance(article, ArticleError):
            say(f"Error: {one_line(str(article))}")
        else:
            found.append(article)
    return found


def _greet(session: Session, wrong: int) -> None:
    opened = session.journal
    if opened.mended_tail:
        say(f"Note: {opened.path} ended in half a line, which was never a decision; cut off")
    if session.strangers:
        say(f"Note: {session.strangers} decisions are about events that are not in the file")
    if wrong:
        say(f"Note: {plural(wrong, 'line')} left out of the review, and of -o")
    if session.articles and len(session) and not session.at_hand:
        say("Note: none of the articles is one that these events were read in")


def _opener(browser: bool) -> Callable[[str], None]:
    def ready(address: str) -> None:
        say(f"Review: {address}")
        say("Ctrl-C ends it; every decision is kept at once")
        if browser:
            import webbrowser

            webbrowser.open(address)

    return ready


def _end(session: Session, target: Path | None) -> None:
    counts = session.counts()
    say(", ".join(f"{number} {status}" for status, number in counts.items()))
    if len(session.journal):
        say(f"Decisions: {session.journal.path} ({len(session.journal)})")
    if target is not None:
        _written(target, session.save(target), session.only)


def _written(target: Path | None, done: Written, only: Only) -> None:
    from extractor.review.out import omissions

    what = {"accepted": "accepted only", "kept": "without those rejected", "all": "all"}
    say(f"Records: {target} ({done.records}, {what[only]})")
    if left := omissions(done):
        say(f"Note: {one_line(left)}")
