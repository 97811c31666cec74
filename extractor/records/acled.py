"""The flat row of an ACLED export: 31 columns in ACLED's order, with its conventions for blanks.

Column names, order and rules: ACLED codebook and the exports since 2025, where ``inter1``,
``inter2`` and ``interaction`` are words. Blank cells are empty strings. The columns are fixed, and
each is filled by a rule of its own, so they are written out here. The table of fields
(``fields.py``: ``acled``) says which field of the record fills which column.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, ValidationError

from extractor.codebook.actors import (
    INTERACTION_CODES,
    ActorKind,
    interaction_text,
    interaction_words,
)
from extractor.codebook.countries import Country, Region, country_by_name
from extractor.codebook.rules import civilian_targeting
from extractor.codebook.seas import is_offshore, is_water
from extractor.codebook.types import DisorderType, EventType, SubEventType
from extractor.errors import CodingError
from extractor.records.parts import Part, Words, explained
from extractor.records.problems import first_problem

if TYPE_CHECKING:
    from extractor.records.event import EventRecord
    from extractor.records.parts import Actor, Location

__all__ = ["ACLED_COLUMNS", "AcledRow", "acled_id", "acled_row", "associated_names", "id_number"]

INTERACTIONS = [interaction_words(code) for code in sorted(INTERACTION_CODES)]
# Usually three letters first; very old exports write the number first.
ACLED_ID = re.compile(r"(?:[A-Z]{2,5}[0-9]+|[0-9]+[A-Z]{3})\Z")
ID_DIGITS = 12  # 10^12 numbers: a million events of one country collide once in two


class AcledRow(Part):
    """One row of an ACLED export."""

    event_id_cnty: Annotated[
        str,
        explained(
            "Country acronym and number.",
            "KEN57312345",
            pattern=r"^([A-Z]{2,5}[0-9]+|[0-9]+[A-Z]{3})$",
        ),
    ]
    event_date: Annotated[date, explained("Day of the event, ISO 8601.", "2026-03-10")]
    year: Annotated[int, explained("Year of event_date.", 2026, ge=1900, le=2200)]
    time_precision: Annotated[
        int,
        explained("1 the day is known, 2 the week or weekend, 3 the month.", 1, ge=1, le=3),
    ]
    disorder_type: Annotated[
        DisorderType, explained("Follows from sub_event_type.", "Political violence")
    ]
    event_type: Annotated[
        EventType, explained("Follows from sub_event_type.", "Explosions/Remote violence")
    ]
    sub_event_type: Annotated[
        SubEventType, explained("What happened.", "Remote explosive/landmine/IED")
    ]
    actor1: Annotated[Words, explained("The acting party, or the first side.", "Al Shabaab")]
    assoc_actor_1: Annotated[
        str, explained("Others with actor1, separated by '; '.", "Muslim Militia (Kenya)")
    ]
    inter1: Annotated[ActorKind, explained("Kind of actor1.", "Rebel group")]
    actor2: Annotated[
        str, explained("The target, or the second side; may be blank.", "Civilians (Kenya)")
    ]
    assoc_actor_2: Annotated[
        str, explained("Others with actor2, separated by '; '.", "Health Workers (Kenya)")
    ]
    inter2: Annotated[
        ActorKind | Literal[""], explained("Kind of actor2; blank without one.", "Civilians")
    ]
    interaction: Annotated[
        str,
        explained(
            "The two kinds in the codebook's order, or one kind and 'only'.",
            "Rebel group-Civilians",
            json_schema_extra={"enum": list(INTERACTIONS)},
        ),
    ]
    civilian_targeting: Annotated[
        Literal["Civilian targeting", "Civilians targeted", ""],
        explained(
            "Set when civilians were the main target. Exports write 'Civilian targeting', the "
            "codebook 'Civilians targeted'.",
            "Civilian targeting",
        ),
    ]
    iso: Annotated[
        Annotated[int, Field(ge=0, le=999)] | Literal[""],
        explained("Country number of ISO 3166-1; blank in international waters.", 404),
    ]
    region: Annotated[
        Region | Literal[""],
        explained("ACLED's region; may be blank in international waters.", "Eastern Africa"),
    ]
    country: Annotated[
        Words,
        explained("Country, in ACLED's spelling; the sea in international waters.", "Kenya"),
    ]
    admin1: Annotated[
        str, explained("Province, governorate or state; blank at sea only.", "Mandera")
    ]
    admin2: Annotated[str, explained("District; may be blank.", "Mandera East")]
    admin3: Annotated[str, explained("Sub-district; may be blank.", "Township")]
    location: Annotated[Words, explained("The named place.", "Mandera")]
    latitude: Annotated[float, explained("Degrees north, 4 decimals.", 3.9366, ge=-90, le=90)]
    longitude: Annotated[float, explained("Degrees east, 4 decimals.", 41.867, ge=-180, le=180)]
    geo_precision: Annotated[
        int,
        explained(
            "1 a named town, 2 near a town or a part of a region, 3 a larger region.", 1, ge=1, le=3
        ),
    ]
    source: Annotated[str, explained("Publishers, separated by '; '.", "The Example Times")]
    source_scale: Annotated[
        str, explained("Reach of the sources, as National-International.", "International")
    ]
    notes: Annotated[
        str,
        explained("What happened, in a sentence or two.", "On 4 April 2026, a chemical attack."),
    ]
    fatalities: Annotated[int, explained("People killed; 0 if nothing is said.", 4, ge=0)]
    tags: Annotated[str, explained("Tags, separated by '; '.", "crowd size=no report")]
    timestamp: Annotated[
        int, explained("When the row was last changed, Unix time in seconds.", 1773316800, ge=0)
    ]


ACLED_COLUMNS: tuple[str, ...] = tuple(AcledRow.model_fields)


def acled_row(record: EventRecord) -> AcledRow:
    """The ACLED row of a record; see :meth:`EventRecord.to_acled`."""
    where = record.location
    day = record.date.coded_day if record.date else None
    if record.date is None or record.date.precision is None or day is None:
        raise CodingError("the day is not known, nor the month", rule="ACLED: event_date")
    if where is None:
        raise CodingError("the place is not known", rule="ACLED: location")
    if where.latitude is None or where.longitude is None:
        raise CodingError("the place has no coordinates", rule="ACLED: latitude")
    of_acled = record.original is not None and record.original.dataset == "ACLED"
    at_sea = of_acled and is_water(where.country or "")
    if where.country is None or ((where.iso is None or where.region is None) and not at_sea):
        raise CodingError(f"the country of {where.name} is not known", rule="ACLED: country")
    if not (where.admin1 or (of_acled and is_offshore(where.country, where.name))):
        raise CodingError(f"the admin1 of {where.name} is not known", rule="ACLED: admin1")
    if not record.perpetrators:
        raise CodingError("nobody is named who did it", rule="ACLED: actor1")
    first = record.perpetrators[0]
    second = record.targets[0] if record.targets else None
    kind2 = second.kind if second else None
    targeted = civilian_targeting(record.sub_event_type, first.kind, kind2)
    killed = record.casualties.killed
    values: dict[str, object] = {
        "event_id_cnty": _event_id(record.id, where),
        "event_date": day,
        "year": day.year,
        "time_precision": record.date.precision,
        "disorder_type": record.disorder_type,
        "event_type": record.event_type,
        "sub_event_type": record.sub_event_type,
        "actor1": first.name,
        "assoc_actor_1": associated_names(record.perpetrators),
        "inter1": first.kind,
        "actor2": second.name if second else "",
        "assoc_actor_2": associated_names(record.targets),
        "inter2": kind2 or "",
        "interaction": interaction_text(first.kind, kind2),
        "civilian_targeting": "Civilian targeting" if targeted else "",
        "iso": "" if where.iso is None else where.iso,
        "region": where.region or "",
        "country": where.country,
        "admin1": where.admin1 or "",
        "admin2": where.admin2 or "",
        "admin3": where.admin3 or "",
        "location": where.name,
        "latitude": round(where.latitude, 4),
        "longitude": round(where.longitude, 4),
        "geo_precision": where.precision or 3,
        "source": record.source.publisher or "",
        "source_scale": "",
        "notes": record.notes,
        "fatalities": killed.coded if killed else 0,
        "tags": "",
        "timestamp": int(record.extraction.extracted_at.timestamp()),
    }
    if record.original and record.original.dataset == "ACLED":
        kept = record.original.columns
        values |= {column: kept[column] for column in ACLED_COLUMNS if column in kept}
    try:
        return AcledRow.model_validate(values)
    except ValidationError as invalid:
        raise CodingError(first_problem(invalid), rule="ACLED: columns") from None


def associated_names(side: tuple[Actor, ...]) -> str:
    """All actors on a side but the first: the other parties and the groups they belong to."""
    names: Iterable[str] = (name for actor in side for name in (actor.name, *actor.associated))
    return "; ".join(name for name in dict.fromkeys(names) if name != side[0].name)


def _event_id(record_id: str, where: Location) -> str:
    country = country_by_name(where.country or "")
    if country is None and not ACLED_ID.match(record_id):
        raise CodingError(f"{where.country} is not a country", rule="ACLED: event_id_cnty")
    return acled_id(record_id, country)


def acled_id(record_id: str, country: Country | None) -> str:
    """The acronym of the country and a number that follows from the record's id, as ``KEN4711``.

    An id that is already ACLED's (of a record made from an ACLED row) is kept.
    """
    if country is None or ACLED_ID.match(record_id):
        return record_id
    return f"{country.alpha3}{id_number(record_id)}"


def id_number(record_id: str) -> str:
    """The number that follows from a record's id, up to twelve digits."""
    digest = hashlib.sha256(record_id.encode("utf-8", "surrogatepass")).digest()
    return str(int.from_bytes(digest[:8], "big") % 10**ID_DIGITS)
