"""``extract score``: records against gold records, or two coders against each other."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli import INVALID, note_debug
from extractor.cli.read_again import articles_again
from extractor.cli.streams import say
from extractor.cli.tables import table_options
from extractor.errors import ArticleError, ReviewError, TableError
from extractor.text.printable import one_line, plural

if TYPE_CHECKING:
    from rich.table import Table

    from extractor.records import EventRecord
    from extractor.score.agreement import Agreement
    from extractor.score.clean import Clean
    from extractor.score.draws import Interval
    from extractor.score.figures import Summary
    from extractor.tables import TableOptions

__all__ = ["score"]

WIDE = 100  # columns of a terminal that shows all figures
MOST_SAID = 10  # rows that are no records and are named one by one


@click.command("score")
@click.argument("gold")
@click.argument("predicted")
@click.option(
    "-a",
    "--articles",
    multiple=True,
    metavar="FILE",
    help="All articles: those without a gold event count then too, and with --html they are shown "
    "beside their disagreements. Can be given several times.",
)
@table_options
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--html", metavar="FILE", help="Write a page with every disagreement.")
@click.option("--agreement", is_flag=True, help="Two coders: Krippendorff's alpha of each field.")
@click.option(
    "--resamples",
    type=click.IntRange(0, 100_000),
    default=1000,
    show_default=True,
    metavar="N",
    help="Draws of articles for the intervals; 0 for none.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Of those draws.")
@click.option("-f", "--force", is_flag=True, help="Write the page anew if it exists.")
@click.option(
    "--debug", is_flag=True, expose_value=False, callback=note_debug, help="Show tracebacks."
)
@click.pass_context
def score(
    ctx: click.Context, /, gold: str, predicted: str, tables: TableOptions, **options: object
) -> None:
    """Score PREDICTED records against GOLD ones.

    Both are files of event records, as `extract` writes them, or of hand-coded ACLED rows (CSV,
    XLSX, Parquet). Records a coder has rejected in `extract review` count as not there. Events are
    paired by best total match within an article; where the files share no article, by day,
    place and type. docs/evaluation.md defines every figure.

    \b
    Exit codes: 0 fine, 1 a line is no valid record (the others are scored), 2 wrong usage.
    """
    from extractor.cli.whole_file import check_target, whole_file
    from extractor.score.agreement import agreement
    from extractor.score.alignment import align
    from extractor.score.figures import summary

    articles: tuple[str, ...] = tuple(options["articles"])  # type: ignore[arg-type]
    texts, identities, wrong = _texts(articles, tables)
    if options["html"]:
        check_target(
            str(options["html"]), force=bool(options["force"]), inputs=(gold, predicted, *articles)
        )
    sides, bad = _sides(gold, predicted, tables, agreement=bool(options["agreement"]))
    wrong = wrong or bad
    for side, path in zip(sides, (gold, predicted), strict=True):
        if not side:
            say(f"Note: {one_line(path)} holds no records")
    units = align(sides[0], sides[1], identities)
    resamples, seed = int(str(options["resamples"])), int(str(options["seed"]))
    found = summary(units, resamples=resamples, seed=seed)
    coders = agreement(units, resamples=resamples, seed=seed) if options["agreement"] else None
    if options["html"]:
        from extractor.score.page import page

        title = f"{Path(predicted).name} against {Path(gold).name}"
        with whole_file(str(options["html"])) as file:
            for piece in page(title, found, units, texts):
                file.write(piece.encode())
    if options["as_json"]:
        value = found.plain() | ({"agreement": _plain(coders)} if coders else {})
        click.echo(json.dumps(value, indent=2))
    else:
        _print(found, coders)
    ctx.exit(INVALID if wrong else 0)


def _sides(
    gold: str, predicted: str, tables: TableOptions, *, agreement: bool
) -> tuple[list[list[EventRecord]], bool]:
    """The records of both files, and whether any row was invalid. For two coders' journals: what
    each made of the events that either decided on."""
    from extractor.review.journals import is_journal, sides_of
    from extractor.tables.opening import for_file

    journals = [is_journal(path) for path in (gold, predicted)]
    if agreement and all(journals):
        try:
            return list(sides_of(gold, predicted)), False
        except ReviewError as error:
            raise click.UsageError(one_line(str(error))) from None
    if any(journals):
        path = gold if journals[0] else predicted
        raise click.UsageError(
            f"{path} is a journal of extract review: two of them with --agreement, "
            "or the file that its -o wrote"
        )
    sides, wrong = [], False
    for path in (gold, predicted):
        given = for_file(tables, path, (gold, predicted))
        records, bad = _records(path, given, gold=agreement or path == gold)
        wrong = wrong or bad
        sides.append(records)
    return sides, wrong


def _texts(
    paths: Iterable[str], tables: TableOptions
) -> tuple[dict[str, str], list[tuple[str, str]], bool]:
    """The articles' texts by SHA-256 and by id, the pairs of both, and whether any could not be
    read."""
    texts: dict[str, str] = {}
    by_hash: list[tuple[str, str]] = []
    wrong = False
    # A named sheet is one of records, and so are lines to skip.
    tables = replace(tables, sheet=None, skip_lines=0)
    for article in articles_again(tuple(paths), tables):
        if isinstance(article, ArticleError):
            wrong = True
            say(f"Error: {one_line(str(article))}")
        else:
            texts[article.sha256] = texts[article.key] = article.text
            by_hash.append((article.key, article.sha256))
    return texts, by_hash, wrong


def _records(path: str, tables: TableOptions, *, gold: bool) -> tuple[list[EventRecord], bool]:
    """The records of a file that nobody has rejected, and whether any row was invalid. Gold records
    may list other accepted values."""
    from extractor.convert.reading import read_records
    from extractor.score.gold import GoldRecord

    records: list[EventRecord] = []
    bad = rejected = 0
    with contextlib.suppress(OSError):
        if Path(path).is_file() and not Path(path).stat().st_size:
            return records, False  # what `extract` writes when it finds nothing
    try:
        for found in read_records([path], tables=tables, made=GoldRecord if gold else None):
            if found.record is None:
                bad += 1
                if bad <= MOST_SAID:
                    say(f"Error: {one_line(f'{found.where}: {found.error}')}")
            elif found.record.review and found.record.review.status.value == "rejected":
                rejected += 1
            else:
                records.append(found.record)
    except TableError as error:
        raise click.UsageError(one_line(str(error))) from None
    if rejected:
        say(f"Note: {path}: {plural(rejected, 'rejected record')} left out")
    if bad > MOST_SAID:
        say(f"Error: {path}: {bad - MOST_SAID} more rows are no records")
    return records, bool(bad)


def _plain(coders: list[Agreement]) -> dict[str, object]:
    return {one.name: one.plain() for one in coders}


def _print(found: Summary, coders: list[Agreement] | None) -> None:
    from extractor.cli.view import QuietConsole

    console = QuietConsole()
    console.print(_figures_table(found, wide=console.width >= WIDE))
    if coders is not None:
        console.print(_agreement_table(coders))
    console.print(_clean_line(found.clean))
    if found.clean.without_event:
        silent = found.clean
        console.print(
            f"articles without an event that got one: {silent.coded} of {silent.without_event} "
            f"({_between(silent.of_silent)})"
        )
    if found.optional:
        console.print(f"{found.optional} records of optional events count neither way")
    console.print(
        f"{found.gold} gold and {found.given} predicted events in {found.units} articles or "
        f"rows; {found.aligned} aligned"
    )
    empty = [one.field.title for one in found.figures if not one.counts.support]
    if empty:
        console.print(f"the gold has no: {'; '.join(empty)}")
    if found.inexact:
        console.print(f"{found.inexact} articles too large to align exactly: best pairs first")


def _clean_line(clean: Clean) -> str:
    count = clean.counts
    return (
        f"clean (type, days, place and deaths right): {count.right} of {count.given} records, "
        f"{_share(count.precision)} ({_between(clean.of_records)}); of {count.support} gold "
        f"events, {_share(count.recall)} ({_between(clean.of_gold)})"
    )


def _table(title: str, *columns: str) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    table.add_column("field", no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _figures_table(found: Summary, *, wide: bool) -> Table:
    wide_columns = ("95 %", "macro F1") if wide else ()
    table = _table(
        "P, R, F1 over all events, right: of aligned ones; 95 % by bootstrap",
        *("P", "R", "F1", "95 %", "right", *wide_columns, "gold", "pred."),
    )
    for one in found.figures:
        count = one.counts
        if not count.given + count.support:
            continue
        extra = (_between(one.right_interval), _share(one.macro_f1 if count.support else None))
        table.add_row(
            one.field.title,
            _share(count.precision if count.given else None),
            _share(count.recall if count.support else None),
            _share(count.f1 if count.support else None),
            _between(one.f1_interval if count.support else None),
            _share(one.right) if one.field.single else "",
            *(extra if wide else ()),
            str(count.support),
            str(count.given),
        )
    micro = found.micro
    table.add_section()
    table.add_row(
        "all fields, micro",
        *(_share(micro.precision), _share(micro.recall), _share(micro.f1)),
        *([""] * (len(wide_columns) + 2)),
        *(str(micro.support), str(micro.given)),
    )
    table.add_row("all fields, macro", "", "", _share(found.macro_f1))
    return table


def _agreement_table(coders: list[Agreement]) -> Table:
    title = "Krippendorff's alpha over the events that both have"
    table = _table(title, "alpha", "95 %", "the same", "events")
    for one in coders:
        if one.events:
            table.add_row(
                one.title,
                f"{one.alpha:.3f}",
                _between(one.interval),
                _share(one.same),
                str(one.events),
            )
    return table


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _between(bounds: Interval | None) -> str:
    return "" if bounds is None else f"{bounds[0]:.2f}–{bounds[1]:.2f}"
