"""Counts what records have and a format cannot hold, to report it once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from extractor.records import Attribution
from extractor.records.field import Field
from extractor.records.field_lookup import of_kind, parts_of
from extractor.records.fields import FIELDS

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
    return any(
        part.evidence
        for field in of_kind("date", "place", "actors", "toll", "counts", "statements", "custom")
        for part in parts_of(field, record)
    )


def _paths(field: Field) -> tuple[str, ...]:
    assert field.lost
    return tuple(f"{field.path}.{part}" for part in field.lost.at) or (field.path,)


def _has(values: Sequence[Callable[[EventRecord], object]], record: EventRecord) -> bool:
    return any(value(record) for value in values)


def _has_own_fields(values: Sequence[Callable[[EventRecord], Any]], record: EventRecord) -> bool:
    """Whether any of the user's own fields has a value; all fields asked are in the record."""
    return any(one.value is not None for value in values for one in value(record))


# Everything a record can have beyond an ACLED row, in the order of the message: parts of some
# values, and the fields without an ACLED column.
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
    **{
        field.lost.name: partial(
            _has_own_fields if field.kind == "custom" else _has,
            tuple(attrgetter(path) for path in _paths(field)),
        )
        for field in FIELDS
        if field.lost
    },
}
TOLD = {
    "evidence": "evidence with its offsets",
    "words": "the article's words for actors and place",
    "who attributes": "who says that an actor did it",
    "days": "first and last day",
    "toll range": "fewest and most killed",
    **{
        field.lost.name: field.lost.description
        for field in FIELDS
        if field.lost and field.lost.description
    },
}


class Losses:
    """Counts the records with each feature that a format does not hold.

    ``original`` are the columns of another dataset that the format has, ``None`` if it holds all.
    """

    def __init__(self, held: frozenset[str], original: frozenset[str] | None) -> None:
        self._missing = {name: has for name, has in FEATURES.items() if name not in held}
        self._original = original
        self.records: Counter[str] = Counter()
        self.columns: Counter[str] = Counter()

    def count(self, record: EventRecord) -> None:
        """Note what this record loses."""
        for name, has in self._missing.items():
            if has(record):
                self.records[name] += 1
        if self._original is not None and record.original:
            for column, cell in record.original.columns.items():
                if cell and column not in self._original:
                    self.columns[column] += 1

    def summary(self) -> str | None:
        """One line about what was lost; ``None`` if nothing was."""
        parts = [f"{TOLD.get(n, n)} ({self.records[n]:,})" for n in FEATURES if self.records[n]]
        if self.columns:
            names = list(self.columns)
            others = f" and {len(names) - MOST_COLUMNS} more" if len(names) > MOST_COLUMNS else ""
            parts.append(f"the columns {', '.join(names[:MOST_COLUMNS])}{others}")
        return ", ".join(parts) or None
