"""Finds what is wrong with a record, each finding at its field of the form.

The checks and codes are those of ``extract validate`` (:mod:`extractor.validate`). The rules
between columns run over the record's whole ACLED row, so that a coder also sees what is missing.
The page adds checks of its own: a record without date or place, evidence that is not in the
article, and text that is displayed differently from how it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extractor.codebook.actors import interaction_text
from extractor.codebook.rules import RULES, civilian_targeting
from extractor.records.field import Kind
from extractor.records.field_lookup import of_kind, parts_of
from extractor.records.known_columns import known_columns
from extractor.review.place_words import name_differs, place_differs
from extractor.text.printable import printable
from extractor.validate.acled_rules import broken_rules
from extractor.validate.codes import CODES
from extractor.validate.events import EventChecks

if TYPE_CHECKING:
    from extractor.custom_fields import CustomField
    from extractor.records import EventRecord
    from extractor.validate.finding import Problem

__all__ = ["Finding", "finding_titles", "findings_of", "is_error"]

OWN = {
    "no-date": "A record without a date",
    "no-place": "A record without a place",
    "no-point": "A place without coordinates",
    "evidence-moved": "Evidence that is not in the article",
    "evidence-differs": "Evidence and value name different places",
    "name-differs": "The place's name and its coordinates are of different places",
    "hidden-characters": "A value with hidden characters",
}
MAY_BE_RIGHT = ("evidence-differs", "name-differs")
POINT = ("latitude", "longitude", "geo_precision")
SHOWN: tuple[Kind, ...] = (
    *("type", "value", "prose", "date", "place"),
    *("toll", "things", "statements", "custom"),
)


def _form_fields() -> dict[str, str]:
    """The form's field for each column of a row and each part of a record."""
    found: dict[str, str] = {}
    for field in of_kind(*SHOWN):
        found |= dict.fromkeys((*field.acled, field.path), field.form)
    for side in (side for field in of_kind("actors") for side in field.sides):
        found |= dict.fromkeys((*side.acled, f"actors ({side.role})"), side.role)
    return found


FIELDS = _form_fields()


@dataclass(frozen=True)
class Finding:
    """A finding. ``field`` is its field in the form, ``code`` never changes its meaning, ``likely``
    is false for what may be right (a warning of ``extract validate``)."""

    code: str
    field: str
    message: str
    title: str
    source: str
    likely: bool = True

    def shown(self) -> dict[str, object]:
        """The finding as data for the page."""
        return asdict(self)


def finding_titles() -> dict[str, str]:
    """The title of each code."""
    return {**{name: code.title for name, code in CODES.items()}, **OWN}


def is_error(code: str) -> bool:
    """Whether findings of this code are errors, not warnings."""
    return CODES[code].is_error if code in CODES else code not in MAY_BE_RIGHT


def findings_of(
    record: EventRecord, text: str | None = None, own_fields: tuple[CustomField, ...] = ()
) -> list[Finding]:
    """All findings; ``text`` is the article's, if available, ``own_fields`` the user's as their
    file has them."""
    problems = broken_rules(RULES, _row(record))
    codes = {problem.code for problem in problems}
    whole = record.model_dump(mode="json")
    problems += [one for one in _checks(own_fields).problems(whole) if one.code not in codes]
    pointless = record.location is not None and record.location.latitude is None
    if pointless:
        problems = [one for one in problems if one.column not in POINT]
    found = [_finding(record, problem) for problem in problems]
    # One missing value is one finding, although the day has a precision and the place coordinates.
    for field, value in (("date", record.date), ("location", record.location)):
        if value is None:
            found = [one for one in found if one.field != field]
            name = "date" if field == "date" else "place"
            message = f"no {name}: the article or the coder has to give one"
            found.append(_of_page(f"no-{name}", field, message))
    if pointless:
        message = "no coordinates: choose the place from the list, or give latitude and longitude"
        found.append(_of_page("no-point", "location", message))
    found += _evidence(record, text)
    if differs := place_differs(record):
        found.append(_of_page("evidence-differs", "location", differs))
    if differs := name_differs(record):
        found.append(_of_page("name-differs", "location", differs))
    found += _turned(record)
    return found


@lru_cache(maxsize=4)
def _checks(own_fields: tuple[CustomField, ...]) -> EventChecks:
    return EventChecks(datetime.now(timezone.utc).date(), fields=own_fields)


def _finding(record: EventRecord, problem: Problem) -> Finding:
    code = CODES[problem.code]
    return Finding(
        problem.code,
        _field(record, problem.column or ""),
        problem.message,
        code.title,
        code.source,
        is_error(problem.code),
    )


def _field(record: EventRecord, column: str) -> str:
    """The form's field for a column or a path in the record: ``actors.1.evidence.0``."""
    if column in FIELDS:
        return FIELDS[column]
    name, _, part = column.partition(".")
    number = part.partition(".")[0]
    if name == "actors" and number.isdecimal() and int(number) < len(record.actors):
        return record.actors[int(number)].role.value
    if name == "casualties":
        return number
    return "perpetrator" if name == "actors" else FIELDS.get(name, "record")


def _of_page(code: str, field: str, message: str) -> Finding:
    return Finding(code, field, message, OWN[code], "extract review", is_error(code))


def _row(record: EventRecord) -> dict[str, object]:
    """The ACLED row as far as it is known; missing values are blank."""
    first = record.perpetrators[0] if record.perpetrators else None
    second = record.targets[0] if record.targets else None
    kind1, kind2 = first.kind if first else None, second.kind if second else None
    targeted = civilian_targeting(record.sub_event_type, kind1, kind2)
    columns = known_columns(record)
    day = columns["event_date"]
    return {column: "" if value is None else value for column, value in columns.items()} | {
        "event_date": day.isoformat() if day else "",
        "interaction": interaction_text(kind1, kind2) if kind1 else "",
        "civilian_targeting": "Civilian targeting" if targeted else "",
    }


def _evidence(record: EventRecord, text: str | None) -> Iterator[Finding]:
    """Evidence whose text differs from the article at its offsets."""
    if text is None:
        return
    for field, pieces in _pieces(record):
        for piece in pieces:
            if piece.article_id is None and text[piece.start : piece.end] != piece.text:
                message = f"its words are not in the article at {piece.start} to {piece.end}"
                yield _of_page("evidence-moved", field, message)
                break


def _pieces(record: EventRecord) -> Iterator[tuple[str, Any]]:
    for field in of_kind("date", "place", "actors", "toll", "counts", "statements", "custom"):
        for part in parts_of(field, record):
            yield part.role.value if field.sides else field.name, part.evidence


def _turned(record: EventRecord) -> Iterator[Finding]:
    """Values with characters that reverse or hide the text around them."""
    values = [("summary", record.summary), ("notes", record.notes)]
    values += [(actor.role.value, actor.name) for actor in record.actors]
    if record.location:
        values.append(("location", record.location.name))
    for field, value in values:
        if printable(value) != value:
            yield _of_page("hidden-characters", field, "holds characters that are not shown")
