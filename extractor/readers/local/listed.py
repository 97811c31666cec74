"""Completes rows of places that the tagger marks in part: "in Toribío, Miranda, Caloto y Silvia".

An event reported for several places is an event in each (ACLED codebook, "Events"). A name beside a
marked place, in a row that ends with an "and", is a place, too, if the gazetteer has it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractor import languages
from extractor.codebook.folding import fold
from extractor.gazetteer.romanise import script_of
from extractor.lexicon.kinds_said import TOKEN
from extractor.models.encoder.tagging import Filler
from extractor.places.said_forms import CASED
from extractor.readers.local.fillers import COMMAS, joins, language_in

__all__ = ["whole_row"]

MOST_WORDS, MOST_NAMES = 4, 12
"""Most words of a name, and most names on one side of a marked place."""
REACH = 400
"""Characters on either side of a marked place within which its row is sought."""
BRACKETS = {"(": ")", "（": "）"}
LONGEST_ASIDE = 30
"""Most characters in brackets behind a name: "Kafr Qaddum (Qalqiliya)"."""

IsPlace = Callable[[str], bool]


class _Named(NamedTuple):
    """A name in a row: its span, and whether an "and" links it to the name beside it."""

    start: int
    end: int
    by_and: bool


def whole_row(
    text: str, row: Sequence[Filler], sentence: tuple[int, int], is_place: IsPlace
) -> list[Filler]:
    """Add to a row the names beside it in its sentence for which ``is_place`` holds.

    Returns the row unchanged if no "and" ends it: commas alone may separate a village from its
    district.
    """
    begin, end = sentence
    near = max(begin, row[0].start - REACH), min(end, row[-1].end + REACH)
    words = _Words(text, near, is_place)
    ahead = words.ahead(row[0].start)
    behind = words.behind(row[-1].end, ended=len(row) > 1 or any(one.by_and for one in ahead))
    if len(row) == 1 and not any(one.by_and for one in (*ahead, *behind)):
        return list(row)
    if words.says_between(ahead[0].start if ahead else row[0].start):
        return list(row)
    first, last = row[0], row[-1]
    return [
        *(Filler(one.start, one.end, first.sure, first.detail) for one in ahead),
        *row,
        *(Filler(one.start, one.end, last.sure, last.detail) for one in behind),
    ]


def _begins(word: tuple[int, int]) -> int:
    return word[0]


def _ends(word: tuple[int, int]) -> int:
    return word[1]


class _Words:
    """The words of a stretch of a sentence, with methods to find names of places in it."""

    def __init__(self, text: str, stretch: tuple[int, int], is_place: IsPlace) -> None:
        self.text, self.is_place = text, is_place
        self.found = [match.span() for match in TOKEN.finditer(text, *stretch)]
        language = language_in(text)
        self.ands = joins("and", language)
        grown = languages.words_of("joins", "grown", language)
        self.grown = [fold(one.rstrip("*")) for one in grown if one.endswith("*")]

    def behind(self, end: int, ended: bool) -> list[_Named]:
        """Return the names behind a place that ends at ``end``. Once the row is ``ended``, only
        those behind a further "and"."""
        names: list[_Named] = []
        while len(names) < MOST_NAMES:
            end = self._behind_aside(end)
            at = bisect_left(self.found, end, key=_begins)
            if at == len(self.found):
                break
            signs = self.text[end : self.found[at][0]].strip()
            by_and = self._low(at) in self.ands
            at += by_and
            if at == len(self.found) or signs not in ("", *COMMAS):
                break
            grown = "" if by_and else self._grown(at)
            if not (by_and or grown) and (ended or not signs):
                break
            start = self.found[at][0] + len(grown)
            stop = self._longest_from(start, at)
            if stop is None:
                break
            names.append(_Named(start, stop, by_and or bool(grown)))
            ended, end = ended or by_and, stop
        return names

    def ahead(self, start: int) -> list[_Named]:
        """Return the names before a place that begins at ``start``, in text order."""
        names: list[_Named] = []
        while len(names) < MOST_NAMES:
            at = self._last_before(start)
            holding = self.found[at + 1][0] if at + 1 < len(self.found) else start
            by_and = fold(self.text[holding:start]) in self.grown
            if by_and:
                start = holding
            elif at >= 0 and self._low(at) in self.ands:
                by_and, start = True, self.found[at][0]
                at -= 1
            if at < 0:
                break
            at, signs = self._ahead_aside(at, start)
            if at < 0 or signs not in ("", *COMMAS) or not (signs or by_and):
                break
            end = self.found[at][1]
            begin = self._longest_to(end, at)
            if begin is None:
                break
            names.insert(0, _Named(begin, end, by_and))
            start = begin
        return names

    def says_between(self, start: int) -> bool:
        """Whether "between" stands right before ``start``: what follows is then one place."""
        at = self._last_before(start)
        return at >= 0 and self._low(at) in joins("between")

    def _last_before(self, start: int) -> int:
        """Return the index of the last word that ends before ``start``; -1 if there is none."""
        return bisect_right(self.found, start, key=_ends) - 1

    def _low(self, at: int) -> str:
        return fold(self.text[slice(*self.found[at])])

    def _grown(self, at: int) -> str:
        """Return the "and" that a word begins with (as Arabic "و"); "" if there is none."""
        low = self._low(at)
        return next(
            (one for one in self.grown if low.startswith(one) and len(low) > len(one) + 1), ""
        )

    def _behind_aside(self, end: int) -> int:
        """Return the end of an aside in brackets behind a name, or the name's end."""
        start = end + (self.text[end : end + 1] == " ")
        closing = BRACKETS.get(self.text[start : start + 1])
        close = self.text.find(closing, start, start + LONGEST_ASIDE) if closing else -1
        return close + 1 if close > 0 else end

    def _ahead_aside(self, at: int, start: int) -> tuple[int, str]:
        """Skip an aside in brackets before ``start``. Returns the index of the last word before it
        and the signs behind that word."""
        signs = self.text[self.found[at][1] : start].strip()
        for opening, closing in BRACKETS.items():
            begin = self.text.rfind(opening, max(start - LONGEST_ASIDE, 0), start)
            if signs.startswith(closing) and begin >= 0:
                return self._last_before(begin), signs.removeprefix(closing).strip()
        return at, signs

    def _longest_from(self, start: int, at: int) -> int | None:
        """Return the end of the longest place name that begins with the word at index ``at``."""
        found = None
        for number in range(at, min(at + MOST_WORDS, len(self.found))):
            end = self.found[number][1]
            if number > at and self.text[self.found[number - 1][1] : self.found[number][0]].strip():
                break
            following = self.text[end : end + 2]
            goes_on = following[:1] in (" ", "'", "’") and following[1:].isupper()
            if not goes_on and self._is_place(start, end):
                found = end
        return found

    def _longest_to(self, end: int, at: int) -> int | None:
        """Return the start of the longest place name that ends with the word at index ``at``."""
        found = None
        for number in range(at, max(at - MOST_WORDS, -1), -1):
            start = self.found[number][0]
            if number < at and self.text[self.found[number][1] : self.found[number + 1][0]].strip():
                break
            if self._is_place(start, end):
                found = start
        return found

    def _is_place(self, start: int, end: int) -> bool:
        words = self.text[start:end]
        if script_of(words) in CASED and not words[0].isupper():
            return False
        return self.is_place(words)
