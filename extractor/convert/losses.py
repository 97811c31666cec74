"""What a record has and a format has no place for: counted while writing, told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from extractor.records import Attribution

if TYPE_CHECKING:
    from extractor.records import EventRecord, Toll

__all__ = ["FEATURES", "Losses"]

MOST_COLUMNS = 12


def _range(toll: Toll | None) -> bool:
    return toll is not None and (toll.low, toll.high) not in (
        (toll.coded, None),
        (toll.coded, toll.coded),
    )


def _evidence(record: EventRecord) -> bool:
    tolls = record.casualties
    valued = (record.date, record.location, tolls.killed, tolls.injured, *tolls.told)
    said = (record.allegations, record.denials, record.claims_of_responsibility)
    return (
        any(part.evidence for part in valued if part)
        or any(actor.evidence for actor in record.actors)
        or any(one.evidence for kind in said for one in kind)
        or any(one.evidence for one in record.requested_investigations)
    )


# Everything a record can have beyond an ACLED row, in the order it is told.
FEATURES: dict[str, Callable[[EventRecord], object]] = {
    "evidence": _evidence,
    "words": lambda record: any(actor.text for actor in record.actors),
    "attribution": lambda record: any(
        actor.attribution is not Attribution.UNATTRIBUTED for actor in record.actors
    ),
    "who attributes": lambda record: any(actor.attributed_by for actor in record.actors),
    "days": lambda record: (
        record.date
        and record.date.start != record.date.end
        and not (record.original and record.original.dataset == "ACLED")  # from the precision
    ),
    "toll range": lambda record: _range(record.casualties.killed),
    "injured": lambda record: record.casualties.injured,
    "counts told": lambda record: record.casualties.told,
    "physical targets": lambda record: record.physical_targets,
    "weapons": lambda record: record.weapons,
    "allegations": lambda record: record.allegations,
    "denials": lambda record: record.denials,
    "claims of responsibility": lambda record: record.claims_of_responsibility,
    "requested investigations": lambda record: record.requested_investigations,
    "confidence": lambda record: record.confidence,
    "checked": lambda record: record.checked,
    "article": lambda record: record.source.sha256 or record.source.url,
    "warnings": lambda record: record.extraction.warnings,
    "review": lambda record: record.review,
    "reports": lambda record: record.reports,
}
TOLD = {
    "evidence": "evidence with its offsets",
    "words": "the article's words for actors and place",
    "who attributes": "who says that an actor did it",
    "days": "first and last day",
    "toll range": "fewest and most killed",
    "injured": "the injured",
    "counts told": "each teller's count",
    "checked": "who decided each value",
    "article": "the article's address, day and hash",
    "reports": "the reports merged",
}


class Losses:
    """Counts, for the features a format does not hold, the records that have them.

    ``columns`` are another dataset's columns that the format has, ``None`` if it holds them all.
    """

    def __init__(self, held: frozenset[str], columns: frozenset[str] | None) -> None:
        self._missing = {name: has for name, has in FEATURES.items() if name not in held}
        self._columns = columns
        self.records: Counter[str] = Counter()
        self.columns: Counter[str] = Counter()

    def count(self, record: EventRecord) -> None:
        """Take note of what this record loses."""
        for name, has in self._missing.items():
            if has(record):
                self.records[name] += 1
        if self._columns is not None and record.original:
            for column, cell in record.original.columns.items():
                if cell and column not in self._columns:
                    self.columns[column] += 1

    def told(self) -> str | None:
        """One line of what was lost, ``None`` if nothing was."""
        parts = [f"{TOLD.get(n, n)} ({self.records[n]:,})" for n in FEATURES if self.records[n]]
        if self.columns:
            names = list(self.columns)
            more = f" and {len(names) - MOST_COLUMNS} more" if len(names) > MOST_COLUMNS else ""
            parts.append(f"the columns {', '.join(names[:MOST_COLUMNS])}{more}")
        return ", ".join(parts) or None
