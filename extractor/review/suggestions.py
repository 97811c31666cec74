"""Suggestions while typing: places of the gazetteer, actors of the codebook."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import country_by_name, iso_of, region_of
from extractor.codebook.groups import Group, groups
from extractor.codebook.names import kind_of_acled_name
from extractor.codebook.regimes import force_name
from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.places.resolve import KINDS, Place, plain_name, resolve_place

__all__ = ["actors", "location_of", "places"]

SHORTEST = 2  # letters before places are looked up: one letter matches a tenth of the world
MOST = 12
OFFERED = ("kind", "population")  # shown to tell suggestions apart; not fields of a record
UNITS = (store.ADMIN1, store.ADMIN2)
AREA_PRECISION, TOWN_PRECISION = 3, 1
STATE_BRANCHES = ("Military", "Police", "Government")
GENERIC = (
    "Civilians",
    "Protesters",
    "Rioters",
    "Unidentified Armed Group",
    "Unidentified Gang",
    "Unidentified Communal Militia",
    "Unidentified Clan Militia",
    "Unidentified Ethnic Militia",
    "Unidentified Military Forces",
    "Private Security Forces",
    "Sole Perpetrator",
)


def places(query: str, country: str | None = None) -> list[dict[str, Any]]:
    """Places whose name begins with the query: those of ``country`` first, then by population. Of
    one name, the town comes before the district and the region named after it.

    A country or region may follow a comma: ``springfield, illinois``. If nothing begins with the
    query, names that sound alike: ``Khan Sheikhun`` finds Khān Shaykhūn.
    """
    name, _, within = query.partition(",")
    if len(fold(name)) < SHORTEST:
        return []
    found = list(store.starting_with(name, 400))
    exact = store.named(name)
    seen = {entry.id for entry in found}
    found += [entry for entry in exact if entry.id not in seen]
    if not found:
        found = list(store.sounding_like(name))
    home = country_by_name(country) if country else None
    code = home.alpha2 if home else None
    whole = {entry.id for entry in exact}
    found.sort(key=lambda e: (e.country != code, e.id not in whole, e.kind in UNITS, -e.population))
    made = [{**location_of(entry), "population": entry.population} for entry in found]
    wanted = fold(within)
    if wanted:
        made = [
            one for one in made if any(wanted in fold(one[k] or "") for k in ("country", "admin1"))
        ]
    return made[:MOST]


def location_of(entry: store.Entry) -> dict[str, Any]:
    """The location fields of a record for a gazetteer entry, without words or evidence."""
    country = store.countries().get(entry.country)
    admin1 = store.entry(entry.admin1) if entry.admin1 and entry.kind != store.COUNTRY else None
    admin2 = store.entry(entry.admin2) if entry.admin2 else None
    name = plain_name(entry.name)
    own1, own2 = entry.kind == store.ADMIN1, entry.kind == store.ADMIN2
    return {
        "name": name,
        "kind": KINDS[entry.kind],
        "admin1": name if own1 else plain_name(admin1.name) if admin1 else None,
        "admin2": name if own2 else plain_name(admin2.name) if admin2 else None,
        "admin3": None,
        "country": country.name if country else None,
        "iso": iso_of(country.name) if country else None,
        "region": region_of(country.name) if country else None,
        "latitude": round(entry.latitude, 4),
        "longitude": round(entry.longitude, 4),
        "precision": TOWN_PRECISION if entry.kind == store.TOWN else AREA_PRECISION,
        "gazetteer_id": f"geonames:{entry.id}"
        if entry.id > 0
        else f"area:{fold(entry.name).replace(' ', '-')}",
    }


def location_of_words(words: str, country: str | None) -> dict[str, Any] | None:
    """The location fields for words of an article, resolved as the extractor does."""
    place: Place | None = resolve_place(words)
    offered = places(words, country)
    at_home = bool(country and offered and offered[0]["country"] == country)
    if at_home and (place is None or place.country != country):
        return {key: value for key, value in offered[0].items() if key not in OFFERED}
    if place is None:
        return None
    return {
        "name": place.name,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "admin3": None,
        "country": place.country or None,
        "iso": place.iso or None,
        "region": region_of(place.country) if place.country else None,
        "latitude": round(place.latitude, 4),
        "longitude": round(place.longitude, 4),
        "precision": place.precision,
        "gazetteer_id": place.gazetteer_id,
    }


def actors(query: str, country: str | None, on: date | None) -> list[dict[str, str]]:
    """Actor names in ACLED's form that contain every word typed, those of ``country`` first.

    State forces carry the regime of the day ``on``, generic names the country.
    """
    wanted = fold(query).split()
    offered: list[tuple[tuple[Any, ...], dict[str, str]]] = []
    if country:
        for branch in STATE_BRANCHES:
            name = force_name(branch, country, on)
            _offer(offered, wanted, name, ActorKind.STATE_FORCES, (0, len(name)), [])
        for generic in GENERIC:
            name = f"{generic} ({country})"
            kind = kind_of_acled_name(name, country) or ActorKind.POLITICAL_MILITIA
            _offer(offered, wanted, name, kind, (2, GENERIC.index(generic)), [])
    for group in groups():
        at_home = country is None or country in group.countries
        if wanted or at_home:
            rank = (1 if at_home and group.active_on(on) else 3, len(group.name))
            _offer(offered, wanted, group.name, group.kind, rank, _names(group))
    offered.sort(key=lambda one: one[0])
    return [one for _, one in offered[:MOST]]


def _offer(
    offered: list[tuple[tuple[Any, ...], dict[str, str]]],
    wanted: list[str],
    name: str,
    kind: ActorKind,
    rank: tuple[int, int],
    others: list[str],
) -> None:
    for alias in (fold(name), *others):
        if all(word in alias for word in wanted):
            begins = not wanted or alias.startswith(wanted[0])
            said = "" if alias == fold(name) else alias
            offered.append(((not begins, *rank), {"name": name, "kind": kind.value, "alias": said}))
            return


@lru_cache(maxsize=4096)
def _folded_names(name: str, aliases: tuple[str, ...]) -> list[str]:
    return [fold(alias) for alias in aliases]


def _names(group: Group) -> list[str]:
    return _folded_names(group.name, group.aliases)
