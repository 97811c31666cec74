"""Finds the words of the languages' tables in a text, word by word.

Words are compared folded. A ``*`` at a word's end stands for up to five letters. Prefixes that are
written onto a word (Arabic, Hebrew, Amharic, "l'" in French) are removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

from extractor.codebook.folding import fold

__all__ = [
    "ELIDED",
    "ENDING",
    "Index",
    "Line",
    "Pattern",
    "beginning_with",
    "by_first_word",
    "forms_of",
    "lines_at",
    "patterns_of",
]

ENDING = 5  # the most letters that a ``*`` stands for
JOINED_TO_ARABIC = ("و", "ف", "ب", "ل", "ك")
JOINED_TO_HEBREW = frozenset("הובלמשכ")
JOINED_TO_AMHARIC = frozenset("የበከለ")
ELIDED = frozenset(["l", "d", "qu", "dell", "all", "nell", "sull", "dall", "j", "s"])


class Pattern(NamedTuple):
    """One folded word of a term, and the number of letters that may follow it."""

    text: str
    ending: int

    def fits(self, forms: tuple[str, ...]) -> bool:
        """Whether one of a word's forms matches this pattern."""
        return any(
            form.startswith(self.text) and len(form) - len(self.text) <= self.ending
            for form in forms
        )


T = TypeVar("T")
Line = tuple[tuple[Pattern, ...], T]  # the words of a line in a table, and their meaning
Index = tuple[dict[str, list[Line[T]]], dict[str, list[Line[T]]]]  # by first word, or its beginning


@lru_cache(maxsize=4096)
def forms_of(token: str) -> tuple[str, ...]:
    """Returns the folded word, and the word without each prefix that its script joins to words.

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
    for form in seen:  # the list grows while prefixes are found: "وللجيش"
        if form.startswith("لل") and len(form) > 4:
            seen.append("ال" + form[2:])
        if form.startswith("ال") and len(form) > 3:
            seen.append(form[2:])
        elif form[0] in JOINED_TO_ARABIC and len(form) > 3:
            seen.append(form[1:])
    yield from seen[1:]


def lines_at(forms: tuple[tuple[str, ...], ...], start: int, index: Index[T]) -> Iterator[Line[T]]:
    """Yields the lines that match at a word of a text; ``forms`` has the forms of each word."""
    for form in forms[start]:
        for patterns, meaning in beginning_with(form, index):
            behind = forms[start : start + len(patterns)]
            if len(behind) == len(patterns) and all(map(Pattern.fits, patterns, behind)):
                yield patterns, meaning


def beginning_with(form: str, index: Index[T]) -> Iterator[Line[T]]:
    """Yields the lines whose first word is this form, or begins it."""
    exact, stems = index
    yield from exact.get(form, ())
    for size in range(len(form), max(1, len(form) - ENDING - 1), -1):
        yield from stems.get(form[:size], ())


def by_first_word(lines: Iterable[Line[T]]) -> Index[T]:
    """Returns an index of the lines by their first word, for :func:`lines_at`."""
    exact: dict[str, list[Line[T]]] = {}
    stems: dict[str, list[Line[T]]] = {}
    for patterns, meaning in lines:
        table = stems if patterns[0].ending else exact
        table.setdefault(patterns[0].text, []).append((patterns, meaning))
    return exact, stems


def patterns_of(words: str) -> tuple[Pattern, ...]:
    """Returns a pattern for each word of a form; a ``*`` stands for letters at a word's end."""
    patterns: list[Pattern] = []
    for word in words.split():
        patterns += [Pattern(part, 0) for part in fold(word.replace("*", "")).split()]
        if word.endswith("*"):
            patterns[-1] = patterns[-1]._replace(ending=ENDING)
    return tuple(patterns)
