"""Which of the lexicons' languages a text is in, by its commonest words."""

from __future__ import annotations

import re

__all__ = ["languages_of"]

WORD = re.compile(r"[^\W\d_]+")
COMMON = {
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "a",
            "is",
            "that",
            "for",
            "on",
            "was",
            "with",
            "as",
            "by",
            "at",
            "from",
            "has",
            "were",
            "it",
            "be",
        ]
    ),
    "es": frozenset(
        [
            "de",
            "la",
            "que",
            "el",
            "en",
            "y",
            "los",
            "del",
            "se",
            "las",
            "por",
            "un",
            "con",
            "una",
            "su",
            "para",
            "al",
            "lo",
            "fue",
        ]
    ),
    "fr": frozenset(
        [
            "de",
            "la",
            "le",
            "et",
            "les",
            "des",
            "en",
            "un",
            "du",
            "une",
            "que",
            "est",
            "pour",
            "dans",
            "par",
            "au",
            "sur",
            "qui",
            "a",
        ]
    ),
}
# A sixth of a running text's words are among these twenty in its own language, and under a tenth
# in another; a heading may have none, hence the low floor.
FLOOR = 0.12
SAMPLE = 4000


def languages_of(text: str) -> tuple[str, ...]:
    """The language of the text, as a tuple of one code, or none if no lexicon knows it."""
    words = [word.lower() for word in WORD.findall(text[:SAMPLE])]
    if not words:
        return ()
    shares = {
        code: sum(word in common for word in words) / len(words) for code, common in COMMON.items()
    }
    best = max(shares, key=lambda code: shares[code])
    return (best,) if shares[best] >= FLOOR else ()
