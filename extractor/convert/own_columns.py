"""Columns that our own tables add to ACLED's, when such a table is read back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from extractor.records.flat import flat_row

if TYPE_CHECKING:
    from extractor.records import EventRecord

__all__ = ["is_own_table", "without_repeated"]

SIGNS = frozenset({"article_id", "fatalities_low", "extracted_at"})


def is_own_table(columns: Collection[str]) -> bool:
    """Whether these are the columns of a table that ``extract convert`` wrote."""
    return all(sign in columns for sign in SIGNS)


def without_repeated(cells: Mapping[str, str], record: EventRecord) -> dict[str, str]:
    """The cells beside ACLED's without those that the row's own record gives again, so that a row
    that went through GeoJSON is the row it was."""
    flat = flat_row(record)
    kept = {}
    for column, cell in cells.items():
        value = flat.get(column)
        text = "" if value is None else str(value)
        if isinstance(value, datetime):
            text = value.strftime("%Y-%m-%dT%H:%M:%SZ")
        # A workbook or a Parquet file has times, which are read as days or with a space.
        same = cell == text or (text[:10] == cell[:10] and isinstance(value, datetime))
        if not text or not same:
            kept[column] = cell
    return kept
