"""Recognises files that have each event in several rows on purpose, by their first rows.

An actor-based (monadic) export has each event once for each of its sides; a long form once for each
source. They have the columns of an event export, and counts and deaths would double.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from extractor.records.kinds import RecordKind, folded_column
from extractor.records.vintages import cell_text
from extractor.tables.table import Batch, Table

__all__ = ["refuse_repeated"]

FEWEST = 2  # events in several rows
SHARE = 2 / 3  # of the events that could be, and of those that are in several rows
ACTOR_BASED = (
    "an actor-based (monadic) export of ACLED, which has an event once for each side: counts and "
    "deaths would double; export it event-based (dyadic), or keep one row of each event_id_cnty"
)
BY_SOURCE = (
    "a long form of ACLED's export, which has an event once for each source: counts and deaths "
    "would double; keep one row of each event_id_cnty"
)
_SIDES = (("actor1", "actor2"), ("inter1", "inter2"), ("assoc_actor_1", "assoc_actor_2"))
_SAME = ("event_date", "event_type", "location", "fatalities")
_NEEDED = ("event_id_cnty", "actor1", "actor2")
_READ = (*_NEEDED, *(name for pair in _SIDES for name in pair), *_SAME, "source", "notes")
_Cells = dict[str, str]


def refuse_repeated(kind: RecordKind, table: Table, batch: Batch) -> None:
    """Raise :class:`TableError` if these rows, the first of a file, show that it is such a file."""
    if kind is not RecordKind.ACLED:
        return
    events: defaultdict[str, list[_Cells]] = defaultdict(list)
    for cells in _rows(table, batch):
        if id := cells.get("event_id_cnty"):
            events[id].append(cells)
    several = [rows for rows in events.values() if len(rows) > 1]
    if len(several) < FEWEST:
        return
    sides = sum(all(_other_side(rows[0], row) for row in rows[1:]) for rows in several)
    two_sided = sum(len(rows) > 1 or bool(rows[0]["actor2"]) for rows in events.values())
    if _most(sides, several, two_sided):
        raise table.error(ACTOR_BASED)
    sources = sum(all(_other_source(rows[0], row) for row in rows[1:]) for rows in several)
    if _most(sources, several, len(several)):
        raise table.error(BY_SOURCE)


def _most(found: int, several: Sequence[object], possible: int) -> bool:
    return found >= FEWEST and found >= SHARE * len(several) and found >= SHARE * possible


def _other_side(one: _Cells, other: _Cells) -> bool:
    """Whether two rows are one event seen from both sides: the actors are swapped, or the second
    actor is blank and the first differs."""
    if any(one.get(name) != other.get(name) for name in _SAME):
        return False
    if not one["actor2"] and not other["actor2"]:
        return one["actor1"] != other["actor1"]
    turned = all(
        one.get(first, "") == other.get(second, "") and one.get(second, "") == other.get(first, "")
        for first, second in _SIDES
    )
    return turned and one["actor1"] != other["actor1"]


def _other_source(one: _Cells, other: _Cells) -> bool:
    differ = [name for name in one if one[name] != other.get(name)]
    return differ == ["source"]


def _rows(table: Table, batch: Batch) -> list[_Cells]:
    if not table.tabular:
        return [
            {name: cell_text(row[key]) for name, key in places.items()}
            for row in batch.rows
            if (places := _places(list(row)))
        ]
    found = _places(table.columns)
    width = len(table.columns)
    if not found:
        return []
    return [
        {name: cell_text(row[table.columns.index(column)]) for name, column in found.items()}
        for row in batch.rows
        if len(row) == width
    ]


def _places(columns: Sequence[Any]) -> dict[str, Any]:
    """The positions of the columns to look at, by the codebook's names; empty if one is missing."""
    found = {name: column for column in columns if (name := folded_column(str(column))) in _READ}
    return found if found.keys() >= set(_NEEDED) else {}
