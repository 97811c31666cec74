"""Merges the user's own fields of several reports: the first value that is not null."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.merge.evidence import labelled, relabelled, with_more
from extractor.records import Report
from extractor.records.custom import Custom, custom_cell

__all__ = ["told_by_field", "united_custom"]


def united_custom(ranked: Sequence[Report], home: str) -> tuple[Custom, ...]:
    """Each field once, in the order of the best report that has any. A value has the evidence of
    all reports with that value."""
    united: dict[str, Custom] = {}
    for report in ranked:
        for one in report.custom:
            earlier = united.get(one.field)
            if earlier is None or earlier.value is None:
                united[one.field] = relabelled(one, report, home)
            elif (earlier.kind, earlier.value) == (one.kind, one.value):
                united[one.field] = with_more(earlier, labelled(one.evidence, report, home))
    return tuple(united.values())


def told_by_field(reports: Sequence[Report]) -> dict[str, list[str]]:
    """The values of the reports for each field, by its name."""
    cells_by_field: dict[str, list[str]] = {}
    for report in reports:
        for one in report.custom:
            if (cell := custom_cell(one)) is not None:
                cells_by_field.setdefault(one.field, []).append(cell)
    return cells_by_field
