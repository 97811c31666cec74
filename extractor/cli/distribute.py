"""``extract distribute``: articles over many machines, with Ray."""

from __future__ import annotations

import time
from dataclasses import fields, replace
from typing import Any

import click

from extractor.cli import INTERRUPTED, SOME_FAILED, USAGE, debugging
from extractor.cli.option_sets import model_options, saying_options, source_options
from extractor.cli.options import Options
from extractor.cli.tables import note
from extractor.tables.options import USUAL

__all__ = ["distribute"]

OWN = ("output", "address", "workers", "unit", "concurrency", "form", "cache")


@click.command("distribute")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@source_options
@click.option("-o", "--output", required=True, metavar="DIR", help="Folder of the shards.")
@click.option(
    "--address", metavar="ADDRESS", help="A Ray cluster, or auto; this machine if left out."
)
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Processes that read articles."
)
@click.option(
    "--concurrency",
    type=click.IntRange(1, 1024),
    default=8,
    show_default=True,
    metavar="N",
    help="Articles each worker reads at once.",
)
@click.option(
    "--unit",
    type=click.IntRange(1),
    default=100,
    show_default=True,
    metavar="N",
    help="Articles in a shard: what is read again when a worker dies.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "parquet"]),
    default="jsonl",
    show_default=True,
    help="Of the shards of events.",
)
@click.option("--cache", metavar="DIR", help="Keep replies there, as in run; all machines see it.")
@model_options
@saying_options
@click.pass_context
def distribute(ctx: click.Context, /, **given: Any) -> None:
    """Read articles on many machines and write event records as shards into a folder.

    PATH is as in run, except standard input, on a file system that all machines see; so is DIR.
    The same command again goes on where a job was stopped, and tries what failed again.

    \b
    Exit codes: 0 fine, 2 wrong usage, no model or no cluster, 3 some articles failed,
    130 interrupted.
    """
    job_options = {name: given.pop(name) for name in OWN}
    options = Options(**{name: value for name, value in given.items() if name in _FIELDS})
    ctx.exit(_done(options, job_options, debug=debugging(ctx)))


_FIELDS = {field.name for field in fields(Options)}


def _done(options: Options, job_options: dict[str, Any], *, debug: bool) -> int:
    from extractor.cli.streams import say
    from extractor.distribute.cluster import distribute as over_cluster
    from extractor.errors import ExtractorError
    from extractor.text.printable import one_line

    began = time.monotonic()
    if "-" in options.paths:
        raise click.UsageError("standard input cannot be read on many machines; name files")
    try:
        job = _job(options, job_options)
        if job.done and not options.quiet:
            say(f"Note: going on from {len(job.done):,} units that are done")
        tally = over_cluster(
            job,
            address=job_options["address"],
            workers=job_options["workers"],
            progress=lambda so_far: (
                say(so_far.summary(time.monotonic() - began)) if options.verbose else None
            ),
            note=(lambda _: None) if options.quiet else note,
            failed=lambda line: say(f"Error: {line}"),
        )
    except KeyboardInterrupt:
        say("Error: interrupted\nNote: the same command goes on from here")
        return INTERRUPTED
    except ExtractorError as error:
        if debug:
            raise
        say(f"Error: {one_line(str(error))}")
        return USAGE
    if not options.quiet:
        if tally.failed:
            files = f"{job_options['output']}/failures-*.jsonl"
            note(f"what failed stands in {files}; the same command tries it again")
        say(tally.summary(time.monotonic() - began))
    return SOME_FAILED if tally.failed else 0


def _job(options: Options, job_options: dict[str, Any]) -> Any:
    """The opened job. The model is made once here, since its errors would be the same
    everywhere."""
    from pathlib import Path

    from extractor.cli.running import settings_of
    from extractor.distribute.job import Job
    from extractor.pipeline import Extractor
    from extractor.sources import Columns

    reading = options.reading  # which reads the files of lessons and fields
    with Extractor(
        options.model,
        base_url=options.base_url,
        reader=reading,
        assume_yes=options.yes,
        timeout_s=options.timeout,
    ) as extractor:
        settings = settings_of(extractor, options)
    return Job(
        paths=tuple(str(Path(path).absolute()) for path in options.paths),
        output=str(Path(job_options["output"]).absolute()),
        settings=settings,
        model=options.model,
        base_url=options.base_url,
        reader=reading,
        timeout_s=options.timeout,
        cache=job_options["cache"] and str(Path(job_options["cache"]).absolute()),
        columns=options.columns or Columns(),
        tables=replace(options.tables, note=USUAL.note),  # workers write no notes
        split_live=options.split_live,
        published=options.published,
        publisher=options.publisher,
        unit=job_options["unit"],
        concurrency=job_options["concurrency"],
        form=job_options["form"],
    ).opened()
