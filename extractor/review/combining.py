"""Two records of one event made into one, by a coder who says that they are.

Not :func:`extractor.merge.combine.combined`, which weighs reports of equal standing: here the first
record stands as the coder has mended it, and takes in what the other adds. Parties, statements and
tolls are united by the same rules as there. Where the two come from different articles, the
second's evidence names its article, and both records are kept whole among the reports.
"""

from __future__ import annotations

from typing import Any

from extractor.merge.checks import united_checks
from extractor.merge.parties import united_actors
from extractor.merge.statements import united_statements
from extractor.merge.tolls import coded_by, united_told, united_toll
from extractor.records import SCHEMA_VERSION, Casualties, EventRecord, Report

__all__ = ["combined"]


def combined(first: EventRecord, second: EventRecord) -> EventRecord:
    """The one record, under the first's id; it carries no decision yet."""
    home = first.source.article_id
    added = _told_from(second, first)
    both = (first, added)
    said = united_statements(both, home)
    elsewhere = first.source.article_id != second.source.article_id
    actors = united_actors(both, home)
    tolls = {
        state: [(one, getattr(one.casualties, state)) for one in both]
        for state in ("killed", "injured")
    }
    taken = {
        "sub_event_type": first,
        "date": first if first.date else added,
        "location": first if first.location else added,
        **{state: coded_by(found) for state, found in tolls.items()},
    }
    warnings = dict.fromkeys((*first.extraction.warnings, *second.extraction.warnings))
    kept = first.model_copy(
        update={
            "schema_version": SCHEMA_VERSION,
            "date": first.date or added.date,
            "location": first.location or added.location,
            "actors": actors,
            "casualties": Casualties(
                **{state: united_toll(found, home) for state, found in tolls.items()},
                told=united_told(both, home),
            ),
            "victims": _things(both, "victims"),
            "physical_targets": _things(both, "physical_targets"),
            "weapons": _things(both, "weapons"),
            "allegations": said.allegations,
            "denials": said.denials,
            "claims_of_responsibility": said.claims_of_responsibility,
            "requested_investigations": said.requested_investigations,
            "extraction": first.extraction.model_copy(update={"warnings": tuple(warnings)}),
            "reports": (*_reports(first), *_reports(second)) if elsewhere else first.reports,
            "confidence": None,
            "checked": united_checks(both, actors, taken),
            "review": None,
        }
    )
    return EventRecord.model_validate(kept.model_dump(mode="json"))


def _told_from(record: EventRecord, other: EventRecord) -> EventRecord:
    """The record as if it stood in the other's article: its evidence names its own."""
    if record.source.article_id == other.source.article_id:
        return record
    whole = record.model_dump(mode="json", exclude={"reports"})
    _name_article(whole, record.source.article_id)
    whole["source"] = other.source.model_dump(mode="json")
    return EventRecord.model_validate(whole)


def _name_article(value: Any, article: str) -> None:
    """Say on each piece of evidence, wherever in the record, which article it is of."""
    if isinstance(value, list):
        for one in value:
            _name_article(one, article)
    elif isinstance(value, dict):
        if isinstance(value.get("end"), int):  # a date has its end, too: a day
            value.setdefault("article_id", article)
        else:
            for one in value.values():
                _name_article(one, article)


def _reports(record: EventRecord) -> tuple[Report, ...]:
    if record.reports:
        return record.reports
    return (Report.model_validate(record.model_dump(mode="json", exclude={"reports"})),)


def _things(both: tuple[EventRecord, ...], name: str) -> tuple[Any, ...]:
    """Things hit or weapons of both, those of the same words once."""
    found: dict[str, Any] = {}
    for record in both:
        for thing in getattr(record, name):
            found.setdefault(thing.text.casefold(), thing)
    return tuple(found.values())
