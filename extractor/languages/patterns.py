"""Builds patterns and sets from the words of the languages' ``frames.tsv``, which stand around the
words for a party, a place or a count."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.languages.loading import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "alone",
    "few_words_behind",
    "listed_as",
    "one_of",
    "words_like",
]

TABLE = "frames"


def one_of(*kinds: str) -> str:
    """Returns a pattern, in brackets, for any word of these kinds in all languages. A ``*`` stands
    for letters, and a space for any white space, since news texts wrap their lines anywhere."""
    return _any_word(listed_as(*kinds))


def _any_word(words: Iterable[str]) -> str:
    forms = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return f"(?:{'|'.join(forms)})"


def alone(words: Iterable[str], *, cased: bool = True) -> re.Pattern[str]:
    """Returns a pattern for one of these words without a letter or digit directly beside it,
    written as in :func:`one_of`."""
    return re.compile(rf"\b{_any_word(words)}\b", 0 if cased else re.IGNORECASE)


@lru_cache
def words_like(*kinds: str) -> re.Pattern[str]:
    """Returns a pattern, in any case, for a whole word of these kinds."""
    return alone(listed_as(*kinds), cased=False)


@lru_cache
def few_words_behind(*kinds: str, most: int, link: str = "") -> re.Pattern[str]:
    """Returns a pattern for one of these words and ``link``, followed by at most ``most`` words
    (articles not counted) up to the end of the searched text."""
    words = rf"(?:(?:the|el|la)\s+)?(?:[\w'’-]+\s+){{0,{most}}}"
    behind = "".join(rf"\s+{word}" for word in link.split())
    return re.compile(rf"\b{one_of(*kinds)}{behind}\s+{words}$", re.IGNORECASE)


def listed_as(*kinds: str) -> tuple[str, ...]:
    """Returns the words of these kinds as the table lists them."""
    return tuple(word for kind in kinds for word in words_of(TABLE, kind))
