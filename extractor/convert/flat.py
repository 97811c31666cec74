"""A record as one flat row for tables and maps: ACLED's 31 columns, then what ACLED has none for.

Unlike an ACLED row it may have blanks: a record whose day or place is not known still has a row.
"""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Literal

from extractor.errors import CodingError
from extractor.records import ACLED_COLUMNS
from extractor.records.checked import Checked
from extractor.records.counts import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.records import Actor, EventRecord, Toll

__all__ = ["FLAT_COLUMNS", "Cell", "CellType", "flat_row"]

CellType = Literal["text", "whole", "decimal", "day", "instant"]
Cell = str | int | float | date | datetime | None

WHOLE = {"year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp"}
OURS: dict[str, CellType] = {
    "id": "text",
    "summary": "text",
    "date_start": "day",
    "date_end": "day",
    "actor1_attribution": "text",
    "actor1_attributed_by": "text",
    "actor2_attributed_by": "text",
    "actor1_words": "text",
    "actor2_words": "text",
    "location_words": "text",
    "gazetteer_id": "text",
    "fatalities_low": "whole",
    "fatalities_high": "whole",
    "injured": "whole",
    "injured_low": "whole",
    "injured_high": "whole",
    "tolls_told": "text",
    "physical_targets": "text",
    "weapons": "text",
    "allegations": "text",
    "denials": "text",
    "claims_of_responsibility": "text",
    "requested_investigations": "text",
    **{f"checked_{field}": "text" for field in Checked.model_fields},
    "reports": "whole",
    "article_id": "text",
    "article_published": "day",
    "article_url": "text",
    "article_sha256": "text",
    "model": "text",
    "extracted_at": "instant",
    "warnings": "text",
}


def _acled_type(column: str) -> CellType:
    if column == "event_date":
        return "day"
    if column in ("latitude", "longitude"):
        return "decimal"
    return "whole" if column in WHOLE else "text"


FLAT_COLUMNS: dict[str, CellType] = {
    **{column: _acled_type(column) for column in ACLED_COLUMNS},
    **OURS,
}
BETWEEN = " | "  # between statements; names within are separated by "; " as ACLED does


def flat_row(record: EventRecord) -> dict[str, Cell]:
    """The record's cells by column, in the order of :data:`FLAT_COLUMNS`; unknown is ``None``.

    Text cells of ACLED's columns are ``None`` where ACLED's cell would be blank.
    """
    try:
        acled = record.to_acled()
    except CodingError:
        row = dict.fromkeys(FLAT_COLUMNS)
        row.update(_known(record))
    else:
        row = {column: _plain(getattr(acled, column)) for column in ACLED_COLUMNS}
    row.update(_ours(record))
    return row


def _known(record: EventRecord) -> dict[str, Cell]:
    """ACLED's columns as far as the record knows them, where it makes no whole row."""
    row: dict[str, Cell] = {
        "disorder_type": record.disorder_type.value,
        "event_type": record.event_type.value,
        "sub_event_type": record.sub_event_type.value,
        "source": record.source.publisher,
        "notes": record.notes or None,
        "fatalities": record.casualties.killed.coded if record.casualties.killed else 0,
        "timestamp": int(record.extraction.extracted_at.timestamp()),
    }
    day = record.date.coded_day if record.date else None
    if record.date and day:
        row |= {"event_date": day, "year": day.year, "time_precision": record.date.precision}
    for number, side in (("1", record.perpetrators), ("2", record.targets)):
        if side:
            others = [name for actor in side for name in (actor.name, *actor.associated)][1:]
            row[f"actor{number}"] = side[0].name
            row[f"assoc_actor_{number}"] = "; ".join(dict.fromkeys(others)) or None
            row[f"inter{number}"] = side[0].kind.value
    where = record.location
    if where:
        row |= {
            "location": where.name,
            "geo_precision": where.precision,
            "region": where.region.value if where.region else None,
        }
        for name in ("admin1", "admin2", "admin3", "country", "iso", "latitude", "longitude"):
            row[name] = getattr(where, name) or None if name != "iso" else where.iso
        if where.latitude is not None:
            row |= {"latitude": where.latitude, "longitude": where.longitude}
    return row


def _ours(record: EventRecord) -> dict[str, Cell]:
    when, where, casualties = record.date, record.location, record.casualties
    first = record.perpetrators[0] if record.perpetrators else None
    return {
        "id": record.id,
        "summary": record.summary,
        "date_start": when.start if when else None,
        "date_end": when.end if when else None,
        "actor1_attribution": first.attribution.value if first else None,
        "actor1_attributed_by": _joined(actor.attributed_by for actor in record.perpetrators),
        "actor2_attributed_by": _joined(actor.attributed_by for actor in record.targets),
        "actor1_words": _words(record.perpetrators),
        "actor2_words": _words(record.targets),
        "location_words": where.text if where else None,
        "gazetteer_id": where.gazetteer_id if where else None,
        "fatalities_low": _low(casualties.killed),
        "fatalities_high": casualties.killed.high if casualties.killed else None,
        "injured": casualties.injured.coded if casualties.injured else None,
        "injured_low": _low(casualties.injured),
        "injured_high": casualties.injured.high if casualties.injured else None,
        "tolls_told": _joined(
            f"{told.teller or 'the article'}: {count_words(told)}" for told in casualties.told
        ),
        "physical_targets": _joined(thing.text for thing in record.physical_targets),
        "weapons": _joined(thing.text for thing in record.weapons),
        "allegations": _joined(
            f"{one.speaker or '?'} → {one.accused or '?'}: {one.statement}"
            for one in record.allegations
        ),
        "denials": _joined(f"{one.speaker or '?'}: {one.statement}" for one in record.denials),
        "claims_of_responsibility": _joined(
            f"{one.speaker or '?'}: {one.statement}" for one in record.claims_of_responsibility
        ),
        "requested_investigations": _joined(
            f"{one.requester or '?'} → {one.addressee or '?'}: by {one.investigator or '?'}"
            for one in record.requested_investigations
        ),
        **_checks(record.checked),
        "reports": len(record.reports) or 1,
        "article_id": record.source.article_id,
        "article_published": record.source.published,
        "article_url": record.source.url,
        "article_sha256": record.source.sha256,
        "model": record.extraction.model,
        "extracted_at": record.extraction.extracted_at.astimezone(timezone.utc),
        "warnings": _joined(record.extraction.warnings),
    }


def _checks(checked: Checked | None) -> dict[str, Cell]:
    """Who decided each value; blank where nobody says."""
    found = checked.model_dump(mode="json") if checked else {}
    return {f"checked_{field}": found.get(field) for field in Checked.model_fields}


def _plain(value: object) -> Cell:
    """A blank as ``None``, a closed list's member as its words."""
    if value == "":
        return None
    if isinstance(value, str):
        return str(value)
    assert value is None or isinstance(value, (int, float, date))
    return value


def _low(toll: Toll | None) -> int | None:
    return toll.low if toll else None


def _words(side: tuple[Actor, ...]) -> str | None:
    return _joined(actor.text for actor in side if actor.text)


def _joined(parts: Iterable[str | None]) -> str | None:
    return BETWEEN.join(" ".join(part.split()) for part in parts if part) or None
