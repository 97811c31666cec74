"""Toponyms in a text, with offsets: names of the gazetteer that are used as places there.

The search goes over the words once. At each capitalised word it takes the longest name of the
gazetteer. It drops the name where the words around it make it a person ("President Tillerson"), an
organisation ("Press TV"), a river or a road, or where it is an everyday word ("Reading", "Nice")
and no words say that a place follows. After titles and given names, the family name is marked as a
person's for the rest of the text.
"""

from __future__ import annotations

from extractor.gazetteer import store
from extractor.places import find_patterns as patterns
from extractor.places import find_words as words
from extractor.places.find_tokens import Words
from extractor.places.mention import PlaceMention, linked
from extractor.places.nationalities import nation
from extractor.text.metadata import find_dateline
from extractor.text.span import Span

__all__ = ["PlaceMention", "find_places"]

# People: a bare name of a place this large is taken for the place, unless something speaks against
# it. The less the words around it say, the larger the place has to be.
KNOWN, WELL_KNOWN = 20_000, 70_000
FARTHEST = 15  # words before a name among which "near" or "outskirts" can belong to it
AGE_ENDS, LONGEST_AGE = (",", ")", "-year", " years"), len(", (34 years")
LONGEST_NAME = 60  # words; bounds the search in texts where every word has a capital


def find_places(text: str, *, dateline: Span | None = None) -> list[PlaceMention]:
    """Returns the toponyms of ``text`` in order.

    ``dateline`` is the span of the dateline's place; without it, the head of the text is searched.
    """
    line = find_dateline(text) if dateline is None else None
    place = line.place if line else dateline
    return _Finder(text, place).run()


class _Finder(Words):
    def __init__(self, text: str, dateline: Span | None) -> None:
        super().__init__(text, dateline)
        self.people: set[str] = set()
        self.found: list[PlaceMention] = []
        self.kept: list[tuple[int, int]] = []  # token ranges of the mentions

    def run(self) -> list[PlaceMention]:
        at = 0
        for place, (low, upper) in enumerate(zip(self.lows, self.uppers, strict=True)):
            if place >= at and (upper or low in words.ARTICLES):
                at = self._step(place) if upper or self._article(place) else place + 1
        stops = [
            self._span(self.starts[stop], self.ends[stop]) if stop < self.count else None
            for _, stop in self.kept
        ]
        return linked(self.text, self.found, stops)

    def _step(self, at: int) -> int:
        """Takes or skips the name at this token; returns the token to go on from."""
        if self.lows[at] == "the" and (
            at + 1 == self.count or self.lows[at + 1] not in words.WITH_ARTICLE
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
        span = self._span(self.starts[at], self.ends[after - 1])
        before = self.text[max(0, span.start - 90) : span.start]
        distance = patterns.distance_km(before)
        near = "near" if distance is not None else self._qualifier(at, before)
        self.found.append(PlaceMention(span, near, distance, admin))
        self.kept.append((at, after))
        while (
            after < self.count and self._run_on(after - 1) and self.lows[after] in words.FACILITIES
        ):
            after += 1  # only the town in "London Bridge", "Kabul International Airport" is a place
        return after

    def _qualifier(self, at: int, before: str) -> str | None:
        around = self.lows[max(0, at - FARTHEST) : at]
        if not patterns.NEAR_WORDS.isdisjoint(around) and patterns.NEAR_BEFORE.search(before):
            return "near"
        if not patterns.PART_WORDS.isdisjoint(around) and patterns.PART_BEFORE.search(before):
            return "part"
        return None

    def _article(self, at: int) -> bool:
        """Whether an article such as "al" begins a name here that the gazetteer has with it."""
        if at + 1 == self.count:
            return False
        between = self.gaps[at + 1]
        return between == "-" and self.uppers[at + 1] and self._longest(at) > 1

    def _announced(self, at: int) -> int:
        """Returns the number of tokens of a name that the gazetteer lacks but the words beside it
        call a place: "the village of X", "X village", "in X, North Darfur"."""
        low = self.lows[at]
        if self.all_caps or low in words.NEVER or not self.uppers[at] or nation(self.texts[at]):
            return 0
        size = 1
        while size < 3 and self._run_on(at + size - 1):
            size += 1
        said_so = self._said_so(at)
        if said_so and self._of_what(at) in words.TOWN_WORDS:
            return size
        before = self.lows[at - 1] if at else ""
        kind = self._next_low(at + size)
        if kind in words.HAMLETS and at and not self._sentence_start(at):
            return size
        if before not in words.PLACE_BEFORE and before != "the":
            return 0
        if kind in words.VILLAGE_WORDS:
            return size
        if size > 2 or not said_so or before == "the" or self._bits(at) & store.GIVEN:
            return 0
        if not words.THINGS.isdisjoint(self.lows[at : at + size]):
            return 0
        return size if self._contained(at, at + size) else 0

    def _span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])

    def _person(self, at: int, size: int) -> int:
        """Returns the token after a person's name that starts here, or 0 if none does."""
        if size > 1 and not self._title(at - 1):
            return 0
        if self._opening_article(at):
            return 0
        stop = at + 1
        while stop < at + LONGEST_NAME and (self._run_on(stop - 1) or self._particle(stop)):
            stop += 1
        titled = self._title(at - 1)
        if titled and not (
            size and self._bits(at) == 0 and self._big(at, size) and stop == at + size
        ):
            if store.word_bits(self.lows[at]) & store.EVERYDAY and stop == at + 1:
                return 0
            self._remember(at, stop)
            return stop
        if self.all_caps or stop == at + 1:
            return 0
        given = self._bits(at) & store.GIVEN and (
            not self._bits(at) & store.EVERYDAY or self._bits(at + 1) & store.FAMILY
        )
        initial = stop > at + 2 and len(self.lows[at + 1]) == 1
        if self.lows[at + 1] in words.HOLDS_NOBODY:
            return 0
        if given and not (size and self._big(at, size) and not self._bits(at + 1) & store.FAMILY):
            self._remember(at, stop)
            return stop
        if (initial and size == 0) or (self._aged(stop) and not self._big(at, size)):
            self._remember(at, stop)
            return stop
        return 0

    def _aged(self, stop: int) -> bool:
        """Whether an age follows the name that ends before this token: "Washington Pell, 34,"."""
        end = self.ends[stop - 1]
        behind = self.text[end : end + LONGEST_AGE].removeprefix(",").removeprefix(" ")
        age = behind.removeprefix("(")
        years = 2 if age[:2].isdigit() else 1
        return age[:years].isdigit() and age.startswith(AGE_ENDS, years)

    def _opening_article(self, at: int) -> bool:
        return self.lows[at] in words.ROMANCE_ARTICLES and self._sentence_start(at)

    def _particle(self, at: int) -> bool:
        """Whether "bin", "de" or the like stands here between two parts of a name."""
        return (
            at + 1 < self.count
            and self.lows[at] in words.NAME_PARTICLES
            and self.uppers[at + 1]
            and bool(self._joined(at) and self._joined(at + 1))
        )

    def _title(self, at: int) -> bool:
        if at < 0 or at + 1 >= self.count:
            return False
        between = self.gaps[at + 1]
        return self.lows[at] in words.TITLES and between in (" ", ". ")

    def _remember(self, at: int, stop: int) -> None:
        for low, upper in zip(self.lows[at:stop], self.uppers[at:stop], strict=True):
            if upper and len(low) > 2:
                self.people.add(low)

    def _is_place(self, at: int, size: int) -> bool:
        stop = at + size
        big = self._big(at, size)
        following = self.lows[stop] if self._run_on(stop - 1) else ""
        region = self._next_low(stop) in words.REGION_WORDS
        said_so, contained = self._said_so(at), self._contained(at, stop)
        if size == 1 and self._is_other_word(at, big and said_so):
            return False
        if self._is_part_of_name(at, stop, following, big, region):
            return False
        if size > 1 and self._key(at, stop) in words.NEVER_TOGETHER:
            return False
        if size > 1 or region:
            return True
        largest = self._largest(at, size)
        if self._bits(at) & store.EVERYDAY and not self._country(at):
            if self.lows[at] in self.lower or not (said_so or contained):
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
        """Whether a single word is not a place: an everyday word, a known person's name, or a
        nationality."""
        low = self.lows[at]
        if (self._key(at, at + 1) or "").startswith("="):
            return False
        if low in words.NEVER or (low in self.people and not sure):
            return True
        return bool(nation(self.texts[at])) and not self._country(at)

    def _is_part_of_name(self, at: int, stop: int, following: str, big: bool, region: bool) -> bool:
        """Whether the words beside the name make it a river, road, newspaper, team or person."""
        if self._heads_organisation(stop) and not region:
            return True
        if following in words.FEATURES and not region:
            return True
        previous = self.lows[at - 1] if at and self._joined(at) else ""
        if previous and self.uppers[at - 1] and not self._sentence_start(at):
            if previous in words.FEATURES_BEFORE:
                return True
            beside = self.kept and self.kept[-1][1] == at
            part_before = previous in words.PARTS_AND_TITLES or self._opening_article(at - 1)
            if not (part_before or beside or nation(self.texts[at - 1]) or big):
                return True
        head = self.lows[at - 2] if previous == "of" and at > 1 and self.uppers[at - 2] else ""
        if head in words.ORGANISED:
            return True
        if not following or region or big:
            return False
        return following not in words.USUAL_AFTER and not self._longest(stop)

    def _heads_organisation(self, stop: int) -> bool:
        """Whether the words after a name make it an organisation: "Kachin Independence Army"."""
        at = stop
        while at < min(stop + 3, self.count) and self._run_on(at - 1):
            if self.lows[at] in words.ORGANISATIONS:
                return True
            if self.lows[at] in words.FACILITIES:  # "Kabul Police Department" is in Kabul
                return False
            at += 1
        return False

    def _said_so(self, at: int) -> bool:
        """Whether the words before the name say that it is a place: "in X", "the town of X"."""
        if not at:  # a bare name or a dateline, unless a sentence follows directly
            stop = max(1, self._longest(at))
            goes_on = self._next_low(stop)
            return not goes_on or self.uppers[stop]
        low, between = self.lows[at - 1], self.gaps[at]
        kind = self._of_what(at)
        if kind:
            return kind in words.OF_KINDS or (low != "of" and kind in words.BESIDE)
        if between != " ":
            return bool(self.kept and self.kept[-1][1] == at and between.strip() == ",")
        if low == "the" and at > 1:
            return self.lows[at - 2] in words.PLACE_BEFORE
        return low in words.PLACE_BEFORE or low in words.TOWN_WORDS or low in words.PARTS

    def _of_what(self, at: int) -> str:
        """Returns the word before "of X", "de X" or "d'X": "village", "cerca"; empty for none."""
        if not at:
            return ""
        if self.gaps[at] in (" d'", " d’"):
            return self.lows[at - 1]
        said = at > 1 and self.lows[at - 1] in words.OF and self.gaps[at] == " "
        return self.lows[at - 2] if said else ""

    def _contained(self, at: int, stop: int) -> bool:
        """Whether ", Y" follows, where Y is a country, a region or the abbreviation of a state."""
        if stop >= self.count:
            return False
        holder = patterns.HOLDER_AFTER.match(self.text, self.ends[stop - 1])
        if holder and self._lies_in(at, stop, holder.end()):
            return True
        between = self.gaps[stop]
        if between not in (", ", " ("):
            return False
        return self._container(stop) > 0

    def _lies_in(self, at: int, stop: int, start: int) -> bool:
        """Whether the gazetteer has a place of this name in the region or country at ``start``."""
        outer = next(
            (i for i in range(stop, min(stop + 8, self.count)) if self.starts[i] == start),
            None,
        )
        if outer is None:
            return False
        regions = self._entries(outer, self._longest(outer))
        return any(
            inner.country == region.country
            if region.kind == store.COUNTRY
            else region.id in (inner.admin1, inner.admin2)
            for inner in self._entries(at, stop - at)
            for region in regions
        )

    def _admin_word(self, at: int, stop: int) -> str | None:
        low = self._next_low(stop)
        after = self._next_low(stop + 1) if low else ""
        if low in words.ADMIN and after not in ("of", "in"):
            return low
        before = self.lows[at - 1] if at else ""
        start = self.starts[at]
        if before not in patterns.OF_LAST and self.text[start - 1 : start] not in ("'", "’"):
            return None
        head = self.text[max(0, start - 40) : start]
        match = patterns.OF_BEFORE.search(head)
        if match:
            kind = match["kind"].casefold()
            if kind in words.KINDS:
                return kind
        return None
