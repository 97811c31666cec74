"""Queries on the table of the record's fields (``fields.py``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from extractor.records.field import Column, Field, Kind
from extractor.records.fields import FIELDS

if TYPE_CHECKING:
    from extractor.records.event import Report

__all__ = ["evidence_fields", "nested", "of_kind", "own_columns", "parts_of"]

EVIDENCED: tuple[Kind, ...] = (
    *("date", "place", "actors", "toll", "counts"),
    *("words", "things", "statements", "custom"),
)
# As in ACLED's rows, actors come before places; how the record was made comes last.
IN_TABLES: tuple[Kind, ...] = (
    *("id", "prose", "type", "value", "date", "actors", "place", "toll", "counts"),
    *("words", "things", "statements", "custom", "checks", "reports", "about"),
)


@cache
def of_kind(*kinds: Kind) -> tuple[Field, ...]:
    """The fields of these kinds: all of the first kind, then all of the next."""
    return tuple(one for kind in kinds for one in FIELDS if one.kind == kind)


@cache
def evidence_fields() -> tuple[Field, ...]:
    """The fields with evidence in the article, in the order of the table."""
    return tuple(one for one in FIELDS if one.kind in EVIDENCED)


def parts_of(field: Field, record: Report) -> Sequence[Any]:
    """The parts of a field that have their own evidence: each of several, or the only one."""
    value = field.of(record)
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by path, nested as in the record: ``casualties.killed`` in ``casualties``."""
    made: dict[str, Any] = {}
    for path, value in values.items():
        holder, _, name = path.rpartition(".")
        (made.setdefault(holder, {}) if holder else made)[name] = value
    return made


def own_columns() -> Iterator[tuple[Field, Column]]:
    """The columns of our tables beside ACLED's 31, in order, each with its field."""
    for one in of_kind(*IN_TABLES):
        for column in one.flat:
            yield one, column
