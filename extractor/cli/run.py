"""``extract run``: articles in, a JSON line for each event out."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from extractor.cli import COMMANDS, SOME_FAILED, USAGE, debugging, files
from extractor.cli.help_groups import GroupedCommand
from extractor.cli.option_sets import (
    batch_options,
    model_options,
    output_options,
    saying_options,
    source_options,
)
from extractor.cli.options import Options

__all__ = ["run"]


@click.command("run", cls=GroupedCommand)
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=files)
@source_options
@output_options
@model_options
@batch_options
@saying_options
@click.pass_context
def run(ctx: click.Context, /, **given: Any) -> None:
    """Read articles and write one JSON object a line, one event each.

    PATH is a file, a folder, a pattern, or - for standard input, which is also read when there is
    no PATH: text, web pages, PDF, Word, RTF, OpenDocument, EPUB, e-mail, feeds, WARC, or a table
    (.jsonl, .json, .csv, .parquet, .xlsx, .ods) with an article a row in columns named text, id,
    title, published, publisher, url or as the --…-column options say; .gz and .zst too. --published
    and --publisher say what the articles do not say themselves.

    \b
    Exit codes: 0 fine, 2 wrong usage, no model, or another run is writing the output, 3 some
    articles failed or are left undone, 130 interrupted.
    """
    options = Options(**given)
    if options.resume and options.force:
        raise click.UsageError(
            "--resume goes on with the output and --force writes it anew; give one"
        )
    if options.repair and not options.resume:
        raise click.UsageError("--repair goes with --resume")
    _refuse_misspelt(options.paths)
    if not options.paths and (sys.stdin is None or sys.stdin.isatty()):
        click.echo(ctx.get_help(), err=True)
        click.echo("\nError: name a file, or send an article to standard input", err=True)
        ctx.exit(USAGE)
    from extractor.cli.running import Run, articles_of

    if options.dry_run:
        from extractor.cli.dry_run import dry_run
        from extractor.cli.streams import say

        failed = dry_run(articles_of(options, lambda line: say(f"Note: {line}")), options)
        ctx.exit(SOME_FAILED if failed else 0)
    ctx.exit(Run(options, debug=debugging(ctx)).code())


def _refuse_misspelt(paths: tuple[str, ...]) -> None:
    """Refuse a misspelt command: `extract shw events.jsonl` must not be read as two files."""
    first = paths[0] if paths else "-"
    if first != "-" and first.isalpha() and not Path(first).exists():
        near = get_close_matches(first, COMMANDS, n=1, cutoff=0.7)
        if near:
            raise click.UsageError(
                f"no command and no file is called {first!r}; is `extract {near[0]}` meant?"
            )
