"""Makes an event record from an ACLED row: every column is kept and nothing added.

The row has no article, so no value has words or evidence and the source has no hash. The
attribution of actors is ``unattributed``: ACLED does not say who accuses whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from pydantic import ValidationError

from extractor.codebook.older_types import OlderType, is_older_type, older_type
from extractor.codebook.types import (
    disorder_type_of,
    event_type_of,
    is_older_disorder_type,
)
from extractor.codebook.unix_time import no_second
from extractor.coding.words import summary
from extractor.convert.acled_cells import (
    COLUMNS,
    NEEDED,
    as_cells,
    completed_row,
    current_cells,
    refuse_lost,
)
from extractor.convert.older_types import OlderTypesRead
from extractor.convert.own_columns import UnreadColumns, is_own_table, read_back, with_its_id
from extractor.errors import CodingError, RecordError
from extractor.records import ACLED_COLUMNS, AcledRow, EventRecord, Original
from extractor.records.acled import acled_row
from extractor.records.field_lookup import of_kind
from extractor.records.problems import first_problem
from extractor.records.vintages import (
    WRITTEN_BLANKS,
)

__all__ = [
    "CONVERTED",
    "DAYS_AROUND",
    "made_by",
    "record_of_acled",
]

CONVERTED = "none"  # extraction.model of a record no model has read
# Days before and after a coded day (ACLED codebook, "Time precision"): its week, its month.
DAYS_AROUND = {1: 0, 2: 3, 3: 15}


def record_of_acled(
    row: Mapping[str, object],
    types: OlderTypesRead | None = None,
    unread: UnreadColumns | None = None,
) -> EventRecord:
    """The record of an ACLED row, of current exports (kinds as words) or older ones (numbers, days
    in other forms, ``NA`` for blanks). Misspelt words are not corrected.

    Missing columns are derived where they follow from others. Cells that the record cannot give
    again, and columns of no ACLED export, are kept in ``original.columns``, so the record's
    ``to_acled()`` is the row again. ``types`` counts the event types from before 2019, ``unread``
    the cells of our own tables that no field holds. Raises :class:`RecordError` naming the column
    that is missing or wrong.
    """
    cells = as_cells(row)
    if not WRITTEN_BLANKS.isdisjoint(cells.values()):
        refuse_lost(cells, NEEDED)
        cells = current_cells(cells)
    is_own = is_own_table(cells)
    if is_own:
        cells = with_its_id(cells)
    older, today, cells = _older_type(cells)
    try:
        whole = completed_row(cells)
    except RecordError:
        current = current_cells(cells)
        if current == cells:
            raise
        whole = completed_row(current)
    warnings = [] if cells.get("timestamp") else ["the row has no timestamp; 1970 stands for it"]
    if older is not None:
        warnings.append(
            f"event_type is {older!r}, of an export without sub-event types: coded "
            f"{whole.event_type}, {whole.sub_event_type}"
        )
    if is_older_disorder_type(whole.sub_event_type, whole.disorder_type):
        today_is = disorder_type_of(whole.sub_event_type)
        warnings.append(f"disorder_type is {whole.disorder_type.value!r}, today {today_is.value!r}")
    record = _record(whole, warnings)
    extra = {c: v for c, v in cells.items() if v and c not in COLUMNS}
    if is_own:
        beside = {c: cell for c, cell in cells.items() if c not in COLUMNS}
        record, extra = read_back(beside, record)
        if unread is not None:
            unread.add(extra)
    if older is not None:
        extra["event_type_before_2019"] = older
        if types is not None and today is not None:
            types.add(older, today)
    kept = _kept(whole, record) | extra
    return record.model_copy(update={"original": Original(dataset="ACLED", columns=kept)})


def _older_type(
    cells: dict[str, str],
) -> tuple[str | None, OlderType | None, dict[str, str]]:
    """The event type of a row before 2019, its current meaning, and the row with the current type
    and sub-event type."""
    if cells.get("sub_event_type") or not (kind := cells.get("event_type")):
        return None, None, cells
    if not is_older_type(kind) and "sub_event_type" in cells:
        return None, None, cells
    found = older_type(kind, cells.get("inter1", ""), cells.get("inter2", ""))
    if found is None:
        return None, None, cells
    types = {"event_type": event_type_of(found.sub).value, "sub_event_type": found.sub.value}
    return kind, found, cells | types


def made_by(reader: str, at: datetime, warnings: list[str]) -> dict[str, Any]:
    """The ``extraction`` of a record that was not read by a model."""
    return {
        "extractor_version": _version(),
        "model": CONVERTED,
        "reader": reader,
        "prompt_version": CONVERTED,
        "extracted_at": at,
        "tokens": {"prompt": 0, "cached": 0, "completion": 0},
        "warnings": warnings,
    }


def _record(row: AcledRow, warnings: list[str]) -> EventRecord:
    around = timedelta(days=DAYS_AROUND[row.time_precision])
    disorder = row.disorder_type
    if is_older_disorder_type(row.sub_event_type, disorder):
        disorder = disorder_type_of(row.sub_event_type)
    toll = {
        # ACLED takes the lowest of disputed counts; the highest is unknown.
        "low": row.fatalities,
        "high": None,
        "coded": row.fatalities,
        "text": None,
        "evidence": (),
    }
    try:
        record = EventRecord.model_validate(
            {
                "id": row.event_id_cnty,
                "disorder_type": disorder,
                "event_type": row.event_type,
                "sub_event_type": row.sub_event_type,
                "summary": row.sub_event_type.value,
                "date": {
                    "start": _shifted(row.event_date, -around),
                    "end": _shifted(row.event_date, around),
                    "precision": row.time_precision,
                    "text": None,
                    "evidence": (),
                },
                "location": _location(row),
                "actors": _actors(row),
                # 0 is also what ACLED writes where nothing is said.
                "casualties": {"killed": toll if row.fatalities else None, "injured": None},
                **dict.fromkeys((field.path for field in of_kind("statements")), ()),
                "notes": row.notes,
                "source": {
                    "article_id": f"acled:{row.event_id_cnty}",
                    "publisher": row.source or None,
                    **dict.fromkeys(("published", "url", "sha256")),
                },
                "extraction": made_by(
                    "acled", datetime.fromtimestamp(row.timestamp, timezone.utc), warnings
                ),
            }
        )
    except ValidationError as invalid:
        raise RecordError(first_problem(invalid)) from None
    except (OverflowError, ValueError, OSError):
        said = no_second(row.timestamp) or "is no time"
        raise RecordError(f"timestamp: {row.timestamp} {said}") from None
    return record.model_copy(update={"summary": summary(record.sub_event_type, record.location)})


def _location(row: AcledRow) -> dict[str, Any]:
    return {
        "name": row.location,
        "admin1": row.admin1 or None,
        "admin2": row.admin2 or None,
        "admin3": row.admin3 or None,
        "country": row.country,
        "iso": None if row.iso == "" else row.iso,
        "region": row.region or None,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "precision": row.geo_precision,
        "gazetteer_id": None,
        "text": None,
        "evidence": (),
    }


def _actors(row: AcledRow) -> list[dict[str, Any]]:
    sides = [
        ("perpetrator", row.actor1, row.inter1, row.assoc_actor_1),
        ("target", row.actor2, row.inter2, row.assoc_actor_2),
    ]
    return [
        {
            "role": role,
            "name": name,
            "kind": kind,
            "associated": [part for word in others.split(";") if (part := word.strip())],
            "text": None,
            "attribution": "unattributed",
            "evidence": (),
        }
        for role, name, kind, others in sides
        if name and kind
    ]


def _kept(row: AcledRow, record: EventRecord) -> dict[str, str]:
    """The cells of the row that its record would not give again."""
    try:
        kept = Original(dataset="ACLED", columns={})
        derived = acled_row(record.model_copy(update={"original": kept}))
    except CodingError as wrong:
        raise RecordError(str(wrong)) from None
    return {
        column: str(given)
        for column in ACLED_COLUMNS
        if (given := getattr(row, column)) != getattr(derived, column)
    }


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        raise RecordError(f"event_date: {day} is no day of an event") from None


@lru_cache(maxsize=1)
def _version() -> str:
    return version("extract-events")
