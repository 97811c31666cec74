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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from extractor import languages
from extractor.codebook.country_words import country_words
from extractor.codebook.folding import fold
from extractor.codebook.groups import groups, names_in_other_languages
from extractor.codebook.regimes import forces_in_other_languages, is_acronym
from extractor.text.words import unspaced

__all__ = [
    "NAME",
    "NATION",
    "WORD",
    "Pattern",
    "Term",
    "by_first_word",
    "forms_of",
    "lines_at",
    "match_at",
    "match_letters",
    "patterns_of",
    "unspaced",
]

NAME, NATION, WORD = range(3)
ENDING = 5  # letters a ``*`` stands for at most
JOINED_TO_ARABIC = ("و", "ف", "ب", "ل", "ك")
JOINED_TO_HEBREW = frozenset("הובלמשכ")
JOINED_TO_AMHARIC = frozenset("የበከለ")
ELIDED = frozenset(["l", "d", "qu", "dell", "all", "nell", "sull", "dall", "j", "s"])


@dataclass(frozen=True)
class Term:
    """Words of one language that a table has.

    ``english`` is what they mean: a generic word, a country's adjective, or for a name its own
    spelling in the tables. It counts in ``where``, ACLED names of countries; everywhere if empty.
    """

    sort: int
    language: str
    english: str
    where: frozenset[str] = frozenset()
    capitals: bool = False

    def counts_in(self, country: str | None) -> bool:
        """Whether it means that in an event of this country."""
        return not self.where or country in self.where


class Pattern(NamedTuple):
    """One word of a term, folded, and how many letters may follow it."""

    text: str
    ending: int

    def fits(self, forms: tuple[str, ...]) -> bool:
        """Whether one of the forms of a word is this one."""
        return any(
            form.startswith(self.text) and len(form) - len(self.text) <= self.ending
            for form in forms
        )


T = TypeVar("T")
Line = tuple[tuple[Pattern, ...], T]  # the words of a table's form, and what they mean
Index = tuple[dict[str, list[Line[T]]], dict[str, list[Line[T]]]]  # by first word, its beginning


@lru_cache(maxsize=4096)
def forms_of(token: str) -> tuple[str, ...]:
    """A word folded, and what is left of it without the prefixes its script joins to words.

    "l'armée" gives "larmee" and "armee", "PKK'lı" also "pkk", "للحوثيين" also "الحوثيين" and
    "حوثيين".
    """
    whole = fold(token)
    forms = [whole]
    for mark in "'’ʼ":
        before, found, after = token.partition(mark)
        if found and fold(before) in ELIDED:
            forms.append(fold(after))
        elif found and len(before) > 1 and after:
            forms.append(fold(before))
    if whole and "\u0600" <= whole[0] <= "\u06ff":
        forms += _without_arabic_prefix(whole)
    elif len(whole) > 3 and whole[0] in JOINED_TO_HEBREW:
        forms.append(whole[1:])
        forms += [whole[2:]] if whole[1] in JOINED_TO_HEBREW and len(whole) > 4 else []
    elif len(whole) > 2 and whole[0] in JOINED_TO_AMHARIC:
        forms.append(whole[1:])
    return tuple(form for form in dict.fromkeys(forms) if form)


def _without_arabic_prefix(whole: str) -> Iterator[str]:
    seen = [whole]
    for form in seen:  # grows while prefixes are found: "وللجيش"
        if form.startswith("لل") and len(form) > 4:
            seen.append("ال" + form[2:])
        if form.startswith("ال") and len(form) > 3:
            seen.append(form[2:])
        elif form[0] in JOINED_TO_ARABIC and len(form) > 3:
            seen.append(form[1:])
    yield from seen[1:]


def match_at(
    forms: tuple[tuple[str, ...], ...], start: int, country: str | None
) -> tuple[int, Term] | None:
    """The term that begins at a word, and how many words it has: the longest, names first."""
    return _longest(forms, start, country, _by_first_word())


def counts_as_name(words: str, country: str | None) -> bool:
    """Whether these words, all of them, name a group or a force in an event of this country."""
    key = fold(words)
    return any(
        term.sort == NAME and term.counts_in(country) and fold(term.english) == key
        for _, term in (*_beginning_anywhere(key),)
    )


def _beginning_anywhere(key: str) -> Iterator[Line[Term]]:
    first = key.split()[0] if key else ""
    yield from _beginning(first, _by_first_word())
    for term in _by_letters().get(key.replace(" ", ""), ()):
        yield (), term


def _longest(
    forms: tuple[tuple[str, ...], ...], start: int, country: str | None, index: Index[Term]
) -> tuple[int, Term] | None:
    best: tuple[int, Term] | None = None
    for patterns, term in lines_at(forms, start, index):
        size = len(patterns)
        if best and (size, -term.sort) <= (best[0], -best[1].sort):
            continue
        if term.counts_in(country):
            best = size, term
    return best


def lines_at(forms: tuple[tuple[str, ...], ...], start: int, index: Index[T]) -> Iterator[Line[T]]:
    """The lines whose words stand at a word of a text, of which ``forms`` has those of each."""
    for form in forms[start]:
        for patterns, meant in _beginning(form, index):
            behind = forms[start : start + len(patterns)]
            if len(behind) == len(patterns) and all(map(Pattern.fits, patterns, behind)):
                yield patterns, meant


def _beginning(form: str, index: Index[T]) -> Iterator[Line[T]]:
    exact, stems = index
    yield from exact.get(form, ())
    for size in range(len(form), max(1, len(form) - ENDING - 1), -1):
        yield from stems.get(form[:size], ())


@lru_cache(maxsize=1)
def _by_first_word() -> Index[Term]:
    return by_first_word(_lines())


def by_first_word(lines: Iterable[Line[T]]) -> Index[T]:
    """The lines for :func:`lines_at`, which finds them by how a word begins."""
    exact: dict[str, list[Line[T]]] = {}
    stems: dict[str, list[Line[T]]] = {}
    for patterns, meant in lines:
        table = stems if patterns[0].ending else exact
        table.setdefault(patterns[0].text, []).append((patterns, meant))
    return exact, stems


def match_letters(letters: str, start: int, country: str | None) -> tuple[int, Term] | None:
    """The longest term whose letters stand at a place of a text without spaces, and its length."""
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


def patterns_of(words: str) -> tuple[Pattern, ...]:
    """The words of a table's form, one by one; a ``*`` stands for letters at a word's end."""
    patterns: list[Pattern] = []
    for word in words.split():
        patterns += [Pattern(part, 0) for part in fold(word.replace("*", "")).split()]
        if word.endswith("*"):
            patterns[-1] = patterns[-1]._replace(ending=ENDING)
    return tuple(patterns)
