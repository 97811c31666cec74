"""Did it happen? Words around an incident word that say it did not, or has not yet.

A vow, a threat, a fear, a call, a plan, a rule in general, a denial: none of these is an event.
The cues stand in the lexicon ``realis.tsv``; one counts when it stands in the same clause,
before the incident words (or right after them, for ``after`` cues).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from extractor.languages.patterns import one_of
from extractor.lexicon.files import entries, lexicon_languages
from extractor.text.span import Span

__all__ = ["Realis", "realis"]


class Realis(str, Enum):
    """Whether the words tell of something that took place."""

    ACTUAL = "actual"
    PLANNED = "planned"
    NEGATED = "negated"
    GENERIC = "generic"


# How far before the incident words a cue may stand, in characters: about nine words.
REACH = 60
STOP = r"[;:—–]|--|[.!?]\s|,\s+(?:and|leaving|killing)\b"
CLAUSE_BREAK = re.compile(rf"{STOP}|\b{one_of('new_clause')}\b")


def realis(text: str, mention: Span, sentence: Span, *, languages: Sequence[str] = ()) -> Realis:
    """Whether the incident words happened, by the cues in their clause of the sentence."""
    start = max(sentence.start, mention.start - REACH)
    for cut in CLAUSE_BREAK.finditer(text, start, mention.start):
        start = cut.end()
    before = text[start : mention.end]
    after = text[mention.end : min(sentence.end, mention.end + 16)]
    for language in languages or lexicon_languages():
        for entry in entries("realis", language):
            label, where = entry.label.split("/")
            window = after if where == "after" else before
            if entry.pattern.search(window):
                return Realis(label)
    return Realis.ACTUAL
