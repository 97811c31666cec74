"""The number of deaths of a row, even if the row is not a sound record otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from extractor.codebook.written_numbers import count_readings
from extractor.records.kinds import RecordKind, folded_column
from extractor.records.vintages import cell_text, plain_number

__all__ = ["DEATH_COLUMNS", "deaths_in_row"]

# ACLED's, and UCDP's best estimate by its names in GED files and in the API.
DEATH_COLUMNS: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.ACLED: ("fatalities",),
    RecordKind.UCDP: ("best", "best_est", "best_estimate"),
}
MOST_DIGITS = 15  # a number with more digits counts no people


def deaths_in_row(kind: RecordKind, row: Mapping[str, Any]) -> int | None:
    """ACLED's ``fatalities``, UCDP's best estimate, or the coded killed of an event record (0 if it
    reports none); ``None`` where there is no whole number."""
    if kind is RecordKind.EVENT:
        casualties = row.get("casualties")
        if not isinstance(casualties, Mapping):
            return None
        killed = casualties.get("killed")
        if killed is None:
            return 0
        return _whole(killed.get("coded")) if isinstance(killed, Mapping) else None
    wanted = DEATH_COLUMNS[kind]
    name = next((name for name in row if _column(name) in wanted), None)
    return None if name is None else _whole(row[name])


@lru_cache(maxsize=4096)
def _column(name: object) -> str:
    return folded_column(str(name))


def _whole(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    text = cell_text(value)
    if len(count_readings(text)) > 1:  # 12.000 may be twelve thousand
        return None
    text = plain_number(text)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
