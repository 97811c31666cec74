"""Tells records that come from a dataset's rows, whose makers decided which events there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.records import Report

__all__ = ["DATASETS", "dataset_of", "is_of_own_table", "row_id", "row_name"]

# In order of precedence: merged records are coded as ACLED codes.
DATASETS = ("ACLED", "UCDP GED")
# ``extraction.reader`` of a record converted from a row; used where ``original`` was dropped.
CONVERTERS = {"acled": "ACLED", "ucdp": "UCDP GED"}
CONVERTED = "none"
# The beginnings of article ids of records that were converted from a dataset's row.
ROW_ARTICLES = ("acled:", "ucdp:")


def is_of_own_table(report: Report) -> bool:
    """Whether the report was read in an article and then came through one of our own tables: its
    row named the model and the article."""
    return (
        report.original is not None
        and report.original.columns.get("model", CONVERTED) != CONVERTED
        and not report.source.article_id.startswith(ROW_ARTICLES)
    )


def dataset_of(report: Report) -> str | None:
    """The dataset the report is a row of, ``ACLED`` or ``UCDP GED``; ``None`` if it was read in an
    article."""
    if report.original:
        return None if is_of_own_table(report) else report.original.dataset
    if report.extraction.model == CONVERTED:
        return CONVERTERS.get(report.extraction.reader)
    return None


def row_id(report: Report) -> str:
    """The row's id in its dataset: ``BFO9001`` in ACLED, ``900001`` in UCDP."""
    return report.id.removeprefix("UCDP") if dataset_of(report) == "UCDP GED" else report.id


def row_name(report: Report) -> str:
    """The report's name in messages: ``ACLED BFO9001``, or ``event b4ee724be7a15d48`` for an
    article's."""
    return f"{dataset_of(report) or 'event'} {row_id(report)}"
