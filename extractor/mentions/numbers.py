"""Numbers as news writes them: figures, number words, and words that stand for a rough number.

English in full; Spanish, French, Russian and Arabic up to a hundred and the common vague words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
HALF_A_DOZEN = [
    phrase.split()
    for phrase in ("half a dozen", "half dozen", "half - dozen", "a half dozen", "a half - dozen")
]

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
    for phrase in HALF_A_DOZEN:
        if words[index : index + len(phrase)] == phrase:
            return 6, index + len(phrase)
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


@dataclass(frozen=True)
class Amount:
    """A number of people as it is said.

    ``low`` and ``high`` bound it (``high`` ``None``: open). ``coded`` is the number ACLED codes for
    it (codebook, "Fatalities": the lowest; dozens 12; several 3). ``vague``: no number was said.
    ``more``: these come on top of others ("another 13").
    """

    low: int
    high: int | None
    coded: int
    vague: bool = False
    more: bool = False


# Words for a number that is not said, and the number ACLED codes for them. "Scores" is one score.
VAGUE = {
    "several": 3, "many": 3, "few": 3, "numerous": 3, "multiple": 3, "various": 3, "handful": 3,
    "number": 3, "countless": 10, "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100,
    "thousands": 1000, "couple": 2, "both": 2, "pair": 2, "trio": 3,
}  # fmt: skip
SIZES = frozenset(
    ["large", "great", "good", "small", "growing", "unspecified", "unknown", "undetermined"]
)
EXACT_WORDS = frozenset(["couple", "both", "pair", "trio"])
MORE = frozenset(["another", "other", "further", "additional", "more"])
# Two or three words before a number and what they do to it.
OPEN = ("at least", "more than", "over", "above", "upwards of", "upward of", "in excess of",
        "no fewer than", "no less than", "not less than", "a minimum of")  # fmt: skip
CAPPED = ("up to", "as many as", "at most", "no more than", "a maximum of")
BELOW = ("fewer than", "less than")
ABOUT = ("about", "around", "some", "approximately", "an estimated", "estimated", "roughly",
         "nearly", "almost", "close to", "a total of", "as few as", "just", "only")  # fmt: skip
_BEFORE = [
    (tuple(phrase.split()), kind)
    for kind, phrases in (("open", OPEN), ("capped", CAPPED), ("below", BELOW), ("about", ABOUT))
    for phrase in phrases
]
BEFORE: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _phrase, _kind in _BEFORE:
    BEFORE.setdefault(_phrase[0], []).append((_phrase, _kind))


# What an amount in words can begin with.
FIRST = (
    frozenset(BEFORE) | frozenset(VAGUE) | frozenset(UNITS) | frozenset(TENS)
    | {phrase[0] for phrase in HALF_A_DOZEN}
    | {"a", "an", "the", "another", "additional", "further", "between"}
)  # fmt: skip


def amount_at(words: list[str], index: int) -> tuple[Amount, int] | None:
    """The amount that starts at ``words[index]`` and the index after it, or ``None``.

    Reads ``at least 12``, ``between 10 and 15``, ``as many as 20``, ``dozens of``, ``another two``.
    """
    if words[index] not in FIRST and not words[index][0].isdecimal():
        return None  # most words: this is asked of every one
    count, at, kind, more = len(words), index, "", False
    if words[at : at + 3] == ["a", "family", "of"] and at + 3 < count:
        members = number_at(words, at + 3)
        return (Amount(members[0], members[0], members[0]), members[1]) if members else None
    for phrase, name in BEFORE.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            at, kind = at + len(phrase), name
            break
    while at < count and words[at] in ("another", "additional", "further", "the", "all") and (
        words[at] not in ("the", "all") or at > index
    ):  # fmt: skip
        more, at = more or words[at] in MORE, at + 1
    if at >= count:
        return None
    between = words[at] == "between"
    plain = number_at(words, at + between) if at + between < count else None
    vague = None if plain else _vague_at(words, at)
    if vague is not None:
        value, at = vague
        exact = words[at - 1] in EXACT_WORDS or words[at - 2 : at - 1] == ["couple"]
        return Amount(value, value if exact else None, value, not exact, more), at
    if plain is None:
        return None
    low, at = plain
    high: int | None = low
    if at + 1 < count and words[at] in (("and",) if between else ("to", "or", "-", "–")):
        last = number_at(words, at + 1)
        if last and last[0] > low:
            high, at = last
        elif words[at : at + 2] in (["or", "more"], ["-", "plus"]):
            kind, at = "open", at + 2
    elif between:
        return None
    if at < count and words[at] in ("more", "other", "others", "additional", "further"):
        more, at = True, at + (words[at] != "others")
    if kind == "open":
        return Amount(low, None, low, more=more), at
    if kind == "capped":  # no lowest number is said: at least one, and the plural counts as three
        return Amount(1, high, min(3, low), vague=True, more=more), at
    if kind == "below":
        return Amount(1, low - 1 if low > 1 else 1, min(3, max(low - 1, 1)), True, more), at
    return Amount(low, high, low, more=more), at


def _vague_at(words: list[str], at: int) -> tuple[int, int] | None:
    """What a vague word at ``at`` is coded as: ``several``, ``a few dozen``, ``tens of``."""
    start = at
    if words[at] in ("a", "an", "the") and at + 1 < len(words):
        at += 1
    if at > start and at + 1 < len(words) and words[at] in SIZES:
        at += 1
    word = words[at]
    if word == "number" and words[start] == "the":
        return None
    if word == "many" and start and words[start - 1] in ("how", "not"):
        return None
    if word not in VAGUE or (at > start and word in ("several", "many", "both")):
        return None
    if word in ("number", "handful", "pair") and (at == start or words[at + 1 : at + 2] != ["of"]):
        return None
    value, at = VAGUE[word], at + 1
    following = words[at] if at < len(words) else ""
    if following in MULTIPLIERS | DOZENS:  # "several hundred" says no more than "hundreds"
        return (MULTIPLIERS | DOZENS)[following], at + 1
    if following == "of" and at + 1 < len(words):
        if words[at + 1] in ("thousands", "hundreds") and value in (10, 100):
            return value * VAGUE[words[at + 1]], at + 2
        return value, at + 1
    return value, at
