"""Keeps events of separate parts apart: "In a separate attack a mine killed two people near Bria".

The tagger mixes parties and counts of an event in such a sentence with those of the event before
it. From a sentence that begins so to the end of its paragraph, the text reports another event.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Found
from extractor.readers.local.fillers import STATES, language_in
from extractor.readers.local.sentences import paragraph_of

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["told_apart"]

TABLE, APART = "turn_words", "apart"
HEAD = 25
"""Characters at the head of a sentence within which such words begin."""
OWN = ("doer", "target", "hit", "victim", *STATES)
"""Roles that a separate event does not share; its place, day and weapon may be those before it."""


class _Part(NamedTuple):
    """Where a part of the text begins and ends."""

    start: int
    end: int


def told_apart(analysis: Analysis, events: Sequence[Found]) -> list[Found]:
    """Drop parties and counts from the wrong part: an event in a separate part loses those before
    that part, other events lose those inside one."""
    parts = list(_parts(analysis))
    return [_with_its_own(one, parts) for one in events] if parts else [*events]


def _parts(analysis: Analysis) -> Iterator[_Part]:
    """Yield the separate parts of the text, each to the end of its paragraph."""
    language = language_in(analysis.article.text)
    for sentence in analysis.article.sentences:
        if _turns(sentence.text, language):
            yield _Part(sentence.start, paragraph_of(analysis, sentence)[1])


def _turns(words: str, language: str) -> bool:
    said = kinds_said(words, TABLE, language)
    return any(one.kind == APART and one.start <= HEAD for one in said)


def _begins(part: _Part) -> int:
    return part.start


def _part_at(parts: Sequence[_Part], at: int) -> _Part | None:
    """Return the last part that begins before the offset ``at`` and contains it."""
    found = bisect_right(parts, at, key=_begins) - 1
    return parts[found] if found >= 0 and at < parts[found].end else None


def _with_its_own(event: Found, parts: Sequence[_Part]) -> Found:
    mine = _part_at(parts, event.words.start)
    roles = dict(event.roles)
    for role in OWN:
        roles[role] = [
            one
            for one in roles.get(role, ())
            if (one.start >= mine.start if mine else _part_at(parts, one.start) is None)
        ]
    return replace(event, roles=roles)
