"""The base of all reporters: called with each finding, and once at the end of a file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from extractor.validate.finding import Change, Finding, Report

__all__ = ["Item", "Reporter", "Write"]

Item = Finding | Change
# Takes a line without its newline, and a style for terminals.
Write = Callable[[str, str], object]


class Reporter(ABC):
    """Writes findings in one format as they come, so a million of them need no memory."""

    for_people = False

    def __init__(self, write: Write) -> None:
        self._write = write

    @abstractmethod
    def add(self, item: Item) -> None:
        """Write one finding, or one change that ``--fix`` made."""

    def end_file(self, report: Report) -> None:  # noqa: B027 - most need not know
        """End a file; ``report`` has its counts."""

    def end(self, reports: Sequence[Report]) -> None:  # noqa: B027
        """End the output, after all files."""
