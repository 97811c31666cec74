"""A record as a row of UCDP GED's 49 columns: what follows from the record, the rest blank.

The columns are fixed and each follows by its own rule, so they are written out here. The table of
fields (``records/fields.py``: ``ucdp``) says which field fills which.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

from extractor.codebook.actors import STATE_KINDS, ActorKind
from extractor.convert.ucdp_names import ucdp_country, ucdp_region, ucdp_side
from extractor.errors import CodingError
from extractor.records.kinds import UCDP_COLUMNS

if TYPE_CHECKING:
    from extractor.records import Actor, EventRecord, Toll

__all__ = ["derived_ucdp", "ucdp_row"]

UNARMED = frozenset({ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS})
ID_DIGITS = 12
DATE_PRECISION = {1: "1", 2: "3", 3: "4", None: "5"}
WHERE_PRECISION = {1: "1", 2: "2", 3: "4"}


def ucdp_row(record: EventRecord) -> dict[str, str]:
    """The record's row, columns in UCDP's order; cells kept from a UCDP row are used unchanged.

    Raises :class:`CodingError` naming why the record is not an event for UCDP: no death, no day, no
    place, or no organised armed side.
    """
    row = derived_ucdp(record)
    if record.original and record.original.dataset == "UCDP GED":
        row |= {c: v for c, v in record.original.columns.items() if c in row}
        return row
    _check(record, row)
    return row


def derived_ucdp(record: EventRecord) -> dict[str, str]:
    """The columns that follow from the record, unchecked; others are blank."""
    row = dict.fromkeys(UCDP_COLUMNS, "")
    first = record.perpetrators[0] if record.perpetrators else None
    second = record.targets[0] if record.targets else None
    row["id"] = _id(record.id)
    violence = _violence(first, second)
    row["type_of_violence"] = str(violence or "")
    row["side_a"] = ucdp_side(first.name, first.kind) if first else ""
    row["side_b"] = ucdp_side(second.name, second.kind) if second else ""
    row["dyad_name"] = f"{row['side_a']} - {row['side_b']}" if first and second else ""
    row["event_clarity"] = "1"
    _date(record, row)
    _place(record, row)
    _deaths(record.casualties.killed, violence, row)
    publishers = [part.strip() for part in (record.source.publisher or "").split(";")]
    row["number_of_sources"] = str(len([part for part in publishers if part]) or "")
    row["source_office"] = ";".join(part for part in publishers if part)
    row["source_date"] = str(record.source.published or "")
    given = (row["source_office"], row["source_date"], record.summary)
    row["source_article"] = f'"{",".join(given)}"'
    return row


def _check(record: EventRecord, row: dict[str, str]) -> None:
    killed = record.casualties.killed
    if killed is None or not (killed.coded or killed.high):
        raise CodingError("no death is coded", rule="UCDP GED: an event has a direct death")
    if not row["date_start"]:
        raise CodingError("the day is not known", rule="UCDP GED: date_start")
    if not row["latitude"]:
        lacks = "has no coordinates" if record.location else "is not known"
        raise CodingError(f"the place {lacks}", rule="UCDP GED: latitude")
    if not row["type_of_violence"]:
        raise CodingError(
            "the sides are not an armed actor and whom it fights or attacks",
            rule="UCDP GED: type_of_violence",
        )


def _id(record_id: str) -> str:
    if record_id.startswith("UCDP") and record_id[4:].isdecimal():
        return record_id[4:]
    digest = hashlib.sha256(record_id.encode("utf-8", "surrogatepass")).digest()
    return str(int.from_bytes(digest[:8], "big") % 10**ID_DIGITS)


def _violence(first: Actor | None, second: Actor | None) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided (UCDP GED codebook, "type_of_violence")."""
    if first is None or second is None or first.kind in UNARMED:
        return None
    if second.kind in UNARMED:
        return 3
    return 1 if {first.kind, second.kind} & STATE_KINDS else 2


def _date(record: EventRecord, row: dict[str, str]) -> None:
    when = record.date
    if when is None or when.start is None:
        return
    row["year"] = str(when.start.year)
    row["date_start"], row["date_end"] = str(when.start), str(when.end)
    row["date_prec"] = DATE_PRECISION[when.precision]


def _place(record: EventRecord, row: dict[str, str]) -> None:
    where = record.location
    if where is None:
        return
    row["where_coordinates"] = where.name
    row["where_description"] = where.text or ""
    row["where_prec"] = WHERE_PRECISION.get(where.precision or 0, "")
    row["adm_1"], row["adm_2"] = where.admin1 or "", where.admin2 or ""
    row["country"] = ucdp_country(where.country or "")
    if where.country and where.region:
        row["region"] = ucdp_region(where.country, where.region)
    if where.latitude is not None and where.longitude is not None:
        row["latitude"], row["longitude"] = str(where.latitude), str(where.longitude)
        row["geom_wkt"] = f"POINT ({where.longitude} {where.latitude})"
        row["priogrid_gid"] = str(priogrid(where.latitude, where.longitude))


def _deaths(killed: Toll | None, violence: int | None, row: dict[str, str]) -> None:
    """All deaths of one-sided violence are civilians; otherwise the sides of the dead are
    unknown."""
    if killed is None:
        return
    estimates = (killed.low, killed.coded, killed.high)
    counts = [count for count in estimates if count is not None]
    row["low"], row["best"], row["high"] = str(min(counts)), str(killed.coded), str(max(counts))
    for column in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"):
        row[column] = "0"
    row["deaths_civilians" if violence == 3 else "deaths_unknown"] = row["best"]


def priogrid(latitude: float, longitude: float) -> int:
    """PRIO-GRID's number of the half-degree cell, counted from 1 in the south-west."""
    across = min(math.floor((longitude + 180) * 2), 719)
    up = min(math.floor((latitude + 90) * 2), 359)
    return up * 720 + across + 1
