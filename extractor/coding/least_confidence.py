"""``--min-confidence``: drops events below the threshold, clears values below it, and names each in
a warning.

A value without a confidence stays, because nothing was measured for it. An event is dropped where
its own confidence is too low, or that of its type, since no record can be without a type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from extractor.coding.row_warnings import is_row_warning, row_warnings
from extractor.coding.words import note_of, summary
from extractor.records import EventRecord
from extractor.records.parts import Role

__all__ = ["LEFT_OUT", "at_least"]

LEFT_OUT = "left out as not sure enough"
"""How the note of an event or a value begins."""
EVENT = {"event": "the event", "sub_event_type": "its type"}
Change = dict[str, Any]


def at_least(records: Sequence[EventRecord], least: float, notes: list[str]) -> list[EventRecord]:
    """Returns the records of one article with confidences of at least ``least`` (0 to 1).

    A record's warnings name the values that were cleared in it. A dropped event is named in
    ``notes`` and in the warnings of the article's other records.
    """
    kept, left = [], []
    for record in records:
        doubted = _below(record, EVENT, least)
        if doubted:
            name, sure = next(iter(doubted.items()))
            left.append(f"{LEFT_OUT}: {record.summary} ({EVENT[name]} {sure:g}, asked {least:g})")
        else:
            kept.append(record)
    notes += left
    return [_without(record, least, left) for record in kept]


def _below(record: EventRecord, names: Iterable[str], least: float) -> dict[str, float]:
    """Returns those of the named fields whose confidence is too low, with the confidence."""
    confidences = record.confidence.model_dump() if record.confidence else {}
    sure = {name: confidences[name] for name in names if confidences.get(name) is not None}
    return {name: value for name, value in sure.items() if value < least}


def _without(record: EventRecord, least: float, left: Sequence[str]) -> EventRecord:
    """Returns the record with the values below the threshold cleared."""
    gone = _below(record, VALUES, least)
    new_warnings = list(left)
    changes: Change = {}
    for name, sure in gone.items():
        shown, change = VALUES[name](record)
        record = record.model_copy(update=change)
        new_warnings.append(f"{LEFT_OUT}: {name} {shown} ({sure:g}, asked {least:g})")
    if gone:
        blank = dict.fromkeys(gone)
        for name in ("confidence", "checked"):
            part = getattr(record, name)
            changes[name] = part.model_copy(update=blank) if part else None
        changes["summary"] = summary(record.sub_event_type, record.location)
        changes["notes"] = note_of(record)
    before = record.extraction.warnings
    if gone:
        before = tuple(one for one in before if not is_row_warning(one))
        new_warnings += row_warnings(record)
    warnings = tuple(dict.fromkeys((*before, *new_warnings)))
    changes["extraction"] = record.extraction.model_copy(update={"warnings": warnings})
    return record.model_copy(update=changes)


def _date(record: EventRecord) -> tuple[str, Change]:
    when = record.date
    days = dict.fromkeys(str(day) for day in (when.start, when.end) if day) if when else {}
    return " to ".join(days), {"date": None}


def _location(record: EventRecord) -> tuple[str, Change]:
    return record.location.name if record.location else "", {"location": None}


def _side(role: Role) -> Callable[[EventRecord], tuple[str, Change]]:
    def change(record: EventRecord) -> tuple[str, Change]:
        names = ", ".join(one.name for one in record.actors if one.role is role)
        return names, {"actors": tuple(one for one in record.actors if one.role is not role)}

    return change


def _killed(record: EventRecord) -> tuple[str, Change]:
    toll = record.casualties.killed
    people = record.casualties.model_copy(update={"killed": None})
    return str(toll.coded if toll else 0), {"casualties": people}


VALUES: dict[str, Callable[[EventRecord], tuple[str, Change]]] = {
    "date": _date,
    "location": _location,
    "perpetrators": _side(Role.PERPETRATOR),
    "targets": _side(Role.TARGET),
    "killed": _killed,
}
"""For each field of ``confidence``: a function that returns the value in words and the change that
clears it."""
