"""Words of a text, and whether it holds certain ones."""

from __future__ import annotations

import re

__all__ = ["BEFORE", "LETTERS", "WORD", "holds_words"]

WORD = re.compile(r"\w+")
BEFORE = re.compile(r"((?:[^\W\d_]\.)+|[\w.&'’-]*\w)(\s+)$")
"""The last word of what is searched, with its stops, and the white space behind it."""
LETTERS = re.compile(r"[^\W\d_]+")
"""A word without figures."""


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
