"""Turns rows of our own tables back into reports of the articles they were read in.

A wide table (a workbook, Parquet, GeoJSON) names for each row its article and the model that read
it. Such a row is a report like any other. A row that includes a dataset's row, or that somebody
wrote by hand, stays a row in ACLED's form.
"""

from __future__ import annotations

from datetime import date
from string import ascii_uppercase

from extractor.records import Report
from extractor.records.acled import ACLED_ID, id_number
from extractor.records.datasets import CONVERTED, CONVERTERS, ROW_ARTICLES

__all__ = ["as_read"]

SEVERAL = "several"  # the model of a merged record with differing reports: a row may be among them
NO_MODEL = ("", CONVERTED, SEVERAL)


def as_read(report: Report) -> Report:
    """The report with its own id and article, if it is a row of our tables that names both; else
    the report unchanged."""
    if report.original is None or report.extraction.reader not in CONVERTERS:
        return report
    cells = report.original.columns
    own_id, article = cells.get("id", ""), cells.get("article_id", "")
    if cells.get("model", "") in NO_MODEL or not article or article.startswith(ROW_ARTICLES):
        return report
    if not own_id or ACLED_ID.match(own_id):
        return report
    if report.id.lstrip(ascii_uppercase) != id_number(own_id):  # it includes a dataset's row
        return report
    given = {
        "article_id": article,
        "published": _day(cells.get("article_published", "")),
        "url": cells.get("article_url") or None,
        "sha256": cells.get("article_sha256") or None,
        "file": cells.get("article_file") or None,
    }
    left = {name: cell for name, cell in cells.items() if name not in GIVEN_BACK}
    return report.model_copy(
        update={
            "id": own_id,
            "source": report.source.model_copy(update=given),
            "original": report.original.model_copy(update={"columns": left}),
        }
    )


GIVEN_BACK = ("id", *(f"article_{part}" for part in ("id", "published", "url", "sha256", "file")))


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell[:10])
    except ValueError:
        return None
