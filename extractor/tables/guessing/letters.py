"""Scores how likely a word is in each language of its script, by which letter follows which.

The scores are logarithms of probabilities. ``tools/build_letters.py`` makes them from place names
and common words of 29 languages. For Chinese, Japanese and Korean they are the frequencies of
characters; a character without a count is scored by its level in the national standard, which lists
the usual ones first.
"""

from __future__ import annotations

import gzip
import json
import math
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from typing_extensions import TypedDict

__all__ = ["EAST_ASIAN", "languages", "languages_of_countries", "likelihoods", "scripts"]

EAST_ASIAN = "EAST ASIAN"
UNKNOWN_LETTER = -13.0  # score of a letter that the language does not have
RARE_PAIR = -1.5  # score of a pair never seen, added to the second letter's own
SMOOTHING = 30.0
UNKNOWN_SIGN = math.log(1e-7)
USUAL, UNUSUAL = 0.97, 0.02  # share of a text in a standard's first and second level
COUNTED = 0.7  # weight of the counts where there are many; the rest is by level
FEW_SIGNS = 3_000
# First bytes of the first and second level of GB 2312, Big5, JIS X 0208 and KS X 1001.
LEVELS = {
    "simplified": ("gb2312", ((0xB0, 0xD7),), ((0xD8, 0xF7),)),
    "traditional": ("big5", ((0xA4, 0xC6),), ((0xC9, 0xF9),)),
    "japanese": ("shift_jis", ((0x82, 0x83), (0x88, 0x98)), ((0x99, 0x9F), (0xE0, 0xEA))),
    "korean": ("euc_kr", ((0xB0, 0xC8),), ((0xCA, 0xFD),)),
}


class Language(NamedTuple):
    """``pairs`` are the logarithms of how often a letter follows another, ``letters`` those of each
    letter's share, ``unmet`` the score of a pair never seen, by its first letter."""

    pairs: dict[str, float]
    letters: dict[str, float]
    unmet: dict[str, float]

    def likelihood(self, word: str) -> float:
        """Return the score of a word in lower case."""
        total, before = 0.0, " "
        for letter in f"{word} ":
            found = self.pairs.get(before + letter)
            if found is None:
                alone = self.letters.get(letter)
                if alone is None:
                    found = UNKNOWN_LETTER
                else:
                    found = self.unmet.get(before, 0.0) + alone + RARE_PAIR
            total += found
            before = letter
        return total


class Counts(TypedDict):
    """The content of the data file: for each language its script and how often each pair of letters
    occurs; for each East Asian language how often each character does; for each country's English
    name its languages."""

    pairs: dict[str, tuple[str, dict[str, int]]]
    signs: dict[str, dict[str, int]]
    countries: dict[str, list[str]]


@cache
def _data() -> Counts:
    packed = files("extractor.tables.guessing").joinpath("letters.json.gz").read_bytes()
    found: Counts = json.loads(gzip.decompress(packed))
    return found


@cache
def scripts() -> dict[str, tuple[Language, ...]]:
    """Return the languages of each script, except the East Asian ones. Scripts are named as Unicode
    character names begin."""
    found: dict[str, list[Language]] = {}
    for script, pairs in _data()["pairs"].values():
        found.setdefault(script, []).append(_language(pairs))
    return {script: tuple(languages) for script, languages in found.items()}


@cache
def languages(script: str) -> tuple[str, ...]:
    """Return the names of the languages, in the order of :func:`likelihoods`."""
    if script == EAST_ASIAN:
        return tuple(_data()["signs"])
    return tuple(name for name, (of, _) in _data()["pairs"].items() if of == script)


@cache
def languages_of_countries() -> dict[bytes, tuple[str, ...]]:
    """Return the languages spoken in each country, by its English name in lower case."""
    found: dict[str, list[str]] = _data()["countries"]
    return {name.encode(): tuple(spoken) for name, spoken in found.items()}


def _language(counts: dict[str, int]) -> Language:
    first: dict[str, int] = {}
    second: dict[str, int] = {}
    for pair, count in counts.items():
        first[pair[0]] = first.get(pair[0], 0) + count
        second[pair[1]] = second.get(pair[1], 0) + count
    total = sum(second.values())
    shares = {letter: count / total for letter, count in second.items()}
    pairs = {
        pair: math.log((count + SMOOTHING * shares[pair[1]]) / (first[pair[0]] + SMOOTHING))
        for pair, count in counts.items()
    }
    return Language(
        pairs,
        {letter: math.log(share) for letter, share in shares.items()},
        {letter: math.log(SMOOTHING / (count + SMOOTHING)) for letter, count in first.items()},
    )


@cache
def _signs() -> tuple[dict[str, float], ...]:
    """Return the logarithm of each character's share, for each East Asian language."""
    found = []
    for language, counts in _data()["signs"].items():
        encoding, usual, unusual = LEVELS[language]
        first, second = _level(encoding, usual), _level(encoding, unusual)
        shares = dict.fromkeys(second, UNUSUAL / len(second))
        shares |= dict.fromkeys(first, USUAL / len(first))
        total: int = sum(counts.values())
        believed = COUNTED * total / (total + FEW_SIGNS)
        likely = {sign: math.log(share * (1 - believed)) for sign, share in shares.items()}
        for sign, count in counts.items():
            share = shares.get(sign, 1e-6) * (1 - believed) + believed * count / total
            likely[sign] = math.log(share)
        found.append(likely)
    return tuple(found)


def _level(encoding: str, rows: tuple[tuple[int, int], ...]) -> set[str]:
    signs = set()
    for first, last in rows:
        for row in range(first, last + 1):
            for place in range(0x40, 0xFF):
                sign = bytes((row, place)).decode(encoding, "ignore")
                if len(sign) == 1 and not sign.isascii():
                    signs.add(sign)
    return signs


@lru_cache(maxsize=50_000)
def likelihoods(script: str, word: str) -> tuple[float, ...]:
    """Return the scores of a lower-case word in each language of its script."""
    if script == EAST_ASIAN:
        return tuple(sum(signs.get(sign, UNKNOWN_SIGN) for sign in word) for signs in _signs())
    return tuple(language.likelihood(word) for language in scripts()[script])
