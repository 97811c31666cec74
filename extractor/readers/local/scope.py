"""Drops what reads like an event and is none: an accident, a drill, a museum that an army opens.

The words are in the languages' tables ``no_event``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor import languages
from extractor.codebook.types import SubEventType
from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Found
from extractor.readers.local.fillers import language_in
from extractor.readers.prompting import not_coded

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["in_scope"]

TABLE = "no_event"
DEEDS, STATEMENTS = "event_words", "statement_words"
SPEAKING = frozenset(["accusation", "denial", "that", "not"])
ACCIDENT = "an accident"
OF_A_TYPE = 0.6
"""Least probability of the type of an event that is reported beside an accident."""
BESIDE = {
    SubEventType.HEADQUARTERS: ("museum",),
    SubEventType.DISRUPTED_WEAPONS_USE: ("drugs",),
}
"""By event type, the subjects in its sentence that show that it is no such event."""


def in_scope(analysis: Analysis, found: Sequence[Found]) -> tuple[list[Found], list[str]]:
    """Return the events in scope, and a note for each of the others. Beside a named accident, an
    event without a likely type is the accident reported again ("ran into each other")."""
    reasons = [_no_event(analysis, one) for one in found]
    if ACCIDENT in reasons:
        reasons = [
            why or (ACCIDENT if one.kinds[0][1] < OF_A_TYPE else None)
            for why, one in zip(reasons, found, strict=True)
        ]
    text = analysis.article.text
    pairs = zip(found, reasons, strict=True)
    notes = [not_coded(text[o.words.start : o.words.end], why) for o, why in pairs if why]
    return [one for one, why in zip(found, reasons, strict=True) if why is None], notes


def _only_speaks(words: str, language: str) -> bool:
    """Whether the words mean only accusing or denying ("waxay ku eedeysay") and no deed."""
    if language not in languages.having(DEEDS) or kinds_said(words, DEEDS, language):
        return False
    said = {one.kind for one in kinds_said(words, STATEMENTS, language)}
    return bool(said) and said <= SPEAKING


def _no_event(analysis: Analysis, found: Found) -> str | None:
    """Return why an event is out of scope; ``None`` if it is in scope."""
    text = analysis.article.text
    language = language_in(text)
    words = found.words
    kinds = {one.kind for one in kinds_said(text[words.start : words.end], TABLE, language)}
    armed = bool(found.roles.get("weapon"))
    if "accident" in kinds:
        return ACCIDENT
    if _only_speaks(text[words.start : words.end], language):
        return "what somebody says of an event"
    sentence = analysis.article.sentence_of(analysis.article.span(words.start, words.end))
    if sentence is None:
        return None
    beside = {one.kind for one in kinds_said(sentence.text, TABLE, language)}
    if "drill" in beside:
        return "a drill"
    others = BESIDE.get(SubEventType(found.kind), ())
    other_kind = next((kind for kind in others if kind in beside), None)
    return (
        None if other_kind is None or (armed and other_kind == "drugs") else f"told of {other_kind}"
    )
