"""What the tables and rules return for a party's words, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from extractor.actors import words as lexicon
from extractor.actors.kept import NOBODY_NAMED, UNTELLING, generic_name
from extractor.actors.languages import caseless, read_party
from extractor.actors.phrase import singular
from extractor.actors.resolve import resolve_in
from extractor.actors.setting import Actor, Setting
from extractor.codebook.countries import country_by_name, country_of_demonym
from extractor.codebook.folding import fold
from extractor.codebook.groups import group_named, groups_called
from extractor.codebook.names import STATE
from extractor.codebook.regimes import force_of
from extractor.places.casing import is_everyday

__all__ = ["Candidate", "Sort", "candidate", "names_somebody"]

SHORT = 4  # letters; several groups may share an acronym up to this length
GENERIC_FIRST = UNTELLING | lexicon.LOOKS


class Sort(IntEnum):
    """What sort of answer the rules give, the most informative first."""

    GROUP = 0
    STATE = 1
    PEOPLE = 2


@dataclass(frozen=True)
class Candidate:
    """An actor that the rules find in words. ``explicit``: the words say whose forces or which
    group it is. ``vague``: only an acronym or a common noun names it. ``listed``: a table has
    exactly these words. ``countries`` are the home countries of a group."""

    actor: Actor
    sort: Sort
    explicit: bool
    vague: bool = False
    listed: bool = False
    countries: tuple[str, ...] = ()

    @property
    def nobody(self) -> bool:
        """Whether the actor is ACLED's generic name for people whom nobody names."""
        return self.actor.name.startswith(NOBODY_NAMED)

    def of(self, country: str, setting: Setting) -> Actor:
        """Returns the candidate with the same branch of another state's forces."""
        branch = self.actor.name.split(" ")[0]
        return setting.state_actor(branch, country)


def candidate(words: str | None, setting: Setting, home: str | None) -> Candidate | None:
    """Returns what the tables and rules find in the words; ``home`` is the actor's country, if
    known."""
    if not words:
        return None
    actor = resolve_in(words, setting)
    if actor is None or not actor.known:
        return None
    state = STATE.match(actor.name)
    group = group_named(actor.name)
    if state and " Faction" not in actor.name:
        anywhere = resolve_in(words, replace(setting, country=None))
        explicit = anywhere is not None and anywhere.country == actor.country
        listed = bool(groups_called(words)) or force_of(words, setting.country) is not None
        return Candidate(actor, Sort.STATE, explicit, listed=listed)
    if group is None or generic_name(actor):
        return Candidate(actor, Sort.PEOPLE, explicit=False)
    if home and group.countries and home not in group.countries and home != setting.country:
        there = resolve_in(words, replace(setting, country=home))
        namesake = group_named(there.name) if there and there.known else None
        if there and namesake and home in namesake.countries:
            return _group(there, namesake.countries, words)
    return _group(actor, group.countries, words)


def _group(actor: Actor, countries: tuple[str, ...], words: str) -> Candidate:
    plain = words.removeprefix("the ")
    letters = [letter for letter in plain if letter.isalpha()]
    acronym = len(letters) <= SHORT and " " not in plain and not caseless(plain)
    common = plain.islower() and plain.isascii()
    listed = bool(groups_called(words))
    return Candidate(actor, Sort.GROUP, True, acronym or common, listed, countries)


def names_somebody(words: str | None) -> bool:
    """Whether the words contain a name. "gunmen", "Unknown attackers" and "مسلحون" do not."""
    if not words:
        return False
    read = read_party(words)
    if read.foreign or caseless(words):
        return read.named is not None
    tokens = [piece.words for piece in read.pieces]
    capitals = [token[:1].isupper() for token in tokens]
    generic = [_generic(token) for token in tokens]
    if any(up and not plain for up, plain in zip(capitals[1:], generic[1:], strict=True)):
        return True
    if tokens and capitals[0] and not generic[0] and not is_everyday(fold(tokens[0])):
        return True
    groupish = any(singular(fold(token)) in lexicon.GROUPISH for token in tokens)
    first = fold(tokens[0]) if tokens else ""
    return groupish and sum(capitals) > 1 and first not in GENERIC_FIRST


def _generic(token: str) -> bool:
    folded = fold(token)
    return (
        folded in GENERIC_FIRST
        or singular(folded) in UNTELLING
        or bool(country_by_name(token) or country_of_demonym(token))
    )
