"""The list: rows filtered, sorted and counted in memory, a page at a time.

Counts beside a filter ("Battles 12") ignore that filter, so they say what choosing it would give.
The timeline ignores the days chosen on it and the map the box drawn on it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from extractor.review.columns import COLUMNS
from extractor.review.rows import UNCHECKED, Row, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["SORTS", "Filters", "Found", "filters_of", "find"]

SETS = (
    *("type", "sub", "country", "status", "checked", "value", "flags", "finding"),
    *("actor", "source", "article"),
)
LONG = ("actor", "source", "article")  # too many values to count beside the list


def _by_plain(at: int, row: Row) -> tuple[bool, str | int, tuple[int, ...]]:
    """A sort key that puts unknown values first."""
    cell = row.plain[at]
    return (cell is not None, "" if cell is None else cell, row.place_in_file)


SORTS: dict[str, Callable[[Row], Any]] = {
    "file": lambda row: row.place_in_file,
    "date": lambda row: (row.day, row.place_in_file),
    "type": lambda row: (row.event_type, row.sub_event_type, row.place_in_file),
    "place": lambda row: (row.country, row.place, row.place_in_file),
    "country": lambda row: (row.country, row.place, row.place_in_file),
    "actor": lambda row: (row.first, row.place_in_file),
    **{column.name: partial(_by_plain, at) for at, column in enumerate(COLUMNS)},
    "status": lambda row: (row.status, row.place_in_file),
    "findings": lambda row: (row.findings or 0, row.place_in_file),
    "checked": lambda row: (row.doubt, row.place_in_file),
    "source": lambda row: (row.source, row.place_in_file),
    "article": lambda row: (row.article, row.place_in_file),
    "confidence": lambda row: (
        -1.0 if row.confidence is None else row.confidence,
        row.place_in_file,
    ),
}
FLAGS: dict[str, Callable[[Row], bool]] = {
    "low": lambda row: row.low,
    "findings": lambda row: bool(row.findings),
    "allegation": lambda row: row.allegations > 0,
    "denial": lambda row: row.denials > 0,
}
MOST_TERMS = 12


@dataclass(frozen=True)
class Filters:
    """What the list shows. Each set means any of its members; all filters must match. ``box`` is
    west, south, east, north in degrees, ``since`` and ``until`` are ISO days, ``flags`` names of
    :data:`FLAGS`, ``value`` the least certain values of a record, ``finding`` codes, ``article``
    ids. Without ``sort``, records with a disputed value come first, then less certain ones, if any
    record says who decided; else the order is that of the file.
    """

    type: frozenset[str] = frozenset()
    sub: frozenset[str] = frozenset()
    country: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    checked: frozenset[str] = frozenset()
    value: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    finding: frozenset[str] = frozenset()
    actor: frozenset[str] = frozenset()
    source: frozenset[str] = frozenset()
    article: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    box: tuple[float, float, float, float] | None = None
    q: str = ""
    sort: str = ""
    down: bool = False


@dataclass(frozen=True)
class Found:
    """The rows found, in the order ``sort``, and the numbers for filters, timeline and map.
    ``checked``: some records say who decided. ``held``: the rows keep an earlier order and would be
    sorted differently now.
    """

    rows: list[Row]
    sort: str = "file"
    checked: bool = False
    held: bool = False
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    days: list[tuple[str, int]] = field(default_factory=list)
    points: list[tuple[float, float, str, int, int]] = field(default_factory=list)


def filters_of(query: Mapping[str, str]) -> Filters:
    """The filters of a query string; unreadable ones are ignored."""
    made: dict[str, Any] = {}
    for one in fields(Filters):
        value = query.get(one.name, "")
        if not value:
            continue
        if one.name in SETS:
            made[one.name] = _values(value)
        elif one.name == "box":
            made["box"] = _box(value)
        elif one.name == "down":
            made["down"] = value == "1"
        else:
            made[one.name] = value
    if made.get("sort") not in SORTS:
        made.pop("sort", None)
    return Filters(**made)


def _values(text: str) -> frozenset[str]:
    """``a|b`` as a set: the page writes ``|`` inside a value as ``%7C``, and a blank value as
    ``%``."""
    parts = [part for part in text.split("|") if part]
    return frozenset(
        "" if part == "%" else part.replace("%7C", "|").replace("%25", "%") for part in parts
    )


def find(rows: Iterable[Row], filters: Filters, texts: Callable[[str], str]) -> Found:
    """The matching rows; ``texts`` gives the folded text of an article by its id."""
    tests = _tests(filters, texts)
    kept: list[Row] = []
    counts = {name: Counter[str]() for name in SETS if name not in LONG}
    days: Counter[str] = Counter()
    points: dict[tuple[float, float, str, int], int] = {}
    names = list(tests)
    checked = False
    for row in rows:
        checked = checked or row.checked != UNCHECKED
        failed = ""
        for name in names:
            if not tests[name](row):
                if failed:
                    break
                failed = name
        else:
            if not failed:
                kept.append(row)
            if not failed or failed == "when":
                days[row.day] += 1
            if row.latitude is not None and row.longitude is not None and failed in ("", "box"):
                key = (row.longitude, row.latitude, row.event_type, row.geo_precision)
                points[key] = points.get(key, 0) + 1
            _count(counts, row, failed)
    sort = filters.sort or ("checked" if checked else "file")
    kept.sort(key=SORTS[sort], reverse=filters.down)
    return Found(
        rows=kept,
        sort=sort,
        checked=checked,
        counts={name: dict(counter) for name, counter in counts.items()},
        days=sorted((day, number) for day, number in days.items() if day),
        points=[(*key, number) for key, number in points.items()],
    )


def _count(counts: dict[str, Counter[str]], row: Row, failed: str) -> None:
    if failed in ("", "type"):
        counts["type"][row.event_type] += 1
        if failed == "":
            counts["sub"][row.sub_event_type] += 1
    if failed in ("", "country"):
        counts["country"][row.country] += 1
    if failed in ("", "status"):
        counts["status"][row.status] += 1
    if failed in ("", "checked"):
        counts["checked"][row.checked] += 1
    if row.weakest and failed in ("", "value"):
        counts["value"].update(row.weakest)
    if row.codes and failed in ("", "finding"):
        counts["finding"].update(set(row.codes))
    if failed in ("", "flags"):
        for name, holds in FLAGS.items():
            if holds(row):
                counts["flags"][name] += 1


def _tests(filters: Filters, texts: Callable[[str], str]) -> dict[str, Callable[[Row], bool]]:
    """A test for each filter that is set, by the name of its group."""
    tests: dict[str, Callable[[Row], bool]] = {}
    if filters.type or filters.sub:
        kinds, subs = filters.type, filters.sub
        tests["type"] = lambda row: row.event_type in kinds or row.sub_event_type in subs
    flags = [FLAGS[name] for name in sorted(filters.flags) if name in FLAGS]
    if flags:
        tests["flags"] = lambda row: all(holds(row) for holds in flags)
    if filters.since or filters.until:
        until = filters.until or "9999"
        tests["when"] = lambda row: filters.since <= row.day <= until and bool(row.day)
    if filters.box:
        west, south, east, north = filters.box
        tests["box"] = lambda row: (
            row.longitude is not None
            and row.latitude is not None
            and west <= row.longitude <= east
            and south <= row.latitude <= north
        )
    for name in ("country", "status", "checked", "source", "article"):
        if chosen := getattr(filters, name):
            tests[name] = partial(_is_one_of, attrgetter(name), chosen)
    for name, column in (("value", "weakest"), ("finding", "codes"), ("actor", "actors")):
        if chosen := getattr(filters, name):
            tests[name] = partial(_has_one_of, attrgetter(column), chosen)
    terms = folded(filters.q).split()[:MOST_TERMS]
    if terms:
        tests["q"] = lambda row: all(
            term in row.words or term in texts(row.article) for term in terms
        )
    return tests


def _is_one_of(value_of: Callable[[Row], str], chosen: frozenset[str], row: Row) -> bool:
    return value_of(row) in chosen


def _has_one_of(
    values_of: Callable[[Row], Iterable[str]], chosen: frozenset[str], row: Row
) -> bool:
    return not chosen.isdisjoint(values_of(row))


def _box(value: str) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        return None
    return (west, south, east, north)
