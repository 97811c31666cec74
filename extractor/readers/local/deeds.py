"""Corrects an event's type by its trigger, in languages that the tagger was not trained on, and by
whether anybody protests.

In such languages it finds triggers but often gives them a wrong type: it takes a gun battle for a
transfer of territory, arson for a bomb. If the language's table ``event_words`` has the trigger
and the tagger's type does not go with that kind of word, the word decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor import languages
from extractor.codebook.types import SubEventType
from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.fillers import language_in

__all__ = [
    "OWN",
    "befell",
    "fights_there",
    "only_attacks",
    "typed_by_deed",
    "typed_by_protest",
    "with_first",
]

TABLE, CLASH, KILLED, MOB = "event_words", "clash", "attack", "mob"
PROTEST = "protest_words"
OWN = 0.85
"""Least probability of an event's further triggers to decide its type."""
BEFORE = re.compile(r"(?:[^\s,.;:!?،؛।。，、()]+\s){1,2}$")
BEHIND = re.compile(r"(?:\s[^\s,.;:!?،؛।。，、()]+){1,2}")
NEAR = 30
"""Characters beside the trigger within which the two words next to it are sought."""
KILLING = (
    SubEventType.ATTACK,
    SubEventType.ARMED_CLASH,
    SubEventType.EXCESSIVE_FORCE,
    SubEventType.MOB_VIOLENCE,
    SubEventType.VIOLENT_DEMONSTRATION,
    SubEventType.SEXUAL_VIOLENCE,
)
BLASTS = (
    SubEventType.REMOTE_EXPLOSIVE,
    SubEventType.SUICIDE_BOMB,
    SubEventType.GRENADE,
    SubEventType.AIR_DRONE_STRIKE,
    SubEventType.SHELLING,
    SubEventType.CHEMICAL_WEAPON,
)
PROTESTS = (
    SubEventType.PEACEFUL_PROTEST,
    SubEventType.PROTEST_WITH_INTERVENTION,
    SubEventType.EXCESSIVE_FORCE,
    SubEventType.VIOLENT_DEMONSTRATION,
)
RIOTS = (SubEventType.VIOLENT_DEMONSTRATION, SubEventType.MOB_VIOLENCE, SubEventType.LOOTING)
TYPES: dict[str, tuple[SubEventType, ...]] = {
    "suicide": (SubEventType.SUICIDE_BOMB,),
    "air": (SubEventType.AIR_DRONE_STRIKE,),
    "shelling": (SubEventType.SHELLING,),
    "grenade": (SubEventType.GRENADE,),
    "blast": BLASTS,
    "clash": (SubEventType.ARMED_CLASH,),
    "abduction": (SubEventType.ABDUCTION, SubEventType.DISRUPTED_WEAPONS_USE),
    "arrest": (SubEventType.ARRESTS, SubEventType.PROTEST_WITH_INTERVENTION),
    "mob": (SubEventType.MOB_VIOLENCE,),
    "riot": RIOTS,
    "looting": (SubEventType.LOOTING, *RIOTS),
    "protest": PROTESTS,
    "attack": (*KILLING, *BLASTS),
}
"""The types that go with each kind of words, the one they mean first. More specific kinds come
first."""
BEFALL = "toll_words"
TAKEN = (SubEventType.ABDUCTION, SubEventType.ARRESTS, SubEventType.LOOTING)
"""Types that are wrong if the trigger only says that people were killed (ACLED codebook: who is
abducted and killed was attacked). The tagger gives them to words for killing that it does not know
("degolaram")."""


def typed_by_deed(text: str, found: Found, kinds: Sequence[str]) -> list[str]:
    """Return the event's types, likeliest first, corrected by its triggers."""
    said = _deeds(text, found)
    first = SubEventType(kinds[0])
    for kind, types in TYPES.items():
        if kind in said:
            return list(kinds) if first in types else with_first(types[0], kinds)
    if first in TAKEN and befell(text, found) == {"killed"}:
        return with_first(SubEventType.ATTACK, kinds)
    return list(kinds)


def typed_by_protest(text: str, kinds: Sequence[str]) -> list[str]:
    """Return the event's types, likeliest first. Force against protesters is an attack where the
    text has no word of a protest (ACLED codebook: it meets people who demonstrate)."""
    language = language_in(text)
    forceful = kinds[0] == SubEventType.EXCESSIVE_FORCE and language in languages.having(PROTEST)
    if not forceful or kinds_said(text, PROTEST, language):
        return list(kinds)
    return with_first(SubEventType.ATTACK, kinds)


def with_first(kind: SubEventType, kinds: Sequence[str]) -> list[str]:
    """Return the types with this one first."""
    return list(dict.fromkeys((kind.value, *kinds)))


def befell(text: str, found: Found) -> set[str]:
    """Return what the trigger says befell people, as kinds of the table ``toll_words``."""
    words = text[found.words.start : found.words.end]
    return {said.kind for said in kinds_said(words, BEFALL, language_in(text))}


def fights_there(text: str, found: Found) -> bool:
    """Whether the triggers mean a battle; true in languages without words for one."""
    return CLASH in _deeds(text, found) or not _has_words_for(CLASH, language_in(text))


def only_attacks(text: str, found: Found) -> bool:
    """Whether the triggers mean an attack and nothing more specific."""
    return _deeds(text, found) == {KILLED}


def _deeds(text: str, found: Found) -> set[str]:
    """Return the kinds of the table in the event's triggers, or if there are none, in the words
    beside them. A killing may be a mob's by the words beside it: "beat | to death"."""
    telling = [one for one in found.telling if one is found.words or one.sure >= OWN]
    said = _said(text, telling)
    if said - {KILLED}:
        return said
    beside = _said(text, [_widened(text, one) for one in telling])
    return beside if not said else said | (beside & {MOB})


def _said(text: str, fillers: Sequence[Filler]) -> set[str]:
    language = language_in(text)
    words = (text[one.start : one.end] for one in fillers)
    return {said.kind for each in words for said in kinds_said(each, TABLE, language)}


def _widened(text: str, one: Filler) -> Filler:
    before = BEFORE.search(text[max(0, one.start - NEAR) : one.start])
    behind = BEHIND.match(text[one.end : one.end + NEAR])
    start = one.start - len(before.group()) if before else one.start
    return Filler(start, one.end + (behind.end() if behind else 0), one.sure)


@cache
def _has_words_for(kind: str, language: str) -> bool:
    return any(cells[0] == kind for cells, _ in languages.rows(TABLE, language))
