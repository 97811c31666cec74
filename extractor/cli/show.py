"""``extract show``: event records for people, a table each and the words they came from."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from extractor.cli import INVALID, USAGE, note_debug
from extractor.cli.columns import column_options
from extractor.cli.read_again import articles_again
from extractor.cli.streams import OutputFailed, say
from extractor.cli.tables import note, table_options
from extractor.cli.whole_file import check_target, whole_file
from extractor.errors import ArticleError, RecordError
from extractor.text.printable import one_line, plural, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extractor.records import EventRecord
    from extractor.sources.columns import Columns
    from extractor.tables import TableOptions
    from extractor.text.article import Article

__all__ = ["event_records", "show"]


@click.command("show")
@click.argument("paths", nargs=-1, metavar="[EVENTS]...")
@click.option(
    "-a",
    "--articles",
    multiple=True,
    metavar="PATH",
    help="The articles, as they were given to run: shown whole, with their evidence coloured. Can "
    "be given several times.",
)
@column_options
@table_options
@click.option(
    "--html",
    metavar="FILE",
    help="Write one self-contained page instead: list, map, timeline, articles with evidence.",
)
@click.option("-f", "--force", is_flag=True, help="Write --html anew where it exists already.")
@click.option(
    "--debug", is_flag=True, expose_value=False, callback=note_debug, help="Show tracebacks."
)
@click.pass_context
def show(
    ctx: click.Context,
    paths: tuple[str, ...],
    articles: tuple[str, ...],
    columns: Columns,
    tables: TableOptions,
    html: str | None,
    force: bool,
) -> None:
    """Show event records, as `extract run` writes them, for people.

    EVENTS are files of JSON lines, or - for standard input, which is also read when there is none.
    Without --articles each value is shown with the words it came from; with it, an article follows
    its events.

    \b
    Exit codes: 0 fine, 1 a line is no valid record (the others are shown), 2 wrong usage.
    """
    if not paths and (sys.stdin is None or sys.stdin.isatty()):
        click.echo(ctx.get_help(), err=True)
        click.echo("\nError: name a file of events, or send it to standard input", err=True)
        ctx.exit(USAGE)
    texts_given = articles_again(articles, tables, columns)
    if html is not None:
        check_target(html, force=force, inputs=[*paths, *articles])
        try:
            wrong = _write_page(paths or ("-",), texts_given, html)
        except OutputFailed as failed:
            say(f"Error: {one_line(str(failed))}")
            ctx.exit(USAGE)
        ctx.exit(INVALID if wrong else 0)
    from extractor.cli.view import QuietConsole, article_view, event_table, event_view

    console = QuietConsole()
    texts, wrong = _texts(texts_given)

    def text_of(event: EventRecord) -> str:
        return texts.get(event.source.sha256 or "", "")

    shown_events: list[EventRecord] = []  # the events shown of the article that is to follow
    found_any = False
    for entry in event_records(paths or ("-",)):
        found_any = True
        if isinstance(entry, RecordError):
            wrong = True
            say(f"Error: {one_line(str(entry))}")
            continue
        if shown_events and shown_events[0].source.sha256 != entry.source.sha256:
            console.print(article_view(shown_events, text_of(shown_events[0])))
            shown_events = []
        if text_of(entry):
            console.print(event_table(entry))
            shown_events.append(entry)
        else:
            if entry.source.article_id in texts:
                say(f"Note: the text of {one_line(entry.source.article_id)} is not the one read")
            console.print(event_view(entry))
    if shown_events:
        console.print(article_view(shown_events, text_of(shown_events[0])))
    if not found_any:
        note("there are no records")
    ctx.exit(INVALID if wrong else 0)


def _write_page(
    paths: tuple[str, ...], articles: Iterable[Article | ArticleError], target: str
) -> bool:
    """Write the page, whole or not at all; returns whether anything could not be read."""
    from extractor.review.report import report_page
    from extractor.text.article import Article

    records: list[EventRecord] = []
    texts: list[Article] = []
    wrong = False
    for found in chain(articles, event_records(paths)):
        if isinstance(found, (ArticleError, RecordError)):
            wrong = True
            say(f"Error: {one_line(str(found))}")
        elif isinstance(found, Article):
            texts.append(found)
        else:
            records.append(found)
    title = "Event records" if paths == ("-",) else ", ".join(Path(path).name for path in paths)
    page = report_page(records, texts, title=printable(title)).encode("utf-8")
    with whole_file(target) as stream:
        stream.write(page)
    if target != "-":
        say(f"{one_line(target)}: {plural(len(records), 'event')}, {len(page) / 1e6:.1f} MB")
    return wrong


def _texts(articles: Iterable[Article | ArticleError]) -> tuple[dict[str, str], bool]:
    """The articles' texts by SHA-256 and by id, and whether any of them could not be read."""
    texts: dict[str, str] = {}
    wrong = False
    for article in articles:
        if isinstance(article, ArticleError):
            wrong = True
            say(f"Error: {one_line(str(article))}")
        else:
            texts[article.sha256] = texts[article.key] = article.text
    return texts, wrong


def event_records(paths: tuple[str, ...]) -> Iterator[EventRecord | RecordError]:
    """The records of these files in order (``-`` is standard input); an invalid line is returned as
    an error, in its place."""
    from extractor.errors import reason_of

    for path in paths:
        if path == "-":
            if sys.stdin is None:
                yield RecordError("standard input: it is closed")
                continue
            yield from _lines(sys.stdin.buffer, "standard input")
            continue
        try:
            with open(path, "rb") as stream:  # noqa: PTH123 - "" has to fail, not be the folder
                table = _table_of(path, stream.peek(1))
                if table:
                    yield RecordError(table)
                else:
                    yield from _lines(stream, path)
        except OSError as error:
            yield RecordError(f"{path}: {reason_of(error)}")


def _table_of(path: str, begins: bytes) -> str:
    """What to do with a file of rows where records are expected; empty if it is none."""
    from extractor.tables.opening import NAMES, form_of_name

    form = form_of_name(path)
    if form in (None, "json", "jsonl") or begins[:1] in (b"", b"{"):
        return ""
    said = f"{path}: {NAMES[form]}, not lines of event records; extract merge FILE -o "
    return f"{said}events.jsonl makes them of rows of ACLED or UCDP"


def _lines(stream: BinaryIO, name: str) -> Iterator[EventRecord | RecordError]:
    from extractor.records import EventRecord
    from extractor.sources.text import other_format

    for number, raw in enumerate(stream, start=1):
        if number == 1 and (other := other_format(raw, "lines of event records")):
            yield RecordError(f"{name}: {other}")
            return
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not line.strip():
            continue
        try:
            yield EventRecord.from_json(line.decode("utf-8"))
        except UnicodeDecodeError:
            yield RecordError(f"{name}:{number}: not UTF-8")
        except RecordError as error:
            yield RecordError(f"{name}:{number}: {error}")
