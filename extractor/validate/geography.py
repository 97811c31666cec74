"""Checks whether a point can be in its country, and whether its place has its name.

It compares with the gazetteer's 235,000 places (GeoNames): a point is outside its country if none
of the country's places is near. Deserts, seas and borders make that a matter of distance, and
doubtful points are not reported.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from extractor.codebook.countries import country_by_name
from extractor.codebook.seas import is_offshore
from extractor.gazetteer.folding import fold
from extractor.gazetteer.nearby import (
    CELL,
    countries_with_places,
    occupied_cells,
    places_within,
)
from extractor.gazetteer.store import COUNTRY, named
from extractor.validate.cells import nearest, shown
from extractor.validate.finding import Problem

__all__ = ["PlaceNames", "point_in_country"]

NEAR, FAR = 2, 5  # cells: beyond NEAR among another country's places, beyond FAR in any case
# Territories whose places the gazetteer has under one country and ACLED may have under the other.
SHARED = (
    *({"MA", "EH"}, {"RS", "XK"}, {"IL", "PS"}, {"CN", "TW", "HK", "MO"}, {"SD", "SS"}),
    *(
        {"UA", "RU"},
        {"CY", "GB"},
        {"FR", "GF", "GP", "MQ", "RE", "YT", "PM", "BL", "MF", "NC", "PF"},
    ),
    *({"US", "PR", "GU", "VI", "AS", "MP"}, {"NL", "AW", "CW", "BQ", "SX"}, {"DK", "GL", "FO"}),
    *({"IN", "PK", "CN"}, {"GE", "RU"}, {"AZ", "AM"}, {"SY", "IL"}, {"LB", "IL"}, {"NO", "SJ"}),
    *({"FI", "AX"}, {"GB", "JE", "GG", "IM", "GI", "FK"}, {"AU", "NF", "CX", "CC"}, {"ES", "MA"}),
)
# In degrees: a name within this distance of a place is compared with the place's.
SAME_PLACE = 0.15
MOST_PLACES = 200_000  # counted in one file: some fifteen megabytes


def point_in_country(
    country: str, latitude: str, longitude: str, location: str = ""
) -> Sequence[Problem]:
    """The problem of a point that is 0, 0, swapped, or outside its country; none for cells that are
    not numbers and for unknown countries."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return ()
    if not (abs(north) <= 90 and abs(east) <= 180):
        return ()  # the range is another check's task
    if north == 0 and east == 0:
        return [Problem("W501", "latitude and longitude are 0, 0", "latitude", latitude)]
    listed = country_by_name(country.strip())
    if listed is None or listed.region.value == "Antarctica" or _within(listed.alpha2, north, east):
        return ()
    where = f"{latitude}, {longitude}"
    turned = ((east, north, "swapped"), (-north, east, "with the other sign of the latitude"),
              (north, -east, "with the other sign of the longitude"))  # fmt: skip
    for other_north, other_east, how in turned:
        if abs(other_north) <= 90 and _near(listed.alpha2, other_north, other_east, 1):
            message = f"{where} is not in {listed.name}; {how} it is"
            return [Problem("W502", message, "latitude", where)]
    if is_offshore(country, location):
        return ()
    return [Problem("W503", f"{where} is not in {listed.name}", "latitude", where)]


def _within(code: str, north: float, east: float) -> bool:
    codes = _with_shared(code)
    if any(_near(each, north, east, NEAR) for each in codes):
        return True
    if not any(occupied_cells(each) for each in codes):
        return True  # the gazetteer has none of its places
    inhabited = any((row, column) in _inhabited() for row, column in _around(north, east, 1))
    return not inhabited and any(_near(each, north, east, FAR) for each in codes)


def _near(code: str, north: float, east: float, reach: int) -> bool:
    cells = occupied_cells(code)
    return any(cell in cells for cell in _around(north, east, reach))


def _around(north: float, east: float, reach: int) -> list[tuple[int, int]]:
    row, column = math.floor(north / CELL), math.floor(east / CELL)
    # Degrees of longitude shrink towards the poles.
    wide = min(40, math.ceil(reach / max(0.1, math.cos(math.radians(north)))))
    around = int(360 / CELL)
    half = around // 2
    return [
        (row + up, (column + right + half) % around - half)
        for up in range(-reach, reach + 1)
        for right in range(-wide, wide + 1)
    ]


@lru_cache(maxsize=1)
def _inhabited() -> frozenset[tuple[int, int]]:
    return frozenset().union(*map(occupied_cells, countries_with_places()))


@lru_cache(maxsize=512)
def _with_shared(code: str) -> tuple[str, ...]:
    return tuple({code}.union(*(group for group in SHARED if code in group)))


class PlaceNames:
    """Looks up locations and keeps the unknown ones for one finding at the end of the file."""

    MOST_NAMED = 12

    def __init__(self) -> None:
        self.unknown = 0
        self.named: list[str] = []
        self._met: set[int] = set()
        self._new: list[tuple[int, str | None]] | None = None

    def __call__(
        self, country: str, location: str, latitude: str, longitude: str
    ) -> Sequence[Problem]:
        listed, name = country_by_name(country.strip()), location.strip()
        if listed is None or not name or not _is_text(name) or is_offshore(country, name):
            return ()
        place = hash((country, location, latitude, longitude))
        codes = _with_shared(listed.alpha2)
        entries = [entry for form in _forms(name) for entry in named(form)]
        if any(entry.country in codes or entry.kind == COUNTRY for entry in entries):
            self._count(place, None)
            return ()
        actual_place = _place_at(codes, name, latitude, longitude)
        self._count(place, name if actual_place is None else None)
        if actual_place is None:
            return ()
        message = (
            f"location is {shown(name)}; the place at {latitude}, {longitude} is {actual_place!r}"
        )
        return [Problem("W511", message, "location", name)]

    @property
    def places(self) -> int:
        """How many names were looked up, at most :data:`MOST_PLACES`."""
        return len(self._met)

    def in_parts(self) -> None:
        """See :class:`extractor.validate.columns.Check`."""
        self._new = []

    def gathered(self) -> list[tuple[int, str | None]]:
        """Names that are new since the last call, each with its text if it is unknown."""
        new, self._new = self._new or [], []
        return new

    def add(self, gathered: list[tuple[int, str | None]]) -> None:
        """Add what another process gathered."""
        for place, unknown in gathered:
            self._count(place, unknown)

    def _count(self, place: int, unknown: str | None) -> None:
        if place in self._met or len(self._met) >= MOST_PLACES:
            return
        self._met.add(place)
        if self._new is not None:
            self._new.append((place, unknown))
        if unknown is not None:
            self.unknown += 1
            if len(self.named) < self.MOST_NAMED:
                self.named.append(unknown)


def _is_text(name: str) -> bool:
    """False for text with lone surrogates, which no gazetteer has."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _forms(name: str) -> list[str]:
    """A name as ACLED writes it, and without ACLED's addition: ``Nairobi - Westlands``."""
    first = name.partition(" - ")[0]
    return [name] if first == name else [name, first]


def _place_at(codes: Sequence[str], name: str, latitude: str, longitude: str) -> str | None:
    """A place within some kilometres of the point whose name differs by a typing error."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    if not (abs(north) <= 90 and abs(east) <= 180):
        return None
    folded = fold(name)
    if len(folded) < 6:
        return None
    near = {
        fold(entry.name): entry.name
        for entry in places_within(north, east, SAME_PLACE)
        if entry.country in codes
    }
    found = nearest(folded, list(near), least=90)
    return near[found] if found and found != folded else None
