"""Reports that are rows of a dataset whose makers have decided already which events there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.records import Report

__all__ = ["DATASETS", "dataset_of", "row_id", "row_name"]

# Before the others: merged records are coded as ACLED codes.
DATASETS = ("ACLED", "UCDP GED")
# ``extraction.reader`` of a record that was converted from a row, where ``original`` was dropped.
CONVERTERS = {"acled": "ACLED", "ucdp": "UCDP GED"}
CONVERTED = "none"


def dataset_of(report: Report) -> str | None:
    """The dataset the report is a row of, ``ACLED`` or ``UCDP GED``; ``None`` for an article's."""
    if report.original:
        return report.original.dataset
    if report.extraction.model == CONVERTED:
        return CONVERTERS.get(report.extraction.reader)
    return None


def row_id(report: Report) -> str:
    """The row's id in its dataset: ``BFO9001`` in ACLED's, ``900001`` in UCDP's."""
    return report.id.removeprefix("UCDP") if dataset_of(report) == "UCDP GED" else report.id


def row_name(report: Report) -> str:
    """``ACLED BFO9001``."""
    return f"{dataset_of(report)} {row_id(report)}"
