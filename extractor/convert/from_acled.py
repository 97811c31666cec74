"""An ACLED row as an event record: every column kept, nothing added that the row does not say.

The row has no article, so no value has words or evidence and the source has no hash. What an
actor has to do with the event is ``unattributed``: ACLED does not say who accuses whom.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from pydantic import ValidationError

from extractor.codebook.actors import ActorKind, actor_kind, interaction_text
from extractor.codebook.countries import country_by_name
from extractor.codebook.formula_errors import is_formula_error, without_value
from extractor.codebook.kind_labels import interaction_of_label
from extractor.codebook.older_types import OlderType, is_older_type, older_type
from extractor.codebook.open_days import open_day, what_day
from extractor.codebook.other_calendars import other_calendar
from extractor.codebook.rules import civilian_targeting
from extractor.codebook.seas import is_offshore, is_water
from extractor.codebook.types import (
    DisorderType,
    disorder_type_of,
    event_type_of,
    is_older_disorder_type,
)
from extractor.codebook.unix_time import no_second
from extractor.codebook.written_numbers import LOST, count_readings, digits_lost
from extractor.coding.words import summary
from extractor.convert.older_types import OlderTypesRead
from extractor.convert.own_columns import UnreadColumns, is_own_table, read_back
from extractor.errors import CodingError, RecordError
from extractor.records import ACLED_COLUMNS, AcledRow, EventRecord, Original
from extractor.records.acled import acled_row
from extractor.records.field_lookup import of_kind
from extractor.records.kinds import UCDP_COLUMNS, column_twice, folded_column
from extractor.records.problems import first_problem
from extractor.records.settled_numbers import COORDINATES
from extractor.records.vintages import (
    BETWEEN,
    MISSPELT,
    NO_CELL,
    WRITTEN_BLANKS,
    cell_text,
    current_cell,
    without_decimals,
)

__all__ = [
    "CONVERTED",
    "as_cells",
    "completed_row",
    "made_by",
    "record_of_acled",
    "refuse_doubtful",
    "refuse_lost",
]

CONVERTED = "none"  # extraction.model of a record no model has read
# Days before and after a coded day (ACLED codebook, "Time precision"): its week, its month.
DAYS_AROUND = {1: 0, 2: 3, 3: 15}
PROSE = frozenset({"notes", "source", "tags", "assoc_actor_1", "assoc_actor_2"})
COLUMNS = frozenset(ACLED_COLUMNS)
KNOWN = COLUMNS | frozenset(UCDP_COLUMNS)
NEEDED = (
    *("event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type"),
    *("actor1", "inter1", "country", "admin1", "location", "latitude", "longitude"),
    *("geo_precision", "fatalities"),
)


def record_of_acled(
    row: Mapping[str, object],
    types: OlderTypesRead | None = None,
    unread: UnreadColumns | None = None,
) -> EventRecord:
    """The record of an ACLED row, of today's exports (kinds as words) or older ones (numbers, days
    in other forms, ``NA`` for blanks). Misspelt words are not mended.

    Columns a vintage lacks are derived where they follow from others. Cells that follow from
    nothing else in the record, and columns of no ACLED export, stand in ``original.columns``: the
    record's ``to_acled()`` is the row again. ``types`` counts the event types from before 2019,
    ``unread`` the cells of our own tables that no field of the record has.
    Raises :class:`RecordError` naming the column that is missing or wrong.
    """
    cells = as_cells(row)
    if not WRITTEN_BLANKS.isdisjoint(cells.values()):
        refuse_lost(cells, NEEDED)
        cells = _current(cells)
    older, today, cells = _older_type(cells)
    try:
        whole = completed_row(cells)
    except RecordError:
        current = _current(cells)
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
    if is_own_table(cells):
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
    """The event type of a row before 2019, what it is today, and the row with today's type and
    sub-event type."""
    if cells.get("sub_event_type") or not (kind := cells.get("event_type")):
        return None, None, cells
    if not is_older_type(kind) and "sub_event_type" in cells:
        return None, None, cells
    found = older_type(kind, cells.get("inter1", ""), cells.get("inter2", ""))
    if found is None:
        return None, None, cells
    types = {"event_type": event_type_of(found.sub).value, "sub_event_type": found.sub.value}
    return kind, found, cells | types


def as_cells(row: Mapping[str, object]) -> dict[str, str]:
    """The row's cells as text by the codebook's column names, trimmed where they are no prose;
    blank for ``None``. Raises :class:`RecordError` for an object in a cell or a column twice."""
    for column, value in row.items():
        # Of a text it is not asked whether it is a mapping, which takes long.
        if not isinstance(value, str) and isinstance(value, Mapping) and _column(column) in KNOWN:
            raise RecordError(f"{column}: {NO_CELL}")
    found = {
        (name := _column(column)): (
            (value if name in PROSE else value.strip()) if isinstance(value, str) else _cell(value)
        )
        for column, value in row.items()
        if column
    }
    if len(found) + ("" in row) < len(row) and (twice := column_twice(row, KNOWN)):
        raise RecordError(twice)
    return found


@lru_cache(maxsize=4096)
def _column(name: str) -> str:
    return folded_column(str(name))


def _current(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells in the form of today's exports; prose and misspelt words as they stand."""
    return {
        column: ""
        if cell in WRITTEN_BLANKS or (column in PROSE and cell.strip() in WRITTEN_BLANKS)
        else cell
        if column in PROSE or column in MISSPELT
        else current_cell(column, cell)
        for column, cell in cells.items()
    }


def completed_row(cells: Mapping[str, str]) -> AcledRow:
    """The row in the form of today's exports, columns its vintage lacks derived.

    Raises :class:`RecordError` naming the first column that is missing or wrong.
    """
    missing = [column for column in NEEDED if not cells.get(column)]
    if missing == ["admin1"] and is_offshore(cells["country"], cells["location"]):
        missing = []
    if missing:
        blank = [column for column in missing if column in cells]
        raise RecordError(
            f"{blank[0]}: is blank" if blank else f"{missing[0]}: there is no such column"
        )
    given: dict[str, Any] = {column: cells.get(column, "") for column in ACLED_COLUMNS}
    refuse_doubtful(given, whole=("fatalities", "year", "timestamp"))
    kind1, kind2 = _kind(given, "inter1"), _kind(given, "inter2")
    if kind1 is None:
        raise RecordError("inter1: is blank")
    given["inter1"], given["inter2"] = kind1, kind2 or ""
    try:
        if "disorder_type" not in cells:
            given["disorder_type"] = disorder_type_of(given["sub_event_type"])
        if "civilian_targeting" not in cells:
            hit = civilian_targeting(given["sub_event_type"], kind1, kind2)
            given["civilian_targeting"] = "Civilian targeting" if hit else ""
    except ValueError:
        # No such sub-event type, which is what is told below; that is all they are for.
        given |= {"disorder_type": DisorderType.POLITICAL_VIOLENCE, "civilian_targeting": ""}
    if not given["interaction"] or without_decimals(given["interaction"]).isdecimal():
        given["interaction"] = interaction_text(kind1, kind2)
    elif label := interaction_of_label(given["interaction"]):
        given["interaction"] = label
    country = country_by_name(given["country"])
    if country and not given["iso"]:
        given["iso"] = country.iso
    if country and not given["region"]:
        given["region"] = country.region
    at_sea = is_water(given["country"])
    for column in ("iso", "region"):
        if not (given[column] or at_sea):
            raise RecordError(f"{column}: is blank and does not follow from the country")
    given["year"] = given["year"] or given["event_date"][:4]
    given["timestamp"] = given["timestamp"] or "0"
    if open_day(given["event_date"]) or other_calendar(given["event_date"]):
        raise RecordError(f"event_date: {given['event_date']!r} {what_day(given['event_date'])}")
    try:
        return AcledRow.model_validate(given)
    except ValidationError as invalid:
        raise RecordError(first_problem(invalid)) from None


def _kind(cells: Mapping[str, str], column: str) -> ActorKind | None:
    try:
        return actor_kind(cells[column])
    except ValueError:
        kinds = ", ".join(kind.value for kind in ActorKind)
        raise RecordError(
            f"{column}: {cells[column][:60]!r} is no kind of actor: 1 to 8, or {kinds}"
        ) from None


def refuse_doubtful(cells: Mapping[str, str], whole: Sequence[str]) -> None:
    """Raises :class:`RecordError` for a number that lost digits to an exponent, and for a whole one
    that may have a sign for thousands or for decimals."""
    for column in (*whole, *COORDINATES):
        text = cells.get(column, "")
        if text.isdecimal():
            continue
        if digits_lost(text, whole=column not in COORDINATES):
            raise RecordError(f"{column}: {text!r}: {LOST}")
        if column in whole and len(readings := count_readings(text)) > 1:
            or_else = readings[1].plain or "a number with decimals"
            raise RecordError(f"{column}: {text!r} is {readings[0].plain} or {or_else}")


def refuse_lost(cells: Mapping[str, str], needed: Sequence[str]) -> None:
    """Raises :class:`RecordError` for the error of a formula in a column that must have a value."""
    for column in needed:
        if is_formula_error(cell := cells.get(column)):
            raise RecordError(without_value(column, str(cell)))


def made_by(reader: str, at: datetime, warnings: list[str]) -> dict[str, Any]:
    """The ``extraction`` of a record that no model has read."""
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
        # ACLED takes the lowest of disputed counts; how many there can have been is not said.
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


def _cell(value: object) -> str:
    """A cell of a typed table (Parquet, XLSX, JSON) as the text a CSV would have."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # spreadsheets keep whole numbers so
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (list, tuple)):
        return BETWEEN.join(filter(None, map(_cell, value)))
    return cell_text(value) if isinstance(value, Mapping) else str(value).strip()


@lru_cache(maxsize=1)
def _version() -> str:
    return version("extract-events")
