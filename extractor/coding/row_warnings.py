"""What keeps a record from being a valid ACLED row, as warnings of the record."""

from __future__ import annotations

from extractor.codebook.rules import check_event
from extractor.errors import CodingError
from extractor.records import EventRecord

__all__ = ["is_row_warning", "row_warnings"]

NO_ROW, AGAINST = "no ACLED row: ", "against the codebook: "


def row_warnings(record: EventRecord) -> list[str]:
    """Why a record is no valid ACLED row, a line for each reason."""
    try:
        row = record.to_acled().model_dump(mode="json")
    except CodingError as missing:
        return [f"{NO_ROW}{missing}"]
    return [f"{AGAINST}{violation}" for violation in check_event(row)]


def is_row_warning(warning: str) -> bool:
    """Whether a warning is one of these."""
    return warning.startswith((NO_ROW, AGAINST))
