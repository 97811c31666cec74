"""Names that look like places abroad but belong to a person, a street or a local village."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import islice, takewhile

from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.languages.patterns import few_words_behind, one_of
from extractor.places.resolve import Place

__all__ = ["Named", "happens_within", "stands_alone"]

SMALL = 50_000  # people: a smaller town abroad is seldom named without its country
BESIDE = 25  # characters after a place within which its country may stand
LARGE = 300_000  # people: a city that needs no country beside it
# Words that make a town's name that of a street, a quarter, a hill or a building ("Escalon
# neighborhood"), and capitals that continue a name ("San Jose Guayabal"). A region's word may
# follow a town.
KIND = rf"(?:,? and(?: [\w-]+){{1,3}})? (?i:{one_of('part_of_town')})\b"
NAME = rf" (?!(?i:{one_of('region')})\b)[A-ZÁÉÍÓÚÑ][^\W\d_]{{2,}}"
LONGER = re.compile(f"{KIND}|{NAME}")
# Words before the place of an event: "In Spain", "across northern Mali". A bare "Spain" or "U.S."
# acts, or is a nationality.
WITHIN = few_words_behind("within_place", most=2)


def happens_within(text: str, start: int) -> bool:
    """Whether the words before the name say that something happened in it: "in", "across",
    "into"."""
    return bool(WITHIN.search(text, max(0, start - 60), start))


class Named:
    """All places of an article (``found``, in text order), counted once for all questions."""

    def __init__(self, found: Sequence[Place]) -> None:
        self._found = found
        self._starts = [place.span.start if place.span else -1 for place in found]
        self._names: dict[str, set[str]] = {}
        self._worth: dict[str, float] = {}
        for place in found:
            names = self._names.setdefault(place.country_code, set())
            if place.kind != "country":
                names.add(place.name)
        for _, kind, country in {(p.name, p.kind, p.country_code) for p in found}:
            self._worth[country] = self._worth.get(country, 0) + (0.5 if kind == "country" else 1)
        self._most = max(self._worth.values(), default=0)

    def abroad(self, code: str) -> bool:
        """Whether the article names places of another country."""
        return bool(self._names.keys() - {code, ""})

    def others(self, place: Place) -> bool:
        """Whether the article names other places of this country, the country itself not
        counted."""
        return bool(self._names.get(place.country_code, set()) - {place.name})

    def said_to_lie(self, place: Place) -> bool:
        """Whether the country or region directly follows the place: "Tepeyac, Mexico"."""
        end = place.span.end if place.span else 0
        behind = islice(self._found, bisect_right(self._starts, end), None)
        near = takewhile(lambda one: one.span and one.span.start - end < BESIDE, behind)
        return any(other.country_code == place.country_code for other in near)

    def main(self, code: str) -> bool:
        """Whether the article names no other country's places more often. The country itself counts
        half, because a state acts anywhere, and each name counts once."""
        return self._worth.get(code, 0) >= self._most


def stands_alone(text: str, place: Place, found: Named, spoken: Collection[str]) -> bool:
    """Whether a place abroad is only a name. That is so where it is part of a longer name. It is
    also so where no other place of its country is named, the country itself not counted, and the
    place is a small town, shares its name with other places, or is not usually called so.
    ``spoken`` are the countries the article names."""
    code = place.country_code
    if place.kind in ("country", "area", "unknown") or not code:
        return False
    if not spoken and not found.abroad(code):
        return False
    if not found.said_to_lie(place) and not found.main(code) and _goes_on(text, place):
        return True
    if found.others(place):
        return False
    if code in spoken and (place.kind != "town" or found.said_to_lie(place) or found.main(code)):
        return False
    if not spoken and found.main(code):
        return False
    if not place.gazetteer_id.startswith("geonames:"):  # an area everybody knows
        return False
    entry = store.entry(int(place.gazetteer_id.removeprefix("geonames:")))
    if entry is None or fold(entry.name) != fold(place.name):
        return True
    namesakes = {other.country for other in store.named(place.name)}
    return entry.population < SMALL or (entry.population < LARGE and len(namesakes) > 1)


def _goes_on(text: str, place: Place) -> bool:
    return bool(place.span and LONGER.match(text, place.span.end))
