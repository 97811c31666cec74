"""Finds which kinds of a language's table a phrase contains: what happened to people, which weapon.

It is for tables with a kind and words on each line. Prefixes that a script joins to a word are
removed, and a ``*`` stands for up to five letters. In scripts without spaces, a word counts
wherever its letters stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from extractor import languages
from extractor.codebook.folding import fold
from extractor.lexicon.forms import (
    ENDING,
    Index,
    Pattern,
    by_first_word,
    forms_of,
    lines_at,
    patterns_of,
)

__all__ = ["KindSaid", "kinds_said"]

PHRASE = 200
"""Characters up to which a phrase's answer is cached, since short phrases are asked about
repeatedly."""
TOKEN = re.compile(r"[^\s,.;:!?،؛。，、፣፤።()\[\]«»“”\"]+")
"""A word, or other characters between spaces, punctuation and brackets."""


class KindSaid(NamedTuple):
    """A kind, and the start and end of its word in the phrase."""

    kind: str
    start: int
    end: int


def kinds_said(words: str, table: str, language: str) -> tuple[KindSaid, ...]:
    """Returns the kinds whose words the phrase contains, in order; at each place the longest form
    counts."""
    return (_asked_again if len(words) <= PHRASE else _kinds_said)(words, table, language)


def _kinds_said(words: str, table: str, language: str) -> tuple[KindSaid, ...]:
    if languages.about(language, "spaces") == "no":
        return tuple(_by_letters(words, table, language))
    return tuple(_by_words(words, table, language))


_asked_again = lru_cache(maxsize=4096)(_kinds_said)


def _by_words(words: str, table: str, language: str) -> Iterator[KindSaid]:
    tokens = list(TOKEN.finditer(words))
    forms = tuple(forms_of(token[0]) for token in tokens)
    at = 0
    while at < len(tokens):
        said = lines_at(forms, at, _index(table, language))
        _, kind, size = min(((*of, len(patterns)) for patterns, of in said), default=(0, "", 0))
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


@lru_cache(maxsize=64)
def _index(table: str, language: str) -> Index[tuple[int, str]]:
    """Returns the table's forms with their kinds, those with most words and letters first."""
    found = [(patterns_of(form), kind) for kind, form in _forms(table, language)]
    found += [
        ((Pattern(fold(form.strip("*")), ENDING if form.endswith("*") else 0),), kind)
        for kind, form in _forms(table, language)
        if "-" in form and " " not in form  # in a text it is one word: "homem-bomba"
    ]
    found.sort(key=lambda one: (-len(one[0]), -sum(len(p.text) for p in one[0])))
    return by_first_word((patterns, (rank, kind)) for rank, (patterns, kind) in enumerate(found))


@lru_cache(maxsize=64)
def _letters(table: str, language: str) -> list[tuple[str, str]]:
    written = [(form.casefold(), kind) for kind, form in _forms(table, language)]
    found = [(form.replace(" ", ""), kind) for form, kind in written]
    return sorted({*written, *found}, key=lambda one: (-len(one[0]), one))  # Korean has spaces


def _forms(table: str, language: str) -> Iterator[tuple[str, str]]:
    for (kind, written), _ in languages.rows(table, language):
        yield from ((kind, form) for form in written.split("|") if fold(form.strip("*")))
