"""A record while the coder edits it: derived values and errors.

The page sends the whole record as it is in the form, and none of it is trusted. Values that follow
by rule (types, region, country number) are set here, so they cannot contradict their sources. Id,
source and provenance are those of the opened record; so is who decided each value, except for
values that the coder has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from extractor.codebook.actors import ActorKind, interaction_text
from extractor.codebook.countries import country_by_name
from extractor.codebook.rules import civilian_targeting
from extractor.codebook.types import SubEventType, disorder_type_of, event_type_of
from extractor.records import EventRecord
from extractor.records.problems import problems
from extractor.records.versions import SCHEMA_VERSION
from extractor.review.checks import checks_after
from extractor.review.findings import Finding, findings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.custom_fields import CustomField

__all__ = ["Draft", "derived", "draft_of", "mended_of"]

KEPT = ("schema_version", "id", "source", "extraction", "review", "confidence")
ALSO_KEPT = ("original", "reports")
COORDINATE_DIGITS = 4  # ACLED's


@dataclass(frozen=True)
class Draft:
    """The edited record; ``record`` is ``None`` while ``errors`` (field and sentence)
    prevent one."""

    record: EventRecord | None
    derived: dict[str, Any]
    findings: list[Finding]
    errors: list[tuple[str, str]]


def draft_of(
    given: Mapping[str, Any],
    opened: EventRecord,
    text: str | None = None,
    custom_fields: tuple[CustomField, ...] = (),
) -> Draft:
    """The draft of the form's content, for the record that was opened in it. ``custom_fields`` are
    the user's own fields as their file has them."""
    record, errors = mended_of(given, opened)
    if record is None:
        return Draft(None, {}, [], errors)
    return Draft(record, derived(record), findings_of(record, text, custom_fields), [])


def mended_of(
    given: Mapping[str, Any], opened: EventRecord
) -> tuple[EventRecord | None, list[tuple[str, str]]]:
    """The record of the form's content, or the errors that prevent one, without findings."""
    made = {**given}
    whole = opened.model_dump(mode="json")
    made.update({key: whole[key] for key in (*KEPT, *ALSO_KEPT) if key in whole})
    if made.get("custom") and not opened.custom:
        made["schema_version"] = SCHEMA_VERSION  # 1.0 lacks these fields
    made.pop("checked", None)  # follows from the changes
    _follow(made)
    try:
        record = EventRecord.model_validate(made)
    except (ValidationError, RecursionError) as invalid:
        return None, _errors(invalid)
    checked = checks_after(_followed(opened), record) if opened.checked else None
    return record.model_copy(update={"checked": checked}), []


def _followed(opened: EventRecord) -> EventRecord:
    """The record with rounded and derived values, as every draft has them. Otherwise a coder who
    corrects a note would seem to change a place whose coordinates are rounded with it."""
    made = opened.model_dump(mode="json")
    _follow(made)
    try:
        return EventRecord.model_validate(made)
    except ValidationError:
        return opened


def derived(record: EventRecord) -> dict[str, Any]:
    """Values that follow from others and cannot be typed."""
    first = record.perpetrators[0].kind if record.perpetrators else None
    second = record.targets[0].kind if record.targets else None
    where, day = record.location, record.date.coded_day if record.date else None
    targeted = civilian_targeting(record.sub_event_type, first, second)
    return {
        "event_type": record.event_type.value,
        "disorder_type": record.disorder_type.value,
        "interaction": interaction_text(first, second) if first else "",
        "civilian_targeting": "Civilian targeting" if targeted else "",
        "region": where.region.value if where and where.region else "",
        "iso": where.iso if where else None,
        "event_date": day.isoformat() if day else "",
        "fatalities": record.casualties.killed.coded if record.casualties.killed else 0,
    }


def _follow(made: dict[str, Any]) -> None:
    """Set what follows by rule; its sources are checked later, with everything else."""
    try:
        kind = SubEventType(made.get("sub_event_type"))
    except ValueError:
        return
    made["event_type"], made["disorder_type"] = event_type_of(kind), disorder_type_of(kind)
    where = made.get("location")
    if isinstance(where, dict):
        made["location"] = where = {**where}
        name = where.get("country")
        country = country_by_name(name) if isinstance(name, str) and name else None
        where["country"] = country.name if country else name or None
        where["iso"] = country.iso if country else None
        where["region"] = country.region if country else None
        for key in ("latitude", "longitude"):
            if isinstance(where.get(key), (int, float)):
                where[key] = round(where[key], COORDINATE_DIGITS)
    when = made.get("date")
    if isinstance(when, dict) and when.get("precision") == 1 and when.get("start"):
        made["date"] = {**when, "end": when["start"]}


def _errors(invalid: ValidationError | RecursionError) -> list[tuple[str, str]]:
    if isinstance(invalid, RecursionError):
        return [("record", "nested too deep")]
    return [(where or "record", said) for where, said in problems(invalid, values=False)]


def kinds() -> list[str]:
    """The actor kinds in the codebook's order."""
    return [kind.value for kind in ActorKind]
