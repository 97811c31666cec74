"""Bodies of water: since May 2026 ACLED has them as ``country`` of events in international waters.

Source: ACLED, "Improved maritime locations in ACLED's global dataset" (12 May 2026): ``country`` is
the ocean basin or sea, ``admin1`` and ``admin2`` parts of it or blank; there is no ISO number.
Names of ``data/seas.csv``: the limits of oceans and seas of the International Hydrographic
Organization, and what newspapers call them.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from extractor.codebook.countries import country_by_name
from extractor.codebook.folding import fold

__all__ = ["is_offshore", "is_sea", "is_water", "seas"]

DATA = Path(__file__).parent / "data"
# Words of a name of water that is not in the list: "North Arabian Sea", but not "Sea Point".
_BEFORE_NAME = r"\b(?:sea|gulf|bay|bight|straits?) of\b"
_BEHIND_NAME = r"(?<=\S )(?:seas?|ocean|gulf|bight|straits?|channel)\b"
_BASIN = re.compile(rf"{_BEFORE_NAME}|{_BEHIND_NAME}|\binternational waters\b")
# And of a place off a coast, which has a country.
_OFF = ("coast of", "waters", "offshore", "off", "eez")


@lru_cache(maxsize=1)
def seas() -> frozenset[str]:
    """The names of the list."""
    with (DATA / "seas.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["name"] for row in csv.DictReader(lines))


@lru_cache(maxsize=4096)
def is_sea(name: str) -> bool:
    """Whether a ``country`` is a body of water of the list."""
    return name.strip() in seas() or fold(name.strip()).removeprefix("the ") in _folded()


@lru_cache(maxsize=4096)
def is_water(name: str) -> bool:
    """Whether a ``country`` is a body of water, of the list or by its words. ``False`` for every
    country there is."""
    if is_sea(name):
        return True
    return bool(_BASIN.search(fold(name))) and country_by_name(name) is None


@lru_cache(maxsize=65536)
def is_offshore(country: str, location: str) -> bool:
    """Whether an event is at sea, where there is no first administrative division: by its country,
    or by the words of its place ("Sea of Japan", "Coast of Misrata")."""
    return is_water(country) or is_sea(location) or _water_by_words(location)


@lru_cache(maxsize=1)
def _folded() -> frozenset[str]:
    return frozenset(map(fold, seas()))


def _water_by_words(location: str) -> bool:
    folded = fold(location)
    return bool(_BASIN.search(folded)) or any(f" {words} " in f" {folded} " for words in _OFF)
