"""The summary and the note of a record written anew from its fields, as the extractor writes them.

They follow from the fields until a coder writes his own words: mending a place mends the note that
names it, and a note that somebody has written is never touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.coding.words import note, summary
from extractor.records.field import sentence_of
from extractor.records.field_lookup import of_kind

if TYPE_CHECKING:
    from extractor.records import EventRecord

__all__ = ["kept_in_step", "note_of", "summary_of"]


def summary_of(record: EventRecord) -> str:
    """The event in one line, from its type and place."""
    return summary(record.sub_event_type, record.location)


def note_of(record: EventRecord) -> str:
    """The ACLED note, from all fields."""
    return note(
        record.sub_event_type,
        record.date,
        record.location,
        record.actors,
        record.casualties,
        _said(record),
    )


def kept_in_step(before: EventRecord, after: EventRecord) -> EventRecord:
    """``after`` with summary and note written anew where they were the fields' own words before
    and the coder has not changed them."""
    changed = {}
    if after.summary == before.summary == summary_of(before):
        changed["summary"] = summary_of(after)
    if after.notes == before.notes == note_of(before):
        changed["notes"] = note_of(after)
    return after.model_copy(update=changed) if changed else after


def _said(record: EventRecord) -> list[str]:
    """The statements as short sentences, in the order the article has them."""
    said = [
        (_at(one), sentence_of(field, one))
        for field in of_kind("statements")
        for one in field.of(record)
    ]
    return [sentence for _, sentence in sorted(said, key=lambda one: one[0])]


def _at(statement: object) -> int:
    evidence = getattr(statement, "evidence", ())
    return int(evidence[0].start) if evidence else 10**9
