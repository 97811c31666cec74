"""The order of a coder's list, which stays until the coder sorts again.

A decision or an edit changes the values that a list is sorted by, and sorting again would move rows
under the coder's hand. So each list keeps its records where they were when it was last sorted; a
new record goes behind the one that precedes it in sorted order.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.review.listing import Filters, Found
    from extractor.review.rows import Row

__all__ = ["Orders"]

MOST = 8  # lists whose order is kept, those asked for last
GROWING = "findings"  # findings are incomplete until all records are checked


class Orders:
    """The orders of the latest lists, each by its filters and sorting."""

    def __init__(self) -> None:
        self._kept: dict[Filters, list[str]] = {}  # ids, of those that have left the list too
        self._growing: set[Filters] = set()  # sorted before all records were checked

    def hold(self, filters: Filters, found: Found, *, anew: bool, checked: bool) -> Found:
        """The rows found, in the kept order; with ``anew`` in the present one. ``checked`` means
        that all records were checked for findings."""
        kept = self._kept.pop(filters, None)
        if kept is None or anew or filters in self._growing:
            kept, rows = [row.id for row in found.rows], found.rows
            self._growing.discard(filters)
            if found.sort == GROWING and not checked:
                self._growing.add(filters)
        else:
            kept, rows = _in_place(kept, found.rows)
        self._kept[filters] = kept
        while len(self._kept) > MOST:
            self._growing.discard(dropped := next(iter(self._kept)))
            del self._kept[dropped]
        return replace(found, rows=rows, held=rows != found.rows)


def _in_place(kept: list[str], fresh: list[Row]) -> tuple[list[str], list[Row]]:
    """The ids with new ones inserted, and the rows in that order."""
    kept_ids = set(kept)
    behind: dict[str, list[str]] = {}  # new ones by the known one before them, "" at the top
    last = ""
    for row in fresh:
        if row.id in kept_ids:
            last = row.id
        else:
            behind.setdefault(last, []).append(row.id)
    if behind:
        ids = behind.get("", [])
        for event in kept:
            ids.append(event)
            ids += behind.get(event, ())
        kept = ids
    rows = {row.id: row for row in fresh}
    return kept, [rows[event] for event in kept if event in rows]
