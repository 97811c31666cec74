"""Toponyms in a text, with offsets: names of the gazetteer that are used as places there.

One pass over the words: at each capitalised word the longest name of the gazetteer is taken, and
left again where the words around it make it a person ("President Tillerson"), an organisation
("Press TV"), a river or a road, or where it is an everyday word ("Reading", "Nice") without
words that say a place follows. Titles and given names also mark the family name for the rest of
the text.
"""

from __future__ import annotations

import re

from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.mentions import place_patterns as patterns
from extractor.mentions import place_words as words
from extractor.mentions.nationalities import nation
from extractor.mentions.place_mention import PlaceMention, Token, is_abbreviation, linked
from extractor.span import Span

__all__ = ["PlaceMention", "find_places"]

MAX_WORDS = 6
# People: from how many a bare name is a place until something says otherwise; the fewer the words
# around it say, the more
KNOWN, WELL_KNOWN, PROMINENT = 20_000, 70_000, 400_000


def find_places(text: str, start: int = 0, end: int | None = None) -> list[PlaceMention]:
    """The toponyms of ``text[start:end]`` in order; offsets count characters of ``text``."""
    return _Finder(text, start, len(text) if end is None else end).run()


class _Finder:
    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.limits = (start, end)
        self.tokens = [
            Token(m.start(), m.end(), m.group(), m.group().casefold().rstrip("."),
                  m.group()[0].isupper() or not (m.group()[0].islower()))
            for m in patterns.WORD.finditer(text, start, end)
        ]  # fmt: skip
        letters = sum(map(str.islower, text[start:end]))
        capitals = sum(map(str.isupper, text[start:end]))
        self.all_caps = capitals > 3 * letters
        self.lower = {t.low for t in self.tokens if not t.upper}
        self.people: set[str] = set()
        self.found: list[PlaceMention] = []
        self.kept: list[tuple[int, int]] = []  # token ranges of the mentions

    def run(self) -> list[PlaceMention]:
        at = 0
        while at < len(self.tokens):
            at = self._step(at) if self.tokens[at].upper or self._article(at) else at + 1
        stops = [self.tokens[stop] if stop < len(self.tokens) else None for _, stop in self.kept]
        return linked(self.text, self.found, stops)

    def _step(self, at: int) -> int:
        """Take or leave what stands at this token; where to go on."""
        tokens = self.tokens
        if tokens[at].low == "the" and (
            at + 1 == len(tokens) or tokens[at + 1].low not in words.WITH_ARTICLE
        ):
            return at + 1
        size = self._longest(at) or self._announced(at)
        person = self._person(at, size)
        if person:
            return person
        if not size:
            return at + 1
        if not self._is_place(at, size):
            return at + size
        after = at + size
        admin = self._admin_word(at, after)
        span = self._span(tokens[at].start, tokens[after - 1].end)
        before = self.text[max(self.limits[0], span.start - 90) : span.start]
        distance = patterns.distance_km(before)
        qualifier = None
        if distance is not None or patterns.NEAR_BEFORE.search(before):
            qualifier = "near"
        elif patterns.PART_BEFORE.search(before):
            qualifier = "part"
        self.found.append(PlaceMention(span, qualifier, distance, admin))
        self.kept.append((at, after))
        while (
            after < len(tokens)
            and self._run_on(after - 1)
            and tokens[after].low in words.FACILITIES
        ):
            after += 1  # of "London Bridge", "Kabul International Airport" only the town is one
        return after

    def _article(self, at: int) -> bool:
        """Whether "al-" or the like stands here before a name that the gazetteer has with it."""
        if self.tokens[at].low not in words.ARTICLES or at + 1 == len(self.tokens):
            return False
        between = self.text[self.tokens[at].end : self.tokens[at + 1].start]
        return between == "-" and self.tokens[at + 1].upper and self._longest(at) > 1

    def _announced(self, at: int) -> int:
        """How many tokens an unknown name has that "the village of" or the like stands before."""
        if self.all_caps or at < 2 or self.tokens[at - 1].low != "of" or not self._said_so(at):
            return 0
        if self.tokens[at - 2].low not in words.TOWN_WORDS or self.tokens[at].low in words.NEVER:
            return 0
        size = 1
        while size < 3 and self._run_on(at + size - 1):
            size += 1
        return size

    def _span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])

    def _joined(self, left: int, right: int) -> str | None:
        """What stands between two neighbouring tokens, if it can stand inside a name."""
        between = self.text[self.tokens[left].end : self.tokens[right].start]
        return between if patterns.JOIN.fullmatch(between) else None

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
        tokens = self.tokens
        ends = [at + 1]
        for last in range(at + 1, min(at + MAX_WORDS, len(tokens))):
            between = self._joined(last - 1, last)
            if between is None or (between.startswith(".") and len(tokens[last - 1].low) > 3):
                break
            if tokens[last].upper:
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
                if len(plain) <= 2 or (not self.all_caps and len(plain) <= 4):
                    return None
            if len(plain) < 3 and plain.isascii():
                return None
        return fold(self.text[first.start : self.tokens[stop - 1].end])

    def _sentence_start(self, at: int) -> bool:
        if at == 0:
            return True
        between = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        return bool(re.search(r"[.!?:…\n\"“”]", between))

    def _person(self, at: int, size: int) -> int:
        """The token after a person's name that starts here, or 0 where none does."""
        tokens = self.tokens
        if size > 1 and not self._title(at - 1):
            return 0
        stop = at + 1
        while self._run_on(stop - 1) or self._particle(stop):
            stop += 1
        titled = self._title(at - 1)
        if titled and not (
            size and self._bits(at) == 0 and self._big(at, size) and stop == at + size
        ):
            if store.word_bits(tokens[at].low) & store.EVERYDAY and stop == at + 1:
                return 0
            self._remember(at, stop)
            return stop
        if self.all_caps or stop == at + 1:
            return 0
        given = self._bits(at) & store.GIVEN and (
            not self._bits(at) & store.EVERYDAY or self._bits(at + 1) & store.FAMILY
        )
        initial = stop > at + 2 and len(tokens[at + 1].low) == 1
        next_word = tokens[at + 1]
        if (
            next_word.low
            in words.FACILITIES | words.FEATURES | words.ORGANISATIONS | words.REGION_WORDS
        ):
            return 0
        aged = patterns.AGE_AFTER.match(self.text, tokens[stop - 1].end)
        if given and not (size and self._big(at, size) and not self._bits(at + 1) & store.FAMILY):
            self._remember(at, stop)
            return stop
        if ((initial and size == 0) or aged) and not (size and self._big(at, size)):
            self._remember(at, stop)
            return stop
        return 0

    def _particle(self, at: int) -> bool:
        """Whether "bin", "de" or the like stands here between two parts of a name."""
        return (
            at + 1 < len(self.tokens)
            and self.tokens[at].low in words.NAME_PARTICLES
            and self.tokens[at + 1].upper
            and bool(self._joined(at - 1, at) and self._joined(at, at + 1))
        )

    def _title(self, at: int) -> bool:
        if at < 0 or at + 1 >= len(self.tokens):
            return False
        between = self.text[self.tokens[at].end : self.tokens[at + 1].start]
        return self.tokens[at].low in words.TITLES and between in (" ", ". ")

    def _remember(self, at: int, stop: int) -> None:
        for token in self.tokens[at:stop]:
            if token.upper and len(token.low) > 2:
                self.people.add(token.low)

    def _bits(self, at: int) -> int:
        return store.word_bits(fold(self.tokens[at].text))

    def _entries(self, at: int, size: int) -> tuple[store.Entry, ...]:
        return store.by_key(self._key(at, at + size) or "")

    def _big(self, at: int, size: int) -> bool:
        """Whether the name is a country's, a region's, an area's or a large city's."""
        return any(
            e.kind in (store.COUNTRY, store.AREA) or e.capital or e.population >= PROMINENT
            for e in self._entries(at, size)
            if e.kind != store.ADMIN2
        )

    def _is_place(self, at: int, size: int) -> bool:
        stop = at + size
        big = self._big(at, size)
        following = self.tokens[stop].low if self._run_on(stop - 1) else ""
        region = self._next_low(stop) in words.REGION_WORDS
        said_so, contained = self._said_so(at), self._contained(stop)
        if size == 1 and self._is_other_word(at, big and said_so):
            return False
        if self._is_part_of_name(at, stop, following, big, region):
            return False
        if size > 1 or region:
            return True
        largest = self._largest(at, size)
        if self._bits(at) & store.EVERYDAY and not self._country(at):
            if self.tokens[at].low in self.lower or not (said_so or contained):
                return False
            return contained or big or largest >= KNOWN
        if big or said_so or contained:
            return True
        if self._bits(at) & (store.GIVEN | store.FAMILY) and largest < WELL_KNOWN:
            return False
        if self._next_low(stop) in words.SAYING:
            return False
        if self._sentence_start(at) and largest < KNOWN:
            return False
        return not self.all_caps or largest >= WELL_KNOWN

    def _is_other_word(self, at: int, sure: bool) -> bool:
        """Whether a single word is no name at all, a known person's, or a nationality."""
        token = self.tokens[at]
        if (self._key(at, at + 1) or "").startswith("="):
            return False
        if token.low in words.NEVER or (token.low in self.people and not sure):
            return True
        return bool(nation(token.text)) and not self._country(at)

    def _is_part_of_name(self, at: int, stop: int, following: str, big: bool, region: bool) -> bool:
        """Whether the words beside it make a river, a road, a paper, a team or a person of it."""
        tokens = self.tokens
        if self._heads_organisation(stop) and not region:
            return True
        if following in words.FEATURES and not region:
            return True
        previous = tokens[at - 1] if at and self._joined(at - 1, at) else None
        if previous is not None and previous.upper and not self._sentence_start(at):
            if previous.low in words.FEATURES_BEFORE:
                return True
            beside = self.kept and self.kept[-1][1] == at
            known = previous.low in words.PARTS | words.TITLES or beside or nation(previous.text)
            if not known and not big:
                return True
        if previous is not None and previous.low == "of" and at > 1:
            head = tokens[at - 2]
            if head.upper and head.low in words.ORGANISATIONS | words.OF_PLACES:
                return True
        if not following or region or big:
            return False
        usual = words.FACILITIES | words.TITLES | words.PARTS
        return following not in usual and not self._longest(stop)

    def _heads_organisation(self, stop: int) -> bool:
        """Whether the words after a name make a body of it: "Kachin Independence Army"."""
        at = stop
        while at < min(stop + 3, len(self.tokens)) and self._run_on(at - 1):
            if self.tokens[at].low in words.ORGANISATIONS:
                return True
            if self.tokens[at].low in words.FACILITIES:  # "Kabul Police Department" is in Kabul
                return False
            at += 1
        return False

    def _country(self, at: int) -> bool:
        return any(e.kind in (store.COUNTRY, store.AREA) for e in self._entries(at, 1))

    def _largest(self, at: int, size: int) -> int:
        return max((e.population for e in self._entries(at, size)), default=0)

    def _next_low(self, stop: int) -> str:
        if stop < len(self.tokens) and self._joined(stop - 1, stop) == " ":
            return self.tokens[stop].low
        return ""

    def _said_so(self, at: int) -> bool:
        """Whether the words before announce a place: "in X", "the town of X"."""
        if not at:  # a bare name or a dateline, unless a sentence goes on from it
            stop = max(1, self._longest(at))
            goes_on = self._next_low(stop)
            return not goes_on or self.tokens[stop].upper
        previous = self.tokens[at - 1]
        between = self.text[previous.end : self.tokens[at].start]
        if between != " ":
            return bool(self.kept and self.kept[-1][1] == at and between.strip() == ",")
        low = previous.low
        if low == "of":
            return (
                at > 1
                and self.tokens[at - 2].low in words.TOWN_WORDS | words.REGION_WORDS | words.PARTS
            )
        if low == "the" and at > 1:
            return self.tokens[at - 2].low in words.PLACE_BEFORE
        return low in words.PLACE_BEFORE or low in words.TOWN_WORDS or low in words.PARTS

    def _contained(self, stop: int) -> bool:
        """Whether ", Y" follows and Y is a country, a region or a state's abbreviation."""
        if stop >= len(self.tokens):
            return False
        between = self.text[self.tokens[stop - 1].end : self.tokens[stop].start]
        if between not in (", ", " ("):
            return False
        return self._container(stop) > 0

    def _container(self, at: int) -> int:
        """How many tokens the region or country at this token has; 0 for none."""
        token = self.tokens[at]
        if not token.upper:
            return 0
        if is_abbreviation(token.text, self.text[token.end : token.end + 1]):
            return 1
        size = self._longest(at)
        if size and any(e.kind in (store.COUNTRY, store.ADMIN1, store.ADMIN2, store.AREA)
                        for e in self._entries(at, size)):  # fmt: skip
            return size
        return 0

    def _admin_word(self, at: int, stop: int) -> str | None:
        low = self._next_low(stop)
        after = self._next_low(stop + 1) if low else ""
        if low in words.REGION_WORDS | {"city", "town", "village"} and after not in ("of", "in"):
            return low
        head = self.text[max(self.limits[0], self.tokens[at].start - 40) : self.tokens[at].start]
        match = patterns.OF_BEFORE.search(head) or patterns.KIND_BEFORE.search(head)
        if match:
            kind = match["kind"].casefold()
            if kind in words.REGION_WORDS or kind in words.TOWN_WORDS:
                return kind
        return None
