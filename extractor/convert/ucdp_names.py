"""UCDP's columns, and its names of countries, governments and groups in ACLED's terms.

Source: UCDP GED codebook, "Variables" and "Country"; groups by the codebook's own tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import Country, Region, country_by_name
from extractor.codebook.groups import best_group, groups_called
from extractor.codebook.names import STATE, kind_of_acled_name
from extractor.codebook.regimes import force_name

__all__ = [
    "Side",
    "country_of_ucdp",
    "side_of",
    "ucdp_country",
    "ucdp_region",
    "ucdp_side",
]

# UCDP's names that differ from ACLED's by more than a former name in parentheses.
COUNTRIES = {
    "Congo": "Republic of Congo",
    "Macedonia, FYR": "North Macedonia",
    "Rumania": "Romania",
    "Surinam": "Suriname",
}
# UCDP's names for countries that ACLED names differently.
WRITTEN = {
    "Bosnia and Herzegovina": "Bosnia-Herzegovina",
    "Cambodia": "Cambodia (Kampuchea)",
    "Democratic Republic of Congo": "DR Congo (Zaire)",
    "Madagascar": "Madagascar (Malagasy)",
    "Myanmar": "Myanmar (Burma)",
    "Republic of Congo": "Congo",
    "Romania": "Rumania",
    "Russia": "Russia (Soviet Union)",
    "Serbia": "Serbia (Yugoslavia)",
    "Suriname": "Surinam",
    "United States": "United States of America",
    "Vietnam": "Vietnam (North Vietnam)",
    "Yemen": "Yemen (North Yemen)",
    "Zimbabwe": "Zimbabwe (Rhodesia)",
    "eSwatini": "Kingdom of eSwatini (Swaziland)",
}
GOVERNMENT = "Government of "
CIVILIANS = "Civilians"


@dataclass(frozen=True)
class Side:
    """One party in ACLED's terms; ``guessed`` if its kind follows from the type of conflict."""

    name: str
    kind: ActorKind
    associated: tuple[str, ...] = ()
    guessed: bool = False


def country_of_ucdp(name: str) -> Country | None:
    """The country of a UCDP name: ``Yemen (North Yemen)``, ``Congo``."""
    name = name.strip()
    return country_by_name(COUNTRIES.get(name, name.partition("(")[0].rstrip())) or country_by_name(
        name
    )


def ucdp_country(country: str) -> str:
    """UCDP's name of one of ACLED's countries."""
    return WRITTEN.get(country, country)


def ucdp_region(country: str, region: Region) -> str:
    """One of UCDP's five regions for one of ACLED's countries (UCDP GED codebook, "Region")."""
    if country in ("Egypt", "Turkey"):
        return "Middle East"
    if country in ("Armenia", "Azerbaijan", "Georgia"):
        return "Europe"
    if "Africa" in region:
        return "Africa"
    if "America" in region or region is Region.CARIBBEAN:
        return "Americas"
    return region.value if region in (Region.MIDDLE_EAST, Region.EUROPE) else "Asia"


def side_of(words: str, place: str | None, on: date | None, violence: int) -> Side:
    """A party of a UCDP row in ACLED's terms.

    ``place`` is the country of the event (ACLED's name), ``violence`` UCDP's type: 1 state-based, 2
    non-state, 3 one-sided. Governments become their military forces with the regime's years. Of
    several parties, separated by commas, the first is the actor and the others are associated. A
    group that no table knows keeps UCDP's name; it is a rebel group if it fights a state, else a
    political militia: ``guessed``.
    """
    if words == CIVILIANS or words.startswith("Civilians "):
        return Side(f"Civilians ({place})" if place else CIVILIANS, ActorKind.CIVILIANS)
    first, *others = (part.strip() for part in words.split(", ") if part.strip())
    name, kind = _party(first, place, on)
    associated = tuple(dict.fromkeys(_party(other, place, on)[0] for other in others))
    if kind is not None:
        return Side(name, kind, associated)
    fallback = ActorKind.REBEL_GROUP if violence == 1 else ActorKind.POLITICAL_MILITIA
    return Side(name, fallback, associated, guessed=True)


def _party(words: str, place: str | None, on: date | None) -> tuple[str, ActorKind | None]:
    government = words.removeprefix(GOVERNMENT)
    state = country_of_ucdp(government.removeprefix("the ")) if government != words else None
    if state:
        name = force_name("Military", state.name, on)
        home = place is None or state.name == place
        return name, ActorKind.STATE_FORCES if home else ActorKind.EXTERNAL_OTHER
    group = best_group(groups_called(words), place, on)
    if group:
        return group.name, kind_of_acled_name(group.name, place) or group.kind
    return words, kind_of_acled_name(words, place)


def ucdp_side(name: str, kind: ActorKind) -> str:
    """UCDP's name of a party: ``Government of Syria``, ``Civilians``; groups keep theirs."""
    if kind in (ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS):
        return CIVILIANS
    state = STATE.match(name)
    listed = country_by_name(state["country"]) if state else None
    return f"Government of {ucdp_country(listed.name)}" if listed else name
