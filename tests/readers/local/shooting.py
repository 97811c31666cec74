"""A shooting with what is told after it, and who accuses whom of it."""

from __future__ import annotations

from marked import Marked

from extractor.records import EventRecord

SHOT = "Gunmen shot three farmers in Mangu, Nigeria, on Monday. "


def shot(rest: str) -> Marked:
    """A shooting, and what is told after it."""
    marked = Marked(SHOT + rest)
    marked.event("shot", place="Mangu", day="Monday", doer="Gunmen")
    return marked


def record_of(marked: Marked) -> EventRecord:
    """The only record of the article."""
    (record,) = marked.outcome().events
    return record


def accusations(record: EventRecord) -> list[tuple[str | None, str | None]]:
    """Speaker and accused of each allegation."""
    return [(one.speaker, one.accused) for one in record.allegations]
