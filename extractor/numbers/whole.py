"""Whole numbers that stand in some words: digits of any script, number words of our languages."""

from __future__ import annotations

from extractor.numbers.tables import table
from extractor.numbers.tokens import counts_by, cut, guess_language
from extractor.numbers.words import number_in

__all__ = ["can_mean", "numbers_said"]

PARTS = 12  # counts of which a sum is made; more are no list of the dead


def numbers_said(words: str) -> list[int]:
    """The numbers in the words, in their order; vague words ("dozens") are none."""
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
