"""The type of an event by the words for its weapon, where a language's table knows them.

The tagger mixes up what explodes in languages it has read little of: it takes a mine for a chemical
weapon, a suicide attack for an air strike. Words that name the weapon decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from extractor import languages
from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.deeds import OWN, befell, fights_there, only_attacks
from extractor.readers.local.edges import before, behind
from extractor.readers.local.fillers import language_in

__all__ = ["is_weapon", "names_weapon", "typed_by_weapon"]

TABLE = "weapon_words"
TYPES = {
    "suicide": SubEventType.SUICIDE_BOMB,
    "air": SubEventType.AIR_DRONE_STRIKE,
    "fire": SubEventType.SHELLING,
    "blast": SubEventType.REMOTE_EXPLOSIVE,
    "grenade": SubEventType.GRENADE,
    "chemical": SubEventType.CHEMICAL_WEAPON,
}
FROM_AFAR = {SubEventType.AIR_DRONE_STRIKE, SubEventType.SHELLING}
"""What an attack is by its own words alone ("hava saldırısı"): with a weapon named elsewhere it may
be an attack all the same."""
BY_HAND = (SubEventType.ARMED_CLASH, SubEventType.ATTACK)
HARM = frozenset(["killed", "injured"])
BEST_READ, SURE = "en", 0.9
"""The language that the tagger has read most of, and how sure it is there of a type that words for
a weapon do not overrule."""
BESIDE = 2
"""Words beside the event's own in which "suicide" is looked for."""


def typed_by_weapon(text: str, found: Found, kinds: Sequence[str]) -> list[str]:
    """The event's types, likeliest first, after what its words say of the weapon."""
    first = SubEventType(kinds[0])
    explodes = event_type_of(first) is EventType.EXPLOSIONS
    died_of = _died_of(text, found) if first in BY_HAND else None
    if died_of:
        return _with_first(died_of, kinds)
    if first is SubEventType.ARMED_CLASH:
        return _struck_from_afar(text, found, kinds)
    if not explodes and first is not SubEventType.ATTACK:
        return list(kinds)
    language = language_in(text)
    if explodes and language == BEST_READ and found.kinds[0][1] >= SURE:
        return list(kinds)
    telling = [one for one in found.telling if one is found.words or one.sure >= OWN]
    types = _types(text, telling, language)
    others = [one for role in ("weapon", "doer") for one in found.roles.get(role, ())]
    named = types | _types(text, others, language)
    wide = [_widened(text, one) for one in telling]
    if SubEventType.SUICIDE_BOMB in named | _types(text, wide, language):
        return _with_first(SubEventType.SUICIDE_BOMB, kinds)
    if not explodes:
        return (
            _with_first(types.pop(), kinds)
            if len(types) == 1 and types < FROM_AFAR
            else list(kinds)
        )
    if first in named or (first is SubEventType.GRENADE and SubEventType.REMOTE_EXPLOSIVE in named):
        return list(kinds)  # many languages call a grenade a bomb
    said = types or named
    if len(said) == 1:
        return _with_first(said.pop(), kinds)
    if first in FROM_AFAR and not said and only_attacks(text, found):
        return _with_first(SubEventType.ATTACK, kinds)  # "waliwashambulia", with no weapon told
    if first is SubEventType.CHEMICAL_WEAPON and _in_table(language) and len(found.kinds) > 1:
        return _with_first(SubEventType(found.kinds[1][0]), kinds[1:])
    return list(kinds)


def names_weapon(words: str, language: str) -> bool:
    """Whether any of the words is one for a weapon."""
    return bool(kinds_said(words, TABLE, language))


def is_weapon(words: str, language: str) -> bool:
    """Whether the words name a weapon and nobody ("an IED", "the drones")."""
    said = kinds_said(words, TABLE, language)
    return any(one.end == len(words) and one.start <= len("the ") for one in said)


def _died_of(text: str, found: Found) -> SubEventType | None:
    """A bomb or mine where that is the one weapon of an event that nobody does and whose own words
    only say that people died or were hurt: soldiers who "died when their car hit | a mine" did not
    fight."""
    suffer = [one for role in ("target", *HARM) for one in found.roles.get(role, ())]
    doers = (one for one in found.roles.get("doer", ()) if one.sure >= OWN)
    if any(not any(map(one.overlaps, suffer)) for one in doers):
        return None
    said = befell(text, found)
    if not said or not said <= HARM:
        return None
    weapons = _types(text, [found.words, *found.roles.get("weapon", ())], language_in(text))
    return SubEventType.REMOTE_EXPLOSIVE if weapons == {SubEventType.REMOTE_EXPLOSIVE} else None


def _struck_from_afar(text: str, found: Found, kinds: Sequence[str]) -> list[str]:
    """The types of what the tagger takes for a battle, although its words name no fight but one
    weapon, or an air force is who acts ("a strike by the air force")."""
    if fights_there(text, found):
        return list(kinds)
    language = language_in(text)
    telling = [one for one in found.telling if one is found.words or one.sure >= OWN]
    struck = [*telling, *found.roles.get("doer", ())]
    said = _types(text, struck, language) - {SubEventType.CHEMICAL_WEAPON}
    return _with_first(said.pop(), kinds) if len(said) == 1 else list(kinds)


def _types(text: str, fillers: Sequence[Filler], language: str) -> set[SubEventType]:
    words = (text[one.start : one.end] for one in fillers)
    return {TYPES[said.kind] for each in words for said in kinds_said(each, TABLE, language)}


def _in_table(language: str) -> bool:
    return bool(languages.rows(TABLE, language))


def _widened(text: str, one: Filler) -> Filler:
    start = min(islice(before(text, one.start), BESIDE), default=one.start)
    return Filler(start, max(islice(behind(text, one.end), BESIDE), default=one.end), one.sure)


def _with_first(kind: SubEventType, kinds: Sequence[str]) -> list[str]:
    return list(dict.fromkeys((kind.value, *kinds)))
