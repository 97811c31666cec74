"""The number that marked words of a toll give, in any of our languages.

"At least seven people" is 7 or more, "3 women and 2 children" 5, "dozens of villagers" dozens, "the
mayor" 1, "nobody" 0 (``corpus/FORMAT.md``). Ages, years, distances and what is told about the
people behind "of", "including", "who" are no counts. All words stand in the tables of
the languages' folders (:mod:`extractor.numbers.tables`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.codebook.vague_numbers import VAGUE_NUMBERS
from extractor.numbers.tables import counted_languages
from extractor.numbers.tokens import cut, guess_language
from extractor.tolls.said_parts import UNKNOWN, read_parts
from extractor.tolls.said_words import Amount

__all__ = ["CountSaid", "count_said"]


@dataclass(frozen=True)
class CountSaid:
    """A count from ``low`` to ``high`` (``None``: open), or a word without a number in ``vague``;
    all are empty where only a collective is named ("a family")."""

    low: int | None
    high: int | None
    vague: str = ""

    @property
    def coded(self) -> int | None:
        """The number that is coded: the lowest, or ACLED's for the vague word; ``None`` where
        neither is given."""
        return VAGUE_NUMBERS.get(self.vague) if self.low is None else self.low


def count_said(words: str, language: str | None = None) -> CountSaid | None:
    """Returns how many people the words of a toll give; ``None`` for words without any letter or
    digit.

    ``language`` is a code such as ``en``; left out or unknown, it is guessed from the words.
    """
    if not any(sign.isalnum() for sign in words):
        return None
    code = language if language in counted_languages() else guess_language(words)
    parts = read_parts(cut(words, code), code)
    return _sum(parts) if parts else None


def _sum(parts: list[Amount]) -> CountSaid:
    parts_known = [part for part in parts if part is not UNKNOWN]
    if not parts_known:
        return CountSaid(None, None)
    if len(parts_known) < len(parts):  # "a family and two guards"
        parts_known[0] = replace(parts_known[0], high=None)
    parts = parts_known
    if parts[0].vague:
        return CountSaid(None, None, parts[0].vague)
    low = sum(part.low for part in parts)
    if any(part.high is None for part in parts):
        return CountSaid(low, None)
    return CountSaid(low, sum(part.high or 0 for part in parts))
