"""What is wrong with a record, each finding at its field of the form.

The rules are the codebook's (:func:`extractor.codebook.rules.check_event`), run on the record's
ACLED row, whole or not; to them come two of the review's own: evidence that is not in the article,
and text that shows otherwise than it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from extractor.codebook.actors import interaction_text
from extractor.codebook.rules import check_event, civilian_targeting

if TYPE_CHECKING:
    from extractor.records import EventRecord

__all__ = ["Finding", "findings_of"]

# Characters that turn or hide what is shown; the plain marks of right-to-left text do not.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
FIELDS = {  # the form's field for each rule; the first actor's where two are concerned
    "event-type": "type",
    "sub-event-type": "type",
    "disorder-type": "type",
    "sub-event-type-fits": "type",
    "disorder-type-follows": "type",
    "inter": "perpetrator",
    "actor1": "perpetrator",
    "actor2-inter2": "target",
    "actor2-needed": "target",
    "interaction": "perpetrator",
    "interaction-follows": "perpetrator",
    "protests-protesters": "perpetrator",
    "riots-rioters": "perpetrator",
    "violence-civilians": "target",
    "battles-armed": "target",
    "peaceful-protest-alone": "target",
    "intervention-intervener": "target",
    "civilian-targeting": "type",
    "civilian-targeting-follows": "type",
    "time-precision": "date",
    "year-follows": "date",
    "geo-precision": "location",
    "coordinates": "location",
    "country": "location",
    "admin1": "location",
    "region-follows": "location",
    "iso-follows": "location",
    "fatalities": "killed",
}


@dataclass(frozen=True)
class Finding:
    """``field`` is the form's name for where it belongs, ``code`` never changes its meaning."""

    code: str
    field: str
    message: str
    title: str
    source: str

    def shown(self) -> dict[str, str]:
        """The finding as the page gets it."""
        return asdict(self)


def findings_of(record: EventRecord, text: str | None = None) -> list[Finding]:
    """Everything found; ``text`` is the article's, if at hand."""
    found = [
        Finding(
            one.rule.name,
            FIELDS.get(one.rule.name, "record"),
            one.message,
            one.rule.title,
            one.rule.source,
        )
        for one in check_event(_row(record))
        # One missing value is one finding: the day has a precision, the place its coordinates.
        if not (one.rule.name == "time-precision" and record.date is None)
        and not (one.rule.name != "country" and _no_place(record, one.rule.name))
    ]
    if record.date is None:
        found.append(_own("no-date", "date", "no date: the article or the coder has to give one"))
    found += _evidence(record, text)
    found += _turned(record)
    return found


def _own(code: str, field: str, message: str) -> Finding:
    return Finding(code, field, message, message, "extract review")


def _no_place(record: EventRecord, rule: str) -> bool:
    place_rules = ("geo-precision", "coordinates", "admin1", "region-follows", "iso-follows")
    return record.location is None and rule in place_rules


def _row(record: EventRecord) -> dict[str, object]:
    """The ACLED row as far as the record goes; what is missing is blank."""
    first = record.perpetrators[0] if record.perpetrators else None
    second = record.targets[0] if record.targets else None
    kind1, kind2 = first.kind if first else None, second.kind if second else None
    where, day = record.location, record.date.coded_day if record.date else None
    targeted = civilian_targeting(record.sub_event_type, kind1, kind2)
    killed = record.casualties.killed
    return {
        "event_date": day.isoformat() if day else "",
        "year": day.year if day else "",
        "time_precision": record.date.precision if record.date else "",
        "disorder_type": record.disorder_type,
        "event_type": record.event_type,
        "sub_event_type": record.sub_event_type,
        "actor1": first.name if first else "",
        "inter1": kind1 or "",
        "actor2": second.name if second else "",
        "inter2": kind2 or "",
        "interaction": interaction_text(kind1, kind2) if kind1 else "",
        "civilian_targeting": "Civilian targeting" if targeted else "",
        "iso": where.iso if where else "",
        "region": where.region or "" if where else "",
        "country": where.country if where else "",
        "admin1": where.admin1 if where else "",
        "latitude": where.latitude if where else "",
        "longitude": where.longitude if where else "",
        "geo_precision": where.precision if where else "",
        "fatalities": killed.coded if killed else 0,
    }


def _evidence(record: EventRecord, text: str | None) -> Iterator[Finding]:
    """Evidence that is not what the article has at its offsets."""
    if text is None:
        return
    for field, pieces in _pieces(record):
        for piece in pieces:
            if piece.article_id is None and text[piece.start : piece.end] != piece.text:
                message = f"its words are not in the article at {piece.start} to {piece.end}"
                yield _own("evidence-moved", field, message)
                break


def _pieces(record: EventRecord) -> Iterator[tuple[str, Any]]:
    if record.date:
        yield "date", record.date.evidence
    if record.location:
        yield "location", record.location.evidence
    for actor in record.actors:
        yield actor.role.value, actor.evidence
    for name in ("killed", "injured"):
        toll = getattr(record.casualties, name)
        if toll:
            yield name, toll.evidence
    for name in ("allegations", "denials", "claims_of_responsibility", "requested_investigations"):
        for statement in getattr(record, name):
            yield name, statement.evidence


def _turned(record: EventRecord) -> Iterator[Finding]:
    """Values that hold characters which turn or hide the text around them."""
    values = [("summary", record.summary), ("notes", record.notes)]
    values += [(actor.role.value, actor.name) for actor in record.actors]
    if record.location:
        values.append(("location", record.location.name))
    for field, value in values:
        if TURNING.search(value.replace("\n", " ").replace("\t", " ")):
            yield _own("hidden-characters", field, "holds characters that are not shown")
