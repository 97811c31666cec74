"""Makes one record from several reports: values combined, each report kept whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extractor.codebook.rules import check_event
from extractor.codebook.types import SubEventType, disorder_type_of, event_type_of, higher_of
from extractor.coding.words import note_of, summary
from extractor.errors import CodingError
from extractor.merge.checks import united_checks
from extractor.merge.parties import disputed_by
from extractor.merge.values import MERGED, UNITED, differing
from extractor.records import (
    ACLED_COLUMNS,
    Casualties,
    EventRecord,
    Extraction,
    Original,
    Report,
    TokenCount,
)
from extractor.records.acled import ACLED_ID
from extractor.records.datasets import DATASETS, dataset_of, row_id
from extractor.records.field import Kind
from extractor.records.field_lookup import nested

__all__ = ["combined"]

SEVERAL = "several"
READER = "merge"
SINGLE: tuple[Kind, ...] = ("value", "date", "place", "toll")  # taken from one report
ALSO_KEPT = ("source_scale", "tags")  # ACLED's columns without a field in records


def combined(reports: Sequence[Report]) -> EventRecord:
    """The record of two or more reports of one event; their order does not matter.

    The type is that of most reports (of equals the higher by ACLED's precedence). Day and place are
    the most precise ones; other single values come from the best report of that type. The id is
    that of the report published first, so that a later one does not change it.
    """
    reports = sorted(reports, key=_earliest)
    kind = _type(reports)
    best = min((r for r in reports if r.sub_event_type is kind), key=_quality)
    ranked = sorted(reports, key=lambda report: (report is not best, _quality(report)))
    home = best.source.article_id
    united = {field.path: UNITED[field.kind](field, ranked, home) for field in MERGED}
    values = {path: one.value for path, one in united.items()}
    values["actors"] = actors = disputed_by(values["denials"], values["actors"])
    taken = {
        one.check: united[one.path].report for one in MERGED if one.kind in SINGLE and one.check
    }
    parts = nested(values)
    record = EventRecord(
        **parts
        | {
            "id": reports[0].id,
            "disorder_type": disorder_type_of(kind),
            "event_type": event_type_of(kind),
            "sub_event_type": kind,
            "summary": summary(kind, values["location"]),
            "casualties": Casualties(**parts["casualties"]),
            "notes": "",
            "checked": united_checks(ranked, actors, {"sub_event_type": best, **taken}),
            "source": best.source.model_copy(update={"publisher": _publishers(reports)}),
            "extraction": _extraction(reports, _disagreements(reports)),
            "original": _original(ranked),
            "reports": tuple(reports),
        }
    )
    notes = _coded_note(ranked) or note_of(record)
    return _with_rules(record.model_copy(update={"notes": notes}))


def _earliest(report: Report) -> tuple[str, ...]:
    published = str(report.source.published or "9999")
    return (published, report.id, report.source.article_id, dataset_of(report) or "")


def _quality(report: Report) -> tuple[object, ...]:
    """A sort key, smaller is better: precise in time and place, a named perpetrator, more
    evidence."""
    when, where = report.date, report.location
    return (
        when.precision or 4 if when else 5,
        where.precision or 4 if where and where.latitude is not None else 5,
        not any(actor.text for actor in report.perpetrators),
        -sum(len(actor.evidence) for actor in report.actors),
        *_earliest(report),
    )


def _type(reports: Sequence[Report]) -> SubEventType:
    counts = Counter(report.sub_event_type for report in reports)
    most = max(counts.values())
    return higher_of([kind for kind, count in counts.items() if count == most])


def _publishers(reports: Sequence[Report]) -> str | None:
    """``A; B``: every publisher once, by date of publication."""
    names = (
        name.strip()
        for r in reports
        if r.source.publisher
        for name in r.source.publisher.split(";")
    )
    return "; ".join(dict.fromkeys(name for name in names if name)) or None


def _coded_note(ranked: Sequence[Report]) -> str | None:
    """The note of an ACLED coder, if one of the reports is an ACLED row."""
    coded = (r for r in ranked if dataset_of(r) == "ACLED" and r.notes)
    return next((report.notes for report in coded), None)


def _original(ranked: Sequence[Report]) -> Original | None:
    """The dataset row among the reports: its id, since the merged record may have another, and for
    ACLED the values no report has as fields: scale, tags, extra columns. Its other cells would
    override the merged values.
    """
    rows = {dataset_of(report): report for report in ranked}
    if acled := rows.get("ACLED"):
        cells = acled.original.columns if acled.original else {}
        kept = {c: v for c, v in cells.items() if c in ALSO_KEPT or c not in ACLED_COLUMNS}
        if ACLED_ID.match(acled.id):  # not one half of a row that a coder has split
            kept["event_id_cnty"] = row_id(acled)
        return Original(dataset="ACLED", columns=kept)
    if ucdp := rows.get("UCDP GED"):
        kept = {"id": row_id(ucdp)} if ucdp.id.startswith("UCDP") else {}
        return Original(dataset="UCDP GED", columns=kept)
    return None


def _extraction(reports: Sequence[Report], warnings: Sequence[str]) -> Extraction:
    """Without today's date: the same reports give the same record at any time."""
    made = [report.extraction for report in reports]

    def only(values: Iterable[str]) -> str:
        found = set(values)
        return found.pop() if len(found) == 1 else SEVERAL

    return Extraction(
        extractor_version=only(one.extractor_version for one in made),
        model=only(one.model for one in made),
        reader=READER,
        prompt_version=only(one.prompt_version for one in made),
        extracted_at=max(one.extracted_at for one in made),
        tokens=TokenCount(
            prompt=sum(one.tokens.prompt for one in made),
            cached=sum(one.tokens.cached for one in made),
            completion=sum(one.tokens.completion for one in made),
        ),
        warnings=tuple(warnings),
    )


def _disagreements(reports: Sequence[Report]) -> list[str]:
    """The points on which the reports disagree, a sentence each."""
    sentences = [f"merged from {len(reports)} reports"]
    for dataset in DATASETS:
        sentences += [
            f"one is {dataset}'s row {row_id(r)}" for r in reports if dataset_of(r) == dataset
        ]
    for what, values in differing(reports):
        counted = Counter(values)
        if len(counted) > 1:
            sentences.append(f"reports differ on {what}: {_counted(counted)}")
    return sentences


def _counted(values: Counter[str]) -> str:
    return ", ".join(f"{value} ({count})" for value, count in sorted(values.items()))


def _with_rules(record: EventRecord) -> EventRecord:
    """The record with a warning for each codebook rule that the merged values break."""
    try:
        broken = [str(one) for one in check_event(record.to_acled().model_dump(mode="json"))]
    except CodingError as missing:
        found = [f"no ACLED row: {missing}"]
    else:
        found = [f"against the codebook: {violation}" for violation in broken]
    if not found:
        return record
    made = record.extraction
    warnings = (*made.warnings, *found)
    return record.model_copy(update={"extraction": made.model_copy(update={"warnings": warnings})})
