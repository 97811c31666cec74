"""``extract run``: articles in, a JSON line for each event out."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli import DEBUG_HINT, INTERRUPTED, SOME_FAILED, USAGE, debugging, note_debug

if TYPE_CHECKING:
    from datetime import date

    from extractor.article import Article
    from extractor.cli.output import Output
    from extractor.cli.report import Reporter
    from extractor.pipeline import Extractor

__all__ = ["run"]

JSON_LINES = (".jsonl", ".ndjson")
TIMEOUT_S = 600
LONGEST_TIMEOUT_S = 86_400  # a day; sockets take no number of seconds whatever


@dataclass(frozen=True)
class Options:
    """What ``extract run`` was told."""

    paths: tuple[str, ...]
    published: date | None
    publisher: str | None
    output: str | None
    force: bool
    model: str | None
    base_url: str | None
    reader: str | None
    timeout: float
    yes: bool
    quiet: bool
    verbose: bool


def _published(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    from extractor.article import as_date
    from extractor.errors import ArticleError

    try:
        return as_date(value)
    except ArticleError:
        raise click.BadParameter(f"{value!r} is not a date; write it as 2017-04-05") from None


def _seconds(_: click.Context, __: click.Parameter, value: float) -> float:
    if not 0 < value <= LONGEST_TIMEOUT_S:  # nor nan
        raise click.BadParameter(f"{value:g} is not between 0 and {LONGEST_TIMEOUT_S} seconds")
    return value


@click.command("run")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--published", callback=_published, metavar="DATE", help="Day of publication.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("-o", "--output", metavar="FILE", help="Write events there, not to standard output.")
@click.option("--force", is_flag=True, help="Write the output file anew if it exists.")
@click.option(
    "--model",
    metavar="SPEC",
    envvar="EXTRACT_MODEL",
    show_envvar=True,
    help="local (the default), local:FILE.gguf, openai/NAME, anthropic/NAME, …",
)
@click.option("--base-url", metavar="URL", help="An OpenAI-compatible server to ask.")
@click.option(
    "--reader",
    type=click.Choice(["questions", "record"]),
    help="Ask many small questions, or for everything at once; the model's usual way if left out.",
)
@click.option(
    "--timeout",
    type=float,
    default=TIMEOUT_S,
    show_default=True,
    callback=_seconds,
    metavar="SECONDS",
    help="Longest wait for one answer of the model, retries included.",
)
@click.option("-y", "--yes", is_flag=True, help="Pull a missing model without asking.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="A line for each article.")
@click.option(
    "--debug", is_flag=True, expose_value=False, callback=note_debug, help="Show tracebacks."
)
@click.pass_context
def run(ctx: click.Context, /, **given: Any) -> None:
    """Read articles and write one JSON object a line, one event each.

    PATH is a plain text file, a .jsonl or .ndjson file with an article a line (text and perhaps
    id, title, published, publisher, url), or - for standard input, which is also read when there
    is no PATH. --published and --publisher say what the articles do not say themselves.

    \b
    Exit codes: 0 fine, 2 wrong usage or no model, 3 some articles failed, 130 interrupted.
    """
    options = Options(**given)
    if not options.paths and (sys.stdin is None or sys.stdin.isatty()):
        click.echo(ctx.get_help(), err=True)
        click.echo("\nError: name a file, or send an article to standard input", err=True)
        ctx.exit(USAGE)
    ctx.exit(_Run(options, debug=debugging(ctx)).code())


class _Run:
    """One run: its output, its report, and how it ends."""

    def __init__(self, options: Options, *, debug: bool) -> None:
        from extractor.cli.output import open_output
        from extractor.cli.report import Reporter

        self.options = options
        self.paths = options.paths or ("-",)
        self.debug = debug
        self.output: Output = open_output(options.output, force=options.force, inputs=self.paths)
        self.report: Reporter = Reporter(
            quiet=options.quiet, verbose=options.verbose, total=_count(self.paths)
        )

    def code(self) -> int:
        """Do it all; the exit code."""
        from extractor.cli.output import OutputClosed, OutputFailed
        from extractor.errors import ModelUnavailable

        tally = self.report.tally
        try:
            self._read_all()
        except OutputClosed:
            self.report.end()
            return 0
        except KeyboardInterrupt:
            self.report.error("interrupted")
            self.report.summary()
            return INTERRUPTED
        except (ModelUnavailable, OutputFailed) as error:
            if self.debug:
                raise
            self.report.error(str(error))
            if not tally.done:
                self.report.end()
                return USAGE
            self.report.summary()
            return SOME_FAILED
        finally:
            self.report.end()
            self.output.close()
        self.report.summary()
        return SOME_FAILED if tally.failures else 0

    def _read_all(self) -> None:
        from extractor.errors import ArticleError
        from extractor.sources import read_articles

        options = self.options
        extractor: Extractor | None = None
        try:
            for article in read_articles(
                self.paths,
                published=options.published,
                publisher=options.publisher,
                stdin=sys.stdin.buffer if sys.stdin is not None else None,
                note=self.report.note,
            ):
                if isinstance(article, ArticleError):
                    self.report.failure(str(article))
                    continue
                if extractor is None:  # only now: no model is loaded for a misspelt file name
                    extractor = self._open()
                    self.report.begin()
                self._read(extractor, article)
        finally:
            if extractor is not None:
                extractor.__exit__(*sys.exc_info())

    def _open(self) -> Extractor:
        from extractor.pipeline import Extractor

        options = self.options
        return Extractor(
            model=options.model,
            base_url=options.base_url,
            reader=options.reader,
            assume_yes=options.yes,
            timeout_s=options.timeout,
            console=self.report.console(),
        ).__enter__()

    def _read(self, extractor: Extractor, article: Article) -> None:
        from extractor.cli.output import uninterrupted
        from extractor.errors import ModelUnavailable
        from extractor.sources import STDIN_NAME

        name = article.id or str(article.extra.get("file") or STDIN_NAME)
        try:
            outcome = extractor.process(article)
        except ModelUnavailable:
            raise
        except Exception as error:
            # A fault of the program, not of the article; the other articles are still wanted.
            if self.debug:
                raise
            fault = f"{type(error).__name__}: {error}"
            self.report.failure(f"{name}: internal error, {fault} {DEBUG_HINT}")
            return
        if self.debug and outcome.error and outcome.error.__cause__:
            raise outcome.error
        lines = [event.json_line() for event in outcome.events]
        self.report.pause()
        with uninterrupted():  # what is written is also counted
            self.output.write(lines)
            self.report.article(name, outcome)
        self.report.resume()


def _count(paths: tuple[str, ...]) -> int | None:
    """How many articles there will be, for the bar; ``None`` where only reading tells."""
    total = 0
    for path in paths:
        if path == "-":
            return None
        if Path(path).suffix.lower() not in JSON_LINES:
            total += 1
            continue
        try:
            with Path(path).open("rb") as lines:
                total += sum(1 for line in lines if line.strip())
        except OSError:
            total += 1  # it comes as an error, which counts
    return total
