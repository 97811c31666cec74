"""The gazetteer's place for words whose meaning a reader gives.

The reader gives a name in English, a first-level unit and a country; the article has its own form
of the name. Every form is looked up, and only entries in the unit and country count. A place that
the gazetteer lacks has the point of the smallest known unit around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractor.codebook.countries import country_by_name
from extractor.codebook.country_words import country_in_any_language
from extractor.codebook.names import DE_FACTO
from extractor.gazetteer import store
from extractor.places import find_words as place_words
from extractor.places.find import PlaceMention
from extractor.places.resolve import Place, distance_km, place_of_entry, plain_name
from extractor.text.span import Span

__all__ = ["MeantPlace", "country_code", "place_meant", "unit_meant"]

UNITS = (store.ADMIN1, store.ADMIN2)
NEARBY_KM = 120.0
"""A place this near to the unit that a reader names may lie in it, because borders of units
change."""
KIND_WORDS = frozenset(
    place_words.REGION_WORDS | place_words.TOWN_WORDS | {"city", "the", "of", "area", "near"}
)
REGION_SAID = frozenset(place_words.REGION_WORDS)


@dataclass(frozen=True)
class MeantPlace:
    """A place, whether the gazetteer has it, and a note of what does not fit, if anything.

    ``disputed`` where the reader's country or unit is not the place's own.
    """

    place: Place
    in_gazetteer: bool
    disputed: str | None = None


def place_meant(
    words: str | None,
    name: str | None,
    admin1: str | None,
    country: str | None,
    *,
    larger: bool = False,
) -> MeantPlace | None:
    """Returns the place meant, or ``None`` where no name is given or nothing but the words is
    known.

    ``larger``: the words name an area within which the event happened. The place is never in
    another country than the given one, unless the given unit is there; the place is then disputed.
    """
    said = country_code(country)
    unit = unit_meant(admin1, said) if admin1 else None
    disputed = None
    if admin1 and unit is None and said:
        elsewhere = unit_meant(admin1, None)
        if elsewhere and _fits(words, name, elsewhere):
            unit, disputed = elsewhere, f"{plain_name(elsewhere.name)} is not in {country}"
            said = elsewhere.country
    code = said or (unit.country if unit else "")
    forms = list(dict.fromkeys(_forms(words, name)))
    if not forms:
        return None
    larger = larger or _says_region(name or words or "")
    found = _best(forms, code, unit, larger)
    if found is None:
        whole = store.countries().get(code)
        if unit is None and whole is None:
            return None
        around = unit or whole
        assert around is not None
        place = _within(around, name or words or "")
    else:
        place = replace(_named(found, name, words), span=None)
    if place.admin1 is None and unit is not None:  # some districts lie in no unit there
        place = replace(place, admin1=admin1)
    return MeantPlace(place, found is not None, disputed)


def unit_meant(name: str, code: str | None) -> store.Entry | None:
    """Returns the first-level unit (else the district) of this name in a country (two-letter
    code)."""
    for form in dict.fromkeys(_forms(name, None)):
        found = [e for e in store.named(form) if e.kind in UNITS and code in (None, "", e.country)]
        if found:
            return min(found, key=lambda e: (e.kind, -e.population))
    if not code:
        return None
    for look in (store.sounding_like, store.named):
        alike = [e for form in _forms(name, None) for e in look(form) if e.country == code]
        units = [e for e in alike if e.kind in UNITS]
        if units:
            return min(units, key=lambda e: (e.kind, -e.population))
        # The gazetteer has "Timbuktu" for the town only, and the region as "Tombouctou".
        town = max(alike, key=lambda e: e.population, default=None)
        unit = (town.admin1 or town.admin2) if town else None
        if look is store.named and unit:
            return store.entry(unit)
    return None


def country_code(country: str | None) -> str | None:
    """Returns the two-letter code of a country by any of its names; for a de-facto state, that of
    the country it is in."""
    if not country:
        return None
    country = DE_FACTO.get(country, country)
    listed = country_by_name(country) or country_in_any_language(country)
    if listed:
        return listed.alpha2
    found = [e for e in store.named(country) if e.kind == store.COUNTRY]
    return found[0].country if found else None


def _fits(words: str | None, name: str | None, unit: store.Entry) -> bool:
    """Whether the gazetteer has the place within this unit."""
    forms = _forms(words, name)
    return any(_inside(e, unit) for form in forms for e in store.named(form))


def _forms(words: str | None, name: str | None) -> Iterator[str]:
    """Returns names to look up, the likeliest first: as given, its first part, without words for a
    kind of place."""
    for text in (name, words):
        whole = " ".join((text or "").split()).strip(" ,.;")
        if not whole:
            continue
        for form in (whole, whole.split(",")[0], whole.split("(")[0].strip()):
            if form:
                yield form
                bare = [w for w in form.split() if w.casefold().strip(".") not in KIND_WORDS]
                if bare and len(bare) < len(form.split()):
                    yield " ".join(bare)


def _says_region(text: str) -> bool:
    return any(word.casefold().strip(".,") in REGION_SAID for word in text.split())


def _best(
    forms: Iterable[str], code: str, unit: store.Entry | None, larger: bool
) -> store.Entry | None:
    """Returns the entry that one of the forms names, in the country and, if given, in the unit."""
    forms = list(forms)
    for look in (store.named, store.sounding_like):
        for form in forms:
            if unit is None and look is store.sounding_like and store.named(form):
                continue  # the name is another place's, not one that only sounds alike
            fitting = [e for e in look(form) if not code or e.country in (code, "")]
            if unit is not None:
                inside = [e for e in fitting if e.id == unit.id or _inside(e, unit)]
                if not inside:
                    inside = [e for e in fitting if e.kind == store.TOWN and _near(e, unit)]
                fitting = inside
            elif look is store.sounding_like and len({e.id for e in fitting}) > 1:
                fitting = []  # what only sounds alike must be the only one
            if fitting:
                return min(fitting, key=lambda e: _order(e, larger))
    return None


def _order(entry: store.Entry, larger: bool) -> tuple[int, int, int]:
    """Sort key: a town before a unit of the same name, unless a larger area is meant."""
    towns_first = {store.TOWN: 0, store.ADMIN1: 1, store.ADMIN2: 2, store.AREA: 1, store.COUNTRY: 3}
    units_first = {store.ADMIN1: 0, store.AREA: 0, store.ADMIN2: 1, store.TOWN: 2, store.COUNTRY: 0}
    kinds = units_first if larger else towns_first
    return kinds[entry.kind], entry.rank, -entry.population


def _inside(entry: store.Entry, unit: store.Entry) -> bool:
    return unit.id in (entry.admin1, entry.admin2)


def _near(entry: store.Entry, unit: store.Entry) -> bool:
    """Whether a place may lie in a unit although the gazetteer puts it in another. For a district,
    the place has to be in the same first-level unit."""
    if unit.kind == store.ADMIN2 and entry.admin1 != unit.admin1:
        return False
    return entry.country == unit.country and (
        distance_km(entry.latitude, entry.longitude, unit.latitude, unit.longitude) < NEARBY_KM
    )


def _within(around: store.Entry, name: str) -> Place:
    """Returns a place that the gazetteer lacks: its own name with the point and units of the entry
    around it."""
    place = place_of_entry(around)
    return replace(
        place,
        gazetteer_id="",
        name=" ".join(name.split()),
        kind="unknown",
        admin1=place.admin1 if around.kind in UNITS else None,
        precision=2 if around.kind == store.ADMIN2 else 3,
        score=0.0,
    )


def _named(entry: store.Entry, name: str | None, words: str | None) -> Place:
    """Returns the place under the reader's name or the article's, where the gazetteer has that name
    for it."""
    for form in (name, words):
        plain = " ".join((form or "").split())
        if plain and any(e.id == entry.id for e in store.named(plain)):
            return place_of_entry(entry, PlaceMention(Span(0, len(plain), plain)))
    return place_of_entry(entry)
