"""The gazetteer by coordinates: where a country has places, and which places are near a point."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from extractor.gazetteer.store import ADMIN2, TOWN, Entry, _database, entry

__all__ = ["largest_within", "occupied_cells", "places_within"]

SCALE = 10_000  # the gazetteer keeps ten-thousandths of a degree


def occupied_cells(size: float, country: str | None = None) -> list[tuple[str, int, int]]:
    """The cells of a grid in which a country (by its two letters; all without) has a place.

    ``size`` is in degrees; a cell is ``floor(latitude / size), floor(longitude / size)``. One
    country takes some milliseconds, all of them a quarter of a second.
    """
    step = round(size * SCALE)
    # SQLite's division cuts off towards zero: shifted, all numbers are positive.
    rows = _database().execute(
        "SELECT DISTINCT country, (latitude + ?) / ? - ?, (longitude + ?) / ? - ? FROM place"
        " WHERE kind IN (?, ?)" + (" AND country = ?" if country else ""),
        (
            *(360 * step, step, 360, 1440 * step, step, 1440, ADMIN2, TOWN),
            *([country] if country else ()),
        ),
    )
    return [(code, int(row), int(column)) for code, row, column in rows if code]


class _ByLatitude(NamedTuple):
    latitudes: array[int]
    longitudes: array[int]
    ids: array[int]
    populations: array[int]


@lru_cache(maxsize=1)
def _by_latitude() -> _ByLatitude:
    """All towns in the order of their latitude: four megabytes."""
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
    """The towns at most so many degrees away, north to south and east to west."""
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
    """The most populous towns of a box, in degrees; one over the 180th meridian is none."""
    towns = _by_latitude()
    left, low, right, high = (round(each * SCALE) for each in (west, south, east, north))
    begin, end = bisect_left(towns.latitudes, low), bisect_right(towns.latitudes, high)
    longitudes = towns.longitudes
    inside = (index for index in range(begin, end) if left <= longitudes[index] <= right)
    largest = nlargest(most, inside, key=towns.populations.__getitem__)
    return tuple(found for found in (entry(towns.ids[index]) for index in largest) if found)
