"""What a reader found in an article: its types, and finding a reader's words in the text.

Every reader gives a :class:`Reading`; coding works on it alone and never searches for words again.
"""

from __future__ import annotations

from extractor.reading.types import (
    Answer,
    Event,
    Match,
    Party,
    Reading,
    Relation,
    Said,
    Statement,
    StatementKind,
    Tokens,
    TollState,
    TollTold,
    When,
    Where,
    name_of,
)

__all__ = [
    "Answer",
    "Event",
    "Match",
    "Party",
    "Reading",
    "Relation",
    "Said",
    "Statement",
    "StatementKind",
    "Tokens",
    "TollState",
    "TollTold",
    "When",
    "Where",
    "name_of",
]
