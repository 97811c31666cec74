"""Counts and notes for a messenger export as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractor.text.printable import plural

__all__ = ["Counted"]


@dataclass
class Counted:
    """Counts messages: those that are articles, those forwarded (``passed_on``), and those without
    text (pictures, members joining)."""

    articles: int = 0
    passed_on: int = 0
    without: int = 0

    def tell(self, kind: str, where: str, note: Callable[[str], None]) -> None:
        said = f"{kind}: {plural(self.articles, 'message')}, each an article"
        if self.without:
            said += f"; {self.without:,} without a text passed over"
        note(f"{where}: {said}")
        if self.passed_on:
            were = "1 message was" if self.passed_on == 1 else f"{self.passed_on:,} messages were"
            note(f"{where}: {were} passed on from others, on the day that is given")
