"""Countries as ACLED names them: codes, regions, demonyms, and names that stand for their
governments.

The table is ``data/countries.csv``, one line a country; lists inside a cell are split with ``|``.
Regions and first years of coverage: ACLED, "Country coverage"; codes: ISO 3166-1 (Kosovo has no
number there and carries 0).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractor.codebook.folding import fold
from extractor.codebook.types import _Words

DATA = Path(__file__).parent / "data"


class Region(_Words):
    """ACLED's seventeen regions."""

    WESTERN_AFRICA = "Western Africa"
    MIDDLE_AFRICA = "Middle Africa"
    EASTERN_AFRICA = "Eastern Africa"
    SOUTHERN_AFRICA = "Southern Africa"
    NORTHERN_AFRICA = "Northern Africa"
    SOUTH_ASIA = "South Asia"
    SOUTHEAST_ASIA = "Southeast Asia"
    MIDDLE_EAST = "Middle East"
    EUROPE = "Europe"
    CAUCASUS_AND_CENTRAL_ASIA = "Caucasus and Central Asia"
    CENTRAL_AMERICA = "Central America"
    SOUTH_AMERICA = "South America"
    CARIBBEAN = "Caribbean"
    EAST_ASIA = "East Asia"
    NORTH_AMERICA = "North America"
    OCEANIA = "Oceania"
    ANTARCTICA = "Antarctica"


@dataclass(frozen=True)
class Country:
    """One country or territory; ``start_year`` is the first year ACLED covers."""

    name: str
    iso: int
    alpha2: str
    alpha3: str
    region: Region
    start_year: int
    capital: str
    demonyms: tuple[str, ...]
    metonyms: tuple[str, ...]
    aliases: tuple[str, ...]

    @property
    def with_article(self) -> str:
        """The name as it is written after "of": ``the Philippines``, ``Kenya``."""
        return f"the {self.name}" if self.name in _WITH_ARTICLE else self.name


# As in published names of forces, where Comoros, Gambia and Maldives have no article.
_WITH_ARTICLE = frozenset(
    {
        "Central African Republic",
        "Czech Republic",
        "Democratic Republic of Congo",
        "Dominican Republic",
        "Faroe Islands",
        "Netherlands",
        "Philippines",
        "Republic of Congo",
        "Solomon Islands",
        "United Arab Emirates",
        "United Kingdom",
        "United States",
    }
)


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """Returns every country and territory of ACLED's list, by name."""
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(_country(row) for row in csv.DictReader(lines))


def _country(row: dict[str, str]) -> Country:
    def listed(column: str) -> tuple[str, ...]:
        return tuple(words for words in row[column].split("|") if words)

    return Country(
        name=row["name"],
        iso=int(row["iso"]),
        alpha2=row["alpha2"],
        alpha3=row["alpha3"],
        region=Region(row["region"]),
        start_year=int(row["start_year"]),
        capital=row["capital"],
        demonyms=listed("demonyms"),
        metonyms=listed("metonyms"),
        aliases=listed("aliases"),
    )


def country_by_name(words: str) -> Country | None:
    """Returns the country with this name or usual other name: "Syria", "Burma", "the DRC", "U.S.".

    Capitals of short names count ("US" is a country, "us" is not). ``None`` for anything else.
    """
    return _look_up(_names(), words)


def country_of_demonym(words: str) -> Country | None:
    """Returns the country of an adjective or a people: "Syrian", "Syrians", "Frenchmen", "U.S.".

    "Congolese" is taken for the Democratic Republic, the larger of the two.
    """
    return _look_up(_demonyms(), words)


def country_of_metonym(words: str) -> Country | None:
    """Returns the country whose government a place stands for: "Damascus", "the Kremlin",
    "Kabul"."""
    return _look_up(_metonyms(), words)


def country_by_code(code: str | int) -> Country | None:
    """Returns the country with this ISO 3166-1 code: a number (760), two letters (SY) or three
    (SYR)."""
    return _codes().get(code if isinstance(code, int) else code.strip().upper())


def iso_of(country_name: str) -> int | None:
    """Returns the ISO 3166-1 number of a country of ACLED's list; ``None`` for other names.

    A territory that has its own number but is coded by ACLED under a country gets the country's
    number: Hong Kong and Macau that of China, Western Sahara that of Morocco.
    """
    country = country_by_name(country_name)
    return country.iso if country else None


def region_of(country_name: str) -> str:
    """Returns the ACLED region of a country; ``KeyError`` for a country that ACLED does not
    have."""
    country = country_by_name(country_name)
    if country is None:
        raise KeyError(country_name)
    return country.region.value


# Maps folded words to the words as listed and the country.
_Table = dict[str, tuple[str, Country]]


def _look_up(table: _Table, words: str) -> Country | None:
    key = fold(words)
    key = key.removeprefix("the ")
    entry = table.get(key)
    if entry is None:
        return None
    listed, country = entry
    letters = [c for c in words.strip().removeprefix("the ") if c.isalpha()]
    if listed.isupper() and not all(c.isupper() for c in letters):
        return None  # "us" and "car" are words, "US" and "CAR" are countries
    return country


def _table(entries: list[tuple[str, Country]]) -> _Table:
    table: _Table = {}
    for listed, country in entries:
        table.setdefault(fold(listed).removeprefix("the "), (listed, country))
    return table


@lru_cache(maxsize=1)
def _names() -> _Table:
    names = [(c.name, c) for c in countries()]
    return _table(names + [(alias, c) for c in countries() for alias in c.aliases])


@lru_cache(maxsize=1)
def _demonyms() -> _Table:
    singular = [(words, c) for c in countries() for words in c.demonyms]
    plural = [(f"{words}s", c) for words, c in singular if not words.endswith(("s", "h", "U.S."))]
    men = [(words.removesuffix("man") + "men", c) for words, c in singular if words[-3:] == "man"]
    return _table(singular + plural + men)


@lru_cache(maxsize=1)
def _metonyms() -> _Table:
    return _table([(words, c) for c in countries() for words in c.metonyms])


@lru_cache(maxsize=1)
def _codes() -> dict[str | int, Country]:
    table: dict[str | int, Country] = {}
    for country in countries():
        table[country.alpha2] = table[country.alpha3] = country
        if country.iso:
            table[country.iso] = country
    return table
