"""Words of the languages' ``frames.tsv`` as parts of patterns or as sets: what stands around the
words of a party, a place or a count."""

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
    """A pattern, in brackets, for any of the words of these kinds, in all languages: ``*`` stands
    for letters, a space for any white space, as news wraps its lines anywhere."""
    return _any_word(listed_as(*kinds))


def _any_word(words: Iterable[str]) -> str:
    forms = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return f"(?:{'|'.join(forms)})"


def alone(words: Iterable[str], *, cased: bool = True) -> re.Pattern[str]:
    """The pattern for one of these words with no letter or digit right beside it, written as in
    :func:`one_of`."""
    return re.compile(rf"\b{_any_word(words)}\b", 0 if cased else re.IGNORECASE)


@lru_cache
def words_like(*kinds: str) -> re.Pattern[str]:
    """The pattern for one of the words of these kinds alone, their case aside."""
    return alone(listed_as(*kinds), cased=False)


@lru_cache
def few_words_behind(*kinds: str, most: int, link: str = "") -> re.Pattern[str]:
    """One of these words and ``link``, at the most so many words, besides an article, before the
    end of what is searched."""
    words = rf"(?:(?:the|el|la)\s+)?(?:[\w'’-]+\s+){{0,{most}}}"
    behind = "".join(rf"\s+{word}" for word in link.split())
    return re.compile(rf"\b{one_of(*kinds)}{behind}\s+{words}$", re.IGNORECASE)


def listed_as(*kinds: str) -> tuple[str, ...]:
    """The words of these kinds as they stand there."""
    return tuple(word for kind in kinds for word in words_of(TABLE, kind))
