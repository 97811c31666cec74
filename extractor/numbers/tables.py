"""The tables of counting words of :mod:`extractor.languages`, folded.

A line has a key and the forms, with ``|`` between them; a ``*`` in a form stands for any letters.
``docs/languages.md`` says what the keys mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from extractor import languages
from extractor.codebook.folding import fold

__all__ = ["TABLES", "Table", "counted_languages", "fold_word", "forms", "table"]

TABLES = ("numbers", "at_least", "up_to", "vague", "nobody", "joins", "persons", "units")
SIGNS = frozenset("+%&,、၊~～")
# The Arabic dual told by its vowel sign, as it is without it: "مهندسَين" is "مهندسان".
_DUAL = ("\u064eين", "ان")
# Hausa's hooked letters are as often written without their hooks.
_HOOKS = str.maketrans("ɗɓƙƴ", "dbky")


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    """A word as the tables are compared: folded, Hausa's hooks off; signs stay."""
    if word in SIGNS:
        return word
    return fold(word.replace(*_DUAL)).translate(_HOOKS).replace(" ", "")


def counted_languages() -> tuple[str, ...]:
    """The languages in which counts are read: those that have all the tables."""
    return languages.having(*TABLES)


def forms(name: str, language: str, key: str | None = None) -> Iterator[tuple[str, str]]:
    """Each form of a table's language (of one key, where one is named), and its key."""
    for (its_key, written), _ in languages.rows(name, language):
        if key in (None, its_key):
            yield from ((form, its_key) for form in written.split("|"))


@dataclass
class Table:
    """Forms of one language: sequences of folded words, and patterns with a ``*`` for one word."""

    exact: dict[tuple[str, ...], str] = field(default_factory=dict)
    patterns: list[tuple[str, str, str]] = field(default_factory=list)
    longest: int = 1

    def at(self, words: Sequence[str], index: int) -> tuple[str, int] | None:
        """The key of the longest form that begins at a word, and how many words it has."""
        for length in range(min(self.longest, len(words) - index), 0, -1):
            key = self.exact.get(tuple(words[index : index + length]))
            if key is not None:
                return key, length
        return self._like(words[index]) if self.patterns and index < len(words) else None

    def _like(self, word: str) -> tuple[str, int] | None:
        for begin, end, key in self.patterns:
            if len(word) > len(begin) + len(end) and word.startswith(begin) and word.endswith(end):
                return key, 1
        return None


@cache
def table(name: str, language: str, key: str | None = None) -> Table:
    """The table of a language, of all keys or of one."""
    found = Table()
    apostrophe = " " if languages.about(language, "apostrophe") == "parts" else ""
    for form, its_key in forms(name, language, key):
        if "*" in form and form != "*":
            begin, _, end = form.partition("*")
            found.patterns.append((fold_word(begin), fold_word(end), its_key))
            continue
        split = form.replace("-", " ").replace("'", apostrophe).split()
        words = tuple(fold_word(word) for word in split)
        found.exact.setdefault(words, its_key)
        found.longest = max(found.longest, len(words))
    return found
