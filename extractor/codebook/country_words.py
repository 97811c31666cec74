"""Countries in other languages: their names, and the adjectives of nationality.

``data/country_names.csv`` is CLDR's (built by ``tools/build_country_names.py``);
``data/country_words.csv`` is written by hand: adjectives ("сирийск*"), acronyms ("РФ"), short
names. A ``*`` stands for the endings of the language.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from extractor.codebook.countries import (
    DATA,
    Country,
    country_by_code,
    country_by_name,
    country_of_demonym,
)
from extractor.codebook.folding import fold

# Countries' names that are words of English: Island is Iceland, in German.
NOT_IN_ENGLISH = frozenset(["island", "grenade", "sin", "cadi", "china"])
# How many letters a language puts behind the name of a country, whose last vowel may change.
CASES = {"ru": 2, "uk": 2, "de": 1}
LONGEST_ENDING = 5
VOWELS = "аеиоуыэюяіїєйь"


class CountryWord(NamedTuple):
    """Words that mean a country, folded, and how many letters may follow the last of them."""

    language: str
    words: str
    ending: int
    country: Country


def country_in_any_language(words: str) -> Country | None:
    """The country these words name in English or in another language, by name or adjective."""
    known = country_by_name(words) or country_of_demonym(words)
    if known:
        return known
    key = fold(words)
    if key in _exact():
        return _exact()[key]
    for size in range(len(key), max(0, len(key) - LONGEST_ENDING - 1), -1):  # the longest first
        rest = key[size:]
        for one in _stems().get(key[:size], ()) if " " not in rest else ():
            if len(rest) <= one.ending:
                return one.country
    return None


@lru_cache(maxsize=1)
def _stems() -> dict[str, list[CountryWord]]:
    """The words that may have an ending behind them."""
    table: dict[str, list[CountryWord]] = {}
    for one in country_words():
        if one.ending:
            table.setdefault(one.words, []).append(one)
    return table


@lru_cache(maxsize=1)
def _exact() -> dict[str, Country]:
    return {one.words: one.country for one in reversed(country_words())}


@lru_cache(maxsize=1)
def country_words() -> tuple[CountryWord, ...]:
    """All of both tables, those written by hand first."""
    return (*_by_hand(), *_from_cldr())


def _by_hand() -> Iterator[CountryWord]:
    with (DATA / "country_words.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            country = country_by_code(row["code"])
            for word in row["words"].split("|") if country else ():
                if country:
                    ending = LONGEST_ENDING if word.endswith("*") else 0
                    yield CountryWord(row["language"], fold(word), ending, country)


def _from_cldr() -> Iterator[CountryWord]:
    with (DATA / "country_names.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            country = country_by_code(row.pop("code"))
            for language, names in row.items() if country else ():
                for name in names.split("|"):
                    word = fold(name)
                    if country and word and word not in NOT_IN_ENGLISH:
                        yield _word_of_cldr(language.partition("_")[0], word, country)


def _word_of_cldr(language: str, word: str, country: Country) -> CountryWord:
    ending = CASES.get(language, 0) if len(word) > 4 else 0
    if ending > 1 and word[-1] in VOWELS:
        word = word[:-1]
    return CountryWord(language, word, ending, country)
