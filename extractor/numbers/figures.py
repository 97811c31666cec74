"""Numbers as news writes them: figures, number words, and words that stand for a rough number.

English in full; of Spanish, French, Russian and Arabic the single number words. The words stand in
the languages' tables, but for those of a rough number, which ACLED codes as a number of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.codebook.vague_numbers import VAGUE_NUMBERS
from extractor.languages import words_of
from extractor.numbers.tables import forms
from extractor.numbers.words import multipliers, word_values

_ENGLISH = word_values("en")
UNITS = {word: value for word, value in _ENGLISH.items() if value < 20}
TENS = {word: value for word, value in _ENGLISH.items() if value >= 20}
_SIZES = multipliers("en")
MULTIPLIERS = {word: size for word, size in _SIZES.items() if size >= 100}
DOZENS = {word: size for word, size in _SIZES.items() if size < 100}
HALF_A_DOZEN = [
    form.replace("-", " - ").split()
    for form, _ in forms("numbers", "en", "6")
    if " " in form or "-" in form
]


def _single(language: str) -> dict[str, int]:
    """A language's words for a number from one to a thousand, without its dozens and millions."""
    rough = {form for form, _ in forms("vague", language)}
    sizes = {
        word: size
        for word, size in multipliers(language).items()
        if size in (100, 1000) and word not in rough
    }
    return {word: value for word, value in (word_values(language) | sizes).items() if value}


# Other languages: word to value. Words that mean something else in English ("once", "sept",
# "dix" as a name) are safe only where a rule asks for a number before a word of that language.
SPANISH = _single("es")
FRENCH = _single("fr")
FOREIGN: dict[str, int] = SPANISH | FRENCH | _single("ru") | _single("ar")

GROUP = 3  # digits between the signs of a number
NUMBER_WORDS = frozenset(UNITS) | frozenset(TENS) | frozenset(MULTIPLIERS)


def figures(word: str) -> int | None:
    """The whole number written in figures (``12``, ``1,200``, ``1.200``), else ``None``."""
    first, *others = word.replace(".", ",").split(",")
    digits = "".join((first, *others))
    grouped = not others or (len(first) <= GROUP and all(len(one) == GROUP for one in others))
    return int(digits) if first and grouped and digits.isdecimal() and len(digits) < 10 else None


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
        after_and = at + 1 if at < count and words[at] == "and" else at
        small, after = _small(words, after_and) if after_and < count else (None, after_and)
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
    it (codebook, "Fatalities": the lowest; of vague words :data:`VAGUE_NUMBERS`).
    ``vague``: no number was said. ``more``: these come on top of others ("another 13").
    """

    low: int
    high: int | None
    coded: int
    vague: bool = False
    more: bool = False


SEVERAL = VAGUE_NUMBERS["several"]
# Words for a number that is not said, and the number ACLED codes for them. "Scores" is one score.
PLURALS = ("many", "few", "numerous", "multiple", "various", "handful", "number")
VAGUE = {
    **VAGUE_NUMBERS, **dict.fromkeys(PLURALS, SEVERAL),
    "countless": VAGUE_NUMBERS["tens"], "scores": 20, "couple": 2, "both": 2, "pair": 2, "trio": 3,
}  # fmt: skip
SIZES = frozenset(words_of("toll_rules", "size", "en"))
EXACT_WORDS = frozenset(["couple", "both", "pair", "trio"])
MORE = frozenset(["another", "other", "further", "additional", "more"])
# Words before a number, what they do to it and where they stand.
_BEFORE = [
    (tuple(phrase.split()), meaning)
    for meaning, table, kind in (
        ("open", "at_least", "before"),
        ("capped", "up_to", "up_to"),
        ("below", "up_to", "below"),
        ("about", "toll_rules", "about"),
    )
    for phrase in words_of(table, kind, "en")
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
    links = ("and",) if between else ("to", "or", "-", "–")
    linked = at + 1 < count and words[at] in links
    if between and not linked:
        return None
    last = number_at(words, at + 1) if linked else None
    high = low
    if last and last[0] > low:
        high, at = last
    elif linked and words[at : at + 2] in (["or", "more"], ["-", "plus"]):
        kind, at = "open", at + 2
    if at < count and words[at] in ("more", "other", "others", "additional", "further"):
        more, at = True, at + (words[at] != "others")
    return _of_kind(kind, low, high, more), at


def _of_kind(kind: str, low: int, high: int | None, more: bool) -> Amount:
    """The amount of a number by the words before it: "at least", "up to", "fewer than"."""
    if kind == "open":
        return Amount(low, None, low, more=more)
    if kind == "capped":  # no lowest number is said: at least one, and the plural counts as three
        return Amount(1, high, min(SEVERAL, low), vague=True, more=more)
    if kind == "below":
        return Amount(1, low - 1 if low > 1 else 1, min(SEVERAL, max(low - 1, 1)), True, more)
    return Amount(low, high, low, more=more)


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
