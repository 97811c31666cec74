"""Sizes of places and distances between them, and what these alone say about which place is
meant."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.gazetteer import store
from extractor.places.resolve import Place, distance_km
from extractor.places.said_countries import UNITS

__all__ = [
    "FAR_LARGER",
    "KNOWN_CITY",
    "LARGE",
    "LARGER",
    "OUTSTANDING",
    "large",
    "lies_in",
    "outstanding",
    "stands_against",
]

OUTSTANDING, LARGE = 5, 100_000  # times a namesake's people; people: known without its country
FAR_LARGER = 100  # times the people of a namesake in a country that there are signs of
LARGER = 10  # the same, where both countries have signs (Donetsk, and one in Russia)
KNOWN_CITY = 300_000  # people: preferred to a village, where both countries have signs
# How far a place may be from the point of what is said to hold it, in km: borders change.
REACH = {store.TOWN: 90.0, store.ADMIN2: 80.0, store.ADMIN1: 60.0, store.AREA: 250.0}
SURE_CITY = 200_000  # people: preferred to a unit that it does not lie in


def large(entry: store.Entry) -> bool:
    """Whether a place is known without a sign of its country in the article."""
    return entry.population >= LARGE or entry.kind == store.ADMIN1


def _is_citys_own(city: store.Entry, district: store.Entry) -> bool:
    """Whether a district may be a large city's own, which the gazetteer lacks, instead of a
    namesake elsewhere: Shevchenkivskyi district, in Kharkiv as in Kyiv."""
    large_city = city.kind == store.TOWN and city.population >= LARGE
    return large_city and district.kind == store.ADMIN2 and city.country == district.country


def _is_told_elsewhere(city: store.Entry, unit: store.Entry) -> bool:
    """Whether a unit that the city does not lie in belongs to something else in the article,
    because the city is too large to be mistaken: "in Aleppo on Monday, officials in Damascus
    said"."""
    large_city = city.kind == store.TOWN and city.population >= SURE_CITY
    unit_here = unit.kind in (store.ADMIN1, store.ADMIN2) or unit.population >= SURE_CITY
    return large_city and unit_here and city.country == unit.country


def stands_against(city: store.Entry, around: store.Entry, countries: Sequence[str]) -> bool:
    """Whether a city is the place meant although it does not lie in the unit named beside it. That
    also holds for a city of the likeliest of ``countries`` beside a unit in another country (Tibú,
    and a Catatumbo)."""
    if countries and city.country == countries[0] != around.country:
        return True
    return _is_citys_own(city, around) or _is_told_elsewhere(city, around)


def outstanding(place: Place) -> bool:
    """Whether a place is known without a sign of its country in the article."""
    scheme, _, identity = place.gazetteer_id.partition(":")
    found = store.entry(int(identity)) if scheme == "geonames" else None
    return bool(found and large(found))


def lies_in(entry: store.Entry, holder: store.Entry) -> bool:
    """Whether a place may lie in another: by its units, or by its distance from that point."""
    if entry.country != holder.country and holder.country:
        return False
    if holder.kind == store.COUNTRY:
        return True
    if entry.kind == store.ADMIN1 and holder.kind in (store.ADMIN1, store.ADMIN2, store.TOWN):
        return False
    if holder.kind in UNITS and holder.id in (entry.admin1, entry.admin2):
        return True
    if holder.kind == store.TOWN and holder.admin2 and holder.admin2 == entry.admin2:
        return True
    apart = distance_km(entry.latitude, entry.longitude, holder.latitude, holder.longitude)
    return apart < REACH.get(holder.kind, 0.0)
