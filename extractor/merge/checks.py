"""Who decided the values of a merged record: the same as in the report each comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractor.codebook.folding import fold
from extractor.records import Actor, Report, Role
from extractor.records.checked import Check, Checked, worst
from extractor.records.field_lookup import of_kind
from extractor.records.fields import FIELDS

__all__ = ["united_checks"]

FIELD_OF = {Role(side.role): side.check for field in FIELDS for side in field.sides}


def united_checks(
    ranked: Sequence[Report], actors: Iterable[Actor], taken: Mapping[str, Report | None]
) -> Checked | None:
    """The checks of the merged record. ``taken`` names, for each value that is one report's, that
    report; ``actors`` are the united ones.

    Parties and statements come from several reports: as within one record, the least certain check
    counts. Reports without checks (version 1.0, rows of a dataset) are ignored; ``None`` if no
    report has any.
    """
    found = {field: _check(report, field) for field, report in taken.items()}
    kept = list(actors)
    for role, field in FIELD_OF.items():
        names = {fold(actor.name) for actor in kept if actor.role is role}
        found[field] = worst(_of_parties(report, names) for report in ranked)
    found["statements"] = worst(
        _check(report, "statements") for report in ranked if _says_something(report)
    )
    return Checked(**found) if any(found.values()) else None


def _of_parties(report: Report, names: set[str]) -> Check | None:
    """The check of the report's parties with these names, in either role: in a battle either side
    may come first."""
    roles = {actor.role for actor in report.actors if fold(actor.name) in names}
    return worst(_check(report, FIELD_OF[role]) for role in roles)


def _says_something(report: Report) -> bool:
    return any(field.of(report) for field in of_kind("statements"))


def _check(report: Report | None, field: str) -> Check | None:
    if report is None or report.checked is None:
        return None
    check: Check | None = getattr(report.checked, field)
    return check
