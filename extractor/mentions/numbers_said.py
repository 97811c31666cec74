"""Whole numbers that stand in some words: digits of any script, number words we know."""

from __future__ import annotations

import re
import unicodedata

from extractor.mentions.numbers import FOREIGN, VAGUE, number_at
from extractor.mentions.tokens import tokenize

__all__ = ["can_mean", "numbers_said"]

DIGITS = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f\u066c' ]\d{3})+(?!\d)|\d+")
MOST = 10**9
PARTS = 12  # counts of which a sum is made; more are no list of the dead
CHINESE = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"两": 2, "零": 0}
CHINESE_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
CHINESE_NUMBER = re.compile(f"[{''.join((*CHINESE, *CHINESE_TENS))}]+")


def numbers_said(words: str) -> list[int]:
    """The numbers in the words, in their order; vague words ("dozens") are none."""
    found: list[tuple[int, int]] = []
    for match in DIGITS.finditer(words):
        digits = "".join(c for c in match.group() if c.isdecimal())
        value = int("".join(str(unicodedata.decimal(c)) for c in digits))
        if value < MOST:
            found.append((match.start(), value))
    tokens = tokenize(words)
    lowered = list(tokens.words)
    at = 0
    while at < len(lowered):
        read = None if lowered[at][:1].isdecimal() else number_at(lowered, at)
        if read and lowered[at] not in VAGUE:
            found.append((tokens.span(at, read[1]).start, read[0]))
            at = read[1]
            continue
        if lowered[at] in FOREIGN:
            found.append((tokens.span(at, at + 1).start, FOREIGN[lowered[at]]))
        at += 1
    found += [(m.start(), _chinese(m.group())) for m in CHINESE_NUMBER.finditer(words)]
    return [value for _, value in sorted(found)]


def _chinese(number: str) -> int:
    total = section = digit = 0
    for sign in number:
        if sign in CHINESE:
            digit = CHINESE[sign]
        elif CHINESE_TENS[sign] == 10_000:
            total, section, digit = total + (section + digit) * 10_000, 0, 0
        else:
            section, digit = section + (digit or 1) * CHINESE_TENS[sign], 0
    return total + section + digit


def can_mean(numbers: list[int], value: int) -> bool:
    """Whether the value is one of the numbers or a sum of some of them."""
    if value in numbers:
        return True
    sums = {0}
    for number in numbers[:PARTS]:
        sums |= {one + number for one in sums if one + number <= value}
    return value in sums and value > 0
