"""A toponym as the text has it, and which toponym it is said to lie in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.mentions import place_patterns as patterns
from extractor.span import Span


@dataclass(frozen=True)
class PlaceMention:
    """A toponym. ``within`` is the containing toponym of "X, Y" or "X in Y"."""

    span: Span
    qualifier: str | None = None
    distance_km: float | None = None
    admin_word: str | None = None
    within: Span | None = None


class Token(NamedTuple):
    start: int
    end: int
    text: str
    low: str
    upper: bool  # starts with a capital, or is of a script without capitals


@lru_cache(maxsize=50_000)
def _looks(word: str) -> tuple[str, bool]:
    """A word in small letters, and whether it begins with none."""
    return word.casefold().rstrip("."), word[0].isupper() or not word[0].islower()


@lru_cache(maxsize=16)  # for one article they are asked for more than once
def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The words of ``text[start:end]``, not to be changed."""
    found = []
    for match in patterns.WORD.finditer(text, start, end):
        word = match.group()
        # Of every word of a text: three times as fast as Token(...).
        found.append(tuple.__new__(Token, (*match.span(), word, *_looks(word))))
    return found


def linked(text: str, found: list[PlaceMention], stops: list[Token | None]) -> list[PlaceMention]:
    """The mentions with the toponym each is said to lie in; ``stops`` are the words after them."""
    inside = [_within(text, found, index, stop) for index, stop in enumerate(stops)]
    return [
        replace(mention, within=within) if within else mention
        for mention, within in zip(found, inside, strict=True)
    ]


def _within(text: str, found: list[PlaceMention], index: int, stop: Token | None) -> Span | None:
    span = found[index].span
    if (
        stop is not None
        and text[span.end : stop.start] == ", "
        and is_abbreviation(stop.text, text[stop.end : stop.end + 1])
    ):
        return Span(stop.start, stop.end, text[stop.start : stop.end])
    if index + 1 < len(found):
        after = found[index + 1].span
        between = text[span.end : after.start]
        if len(between) < LONGEST_LINK and patterns.WITHIN.fullmatch(between):
            return after
    if index:
        before = found[index - 1].span
        between = text[before.end : span.start]
        if len(between) < LONGEST_LINK and patterns.WITHIN_REVERSED.fullmatch(between):
            return before
    return None


LONGEST_LINK = 60  # characters


def is_abbreviation(word: str, following: str) -> bool:
    """``Calif.`` (with its stop) or ``TX`` after a comma: a state's or province's abbreviation."""
    if word.isupper() and len(word) == 2 and store.by_key("~" + word):
        return True
    plain = fold(word)
    return (following == "." or word.endswith(".")) and bool(store.by_key("~" + plain))
