"""Makes an event record from a UCDP GED row.

UCDP's values are kept. Values that ACLED requires and UCDP lacks follow by the rules in
docs/convert.md, and the record's warnings name them. Cells without a field are kept in
``original.columns``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timezone
from typing import Any

from pydantic import ValidationError

from extractor.codebook.open_days import what_day
from extractor.codebook.types import SubEventType, disorder_type_of, event_type_of
from extractor.codebook.written_dates import read_date
from extractor.coding.words import note_of, summary
from extractor.convert.acled_cells import as_cells, refuse_doubtful, refuse_lost
from extractor.convert.from_acled import made_by
from extractor.convert.ucdp_names import Side, country_of_ucdp, side_of
from extractor.errors import RecordError
from extractor.records import EventRecord, Original
from extractor.records.field_lookup import of_kind
from extractor.records.kinds import RecordKind
from extractor.records.problems import first_problem
from extractor.records.settled_numbers import COORDINATES, NUMBER_COLUMNS
from extractor.records.vintages import WRITTEN_BLANKS, without_decimals

__all__ = ["record_of_ucdp"]

NEEDED = ("id", "type_of_violence", "date_start", "country", "latitude", "longitude", "best")
# UCDP counts by who fights whom and does not say how (UCDP GED codebook, "type_of_violence").
COUNTED = tuple(c for c in NUMBER_COLUMNS[RecordKind.UCDP] if c not in COORDINATES)
TYPES = {1: SubEventType.ARMED_CLASH, 2: SubEventType.ARMED_CLASH, 3: SubEventType.ATTACK}
VIOLENCE = {1: "state-based", 2: "non-state", 3: "one-sided"}
# UCDP's date_prec → ACLED's time precision: 1 the day; 2 (two to six days) and 3 (a week); 4 (up to
# a month); 5 (more than a month) is vaguer than ACLED codes.
TIME_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: None}
# UCDP's where_prec → ACLED's: 1 exact; 2 within 25 km, 3 the district, 5 along a line; 4 the
# province, 6 the country, 7 at sea or in the air.
GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 2, 6: 3, 7: 3}


def record_of_ucdp(row: Mapping[str, object]) -> EventRecord:
    """The record of a UCDP GED row, of any version that has its main columns.

    Raises :class:`RecordError` naming the column that is missing or wrong.
    """
    cells = as_cells(row)
    if not WRITTEN_BLANKS.isdisjoint(cells.values()):
        refuse_lost(cells, NEEDED)
        blank = {c for c, cell in cells.items() if cell in WRITTEN_BLANKS and c not in NEEDED}
        cells |= dict.fromkeys(blank, "")
    for column in NEEDED:
        if not cells.get(column):
            there = "is blank" if column in cells else "there is no such column"
            raise RecordError(f"{column}: {there}")
    refuse_doubtful(cells, whole=COUNTED)
    violence = _one_of(cells, "type_of_violence", VIOLENCE)
    kind = TYPES[violence]
    warnings = [
        f"UCDP says {VIOLENCE[violence]} violence (type_of_violence {violence}) and not how: coded "
        f"{event_type_of(kind)}, {kind}"
    ]
    when = _date(cells)
    place = _place(cells, warnings)
    on = when["start"] if when["precision"] else None
    sides = _sides(cells, place["country"], on, violence, warnings)
    killed = _killed(cells, warnings)
    try:
        record = EventRecord.model_validate(
            {
                "id": f"UCDP{without_decimals(cells['id'])}",
                "disorder_type": disorder_type_of(kind),
                "event_type": event_type_of(kind),
                "sub_event_type": kind,
                "summary": kind.value,
                "date": when,
                "location": place,
                "actors": [_actor(role, side) for role, side in sides],
                "casualties": {"killed": killed, "injured": None},
                **dict.fromkeys((field.path for field in of_kind("statements")), ()),
                "notes": "",
                "source": _source(cells),
                "extraction": made_by("ucdp", datetime.fromtimestamp(0, timezone.utc), warnings),
            }
        )
    except ValidationError as invalid:
        raise RecordError(first_problem(invalid).removeprefix("location.")) from None
    words = {
        "summary": summary(kind, record.location),
        "notes": note_of(record),
    }
    return _with_original(record.model_copy(update=words), cells)


def _with_original(record: EventRecord, cells: Mapping[str, str]) -> EventRecord:
    """The record with the original cells that its own UCDP row would give differently."""
    from extractor.convert.to_ucdp import derived_ucdp

    derived = derived_ucdp(record)
    kept = {c: v for c, v in cells.items() if v != derived.get(c, "")}
    return record.model_copy(update={"original": Original(dataset="UCDP GED", columns=kept)})


def _date(cells: Mapping[str, str]) -> dict[str, Any]:
    start = _day(cells, "date_start")
    end = _day(cells, "date_end") if cells.get("date_end") else start
    precision = _one_of(cells, "date_prec", TIME_PRECISION) if cells.get("date_prec") else 5
    return {
        "start": start,
        "end": max(start, end),
        "precision": TIME_PRECISION[precision],
        "text": None,
        "evidence": (),
    }


def _place(cells: Mapping[str, str], warnings: list[str]) -> dict[str, Any]:
    country = country_of_ucdp(cells["country"])
    if country is None:
        warnings.append(f"the country {cells['country']!r} is none of ACLED's")
    if not cells.get("adm_1"):
        warnings.append("the row names no first administrative division")
    where = _one_of(cells, "where_prec", GEO_PRECISION) if cells.get("where_prec") else None
    return {
        "name": cells.get("where_coordinates") or cells.get("adm_1") or cells["country"],
        "admin1": cells.get("adm_1") or None,
        "admin2": cells.get("adm_2") or None,
        "admin3": None,
        "country": country.name if country else cells["country"],
        "iso": country.iso if country else None,
        "region": country.region if country else None,
        "latitude": cells["latitude"],
        "longitude": cells["longitude"],
        "precision": GEO_PRECISION[where] if where else None,
        "gazetteer_id": None,
        "text": None,
        "evidence": (),
    }


def _sides(
    cells: Mapping[str, str],
    country: str,
    on: date | None,
    violence: int,
    warnings: list[str],
) -> list[tuple[str, Side]]:
    sides = []
    for role, column in (("perpetrator", "side_a"), ("target", "side_b")):
        if words := cells.get(column):
            side = side_of(words, country, on, violence)
            sides.append((role, side))
            if side.guessed:
                warnings.append(
                    f"the kind of {side.name} is in no table: {side.kind}, as in {violence} "
                    f"({VIOLENCE[violence]})"
                )
    return sides


def _actor(role: str, side: Side) -> dict[str, Any]:
    return {
        "role": role,
        "name": side.name,
        "kind": side.kind,
        "associated": side.associated,
        "text": None,
        "attribution": "unattributed",
        "evidence": (),
    }


def _killed(cells: Mapping[str, str], warnings: list[str]) -> dict[str, Any]:
    best = _count(cells, "best")
    low = _count(cells, "low") if cells.get("low") else best
    high = _count(cells, "high") if cells.get("high") else best
    if not low <= best <= high:
        warnings.append(f"the row's low {low}, best {best} and high {high} are not in order")
    return {
        "low": min(low, best, high),
        "high": max(low, best, high),
        "coded": best,
        "text": None,
        "evidence": (),
    }


def _source(cells: Mapping[str, str]) -> dict[str, Any]:
    offices = [part.strip() for part in cells.get("source_office", "").split(";")]
    named = "; ".join(dict.fromkeys(part for part in offices if part))
    days = {part.strip()[:10] for part in cells.get("source_date", "").split(";") if part.strip()}
    return {
        "article_id": f"ucdp:{without_decimals(cells['id'])}",
        "publisher": named or cells.get("source_original") or None,
        "published": _published(days),
        **dict.fromkeys(("url", "sha256")),
    }


def _published(days: set[str]) -> date | None:
    """The day of publication if all sources have the same one; else ``None``."""
    try:
        return date.fromisoformat(days.pop()) if len(days) == 1 else None
    except ValueError:
        return None


def _day(cells: Mapping[str, str], column: str) -> date:
    day = read_date(cells[column]).day  # "2016-01-01 00:00:00.000", "31/12/2016" in some versions
    if day is None:
        raise RecordError(f"{column}: {cells[column]!r} {what_day(cells[column])}")
    return day


def _count(cells: Mapping[str, str], column: str) -> int:
    try:
        number = float(cells[column])
        if number < 0 or number != int(number):
            raise ValueError
    except (ValueError, OverflowError):
        raise RecordError(f"{column}: {cells[column]!r} is not a number of people") from None
    return int(number)


def _one_of(cells: Mapping[str, str], column: str, codes: Mapping[int, object]) -> int:
    words = without_decimals(cells[column])
    if not words.isdecimal() or int(words) not in codes:
        raise RecordError(f"{column}: {cells[column]!r} is not one of {', '.join(map(str, codes))}")
    return int(words)
