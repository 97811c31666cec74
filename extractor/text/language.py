"""Which language a text is in, by its commonest words."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from functools import lru_cache

from extractor import languages
from extractor.text.tokens import tokenize

__all__ = ["languages_of"]

SAMPLE = 4000  # characters
# Of a running text, a third or more of the words are among its own language's; of a headline, few.
FLOOR, SHORT_FLOOR = 0.22, 0.1
SHORT = 40  # words
LEAST = 0.5  # votes: a word that is another language's too is not enough
# A word that several languages share says less for each; how much more the best must have
AHEAD = 1.15


@lru_cache(maxsize=1)
def _candidate_codes() -> tuple[str, ...]:
    """The languages whose dates are known. The others with common words share words with them:
    their texts would else be taken for a neighbour's."""
    return languages.having("common_words", "day_words")


@lru_cache(maxsize=1)
def _whole() -> int:
    """One vote, in parts that it can be shared out in evenly among any number of languages."""
    return math.lcm(*range(1, len(languages.having("common_words")) + 1))


@lru_cache(maxsize=1)
def _shares() -> dict[str, tuple[list[str], int]]:
    """From a word to its languages and the part of a vote that the word is worth to each."""
    table: dict[str, list[str]] = {}
    for code in languages.having("common_words"):
        rows = languages.rows("common_words", code)
        words = {word for row in rows for word in row.cells[0].split()}
        for word in words:
            table.setdefault(word, []).append(code)
    return {word: (codes, _whole() // len(codes)) for word, codes in table.items()}


def languages_of(text: str) -> tuple[str, ...]:
    """The language of the text, as a tuple of one code, or none where that is in doubt."""
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
