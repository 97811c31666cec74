"""A record as a row of the list: small, flat, ready to be filtered, sorted and searched.

The content of a row is chosen here and in ``columns.py``, not by the table of the record's fields:
a new field does not become a column of the list.
"""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.records.checked import SURENESS, Check, worst
from extractor.records.field_lookup import of_kind
from extractor.review.columns import COLUMNS
from extractor.review.own_fields import own_cells

if TYPE_CHECKING:
    from extractor.records import EventRecord

__all__ = ["LOW", "UNCHECKED", "Row", "folded", "row_of", "status_of"]

UNCHECKED = "none"
LOW = 0.5  # measured confidence below this is "low confidence"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list. Empty text means unknown; ``day`` is ACLED's event_date in ISO form.

    ``place_in_file`` is the record's position in the file under review. ``checked`` is who decided
    its least certain value, or :data:`UNCHECKED`; ``weakest`` names the values that are no more
    certain, ``disputed`` those on which reader and rule differ. ``doubt`` is a sort key: it is
    smaller the more values are disputed, then decided by the reader, then by a rule. ``codes`` are
    those of its findings, empty before it is checked; ``plain`` are the values of the plain columns
    (columns.py), in order; ``own`` are those of the user's own fields as (name, text).
    """

    id: str
    place_in_file: tuple[int, ...]
    status: str
    event_type: str
    sub_event_type: str
    day: str
    precision: int
    country: str
    place: str
    admin1: str
    latitude: float | None
    longitude: float | None
    geo_precision: int
    first: str
    second: str
    actors: tuple[str, ...]
    plain: tuple[str | int | None, ...]
    custom_cells: tuple[tuple[str, str], ...]
    injured: int | None
    findings: int | None
    codes: tuple[str, ...]
    low: bool
    confidence: float | None
    checked: str
    disputed: tuple[str, ...]
    weakest: tuple[str, ...]
    doubt: tuple[int, ...]
    allegations: int
    denials: int
    claims: int
    investigations: int
    summary: str
    article: str
    source: str
    coder: str
    words: str

    def shown(self) -> dict[str, Any]:
        """The data for the page."""
        names = (
            *("id", "status", "event_type", "sub_event_type", "day", "precision", "country"),
            *("place", "admin1", "first", "second", "injured"),
            *("findings", "low", "confidence", "checked", "disputed"),
            *("allegations", "denials", "claims", "investigations", "summary", "coder"),
        )
        plain = {column.name: cell for column, cell in zip(COLUMNS, self.plain, strict=True)}
        own_fields = {"own": dict(self.custom_cells)} if self.custom_cells else {}
        return {**{name: getattr(self, name) for name in names}, **plain, **own_fields}


def row_of(
    record: EventRecord, place_in_file: tuple[int, ...], codes: tuple[str, ...] | None
) -> Row:
    """The row of a record; ``codes`` are those of its findings, ``None`` before it is checked."""
    where = record.location
    day = record.date.coded_day if record.date else None
    injured = record.casualties.injured
    confidence = _least_confidence(record)
    checks: dict[str, Check | None] = dict(record.checked) if record.checked else {}
    least = worst(checks.values())
    first, second = _names(record.perpetrators), _names(record.targets)
    place = where.name if where else ""
    country = (where.country or "") if where else ""
    said = (one for field in of_kind("statements") for one in field.of(record))
    speakers = [one.speaker or "" for one in said if hasattr(one, "speaker")]
    speakers += [tolls_told.teller or "" for tolls_told in record.casualties.told]
    speakers += [actor.attributed_by or "" for actor in record.actors]
    admin = (where.admin1 or "") if where else ""
    words = [record.summary, record.notes, first, second, place, admin, country, *speakers]
    return Row(
        id=record.id,
        place_in_file=place_in_file,
        status=status_of(record),
        event_type=record.event_type.value,
        sub_event_type=record.sub_event_type.value,
        day=day.isoformat() if day else "",
        precision=(record.date.precision or 0) if record.date else 0,
        country=country,
        place=place,
        admin1=admin,
        latitude=where.latitude if where else None,
        longitude=where.longitude if where else None,
        geo_precision=(where.precision or 0) if where else 0,
        first=first,
        second=second,
        actors=tuple(sys.intern(actor.name) for actor in record.actors),
        plain=tuple(column.value(record) for column in COLUMNS),
        custom_cells=tuple(own_cells(record).items()),
        injured=injured.coded if injured else None,
        findings=None if codes is None else len(codes),
        codes=codes or (),
        low=_unsure(record, confidence),
        confidence=confidence,
        checked=least.value if least else UNCHECKED,
        disputed=_of(checks, Check.DISPUTED),
        weakest=_of(checks, least) if least and least is not Check.BOTH else (),
        doubt=_doubt(checks),
        allegations=len(record.allegations),
        denials=len(record.denials),
        claims=len(record.claims_of_responsibility),
        investigations=len(record.requested_investigations),
        summary=record.summary,
        article=record.source.article_id,
        source=sys.intern(record.source.publisher or ""),
        coder=record.review.coder if record.review else "",
        words=folded("\n".join([*words, record.source.publisher or "", record.id])),
    )


def status_of(record: EventRecord) -> str:
    """The decision on the record; ``open`` if there is none."""
    return record.review.status.value if record.review else "open"


def folded(text: str) -> str:
    """Lower case without accents, for searching."""
    text = text.casefold()
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(char for char in parts if not unicodedata.combining(char))


def _of(checks: dict[str, Check | None], wanted: Check) -> tuple[str, ...]:
    return tuple(field for field, check in checks.items() if check is wanted)


def _doubt(checks: dict[str, Check | None]) -> tuple[int, ...]:
    """The number of values with each check, least certain first, negative so that larger numbers
    sort first. A record that does not say who decided comes after one whose values all agree."""
    deciders = list(checks.values())
    counted = (-deciders.count(check) for check in SURENESS if check is not Check.BOTH)
    return (*counted, int(not any(deciders)))


def _names(actors: Any) -> str:
    return "; ".join(actor.name for actor in actors)


def _least_confidence(record: EventRecord) -> float | None:
    if record.confidence is None:
        return None
    measured = [value for value in record.confidence.model_dump().values() if value is not None]
    return min(measured, default=None)


def _unsure(record: EventRecord, confidence: float | None) -> bool:
    """Whether somebody should look again: a value measured as more likely wrong than right, one
    that ACLED's precisions call a guess, or a missing day or place."""
    if confidence is not None:
        return confidence < LOW
    when, where = record.date, record.location
    return when is None or where is None or when.precision != 1 or where.precision == 3
