"""Combines two records that a coder says are one event.

Unlike :func:`extractor.merge.combine.combined`, which weighs reports equally, the first record
stays as the coder has corrected it and is completed from the other. Parties, statements and tolls
are united by the same rules as there. If the two come from different articles, the second's
evidence names its article, and both records are kept whole among the reports.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from extractor.merge.checks import united_checks
from extractor.merge.custom import united_custom
from extractor.merge.parties import united_actors
from extractor.merge.statements import united_statements
from extractor.merge.tolls import coded_by, united_told, united_toll
from extractor.records import SCHEMA_VERSION, Casualties, EventRecord, Report
from extractor.records.field import Field, Kind
from extractor.records.field_lookup import nested
from extractor.records.fields import FIELDS

__all__ = ["combined"]


def combined(first: EventRecord, second: EventRecord) -> EventRecord:
    """The combined record, with the id of the first and no decision yet."""
    home = first.source.article_id
    added = _told_from(second, first)
    both = (first, added)
    elsewhere = first.source.article_id != second.source.article_id
    values = {
        field.path: COMBINED[field.kind](field, both, home)
        for field in FIELDS
        if field.kind in COMBINED
    }
    taken: dict[str, Report | None] = {
        field.check: _taken_from(field, both)
        for field in FIELDS
        if field.check and field.kind in TAKEN
    }
    parts = nested(values)
    parts["casualties"] = Casualties(**parts["casualties"])
    warnings = dict.fromkeys((*first.extraction.warnings, *second.extraction.warnings))
    kept = first.model_copy(
        update={
            "schema_version": SCHEMA_VERSION,
            **parts,
            "extraction": first.extraction.model_copy(update={"warnings": tuple(warnings)}),
            "reports": (*_reports(first), *_reports(second)) if elsewhere else first.reports,
            "confidence": None,
            "checked": united_checks(both, parts["actors"], taken),
            "review": None,
        }
    )
    return EventRecord.model_validate(kept.model_dump(mode="json"))


def _told_from(record: EventRecord, other: EventRecord) -> EventRecord:
    """The record moved to the other's article: its evidence names its own article."""
    if record.source.article_id == other.source.article_id:
        return record
    whole = record.model_dump(mode="json", exclude={"reports"})
    _name_article(whole, record.source.article_id)
    whole["source"] = other.source.model_dump(mode="json")
    return EventRecord.model_validate(whole)


def _name_article(value: Any, article: str) -> None:
    """Name the article in each piece of evidence, anywhere in the record."""
    if isinstance(value, list):
        for one in value:
            _name_article(one, article)
    elif isinstance(value, dict):
        if isinstance(value.get("end"), int):  # a date has an ``end`` too, which is a day
            value.setdefault("article_id", article)
        else:
            for one in value.values():
                _name_article(one, article)


def _reports(record: EventRecord) -> tuple[Report, ...]:
    if record.reports:
        return record.reports
    return (Report.model_validate(record.model_dump(mode="json", exclude={"reports"})),)


def _first(field: Field, both: Sequence[Report], _: str) -> Any:
    """The value of the first record that has one."""
    value = field.of(both[0])
    return field.of(both[1]) if value is None else value


def _things(field: Field, both: Sequence[Report], _: str) -> tuple[Any, ...]:
    """Things hit or weapons of both; those with the same words once."""
    found: dict[str, Any] = {}
    for record in both:
        for thing in field.of(record):
            found.setdefault(thing.text.casefold(), thing)
    return tuple(found.values())


def _taken_from(field: Field, both: Sequence[Report]) -> Report | None:
    """The record from which the value was taken."""
    if field.kind == "toll":
        return coded_by([(one, field.of(one)) for one in both])
    return both[1] if field.of(both[0]) is None else both[0]


COMBINED: dict[Kind, Callable[[Field, Sequence[Report], str], Any]] = {
    "value": _first,
    "date": _first,
    "place": _first,
    "actors": lambda field, both, home: united_actors(both, home),
    "toll": lambda field, both, home: united_toll([(one, field.of(one)) for one in both], home),
    "counts": lambda field, both, home: united_told(both, home),
    "things": _things,
    "statements": lambda field, both, home: united_statements(field, both, home),
    "custom": lambda field, both, home: united_custom(both, home),
}
"""How values of both are combined, by kind; all other values are the first record's."""
TAKEN: tuple[Kind, ...] = ("type", "value", "date", "place", "toll")
