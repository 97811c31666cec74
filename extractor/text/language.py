"""Guesses the language of a text from its most frequent words."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from functools import lru_cache

from extractor import languages
from extractor.text.tokens import tokenize

__all__ = ["common_words", "languages_of"]

SAMPLE = 4000  # characters
# In a running text, a third or more of the words are among its language's common ones; in a
# headline, few.
FLOOR, SHORT_FLOOR = 0.22, 0.1
SHORT = 40  # words
LEAST = 0.5  # votes; one word that two languages share is not enough
# A word that several languages share says less for each; how much more the best must have
AHEAD = 1.15


@lru_cache(maxsize=1)
def _candidate_codes() -> tuple[str, ...]:
    """Returns the languages that may be the answer: those whose dates can be read. Other languages
    have common words too, so that a text in them is not taken for a similar language."""
    return languages.having("common_words", "day_words")


@lru_cache(maxsize=1)
def _whole() -> int:
    """Returns one vote as a number of parts that any number of languages can share evenly."""
    return math.lcm(*range(1, len(languages.having("common_words")) + 1))


@lru_cache
def common_words(language: str) -> frozenset[str]:
    """Returns a language's commonest words, in small letters."""
    rows = languages.rows("common_words", language)
    return frozenset(word for row in rows for word in row.cells[0].split())


@lru_cache(maxsize=1)
def _shares() -> dict[str, tuple[list[str], int]]:
    """Returns for each word its languages and the part of a vote that the word gives each of
    them."""
    table: dict[str, list[str]] = {}
    for code in languages.having("common_words"):
        for word in common_words(code):
            table.setdefault(word, []).append(code)
    return {word: (codes, _whole() // len(codes)) for word, codes in table.items()}


def languages_of(text: str) -> tuple[str, ...]:
    """Returns the language of the text as a tuple of one code; an empty tuple if unsure."""
    tokens = tokenize(text)
    counted = Counter(tokens.words[: bisect_left(tokens.starts, SAMPLE)])
    count = sum(n for word, n in counted.items() if word[0].isalnum() and not word[0].isdecimal())
    votes = dict.fromkeys(languages.having("common_words"), 0)
    counts = dict.fromkeys(votes, 0)
    for word in counted.keys() & _shares().keys():
        codes, share = _shares()[word]
        for code in codes:
            votes[code] += counted[word] * share
            counts[code] += counted[word]
    best = max(_candidate_codes(), key=lambda code: votes[code])
    second = max(vote for code, vote in votes.items() if code != best)
    floor = SHORT_FLOOR if count < SHORT else FLOOR
    enough = counts[best] >= floor * count and votes[best] > LEAST * _whole()
    return (best,) if enough and votes[best] >= AHEAD * second else ()
