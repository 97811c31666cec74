"""Options for reading articles: which reader, which gate, how many readings."""

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
    """The user's options for reading; ``None`` chooses what suits the model or the reader.

    ``gate``: with ``tagger``, articles that the tagger finds unlikely to report a current event are
    not read (:mod:`extractor.readers.gate`); the reader ``local`` judges that itself. ``verify``:
    the record reader shows its reading to the model once more and asks what is wrong or missing.
    ``votes``: it reads so many times and keeps what most readings agree on. ``limits``: how much of
    one article is read, and for how long. ``lessons``: those of the user's reviewed records.
    ``fields``: the user's own fields, which the record reader also asks for. ``least``: values with
    a lower confidence are left out with a note (:mod:`extractor.coding.least_confidence`).
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
        """Return the options as they are, or made from a reader's name alone."""
        return reader if isinstance(reader, ReaderOptions) else cls(reader)


def gate_named(name: str | None) -> str:
    """Return the gate's name, ``none`` if ``name`` is ``None``. Raises :class:`ExtractorError` for
    an unknown gate."""
    if name == "lexicon":
        raise ExtractorError(LEXICON_GONE)
    if name is not None and name not in GATES:
        raise ExtractorError(f"no gate {name!r}; there are: {', '.join(GATES)}")
    return name or "none"
