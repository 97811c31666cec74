"""Whole numbers in words: digits of any script, and number words of the tables' languages."""

from __future__ import annotations

from extractor.numbers.tables import table
from extractor.numbers.tokens import counts_by, cut, guess_language
from extractor.numbers.words import number_in

__all__ = ["can_mean", "numbers_said"]

PARTS = 12  # counts in a sum; a list of more is not one of casualties


def numbers_said(words: str) -> list[int]:
    """Returns the numbers in the words, in order; vague words ("dozens") give none."""
    language = guess_language(words)
    tokens = cut(words, language)
    lowered = [token.word for token in tokens]
    vague = table("vague", language)
    found: list[int] = []
    at = 0
    while at < len(tokens):
        rough = vague.at(lowered, at)
        if rough and rough[0] != "several":
            at += rough[1]
            continue
        number = number_in(tokens, at, language)
        if number is None:
            at += 1
            continue
        # "une quinzaine": one is but an article, except in languages that count with it
        if number.value != 1 or number.digits or counts_by(language, "one_counts"):
            found.append(number.value)
        at = number.end
    return found


def can_mean(numbers: list[int], value: int) -> bool:
    """Whether the value is one of the numbers or a sum of some of them."""
    if value in numbers:
        return True
    sums = {0}
    for number in numbers[:PARTS]:
        sums |= {one + number for one in sums if one + number <= value}
    return value in sums and value > 0
