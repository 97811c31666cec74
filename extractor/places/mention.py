"""A toponym in a text, and the toponym that it is said to lie in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.places import find_patterns as patterns
from extractor.text.recent import recent
from extractor.text.span import Span


@dataclass(frozen=True)
class PlaceMention:
    """A toponym. ``within`` is the containing toponym of "X, Y" or "X in Y"."""

    span: Span
    qualifier: str | None = None
    distance_km: float | None = None
    admin_word: str | None = None
    within: Span | None = None


class WordList(NamedTuple):
    """The words of a text in columns with an entry for each word, and the characters between them:
    ``gaps[n]`` is before word ``n``, the last gap is after all words."""

    starts: list[int]
    ends: list[int]
    texts: list[str]
    lows: list[str]
    uppers: list[bool]  # starts with a capital, or is of a script without capitals
    gaps: list[str]


@recent(2)  # for one article they are asked for more than once
def words_of(text: str) -> WordList:
    """Returns the words of a text. The result is cached: do not change it."""
    pieces = patterns.WORDS.split(text)
    offsets = list(accumulate(map(len, pieces), initial=0))
    texts = pieces[1::2]
    lows = [low if low[-1] != "." else low.rstrip(".") for low in map(str.casefold, texts)]
    uppers = [not word[0].islower() for word in texts]
    return WordList(offsets[1:-1:2], offsets[2::2], texts, lows, uppers, pieces[::2])


def linked(text: str, found: list[PlaceMention], stops: list[Span | None]) -> list[PlaceMention]:
    """Returns the mentions with the toponym each is said to lie in; ``stops`` are the spans after
    them."""
    inside = [_within(text, found, index, stop) for index, stop in enumerate(stops)]
    return [
        replace(mention, within=within) if within else mention
        for mention, within in zip(found, inside, strict=True)
    ]


def _within(text: str, found: list[PlaceMention], index: int, stop: Span | None) -> Span | None:
    span = found[index].span
    if (
        stop is not None
        and text[span.end : stop.start] == ", "
        and is_abbreviation(stop.text, text[stop.end : stop.end + 1])
    ):
        return stop
    if index + 1 < len(found):
        after = found[index + 1].span
        between = text[span.end : after.start]
        if len(between) < LONGEST_LINK and patterns.WITHIN.fullmatch(between):
            return None if between == ", " and _side_by_side(text, found, index) else after
    if index:
        before = found[index - 1].span
        between = text[before.end : span.start]
        if len(between) < LONGEST_LINK and patterns.WITHIN_REVERSED.fullmatch(between):
            return before
    return None


def _side_by_side(text: str, found: list[PlaceMention], index: int) -> bool:
    """Whether a name and the next one are items of a list, so that neither lies in the other: two
    countries ("Iraq, Iran"), or two of at least three first-level units in a row ("Indiana, Ohio
    and Iowa"; "Indiana, Pennsylvania" is a town)."""
    one, other = (_wide(found[at].span) for at in (index, index + 1))
    if store.COUNTRY in one & other:
        return True
    if store.ADMIN1 not in one & other:
        return False
    pairs = [(at, at + 1) for at in (index - 1, index + 1) if 0 <= at < len(found) - 1]
    return any(
        text[found[a].span.end : found[b].span.start] in LISTED
        and store.ADMIN1 in _wide(found[a].span) & _wide(found[b].span)
        for a, b in pairs
    )


def _wide(span: Span) -> set[int]:
    """Returns the kinds, of country and first-level unit, whose usual name the words are."""
    wide = (store.COUNTRY, store.ADMIN1)
    name = fold(span.text)
    return {e.kind for e in store.named(span.text) if e.kind in wide and fold(e.name) == name}


LONGEST_LINK = 60  # characters
LISTED = (", ", " and ", ", and ")


def is_abbreviation(word: str, following: str) -> bool:
    """Whether a word after a comma abbreviates a state or province: ``Calif.`` (with its stop) or
    ``TX``."""
    if word.isupper() and len(word) == 2 and store.by_key("~" + word):
        return True
    plain = fold(word)
    return (following == "." or word.endswith(".")) and bool(store.by_key("~" + plain))
