"""What a run says on standard error: progress, failures, and a closing summary."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from extractor.cli import DEBUG_HINT
from extractor.cli.output import say
from extractor.cli.printable import one_line
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.progress import Progress

    from extractor.errors import ExtractorError

__all__ = ["OutcomeLike", "Reporter", "Tally"]


class OutcomeLike(Protocol):
    """What the report needs of a pipeline's outcome."""

    @property
    def events(self) -> Sequence[object]: ...
    @property
    def error(self) -> ExtractorError | None: ...
    @property
    def tokens(self) -> Tokens: ...
    @property
    def seconds(self) -> float: ...
    @property
    def warnings(self) -> Sequence[str]: ...
    @property
    def asked(self) -> bool: ...


@dataclass
class Tally:
    """Counts of a run so far; ``articles`` counts the failed ones too."""

    articles: int = 0
    events: int = 0
    failures: int = 0
    unasked: int = 0
    tokens: Tokens = field(default_factory=Tokens)
    began: float = field(default_factory=time.monotonic)

    @property
    def done(self) -> int:
        """Articles read through without an error."""
        return self.articles - self.failures

    def failed(self) -> None:
        """One more article that could not be read at all."""
        self.articles += 1
        self.failures += 1

    def add(self, outcome: OutcomeLike) -> None:
        """One more article that went through the pipeline, whether well or not."""
        self.articles += 1
        self.events += len(outcome.events)
        self.tokens += outcome.tokens
        if outcome.error is not None:
            self.failures += 1
        elif not outcome.asked and not outcome.events:
            self.unasked += 1

    def summary(self) -> str:
        """The closing line."""
        counts = [_plural(self.articles, "article"), _plural(self.events, "event")]
        if self.failures:
            counts.append(f"{self.failures} failed")
        if self.unasked:
            counts.append(f"{self.unasked} with nothing to read")
        spent = self.tokens
        tokens = (
            f"tokens: {spent.prompt:,} prompt ({spent.cached:,} cached), "
            f"{spent.completion:,} completion"
        )
        return f"{', '.join(counts)}; {tokens}; {time.monotonic() - self.began:.1f} s"


class Reporter:
    """Speaks on standard error: with a bar on a terminal, in lines elsewhere.

    ``quiet`` leaves only errors, ``verbose`` adds a line for each article. ``total`` is the number
    of articles if that is known before reading.
    """

    def __init__(self, *, quiet: bool, verbose: bool, total: int | None) -> None:
        self.tally = Tally()
        self._quiet = quiet
        self._verbose = verbose
        self._total = total
        self._console: Console | None = None
        self._bar: Progress | None = None

    def console(self) -> Console | None:
        """Standard error for whoever has progress of their own to show; ``None`` when quiet.

        One console for all, so that two bars know of each other.
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

    def pause(self) -> None:
        """Take the bar off the screen; something else is going to be written there."""
        if self._bar is not None:
            self._bar.stop()

    def resume(self) -> None:
        """Put the bar back, as far as the run is now."""
        if self._bar is not None:
            task = self._bar.task_ids[0]
            events = _plural(self.tally.events, "event")
            self._bar.update(task, completed=self.tally.articles, description=events)
            self._bar.start()

    def end(self) -> None:
        """The bar goes for good."""
        self.pause()
        self._bar = None

    def error(self, message: str) -> None:
        """A line that is said even when quiet."""
        self._say(f"Error: {one_line(message)}")

    def note(self, message: str) -> None:
        """A line a user should know of."""
        if not self._quiet:
            self._say(f"Note: {one_line(message)}")

    def article(self, name: str, outcome: OutcomeLike) -> None:
        """What became of an article that went through the pipeline."""
        self.tally.add(outcome)
        if outcome.error is not None:
            message = one_line(str(outcome.error))
            if outcome.error.__cause__ is not None:  # a fault of the program, not the article's
                message += f" {DEBUG_HINT}"
            named = message.startswith(f"{one_line(name)}: ")
            self._say(f"Error: {message if named else f'{one_line(name)}: {message}'}")
        elif self._verbose and not self._quiet:
            spent = outcome.tokens
            self._say(
                f"{one_line(name)}: "
                + (_plural(len(outcome.events), "event") if outcome.asked else "nothing to read")
                + f"; {spent.prompt:,}+{spent.completion:,} tokens; {outcome.seconds:.1f} s"
            )
        if self._verbose and not self._quiet:
            for warning in outcome.warnings:
                self._say(f"  {one_line(warning)}")

    def failure(self, message: str) -> None:
        """An article that could not be read at all."""
        self.tally.failed()
        self.error(message)

    def summary(self) -> None:
        """The closing line, unless quiet."""
        self.end()
        if not self._quiet:
            say(self.tally.summary())

    def _say(self, line: str) -> None:
        self.pause()
        say(line)
        self.resume()


def _plural(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
