"""Merges the values of several reports into those of one record, by the kind of each field.

``records/fields.py`` says which fields exist and which a merged record lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from extractor.merge.custom import told_by_field, united_custom
from extractor.merge.evidence import relabelled, with_more
from extractor.merge.parties import united_actors
from extractor.merge.statements import united_statements
from extractor.merge.tolls import coded_by, united_told, united_toll
from extractor.merge.words import bag_of, shared
from extractor.records import EventDate, Location, Report
from extractor.records.field import Field, Kind
from extractor.records.fields import FIELDS

__all__ = ["MERGED", "UNITED", "United", "differing"]


class United(NamedTuple):
    """A value of a merged record; and its report, if one alone gave it."""

    value: Any
    report: Report | None = None


def _most_precise(field: Field, ranked: Sequence[Report], home: str) -> United:
    """The value of the most precise report."""
    found = [(report, value) for report in ranked if (value := field.of(report)) is not None]
    if not found:
        return United(None)
    report, value = min(found, key=lambda one: _vagueness(one[1]))
    return United(relabelled(value, report, home), report)


def _vagueness(value: EventDate | Location) -> tuple[bool, int, bool]:
    """A sort key, smaller is better: known, precise, with a province."""
    if isinstance(value, EventDate):
        return (value.start is None, value.precision or 4, False)
    return (value.latitude is None, value.precision or 4, not value.admin1)


def _first(field: Field, ranked: Sequence[Report], home: str) -> United:
    """The value of the best report that has one."""
    for report in ranked:
        value = field.of(report)
        if value is not None:
            marked = relabelled(value, report, home) if hasattr(value, "evidence") else value
            return United(marked, report)
    return United(None)


def _toll(field: Field, ranked: Sequence[Report], home: str) -> United:
    found = [(report, field.of(report)) for report in ranked]
    return United(united_toll(found, home), coded_by(found))


def _things(field: Field, ranked: Sequence[Report], home: str) -> United:
    """The things of all reports; those with the same distinctive words once."""
    kept: list[tuple[frozenset[str], Any]] = []
    for report in ranked:
        for thing in field.of(report):
            words = bag_of((thing.text,)).words
            marked = relabelled(thing, report, home)
            for place, (others, first) in enumerate(kept):
                if first.text.casefold() == thing.text.casefold() or _one_thing(words, others):
                    kept[place] = (others, with_more(first, marked.evidence))
                    break
            else:
                kept.append((words, marked))
    return United(tuple(thing for _, thing in kept))


def _one_thing(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether every word of the shorter description is in the longer."""
    few, many = sorted((words, others), key=len)
    return bool(few) and len(shared(few, many)) == len(few)


UNITED: dict[Kind, Callable[[Field, Sequence[Report], str], United]] = {
    "value": _first,
    "date": _most_precise,
    "place": _most_precise,
    "actors": lambda field, ranked, home: United(united_actors(ranked, home)),
    "toll": _toll,
    "counts": lambda field, ranked, home: United(united_told(ranked, home)),
    "words": _first,
    "things": _things,
    "statements": lambda field, ranked, home: United(united_statements(field, ranked, home)),
    "custom": lambda field, ranked, home: United(united_custom(ranked, home)),
}
"""How values of a kind are merged; reports are in order, best first."""
MERGED = tuple(field for field in FIELDS if field.merged and field.kind in UNITED)

WRITTEN: dict[Kind, Callable[[Any], Any]] = {
    "type": lambda kind: kind.value,
    "date": lambda when: when.coded_day,
    "place": lambda where: where.name,
    "toll": lambda toll: toll.coded,
}


def differing(reports: Sequence[Report]) -> list[tuple[str, list[str]]]:
    """The fields on which reports may differ, each with their values."""
    found = []
    for field in FIELDS:
        if field.differ:
            written = WRITTEN.get(field.kind, str)
            values = (field.of(report) for report in reports)
            shown = (written(value) for value in values if value is not None)
            kept = [str(value) for value in shown if value is not None]
            found.append((f"the {field.differ}", kept))
    return found + list(told_by_field(reports).items())
