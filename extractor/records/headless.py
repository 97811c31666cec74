"""Recognises exports without a header line by the values in the first row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.codebook.written_dates import DateForm, read_date
from extractor.records.acled import ACLED_COLUMNS, ACLED_ID
from extractor.records.ucdp_columns import GED_5, GED_17, UCDP_COLUMNS

__all__ = ["columns_of_row"]

# ACLED's export from 2019 to March 2023, and that of UCDP with fewer numbers of states.
_ACLED_2019 = (
    *("data_id", "iso", "event_id_cnty", "event_id_no_cnty", "event_date", "year"),
    *("time_precision", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1"),
    *("actor2", "assoc_actor_2", "inter2", "interaction", "region", "country", "admin1"),
    *("admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source"),
    *("source_scale", "notes", "fatalities", "timestamp", "iso3"),
)
LAYOUTS: tuple[tuple[str, ...], ...] = (
    UCDP_COLUMNS,
    GED_17,
    tuple(column for column in GED_17 if column != "gwnoa"),
    GED_5,
    ACLED_COLUMNS,
    _ACLED_2019,
)
MOST_DIGITS, MOST_DEGREES = 12, 3  # of a whole number, of a coordinate before the point
MOST_COLUMNS = max(map(len, LAYOUTS))


def _day(cell: str) -> bool:
    return read_date(cell).form not in (DateForm.NO_DATE, DateForm.NO_SUCH_DAY)


def _is_digits(cell: str) -> bool:
    return cell.isascii() and cell.isdecimal()


def _whole(cell: str) -> bool:
    digits = cell.removesuffix(".0")
    return _is_digits(digits) and len(digits) <= MOST_DIGITS


def _decimal(cell: str) -> bool:
    before, _, behind = cell.removeprefix("-").partition(".")
    return _is_digits(before) and len(before) <= MOST_DEGREES and (_is_digits(behind) or not behind)


def _one_to_three(cell: str) -> bool:
    return cell in ("1", "2", "3")


def _year(cell: str) -> bool:
    return len(cell) == 4 and cell.isdecimal() and cell[:2] in ("19", "20")


_CHECKS: dict[str, Callable[[str], object]] = {
    "id": _whole,
    "year": _year,
    "type_of_violence": _one_to_three,
    "latitude": _decimal,
    "longitude": _decimal,
    "date_start": _day,
    "date_end": _day,
    "best": _whole,
    "best_est": _whole,
    "deaths_a": _whole,
    "event_id_cnty": ACLED_ID.match,
    "event_date": _day,
    "time_precision": _one_to_three,
    "geo_precision": _one_to_three,
    "fatalities": _whole,
}


def columns_of_row(cells: Sequence[str]) -> tuple[str, ...] | None:
    """The columns of a UCDP or ACLED export whose first line is a row; ``None`` for a header, and
    for a row of anything else."""
    if len(cells) > MOST_COLUMNS:
        return None
    for columns in LAYOUTS:
        if len(columns) == len(cells) and all(
            check(cells[columns.index(name)].strip())
            for name, check in _CHECKS.items()
            if name in columns
        ):
            return columns
    return None
