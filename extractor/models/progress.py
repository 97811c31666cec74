"""Shows the progress of a download: a bar on a terminal, else a line at every tenth."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.progress import Progress as RichProgress

    from extractor.models.weights import Weights


class Progress(Protocol):
    """Receives the number of bytes of the file that are there, and notes for the user."""

    def at(self, size: int) -> None: ...

    def note(self, text: str) -> None: ...


@contextlib.contextmanager
def pull_progress(weights: Weights, console: Console | None) -> Iterator[Progress]:
    """The progress of one download; silent without a console."""
    if console is None:
        yield _Silent()
    elif console.is_terminal:
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )
        from rich.progress import Progress as Bars

        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
        with Bars(
            *columns, TransferSpeedColumn(), TimeRemainingColumn(), console=console, transient=True
        ) as bars:
            yield _Bar(bars, weights)
    else:
        yield _Lines(console, weights)


class _Silent:
    def at(self, size: int) -> None:
        pass

    def note(self, text: str) -> None:
        pass


class _Bar:
    def __init__(self, bars: RichProgress, weights: Weights) -> None:
        self._bars = bars
        self._task = bars.add_task(weights.name, total=weights.size)

    def at(self, size: int) -> None:
        self._bars.update(self._task, completed=size)

    def note(self, text: str) -> None:
        self._bars.console.print(text, markup=False, highlight=False)


class _Lines:
    def __init__(self, console: Console, weights: Weights) -> None:
        self._console = console
        self._weights = weights
        self._tenths = 0

    def at(self, size: int) -> None:
        tenths = size * 10 // self._weights.size
        if tenths > self._tenths:
            self._tenths = tenths
            self.note(f"{self._weights.name}: {tenths * 10}% of {self._weights.size / 1e6:.0f} MB")

    def note(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)
