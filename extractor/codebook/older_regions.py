"""Regions as ACLED drew them earlier: a dated table, ``data/older_regions.csv``.

``of`` is a country, or a present region whose countries were all in the older one; ``until`` is the
last year of exports with the older region.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from extractor.codebook.countries import Region, countries

__all__ = ["OLDER_NAMES", "older_extents"]

DATA = Path(__file__).parent / "data"
# Names of regions in exports before 2021.
OLDER_NAMES = {
    "Southern Asia": Region.SOUTH_ASIA,
    "South-Eastern Asia": Region.SOUTHEAST_ASIA,
    "South Eastern Asia": Region.SOUTHEAST_ASIA,
    "South-East Asia": Region.SOUTHEAST_ASIA,
    "South East Asia": Region.SOUTHEAST_ASIA,
    "Western Asia": Region.MIDDLE_EAST,
    "Central Asia": Region.CAUCASUS_AND_CENTRAL_ASIA,
    "Central Asia and the Caucasus": Region.CAUCASUS_AND_CENTRAL_ASIA,
    "Central Asia and Caucasus": Region.CAUCASUS_AND_CENTRAL_ASIA,
    "Central Asia & Caucasus": Region.CAUCASUS_AND_CENTRAL_ASIA,
    "Caucasus & Central Asia": Region.CAUCASUS_AND_CENTRAL_ASIA,
    "Caucasus": Region.CAUCASUS_AND_CENTRAL_ASIA,
    "Eastern Europe": Region.EUROPE,
    "Eastern Asia": Region.EAST_ASIA,
    "Northern America": Region.NORTH_AMERICA,
    "Australia and New Zealand": Region.OCEANIA,
}


@lru_cache(maxsize=1)
def older_extents() -> dict[str, tuple[Region, int]]:
    """Returns for each country its earlier region, and the last year of exports that have it."""
    extents: dict[str, tuple[Region, int]] = {}
    with (DATA / "older_regions.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for country in countries():
                if row["of"] in (country.name, country.region.value):
                    extents[country.name] = Region(row["region"]), int(row["until"])
    return extents
