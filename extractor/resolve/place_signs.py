"""What speaks for one of the places a name may mean, and how much it counts."""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING, NamedTuple

from extractor.gazetteer import store
from extractor.mentions import place_words as words

if TYPE_CHECKING:
    from extractor.mentions.places import PlaceMention
    from extractor.resolve.place_context import PlaceContext

EARTH_KM = 6371.0088
AREA_KM = 400.0
CELLS = (1.0, 4.0)  # degrees; places in the same or a neighbouring cell are near each other


class Weights(NamedTuple):
    """How much each sign counts for a candidate, in natural logarithms of odds.

    Fitted once to gold toponyms (GeoWebNews, LGL, GeoVirus) by conditional logistic regression and
    rounded. Set by hand, where those collections say little: the dateline, the word "town", what a
    containing toponym ("Paris, Texas") is worth, and a town before its province of the same name.
    """

    population: float = 0.62  # per factor e of inhabitants
    alternate: float = -2.2  # not its usual name
    country_kind: float = 2.5
    admin1_kind: float = 0.6
    admin2_kind: float = -2.9
    area_kind: float = 12.0
    capital: float = 1.5
    region_word: float = 4.1  # "province" beside it, and it is one
    first_level: float = 0.7  # the same, of the first level
    not_region: float = -4.1  # "province" beside it, and it is none
    town_word: float = 2.0
    not_town: float = -2.0
    inside: float = 9.0  # lies in the toponym it is said to lie in
    not_inside: float = -0.5
    country: float = 0.7  # per factor e of its country's share of the article
    no_country: float = -0.3  # its country is not named, others are
    region: float = 2.7
    near: float = 1.5  # other places in the same or a neighbouring cell of 1 degree
    around: float = 0.4  # the same, 4 degrees
    dateline_country: float = 1.5
    dateline_near: float = 1.0
    contains: float = 8.0  # another toponym is said to lie in it
    cue: float = 2.9  # words that hint at its country
    within_namesake: float = -3.0  # lies in a country of the same name ("Mexico")
    region_of_namesake: float = -4.0  # a region with a sizeable town of the same name in it


WEIGHTS = Weights()


def distance_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance in kilometres (haversine, mean earth radius)."""
    p, q = math.radians(a_lat), math.radians(b_lat)
    h = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(b_lon - a_lon) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def score(
    entry: store.Entry,
    mention: PlaceMention,
    context: PlaceContext,
    containers: tuple[store.Entry, ...],
    others: tuple[store.Entry, ...],
    vote: tuple[store.Entry, float] | None,
) -> float:
    found = signs(entry, mention, context, containers, others, vote)
    return float(sum(map(operator.mul, WEIGHTS, found)))


def signs(
    entry: store.Entry,
    mention: PlaceMention,
    context: PlaceContext,
    containers: tuple[store.Entry, ...],
    others: tuple[store.Entry, ...],
    vote: tuple[store.Entry, float] | None,
) -> list[float]:
    """What speaks for and against a candidate, in the order of :class:`Weights`."""
    kind, namesakes = entry.kind, _namesakes(others)
    own, own_weight = vote if vote else (None, 0.0)  # must not speak for itself
    region_said = mention.admin_word in words.REGION_WORDS
    town_said = mention.admin_word in words.TOWN_WORDS
    is_region = kind in (store.ADMIN1, store.ADMIN2)
    inside = bool(containers) and _inside(entry, containers)
    total = sum(context.countries.values()) - own_weight
    country = context.countries.get(entry.country, 0.0)
    if own and own.country == entry.country:
        country -= own_weight
    share = max(0.0, country) / total if total > 0.01 else 0.0
    region = region_of(entry)
    in_region = context.regions.get(region or 0, 0.0)
    if own and in_region and region_of(own) == region:
        in_region -= own_weight
    near = around = 0.0
    if kind in (store.TOWN, store.ADMIN2) and context.cells:
        near, around = (
            _support(context, cell, own_cell, own_weight)
            for cell, own_cell in zip(cells(entry), cells(own or entry), strict=True)
        )
    dateline = context.dateline if context.dateline is not own else None
    close = dateline is not None and kind == store.TOWN and (
        abs(dateline.latitude - entry.latitude) < 2
        and abs(dateline.longitude - entry.longitude) < 2
    )  # fmt: skip
    return [
        math.log(entry.population + 300.0),
        float(entry.rank),
        float(kind == store.COUNTRY),
        float(kind == store.ADMIN1),
        float(kind == store.ADMIN2),
        float(kind == store.AREA),
        float(bool(entry.capital)),
        float(region_said and is_region),
        float(region_said and kind == store.ADMIN1 and mention.admin_word in words.FIRST_LEVEL),
        float(region_said and not is_region),
        float(town_said and kind == store.TOWN),
        float(town_said and kind != store.TOWN),
        float(inside),
        float(bool(containers) and not inside),
        math.log1p(share * 19.0),
        float(total > 0.01 and share <= 0.001),
        math.log1p(max(0.0, in_region)),
        math.log1p(near),
        math.log1p(around),
        float(dateline is not None and dateline.country == entry.country),
        float(close),
        float(_holds(entry, mention, context)),
        context.cues.get(entry.country, 0.0),
        float(kind != store.COUNTRY and entry.country in namesakes.countries),
        float(is_region and entry.id in namesakes.regions),
    ]  # fmt: skip


class _Namesakes(NamedTuple):
    """Of the candidates for one name: the codes of those that are countries, and the regions that
    the larger towns lie in."""

    of: tuple[store.Entry, ...]
    countries: frozenset[str]
    regions: frozenset[int | None]


_last = _Namesakes((), frozenset(), frozenset())


def _namesakes(others: tuple[store.Entry, ...]) -> _Namesakes:
    """Worked out once for all candidates of a name, which are scored one after the other."""
    global _last
    last = _last
    if last.of is not others:
        towns = [e for e in others if e.kind == store.TOWN and e.population > 20_000]
        _last = last = _Namesakes(
            others,
            frozenset(e.country for e in others if e.kind == store.COUNTRY),
            frozenset(region for e in towns for region in (e.admin1, e.admin2)),
        )
    return last


def _support(
    context: PlaceContext,
    cell: tuple[int, int, int],
    own_cell: tuple[int, int, int],
    own_weight: float,
) -> float:
    """The votes in a cell and its eight neighbours but for the mention's own."""
    scale, row, column = cell
    support, votes = 0.0, context.cells
    for i in (-1, 0, 1):
        for j in (-1, 0, 1):
            support += votes.get((scale, row + i, column + j), 0.0)
    if abs(own_cell[1] - row) <= 1 and abs(own_cell[2] - column) <= 1:
        support -= own_weight
    return max(0.0, support)


def _holds(entry: store.Entry, mention: PlaceMention, context: PlaceContext) -> bool:
    """Whether a toponym said to lie in this mention does lie in this candidate."""
    if entry.kind == store.TOWN or not context.contents:
        return False
    for name in context.contents.get(mention.span.start, ()):
        vote = context.votes.get(name)
        if vote and _inside(vote[0], (entry,)):
            return True
    return False


def _inside(entry: store.Entry, containers: tuple[store.Entry, ...]) -> bool:
    return any(_lies_in(entry, container) for container in containers if container.id != entry.id)


def _lies_in(entry: store.Entry, container: store.Entry) -> bool:
    if container.kind == store.COUNTRY:
        return container.country == entry.country
    if container.kind == store.AREA:  # areas are points here: within reach of their centre
        away = distance_km(entry.latitude, entry.longitude, container.latitude, container.longitude)
        return away < AREA_KM
    return container.id in (entry.admin1, entry.admin2)


def region_of(entry: store.Entry) -> int | None:
    return entry.id if entry.kind == store.ADMIN1 else entry.admin1


def cells(entry: store.Entry) -> list[tuple[int, int, int]]:
    return [
        (scale, math.floor(entry.latitude / size), math.floor(entry.longitude / size))
        for scale, size in enumerate(CELLS)
    ]
