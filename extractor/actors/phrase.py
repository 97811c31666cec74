"""Splits a phrase for an actor into its head, its country and the names in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from extractor.actors import words as lexicon
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


def without_article(words: str) -> str:
    """The words without an article, or "suspected", before them."""
    first, *others = words.split(None, 1)[:2] or [""]
    return others[0] if others and first.lower() in lexicon.ARTICLES else words


def without_possessive(word: str) -> str:
    """The word without "'s", or the apostrophe behind an s."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word.endswith(("'", "’")) else word


def singular(word: str) -> str:
    """The singular of a folded English noun, roughly: "gunmen" gives "gunman"."""
    if word in lexicon.PLURALS:
        return lexicon.PLURALS[word]
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
    """The words for an actor as they stand, and the ACLED name of the event's country."""

    words: str
    country: str | None

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words one by one, as spelled. Hyphens and brackets separate words; commas stay."""
        spaced = self.words.replace(",", " , ")
        return tuple(token.strip(".'’") or token for token in spaced.translate(BREAKS).split())

    @cached_property
    def singulars(self) -> tuple[str, ...]:
        """The words folded and in the singular, without possessive endings."""
        return tuple(singular(fold(without_possessive(token))) for token in self.tokens)

    @cached_property
    def head_end(self) -> int:
        """The number of words in the head: those before "of", "from", "who" …"""
        for index, token in enumerate(self.tokens):
            if index and (token == "," or fold(token) in lexicon.AFTER_HEAD):
                if fold(token) == "to" and all(map(self._dropped, self.tokens[:index])):
                    continue  # "up to 100 demonstrators"
                return index
        return len(self.tokens)

    @cached_property
    def in_civil_office(self) -> bool:
        """Whether the head is a candidate for an office, or a "general" without troops."""
        words = self.singulars[: self.head_end]
        return not lexicon.CANDIDATES.isdisjoint(words) or _together(lexicon.CIVIL_GENERALS, words)

    @cached_property
    def enumerated(self) -> tuple[str, ...]:
        """The head and the words that commas join to it, in the singular: "students, teachers and
        nurses"."""
        ends = (i for i, token in enumerate(self.tokens) if i and fold(token) in lexicon.AFTER_HEAD)
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

    @cached_property
    def noun(self) -> str:
        """The head's last word; "" where it has none."""
        return self.head[-1] if self.head else ""

    @staticmethod
    def _dropped(token: str) -> bool:
        folded = fold(token)
        return not folded or folded in lexicon.DROPPED or folded.isdecimal()

    @cached_property
    def armed_ones(self) -> bool:
        """Whether the head is "armed men", "armed groups" or the like, people with arms but without
        a name."""
        return any(
            one in lexicon.WITH_ARMS and two in ARMED_ONES
            for one, two in pairwise(fold(self.words).split())
        )

    @cached_property
    def in_security(self) -> bool:
        """Whether the head is people of a state: "security men", "intelligence agents", "security
        forces"."""
        services = self.has(lexicon.SECURITY_SERVICES) and not self.has(lexicon.PRIVATE)
        return services and self.has(lexicon.SECURITY_PEOPLE)

    @cached_property
    def leads_through(self) -> bool:
        """Whether the actor stands after the head: "members of X", "gunmen from X"."""
        if self.head_end >= len(self.tokens):
            return False
        noun = self.singulars[self.head_end - 1]
        numeral = fold(self.tokens[self.head_end - 1]) in lexicon.DROPPED or noun.isdecimal()
        return self._link not in lexicon.AGAINST and (noun in lexicon.THROUGH or numeral)

    @cached_property
    def inner(self) -> Phrase | None:
        """The words after "members of …", "dozens of …", "a spokesman for …", as a phrase."""
        armed = (
            self.head_end < len(self.tokens) and self.singulars[self.head_end - 1] in lexicon.ARMED
        )
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
        """The number of words that may name the actor: the head's, or all where the actor stands
        after it."""
        return len(self.tokens) if self.leads_through or self._link == "of" else self.head_end

    @cached_property
    def _link(self) -> str:
        """The word that ends the head: "of", "from", "who" …"""
        return fold(self.tokens[self.head_end]) if self.head_end < len(self.tokens) else ""

    @cached_property
    def army_of_a_name(self) -> bool:
        """Whether the words are a name such as "Army of Conquest", unlike "the army of Syria"."""
        if self._link != "of" or self.noun not in lexicon.ARMIES | lexicon.FORCES or self.nation:
            return False
        after = [token for token in self.tokens[self.head_end + 1 :] if not self._dropped(token)]
        return bool(after) and after[0][:1].isupper()

    def has(self, words: frozenset[str]) -> bool:
        """Whether one of the words is in the head."""
        return any(word in words for word in self.head)

    def has_together(self, words: frozenset[str]) -> bool:
        """Whether the head has one of these side by side: "ethnic armed"."""
        return _together(words, self.head)

    @cached_property
    def has_persons(self) -> bool:
        """Whether the head has a word for persons; "national" is one only at its end."""
        return any(
            word in lexicon.PERSONS
            and (word not in lexicon.PERSONS_LAST or at == len(self.head) - 1)
            for at, word in enumerate(self.head)
        )

    @cached_property
    def numbered_division(self) -> bool:
        """Whether the head is a division of an army by its number: "the 7 Division", "25th
        Division"."""
        noun = self.singulars[self.head_end - 1 : self.head_end]
        return not lexicon.DIVISIONS.isdisjoint(noun) and any(
            token[:1].isdecimal() for token in self.tokens[: self.head_end]
        )

    def has_within_reach(self, words: frozenset[str]) -> bool:
        """Whether one of the words is among those that may name the actor (see :attr:`reach`)."""
        return any(word in words for word in self.singulars[: self.reach])

    def longest(self, find: Callable[[str], T | None], size: int, upto: int) -> T | None:
        """Returns what ``find`` returns for a run of words, trying the longest runs first."""
        found = self.longest_run(find, size, upto)
        return found[1] if found else None

    def longest_run(
        self, find: Callable[[str], T | None], size: int, upto: int
    ) -> tuple[int, T] | None:
        """Like :meth:`longest`, but also returns the number of words in the run."""
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
        """The country in the phrase, by its name, adjective or seat of government."""
        return self.longest(_any_country, 4, self.head_end) or self.longest(
            _any_country, 4, self._nation_reach
        )

    @cached_property
    def _nation_reach(self) -> int:
        """The number of words that may name a country, including one after the head: "forces of
        Kenya", "soldiers from Chad"."""
        after = self.tokens[self.head_end : self.head_end + 1]
        return min(len(self.tokens), self.head_end + 4) if after and after[0] in _OF else 0

    @cached_property
    def only_nation(self) -> Country | None:
        """The country, when the phrase contains only its name, adjective or seat."""
        return _any_country(" ".join(t for t in self.tokens if not self._dropped(t)))

    @cached_property
    def nationals(self) -> bool:
        """Whether the phrase is only a people or members of it: "Americans", "a Syrian"."""
        plain = " ".join(token for token in self.tokens if not self._dropped(token))
        return bool(country_of_demonym(plain)) and not country_by_name(plain)

    @cached_property
    def one_of_a_people(self) -> bool:
        """Whether the phrase means persons: "a Syrian", "two Syrians"; "the Syrians" may mean the
        state."""
        first = fold(self.tokens[0])
        return self.nationals and first != "the" and self._dropped(self.tokens[0])

    @cached_property
    def capitalised(self) -> bool:
        """Whether a word of the head, articles aside, begins with a capital."""
        return any(t[:1].isupper() for t in self.tokens[: self.head_end] if not self._dropped(t))


_OF = ("of", "from", "for")


def _together(runs: frozenset[str], words: tuple[str, ...]) -> bool:
    joined = f" {' '.join(words)} "
    return any(f" {run} " in joined for run in runs)


def _any_country(words: str) -> Country | None:
    if not words[:1].isupper() and not words.isupper():
        return None
    return country_by_name(words) or country_of_demonym(words) or country_of_metonym(words)
