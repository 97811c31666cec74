"""Splits a decoded text into words by script, and scores what is odd about it.

A wrong encoding shows not only in strange words: also in capitals within a word, a currency sign or
a fraction between letters, letters of two scripts side by side, control characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extractor.tables.guessing.letters import EAST_ASIAN, scripts

__all__ = ["Spelling", "spelling_of"]

NAMES_OF_EAST = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "KATAKANA-HIRAGANA", "IDEOGRAPHIC")
# Logarithms of how rarely a text has such a character, on the same scale as the words' scores. Set
# by trials with town names in forty pairs of language and encoding that were not in the letter
# counts.
ASCII, SPACE, HALF_WIDTH, OTHER_DIGIT, WIDE_SIGN, OTHER_SCRIPT = -2.0, -5.0, -9.0, -5.0, -7.0, -12.0
APOSTROPHE, QUOTE, USUAL_SIGN, STRANGE_SIGN, SHORT_VOWEL = -2.0, -5.0, -7.0, -12.0, -7.0
BESIDE_NUMBER = 3.0  # a degree or pound sign beside a number is expected
WITHIN_WORD, BESIDE_WORD, BESIDE_DIGITS, CONTRACTED = -6.0, -3.0, -3.0, -3.0
SCRIPT_CHANGES, BESIDE_EAST = -14.0, -5.0
SMALL_FIRST, CAPITAL_FIRST, ALL_CAPITALS = -1.2, -0.5, -1.5
CAPITAL_WITHIN, CAPITALS_BEGIN = -9.0, -8.0
QUOTES = "“”‘’–—…"
USUAL = frozenset("“”‘’–—…•·°ºª€£§«»¿¡´`¨½¼¾²³®©™±×")
OPENING, CLOSING, AFTER_NUMBER, MONEY, FRACTIONS = "“‘«¿¡„‹", "”»›", "ºª°²³", "€£", "½¼¾±×÷"
CONTRACTIONS = frozenset(  # before or behind an apostrophe
    ("s", "t", "d", "m", "re", "ll", "ve", "l", "j", "n", "c", "qu", "dell", "nell", "all", "o")
)
# Marks of short vowels after a letter are dropped, as few texts have them. Elsewhere they are odd.
SHORT_VOWELS = re.compile(r"(?<=[\u0590-\u06ff])[\u0591-\u05c7\u064b-\u0652\u0670\u06d6-\u06ed]+")


class Spelling(NamedTuple):
    """``odd`` is the score of everything but the words; ``words`` are pairs of script and
    lower-case word."""

    odd: float
    words: list[tuple[str, str]]


def spelling_of(text: str) -> Spelling | None:
    """Return the spelling of a text, or ``None`` if it has a character that no text can have."""
    bare = _without_short_vowels(text)
    runs = _runs(bare)
    odd = SHORT_VOWEL * (len(text) - len(bare))
    words: list[tuple[str, str]] = []
    for place, (kind, part) in enumerate(runs):
        before = runs[place - 1][0] if place else ""
        after = runs[place + 1][0] if place + 1 < len(runs) else ""
        if kind == "none":
            return None
        if kind in FIXED:
            odd += FIXED[kind] * len(part)
            odd += WITHIN_WORD * (kind == "digit" and before == "LATIN")
        elif kind == "sign":
            odd += sum(_of_sign(sign, before, after) for sign in part)
        elif kind == EAST_ASIAN:
            words.append((kind, part))
        elif part.lower() in CONTRACTIONS and ("sign", "’") in runs[max(0, place - 1) : place + 2]:
            odd += CONTRACTED
        elif kind not in scripts():
            odd += OTHER_SCRIPT * len(part)
        else:
            if before.isupper() and before != EAST_ASIAN:
                odd += SCRIPT_CHANGES
            odd += BESIDE_EAST * (before == EAST_ASIAN and part[0].islower())
            odd += BESIDE_EAST * (after == EAST_ASIAN and part[-1].islower())
            if not part.isascii() and (
                after == "number" or (before == "number" and part[0].isupper())
            ):
                odd += BESIDE_DIGITS
            odd += _of_capitals(part) if part.upper() != part.lower() else 0.0
            words.append((kind, part.replace("İ", "i").lower()))
    return Spelling(odd, words)


FIXED = {
    "ascii": ASCII,
    "number": ASCII,
    "space": SPACE,
    "half width": HALF_WIDTH,
    "digit": OTHER_DIGIT,
    "wide sign": WIDE_SIGN,
}


def _without_short_vowels(text: str) -> str:
    return SHORT_VOWELS.sub("", text) if not text.isascii() else text


def _runs(text: str) -> list[tuple[str, str]]:
    """Group neighbouring characters of one kind. Kinds in capitals are scripts, i.e. letters."""
    runs: list[tuple[str, str]] = []
    for letter in text:
        kind = _kind(letter)
        last = runs[-1][0] if runs else ""
        if kind == "joined":  # an accent belongs to the letter before it
            kind = last if last.isupper() else "sign"
        if kind == last:
            runs[-1] = (kind, runs[-1][1] + letter)
        else:
            runs.append((kind, letter))
    return runs


@cache
def _kind(letter: str) -> str:
    if letter.isascii():
        return "LATIN" if letter.isalpha() else "number" if letter.isdigit() else "ascii"
    point, category = ord(letter), unicodedata.category(letter)
    if letter in "\xa0\u3000":
        return "space"
    if category in ("Cc", "Co", "Cn", "Cs") or letter == "\ufffd":
        return "none"
    if category in ("Nd", "Nl"):
        return "digit"
    if category == "Cf":
        return "wide sign"
    if 0xFF61 <= point <= 0xFF9F:
        return "half width"
    name = unicodedata.name(letter, "").partition(" ")[0]
    if category == "Mn" and name in ("ARABIC", "HEBREW"):
        return "sign"
    if name in NAMES_OF_EAST and category[0] in "LM":
        return EAST_ASIAN
    if category[0] in "LM" and letter not in "ªº":
        return "joined" if name in ("COMBINING", "MODIFIER") else name
    if 0x3000 <= point < 0x3030 or 0xFF00 <= point < 0xFF61:
        return "wide sign"
    return "wide sign" if name in ("ARABIC", "HEBREW", "THAI") else "sign"


def _of_sign(sign: str, before: str, after: str) -> float:
    left, right = before.isupper(), after.isupper()
    if sign == "’" and left:  # an apostrophe, or it closes a quotation
        return APOSTROPHE if right else QUOTE
    cost = QUOTE if sign in QUOTES else USUAL_SIGN if sign in USUAL else STRANGE_SIGN
    if sign in AFTER_NUMBER:
        return cost + WITHIN_WORD * right + BESIDE_NUMBER * (before == "number")
    if sign in MONEY:
        near = "number" in (before, after)
        return cost + WITHIN_WORD * (left or right) + BESIDE_NUMBER * near
    if sign in OPENING or sign in FRACTIONS:
        return cost + WITHIN_WORD * left
    if sign in CLOSING or sign == "’":
        return cost + WITHIN_WORD * right
    if sign in "–—":
        return cost + BESIDE_WORD * (left + right)
    if sign == "·":  # as in Catalan
        return cost + WITHIN_WORD * (left != right)
    return cost + (WITHIN_WORD if left and right else BESIDE_WORD if left or right else 0.0)


def _of_capitals(word: str) -> float:
    if word.isupper():
        return ALL_CAPITALS
    if word.islower():
        return SMALL_FIRST
    cost = CAPITAL_FIRST if word[0].isupper() else SMALL_FIRST
    for before, letter in pairwise(word):
        if letter.isupper():
            cost += CAPITALS_BEGIN if before.isupper() else CAPITAL_WITHIN
    return cost
