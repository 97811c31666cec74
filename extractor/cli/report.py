"""Messages of a run on standard error: progress, failures, and a closing summary."""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.batch.done import Fate
from extractor.batch.messages import cut_line, failure_line
from extractor.cli import DEBUG_HINT
from extractor.cli.streams import say
from extractor.reading import Tokens
from extractor.text.printable import one_line, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console
    from rich.progress import Progress

    from extractor.batch.done import Done

__all__ = ["Reporter", "Tally"]


@dataclass
class Tally:
    """Counts of a run so far. ``articles`` counts all that ended: read, left out by the gate,
    failed, repeated, or done by an earlier run. ``refused`` counts those of ``failures`` that the
    model or a provider's safety filter declined.
    """

    articles: int = 0
    events: int = 0
    failures: int = 0
    refused: int = 0
    unasked: int = 0
    same: int = 0
    before: int = 0
    undone: int = 0
    unsure: int = 0
    dayless: int = 0
    """Events without a day, in articles without one."""
    tokens: Tokens = field(default_factory=Tokens)
    began: float = field(default_factory=time.monotonic)
    cost: Callable[[Tokens], float | None] | None = None
    """The function for the US dollars of tokens, if the price is known."""

    @property
    def done(self) -> int:
        """Articles read through without an error, by this run or an earlier one."""
        return self.articles - self.failures

    def add(self, done: Done) -> None:
        """Count an article, however it ended."""
        self.articles += 1
        self.events += len(done.events)
        self.tokens += done.tokens
        self.failures += done.fate is Fate.FAILED
        self.refused += done.refused
        self.unasked += done.fate is Fate.NOTHING
        self.same += done.fate is Fate.SAME
        self.before += done.fate is Fate.BEFORE
        self.unsure += done.unsure
        self.dayless += sum(event.is_dayless for event in done.events)

    def summary(self) -> str:
        """The closing line."""
        new = "new event" if self.before else "event"  # those of earlier runs are not counted
        counts = [plural(self.articles, "article"), plural(self.events, new)]
        others = (
            (self.failures - self.refused, "failed"),
            (self.refused, "refused by the model"),
            (self.unasked, "left out by the gate"),
            (self.same, "with the same text as another"),
            (self.before, "done before"),
        )
        counts += [f"{count:,} {what}" for count, what in others if count]
        if self.unsure:
            counts.append(f"{plural(self.unsure, 'event')} left out as not sure enough")
        if self.undone:
            counts.append(f"{self.undone:,} more begun and left undone")
        spent = self.tokens
        tokens = (
            f"tokens: {spent.prompt:,} prompt ({spent.cached:,} cached), "
            f"{spent.completion:,} completion"
        )
        dollars = self.cost(spent) if self.cost else None
        if dollars:
            tokens += f"; ${dollars:,.4f}" if dollars < 1 else f"; ${dollars:,.2f}"
        if spent.warning:
            tokens += f"; {spent.warning}"
        return f"{', '.join(counts)}; {tokens}; {time.monotonic() - self.began:.1f} s"


class Reporter:
    """Writes to standard error: with a bar on a terminal, else in lines.

    ``quiet`` leaves only errors, ``verbose`` adds a line for each article. ``total`` is the number
    of articles, if known in advance. Thread-safe.
    """

    def __init__(self, *, quiet: bool, verbose: bool, total: int | None) -> None:
        self.tally = Tally()
        self._quiet = quiet
        self._verbose = verbose
        self._total = total
        self._console: Console | None = None
        self._bar: Progress | None = None
        self._without_events = 0
        self._lock = threading.RLock()

    def console(self) -> Console | None:
        """Standard error for code with its own progress display; ``None`` when quiet.

        One console for all, so that two bars do not overwrite each other.
        """
        if self._console is None and not self._quiet:
            from rich.console import Console

            self._console = Console(stderr=True)
        return self._console

    def begin(self) -> None:
        """Start the bar, if standard error is a terminal."""
        console = self.console()
        if console is None or not console.is_terminal:
            return
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
        )

        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._bar.add_task("reading", total=self._total)
        self._bar.start()

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Hide the bar during the block, for other output."""
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
            try:
                yield
            finally:
                if self._bar is not None:
                    self._bar.start()

    def end(self) -> None:
        """Remove the bar for good."""
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
            self._bar = None

    def error(self, message: str) -> None:
        """Write a line even when quiet."""
        self._say(f"Error: {one_line(message)}")

    def note(self, message: str) -> None:
        """Write a note for the user."""
        if not self._quiet:
            self._say(f"Note: {one_line(message)}")

    def article(self, name: str, done: Done) -> None:
        """Report the result of an article."""
        if done.tokens.warning and not self.tally.tokens.estimated:
            self.note(done.tokens.warning)  # once: the closing line says it for all
        self.tally.add(done)
        tells = self._verbose and not self._quiet
        if cut := cut_line(name, done):
            self.note(cut)
        if done.error is not None:
            self._say(f"Error: {failure_line(name, done, DEBUG_HINT)}")
        elif tells:
            found = plural(len(done.events), "event")
            spent = done.tokens
            self._say(
                f"{one_line(name)}: {found if done.fate is Fate.READ else done.fate.value}; "
                f"{spent.prompt:,}+{spent.completion:,} tokens; {done.seconds:.1f} s"
            )
        if tells:
            for warning in done.warnings:
                self._say(f"  {one_line(warning)}")
        elif done.fate is Fate.READ and done.warnings and not done.events:
            self._without_events += 1
        self._advance()

    def undone(self, count: int) -> None:
        """Report how many articles were begun and are left undone."""
        self.tally.undone = count

    def _advance(self) -> None:
        with self._lock:
            if self._bar is not None:
                events = plural(self.tally.events, "event")
                task = self._bar.task_ids[0]
                self._bar.update(task, completed=self.tally.articles, description=events)

    def summary(self) -> None:
        """The closing line, unless quiet."""
        self.end()
        if self.tally.articles == self._without_events == 1:  # of many it is no surprise
            self.note("something was read and is not coded: --verbose says what, and why")
        if not self._quiet:
            say(self.tally.summary())

    def _say(self, line: str) -> None:
        with self.paused():
            say(line)
