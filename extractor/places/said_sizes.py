"""How large a place is, and what its size alone says of which place is meant."""

from __future__ import annotations

from extractor.gazetteer import store
from extractor.places.resolve import Place

__all__ = [
    "FAR_LARGER",
    "KNOWN_CITY",
    "LARGE",
    "OUTSTANDING",
    "is_citys_own",
    "large",
    "of_world",
    "outstanding",
]

OUTSTANDING, LARGE = 5, 100_000  # times a namesake's people; known without a sign of its country
WORLD_CITY, FAR_LARGER = 1_000_000, 100  # people; times the people of a namesake
KNOWN_CITY = 300_000  # people: before a village, where both countries count


def large(entry: store.Entry) -> bool:
    """Whether a place is known without a sign of its country."""
    return entry.population >= LARGE or entry.kind == store.ADMIN1


def of_world(entry: store.Entry) -> bool:
    """Whether it is a capital or a city of the world, named without its country anywhere."""
    city = entry.capital or entry.population >= WORLD_CITY
    return bool(city) and entry.kind == store.TOWN


def is_citys_own(city: store.Entry, district: store.Entry) -> bool:
    """Whether a district may be one of a large city's own, which the gazetteer lacks, and has a
    namesake elsewhere: Shevchenkivskyi district, in Kharkiv as in Kyiv."""
    here = city.kind == store.TOWN and city.population >= LARGE
    return here and district.kind == store.ADMIN2 and city.country == district.country


def outstanding(place: Place) -> bool:
    """Whether a place is known without a sign of its country."""
    scheme, _, identity = place.gazetteer_id.partition(":")
    found = store.entry(int(identity)) if scheme == "geonames" else None
    return bool(found and large(found))
