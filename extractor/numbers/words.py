"""Numbers in digits and words of any of our languages, read with the table of number words.

A number is a row of pieces: a multiplier ("hundred", "dozen", "万") takes the smaller pieces before
it (in Swahili and Hausa those after it); anything else is added where it fits below the last piece
("two hundred | five", "vingt-et-un", "خمسة وعشرون").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from extractor import languages
from extractor.numbers.tables import table
from extractor.numbers.tokens import AND, Token, counts_by

__all__ = ["Number", "number_in"]

MOST = 10**9
MOST_WORDS = 24  # of one number


@dataclass(frozen=True)
class Number:
    """A whole number, its first token and the token after it.

    ``open``: more are meant ("onu aşkın"). ``digits``: it begins with digits. ``scale``: the
    multiplier it ends with ("three hundred": 100).
    """

    value: int
    start: int
    end: int
    open: bool = False
    digits: bool = False
    scale: int = 1


@dataclass(frozen=True)
class _Atom:
    value: Fraction
    end: int
    multiplies: bool = False
    open: bool = False
    digits: bool = False


Piece = tuple[Fraction, Fraction]  # a value, and the limit below which another can be added


def number_in(tokens: Sequence[Token], at: int, language: str) -> Number | None:
    """Returns the number that begins at a token, or ``None``."""
    first = max(at - 1, 0)
    tokens = tokens[first : at + MOST_WORDS]
    at -= first
    if at >= len(tokens):
        return None
    words = [token.word for token in tokens]
    read = _read(tokens, words, at, language)
    if read is None:
        return None
    pieces, end, is_open = read
    digits = tokens[at].number is not None
    value = sum((piece[0] for piece in pieces), Fraction(0))
    if value.denominator != 1 or value >= MOST:
        return None
    return Number(int(value), at + first, end + first, is_open, digits, int(pieces[-1][1]))


def _read(
    tokens: Sequence[Token], words: list[str], at: int, language: str, below: int = MOST
) -> tuple[list[Piece], int, bool] | None:
    pieces: list[Piece] = []
    end, is_open = at, False
    while end < len(words):
        start, linked = end, False
        atom = _atom(tokens, words, start, language)
        if atom is None and pieces:
            link = table("joins", language, "number_and").at(words, start)
            length = link[1] if link else int(words[start] == AND)
            if length:
                start, linked = start + length, True
                atom = _atom(tokens, words, start, language) if start < len(words) else None
        if atom is None or (atom.multiplies and atom.value >= below):
            break
        before = counts_by(language, "multiplier_first") and tokens[end].number is None
        if atom.multiplies and before:
            following = None
            if atom.value >= 100 and atom.end < len(words):
                following = _read(tokens, words, atom.end, language, int(atom.value))
            times = (
                sum((piece[0] for piece in following[0]), Fraction(0)) if following else Fraction(1)
            )
            if not _fits(pieces, atom.value, language, linked):
                break
            pieces.append((times * atom.value, atom.value))
            end = following[1] if following else atom.end
            continue
        if atom.multiplies:
            if not _multiplied(pieces, atom.value, linked):
                break
        elif not _added(pieces, atom, language, linked):
            break
        end, is_open = atom.end, is_open or atom.open
    return (pieces, end, is_open) if pieces else None


def _atom(tokens: Sequence[Token], words: list[str], at: int, language: str) -> _Atom | None:
    token = tokens[at]
    if token.word == "#":
        usable = token.number is not None and not token.glued
        return _Atom(token.number or Fraction(0), at + 1, digits=True) if usable else None
    found = table("numbers", language).at(words, at)
    if found is None and at and tokens[at - 1].word == "#":
        found = _any_multiplier(words[at])
    if found is None:
        return None
    key, length = found
    multiplies = key.startswith("x")
    if multiplies and at and tokens[at - 1].word == "#" and tokens[at - 1].number is None:
        return None  # the digits are no number
    return _Atom(Fraction(key.strip("x+")), at + length, multiplies, key.endswith("+"))


@lru_cache(maxsize=1024)
def _any_multiplier(word: str) -> tuple[str, int] | None:
    """Returns a multiplier of any language, which may follow digits: "12 тыс.", "3 lakh"."""
    for language in languages.having("numbers"):
        key = table("numbers", language).exact.get((word,))
        if key is not None and key.startswith("x") and Fraction(key[1:]) >= 1000:
            return key, 1
    return None


def _multiplied(pieces: list[Piece], by: Fraction, linked: bool) -> bool:
    """Applies a multiplier to the pieces; returns ``False`` where it does not fit them."""
    taken = Fraction(0)
    smaller = [] if linked else [piece for piece in pieces if piece[1] < by and piece[0] < by]
    while smaller and pieces and pieces[-1][1] < by and pieces[-1][0] < by:
        taken += pieces.pop()[0]
    if taken and by == 10 and taken >= 10:
        pieces.append((taken, Fraction(1)))
        return False
    if not taken and pieces and not by < pieces[-1][1]:
        return False
    pieces.append(((taken or 1) * by, by))
    return True


def _added(pieces: list[Piece], atom: _Atom, language: str, linked: bool) -> bool:
    """Adds a plain number to the pieces; ``False`` where it does not fit below the last one."""
    value = atom.value
    if pieces and atom.digits and (linked or pieces[-1][1] < 1000):
        return False
    last, unit = pieces[-1] if pieces else (Fraction(0), Fraction(1))
    small_first = last < 10 and value % 10 == 0 and (value >= 20 if linked else value == 10)
    if pieces and counts_by(language, "units_first") and unit == 1 and small_first and value < 100:
        pieces[-1] = (last + value, Fraction(1))
        return True
    if not _fits(pieces, value, language, linked):
        return False
    pieces.append((value, Fraction(1)))
    return True


def _fits(pieces: list[Piece], value: Fraction, language: str, linked: bool) -> bool:
    if not pieces:
        return True
    last, unit = pieces[-1]
    if unit > 1:
        return value < unit and unit in (10, 100, 1000, 10_000, 100_000, 1_000_000, 10**8)
    if last == 0 and counts_by(language, "zero_and_unit"):
        return value < 10
    if last >= 100 and last % 100 == 0:
        return value < 100
    if last >= 20 and last < 100 and last % 10 == 0:
        return 0 < value < 10 or (
            10 <= value < 20 and str(last) in languages.about(language, "teens_after").split()
        )
    return last == 10 and 0 < value < 10 and counts_by(language, "ten_and_unit")
