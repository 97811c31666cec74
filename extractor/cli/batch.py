"""``extract batch``: articles through a provider's batch API, at half price within a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from extractor.cli import SOME_FAILED, USAGE, debugging, note_debug
from extractor.cli.option_sets import gate_option, source_options
from extractor.cli.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.batch.provider import Collected, JobFolder

__all__ = ["batch"]

debug_option = click.option(
    "--debug", is_flag=True, expose_value=False, callback=note_debug, help="Show tracebacks."
)
prices_option = click.option("--prices", metavar="FILE", help="As in run.")


@click.group("batch")
def batch() -> None:
    """Send articles to a provider's batch API: submit them, look at them, collect the events.

    The job is a folder; everything is in it before anything is waited for.
    """


@batch.command("submit")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--job", required=True, metavar="DIR", help="A new folder for the job.")
@source_options
@click.option(
    "--model", metavar="SPEC", envvar="EXTRACT_MODEL", show_envvar=True, help="openai/NAME."
)
@click.option("--base-url", metavar="URL", help="An OpenAI-compatible server with batches.")
@gate_option
@debug_option
@click.pass_context
def submit(ctx: click.Context, /, job: str, **given: Any) -> None:
    """Read articles and send what is to be asked as batches. PATH is as in run.

    \b
    Exit codes: 0 fine, 2 wrong usage or the provider cannot be asked, 3 some articles failed.
    """
    from extractor.batch.provider import JobFolder
    from extractor.batch.provider import submit as submit_job
    from extractor.cli.running import articles_of
    from extractor.cli.streams import say
    from extractor.text.printable import one_line, plural

    options = Options(**given)
    folder = JobFolder(job)

    def note(line: str) -> None:
        say(one_line(line))

    articles = articles_of(options, lambda line: note(f"Note: {line}"))
    failed = _guarded(
        ctx,
        lambda: submit_job(
            articles,
            folder,
            model=options.model,
            base_url=options.base_url,
            gate=options.gate,
            note=note,
        ),
    )
    sent, left_out = f"{folder.job['requests']:,} requests sent", folder.job["left_out"]
    if left_out:
        sent += f", {plural(left_out, 'article')} left out by the gate"
    say(f"{sent}; when they are done: extract batch collect {job}")
    ctx.exit(SOME_FAILED if failed else 0)


@batch.command("status")
@click.argument("job", metavar="JOB")
@debug_option
@click.pass_context
def status(ctx: click.Context, job: str) -> None:
    """Say how far the provider is with a job."""
    from extractor.batch.provider import JobFolder
    from extractor.batch.provider.service import Service, reason_of, spec_of
    from extractor.text.printable import one_line

    def lines(folder: JobFolder) -> None:
        service = Service(spec_of(folder.job["model"], folder.job["base_url"]))
        try:
            for part in folder.parts().values():
                if part.batch_id is None:
                    click.echo(f"part {part.number}: not sent yet; collect sends it")
                    continue
                found = service.state(part.batch_id)
                counts = getattr(found, "request_counts", None)
                said = f"part {part.number}: batch {part.batch_id}, {found.status}"
                if counts:
                    said += f", {counts.completed} of {counts.total} done, {counts.failed} failed"
                reason = reason_of(found)
                collected = ", collected" if part.state == "collected" else ""
                click.echo(one_line(said + (f": {reason}" if reason else "") + collected))
        finally:
            service.close()

    _guarded(ctx, lambda: lines(JobFolder(job).open()))


@batch.command("collect")
@click.argument("job", metavar="JOB")
@prices_option
@debug_option
@click.pass_context
def collect(ctx: click.Context, job: str, prices: str | None) -> None:
    """Fetch the replies there are, and write events.jsonl and failures.jsonl in the job's folder.

    What a batch lost is sent again, three times at most. Call it as often as you like.

    \b
    Exit codes: 0 all is there, 2 the provider cannot be asked, 3 some failed or are not there yet.
    """
    from extractor.batch.provider import JobFolder
    from extractor.batch.provider import collect as collect_job
    from extractor.cli.prices import prices_of
    from extractor.cli.streams import say
    from extractor.text.printable import one_line, plural

    folder = _guarded(ctx, lambda: JobFolder(job).open())
    table = prices_of(Options(prices=prices, base_url=folder.job["base_url"]))
    found: Collected = _guarded(
        ctx, lambda: collect_job(folder, note=lambda line: say(one_line(f"Note: {line}")))
    )
    spent = found.tokens
    counts = [plural(found.articles, "article"), plural(found.events, "event")]
    failed = found.failed - found.refused
    counts += [f"{failed:,} failed"] if failed else []
    counts += [f"{found.refused:,} refused by the model"] if found.refused else []
    counts += [f"{found.left_out:,} left out by the gate"] if found.left_out else []
    counts += [f"{found.waiting:,} still to come"] if found.waiting else []
    cost = table.cost(folder.job["model"], spent, batch=True)
    money = f"; ${cost:,.4f}" if cost else ""
    say(
        f"{', '.join(counts)}; tokens: {spent.prompt:,} prompt ({spent.cached:,} cached), "
        f"{spent.completion:,} completion{money}; {folder.path / 'events.jsonl'}"
    )
    ctx.exit(SOME_FAILED if found.failed or found.waiting else 0)


def _guarded(ctx: click.Context, call: Callable[[], Any]) -> Any:
    """The result of the call; an error of ours becomes one line and an exit code."""
    from extractor.cli.streams import say
    from extractor.errors import ExtractorError
    from extractor.text.printable import one_line

    try:
        return call()
    except ExtractorError as error:
        if debugging(ctx):
            raise
        say(f"Error: {one_line(str(error))}")
        ctx.exit(USAGE)
