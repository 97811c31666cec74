"""Checks whether words of a reader contain words of a language's table."""

from __future__ import annotations

from extractor.lexicon.kinds_said import kinds_said
from extractor.numbers.tokens import guess_language

__all__ = ["says"]


def says(words: str, table: str, *kinds: str) -> bool:
    """Whether the words contain a table word of one of these kinds, in the language of the
    words."""
    return any(one.kind in kinds for one in kinds_said(words, table, guess_language(words)))
