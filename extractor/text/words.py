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
    if words.casefold() not in text.casefold():  # most: no pattern need be made for them
        return False
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None
