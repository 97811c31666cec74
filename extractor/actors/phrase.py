"""A phrase that means an actor, taken apart: its head, whose it is, the names in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from extractor.actors.words import (
    AFTER_HEAD,
    ARMED,
    CANDIDATES,
    DROPPED,
    GENERALS,
    SECURITY,
    THROUGH,
)
from extractor.codebook.countries import (
    Country,
    country_by_name,
    country_of_demonym,
    country_of_metonym,
)
from extractor.codebook.folding import fold
from extractor.languages.patterns import listed_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

BREAKS = str.maketrans(dict.fromkeys('-–—/();:"“”«»[]', " "))
ARMED_ONES = frozenset(listed_as("armed_ones"))
ARTICLES = frozenset(["the", "a", "an", "some", "suspected", "alleged"])
IRREGULAR = {
    "children": "child",
    "forces": "force",
    "wives": "wife",
    "commandoes": "commando",
}


def without_article(words: str) -> str:
    """The words without an article, or "suspected", before them."""
    first, *others = words.split(None, 1)[:2] or [""]
    return others[0] if others and first.lower() in ARTICLES else words


def without_possessive(word: str) -> str:
    """The word without "'s", or the apostrophe behind an s."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word.endswith(("'", "’")) else word


def singular(word: str) -> str:
    """The singular of a folded English noun, roughly: "gunmen" gives "gunman"."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word == "men":
        return "man"
    if len(word) < 4 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1]


@dataclass(frozen=True)
class Phrase:
    """Words that mean an actor, as they stand, and the ACLED name of the event's country."""

    words: str
    country: str | None

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words one by one, as spelled; hyphens and brackets part them, commas stay."""
        spaced = self.words.replace(",", " , ")
        return tuple(token.strip(".'’") or token for token in spaced.translate(BREAKS).split())

    @cached_property
    def singulars(self) -> tuple[str, ...]:
        """The same folded and in the singular, possessives dropped."""
        return tuple(singular(fold(without_possessive(token))) for token in self.tokens)

    @cached_property
    def head_end(self) -> int:
        """How many words the head has: what stands before "of", "from", "who" …"""
        for index, token in enumerate(self.tokens):
            if index and (token == "," or fold(token) in AFTER_HEAD):
                if fold(token) == "to" and all(map(self._dropped, self.tokens[:index])):
                    continue  # "up to 100 demonstrators"
                return index
        return len(self.tokens)

    @cached_property
    def in_civil_office(self) -> bool:
        """Whether the head is a candidate, or a "general" who commands nobody."""
        words = self.singulars[: self.head_end]
        return not CANDIDATES.isdisjoint(words) or any(
            one in GENERALS and two == "general" for one, two in pairwise(words)
        )

    @cached_property
    def enumerated(self) -> tuple[str, ...]:
        """The head and what commas join to it, in the singular: "students, teachers and nurses"."""
        ends = (i for i, token in enumerate(self.tokens) if i and fold(token) in AFTER_HEAD)
        return self.singulars[: next(ends, len(self.tokens))]

    @cached_property
    def head(self) -> tuple[str, ...]:
        """The head's words, folded, singular, without articles and numbers."""
        words = (
            word
            for token, word in zip(self.tokens, self.singulars, strict=True)
            if not self._dropped(token) and not word.isdecimal()
        )
        kept = len([t for t in self.tokens[: self.head_end] if not self._dropped(t)])
        return tuple(words)[:kept]

    @staticmethod
    def _dropped(token: str) -> bool:
        folded = fold(token)
        return not folded or folded in DROPPED or folded.isdecimal()

    @cached_property
    def armed_ones(self) -> bool:
        """True for "armed men", "armed groups": whoever they are, they bear arms."""
        return any(a == "armed" and b in ARMED_ONES for a, b in pairwise(fold(self.words).split()))

    @cached_property
    def in_security(self) -> bool:
        """True for "security men", "intelligence agents", "security forces": people of a state."""
        heads = "security" in self.head or "intelligence" in self.head
        return heads and "private" not in self.head and self.has(SECURITY)

    @cached_property
    def leads_through(self) -> bool:
        """True for "members of X", "gunmen from X": who is meant stands after the head."""
        if self.head_end >= len(self.tokens):
            return False
        link = self._link
        noun = self.singulars[self.head_end - 1]
        numeral = fold(self.tokens[self.head_end - 1]) in DROPPED or noun.isdecimal()
        return link not in ("against", "fighting", "battling", "opposed") and (
            noun in THROUGH or numeral
        )

    @cached_property
    def inner(self) -> Phrase | None:
        """What "members of …", "dozens of …", "a spokesman for …" leads to, as a phrase."""
        armed = self.head_end < len(self.tokens) and self.singulars[self.head_end - 1] in ARMED
        if not self.leads_through or armed:
            return None
        if self._link not in _OF:
            return None
        inner = Phrase(" ".join(self.tokens[self.head_end + 1 :]), self.country)
        if self.armed_ones and country_of_metonym(inner.words):
            return None  # "armed men from Damascus" are not its government's
        # "The White House office of …" stays with the state that its head names.
        return inner if inner.nation or not self.longest(_any_country, 4, self.head_end) else None

    @cached_property
    def reach(self) -> int:
        """How many words may name the actor: the head's, or all where it leads through."""
        return len(self.tokens) if self.leads_through or self._link == "of" else self.head_end

    @cached_property
    def _link(self) -> str:
        """The word that ends the head: "of", "from", "who" …"""
        return fold(self.tokens[self.head_end]) if self.head_end < len(self.tokens) else ""

    @cached_property
    def army_of_a_name(self) -> bool:
        """True for "Army of Conquest", which is a name, unlike "the army of Syria"."""
        if self._link != "of" or self.head[-1:] not in (("army",), ("force",)) or self.nation:
            return False
        after = [token for token in self.tokens[self.head_end + 1 :] if not self._dropped(token)]
        return bool(after) and after[0][:1].isupper()

    def has(self, words: frozenset[str]) -> bool:
        """Whether one of the words stands in the head."""
        return any(word in words for word in self.head)

    def has_within_reach(self, words: frozenset[str]) -> bool:
        """Whether one of the words stands in the head or in what it leads to."""
        return any(word in words for word in self.singulars[: self.reach])

    def longest(self, find: Callable[[str], T | None], size: int, upto: int) -> T | None:
        """The first thing found for a run of words, the longest runs first."""
        found = self.longest_run(find, size, upto)
        return found[1] if found else None

    def longest_run(
        self, find: Callable[[str], T | None], size: int, upto: int
    ) -> tuple[int, T] | None:
        """The same, with how many words the run has."""
        for run in self._runs(size, upto):
            found = find(run)
            if found is not None:
                return len(run.split()), found
        return None

    def _runs(self, size: int, upto: int) -> Iterator[str]:
        tokens = self.tokens[:upto]
        bare = [without_possessive(token) for token in tokens]
        for length in range(min(size, len(tokens)), 0, -1):
            for start in range(len(tokens) - length + 1):
                run = " ".join(tokens[start : start + length])
                yield run
                plain = " ".join(bare[start : start + length])
                if plain != run:
                    yield plain

    @cached_property
    def nation(self) -> Country | None:
        """The country the phrase names by name, adjective or seat of government."""
        return self.longest(_any_country, 4, self.head_end) or self.longest(
            _any_country, 4, self._nation_reach
        )

    @cached_property
    def _nation_reach(self) -> int:
        """ "Forces of Kenya", "soldiers from Chad": one country may follow the head."""
        after = self.tokens[self.head_end : self.head_end + 1]
        return min(len(self.tokens), self.head_end + 4) if after and after[0] in _OF else 0

    @cached_property
    def only_nation(self) -> Country | None:
        """The country when the phrase is nothing but its name, adjective or seat."""
        return _any_country(" ".join(t for t in self.tokens if not self._dropped(t)))

    @cached_property
    def nationals(self) -> bool:
        """True for a people or one of it and nothing else: "Americans", "a Syrian"."""
        plain = " ".join(token for token in self.tokens if not self._dropped(token))
        return bool(country_of_demonym(plain)) and not country_by_name(plain)

    @cached_property
    def one_of_a_people(self) -> bool:
        """True for "a Syrian", "two Syrians": persons; "the Syrians" may mean the state."""
        first = fold(self.tokens[0])
        return self.nationals and first != "the" and self._dropped(self.tokens[0])

    @cached_property
    def capitalised(self) -> bool:
        """Whether a word of the head, articles aside, begins with a capital."""
        return any(t[:1].isupper() for t in self.tokens[: self.head_end] if not self._dropped(t))


_OF = ("of", "from", "for")


def _any_country(words: str) -> Country | None:
    if not words[:1].isupper() and not words.isupper():
        return None
    return country_by_name(words) or country_of_demonym(words) or country_of_metonym(words)
