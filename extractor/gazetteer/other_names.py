"""Names of places in languages that the gazetteer has few names in: their ``place_names.tsv``.

The gazetteer lacks some of these places (townships of Myanmar). For these the table has the
first-level unit.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from extractor import languages
from extractor.gazetteer import store
from extractor.gazetteer.folding import fold

__all__ = ["ListedPlace", "listed", "listed_in"]


class ListedPlace(NamedTuple):
    """A place by its English name, its country (two-letter code), and its unit if the gazetteer
    lacks it."""

    name: str
    country: str
    unit: str

    @property
    def entries(self) -> tuple[store.Entry, ...]:
        """Returns the gazetteer's entries for the place; none where it lacks the place."""
        if self.unit:
            return ()
        return tuple(one for one in store.named(self.name) if one.country == self.country)

    @property
    def around(self) -> store.Entry | None:
        """Returns the first-level unit that a place lies in that the gazetteer lacks."""
        units = [one for one in store.named(self.unit) if one.kind == store.ADMIN1]
        return next((one for one in units if one.country == self.country), None)


def listed(name: str) -> tuple[ListedPlace, ...]:
    """Returns the places of the table with this name, in any of its languages."""
    return _table().get(fold(name), ())


def listed_in(run: str) -> list[ListedPlace]:
    """Returns the places named in a text without spaces, the longest name first at each letter,
    without names of one letter."""
    text, found, at = fold(run).replace(" ", ""), [], 0
    while at < len(text):
        size = next((n for n in range(_longest(), 1, -1) if text[at : at + n] in _table()), 0)
        if size and at + size <= len(text):
            found.append(_table()[text[at : at + size]][0])
        at += size or 1
    return found


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _table()))


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[ListedPlace, ...]]:
    table: dict[str, tuple[ListedPlace, ...]] = {}
    for language in languages.having("place_names"):
        for (name, english, country, unit), _ in languages.rows("place_names", language):
            place = ListedPlace(english, country, unit)
            for key in {fold(name), *([fold(english)] if place.unit else [])}:
                if place not in table.get(key, ()):
                    table[key] = (*table.get(key, ()), place)
    return table
