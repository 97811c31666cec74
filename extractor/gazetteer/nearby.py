"""Searches the gazetteer by coordinates: where a country has places, and places near a point."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import lru_cache
from heapq import nlargest
from importlib import resources
from typing import NamedTuple

from extractor.gazetteer.store import TOWN, Entry, _database, entry

__all__ = ["CELL", "countries_with_places", "largest_within", "occupied_cells", "places_within"]

CELL = 0.5
"""The side of a cell in degrees: about 55 km from north to south."""
SCALE = 10_000  # the gazetteer stores ten-thousandths of a degree


@lru_cache(maxsize=512)
def occupied_cells(country: str) -> frozenset[tuple[int, int]]:
    """Returns the cells in which a country (two-letter code) has a place, as row and column
    ``floor(latitude / CELL), floor(longitude / CELL)``; none for a country without places."""
    rows = (row.split(" ") for row in _occupied().get(country, "").split(";") if row)
    return frozenset((int(row), int(column)) for row, *columns in rows for column in columns)


def countries_with_places() -> list[str]:
    """Returns the two-letter code of every country that has a cell."""
    return [*_occupied()]


@lru_cache(maxsize=1)
def _occupied() -> dict[str, str]:
    """Reads the cells that ``tools/build_gazetteer.py`` counted: on a line for each country, its
    code, then the rows, each with its columns. The database would take a fifth of a second."""
    file = resources.files("extractor.gazetteer") / "data" / "occupied_cells.tsv"
    lines = file.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


class _ByLatitude(NamedTuple):
    latitudes: array[int]
    longitudes: array[int]
    ids: array[int]
    populations: array[int]


@lru_cache(maxsize=1)
def _by_latitude() -> _ByLatitude:
    """Returns all towns in the order of their latitude: four megabytes."""
    rows = (
        _database()
        .execute(
            "SELECT latitude, longitude, id, population FROM place WHERE kind = ?"
            " ORDER BY latitude",
            (TOWN,),
        )
        .fetchall()
    )
    latitudes, longitudes, ids, populations = zip(*rows, strict=True)
    return _ByLatitude(
        array("i", latitudes), array("i", longitudes), array("q", ids), array("i", populations)
    )


def places_within(latitude: float, longitude: float, degrees: float) -> list[Entry]:
    """Returns the towns at most ``degrees`` away, north to south and east to west."""
    towns = _by_latitude()
    north, east, reach = (round(each * SCALE) for each in (latitude, longitude, degrees))
    begin = bisect_left(towns.latitudes, north - reach)
    end = bisect_right(towns.latitudes, north + reach)
    ids = [
        towns.ids[index]
        for index in range(begin, end)
        if abs(towns.longitudes[index] - east) <= reach
    ]
    return [found for found in map(entry, ids) if found]


@lru_cache(maxsize=1024)
def largest_within(
    west: float, south: float, east: float, north: float, most: int
) -> tuple[Entry, ...]:
    """Returns the most populous towns in a box in degrees; none across the 180th meridian."""
    towns = _by_latitude()
    left, low, right, high = (round(each * SCALE) for each in (west, south, east, north))
    begin, end = bisect_left(towns.latitudes, low), bisect_right(towns.latitudes, high)
    longitudes = towns.longitudes
    inside = (index for index in range(begin, end) if left <= longitudes[index] <= right)
    largest = nlargest(most, inside, key=towns.populations.__getitem__)
    return tuple(found for found in (entry(towns.ids[index]) for index in largest) if found)
