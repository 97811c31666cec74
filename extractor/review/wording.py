"""The summary and the note of a record written anew from its fields, as the extractor writes them.

They follow from the fields until a coder writes his own words: mending a place mends the note that
names it, and a note that somebody has written is never touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.coding.words import note, summary

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
    said: list[tuple[int, str]] = []
    for allegation in record.allegations:
        accused = allegation.accused or "somebody"
        said.append((_at(allegation), f"{_who(allegation.speaker)} accused {accused}."))
    for denial in record.denials:
        said.append((_at(denial), f"{_who(denial.speaker)} denied it."))
    for claim in record.claims_of_responsibility:
        said.append((_at(claim), f"{_who(claim.speaker)} claimed responsibility."))
    for asked in record.requested_investigations:
        by = f" by {asked.investigator}" if asked.investigator else ""
        said.append((_at(asked), f"{_who(asked.requester)} asked for an investigation{by}."))
    return [" ".join(sentence.split()) for _, sentence in sorted(said, key=lambda one: one[0])]


def _who(speaker: str | None) -> str:
    return speaker[:1].upper() + speaker[1:] if speaker else "Somebody"


def _at(statement: object) -> int:
    evidence = getattr(statement, "evidence", ())
    return int(evidence[0].start) if evidence else 10**9
