"""The signs for one of several namesakes, and their weights."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from extractor.gazetteer import store
from extractor.places import find_words as words

if TYPE_CHECKING:
    from typing_extensions import TypeAlias  # noqa: UP035

    from extractor.places.context import PlaceContext
    from extractor.places.find import PlaceMention

Cell: TypeAlias = "tuple[int, int, int]"
"""The index of a size in :data:`CELLS`, then row and column."""

EARTH_KM = 6371.0088
AREA_KM = 400.0
CELLS = (1.0, 4.0)  # degrees; places in the same or a neighbouring cell are near each other


class Weights(NamedTuple):
    """How much each sign counts for a candidate, in natural logarithms of odds.

    Fitted once to gold toponyms (GeoWebNews, LGL, GeoVirus) by conditional logistic regression and
    rounded; ``capital`` again on the first 70 % of their articles. Set by hand, where those
    collections say little: the dateline, the word "town", what a
    containing toponym ("Paris, Texas") is worth, and a town before its province of the same name.
    """

    population: float = 0.62  # per factor e of inhabitants
    alternate: float = -2.2  # the name is not its usual one
    country_kind: float = 2.5
    admin1_kind: float = 0.6
    admin2_kind: float = -2.9
    area_kind: float = 12.0
    capital: float = 2.5  # "Washington" abroad is the capital
    region_word: float = 4.1  # "province" beside the name, and the candidate is one
    first_level: float = 0.7  # the same, of the first level
    not_region: float = -4.1  # "province" beside the name, and the candidate is none
    town_word: float = 2.0
    not_town: float = -2.0
    inside: float = 9.0  # lies in the toponym it is said to lie in
    not_inside: float = -0.5
    country: float = 0.7  # per factor e of its country's share in the article
    no_country: float = -0.3  # the article names other countries, not its own
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
KIND_WEIGHTS = {
    store.COUNTRY: WEIGHTS.country_kind,
    store.ADMIN1: WEIGHTS.admin1_kind,
    store.ADMIN2: WEIGHTS.admin2_kind,
    store.AREA: WEIGHTS.area_kind,
    store.TOWN: 0.0,
}


def distance_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance in kilometres (haversine, mean earth radius)."""
    p, q = math.radians(a_lat), math.radians(b_lat)
    h = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(b_lon - a_lon) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


class Candidate(NamedTuple):
    """A place that a name may mean, with its weight in any article and where it lies."""

    entry: store.Entry
    points: float
    region: int | None
    cells: tuple[Cell, Cell] | None  # of a degree and of four; of towns and districts only


def weighed_alone(found: tuple[store.Entry, ...], admin_word: str | None) -> list[Candidate]:
    """Returns the candidates for a name with ``admin_word`` ("province", "city") beside it."""
    w = WEIGHTS
    namesakes = _namesakes(found)
    region_said = admin_word in words.REGION_WORDS
    first_level = admin_word in words.FIRST_LEVEL
    town_said = admin_word in words.TOWN_WORDS
    weighed = []
    for entry in found:
        kind = entry.kind
        is_region = kind in (store.ADMIN1, store.ADMIN2)
        points = w.population * math.log(entry.population + 300.0) + w.alternate * entry.rank
        points += KIND_WEIGHTS[kind]
        if entry.capital:
            points += w.capital
        if region_said:
            points += w.region_word if is_region else w.not_region
            if first_level and kind == store.ADMIN1:
                points += w.first_level
        if town_said:
            points += w.town_word if kind == store.TOWN else w.not_town
        if kind != store.COUNTRY and entry.country in namesakes.countries:
            points += w.within_namesake
        if is_region and entry.id in namesakes.regions:
            points += w.region_of_namesake
        lies = cells(entry) if kind in (store.TOWN, store.ADMIN2) else None
        weighed.append(Candidate(entry, points, region_of(entry), lies))
    return weighed


def scores(
    found: list[Candidate],
    mention: PlaceMention,
    context: PlaceContext,
    containers: tuple[store.Entry, ...],
    vote: tuple[store.Entry, float] | None,
) -> list[float]:
    """Returns a score for each candidate: the sum of the weights that apply to it.

    ``vote`` is the result of the article's earlier rounds for this name; it is subtracted, so that
    a name does not support itself.
    """
    w, log1p = WEIGHTS, math.log1p
    voted_entry, own_weight = vote if vote else (None, 0.0)
    own_country, own_region = (
        (voted_entry.country, region_of(voted_entry)) if voted_entry else ("", None)
    )
    own_cells = cells(voted_entry) if voted_entry else None
    total = sum(context.countries.values()) - own_weight
    dateline = context.dateline if context.dateline is not voted_entry else None
    of_country: dict[str, float] = {}
    all_points = []
    for entry, points, region, lies in found:
        code = entry.country
        if code not in of_country:
            speaks = w.cue * context.cues.get(code, 0.0)
            if total > 0.01:
                country = context.countries.get(code, 0.0) - own_weight * (code == own_country)
                share = max(0.0, country) / total
                speaks += w.country * log1p(share * 19.0)
                if share <= 0.001:
                    speaks += w.no_country
            if dateline is not None and dateline.country == code:
                speaks += w.dateline_country
            of_country[code] = speaks
        points += of_country[code]
        if containers:
            points += w.inside if _inside(entry, containers) else w.not_inside
        in_region = context.regions.get(region, 0.0) if region else 0.0
        if in_region:
            in_region -= own_weight * (own_region == region)
            points += w.region * log1p(max(0.0, in_region))
        if lies and lies[1] in context.support:
            near, around = (
                _support(context, cell, own_cell, own_weight)
                for cell, own_cell in zip(lies, own_cells or lies, strict=True)
            )
            points += w.near * log1p(near)
            points += w.around * log1p(around)
        if dateline is not None and entry.kind == store.TOWN and _beside(dateline, entry):
            points += w.dateline_near
        if context.contents and _holds(entry, mention, context):
            points += w.contains
        all_points.append(points)
    return all_points


def _beside(one: store.Entry, other: store.Entry) -> bool:
    """Whether two places are less than two degrees apart."""
    return abs(one.latitude - other.latitude) < 2 and abs(one.longitude - other.longitude) < 2


class _Namesakes(NamedTuple):
    """Among the candidates for one name: the codes of those that are countries, and the regions
    that the larger towns lie in."""

    countries: set[str]
    regions: set[int | None]


def _namesakes(others: tuple[store.Entry, ...]) -> _Namesakes:
    towns = [e for e in others if e.kind == store.TOWN and e.population > 20_000]
    return _Namesakes(
        {e.country for e in others if e.kind == store.COUNTRY},
        {region for e in towns for region in (e.admin1, e.admin2)},
    )


def around(cell: Cell) -> list[Cell]:
    """Returns the cell and its eight neighbours."""
    scale, row, column = cell
    return [(scale, row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]


def _support(context: PlaceContext, cell: Cell, own_cell: Cell, own_weight: float) -> float:
    """Returns the votes in a cell and its eight neighbours, without the mention's own."""
    support = context.support.get(cell, 0.0)
    if abs(own_cell[1] - cell[1]) <= 1 and abs(own_cell[2] - cell[2]) <= 1:
        support -= own_weight
    return max(0.0, support)


def _holds(entry: store.Entry, mention: PlaceMention, context: PlaceContext) -> bool:
    """Whether a toponym said to lie in this mention lies in this candidate."""
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
    if container.kind == store.AREA:  # areas have only a point: anything within reach of it counts
        away = distance_km(entry.latitude, entry.longitude, container.latitude, container.longitude)
        return away < AREA_KM
    return container.id in (entry.admin1, entry.admin2)


def region_of(entry: store.Entry) -> int | None:
    return entry.id if entry.kind == store.ADMIN1 else entry.admin1


def cells(entry: store.Entry) -> tuple[Cell, Cell]:
    """Returns the cells of one and of four degrees that a place lies in."""
    near, far = CELLS
    latitude, longitude = entry.latitude, entry.longitude
    return (
        (0, math.floor(latitude / near), math.floor(longitude / near)),
        (1, math.floor(latitude / far), math.floor(longitude / far)),
    )
