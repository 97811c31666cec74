"""What is told apart from the rest: "In a separate attack a mine killed two people near Bria".

Of an event in such a sentence the tagger marks parties and counts of the event before it, too, and
of that event those of this one. From a sentence that begins so to the end of its paragraph another
event is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.models.encoder.tagging import Found
from extractor.readers.local.fillers import STATES, language_in
from extractor.readers.local.kinds_said import kinds_said

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.text.span import Sentence

__all__ = ["told_apart"]

TABLE, APART = "turn_words", "apart"
HEAD = 25
"""Letters at the head of a sentence among which such words begin."""
OWN = ("doer", "target", "hit", "victim", *STATES)
"""What another event has of its own; its place, day and weapon may be those told before."""


def told_apart(analysis: Analysis, events: Sequence[Found]) -> list[Found]:
    """The events, those told apart without parties and counts from before their paragraph's part,
    the others without any from such a part."""
    parts = list(_parts(analysis))
    return [_with_its_own(one, parts) for one in events] if parts else [*events]


def _parts(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """Where the parts of the text that tell another event begin and end."""
    sentences = analysis.article.sentences
    language = language_in(analysis.article.text)
    for sentence in sentences:
        if _turns(sentence.text, language):
            yield sentence.start, _end_of_paragraph(sentences, sentence)


def _turns(words: str, language: str) -> bool:
    said = kinds_said(words, TABLE, language)
    return any(one.kind == APART and one.start <= HEAD for one in said)


def _end_of_paragraph(sentences: Sequence[Sentence], sentence: Sentence) -> int:
    end = sentence.end
    for other in sentences[sentence.index + 1 :]:
        if other.paragraph != sentence.paragraph:
            break
        end = other.end
    return end


def _with_its_own(event: Found, parts: Sequence[tuple[int, int]]) -> Found:
    at = event.words.start
    mine = next((part for part in reversed(parts) if part[0] <= at < part[1]), None)
    roles = dict(event.roles)
    for role in OWN:
        roles[role] = [
            one
            for one in roles.get(role, ())
            if (one.start >= mine[0] if mine else not any(b <= one.start < e for b, e in parts))
        ]
    return replace(event, roles=roles)
