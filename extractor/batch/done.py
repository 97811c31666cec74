"""The outcome of one article of a batch: its events or its error, and its cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from extractor.errors import (
    ArticleError,
    CodingError,
    ExtractorError,
    ModelError,
    ModelRefused,
    RecordError,
)
from extractor.reading import Tokens

if TYPE_CHECKING:
    from extractor.pipeline import Outcome
    from extractor.records import EventRecord
    from extractor.text.article import Article

__all__ = ["Done", "Fate", "stage_of"]


class Fate(str, Enum):
    """How an article ended. Each ends in exactly one way, so the counts add up."""

    READ = "read"
    """Read by the model, or by rules where those suffice; it may hold no event."""
    NOTHING = "left out by the gate"
    """Left out by the gate, which hardly expects an event in it; never sent to the model."""
    FAILED = "failed"
    """Could not be read; :attr:`Done.error` says why."""
    SAME = "same text"
    """Its text repeats that of an earlier article and was coded there."""
    BEFORE = "done before"
    """An earlier run finished it."""


@dataclass(frozen=True)
class Done:
    """One article and its outcome.

    ``article`` is ``None`` where the source could not give one. ``tokens`` includes failed tries,
    ``tries`` counts the requests for the last question, ``seconds`` is wall time. ``key`` is the
    16-byte key of the article in the journal. ``cut`` says how far an article was read that was not
    read to its end.
    """

    fate: Fate
    article: Article | None
    events: list[EventRecord] = field(default_factory=list)
    error: ExtractorError | None = None
    tokens: Tokens = field(default_factory=Tokens)
    tries: int = 0
    seconds: float = 0.0
    warnings: list[str] = field(default_factory=list)
    key: bytes = b""
    cut: str = ""

    @classmethod
    def of(cls, article: Article, outcome: Outcome, key: bytes = b"") -> Done:
        """The result for an extractor's outcome."""
        fate = Fate.FAILED if outcome.error else Fate.READ if outcome.asked else Fate.NOTHING
        return cls(
            fate,
            article,
            outcome.events,
            outcome.error,
            outcome.tokens,
            outcome.tries,
            outcome.seconds,
            outcome.warnings,
            key,
            outcome.cut,
        )

    @property
    def asked(self) -> bool:
        """True when the model was asked."""
        return self.fate is Fate.READ or isinstance(self.error, ModelError)

    @property
    def refused(self) -> bool:
        """True when the model declined to read it, or a provider's safety filter blocked it."""
        return isinstance(self.error, ModelRefused)

    @property
    def unsure(self) -> int:
        """How many events were dropped for low confidence (``--min-confidence``)."""
        from extractor.coding.least_confidence import LEFT_OUT

        return sum(one.startswith(LEFT_OUT) for one in self.warnings)


def stage_of(error: ExtractorError) -> str:
    """The stage at which an article failed: source, model, coding, check, or the program itself."""
    stages = (
        (ArticleError, "source"),
        (ModelError, "model"),
        (CodingError, "coding"),
        (RecordError, "check"),
    )
    return next((name for kind, name in stages if isinstance(error, kind)), "program")
