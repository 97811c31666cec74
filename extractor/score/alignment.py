"""Pairs predicted with gold events: the best total match, article by article.

Files that share no article (hand-coded rows have none) are matched as a whole: events of one
country on nearby days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from extractor.places.resolve import distance_km
from extractor.records import EventRecord
from extractor.score.assignment import best_assignment
from extractor.score.compare import NEAR_KM, evidence_words, same_name, same_place
from extractor.score.gold import (
    accepted_by,
    accepts_country,
    accepts_deaths,
    accepts_place,
    accepts_place_name,
    accepts_type,
    doers,
    is_optional,
    meets,
    same_party,
)

__all__ = ["LARGEST_EXACT", "Unit", "align", "worth"]

LEAST = 2.5
"""The least score of a pair: two events of one day in one town, or of one type on one day."""
LEAST_WITHOUT_ARTICLE = 4.0
"""The least score without a common article: day, town and something more."""
FAR = timedelta(days=31)
WITHOUT_ARTICLE = timedelta(days=3)
SAME_TOWN_KM = 15.0
LARGEST_EXACT = 400
"""Events assigned exactly at once (half a second); more are paired best first."""


@dataclass(frozen=True)
class Unit:
    """Events that are compared with each other: those of one article or, for rows without articles,
    one event.

    ``exact`` is false if there were too many for the exact assignment. ``optional`` are pairs whose
    gold event need not be coded: they are not counted. ``holds_event`` is false for an article
    without any gold event.
    """

    name: str
    pairs: tuple[tuple[EventRecord, EventRecord], ...]
    missed: tuple[EventRecord, ...]
    spurious: tuple[EventRecord, ...]
    exact: bool = True
    optional: tuple[tuple[EventRecord, EventRecord], ...] = ()
    holds_event: bool = True


def align(
    gold: Sequence[EventRecord],
    given: Sequence[EventRecord],
    articles: Sequence[tuple[str, str]] = (),
) -> list[Unit]:
    """The units of two files, gold first in each pair, in the order of the gold.

    ``articles`` are the ids and SHA-256 of all articles that were read, if known: those without a
    gold event are units too, at the end.
    """
    hashes = {one.source.sha256 for one in gold} & {one.source.sha256 for one in given} - {None}

    def article(record: EventRecord) -> str:
        sha256 = record.source.sha256
        return f"sha256:{sha256}" if sha256 in hashes else record.source.article_id

    theirs, ours = _grouped(gold, article), _grouped(given, article)
    if not theirs.keys() & ours.keys() and not articles:
        return _clusters(gold, given)
    names = dict.fromkeys([*theirs, *ours])
    units = [
        _unit(
            (theirs.get(name) or ours[name])[0].source.article_id,
            theirs.get(name, []),
            ours.get(name, []),
        )
        for name in names
    ]
    keys = set(names) | {one.source.sha256 for one in [*gold, *given]}
    silent = [name for name, sha in articles if name not in keys and sha not in keys]
    return [*units, *(Unit(name, (), (), (), holds_event=False) for name in silent)]


def _grouped(
    records: Iterable[EventRecord], key: Callable[[EventRecord], str]
) -> dict[str, list[EventRecord]]:
    groups: dict[str, list[EventRecord]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return groups


Worths = Mapping[tuple[int, int], float]
"""Scores of pairs (number of the gold event, number of the given one); missing pairs score 0."""


def _unit(name: str, gold: Sequence[EventRecord], given: Sequence[EventRecord]) -> Unit:
    worths = {
        (i, j): value
        for i, one in enumerate(gold)
        for j, other in enumerate(given)
        if (value := worth(one, other)) >= LEAST
    }
    return _assigned(name, gold, given, worths)


def _assigned(
    name: str, gold: Sequence[EventRecord], given: Sequence[EventRecord], worths: Worths
) -> Unit:
    exact = max(len(gold), len(given)) <= LARGEST_EXACT
    may = [is_optional(one) for one in gold]
    if any(may):  # of two equal matches, the required event
        worths = {(i, j): value - 0.25 * may[i] for (i, j), value in worths.items()}
    if exact:
        size = range(len(given))
        pairs = best_assignment([[worths.get((i, j), 0.0) for j in size] for i in range(len(gold))])
    else:
        pairs = _greedy(worths)
    rows, columns = {i for i, _ in pairs}, {j for _, j in pairs}
    return Unit(
        name,
        tuple((gold[i], given[j]) for i, j in pairs if not may[i]),
        tuple(one for i, one in enumerate(gold) if i not in rows and not may[i]),
        tuple(one for j, one in enumerate(given) if j not in columns),
        exact,
        tuple((gold[i], given[j]) for i, j in pairs if may[i]),
        bool(gold),
    )


def _greedy(worths: Worths) -> list[tuple[int, int]]:
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for _, i, j in sorted((-value, i, j) for (i, j), value in worths.items()):
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def worth(gold: EventRecord, given: EventRecord) -> float:
    """The agreement of two records, 0 to about 10. It is 0 if country or month differ, or, where
    the gold lists accepted values, if the days, or type and place together, are not accepted."""
    if _ruled_out(gold, given):
        return 0.0
    first, second = gold.location, given.location
    total = 0.0
    if gold.date and given.date and gold.date.start and given.date.start:
        assert gold.date.end
        assert given.date.end
        gap = max(gold.date.start - given.date.end, given.date.start - gold.date.end)
        if gap > FAR:
            return 0.0
        if (gold.date.start, gold.date.end) == (given.date.start, given.date.end):
            total += 2.0
        elif gap <= timedelta(0) or meets(gold, given):
            total += 1.5
        elif gap <= timedelta(days=3):
            total += 0.5
    if first and second:
        total += 2.0 if accepts_place(gold, second) else _nearness(first, second)
    if accepts_type(gold, given.sub_event_type):
        total += 2.0
    elif gold.event_type is given.event_type:
        total += 1.0
    names = [(one, other) for one in gold.actors for other in given.actors]
    if any(a.role == b.role and same_name(a.name, b.name) for a, b in names) or (
        accepted_by(gold) and same_party(doers(gold), doers(given))
    ):
        total += 1.0
    if gold.casualties.killed and given.casualties.killed:
        number = given.casualties.killed.coded
        same = gold.casualties.killed.coded == number or accepts_deaths(gold, number)
        total += 0.5 * same
    return total + 2.0 * _shared_evidence(gold, given)


def _ruled_out(gold: EventRecord, given: EventRecord) -> bool:
    first, second = gold.location, given.location
    if first and second and not accepts_country(gold, second.country):
        return not accepts_place_name(gold, second)
    if accepted_by(gold) is None:
        return False
    dated = gold.date and given.date and gold.date.start and given.date.start
    if dated and not meets(gold, given):
        return True
    alike = accepts_type(gold, given.sub_event_type) or gold.event_type is given.event_type
    near = first and second and (accepts_place(gold, second) or _nearness(first, second) >= 1.0)
    return not (alike or near)


def _nearness(place: object, other_place: object) -> float:
    if same_place(place, other_place):
        return 2.0
    point, other = _point(place), _point(other_place)
    if point is None or other is None:
        return 0.5
    apart = distance_km(*point, *other)
    return 1.5 if apart <= SAME_TOWN_KM else 1.0 if apart <= NEAR_KM else 0.5


def _point(where: object) -> tuple[float, float] | None:
    latitude, longitude = getattr(where, "latitude", None), getattr(where, "longitude", None)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _shared_evidence(gold: EventRecord, given: EventRecord) -> float:
    """F1 of the words that are evidence in both, if they were read in one text."""
    if gold.source.sha256 is None or gold.source.sha256 != given.source.sha256:
        return 0.0
    one, other = set(evidence_words(gold)), set(evidence_words(given))
    return 2 * len(one & other) / (len(one) + len(other)) if one & other else 0.0


# Rows without articles ----------------------------------------------------------------------


def _clusters(gold: Sequence[EventRecord], given: Sequence[EventRecord]) -> list[Unit]:
    """Assigns rows in groups connected by pairs with a sufficient score; then each event is a unit
    of its own."""
    worths = _candidates(gold, given)
    neighbours: dict[int, set[int]] = defaultdict(set)  # given: its number, gold: -1 - its number
    for number, other in worths:
        neighbours[-1 - number].add(other)
        neighbours[other].add(-1 - number)
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
        rows = sorted(-1 - one for one in cluster if one < 0)
        columns = sorted(one for one in cluster if one >= 0)
        place = {number: at for at, number in enumerate(columns)}
        inside = {
            (at, place[other]): worths[number, other]
            for at, number in enumerate(rows)
            for other in neighbours[-1 - number]
        }
        theirs, ours = [gold[one] for one in rows], [given[one] for one in columns]
        units += _singly(_assigned("", theirs, ours, inside))
    return units


def _candidates(gold: Sequence[EventRecord], given: Sequence[EventRecord]) -> Worths:
    """The score of each sufficient pair in one country and on nearby days."""
    calendar: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, record in enumerate(given):
        calendar[_country_day(record)].append(number)
    found = {}
    reach = WITHOUT_ARTICLE.days
    for number, record in enumerate(gold):
        country, day = _country_day(record)
        for near in range(day - reach, day + reach + 1) if day else (0,):
            for other in calendar.get((country, near), ()):
                candidate = given[other]
                if record.event_type is not candidate.event_type and not _close(record, candidate):
                    continue  # the common case: another kind of event elsewhere, a cheap test
                value = worth(record, candidate)
                if value >= LEAST_WITHOUT_ARTICLE:
                    found[number, other] = value
    return found


def _singly(cluster: Unit) -> Iterator[Unit]:
    for pair in cluster.pairs:
        yield Unit(pair[0].source.article_id, (pair,), (), (), cluster.exact)
    for pair in cluster.optional:
        yield Unit(pair[0].source.article_id, (), (), (), cluster.exact, (pair,))
    for one in cluster.missed:
        yield Unit(one.source.article_id, (), (one,), (), cluster.exact)
    for one in cluster.spurious:
        yield Unit(one.source.article_id, (), (), (one,), cluster.exact)


def _close(one: EventRecord, other: EventRecord) -> bool:
    """Whether they are within about a degree of each other, or a point is unknown."""
    first_point, second_point = _point(one.location), _point(other.location)
    if first_point is None or second_point is None:
        return True
    return (
        abs(first_point[0] - second_point[0]) < 1.5 and abs(first_point[1] - second_point[1]) < 1.5
    )


def _country_day(record: EventRecord) -> tuple[str, int]:
    country = record.location.country if record.location else None
    day = record.date.coded_day if record.date else None
    return country or "", day.toordinal() if day else 0
