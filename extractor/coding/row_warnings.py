"""Warnings of a record about the ACLED rules that its row breaks."""

from __future__ import annotations

from extractor.codebook.rules import check_event
from extractor.errors import CodingError
from extractor.records import EventRecord

__all__ = ["is_row_warning", "row_warnings"]

NO_ROW, AGAINST = "no ACLED row: ", "against the codebook: "


def row_warnings(record: EventRecord) -> list[str]:
    """Returns a line for each reason why the record is no valid ACLED row."""
    try:
        row = record.to_acled().model_dump(mode="json")
    except CodingError as missing:
        return [f"{NO_ROW}{missing}"]
    return [f"{AGAINST}{violation}" for violation in check_event(row)]


def is_row_warning(warning: str) -> bool:
    """Whether a warning was made by :func:`row_warnings`."""
    return warning.startswith((NO_ROW, AGAINST))
