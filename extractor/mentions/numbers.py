"""Numbers as news writes them: figures, number words, and words that stand for a rough number.

English in full; Spanish, French, Russian and Arabic up to a hundred and the common vague words.
"""

from __future__ import annotations

import re

from extractor.mentions.tokens import listed

UNITS = {
    word: value
    for value, word in enumerate(
        listed("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen
    fourteen fifteen sixteen seventeen eighteen nineteen
""")
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        listed("""
    twenty thirty forty fifty sixty seventy eighty ninety
"""),
        2,
    )
} | {"fourty": 40}
MULTIPLIERS = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
DOZENS = {"dozen": 12, "score": 20}

# Other languages: word to value. Words that mean something else in English ("once", "sept",
# "dix" as a name) are safe only where a rule asks for a number before a word of that language.
SPANISH = dict(
    zip(
        listed("""
    uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
    dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés
    veinticuatro veinticinco
"""),
        range(1, 26),
        strict=True,
    )
) | {
    "un": 1, "una": 1, "dieciseis": 16, "veintidos": 22, "veintitres": 23, "treinta": 30,
    "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
    "cien": 100, "mil": 1000,
}  # fmt: skip
FRENCH = dict(
    zip(
        listed("""
    deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze
    seize
"""),
        range(2, 17),
        strict=True,
    )
) | {
    "un": 1, "une": 1, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "soixante": 60, "cent": 100, "mille": 1000,
}  # fmt: skip
RUSSIAN = {
    "один": 1, "одна": 1, "одного": 1, "два": 2, "две": 2, "двое": 2, "двух": 2, "три": 3,
    "трое": 3, "трех": 3, "трёх": 3, "четыре": 4, "четверо": 4, "четырех": 4, "четырёх": 4,
    "пять": 5, "пятеро": 5, "пяти": 5, "шесть": 6, "шестеро": 6, "шести": 6, "семь": 7,
    "семеро": 7, "восемь": 8, "девять": 9, "десять": 10, "одиннадцать": 11, "двенадцать": 12,
    "тринадцать": 13, "четырнадцать": 14, "пятнадцать": 15, "двадцать": 20, "тридцать": 30,
    "сорок": 40, "пятьдесят": 50, "сто": 100,
}  # fmt: skip
ARABIC = {
    "واحد": 1, "اثنان": 2, "اثنين": 2, "ثلاثة": 3, "ثلاث": 3, "أربعة": 4, "أربع": 4,
    "خمسة": 5, "خمس": 5, "ستة": 6, "ست": 6, "سبعة": 7, "سبع": 7, "ثمانية": 8, "ثماني": 8,
    "تسعة": 9, "تسع": 9, "عشرة": 10, "عشر": 10, "عشرين": 20, "عشرون": 20, "ثلاثين": 30,
    "مئة": 100, "مائة": 100,
}  # fmt: skip
FOREIGN: dict[str, int] = SPANISH | FRENCH | RUSSIAN | ARABIC

FIGURES = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+")
NUMBER_WORDS = frozenset(UNITS) | frozenset(TENS) | frozenset(MULTIPLIERS)


def figures(word: str) -> int | None:
    """The whole number written in figures (``12``, ``1,200``, ``1.200``), else ``None``."""
    if not FIGURES.fullmatch(word):
        return None
    digits = word.replace(",", "").replace(".", "")
    return int(digits) if len(digits) < 10 else None


def number_at(words: list[str], index: int) -> tuple[int, int] | None:
    """The number that starts at ``words[index]`` and the index after it, or ``None``.

    Reads ``12``, ``1,200``, ``12 thousand``, ``twenty-one``, ``a hundred and five``, ``two dozen``.
    Words are in lower case, hyphens are words of their own, as ``tokenize`` gives them.
    """
    count, at = len(words), index
    total: int | None = figures(words[at])
    if total is not None:
        at += 1
    elif words[at] in ("a", "an") and at + 1 < count and words[at + 1] in MULTIPLIERS | DOZENS:
        total, at = 1, at + 1
    else:
        total, at = _small(words, at)
        if total is None:
            return None
    done = 0
    while at < count:
        word = words[at]
        if word in DOZENS:
            return done + total * DOZENS[word], at + 1
        if word not in MULTIPLIERS:
            break
        size, at = MULTIPLIERS[word], at + 1
        if size == 100:
            total *= 100
        else:
            done, total = done + total * size, 0
        rest = at + 1 if at < count and words[at] == "and" else at
        small, after = _small(words, rest) if rest < count else (None, rest)
        if small is not None:
            total, at = total + small, after
    return done + total, at


def _small(words: list[str], at: int) -> tuple[int | None, int]:
    """A number word below one hundred at ``at``, and the index after it."""
    word = words[at]
    if word in UNITS:
        return UNITS[word], at + 1
    if word not in TENS:
        return None, at
    value, at = TENS[word], at + 1
    after = at + 1 if at < len(words) and words[at] == "-" else at
    if after < len(words) and 0 < UNITS.get(words[after], 0) < 10:
        return value + UNITS[words[after]], after + 1
    return value, at
