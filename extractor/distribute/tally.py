"""Counts of a distributed job."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Tally"]


@dataclass
class Tally:
    """Counts of articles, each counted once by its result. ``refused`` ones (by the model or a
    safety filter) are among the ``failed``."""

    articles: int = 0
    events: int = 0
    failed: int = 0
    refused: int = 0
    nothing: int = 0
    same: int = 0
    before: int = 0
    prompt: int = 0
    cached: int = 0
    completion: int = 0
    estimated: int = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Add the counts of a unit, or of any mapping with some of these names."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + int(row.get(field.name, 0)))

    @property
    def tokens(self) -> Tokens:
        """All tokens, failed tries included."""
        return Tokens(self.prompt, self.cached, self.completion, self.estimated)

    def summary(self, seconds: float) -> str:
        """The closing line, in the words of ``extract run``."""
        others = (
            (self.failed - self.refused, "failed"),
            (self.refused, "refused by the model"),
            (self.nothing, "left out by the gate"),
            (self.same, "with the same text as another"),
            (self.before, "done before"),
        )
        counts = [f"{self.articles:,} articles", f"{self.events:,} events"]
        counts += [f"{count:,} {what}" for count, what in others if count]
        tokens = (
            f"tokens: {self.prompt:,} prompt ({self.cached:,} cached), "
            f"{self.completion:,} completion"
        )
        if self.tokens.warning:
            tokens += f"; {self.tokens.warning}"
        return f"{', '.join(counts)}; {tokens}; {seconds:.1f} s"
