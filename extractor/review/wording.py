"""Writes the summary and the note of a record from its fields, as the extractor does.

They follow from the fields until a coder writes them by hand: correcting a place corrects the note
that names it, and a note written by a person is never changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.coding.words import note_of, summary

if TYPE_CHECKING:
    from extractor.records import EventRecord

__all__ = ["is_own_note", "kept_in_step", "summary_of"]


def summary_of(record: EventRecord) -> str:
    """The event in one line, from its type and place."""
    return summary(record.sub_event_type, record.location)


def is_own_note(record: EventRecord) -> bool:
    """Whether the note follows from the fields. The order of its sentences is ignored: until 0.2.0
    statements stood in the reader's order, and repeated ones more than once."""
    return _sentences(record.notes) == _sentences(note_of(record))


def kept_in_step(before: EventRecord, after: EventRecord) -> EventRecord:
    """``after`` with summary and note rewritten, if they followed from the fields before and the
    coder has not changed them."""
    changed = {}
    if after.summary == before.summary == summary_of(before):
        changed["summary"] = summary_of(after)
    if after.notes == before.notes and is_own_note(before):
        changed["notes"] = note_of(after)
    return after.model_copy(update=changed) if changed else after


def _sentences(note: str) -> set[str]:
    return {one.removesuffix(".") for one in note.split(". ")}
