"""Which kinds of a language's table the words of a phrase say: what befell people, which weapon.

For tables of a kind and words a line. Prefixes that a script joins to a word are taken off, a ``*``
stands for up to five letters; in scripts without spaces a word counts wherever its letters stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from extractor import languages
from extractor.actors.terms import Pattern, forms_of, patterns_of
from extractor.codebook.folding import fold

__all__ = ["KindSaid", "kinds_said"]

TOKEN = re.compile(r"[^\s,.;:!?،؛。，、()\[\]«»“”\"]+")


class KindSaid(NamedTuple):
    """A kind, and where its word begins and ends in the phrase."""

    kind: str
    start: int
    end: int


@lru_cache(maxsize=4096)  # the same words are asked about again and again
def kinds_said(words: str, table: str, language: str) -> tuple[KindSaid, ...]:
    """The kinds that words of the phrase say, in their order; the longest form at each place."""
    if languages.about(language, "spaces") == "no":
        return tuple(_by_letters(words, table, language))
    return tuple(_by_words(words, table, language))


def _by_words(words: str, table: str, language: str) -> Iterator[KindSaid]:
    tokens = list(TOKEN.finditer(words))
    at = 0
    while at < len(tokens):
        size, kind = next(
            (
                (len(patterns), kind)
                for patterns, kind in _begun_by(tokens[at][0], table, language)
                if len(patterns) <= len(tokens) - at
                and all(
                    one.fits(forms_of(tokens[at + n][0])) for n, one in enumerate(patterns[1:], 1)
                )
            ),
            (0, ""),
        )
        if size:
            yield KindSaid(kind, tokens[at].start(), tokens[at + size - 1].end())
        at += size or 1


def _by_letters(words: str, table: str, language: str) -> Iterator[KindSaid]:
    low, at = words.casefold(), 0
    while at < len(low):
        found = next((one for one in _letters(table, language) if low.startswith(one[0], at)), None)
        if found:
            yield KindSaid(found[1], at, at + len(found[0]))
        at += len(found[0]) if found else 1


@lru_cache(maxsize=4096)
def _begun_by(word: str, table: str, language: str) -> list[tuple[tuple[Pattern, ...], str]]:
    """Those of the table's forms that begin with this word."""
    forms = forms_of(word)
    return [one for one in _patterns(table, language) if one[0][0].fits(forms)]


@lru_cache(maxsize=64)
def _patterns(table: str, language: str) -> list[tuple[tuple[Pattern, ...], str]]:
    """The table's forms, those of most words and letters first."""
    found = [(patterns_of(form), kind) for kind, form in _forms(table, language)]
    return sorted(found, key=lambda one: (-len(one[0]), -sum(len(p.text) for p in one[0])))


@lru_cache(maxsize=64)
def _letters(table: str, language: str) -> list[tuple[str, str]]:
    found = [(form.replace(" ", "").casefold(), kind) for kind, form in _forms(table, language)]
    return sorted(found, key=lambda one: -len(one[0]))


def _forms(table: str, language: str) -> Iterator[tuple[str, str]]:
    for (kind, written), _ in languages.rows(table, language):
        yield from ((kind, form) for form in written.split("|") if fold(form.strip("*")))
