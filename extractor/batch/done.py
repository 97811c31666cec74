"""The outcome of one article of many: its events or its error, and what it cost."""

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
    """How an article ended; each ends in exactly one way, so the counts add up."""

    READ = "read"
    """The model read it, or code saw all there is; it may hold no event."""
    NOTHING = "left out by the gate"
    """It hardly tells of an event, as the gate sees it: never sent to the model."""
    FAILED = "failed"
    """It could not be read; :attr:`Done.error` says why."""
    SAME = "same text"
    """Its text is that of an article before: coded once, there."""
    BEFORE = "done before"
    """An earlier run finished it."""


@dataclass(frozen=True)
class Done:
    """One article and what became of it.

    ``article`` is ``None`` where the source could not even give one; ``tokens`` counts failed
    tries too, ``tries`` the requests made for the last question, ``seconds`` is wall time. ``key``
    is the 16 bytes the journal knows the article by; ``cut`` says how far
    an article was read that was not read to its end.
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
        """What an extractor's outcome came to."""
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
        """How many events were left out as not sure enough (``--min-confidence``)."""
        from extractor.coding.least_confidence import LEFT_OUT

        return sum(one.startswith(LEFT_OUT) for one in self.warnings)


def stage_of(error: ExtractorError) -> str:
    """Where on its way an article failed: source, model, coding, check, or the program itself."""
    stages = (
        (ArticleError, "source"),
        (ModelError, "model"),
        (CodingError, "coding"),
        (RecordError, "check"),
    )
    return next((name for kind, name in stages if isinstance(error, kind)), "program")
