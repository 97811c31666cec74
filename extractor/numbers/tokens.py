"""Splits the words of a count into tokens, folds them as the tables are folded, and guesses their
language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from extractor import languages
from extractor.codebook.other_digits import ascii_digits
from extractor.numbers.tables import SIGNS, TABLES, Table, fold_word, forms, table

__all__ = ["Token", "counts_by", "cut", "end_of", "guess_language", "unspaced"]

AND = "&"
"""The token for an "and" that is written onto a word."""
LONGEST_COMPOUND = 60
MOST_LETTERS = 400  # letters that are enough to guess a language
LONGEST = 20  # digits with their separators; longer numbers are no count of people
GROUPED = r"\d{1,3}(?:[.,\u00a0\u202f\u2009\u066c'’ ]\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
DIGITS = re.compile(rf"{GROUPED}|(\d+)[.,\u066b](\d{{1,3}})(?!\d)|\d+")
JOINTS = frozenset("-–—\u2010\u2011\u200c")
APOSTROPHES = frozenset("'’ʼ‘`´")
ASAT = ("\u103a", "\u1039")
FALLBACK = "LATIN"


@dataclass(frozen=True)
class Token:
    """A word, number or sign. ``joined``: a hyphen precedes it; ``start`` is its offset."""

    word: str
    start: int
    number: Fraction | None = None
    joined: bool = False
    capital: bool = False
    glued: bool = False


def unspaced(language: str) -> bool:
    """Whether the language writes no spaces between words."""
    return languages.about(language, "spaces") == "no"


def counts_by(language: str, habit: str) -> bool:
    """Whether the language has this habit under the key ``numbers`` of its ``language.tsv``."""
    return habit in languages.about(language, "numbers").split()


def cut(words: str, language: str) -> list[Token]:
    """Returns the tokens of the words. Hyphens are not tokens; a word that contains "and" gives
    two."""
    tokens: list[Token] = []
    for token in _raw(words, language):
        tokens += _opened(token, language, first=not tokens)
    return tokens


def end_of(words: str, token: Token) -> int:
    """Returns the offset where a token ends: that of a number after all its digits ("1,200")."""
    number = DIGITS.match(words, token.start)
    return number.end() if number else token.start + len(token.word)


def _raw(words: str, language: str) -> Iterator[Token]:
    at, joined, count = 0, False, len(words)
    while at < count:
        sign = words[at]
        if sign.isdecimal():
            match = DIGITS.match(words, at)
            end = match.end() if match else at + 1
            yield Token("#", at, _number(words[at:end]), joined, glued=_after_letter(words, at))
            at, joined = end, False
        elif sign.isalpha():
            end = _word_end(words, at, language)
            if _is_latin_or_cyrillic(sign) and words[end : end + 1].isdecimal():
                while end < count and (words[end].isalnum() or words[end] == "-"):
                    end += 1  # M23, T-55
            yield from _words(words, at, end, language, joined)
            at, joined = end, False
        elif sign in JOINTS:
            joined, at = bool(at) and not _loose(words, at), at + 1
        else:
            if sign in SIGNS or sign in "،;()/؛:（）；：":
                yield Token(sign if sign in SIGNS else ",", at)
                joined = False
            elif not sign.isspace():
                joined = False
            at += 1


def _loose(words: str, at: int) -> bool:
    """Whether a dash stands between spaces and not between digits, so that it separates clauses."""
    before, after = words[max(0, at - 3) : at].rstrip(), words[at + 1 : at + 4].lstrip()
    if before[-1:].isdecimal() and after[:1].isdecimal():
        return False
    return words[at - 1].isspace() and words[at + 1 : at + 2].isspace()


def _is_latin_or_cyrillic(letter: str) -> bool:
    return letter.isascii() or "\u00c0" <= letter <= "\u024f" or "\u0400" <= letter <= "\u04ff"


def _after_letter(words: str, at: int) -> bool:
    """Whether a number is part of a name: "T-55", "COVID-19"."""
    return at > 1 and words[at - 1] == "-" and words[at - 2].isalpha()


def _number(written: str) -> Fraction | None:
    """Returns the number in digits of any script; ``None`` where it is no count of people."""
    if len(written) > LONGEST:
        return None
    plain = ascii_digits(written)
    found = DIGITS.fullmatch(plain)
    if found is None:
        return None
    whole, decimals = found.groups()
    return Fraction(f"{whole}.{decimals}" if whole else "".join(filter(str.isdecimal, plain)))


def _word_end(words: str, at: int, language: str) -> int:
    end = at
    parts = languages.about(language, "apostrophe") == "parts"
    while end < len(words):
        sign = words[end]
        inside = sign in APOSTROPHES and not parts and words[end + 1 : end + 2].isalpha()
        if not (sign.isalpha() or inside or unicodedata.category(sign).startswith("M")):
            break
        end += 1
    return end


def _words(words: str, at: int, end: int, language: str, joined: bool) -> Iterator[Token]:
    whole = words[at:end]
    capital = whole[0].isupper()
    if len(whole) > 3 and whole[-2] in APOSTROPHES and whole[-1] in "sS":
        possessive = languages.about(language, "apostrophe") == "possessive"
        whole = whole[:-2] if possessive else whole
    if not unspaced(language):
        yield Token(fold_word(whole), at, None, joined, capital)
        return
    for start, piece in _pieces(whole, _vocabulary(language)):
        yield Token(fold_word(piece), at + start, None, joined and not start, capital)


def _pieces(whole: str, vocabulary: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Splits text of a script without spaces into the longest known words and what stands between
    them."""
    at, unknown = 0, 0
    longest = max(map(len, vocabulary), default=0)
    while at < len(whole):
        for end in range(min(len(whole), at + longest), at, -1):
            if whole[at:end] in vocabulary and not _within_syllable(whole, end):
                if unknown < at:
                    yield unknown, whole[unknown:at]
                yield at, whole[at:end]
                at = unknown = end
                break
        else:
            at += 1
    if unknown < at:
        yield unknown, whole[unknown:at]


def _within_syllable(whole: str, end: int) -> bool:
    """Whether a Burmese syllable continues here: a mark follows, or a consonant that closes it."""
    following = whole[end : end + 1]
    if following and unicodedata.category(following).startswith("M"):
        return True
    return whole[end + 1 : end + 2] in ASAT


@lru_cache
def _vocabulary(language: str) -> frozenset[str]:
    every_form = frozenset(form for name in TABLES for form, _ in forms(name, language))
    return every_form - {"last", "first", "no"}


def _opened(token: Token, language: str, first: bool) -> Iterator[Token]:
    """Returns the parts of a word with an "and" written onto it, or of a number written as one
    word."""
    word, start = token.word, token.start
    numbers = table("numbers", language)
    if token.number is not None or (word,) in numbers.exact:
        yield token
        return
    if counts_by(language, "one_word") and (parts := _compound(word, language)):
        yield from (Token(part, start) for part in parts)
        return
    for begin, _, _ in table("joins", language, "grown_number").patterns:
        opened = word.removeprefix(begin)
        if opened != word and (opened,) in numbers.exact:
            yield from (Token(AND, start), Token(opened, start))
            return
    grown = table("joins", language, "grown")
    if (word,) not in table("joins", language, "whole").exact:
        for begin, end, _ in grown.patterns:
            opened = word[len(begin) : len(word) - len(end)]
            if len(opened) < 2 or not (word.startswith(begin) and word.endswith(end)):
                continue
            if begin and first and not _counts(opened, language):
                continue
            if begin and not first:
                yield Token(AND, start)
            yield from _without_prefix(Token(opened, start, capital=token.capital), language)
            if end:
                yield Token(AND, start)
            return
    yield from _without_prefix(token, language)


def _counts(word: str, language: str) -> bool:
    """Whether a word is a number, or a listed word for that many people ("رجلين")."""
    return (word,) in table("numbers", language).exact or any(
        (word,) in table("persons", language, kind).exact for kind in ("pair", "many")
    )


def _without_prefix(token: Token, language: str) -> Iterator[Token]:
    """Returns a number without the preposition or article that is written onto it."""
    numbers = table("numbers", language)
    for prefix in languages.about(language, "number_prefixes").split("|"):
        bare = token.word[len(prefix) :]
        if prefix and token.word.startswith(prefix) and (bare,) in numbers.exact and len(bare) > 1:
            yield Token(bare, token.start, None, token.joined, token.capital)
            return
    yield token


@lru_cache(maxsize=1024)
def _compound(word: str, language: str) -> tuple[str, ...]:
    """Returns the number words in a compound, if it has no other parts: "drei", "und",
    "zwanzig"."""
    if len(word) > LONGEST_COMPOUND:
        return ()
    numerals, ands = table("numbers", language).exact, table("joins", language, "number_and").exact
    parts: dict[int, tuple[str, ...]] = {0: ()}  # by where they end
    for end in range(1, len(word) + 1):
        for start in sorted(parts):
            piece = word[start:end]
            inner = start and end < len(word)
            if (piece,) in numerals or (inner and (piece,) in ands):
                said = piece if (piece,) in numerals else AND
                parts.setdefault(end, (*parts[start], said))
    return parts.get(len(word), ())


@lru_cache(maxsize=4096)
def guess_language(words: str) -> str:
    """Returns the language whose tables have most of the words; English where none has any."""
    words = words[:MOST_LETTERS]
    scripts = _scripts()
    others = (name for name in map(_script, words) if name in scripts and name != FALLBACK)
    possible = scripts[next(others, FALLBACK)]
    if len(possible) == 1:
        return possible[0]
    return max(
        possible, key=lambda language: (_language_score(words, language), -possible.index(language))
    )


@lru_cache(maxsize=1)
def _scripts() -> dict[str, tuple[str, ...]]:
    """Returns the languages with number words, by their script."""
    found: dict[str, tuple[str, ...]] = {}
    for language in languages.having("numbers"):
        for script in languages.about(language, "script").split():
            found[script] = (*found.get(script, ()), language)
    return found


@lru_cache(maxsize=4096)
def _script(sign: str) -> str:
    """Returns the script of a letter or digit, by its Unicode name ("EXTENDED ARABIC-INDIC DIGIT
    ONE")."""
    name = unicodedata.name(sign, "").replace("-", " ").split()
    return next((word for word in name if word in _scripts()), "")


def _language_score(words: str, language: str) -> float:
    tokens = [token.word for token in cut(words[:MOST_LETTERS], language)]
    score = 2.0 * sum(letter in words.lower() for letter in languages.about(language, "letters"))
    at = 0
    while at < len(tokens):
        best = max(
            (len(" ".join(tokens[at : at + found[1]])) + 10 * found[1], found[1])
            if (found := _exactly(table(name, language), tokens, at)) else (0, 0)
            for name in TABLES
        )  # fmt: skip
        score += best[0] / 10
        at += max(1, best[1])
    return score


def _exactly(vocabulary: Table, tokens: list[str], at: int) -> tuple[str, int] | None:
    for length in range(min(vocabulary.longest, len(tokens) - at), 0, -1):
        key = vocabulary.exact.get(tuple(tokens[at : at + length]))
        if key is not None:
            return key, length
    return None
