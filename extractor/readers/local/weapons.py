"""Corrects an event's type by the words for its weapon, if the language's table has them.

In languages it was trained little on, the tagger confuses explosive weapons: it takes a mine for a
chemical weapon, a suicide attack for an air strike. Words that name the weapon decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from extractor import languages
from extractor.actors.languages import phrase_of
from extractor.actors.words import MILITARY
from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.deeds import OWN, befell, fights_there, only_attacks, with_first
from extractor.readers.local.edges import before, behind
from extractor.readers.local.fillers import HARM, language_in
from extractor.text.words import QUOTES

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
"""Types that an attack gets only by its trigger ("hava saldırısı"): if the weapon is named
elsewhere, it may still be an attack."""
BY_HAND = (SubEventType.ARMED_CLASH, SubEventType.ATTACK)
BEST_READ, SURE = "en", 0.9
"""The language that the tagger was trained most on, and from which probability its type stands
there against the words for a weapon."""
BESIDE = 2
"""Words beside the trigger among which "suicide" is sought."""


def typed_by_weapon(text: str, found: Found, kinds: Sequence[str]) -> list[str]:
    """Return the event's types, likeliest first, corrected by its words for the weapon."""
    first = SubEventType(kinds[0])
    explodes = event_type_of(first) is EventType.EXPLOSIONS
    died_of = _died_of(text, found) if first in BY_HAND else None
    if died_of:
        return with_first(died_of, kinds)
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
        return with_first(SubEventType.SUICIDE_BOMB, kinds)
    if not explodes:
        return (
            with_first(types.pop(), kinds) if len(types) == 1 and types < FROM_AFAR else list(kinds)
        )
    if first in named or (first is SubEventType.GRENADE and SubEventType.REMOTE_EXPLOSIVE in named):
        return list(kinds)  # many languages call a grenade a bomb
    said = types or named
    if len(said) == 1:
        return with_first(said.pop(), kinds)
    if first in FROM_AFAR and not said and only_attacks(text, found):
        return with_first(SubEventType.ATTACK, kinds)  # "waliwashambulia", with no weapon told
    if first is SubEventType.CHEMICAL_WEAPON and _in_table(language) and len(found.kinds) > 1:
        return with_first(SubEventType(found.kinds[1][0]), kinds[1:])
    return list(kinds)


def names_weapon(words: str, language: str) -> bool:
    """Whether any of the words means a weapon."""
    return bool(kinds_said(words, TABLE, language))


def is_weapon(words: str, language: str) -> bool:
    """Whether the words name a weapon and no party ("the drones", "Iskander missiles")."""
    bare = words.strip(QUOTES)
    said = sorted(kinds_said(bare, TABLE, language), key=lambda one: one.start)
    if not said or said[0].start > len("the "):
        return False
    if len(said) > 1 and phrase_of(bare).has(MILITARY):
        return False
    gaps = (bare[one.end : other.start] for one, other in pairwise(said))
    return said[-1].end == len(bare) and not any(gap.strip(" -") for gap in gaps)


def _died_of(text: str, found: Found) -> SubEventType | None:
    """Return the type for a bomb or mine if people merely died of one.

    That is so if the event has no doer, its trigger only says that people died or were hurt, and a
    bomb or mine is the one weapon: soldiers who "died when their car hit | a mine" did not fight.
    """
    suffer = [one for role in ("target", *HARM) for one in found.roles.get(role, ())]
    doers = (one for one in found.roles.get("doer", ()) if one.sure >= OWN)
    if any(not any(map(one.overlaps, suffer)) for one in doers):
        return None
    said = befell(text, found)
    if not said or not said.issubset(HARM):
        return None
    weapons = _types(text, [found.words, *found.roles.get("weapon", ())], language_in(text))
    return SubEventType.REMOTE_EXPLOSIVE if weapons == {SubEventType.REMOTE_EXPLOSIVE} else None


def _struck_from_afar(text: str, found: Found, kinds: Sequence[str]) -> list[str]:
    """Correct the types of a "battle" whose words mean no fight but name one weapon, or whose doer
    is an air force ("a strike by the air force")."""
    if fights_there(text, found):
        return list(kinds)
    language = language_in(text)
    telling = [one for one in found.telling if one is found.words or one.sure >= OWN]
    struck = [*telling, *found.roles.get("doer", ())]
    said = _types(text, struck, language) - {SubEventType.CHEMICAL_WEAPON}
    return with_first(said.pop(), kinds) if len(said) == 1 else list(kinds)


def _types(text: str, fillers: Sequence[Filler], language: str) -> set[SubEventType]:
    words = (text[one.start : one.end] for one in fillers)
    return {TYPES[said.kind] for each in words for said in kinds_said(each, TABLE, language)}


def _in_table(language: str) -> bool:
    return bool(languages.rows(TABLE, language))


def _widened(text: str, one: Filler) -> Filler:
    start = min(islice(before(text, one.start), BESIDE), default=one.start)
    return Filler(start, max(islice(behind(text, one.end), BESIDE), default=one.end), one.sure)
