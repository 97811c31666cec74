"""Which words of a party's name, in whatever language, some table knows.

Four tables are looked at together, the longest match first: groups and forces under their names,
countries, and the generic words of the languages' ``actor_words.tsv`` ("مسلحون", "боевики"), which
give the English word that the rules for actors know. Words are compared folded. Latin, Cyrillic,
Arabic, Hebrew, Ethiopic and Indic text is matched word by word, with the prefixes that those
scripts join to a word taken off; Chinese, Japanese, Korean, Thai and Burmese wherever the letters
stand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor import languages
from extractor.actors import words as lexicon
from extractor.codebook.country_words import country_words
from extractor.codebook.folding import fold
from extractor.codebook.groups import groups, names_in_other_languages
from extractor.codebook.regimes import forces_in_other_languages, is_acronym
from extractor.lexicon.forms import (
    Index,
    Line,
    Pattern,
    beginning_with,
    by_first_word,
    forms_of,
    lines_at,
    patterns_of,
)
from extractor.text.words import unspaced

__all__ = [
    "NAME",
    "NATION",
    "WORD",
    "Term",
    "compound_end",
    "match_at",
    "match_letters",
    "unspaced",
]

NAME, NATION, WORD = range(3)
SHORTEST_FIRST, SHORTEST_LAST, LONGEST_ENDING = 3, 5, 2  # letters of the parts of a compound


@dataclass(frozen=True)
class Term:
    """Words of one language in a table, and their meaning.

    ``english`` is the meaning: a generic word, a country's adjective, or for a name its spelling in
    the tables. The term counts in ``where``, ACLED names of countries; everywhere if empty.
    """

    sort: int
    language: str
    english: str
    where: frozenset[str] = frozenset()
    capitals: bool = False

    @property
    def anywhere(self) -> bool:
        """Whether it is a name that counts in small letters too: "Idf" beside "IDF"."""
        return self.sort == NAME and not self.capitals

    def counts_in(self, country: str | None) -> bool:
        """Whether the term counts in an event of this country."""
        return not self.where or country in self.where


def match_at(
    forms: tuple[tuple[str, ...], ...], start: int, country: str | None
) -> tuple[int, Term] | None:
    """Returns the longest term that begins at a word, and its number of words. Names come first."""
    return _longest(forms, start, country, _by_first_word())


def compound_end(word: str) -> Term | None:
    """Returns the meaning of the last part of a compound noun: "Linksextremisten" are extremists.

    Only in languages that write all nouns with a capital. The last part is a word of five letters
    or more, with an ending of up to two.
    """
    if not word[:1].isupper() or not word[1:].islower():
        return None
    form = fold(word)
    for start in range(SHORTEST_FIRST, len(form) - SHORTEST_LAST + 1):
        for patterns, term in beginning_with(form[start:], _by_first_word()):
            stem = patterns[0]
            left = len(form) - start - len(stem.text)
            if len(patterns) > 1 or term.sort != WORD or term.english in lexicon.ANY_GROUP:
                continue
            if len(stem.text) < SHORTEST_LAST or left > min(stem.ending, LONGEST_ENDING):
                continue
            if languages.about(term.language, "capitals") == "nouns":
                return term
    return None


def counts_as_name(words: str, country: str | None) -> bool:
    """Whether all these words together name a group or a force in an event of this country."""
    key = fold(words)
    return any(
        term.sort == NAME and term.counts_in(country) and fold(term.english) == key
        for _, term in (*_beginning_anywhere(key),)
    )


def _beginning_anywhere(key: str) -> Iterator[Line[Term]]:
    first = key.split()[0] if key else ""
    yield from beginning_with(first, _by_first_word())
    for term in _by_letters().get(key.replace(" ", ""), ()):
        yield (), term


def _longest(
    forms: tuple[tuple[str, ...], ...], start: int, country: str | None, index: Index[Term]
) -> tuple[int, Term] | None:
    best: tuple[int, Term] | None = None
    for patterns, term in lines_at(forms, start, index):
        size = len(patterns)
        if best and (size, -term.sort, term.anywhere) <= (best[0], -best[1].sort, best[1].anywhere):
            continue
        if term.counts_in(country):
            best = size, term
    return best


@lru_cache(maxsize=1)
def _by_first_word() -> Index[Term]:
    return by_first_word(_lines())


def match_letters(letters: str, start: int, country: str | None) -> tuple[int, Term] | None:
    """Returns the longest term at a letter of a text without spaces, and its length."""
    table = _by_letters()
    for size in range(min(_longest_letters(), len(letters) - start), 0, -1):
        after = letters[start + size : start + size + 1]
        if after and unicodedata.category(after) in ("Mn", "Mc"):
            continue  # within a syllable
        for term in table.get(letters[start : start + size], ()):
            if term.counts_in(country):
                return size, term
    return None


@lru_cache(maxsize=1)
def _by_letters() -> dict[str, list[Term]]:
    table: dict[str, list[Term]] = {}
    for patterns, term in sorted(_lines(), key=lambda line: line[1].sort):
        if unspaced(patterns[0].text):
            table.setdefault("".join(pattern.text for pattern in patterns), []).append(term)
    return table


@lru_cache(maxsize=1)
def _longest_letters() -> int:
    return max(map(len, _by_letters()))


@lru_cache(maxsize=1)
def _lines() -> tuple[Line[Term], ...]:
    return (*_names(), *_nations(), *_words())


@lru_cache(maxsize=1)
def _words() -> tuple[Line[Term], ...]:
    lines = []
    for language in languages.having("actor_words"):
        for (english, words), _ in languages.rows("actor_words", language):
            for one in words.split("|"):
                patterns = patterns_of(one)
                capitals = len(patterns) == 1 and one.isupper()
                lines.append((patterns, Term(WORD, language, english, capitals=capitals)))
    return tuple(lines)


def _nations() -> Iterator[Line[Term]]:
    for word in country_words():
        english = (word.country.demonyms or (word.country.name,))[0]
        patterns = [Pattern(text, 0) for text in word.words.split()]
        patterns[-1] = patterns[-1]._replace(ending=word.ending)
        short = len(word.words) < 4
        capitals = short and languages.about(word.language, "short_countries") == "capitals"
        yield tuple(patterns), Term(NATION, word.language, english, capitals=capitals)


def _names() -> Iterator[Line[Term]]:
    words = by_first_word(_words())
    for group in groups():
        for name in names_in_other_languages().get(group.name, ()):
            patterns = patterns_of(name.strip("~"))
            # "The youth" are Al Shabaab in Somalia, and anybody elsewhere.
            home = name.startswith("~") or _generic(name, words)
            where = frozenset(group.countries) if home else frozenset()
            listed = name.strip("~").replace("*", "")
            yield patterns, Term(NAME, "", listed, where, is_acronym(listed))
    for name, where in forces_in_other_languages().items():
        yield patterns_of(name), Term(NAME, "", name.replace("*", ""), where, is_acronym(name))


def _generic(name: str, words: Index[Term]) -> bool:
    """Whether each word of a name is a generic one."""
    forms = tuple(forms_of(word) for word in name.replace("*", "").split())
    at = 0
    while at < len(forms):
        found = _longest(forms, at, None, words)
        if not found:
            return False
        at += found[0]
    return True
