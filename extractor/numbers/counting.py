"""Recognises words that only count: numbers, "at least", "several", and the words that go with
them."""

from __future__ import annotations

from functools import lru_cache

from extractor.numbers.tables import counted_languages, fold_word, forms
from extractor.numbers.tokens import cut, unspaced
from extractor.numbers.words import number_in

__all__ = ["only_counts"]

TABLES = (("numbers", None), ("at_least", None), ("up_to", None), ("vague", None))
MORE = (("persons", "classifier"), ("joins", "and"), ("joins", "range"))


@lru_cache(maxsize=8192)
def only_counts(words: str) -> bool:
    """Whether, in one of the languages, every word belongs to a number or bounds one."""
    return any(_counts_in(words, language) for language in counted_languages())


def _counts_in(words: str, language: str) -> bool:
    tokens = cut(words, language)
    at = 0
    while at < len(tokens):
        number = number_in(tokens, at, language)
        if number is None and tokens[at].word not in _vocabulary(language):
            return False
        at = number.end if number else at + 1
    return bool(tokens)


@lru_cache
def _vocabulary(language: str) -> frozenset[str]:
    tables = TABLES + (MORE if unspaced(language) else ())
    written = (form for name, key in tables for form, _ in forms(name, language, key))
    return frozenset(fold_word(word) for form in written for word in form.split())
