"""The decisions of a coder: each maps the page's request to the records before and after."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Literal

from extractor.codebook.types import SubEventType, disorder_type_of, event_type_of
from extractor.coding.words import note_of
from extractor.errors import ReviewError
from extractor.records import EventRecord
from extractor.records.field_lookup import nested, of_kind
from extractor.review.checks import checks_there
from extractor.review.combining import combined
from extractor.review.drafts import mended_of
from extractor.review.journal import Entry
from extractor.review.rows import status_of
from extractor.review.session import Session, Stale, with_review
from extractor.review.wording import kept_in_step, summary_of

__all__ = [
    "accept",
    "add",
    "mend",
    "mended_record",
    "merge",
    "reject",
    "reopen",
    "split",
    "stamp",
]

LONGEST_REASON = 2000
ALONE = of_kind("date", "place", "toll")  # one value or none
LISTS = of_kind("actors", "counts", "things", "statements")
HOLDERS = {field.holder for field in (*ALONE, *LISTS) if field.holder}
Side = Literal["first", "second", "both"]


def accept(session: Session, event: str, revision: int) -> Entry | None:
    """Accept the record as it is; ``None`` if it was accepted before."""
    before = _opened(session, event, revision)
    if status_of(before) == "accepted":
        session.may_decide(before)
        return None
    after = with_review(before, **stamp(session, "accepted", None))
    return session.decide("accept", event, [before], [after])


def reject(session: Session, event: str, revision: int, reason: str) -> Entry:
    """Reject the record: it is not an event, or not one to keep. A reason is required."""
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise ReviewError("a rejection needs a reason")
    before = _opened(session, event, revision)
    after = with_review(before, **stamp(session, "rejected", reason))
    return session.decide("reject", event, [before], [after], reason=reason)


def reopen(session: Session, event: str, revision: int) -> Entry:
    """Remove the decision about the record; corrections stay."""
    before = _opened(session, event, revision)
    return session.decide("reopen", event, [before], [with_review(before)])


def mend(session: Session, event: str, revision: int, given: Mapping[str, Any]) -> Entry | None:
    """Change values of the record; ``None`` if none differs.

    Raises :class:`ReviewError` naming the first field that does not fit.
    """
    before = _opened(session, event, revision)
    made = mended_record(session, before, given)
    if made is None:
        return None
    after, fields = made
    return session.decide("mend", event, [before], [after], fields=fields)


def mended_record(
    session: Session, before: EventRecord, given: Mapping[str, Any]
) -> tuple[EventRecord, list[str]] | None:
    """The record with the new values and the names of those changed; ``None`` if none differs.

    Raises :class:`ReviewError` naming the first field that does not fit.
    """
    record, errors = mended_of(given, before)
    if record is None:
        field, message = errors[0]
        raise ReviewError(f"{field}: {message}")
    after = kept_in_step(before, record)
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    fields = [name for name in {**new, **old} if new.get(name) != old.get(name)]
    if not fields:
        return None
    return with_review(after, **stamp(session, "mended", None)), fields


def merge(session: Session, event: str, revision: int, other: str) -> Entry:
    """Merge two records of one event: the first stays, completed from the other."""
    first = _opened(session, event, revision)
    if event == other:
        raise ReviewError("an event cannot be merged with itself")
    second = session.record(other)
    made = with_review(combined(first, second), **stamp(session, "mended", None))
    return session.decide("merge", event, [first, second], [made])


def split(session: Session, event: str, revision: int, sides: Mapping[str, Side]) -> Entry:
    """Split one record into two events. ``sides`` says which of them each part belongs to:
    ``date``, ``killed``, ``actors.0``, ``told.1``, ``allegations.2`` …; parts not named go to both.
    """
    before = _opened(session, event, revision)
    whole = before.model_dump(mode="json")
    halves = [_half(whole, sides, "first"), _half(whole, sides, "second")]
    halves[1]["id"] = _new_id(session, f"{event}\x1fsplit")
    mended = stamp(session, "mended", None)
    made = [
        with_review(one.model_copy(update={"checked": checks_there(one)}), **mended)
        for one in map(EventRecord.model_validate, halves)
    ]
    return session.decide("split", event, [before], [kept_in_step(before, one) for one in made])


def add(session: Session, article: str, kind: str) -> Entry:
    """Add an event of the article that the machine missed: only its type, the rest is to be filled
    in."""
    earlier = session.articles.get(article)
    if earlier is None:
        raise ReviewError(f"there is no article {article}")
    try:
        sub = SubEventType(kind)
    except ValueError:
        raise ReviewError(f"{kind} is not a sub-event type") from None
    source = earlier.source_name
    made = EventRecord.model_validate(
        {
            "id": _new_id(session, f"{earlier.sha256}\x1fadd"),
            "disorder_type": disorder_type_of(sub),
            "event_type": event_type_of(sub),
            "sub_event_type": sub,
            "summary": "-",
            **nested({field.path: None for field in ALONE} | {field.path: () for field in LISTS}),
            "notes": "",
            "source": {
                "article_id": earlier.key,
                "publisher": source,
                "published": earlier.published,
                "url": earlier.url,
                "sha256": earlier.sha256,
            },
            "extraction": {
                "extractor_version": version("extract-events"),
                "model": "none",
                "reader": "coder",
                "prompt_version": "none",
                "extracted_at": session.now(),
                "tokens": {"prompt": 0, "cached": 0, "completion": 0},
                "warnings": (),
            },
            "review": stamp(session, "mended", None),
        }
    )
    made = made.model_copy(update={"summary": summary_of(made), "notes": note_of(made)})
    return session.decide("add", made.id, [], [made])


def _opened(session: Session, event: str, revision: int) -> EventRecord:
    record = session.record(event)
    if revision != session.revision(event):
        raise Stale("the event was changed meanwhile, perhaps in another tab; it is shown anew")
    return record


def stamp(session: Session, status: str, reason: str | None) -> dict[str, Any]:
    """The decision as stored in the record: by this coder, now."""
    return {"status": status, "coder": session.coder, "at": session.now(), "reason": reason}


def _half(whole: dict[str, Any], sides: Mapping[str, Side], which: Side) -> dict[str, Any]:
    """The values that one of the two events gets of the whole."""

    def has(part: str) -> bool:
        return sides.get(part, "both") in ("both", which)

    half = {**whole, **{name: {**whole[name]} for name in HOLDERS}}
    for field in (*ALONE, *LISTS):
        part = half[field.holder] if field.holder else half
        if field in ALONE:
            part[field.name] = part.get(field.name) if has(field.name) else None
        else:
            several = part.get(field.name, [])
            part[field.name] = [one for n, one in enumerate(several) if has(f"{field.name}.{n}")]
    return half


def _new_id(session: Session, seed: str) -> str:
    """A new id. The same decisions in the same order give the same ids."""
    number = len(session.journal)
    while True:
        digest = hashlib.sha256(f"{seed}\x1f{number}".encode("utf-8", "surrogatepass"))
        if (made := digest.hexdigest()[:16]) not in session:
            return made
        number += 1
