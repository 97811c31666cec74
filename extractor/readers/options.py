"""How articles are to be read: which reader, and how often it looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.errors import ExtractorError
from extractor.limits import Limits

if TYPE_CHECKING:
    from extractor.custom_fields import CustomField
    from extractor.lessons.lesson import Lessons

__all__ = ["GATES", "MOST_VOTES", "READERS", "ReaderOptions", "gate_named"]

READERS = ("local", "record")
GATES = ("none", "tagger")
LEXICON_GONE = (
    "the gate `lexicon` is gone: `tagger` leaves out articles that hardly tell of an event, in "
    "every language"
)
MOST_VOTES = 9


@dataclass(frozen=True)
class ReaderOptions:
    """What is asked for; ``None`` is what suits the model or the reader.

    ``gate``: with ``tagger`` an article that hardly tells of a current event, as the tagger sees
    it, is not read (:mod:`extractor.readers.gate`); the reader ``local`` looks for itself.
    ``verify``: the record reader shows its reading to the model once more and asks what is wrong or
    missing. ``votes``: it reads so many times and keeps what most readings agree on. ``limits``:
    how much of one article is read, and for how long. ``lessons`` are those of the user's reviewed
    records, ``fields`` those of the user's own that the record reader is asked too. ``least``: what
    has a lower confidence is left out, and said to be (:mod:`extractor.coding.least_confidence`).
    """

    name: str | None = None
    gate: str | None = None
    verify: bool = False
    votes: int = 1
    limits: Limits = field(default_factory=Limits)
    lessons: Lessons | None = None
    fields: tuple[CustomField, ...] = ()
    least: float | None = None

    @classmethod
    def of(cls, reader: str | ReaderOptions | None) -> ReaderOptions:
        """The options of a reader's name alone, or as they are."""
        return reader if isinstance(reader, ReaderOptions) else cls(reader)


def gate_named(name: str | None) -> str:
    """The gate that is meant, ``none`` where none is named. Raises :class:`ExtractorError` for one
    that there is not."""
    if name == "lexicon":
        raise ExtractorError(LEXICON_GONE)
    if name is not None and name not in GATES:
        raise ExtractorError(f"no gate {name!r}; there are: {', '.join(GATES)}")
    return name or "none"
