"""The words of a text for the search for places, and the gazetteer names that begin at them."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.places import find_patterns as patterns
from extractor.places import find_words as words
from extractor.places.mention import is_abbreviation, words_of
from extractor.text.tokens import mostly_capitals

if TYPE_CHECKING:
    from extractor.text.span import Span

STOPS = frozenset('.!?:…\n"“”')
MAX_WORDS = 6
PROMINENT = 400_000  # people: a name of a place this large needs no words that call it a place


class Nature(NamedTuple):
    """What the gazetteer has under a name: whether it is a country or area, whether it is one of
    these, a region or a large city, and the number of people in the largest."""

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

    ``dateline`` is the span of the dateline's place, where capitals are only a matter of style.
    """

    def __init__(self, text: str, dateline: Span | None) -> None:
        self.text = text
        found = words_of(text)
        self.starts, self.ends, self.texts, self.lows, self.uppers, self.gaps = found
        self.count = len(self.texts)
        self.sizes: dict[int, int] = {}
        self.all_caps = mostly_capitals(text)
        self.dateline = dateline

    @cached_property
    def lower(self) -> set[str]:
        """The words that stand in small letters somewhere in the text."""
        return {low for low, upper in zip(self.lows, self.uppers, strict=True) if not upper}

    def _at_head(self, at: int) -> bool:
        """Whether this word belongs to the dateline's place, or begins the text as in "HOMS,
        Syria"."""
        if self.dateline is not None:
            line = self.dateline
            return line.start <= self.starts[at] and self.ends[at] <= line.end
        beside = at == 0 and self.text[self.ends[0] : self.ends[0] + 2] == ", "
        return beside and self._container(1) > 0

    def _joined(self, at: int) -> str | None:
        """Returns the characters before this token, if a name can contain them."""
        between = self.gaps[at]
        return between if between in patterns.JOINS else None

    def _run_on(self, at: int) -> bool:
        """Whether a capitalised token of the same name follows this token."""
        if at + 1 >= self.count or not self.uppers[at + 1]:
            return False
        between = self.gaps[at + 1]
        if between == ". ":  # "Gen. Smith", "St. Louis"; else a sentence has ended
            return len(self.lows[at]) <= 4
        return between in (" ", "-")

    def _longest(self, at: int) -> int:
        """Returns the number of tokens in the longest gazetteer name at this token; 0 for none."""
        size = self.sizes.get(at)
        if size is None:
            size = self.sizes[at] = self._look_up(at)
        return size

    def _look_up(self, at: int) -> int:
        ends = [at + 1]
        for last in range(at + 1, min(at + MAX_WORDS, self.count)):
            between = self._joined(last)
            if between is None or (between.startswith(".") and len(self.lows[last - 1]) > 3):
                break
            if self.uppers[last] or self.lows[last] in words.SMALL_IN_NAMES:
                ends.append(last + 1)
            elif self.lows[last] not in words.CONNECTORS:
                break
        for stop in reversed(ends):
            key = self._key(at, stop)
            if key and store.by_key(key):
                return stop - at
        return 0

    def _key(self, at: int, stop: int) -> str | None:
        """Returns the gazetteer key of these tokens: ``=US`` for a code, else the folded name."""
        if stop == at + 1:
            plain = self.texts[at].rstrip(".")
            if plain.isupper() and len(plain) <= 5 and self.texts[at].isascii():
                if store.by_key("=" + plain) and not (self.all_caps and plain == "US"):
                    return "=" + plain
                dressed = self.all_caps or self._at_head(at)  # else "KANO" may be an acronym
                if len(plain) <= 2 or (not dressed and len(plain) <= 4):
                    return None
            if len(plain) < 3 and plain.isascii():
                return None
        return fold(self.text[self.starts[at] : self.ends[stop - 1]])

    def _sentence_start(self, at: int) -> bool:
        if at == 0:
            return True
        between = self.gaps[at]
        return between != " " and not STOPS.isdisjoint(between)

    def _bits(self, at: int) -> int:
        return store.word_bits(fold(self.texts[at]))

    def _entries(self, at: int, size: int) -> tuple[store.Entry, ...]:
        return store.by_key(self._key(at, at + size) or "")

    def _big(self, at: int, size: int) -> bool:
        """Whether the name is that of a country, a region, an area or a large city."""
        return _nature(self._key(at, at + size) or "").big

    def _country(self, at: int) -> bool:
        return _nature(self._key(at, at + 1) or "").country

    def _largest(self, at: int, size: int) -> int:
        return _nature(self._key(at, at + size) or "").largest

    def _next_low(self, stop: int) -> str:
        if stop < self.count and self.gaps[stop] == " ":
            return self.lows[stop]
        return ""

    def _container(self, at: int) -> int:
        """Returns the number of tokens of the region or country at this token; 0 for none."""
        if at >= self.count or not self.uppers[at]:
            return 0
        end = self.ends[at]
        if is_abbreviation(self.texts[at], self.text[end : end + 1]):
            return 1
        size = self._longest(at)
        if size and any(e.kind in (store.COUNTRY, store.ADMIN1, store.ADMIN2, store.AREA)
                        for e in self._entries(at, size)):  # fmt: skip
            return size
        return 0
