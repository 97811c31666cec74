"""What is wrong with a record, each finding at its field of the form.

The checks are those of ``extract validate`` (:mod:`extractor.validate`), with its codes. The rules
between columns run over the record's whole ACLED row, so that a coder is also told what is missing
from it. To them come the page's own: a record without date or place, evidence that is not in the
article, and text that shows otherwise than it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extractor.codebook.actors import interaction_text
from extractor.codebook.rules import RULES, civilian_targeting
from extractor.validate.acled_rules import broken_rules
from extractor.validate.codes import CODES
from extractor.validate.events import EventChecks

if TYPE_CHECKING:
    from extractor.records import EventRecord
    from extractor.validate.finding import Problem

__all__ = ["Finding", "findings_of"]

# Characters that turn or hide what is shown; the plain marks of right-to-left text do not.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
OWN = {
    "no-date": "A record without a date",
    "no-place": "A record without a place",
    "evidence-moved": "Evidence that is not in the article",
    "hidden-characters": "A value with hidden characters",
}
FIELDS = {  # the form's field for each column of a row, each part of a record
    **dict.fromkeys(("disorder_type", "event_type", "sub_event_type"), "type"),
    "civilian_targeting": "type",
    **dict.fromkeys(("event_date", "year", "time_precision", "date"), "date"),
    **dict.fromkeys(("actor1", "inter1", "interaction", "actors (perpetrator)"), "perpetrator"),
    **dict.fromkeys(("actor2", "inter2", "actors (target)"), "target"),
    **dict.fromkeys(("iso", "region", "country", "admin1", "location"), "location"),
    **dict.fromkeys(("latitude", "longitude", "geo_precision"), "location"),
    **dict.fromkeys(("fatalities", "casualties.killed"), "killed"),
    "casualties.injured": "injured",
    **dict.fromkeys(("allegations", "denials", "claims_of_responsibility"), "claims"),
    "requested_investigations": "claims",
    **{name: name for name in ("summary", "notes", "physical_targets", "weapons", "victims")},
}


@dataclass(frozen=True)
class Finding:
    """``field`` is the form's name for where it belongs, ``code`` never changes its meaning;
    ``likely`` is false for what only may be wrong (a warning of ``extract validate``)."""

    code: str
    field: str
    message: str
    title: str
    source: str
    likely: bool = True

    def shown(self) -> dict[str, object]:
        """The finding as the page gets it."""
        return asdict(self)


def findings_of(record: EventRecord, text: str | None = None) -> list[Finding]:
    """Everything found; ``text`` is the article's, if at hand."""
    problems = broken_rules(RULES, _row(record))
    known = {problem.code for problem in problems}
    whole = record.model_dump(mode="json")
    problems += [one for one in _checks().problems(whole) if one.code not in known]
    found = [_finding(record, problem) for problem in problems]
    # One missing value is one finding: the day has a precision, the place its coordinates.
    for field, value in (("date", record.date), ("location", record.location)):
        if value is None:
            found = [one for one in found if one.field != field]
            name = "date" if field == "date" else "place"
            message = f"no {name}: the article or the coder has to give one"
            found.append(_own(f"no-{name}", field, message))
    found += _evidence(record, text)
    found += _turned(record)
    return found


@lru_cache(maxsize=1)
def _checks() -> EventChecks:
    return EventChecks(datetime.now(timezone.utc).date())


def _finding(record: EventRecord, problem: Problem) -> Finding:
    code = CODES[problem.code]
    return Finding(
        problem.code,
        _field(record, problem.column or ""),
        problem.message,
        code.title,
        code.source,
        code.is_error,
    )


def _field(record: EventRecord, column: str) -> str:
    """The form's field for a column or a path in the record: ``actors.1.evidence.0``."""
    if column in FIELDS:
        return FIELDS[column]
    name, _, rest = column.partition(".")
    number = rest.partition(".")[0]
    if name == "actors" and number.isdecimal() and int(number) < len(record.actors):
        return record.actors[int(number)].role.value
    if name == "casualties":
        return number
    return "perpetrator" if name == "actors" else FIELDS.get(name, "record")


def _own(code: str, field: str, message: str) -> Finding:
    return Finding(code, field, message, OWN[code], "extract review")


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
    for told in record.casualties.told:
        yield "told", told.evidence
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
