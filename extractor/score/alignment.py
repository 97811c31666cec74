"""Which predicted event is which gold event: the best total match, article by article.

Files that share no article (hand-coded rows have none) are matched as a whole: events of one
country whose days are near each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from extractor.records import EventRecord
from extractor.resolve.places import distance_km
from extractor.score.assignment import best_assignment
from extractor.score.compare import NEAR_KM, evidence_words, same_name, same_place

__all__ = ["LARGEST_EXACT", "Unit", "align", "worth"]

LEAST = 2.5
"""What a pair must be worth: two events of the same day in one town, or of one type on one day."""
LEAST_WITHOUT_ARTICLE = 4.0
"""The same where no article ties the two together: day and town and something more."""
FAR = timedelta(days=31)
WITHOUT_ARTICLE = timedelta(days=7)
SAME_TOWN_KM = 15.0
LARGEST_EXACT = 400
"""Events that are assigned exactly at once (half a second); more are paired best first."""


@dataclass(frozen=True)
class Unit:
    """Events that are compared with each other: those of one article, or, of rows without
    articles, one event.

    ``exact`` is false where there were too many for the exact assignment.
    """

    name: str
    pairs: tuple[tuple[EventRecord, EventRecord], ...]
    missed: tuple[EventRecord, ...]
    spurious: tuple[EventRecord, ...]
    exact: bool = True


def align(gold: Sequence[EventRecord], given: Sequence[EventRecord]) -> list[Unit]:
    """The units of two files, gold first in each pair, in the order of the gold."""
    hashes = {one.source.sha256 for one in gold} & {one.source.sha256 for one in given} - {None}

    def article(record: EventRecord) -> str:
        known = record.source.sha256
        return f"sha256:{known}" if known in hashes else record.source.article_id

    theirs, ours = _grouped(gold, article), _grouped(given, article)
    if not theirs.keys() & ours.keys():
        return _clusters(gold, given)
    names = dict.fromkeys([*theirs, *ours])
    return [
        _unit(
            (theirs.get(name) or ours[name])[0].source.article_id,
            theirs.get(name, []),
            ours.get(name, []),
            LEAST,
        )
        for name in names
    ]


def _grouped(records: Iterable[EventRecord], key: object) -> dict[str, list[EventRecord]]:
    groups: dict[str, list[EventRecord]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)  # type: ignore[operator]
    return groups


def _unit(
    name: str, gold: Sequence[EventRecord], given: Sequence[EventRecord], least: float
) -> Unit:
    exact = max(len(gold), len(given)) <= LARGEST_EXACT
    matrix = [[value if (value := worth(g, p)) >= least else 0.0 for p in given] for g in gold]
    pairs = best_assignment(matrix) if exact else _greedy(matrix)
    rows, columns = {i for i, _ in pairs}, {j for _, j in pairs}
    return Unit(
        name,
        tuple((gold[i], given[j]) for i, j in pairs),
        tuple(one for i, one in enumerate(gold) if i not in rows),
        tuple(one for j, one in enumerate(given) if j not in columns),
        exact,
    )


def _greedy(matrix: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    every = [(-w, i, j) for i, row in enumerate(matrix) for j, w in enumerate(row) if w > 0]
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for _, i, j in sorted(every):
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def worth(gold: EventRecord, given: EventRecord) -> float:
    """How much two records agree, 0 to about 10; 0 when country or month rule it out."""
    here, there = gold.location, given.location
    if here and there and here.country and there.country and here.country != there.country:
        return 0.0
    total = 0.0
    if gold.date and given.date and gold.date.start and given.date.start:
        assert gold.date.end
        assert given.date.end
        gap = max(gold.date.start - given.date.end, given.date.start - gold.date.end)
        if gap > FAR:
            return 0.0
        if (gold.date.start, gold.date.end) == (given.date.start, given.date.end):
            total += 2.0
        elif gap <= timedelta(0):
            total += 1.5
        elif gap <= timedelta(days=3):
            total += 0.5
    if here and there:
        total += _nearness(here, there)
    if gold.sub_event_type is given.sub_event_type:
        total += 2.0
    elif gold.event_type is given.event_type:
        total += 1.0
    names = [(one, other) for one in gold.actors for other in given.actors]
    if any(a.role == b.role and same_name(a.name, b.name) for a, b in names):
        total += 1.0
    if gold.casualties.killed and given.casualties.killed:
        total += 0.5 * (gold.casualties.killed.coded == given.casualties.killed.coded)
    return total + 2.0 * _shared_evidence(gold, given)


def _nearness(here: object, there: object) -> float:
    if same_place(here, there):
        return 2.0
    point, other = _point(here), _point(there)
    if point is None or other is None:
        return 0.5
    apart = distance_km(*point, *other)
    return 1.5 if apart <= SAME_TOWN_KM else 1.0 if apart <= NEAR_KM else 0.5


def _point(where: object) -> tuple[float, float] | None:
    latitude, longitude = getattr(where, "latitude", None), getattr(where, "longitude", None)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _shared_evidence(gold: EventRecord, given: EventRecord) -> float:
    """F1 of the words both rest on, if they were read in one text."""
    if gold.source.sha256 is None or gold.source.sha256 != given.source.sha256:
        return 0.0
    one, other = set(evidence_words(gold)), set(evidence_words(given))
    return 2 * len(one & other) / (len(one) + len(other)) if one & other else 0.0


# Rows without articles ----------------------------------------------------------------------


def _clusters(gold: Sequence[EventRecord], given: Sequence[EventRecord]) -> list[Unit]:
    """Rows that may be each other's, connected by pairs that are worth enough, are assigned
    together; then each event is a unit of its own."""
    calendar: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, record in enumerate(given):
        calendar[_country_day(record)].append(number)
    neighbours: dict[int, set[int]] = defaultdict(set)  # given: number, gold: -1 - number
    for number, record in enumerate(gold):
        country, day = _country_day(record)
        reach = WITHOUT_ARTICLE.days
        for other in range(day - reach, day + reach + 1) if day else (0,):
            for candidate in calendar.get((country, other), ()):
                if worth(record, given[candidate]) >= LEAST_WITHOUT_ARTICLE:
                    neighbours[-1 - number].add(candidate)
                    neighbours[candidate].add(-1 - number)
    units: list[Unit] = []
    seen: set[int] = set()
    for node in [*(-1 - n for n in range(len(gold))), *range(len(given))]:
        if node in seen:
            continue
        cluster, waiting = {node}, [node]
        while waiting:
            for neighbour in neighbours[waiting.pop()] - cluster:
                cluster.add(neighbour)
                waiting.append(neighbour)
        seen |= cluster
        theirs = [gold[-1 - one] for one in sorted(cluster, reverse=True) if one < 0]
        ours = [given[one] for one in sorted(cluster) if one >= 0]
        units += _singly(_unit("", theirs, ours, LEAST_WITHOUT_ARTICLE))
    return units


def _singly(cluster: Unit) -> Iterator[Unit]:
    for pair in cluster.pairs:
        yield Unit(pair[0].source.article_id, (pair,), (), (), cluster.exact)
    for one in cluster.missed:
        yield Unit(one.source.article_id, (), (one,), (), cluster.exact)
    for one in cluster.spurious:
        yield Unit(one.source.article_id, (), (), (one,), cluster.exact)


def _country_day(record: EventRecord) -> tuple[str, int]:
    country = record.location.country if record.location else None
    day = record.date.coded_day if record.date else None
    return country or "", day.toordinal() if day else 0
