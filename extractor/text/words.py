"""Words of a text, and whether it holds certain ones."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = [
    "BEFORE",
    "FIGURES",
    "LETTERS",
    "SENTENCE_END",
    "SPACED",
    "WORD",
    "any_of",
    "holds_words",
    "unspaced",
]

WORD = re.compile(r"\w+")
SPACED = re.compile(r"\S+")
"""What stands between white space: a word with the signs beside it."""
BEFORE = re.compile(r"((?:[^\W\d_]\.)+|[\w.&'’-]*\w)(\s+)$")
"""The last word of what is searched, with its stops, and the white space behind it."""
FIGURES = re.compile(r"\d+")
LETTERS = re.compile(r"[^\W\d_]+")
"""A word without figures."""
SENTENCE_END = re.compile(r"[;.!?।\n](?=\s|$)")
"""A sign that ends a sentence, or half of one, before white space."""
UNSPACED = (
    ("\u0e00", "\u0eff"),  # Thai, Lao
    ("\u1000", "\u11ff"),  # Burmese, the letters of Korean
    ("\u1780", "\u17ff"),  # Khmer
    ("\u3040", "\u30ff"),  # Japanese
    ("\u3400", "\u9fff"),  # Chinese
    ("\uaa60", "\uaa7f"),  # Burmese
    ("\uac00", "\ud7af"),  # Korean
)


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for whatever one of these matches, case aside."""
    return re.compile("|".join(patterns), re.IGNORECASE)


def holds_words(text: str, words: str) -> bool:
    """Whether ``words`` stand in ``text`` with no letter or digit right beside them, case aside."""
    text, words = text.casefold(), words.casefold()
    at = text.find(words)
    while at >= 0:
        beside = text[max(0, at - 1) : at] + text[at + len(words) :][:1]
        if not any(sign.isalnum() or sign == "_" for sign in beside):
            return True
        at = text.find(words, at + 1)
    return False


def unspaced(words: str) -> bool:
    """Whether the words are in a script that puts no spaces between words (or joins endings)."""
    return any(first <= letter <= last for letter in words for first, last in UNSPACED)
