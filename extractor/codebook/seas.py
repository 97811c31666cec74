"""Bodies of water: since May 2026 ACLED writes them as the ``country`` of events in international
waters.

Source: ACLED, "Improved maritime locations in ACLED's global dataset" (12 May 2026): ``country`` is
the ocean basin or sea, ``admin1`` and ``admin2`` parts of it or blank; there is no ISO number.
Names of ``data/seas.csv``: the limits of oceans and seas of the International Hydrographic
Organization, and what newspapers call them.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from extractor.codebook.countries import country_by_name
from extractor.codebook.folding import fold

__all__ = ["is_offshore", "is_sea", "is_water", "seas"]

DATA = Path(__file__).parent / "data"
# Words in names of waters that are not in the list: "North Arabian Sea", but not "Sea Point".
_BEFORE_OF = frozenset(["sea", "gulf", "bay", "bight", "strait", "straits"])
_BEHIND_NAME = frozenset(["sea", "seas", "ocean", "gulf", "bight", "strait", "straits", "channel"])
# Words for a place off a coast, which has a country.
_OFF = ("coast of", "waters", "offshore", "off", "eez")


@lru_cache(maxsize=1)
def seas() -> frozenset[str]:
    """Returns the names in the list."""
    with (DATA / "seas.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["name"] for row in csv.DictReader(lines))


@lru_cache(maxsize=4096)
def is_sea(name: str) -> bool:
    """Whether a ``country`` is a body of water in the list."""
    return name.strip() in seas() or fold(name.strip()).removeprefix("the ") in _folded()


@lru_cache(maxsize=4096)
def is_water(name: str) -> bool:
    """Whether a ``country`` is a body of water, by the list or by its words. ``False`` for every
    real country."""
    if is_sea(name):
        return True
    return _is_basin(fold(name)) and country_by_name(name) is None


@lru_cache(maxsize=65536)
def is_offshore(country: str, location: str) -> bool:
    """Whether an event is at sea, where there is no first administrative division, by its country
    or by the words of its place ("Sea of Japan", "Coast of Misrata")."""
    return is_water(country) or is_sea(location) or _water_by_words(location)


@lru_cache(maxsize=1)
def _folded() -> frozenset[str]:
    return frozenset(map(fold, seas()))


def _water_by_words(location: str) -> bool:
    folded = fold(location)
    return _is_basin(folded) or any(f" {words} " in f" {folded} " for words in _OFF)


def _is_basin(folded: str) -> bool:
    words = folded.split()
    return not _BEHIND_NAME.isdisjoint(words[1:]) or any(
        (one in _BEFORE_OF and other == "of") or (one, other) == ("international", "waters")
        for one, other in pairwise(words)
    )
