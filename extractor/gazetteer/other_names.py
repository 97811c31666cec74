"""Names of places in languages of which the gazetteer has few: their ``place_names.tsv``.

Some of these places are not in the gazetteer itself (townships of Myanmar): of them the table has
the first-level unit.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from extractor import languages
from extractor.gazetteer import store
from extractor.gazetteer.folding import fold

__all__ = ["ListedPlace", "listed", "listed_in"]


class ListedPlace(NamedTuple):
    """A place under its English name, its country (two letters), its unit if it is no entry."""

    name: str
    country: str
    unit: str

    @property
    def entries(self) -> tuple[store.Entry, ...]:
        """The gazetteer's entries for it; none where it lacks the place."""
        if self.unit:
            return ()
        return tuple(one for one in store.named(self.name) if one.country == self.country)

    @property
    def around(self) -> store.Entry | None:
        """The first-level unit that a place lies in that the gazetteer lacks."""
        units = [one for one in store.named(self.unit) if one.kind == store.ADMIN1]
        return next((one for one in units if one.country == self.country), None)


def listed(name: str) -> tuple[ListedPlace, ...]:
    """The places of the table with this name, in any of its languages."""
    return _table().get(fold(name), ())


def listed_in(run: str) -> list[ListedPlace]:
    """The places named in a text without spaces, the longest name first at each letter; none of
    one letter."""
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
