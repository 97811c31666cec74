"""Which of the lexicons' languages a text is in, by its commonest words."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.mentions.common_words import DECOYS, KNOWN

__all__ = ["languages_of"]

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 4000  # characters
# Of a running text, a third or more of the words are among its own language's; of a headline, few.
FLOOR, SHORT_FLOOR = 0.22, 0.1
SHORT = 40  # words
LEAST = 0.5  # votes: a word that is another language's too is not enough
# A word that several languages share says less for each; how much more the best must have
AHEAD = 1.15


@lru_cache(maxsize=1)
def _shares() -> dict[str, dict[str, float]]:
    """From a word to its languages, each with the part of a vote that the word is worth to it."""
    table: dict[str, dict[str, float]] = {}
    for code, words in (KNOWN | DECOYS).items():
        for word in words:
            table.setdefault(word, {})[code] = 0.0
    return {word: dict.fromkeys(codes, 1 / len(codes)) for word, codes in table.items()}


def languages_of(text: str) -> tuple[str, ...]:
    """The language of the text, as a tuple of one code, or none if no lexicon knows it.

    Doubt gives none: a text in no known language is read by the model, but one that is taken for
    another's would be passed over where that language's lexicon finds nothing in it.
    """
    words = [word.lower() for word in WORD.findall(text[:SAMPLE])]
    votes: dict[str, float] = {}
    counts: dict[str, int] = {}
    shares, none = _shares(), dict[str, float]()
    for word in words:
        for code, share in shares.get(word, none).items():
            votes[code] = votes.get(code, 0) + share
            counts[code] = counts.get(code, 0) + 1
    best = max(KNOWN, key=lambda code: votes.get(code, 0))
    second = max((vote for code, vote in votes.items() if code != best), default=0)
    floor = SHORT_FLOOR if len(words) < SHORT else FLOOR
    enough = counts.get(best, 0) >= floor * len(words) and votes.get(best, 0) > LEAST
    return (best,) if enough and votes[best] >= AHEAD * second else ()
