"""Patterns for words of a text, and whether a text contains certain words."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = [
    "BEFORE",
    "FIGURES",
    "LETTERS",
    "QUOTES",
    "SENTENCE_END",
    "SPACED",
    "WORD",
    "any_of",
    "holds_words",
    "unspaced",
]

WORD = re.compile(r"\w+")
SPACED = re.compile(r"\S+")
"""Characters between white space: a word with the signs beside it."""
BEFORE = re.compile(r"((?:[^\W\d_]\.)+|[\w.&'’-]*\w)(\s+)$")
"""The last word of the searched text, with its full stops, and the white space after it."""
FIGURES = re.compile(r"\d+")
LETTERS = re.compile(r"[^\W\d_]+")
"""A word without digits."""
QUOTES = "\"'“”„«»"
"""Quotation marks around words."""
SENTENCE_END = re.compile(r"[;.!?।\n](?=\s|$)")
"""A sign before white space that ends a sentence or a half of one."""
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
    """Returns one pattern that matches where any of these patterns does, in any case."""
    return re.compile("|".join(patterns), re.IGNORECASE)


def holds_words(text: str, words: str) -> bool:
    """Whether ``text`` contains ``words``, in any case, with no letter or digit right beside
    them."""
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
