"""Refuses event records given as articles, with one error for the file and not one per record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.errors import ArticleError
from extractor.records.kinds import RecordKind, kind_of_columns

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["RecordsGiven", "of_file", "refuse_records"]

WHAT = {
    RecordKind.EVENT: "event records",
    RecordKind.ACLED: "rows of ACLED",
    RecordKind.UCDP: "rows of UCDP GED",
}
REASON = "{}, not articles: `extract validate`, load, convert, merge and review read them"
NOTES = "; --text-column notes reads their notes as articles"


class RecordsGiven(ArticleError):
    """Raised for an object that is an event record and not an article."""

    def __init__(self, kind: RecordKind, *, where: str | None = None) -> None:
        notes = NOTES if kind is RecordKind.ACLED else ""
        super().__init__(REASON.format(WHAT[kind]) + notes, where=where)
        self.kind = kind


def of_file(error: ArticleError, name: str) -> ArticleError:
    """Return the error of a file's first object as one about the file, if all of it is records."""
    return RecordsGiven(error.kind, where=name) if isinstance(error, RecordsGiven) else error


def refuse_records(names: Iterable[str], where: str) -> None:
    """Raise :class:`RecordsGiven` if these columns or keys are of ACLED or UCDP event records."""
    if (kind := kind_of_columns(names)) is not None:
        raise RecordsGiven(kind, where=where)
