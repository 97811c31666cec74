"""One run of ``extract run`` or ``extract retry``: its batch, its output, its report, its end."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.batch.done import Fate
from extractor.batch.failures import FailureFile
from extractor.batch.messages import name_of
from extractor.cli import INTERRUPTED, SOME_FAILED, USAGE
from extractor.cli.opening import budget_of, open_extractor
from extractor.cli.options import KEPT, Options
from extractor.cli.output import open_output, same_file
from extractor.cli.prices import prices_of
from extractor.cli.report import Reporter
from extractor.cli.streams import OutputClosed, OutputFailed
from extractor.errors import ExtractorError
from extractor.sources import Columns, counted, read_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extractor.batch.done import Done
    from extractor.batch.loop import Batch
    from extractor.cli.output import Output
    from extractor.errors import ArticleError
    from extractor.pipeline import Extractor
    from extractor.text.article import Article

__all__ = ["Run", "articles_of", "run_of", "settings_of"]

MOMENT_S = 0.2
"""Seconds; work that ends sooner needs no message."""
TERMINATED_GRACE_S = 8.0
"""Seconds for articles in flight after SIGTERM or SIGHUP: containers are killed after ten."""


class Run:
    """One run. ``total`` is the number of articles if it is known, for the bar."""

    def __init__(self, options: Options, *, debug: bool, total: int | None = None) -> None:
        self.options = options
        self.paths = options.paths or ("-",)
        self.debug = debug
        self.output: Output = open_output(
            options.output,
            force=options.force,
            resume=options.resume,
            inputs=[*self.paths, *filter(None, [options.errors])],
        )
        self.failures: FailureFile | None = None
        self.prices = prices_of(options)
        self.report = Reporter(
            quiet=options.quiet,
            verbose=options.verbose,
            total=counted(self.paths) if total is None else total,
        )
        self.extractor: Extractor | None = None
        self.batch: Batch | None = None
        self.complete = False
        """True once every article has ended."""

    def code(self) -> int:
        """Run; returns the exit code."""
        tally = self.report.tally
        try:
            self._open_errors()
            self._read_all()
        except OutputClosed:
            self.report.end()
            return 0
        except KeyboardInterrupt as signal:
            return self._interrupted(signal)
        except (ExtractorError, OutputFailed) as error:
            if self.debug:
                raise
            self._finish_others()
            self.report.error(str(error))
            if not tally.done:
                self.report.end()
                return USAGE
            self._tell_how_to_go_on()
            self.report.summary()
            return SOME_FAILED
        finally:
            self.report.end()
            self._close()
        self._tell_how_to_go_on()
        self._tell_of_cache()
        self._tell_of_days()
        self.report.summary()
        return SOME_FAILED if tally.failures or tally.undone else 0

    def articles(self) -> Iterator[Article | ArticleError]:
        """The articles to read."""
        return articles_of(self.options, self.report.note)

    def _read_all(self) -> None:
        for entry in self.articles():
            if isinstance(entry, ExtractorError) and self.batch is None:
                self._failed(entry)  # no model is loaded for a misspelt file name
                continue
            if self.batch is None:
                self.batch = self._open()
                self.report.begin()
            if not self.batch.submit(entry):
                break
        if self.batch:
            self.batch.finish()
            self.report.undone(self.batch.undone)
        elif not self.report.tally.articles:
            self.output.keep_empty()
        self.complete = self.batch is None or not (self.batch.undone or self.batch.ended)

    def _open(self) -> Batch:
        from extractor.batch.loop import Batch

        options = self.options
        self.extractor = open_extractor(options, self.report.console())
        self._count_money()
        settings = settings_of(self.extractor, options)
        self.output.ready(settings, resume=options.resume, repair=options.repair)
        journal = self.output.journal
        self._tell_of_journal()
        budget = budget_of(
            options,
            self.extractor,
            self.report.tally.cost or (lambda _: None),
            spent=journal.tokens if journal else None,
            articles=journal.paid if journal else 0,
        )
        return Batch(
            self.extractor,
            self._take,
            concurrency=options.concurrency,
            ordered=options.ordered,
            before=journal.before if journal else None,
            budget=budget,
            drop=self._drop,
        )

    def _count_money(self) -> None:
        """Let the summary show the cost of the tokens, if the price is known."""
        assert self.extractor is not None
        name, prices = self.extractor.settings.get("model", ""), self.prices
        self.report.tally.cost = lambda tokens: prices.cost(name, tokens)

    def _take(self, done: Done) -> None:
        """Write, count and report the result of one article. Never called twice at once."""
        if self.debug and done.error and done.error.__cause__:
            raise done.error.__cause__
        if done.fate in (Fate.READ, Fate.NOTHING):
            if self.output.journal:
                done = self.output.journal.unwritten(done)
                self._tell_of_journal()
            lines = [event.json_line() for event in done.events]
            with self.report.paused():
                self.output.write(lines, done)
        elif done.fate is Fate.FAILED:
            self.output.spent(done)
        if self.failures:
            if done.fate is Fate.FAILED:
                self.failures.add(done)
            elif done.fate is not Fate.SAME:  # the other may fail
                self.failures.forget(done)
        self.report.article(name_of(done), done)

    def _drop(self, done: Done) -> None:
        """Record that a paid article is left undone. The disk may be too full for it."""
        with contextlib.suppress(OutputFailed):
            self.output.spent(done)

    def _tell_of_journal(self) -> None:
        notes = self.output.journal.notes if self.output.journal else []
        while notes:
            self.report.note(notes.pop(0))

    def _failed(self, error: ArticleError) -> None:
        from extractor.batch.done import Done

        self._take(Done(Fate.FAILED, None, error=error))

    def _finish_others(self) -> None:
        """After an error that ends the run: wait for articles in flight."""
        if self.batch:
            with contextlib.suppress(ExtractorError, OutputFailed, OutputClosed):
                self.batch.finish()
            self.report.undone(self.batch.undone)

    def _interrupted(self, signal: KeyboardInterrupt) -> int:
        """Finish and write articles in flight and say how to resume; a second signal stops
        at once."""
        batch = self.batch
        try:
            if batch:
                batch.stop()
                terminated = bool(signal.args)
                if not batch.finish(MOMENT_S) and not terminated:
                    self.report.note(
                        f"finishing {batch.in_flight} in flight; Ctrl-C again stops at once"
                    )
                if not batch.finish(TERMINATED_GRACE_S if terminated else None):
                    batch.abandon()
        except KeyboardInterrupt:
            assert batch is not None
            batch.abandon()
        except (ExtractorError, OutputFailed, OutputClosed) as error:
            self.report.error(str(error))
        if batch:
            self.report.undone(batch.undone)
        self.report.error("interrupted")
        self._tell_how_to_go_on(interrupted=True)
        self.report.summary()
        return INTERRUPTED

    def _tell_how_to_go_on(self, *, interrupted: bool = False) -> None:
        ended = self.batch.ended if self.batch else None
        if ended:
            self.report.error(ended)
        if (interrupted or ended or self.report.tally.undone) and self.output.journal:
            self.report.note("the same command with --resume goes on from here")

    def _tell_of_cache(self) -> None:
        use = self.extractor.cache_use if self.extractor else None
        if use:
            saved = use.saved.prompt + use.saved.completion
            self.report.note(
                f"{use.hits:,} replies came from the cache; they had cost {saved:,} tokens"
            )
            if use.unkept:
                replies = "1 reply" if use.unkept == 1 else f"{use.unkept:,} replies"
                self.report.note(f"{replies} could not be kept in the cache: {use.why}")

    def _tell_of_days(self) -> None:
        """Report missing days, which plain texts lack most often."""
        count = self.report.tally.dayless
        if count:
            have = "event has" if count == 1 else "events have"
            self.report.note(
                f"{count:,} {have} no day, since no day of publication is known, from which "
                "“Tuesday” is counted: --published DATE says it, in tables a column `published`"
            )

    def _open_errors(self) -> None:
        options = self.options
        if options.errors is None:
            return
        path = Path(options.errors)
        if any(same_file(path, name) for name in (*self.paths, *filter(None, [options.output]))):
            raise click.UsageError(f"{path} is used otherwise and cannot take the errors too")
        if path.is_file() and path.stat().st_size and not (options.force or options.resume):
            raise click.UsageError(f"{path} exists already; --force writes it anew")
        try:
            self.failures = FailureFile(path, run_of(options), resume=options.resume)
        except OSError as error:
            raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None

    def _close(self) -> None:
        if self.extractor is not None:
            self.extractor.close()
        self.output.close()
        if self.failures:
            self.failures.close(complete=self.complete)


def settings_of(extractor: Extractor, options: Options) -> dict[str, str]:
    """The settings of an output, as its journal keeps them: the extractor's, and those that choose
    the articles."""
    return extractor.settings | ({"split_live": "yes"} if options.split_live else {})


def articles_of(options: Options, note: Callable[[str], None]) -> Iterator[Article | ArticleError]:
    """The articles named by the options of a run."""
    return read_articles(
        options.paths or ("-",),
        published=options.published,
        publisher=options.publisher,
        columns=options.columns or Columns(),
        stdin=sys.stdin.buffer if sys.stdin is not None else None,
        note=note,
        tables=options.tables,
        split_live=options.split_live,
    )


def run_of(options: Options) -> dict[str, Any]:
    """The options of a run, as far as another try needs them; without keys and passwords."""
    from extractor.models.faults import scrub

    usual = Options()
    return {
        "output": str(Path(options.output).absolute()) if options.output else None,
        "model": options.model and scrub(options.model),
        "base_url": options.base_url and scrub(options.base_url.partition("?")[0]),
        **{
            name: value
            for name, kept in KEPT.items()
            if (value := getattr(options, name)) != getattr(usual, name) or kept == "always"
        },
    }
