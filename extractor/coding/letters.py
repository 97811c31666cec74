"""Restores the article's own letters in a record, where a copy in other case was read."""

from __future__ import annotations

from typing import Any

from extractor.analysis import Analysis
from extractor.coding.words import note_of
from extractor.records import EventRecord

__all__ = ["in_own_letters"]


def in_own_letters(record: EventRecord, analysis: Analysis) -> EventRecord:
    """Returns the record with every piece of the copy's text replaced by the article's own text,
    and with a note made from these.

    The copy differs in case only, never in offsets. So evidence is cut from the article at the same
    offsets, and other words (a speaker, an actor's text) are searched for in the copy.
    """
    if analysis.given is analysis.article:
        return record
    restored = EventRecord.model_validate(
        _restored(record.model_dump(mode="json"), analysis.article.text, analysis.given.text)
    )
    return restored.model_copy(update={"notes": note_of(restored)})


def _restored(value: Any, copy: str, original: str) -> Any:
    if isinstance(value, list):
        return [_restored(one, copy, original) for one in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"start", "end", "text"}:
        return {**value, "text": original[value["start"] : value["end"]]}
    first = min((e["start"] for e in value.get("evidence") or ()), default=0)
    return {
        key: _word(one, copy, original, first)
        if isinstance(one, str) and key in WORDS
        else _restored(one, copy, original)
        for key, one in value.items()
    }


# Fields that hold words of the article. Coded names keep the letters of the copy.
WORDS = frozenset(
    [
        "text",
        "speaker",
        "accused",
        "statement",
        "requester",
        "addressee",
        "investigator",
        "teller",
        "attributed_by",
    ]
)


def _word(words: str, copy: str, original: str, first: int) -> str:
    """Returns the article's letters for words of the copy that stand at or after ``first``, or else
    anywhere. Words joined from several places are returned unchanged."""
    at = copy.find(words, first)
    at = copy.find(words) if at < 0 else at
    return words if at < 0 else original[at : at + len(words)]
