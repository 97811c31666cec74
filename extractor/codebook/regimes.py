"""State forces as ACLED names them: a new name for each regime, with its years.

``data/regimes.csv`` lists the day (or year) on which each government began; it ends where the next
one begins. Source: ACLED codebook, "Actor names, types and inter codes: State forces" ("ACLED
designates governments by their leading regimes"), and the names of forces in published rows.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor import languages
from extractor.codebook.countries import DATA, country_by_code, country_by_name
from extractor.codebook.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(frozen=True)
class Regime:
    """One government of a country, from ``start`` until ``end`` (ISO dates or years; open: "")."""

    country: str
    start: str
    end: str

    @property
    def years(self) -> str:
        """Returns ``2000-2024``, or ``2000-`` while the regime lasts."""
        return f"{self.start[:4]}-{self.end[:4]}"


@dataclass(frozen=True)
class Force:
    """A force with a name of its own: "IDF", "Carabineros". ``unit`` stays in the name."""

    country: str
    branch: str
    unit: str


def regime_of(country: str, on: date | None) -> Regime | None:
    """Returns the regime that ruled a country (by its ACLED name) on a day.

    On the day of a change it is the new regime. ``None`` without a day, and where the table has no
    regime for it: years are never guessed.
    """
    starts = _starts().get(country, ())
    if on is None:
        return None
    day = on.isoformat()
    begun = [index for index, start in enumerate(starts) if start <= day]
    if not begun:
        return None
    latest = begun[-1]
    end = starts[latest + 1] if latest + 1 < len(starts) else ""
    return Regime(country, starts[latest], end)


def force_name(branch: str, country: str, on: date | None, unit: str = "") -> str:
    """Returns the ACLED name of a state's forces on a day: ``Military Forces of Kenya
    (2013-2022)``.

    ``branch`` is "Military", "Police" or "Government" (which has no "Forces" in its name). The
    years are those that an export of today shows, with an end if the regime has ended since.
    Without a regime in the table the name has no years.
    """
    listed = country_by_name(country)
    of = listed.with_article if listed and listed.name == country else country
    name = f"{branch} of {of}" if branch == "Government" else f"{branch} Forces of {of}"
    regime = regime_of(country, on)
    if regime:
        name += f" ({regime.years})"
    return f"{name} {unit}" if unit else name


def force_of(words: str, country: str | None) -> Force | None:
    """Returns the force with a proper name: "IDF", "the Tatmadaw", "Revolutionary Guards".

    A force of the event's country comes first. Names that many states share ("National Guard") are
    listed under ``at_home`` and count in their own country only; those under ``abroad`` count
    anywhere. The languages' ``force_names.tsv`` have names in other languages, some of which count
    only in the countries listed beside them ("the occupation forces").
    """
    at_home = abroad = None
    for listed, where, force in _forces().get(_key(words), ()):
        if is_acronym(listed) and not _has_capitals(words):
            continue
        if listed[0].isupper() and not words.removeprefix("the ")[:1].isupper():
            continue  # "the national guard" is a common noun, "la Guardia Nacional" a name
        if where and country not in where:
            continue
        if force.country == country or where:
            at_home = at_home or force
        else:
            abroad = abroad or force
    return at_home or abroad


@lru_cache(maxsize=1)
def longest_force_name() -> int:
    """Returns the number of words in the longest name of a force."""
    return max(len(key.split()) for key in _forces())


def _key(words: str) -> str:
    return fold(words).removeprefix("the ")


def _has_capitals(words: str) -> bool:
    letters = [c for c in words.removeprefix("the ") if c.isalpha()]
    return sum(c.isupper() for c in letters) * 2 > len(letters)


@lru_cache(maxsize=1)
def _starts() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    with (DATA / "regimes.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            table.setdefault(row["country"], []).append(row["from"])
    return {country: tuple(sorted(starts)) for country, starts in table.items()}


def states() -> frozenset[str]:
    """Returns the states and de-facto states with forces of their own in the table."""
    return frozenset(_starts())


# The name as listed; the countries where it counts (none for everywhere); the country of the force.
_Entry = tuple[str, frozenset[str], Force]


@lru_cache(maxsize=1)
def _forces() -> dict[str, list[_Entry]]:
    """Returns the forces by their folded names."""
    table: dict[str, list[_Entry]] = {}

    def enter(row: dict[str, str], names: str, where: frozenset[str]) -> None:
        force = Force(row["country"], row["branch"], row["unit"])
        for alias in filter(None, names.split("|")):
            table.setdefault(_key(alias), []).append((alias, where, force))

    with (DATA / "forces.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            enter(row, row["at_home"], frozenset([row["country"]]))
            enter(row, row["abroad"], frozenset())
    for row in _names_in_other_languages():
        enter(row, row["words"], _countries(row["in"]))
    return table


def _names_in_other_languages() -> Iterator[dict[str, str]]:
    columns = [column.name for column in languages.TABLES["force_names"].columns]
    for language in sorted(languages.having("force_names")):
        for cells, _ in languages.rows("force_names", language):
            yield dict(zip(columns, cells, strict=True))


def _countries(codes: str) -> frozenset[str]:
    found = (country_by_code(code) for code in codes.split("|") if code)
    return frozenset(country.name for country in found if country)


@lru_cache(maxsize=1)
def forces_in_other_languages() -> dict[str, frozenset[str]]:
    """Returns the countries (none for all) where each force's name in another language counts."""
    table: dict[str, frozenset[str]] = {}
    for row in _names_in_other_languages():
        where = _countries(row["in"])
        for name in row["words"].split("|"):
            countries = table.get(name, where)
            table[name] = countries | where if countries and where else frozenset()
    return table


def is_acronym(alias: str) -> bool:
    """Whether the alias is a single word mostly of capitals: "FMLN", "M-19", "FAMa", "AQAP"."""
    letters = [c for c in alias if c.isalpha()]
    return " " not in alias and sum(c.isupper() for c in letters) * 3 >= len(letters) * 2
