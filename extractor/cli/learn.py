"""``extract learn``: what coders mended, as lessons for the next run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli import INVALID, note_debug
from extractor.cli.columns import column_options
from extractor.cli.read_again import articles_again
from extractor.cli.streams import say
from extractor.cli.tables import table_options
from extractor.errors import ArticleError, RecordError, ReviewError, UserFileError
from extractor.text.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.learn import Learned, Reviewed
    from extractor.lessons.lesson import Lesson, Lessons
    from extractor.records import EventRecord
    from extractor.sources.columns import Columns
    from extractor.tables import TableOptions
    from extractor.text.article import Article

__all__ = ["learn", "lessons_at"]

MOST_SAID = 20


@click.command("learn")
@click.argument("reviewed", nargs=-1, required=True, metavar="REVIEWED...")
@click.option("-o", "--output", metavar="FILE", help="Write the lessons there.")
@click.option("--report", is_flag=True, help="Print which values they would have changed.")
@click.option(
    "--lessons", metavar="FILE", help="Report on the lessons of this file; none are learned."
)
@click.option(
    "--before",
    multiple=True,
    metavar="FILE",
    help="The events as they were before the review; a journal knows by itself.",
)
@click.option(
    "-a",
    "--articles",
    multiple=True,
    metavar="FILE",
    help="The articles, for examples: sentences of which coders said another type.",
)
@column_options
@table_options
@click.option(
    "-f",
    "--force",
    is_flag=True,
    help="Write FILE anew if it exists; lessons with `apply = false` in it stay turned off.",
)
@click.option(
    "--debug", is_flag=True, expose_value=False, callback=note_debug, help="Show tracebacks."
)
@click.pass_context
def learn(
    ctx: click.Context,
    /,
    reviewed: tuple[str, ...],
    output: str | None,
    report: bool,
    lessons: str | None,
    before: tuple[str, ...],
    articles: tuple[str, ...],
    columns: Columns,
    tables: TableOptions,
    force: bool,
) -> None:
    """Learn from REVIEWED what `extract run --lessons FILE` is to do next time.

    REVIEWED are journals of `extract review`, or the records it writes. Names that a coder gave
    another meaning become lessons: an actor's words, a place's words; with --articles sentences
    too. Each stands in FILE with where it came from; delete what is not to be applied.

    \b
    Exit codes: 0 fine, 1 lines of REVIEWED are no valid records, 2 wrong usage.
    """
    from extractor.cli.whole_file import check_target, whole_file
    from extractor.learn import learn as learned_from
    from extractor.lessons.file import lessons_text

    if lessons and output:
        raise click.UsageError("--lessons reports on a file, -o writes one; give one of them")
    if not (output or report or lessons):
        raise click.UsageError("-o FILE keeps the lessons, --report shows their effect; give one")
    off = None
    if output:
        check_target(output, force=force, inputs=[*reviewed, *before, *articles])
        off = lessons_at(output) if output != "-" and Path(output).is_file() else None
    texts, wrong = _articles(articles, columns, tables)
    entries, bad = _reviewed(reviewed, before, texts)
    if lessons:
        used = lessons_at(lessons)
    else:
        made = learned_from(entries)
        used = _turned_off(made.lessons, off) if off else made.lessons
        _tell(made, used)
    if output:
        with whole_file(output) as stream:
            stream.write(lessons_text(used).encode("utf-8"))
    if report or lessons:
        _report(used, entries)
    ctx.exit(INVALID if wrong or bad else 0)


def lessons_at(path: str) -> Lessons:
    """The lessons of a file, with a note for each contradicted one. Raises a usage error if the
    file is invalid."""
    from extractor.lessons.file import contradictions, read_lessons

    try:
        found = read_lessons(path)
    except UserFileError as error:
        raise click.UsageError(one_line(str(error))) from None
    for line in contradictions(found):
        say(f"Note: {one_line(f'{path}: {line}: not applied')}")
    return found


def _articles(
    paths: tuple[str, ...], columns: Columns, tables: TableOptions
) -> tuple[dict[str, Article], bool]:
    """The articles by the hash of their text, and whether any could not be read."""
    found: dict[str, Article] = {}
    wrong = False
    for article in articles_again(paths, tables, columns):
        if isinstance(article, ArticleError):
            wrong = True
            say(f"Error: {one_line(str(article))}")
        else:
            found[article.sha256] = article
    return found, wrong


def _reviewed(
    paths: tuple[str, ...], before: tuple[str, ...], articles: dict[str, Article]
) -> tuple[list[Reviewed], bool]:
    """The records of journals and files, each with the record it was before review and its
    article."""
    from extractor.cli.show import event_records
    from extractor.learn import Reviewed
    from extractor.review.journals import decided_in, is_journal

    wrong = False

    def records(names: Iterable[str]) -> Iterable[EventRecord]:
        nonlocal wrong
        for entry in event_records(tuple(names)):
            if isinstance(entry, RecordError):
                wrong = True
                say(f"Error: {one_line(str(entry))}")
            else:
                yield entry

    def whole(after: EventRecord, earlier: EventRecord | None) -> Reviewed:
        return Reviewed(after, earlier, articles.get(after.source.sha256 or ""))

    by_id = {one.id: one for one in records(before)}
    entries: list[Reviewed] = []
    for path in paths:
        if is_journal(path):
            try:
                decided = decided_in(path)
            except ReviewError as error:
                raise click.UsageError(one_line(str(error))) from None
            entries += [whole(after, earlier) for earlier, after in decided]
        else:
            entries += [whole(one, by_id.get(one.id)) for one in records([path])]
    return entries, wrong


def _turned_off(made: Lessons, old: Lessons) -> Lessons:
    """The new lessons; those that the user turned off in the old file stay so."""
    off = {_identity(one) for one in old.every if not one.apply}

    def kept(lesson: Lesson) -> bool:
        return _identity(lesson) not in off

    return replace(
        made,
        actors=tuple(replace(one, apply=kept(one)) for one in made.actors),
        places=tuple(replace(one, apply=kept(one)) for one in made.places),
        examples=tuple(replace(one, apply=kept(one)) for one in made.examples),
    )


def _identity(lesson: Lesson) -> tuple[object, ...]:
    names = ("name", "kind", "country", "latitude", "longitude", "sub_event_type")
    return (lesson.key, *(getattr(lesson, name, None) for name in names))


def _tell(made: Learned, used: Lessons) -> None:
    """Report on standard error what was learned and what was not."""
    off = sum(not one.apply for one in used.every)
    counts = [
        f"{len(used.actors)} actors",
        f"{len(used.places)} places",
        f"{len(used.examples)} examples",
    ]
    turned = f"; {off} of them turned off" if off else ""
    say(f"Lessons: {', '.join(counts)}{turned}")
    for one in used.undecided:
        where = f" in {one.country}" if one.country else ""
        words = f"{one.what} “{one.words[:80]}”{where}: {' or '.join(one.choices)}"
        say(f"Note: not applied, coders differ: {one_line(words)}")
    for skipped in made.skipped[:MOST_SAID]:
        say(f"Note: not learned: {one_line(f'“{skipped.words}”: {skipped.why}')}")
    if len(made.skipped) > MOST_SAID:
        say(f"Note: {len(made.skipped) - MOST_SAID} more not learned")
    if made.without_article:
        say(
            f"Note: {made.without_article} decisions about types have no article, so no example; "
            "name the articles with -a"
        )


def _report(lessons: Lessons, entries: list[Reviewed]) -> None:
    from extractor.learn import report_of

    for line in report_of(lessons, entries).lines():
        click.echo(one_line_but_indent(line))


def one_line_but_indent(line: str) -> str:
    """The line as it can be printed, its indent kept."""
    indent = len(line) - len(line.lstrip(" "))
    return " " * indent + one_line(line)
