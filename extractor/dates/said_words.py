"""Reads the date words of a phrase in many languages: what each word means.

They stand in the languages' folders: ``calendar.tsv`` comes from CLDR, ``day_words.tsv`` is written
by hand. Both have a kind, a value and words on each line; ``docs/languages.md`` explains the kinds.
A ``*`` stands for up to eight letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extractor import languages
from extractor.codebook.folding import fold
from extractor.codebook.other_digits import ascii_digits
from extractor.numbers.tokens import unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Item", "languages_of", "names_weekday", "read_words"]

NAMES = frozenset(["weekday", "month"])
STARRED = 8
APOSTROPHES = "'’ʼ`"
SHORT = 3  # letters of an abbreviation, which has no ending
SEVERAL = " several"  # the suffix of a unit's value in the plural
SPELLED = 2  # prefixes that may follow each other
_FIGURES = re.compile(r"\d+(?:\s?[-–—]\s?\d+|[./:]\d+)*")


class Item(NamedTuple):
    """A word or number that belongs to a time; ``text`` is the folded spelling."""

    kind: str
    value: str
    text: str

    @property
    def number(self) -> int:
        """The value of a number, weekday or month."""
        return int(self.value)


class _Form(NamedTuple):
    words: str
    kind: str
    value: str
    ending: int


@dataclass(frozen=True)
class _Vocabulary:
    forms: dict[str, tuple[_Form, ...]]  # by the first letter, the longest first
    prefixes: tuple[str, ...]
    spaced: bool


def _rows(language: str) -> Iterator[tuple[str, str, str]]:
    """Returns kind, value and words of each line, those written by hand first; words for "several"
    only for languages whose units have no plural that says so."""
    for table in ("day_words", "calendar"):
        for (kind, value, words), _ in languages.rows(table, language):
            yield kind, value, words
    if any(value == f"week{SEVERAL}" for (_, value, _), _ in languages.rows("day_words", language)):
        return
    for (kind, words), _ in languages.rows("vague", language):
        if kind == "several":
            yield kind, "", words


@lru_cache(maxsize=1)
def _scripts() -> dict[str, frozenset[str]]:
    """Returns the scripts of each language that has weekdays and months."""
    return {
        language: frozenset(languages.about(language, "script").split())
        for language in languages.having("calendar")
    }


def script_of(letter: str) -> str:
    """Returns the script of a letter: the first word of its Unicode name."""
    return unicodedata.name(letter, "?").split()[0]


def languages_of(words: str) -> tuple[list[str], list[str]]:
    """Returns the languages whose script has letters in ``words``: those with words written by
    hand, and those with names of weekdays and months only."""
    scripts = {script_of(letter) for letter in words if letter.isalpha()}
    found = [language for language, letters in _scripts().items() if letters & scripts]
    by_hand = languages.having("day_words")
    return [one for one in found if one in by_hand], [one for one in found if one not in by_hand]


@lru_cache(maxsize=64)
def _vocabulary(language: str) -> _Vocabulary:
    by_letter: dict[str, dict[tuple[str, str], _Form]] = {}
    prefixes: tuple[str, ...] = ()
    rows = [(kind, value, words.split("|")) for kind, value, words in _rows(language)]
    ending = next((int(value) for kind, value, _ in rows if kind == "ending"), 2)
    for kind, value, forms in rows:
        if kind == "prefix":
            prefixes = tuple(sorted((fold(form) for form in forms), key=len, reverse=True))
        if kind in ("prefix", "ending"):
            continue
        for form in forms:
            words = fold(form)
            if kind in NAMES and len(words) == 1 and words.isascii():
                continue  # "Ş" is no name of Saturday: it would match every single "s"
            ending_letters = ending if kind in NAMES and len(words) > SHORT else 0
            starred = STARRED if form.endswith("*") else ending_letters
            for written in {words, words.replace(" ", "")} if "\u200c" in form else {words}:
                if written:
                    of_letter = by_letter.setdefault(written[0], {})
                    of_letter.setdefault((written, kind), _Form(written, kind, value, starred))
    longest = {
        letter: tuple(sorted(forms.values(), key=lambda one: -len(one.words)))
        for letter, forms in by_letter.items()
    }
    return _Vocabulary(longest, prefixes, not unspaced(language))


def read_words(words: str, language: str) -> tuple[list[Item], int]:
    """Returns the meanings of a phrase's words and numbers, and how many letters they cover."""
    vocabulary = _vocabulary(language)
    items: list[Item] = []
    explained = at = 0
    plain = ascii_digits(words)
    for found in _FIGURES.finditer(plain):
        new_items, letters = _read_folded(fold(plain[at : found.start()]), vocabulary)
        items += new_items
        explained += letters
        items.append(Item("figures", "".join(found[0].split()), found[0]))
        at = found.end()
    new_items, letters = _read_folded(fold(plain[at:]), vocabulary)
    return _of_one(words, items + new_items), explained + letters


def _of_one(words: str, items: list[Item]) -> list[Item]:
    """Returns the items with "last week's" as one week, because folding writes it like "last
    weeks"."""
    if not any(item.value.endswith(SEVERAL) for item in items):
        return items
    lower = words.lower()
    return [
        item._replace(value=item.value.removesuffix(SEVERAL))
        if any(f"{item.text[:-1]}{sign}s" in lower for sign in APOSTROPHES)
        else item
        for item in items
    ]


@lru_cache(maxsize=8192)
def names_weekday(word: str, language: str) -> bool:
    """Whether a single word names a weekday, with more than one or two letters."""
    items, explained = read_words(word, language)
    return [item.kind for item in items] == ["weekday"] and explained >= SHORT


def _read_folded(text: str, vocabulary: _Vocabulary) -> tuple[list[Item], int]:
    items: list[Item] = []
    at = explained = 0
    while at < len(text):
        found = _longest(text, at, vocabulary)
        if found:
            chosen, end = found
            items.append(Item(chosen.kind, chosen.value, text[at:end]))
            explained += len(chosen.words.replace(" ", ""))
            at = end
        elif vocabulary.spaced:
            space = text.find(" ", at)
            at = len(text) if space < 0 else space
        else:
            at += 1
        while at < len(text) and text[at] == " ":
            at += 1
    return items, explained


def _longest(text: str, at: int, vocabulary: _Vocabulary) -> tuple[_Form, int] | None:
    for begin in _begins(text, at, vocabulary.prefixes, SPELLED):
        for form in vocabulary.forms.get(text[begin : begin + 1], ()):
            if text.startswith(form.words, begin):
                end = begin + len(form.words)
                if not vocabulary.spaced:
                    return form, end
                space = text.find(" ", end)
                unread = (len(text) if space < 0 else space) - end
                if unread <= form.ending:
                    return form, end + unread
    return None


def _begins(text: str, at: int, prefixes: tuple[str, ...], most: int) -> Iterator[int]:
    """Returns the offsets at which the word at ``at`` may begin: there, or after prefixes."""
    yield at
    for prefix in prefixes if most else ():
        if text.startswith(prefix, at) and text[at + len(prefix) : at + len(prefix) + 1].strip():
            yield from _begins(text, at + len(prefix), prefixes, most - 1)
