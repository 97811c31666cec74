"""The plain columns of the list: one value of the record each, shown unchanged and sorted by.

Rows, sorting, the page and the report for sharing follow :data:`COLUMNS`; to add a column, add a
line there. Columns that draw more than a value (type, place, actors, flags) are the page's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.records import EventRecord

__all__ = ["COLUMNS", "ListColumn", "page_columns"]


@dataclass(frozen=True)
class ListColumn:
    """A column of the list. ``value`` is ``None`` where nothing is known; a ``number`` is aligned
    right and sorted from the largest down first."""

    name: str
    title: str
    value: Callable[[EventRecord], str | int | None]
    number: bool = False


COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("killed", "Killed", lambda event: _coded(event.casualties.killed), number=True),
)


def _coded(toll: Any) -> int | None:
    return toll.coded if toll else None


def page_columns() -> list[dict[str, Any]]:
    """The columns as data for the page."""
    return [{"name": one.name, "title": one.title, "number": one.number} for one in COLUMNS]
