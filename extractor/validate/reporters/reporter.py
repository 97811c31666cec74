"""What every reporter does: it is told each finding as it is found, and once that a file ended."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from extractor.validate.finding import Change, Finding, Report

__all__ = ["Item", "Reporter", "Write"]

Item = Finding | Change
# Takes a line without its newline, and the style a terminal may show it in.
Write = Callable[[str, str], object]


class Reporter(ABC):
    """Writes findings in one format, as they come: a million of them need no memory."""

    for_people = False

    def __init__(self, write: Write) -> None:
        self._write = write

    @abstractmethod
    def add(self, item: Item) -> None:
        """One finding, or one change that ``--fix`` made."""

    def end_file(self, report: Report) -> None:  # noqa: B027 - most need not know
        """A file is done; ``report`` has its counts."""

    def end(self, reports: Sequence[Report]) -> None:  # noqa: B027
        """All files are done."""
