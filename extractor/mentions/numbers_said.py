"""Whole numbers that stand in some words: digits of any script, number words we know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from extractor.mentions.numbers import FOREIGN, VAGUE, number_at
from extractor.mentions.tokens import tokenize

__all__ = ["can_mean", "numbers_said"]

DIGITS = re.compile(
    r"\d{1,3}(?:[.,\u00a0\u202f\u066c' ]\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+"
)
MOST = 10**9
LONGEST = 20  # digits with the signs between them; more are no count of people
# "1.5 million", "2,3 millions", "12 тыс.", "3万": digits and the word that multiplies them
LARGE_WORDS = {
    1000: "thousand|mil|mille|milliers?|tausend|тыс|тысяч[аиу]?|ألف|آلاف|الف|hazar|hezar|हज़ार|"
    "हजार|হাজার|ہزار|هزار|ribu|bin|elfu",
    10**5: "lakhs?|लाख|লাখ|لاکھ|သိန်း",
    10**6: "million(?:s|en)?|mill[oó]n(?:es)?|milh(?:ão|ões|ao|oes)|mio|mln|млн|миллион(?:а|ов)?|"
    "мільйон(?:а|ів)?|مليون|ملايين|ملیون|میلیون|juta|milyon",
    10**7: "crores?|करोड़|करोड|কোটি|کروڑ",
}
# The same in scripts without spaces
LARGE_SIGNS = {1000: "千|천", 10**4: "万|萬|만", 10**6: "百万|百萬", 10**8: "亿|億|억"}
LARGE = re.compile(
    r"(\d+)(?:[.,\u066b](\d{1,3}))?[ \u00a0\u202f-]?(?:"
    + "|".join(
        [rf"(?P<x{size}>{words})(?!\w)" for size, words in LARGE_WORDS.items()]
        + [rf"(?P<y{size}>{signs})" for size, signs in LARGE_SIGNS.items()]
    )
    + ")",
    re.IGNORECASE,
)
# "Une quinzaine", "una veintena": about so many, said as a noun
ABOUT = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
    "decena": 10, "docena": 12, "quincena": 15, "veintena": 20, "treintena": 30, "centenar": 100,
    "dezena": 10, "dúzia": 12, "vintena": 20, "centena": 100, "десяток": 10, "сотня": 100,
}  # fmt: skip
PARTS = 12  # counts of which a sum is made; more are no list of the dead
CHINESE = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"两": 2, "兩": 2, "零": 0}
CHINESE_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000}
CHINESE_NUMBER = re.compile(f"[{''.join((*CHINESE, *CHINESE_TENS))}]+")


def numbers_said(words: str) -> list[int]:
    """The numbers in the words, in their order; vague words ("dozens") are none."""
    found = [(match.start(), value) for match, value in _large(words)]
    words = LARGE.sub(lambda match: " " * len(match.group()), words)
    for match in DIGITS.finditer(words):
        value = _value(match.group())
        if value is not None:
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
        known = FOREIGN.get(lowered[at], ABOUT.get(lowered[at]))
        if known is not None and known != 1:  # "une quinzaine": one is but an article
            found.append((tokens.span(at, at + 1).start, known))
        at += 1
    found += [(m.start(), _chinese(m.group())) for m in CHINESE_NUMBER.finditer(words)]
    return [value for _, value in sorted(found)]


def _value(written: str) -> int | None:
    """The number that digits of any script write; ``None`` where it is no count of people."""
    if len(written) > LONGEST:
        return None
    value = int("".join(str(unicodedata.decimal(c)) for c in written if c.isdecimal()))
    return value if value < MOST else None


def _large(words: str) -> Iterator[tuple[re.Match[str], int]]:
    """Numbers in digits with a word that multiplies them, where the product is a whole number."""
    for match in LARGE.finditer(words):
        whole, part = match[1], match[2] or ""
        size = int((match.lastgroup or "x1")[1:])
        value = _value(whole + part)
        if value is not None and size % 10 ** len(part) == 0:
            yield match, value * size // 10 ** len(part)


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
