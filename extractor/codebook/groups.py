"""Named groups of the world: rebels, militias, cartels, missions, with aliases and years.

``data/groups.csv`` is the table: one line a group, lists inside a cell split with ``|``. ``name``
is the name ACLED uses where it has one (acronym, colon, full name); both halves are found in text
without being listed again. Adding a group is adding a line. The languages' ``group_names.tsv`` have
their names in other languages; a ``*`` there stands for the endings of the language.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from extractor import languages
from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import DATA, country_by_code
from extractor.codebook.country_words import country_in_any_language
from extractor.codebook.folding import fold
from extractor.codebook.regimes import is_acronym

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


ARTICLES = frozenset(["el", "la", "las", "los", "os"])
"""Articles at the start of names in the table."""
AT_HOME = 5  # names; a group's bonus in its own country against one from abroad


@dataclass(frozen=True)
class Group:
    """One line of the table; ``start`` and ``end`` are years or ISO dates, empty when open.

    ``countries`` are ACLED names, the main one first; none for a group at home everywhere.
    ``names`` are those of other languages, without their ``*``.
    """

    name: str
    kind: ActorKind
    countries: tuple[str, ...]
    start: str
    end: str
    aliases: tuple[str, ...]
    names: tuple[str, ...] = ()

    def active_on(self, day: date | None) -> bool:
        """Whether the group existed on a day; ``True`` when no day is known."""
        if day is None:
            return True
        iso = day.isoformat()
        return self.start[:10] <= iso and (not self.end or iso[: len(self.end)] <= self.end)


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """Returns every group of the table, by name."""
    with (DATA / "groups.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(_group(row) for row in csv.DictReader(lines))


def _group(row: dict[str, str]) -> Group:
    found = [country_by_code(code) for code in row["countries"].split("|") if code]
    names = names_in_other_languages().get(row["name"], ())
    return Group(
        name=row["name"],
        kind=ActorKind(row["kind"]),
        countries=tuple(country.name for country in found if country),
        start=row["from"],
        end=row["to"],
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
        names=tuple(name.strip("~").replace("*", "") for name in names),
    )


@lru_cache(maxsize=1)
def names_in_other_languages() -> dict[str, tuple[str, ...]]:
    """Returns for a group's ACLED name its names in other languages.

    A ``*`` stands for endings. Names after a ``~`` are common nouns ("colectivos"), which count in
    the group's own countries only.
    """
    table: dict[str, tuple[str, ...]] = {}
    for language in sorted(languages.having("group_names")):
        for (group, names), _ in languages.rows("group_names", language):
            table[group] = (*table.get(group, ()), *names.split("|"))
    return table


def groups_called(words: str) -> tuple[Group, ...]:
    """Returns every group with this name or alias. Acronyms count only where the words have
    capitals too; words that are :func:`no_name` give none."""
    entries = _aliases().get(fold(words).removeprefix("the "))
    if entries is None or no_name(words):  # most words
        return ()
    letters = [c for c in words if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) * 3 >= len(letters) * 2
    return tuple(group for acronym, group in entries if capitals or not acronym)


def no_name(words: str) -> bool:
    """Whether the words are an article and a common noun that differ from a group's name only in
    the capital: "La empresa" is a company, La Empresa a group."""
    return words.partition(" ")[2].islower() and fold(words) in _with_articles()


@lru_cache(maxsize=1)
def _with_articles() -> frozenset[str]:
    """Returns the folded names of the table that are an article and one word."""
    names = (fold(name).split() for group in groups() for name in (group.name, *group.aliases))
    return frozenset(" ".join(name) for name in names if len(name) == 2 and name[0] in ARTICLES)


def begins_group(words: str) -> bool:
    """Whether the name or alias of some group begins with these words and has more words."""
    return fold(words).removeprefix("the ") in _beginnings()


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    names = [name.split() for name in _aliases()]
    return frozenset(" ".join(name[:size]) for name in names for size in range(1, len(name)))


def best_group(candidates: tuple[Group, ...], country: str | None, on: date | None) -> Group | None:
    """Returns the most likely of several groups of one name: those active that day and at home in
    the country come first.

    ``None`` when there are several and each is at home elsewhere only: then the words do not show
    which one is meant.
    """
    if not candidates:
        return None
    ranked = sorted(candidates, key=lambda group: _rank(group, country, on))
    first = ranked[0]
    away = country is not None and first.countries and country not in first.countries
    if away and len(candidates) > 1 and len({group.countries[:1] for group in candidates}) > 1:
        return None
    return first


def counts_in(group: Group, name: str, country: str | None) -> bool:
    """Whether a group's name counts in an event of this country: a name after a ``~`` only at
    home."""
    if country is None or not group.countries or country in group.countries:
        return True
    key = fold(name).removeprefix("the ")
    listed = names_in_other_languages().get(group.name, ())
    said = [other for other in listed if fold(other.strip("~").replace("*", "")) == key]
    at_home = bool(said) and all(other.startswith("~") for other in said)
    return not at_home or has_english_name(group, name)


def _rank(group: Group, country: str | None, on: date | None) -> tuple[bool, int, int]:
    if country is None or not group.countries:
        place = 50
    else:
        place = group.countries.index(country) if country in group.countries else 99
    return (not group.active_on(on), place, len(group.countries))


def branch_of(group: Group, country: str | None, on: date | None) -> Group | None:
    """Returns the province in a country of a group at home everywhere: "Islamic State (Sahel)"."""
    if group.countries:
        return None
    found = [
        other
        for other in groups()
        if other.name.startswith(f"{group.name} (")
        and country in other.countries
        and other.active_on(on)
    ]
    return min(
        found, key=lambda one: (one.countries.index(country or ""), len(one.name)), default=None
    )


def actors_of(countries: Sequence[str], on: date | None = None, limit: int = 40) -> list[str]:
    """Returns the ACLED names of at most ``limit`` groups at work in some countries (given under
    any of their names), as a list for a reader to choose from. Groups with most names come first,
    those at home everywhere last.

    With ``on``, returns groups active on that day; without it, groups that have not ended.
    """
    matches = [country_in_any_language(country) for country in countries]
    wanted = {country.name for country in matches if country}
    found = [
        group
        for group in groups()
        if (wanted.intersection(group.countries) or (wanted and not group.countries))
        and " and/or " not in group.name
        and (group.active_on(on) if on else not group.end)
    ]
    found.sort(
        key=lambda group: (
            not group.countries,
            -_prominence(group, wanted),
            group.name.casefold(),
        )
    )
    return [group.name for group in found[:limit]]


def _prominence(group: Group, wanted: set[str]) -> int:
    """Returns how much is written about a group: the number of its names in all languages, with a
    bonus at home."""
    at_home = bool(wanted.intersection(group.countries[:1]))
    return len(group.aliases) + len(group.names) + at_home * AT_HOME


def heir_of(group: Group, country: str | None, on: date | None) -> Group | None:
    """Returns the group that continued when this one ended or made peace: "FARC Dissident: …".

    It is listed as the group's dissidents or splinter, began later, and is at work in the country
    that day. Where fronts are listed too, the one with the widest name is returned.
    """
    acronym = group.name.partition(": ")[0]
    if _went_on(group):
        return None
    heirs = [
        other
        for other in groups()
        if other.start > group.start
        and other.name.startswith((f"{acronym} ", f"{acronym}: "))
        and _went_on(other)
        and (country is None or country in other.countries)
        and other.active_on(on)
    ]
    return min(heirs, key=lambda other: len(other.name), default=None)


def _went_on(group: Group) -> bool:
    return "Dissident" in group.name or "Splinter" in group.name


def group_named(name: str) -> Group | None:
    """Returns the group with exactly this ACLED name."""
    return _by_name().get(fold(name))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Group]:
    return {fold(group.name): group for group in groups()}


@lru_cache(maxsize=1)
def _aliases() -> dict[str, list[tuple[bool, Group]]]:
    """Returns for each folded alias its groups, each with whether the alias is an acronym.

    "JNIM" needs its capitals, unless "Jnim" is listed too.
    """
    table: dict[str, list[tuple[bool, Group]]] = {}
    for group in groups():
        acronyms: dict[str, bool] = {}
        for alias in dict.fromkeys(_names_of(group)):
            key = fold(alias).removeprefix("the ")
            acronyms[key] = acronyms.get(key, True) and is_acronym(alias)
        for key, acronym in acronyms.items():
            table.setdefault(key, []).append((acronym, group))
    return table


def _names_of(group: Group) -> list[str]:
    return [*_english_names_of(group), *group.names]


def has_english_name(group: Group, words: str) -> bool:
    """Whether the words are an English name of the group, not only one in another language."""
    key = fold(words).removeprefix("the ")
    return any(fold(name).removeprefix("the ") == key for name in _english_names_of(group))


@cache
def _english_names_of(group: Group) -> list[str]:
    names = [group.name, *group.aliases]
    if " and/or " in group.name:  # neither of the two for sure
        return names
    acronym, colon, full = group.name.partition(": ")
    if colon:
        plain = full.split(" (")[0]
        # The parent has the acronym of its faction: "FARC" alone does not mean its dissidents.
        names += [acronym] if len(acronym) > 2 else []
        names += [full] if plain != full else [plain]
        names += [plain] if plain != full and "Faction" not in full else []
    elif " (" in group.name and group.kind is not ActorKind.STATE_FORCES:
        parent = group.name.split(" (")[0]
        names += [parent] if group.countries and parent not in _GENERIC else []
    return names


_GENERIC = frozenset({"Private Security Forces", "Pirates", "Settlers", "Popular Resistance"})


@lru_cache(maxsize=1)
def longest_group_name() -> int:
    """Returns the number of words in the longest name or alias."""
    return max(len(key.split()) for key in _aliases())
