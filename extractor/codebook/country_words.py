"""Countries in other languages: their names, and the adjectives of nationality.

They stand in the languages' folders. ``country_names.tsv`` comes from CLDR (built by
``tools/build_country_names.py``). ``country_words.tsv`` is written by hand: adjectives
("сирийск*"), acronyms ("РФ"), short names. A ``*`` stands for the endings of the language.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from extractor import languages
from extractor.codebook.countries import (
    Country,
    country_by_code,
    country_by_name,
    country_of_demonym,
)
from extractor.codebook.folding import fold

# Names of countries that are English words: "Island" is Iceland in German.
NOT_IN_ENGLISH = frozenset(["island", "grenade", "sin", "cadi", "china"])
LONGEST_ENDING = 5
VOWELS = "аеиоуыэюяіїєйь"


class CountryWord(NamedTuple):
    """Folded words that mean a country, and the number of letters that may follow the last of
    them."""

    language: str
    words: str
    ending: int
    country: Country


def country_in_any_language(words: str) -> Country | None:
    """Returns the country that the words name in any language, by its name or adjective."""
    country = country_by_name(words) or country_of_demonym(words)
    if country:
        return country
    key = fold(words)
    if key in _exact():
        return _exact()[key]
    for size in range(len(key), max(0, len(key) - LONGEST_ENDING - 1), -1):  # the longest first
        ending = key[size:]
        for one in _stems().get(key[:size], ()) if " " not in ending else ():
            if len(ending) <= one.ending:
                return one.country
    return None


@lru_cache(maxsize=1024)
def languages_with(words: str) -> frozenset[str]:
    """Returns the languages in which the words are a country's name or adjective: "Rusia" in
    Spanish and Indonesian."""
    key = fold(words)
    return frozenset(
        one.language
        for one in country_words()
        if key.startswith(one.words) and len(key) - len(one.words) <= one.ending
    )


@lru_cache(maxsize=1)
def _stems() -> dict[str, list[CountryWord]]:
    """Returns the words that may have an ending."""
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
    """Returns the words of both tables, those written by hand first."""
    return (*_by_hand(), *_from_cldr())


def _by_hand() -> Iterator[CountryWord]:
    for language in sorted(languages.having("country_words")):
        for (code, words), _ in languages.rows("country_words", language):
            country = country_by_code(code)
            for word in words.split("|") if country else ():
                if country:
                    ending = LONGEST_ENDING if word.endswith("*") else 0
                    yield CountryWord(language, fold(word), ending, country)


def _from_cldr() -> Iterator[CountryWord]:
    """Yields CLDR's names by country, then by language; a shared name goes to the first."""
    listed = [
        (code, language, names)
        for language in languages.having("country_names")
        for (code, names), _ in languages.rows("country_names", language)
    ]
    for code, language, names in sorted(listed):
        country = country_by_code(code)
        for name in names.split("|"):
            word = fold(name)
            if country and word and word not in NOT_IN_ENGLISH:
                yield _word_of_cldr(language, word, country)


def _word_of_cldr(language: str, word: str, country: Country) -> CountryWord:
    """Returns the name with the endings of the language; its last vowel may change."""
    ending = int(languages.about(language, "country_endings") or 0) if len(word) > 4 else 0
    if ending > 1 and word[-1] in VOWELS:
        word = word[:-1]
    return CountryWord(language, word, ending, country)
