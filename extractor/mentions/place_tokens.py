"""The words of a text as the search for places sees them, and the gazetteer names they begin."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.mentions import place_patterns as patterns
from extractor.mentions import place_words as words
from extractor.mentions.place_mention import is_abbreviation, tokens_of
from extractor.mentions.tokens import count_cases

if TYPE_CHECKING:
    from extractor.span import Span

STOP = re.compile(r"[.!?:…\n\"“”]")
MAX_WORDS = 6
PROMINENT = 400_000  # people: a name this many live under needs no words that announce it


class Nature(NamedTuple):
    """What the gazetteer has under a name: whether a country or area, whether one of these, a
    region or a large city, and how many people live in the largest."""

    country: bool
    big: bool
    largest: int


@lru_cache(maxsize=50_000)
def _nature(key: str) -> Nature:
    entries = store.by_key(key)
    return Nature(
        any(e.kind in (store.COUNTRY, store.AREA) for e in entries),
        any(
            e.kind in (store.COUNTRY, store.AREA) or e.capital or e.population >= PROMINENT
            for e in entries
            if e.kind != store.ADMIN2
        ),
        max((e.population for e in entries), default=0),
    )


class Words:
    """The words of a text in order, and the names of the gazetteer among them.

    ``dateline`` is the span of the dateline's place, where capitals are only its dress.
    """

    def __init__(self, text: str, start: int, end: int, dateline: Span | None) -> None:
        self.text = text
        self.limits = (start, end)
        self.tokens = tokens_of(text, start, end)
        self.sizes: dict[int, int] = {}
        letters, capitals = count_cases(text[start:end])
        self.all_caps = capitals > 3 * letters
        self.lower = {t.low for t in self.tokens if not t.upper}
        self.dateline = dateline

    def _at_head(self, at: int) -> bool:
        """Whether this word is of a dateline's place, or begins the text as "HOMS, Syria" does."""
        token = self.tokens[at]
        if self.dateline is not None:
            return self.dateline.start <= token.start and token.end <= self.dateline.end
        beside = at == 0 and self.text[token.end : token.end + 2] == ", "
        return beside and self._container(1) > 0

    def _joined(self, left: int, right: int) -> str | None:
        """What stands between two neighbouring tokens, if it can stand inside a name."""
        between = self.text[self.tokens[left].end : self.tokens[right].start]
        return between if between == " " or patterns.JOIN.fullmatch(between) else None

    def _run_on(self, at: int) -> bool:
        """Whether this token is followed, inside the same name, by a capitalised one."""
        if at + 1 >= len(self.tokens) or not self.tokens[at + 1].upper:
            return False
        between = self.text[self.tokens[at].end : self.tokens[at + 1].start]
        if between == ". ":  # "Gen. Smith", "St. Louis"; else a sentence has ended
            return len(self.tokens[at].low) <= 4
        return between in (" ", "-")

    def _longest(self, at: int) -> int:
        """How many tokens the longest gazetteer name at this token has; 0 for none."""
        size = self.sizes.get(at)
        if size is None:
            size = self.sizes[at] = self._look_up(at)
        return size

    def _look_up(self, at: int) -> int:
        tokens = self.tokens
        ends = [at + 1]
        for last in range(at + 1, min(at + MAX_WORDS, len(tokens))):
            between = self._joined(last - 1, last)
            if between is None or (between.startswith(".") and len(tokens[last - 1].low) > 3):
                break
            if tokens[last].upper or tokens[last].low in words.SMALL_IN_NAMES:
                ends.append(last + 1)
            elif tokens[last].low not in words.CONNECTORS:
                break
        for stop in reversed(ends):
            key = self._key(at, stop)
            if key and store.by_key(key):
                return stop - at
        return 0

    def _key(self, at: int, stop: int) -> str | None:
        """The gazetteer key of these tokens: ``=US`` for a code, else the folded name."""
        first = self.tokens[at]
        if stop == at + 1:
            plain = first.text.rstrip(".")
            if plain.isupper() and len(plain) <= 5 and first.text.isascii():
                if store.by_key("=" + plain) and not (self.all_caps and plain == "US"):
                    return "=" + plain
                dressed = self.all_caps or self._at_head(at)  # else "KANO" may be an acronym
                if len(plain) <= 2 or (not dressed and len(plain) <= 4):
                    return None
            if len(plain) < 3 and plain.isascii():
                return None
        return fold(self.text[first.start : self.tokens[stop - 1].end])

    def _sentence_start(self, at: int) -> bool:
        if at == 0:
            return True
        between = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        return between != " " and bool(STOP.search(between))

    def _bits(self, at: int) -> int:
        return store.word_bits(fold(self.tokens[at].text))

    def _entries(self, at: int, size: int) -> tuple[store.Entry, ...]:
        return store.by_key(self._key(at, at + size) or "")

    def _big(self, at: int, size: int) -> bool:
        """Whether the name is a country's, a region's, an area's or a large city's."""
        return _nature(self._key(at, at + size) or "").big

    def _country(self, at: int) -> bool:
        return _nature(self._key(at, at + 1) or "").country

    def _largest(self, at: int, size: int) -> int:
        return _nature(self._key(at, at + size) or "").largest

    def _next_low(self, stop: int) -> str:
        if stop < len(self.tokens) and self._joined(stop - 1, stop) == " ":
            return self.tokens[stop].low
        return ""

    def _container(self, at: int) -> int:
        """How many tokens the region or country at this token has; 0 for none."""
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or not token.upper:
            return 0
        if is_abbreviation(token.text, self.text[token.end : token.end + 1]):
            return 1
        size = self._longest(at)
        if size and any(e.kind in (store.COUNTRY, store.ADMIN1, store.ADMIN2, store.AREA)
                        for e in self._entries(at, size)):  # fmt: skip
            return size
        return 0
