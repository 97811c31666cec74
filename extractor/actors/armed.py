"""Rules for armed actors that no table has by name: states' forces, identity militias, guards,
unidentified groups. Those with a name are in :mod:`extractor.actors.listed`.

Each function takes a phrase and its setting and returns an actor, or ``None`` where its rule does
not apply; ``docs/resolution.md`` has an example and the source of each.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extractor.actors import words as lexicon
from extractor.actors.kept import holds_a_name, kept_for_its_name
from extractor.actors.others import named_army, not_the_states, opposes
from extractor.actors.phrase import without_article
from extractor.actors.seats import is_own_capital
from extractor.actors.setting import Actor, Setting
from extractor.actors.unarmed import of_a_civil_body, sorts_of_people
from extractor.codebook.actors import ActorKind
from extractor.codebook.folding import fold
from extractor.codebook.names import DE_FACTO, kind_of_acled_name

if TYPE_CHECKING:
    from extractor.actors.phrase import Phrase

STATEHOOD = lexicon.STATEHOOD
NO_PEOPLE = lexicon.ARMED | lexicon.ARMED_KIN | lexicon.COMMUNAL.keys()
BRIGADES_OF_GROUPS = frozenset(["Libya", "Palestine", "Syria"])
"""Countries where a brigade with a name ("the Abu Bakr Brigade") is a group's, not the army's."""


ARMY_THERE = {"Palestine": "Israel"}
"""The country that "the army" and "soldiers" belong to in a country that has police but no army."""


def state_forces(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns a state's forces, by regime: soldiers, police, "the government", "Damascus"."""
    nonstate = lexicon.NONSTATE | lexicon.FORMER
    if phrase.noun in lexicon.THE_POLICE:
        nonstate -= lexicon.PARAMILITARY
    if phrase.has(nonstate) or opposes(phrase) or named_army(phrase) or of_a_civil_body(phrase):
        return None
    serves = _serves(phrase, setting)
    home = phrase.nation.name if phrase.nation else setting.country
    armed = phrase.armed_ones and not serves
    abroad = phrase.has(lexicon.ABROAD) and phrase.has(lexicon.MILITARY | lexicon.FORCES)
    if armed or (phrase.nation is None and (abroad or phrase.has(lexicon.FOREIGN))):
        return None  # "the occupation forces" are not those of the country
    before = _before_armed_forces(phrase)
    if home and before is not None and (len(before) <= len(" the") or not _of_a_people(phrase)):
        return setting.state_actor("Military", home)
    thing = bool(phrase.head) and phrase.head[-1] in lexicon.THINGS - lexicon.MILITARY
    if setting.target and thing and not phrase.has(lexicon.MILITARY | lexicon.POLICE):
        return None  # a ministry's car is not the ministry
    if not lexicon.GOVERNMENTS.isdisjoint(fold(phrase.words).split()):
        return None  # several states are no actor of one name
    de_facto = next((state for state in DE_FACTO if state in phrase.words), None)
    if de_facto and DE_FACTO[de_facto] != de_facto:
        home = de_facto
    if phrase.only_nation and home:
        place = fold(phrase.only_nation.capital) == fold(phrase.words)
        if (setting.target and (phrase.nationals or place)) or phrase.one_of_a_people:
            return None
        return setting.state_actor(setting.branch_of_government, home)
    if setting.role == "perpetrator" and phrase.nation and _strikes(phrase):
        state = struck_by(phrase)
        return setting.state_actor("Military", state) if state else None
    named = phrase.has(STATEHOOD) or _defends(phrase) or serves or phrase.numbered_division
    stately = named or state_guard(phrase) or phrase.in_security
    if not home or not stately or _of_a_people(phrase):
        return None
    return _branch(phrase, setting, home)


def _before_armed_forces(phrase: Phrase) -> str | None:
    """Returns what stands before "armed forces"; ``None`` where the words are not there."""
    words = f" {fold(phrase.words)} "
    parted = (words.partition(f" {name} ") for name in lexicon.ARMED_FORCES)
    return next((before for before, found, _ in parted if found), None)


def _serves(phrase: Phrase, setting: Setting) -> bool:
    """Whether a nation stands before words for a part of its forces: "an Israeli unit", and abroad
    "Tajik guards"."""
    if phrase.nation is None or phrase.nation.name in ARMY_THERE or not phrase.head:
        return False
    abroad = phrase.head[-1] in lexicon.GUARDS and phrase.nation.name != setting.country
    return abroad or phrase.head[-1] in lexicon.SERVING


def _defends(phrase: Phrase) -> bool:
    """Whether the words are of defenders such as "Ukrainian defenders"; defenders of human rights
    are not a force."""
    own_words = phrase.head[1:] if phrase.nation else ()
    return len(own_words) == 1 and own_words[0] in lexicon.DEFENDERS


def struck_by(phrase: Phrase) -> str | None:
    """Returns the state whose weapon or strike it is ("Russian shelling"). A state that only made
    the weapon does not count."""
    if phrase.nation is None or not _strikes(phrase) or phrase.has(lexicon.MADE):
        return None
    return phrase.nation.name


def _strikes(phrase: Phrase) -> bool:
    """Whether the words mean weapons or their use: "shelling", "MiG-29"."""
    make, _, number = phrase.words.rpartition(" ")[2].rpartition("-")  # Su-34, F-16s, MiG-29
    return phrase.has(lexicon.STRIKES) or (
        make[:1].isupper() and len(make) <= 3 and number[:1].isdecimal()
    )


def _branch(phrase: Phrase, setting: Setting, home: str) -> Actor | None:
    """Returns which branch of a state the words mean: police, government or army; ``None`` for
    officials as targets and for private guards."""
    guards = state_guard(phrase) and phrase.has(lexicon.POLICE_GUARDS)
    military = phrase.has(lexicon.MILITARY) or _in_the_army(phrase) or _defends(phrase)
    military = military or phrase.numbered_division
    # The interior ministry's police act for it; itself it speaks as the government.
    policing = lexicon.POLICE - lexicon.INTERIOR if setting.role == "speaker" else lexicon.POLICE
    police = phrase.has(policing) and not military
    if police or guards or _of_the_police(phrase):
        return setting.state_actor("Police", home)
    officials = phrase.has(lexicon.GOVERNMENT) and not phrase.has(lexicon.FORCES | lexicon.TROOPS)
    if setting.role == "speaker" and not military and phrase.has(lexicon.GOVERNMENT):
        return setting.state_actor("Government", home)
    if officials and not military:
        ruling = phrase.has(lexicon.RULING)
        if setting.target and (phrase.head[-1] in lexicon.OFFICES or not ruling):
            return None  # an official is a civilian
        return setting.state_actor(setting.branch_of_government, home)
    if phrase.has(lexicon.OFFICIALS) and not military and setting.target:
        return None
    security = phrase.has(lexicon.SECURITY) and not military
    if security and not phrase.in_security:
        return None
    branch = "Police" if security and setting.street else "Military"
    if military and phrase.nation is None:
        home = ARMY_THERE.get(home, home)
    return setting.state_actor(branch, home)


def _in_the_army(phrase: Phrase) -> bool:
    """Whether the words place somebody in an army: "an officer in the army"."""
    police = [word for word in phrase.head if word in lexicon.POLICE]
    officer = len(police) == 1 and police[0] in lexicon.OFFICERS
    return officer and any(word in lexicon.MILITARY for word in phrase.singulars)


def _of_the_police(phrase: Phrase) -> bool:
    """Whether the words mean police: "police reservists", "police helicopters", not "army officers"
    or "military police"."""
    words = [word for word in phrase.head if word in lexicon.MILITARY | lexicon.POLICE]
    return len(words) > 1 and words[0] in lexicon.THE_POLICE


def _of_a_people(phrase: Phrase) -> bool:
    """Whether the forces belong to a named people that is no state, and so not to the state:
    "Kurdish forces"."""
    if phrase.nation or state_guard(phrase):
        return False
    if phrase.army_of_a_name:
        return True
    if phrase.numbered_division:
        return False
    brigade = phrase.noun in lexicon.BRIGADES
    if brigade and phrase.country in BRIGADES_OF_GROUPS and holds_a_name(phrase):
        return True
    if phrase.words.isupper() or phrase.has(lexicon.STATES_OWN):
        return False
    return any(
        token[:1].isupper() and word not in STATEHOOD and index + 1 < phrase.head_end
        for index, (token, word) in enumerate(zip(phrase.tokens, phrase.singulars, strict=True))
        if fold(token) not in lexicon.DROPPED
    )


def state_guard(phrase: Phrase) -> bool:
    """Whether the words mean guards of the state ("National Guard", "border guards", "park
    rangers"), not private guards."""
    return phrase.has(lexicon.GUARDS_OF_A_STATE) and phrase.has(lexicon.STATE_GUARDS)


def communal(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns an identity militia for armed tribesmen, herders and villagers."""
    if setting.target or setting.role == "speaker":
        return None
    sort = next((lexicon.COMMUNAL[word] for word in phrase.head if word in lexicon.COMMUNAL), None)
    if sort is None and phrase.has(lexicon.PEOPLES) and phrase.has(lexicon.ARMED_KIN):
        sort = "Ethnic"
    if sort is None or phrase.has_together(lexicon.ETHNIC_ARMED):
        return None  # "ethnic armed organisations" are rebels
    names = [
        token
        for token, word in zip(phrase.tokens, phrase.singulars, strict=True)
        if token[:1].isupper() and word not in NO_PEOPLE
    ][:2]
    named = bool(names) and not phrase.words.isupper() and not phrase.nation
    first = " ".join(names) if named else "Unidentified"
    name = setting.generic(f"{first} {sort} Militia")
    return Actor(name, ActorKind.IDENTITY_MILITIA, setting.country)


def unidentified(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns ACLED's generic armed group for gunmen, rebels and gangs without a name."""
    if phrase.capitalised and phrase.has(lexicon.GROUPISH) and _proper(phrase):
        return None
    lone = phrase.has(lexicon.LONE)
    persons = phrase.has_persons or phrase.one_of_a_people
    armed = phrase.armed_ones or phrase.has(lexicon.ARMED) or (not setting.target and persons)
    armed = armed or not_the_states(phrase)
    if not armed and not phrase.has(lexicon.GANG) and not phrase.has_within_reach(lexicon.ARMED):
        return None
    if phrase.has(lexicon.PRIVATE) and phrase.has(lexicon.SECURITY):
        name = setting.generic("Private Security Forces")
        return Actor(name, ActorKind.EXTERNAL_OTHER, setting.country)
    if setting.role == "speaker" and not (phrase.has(lexicon.ARMED) or phrase.armed_ones):
        return None
    named = phrase.has(lexicon.ARMED | lexicon.GANG) or _followers(phrase)
    if named and holds_a_name(phrase):
        return kept_for_its_name(phrase, setting)
    generic = "Unidentified Armed Group"
    if lone:
        generic = "Sole Perpetrator"
    elif phrase.has(lexicon.GANG):
        generic = "Unidentified Gang"
    where = phrase.nation.name if phrase.nation else setting.country
    return Actor(setting.generic(generic, where), ActorKind.POLITICAL_MILITIA, where)


def _followers(phrase: Phrase) -> bool:
    """Whether the words are of the people of a party: "Shiv Sena workers"."""
    name, last = ("", *phrase.tokens[: phrase.head_end])[-2:]
    return last.islower() and name[:1].isupper() and phrase.head[-1] in lexicon.FOLLOWERS


def security_guards(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns Private Security Forces for guards and their firms; ACLED counts them as
    External/Other."""
    guards = phrase.has(lexicon.PRIVATE_GUARDS) and not state_guard(phrase)
    guards = guards and (phrase.words.isupper() or not phrase.capitalised)
    hired = phrase.has(lexicon.FIRMS) and phrase.has(lexicon.HIRED_FOR)
    if not guards and not hired:
        return None
    name = setting.generic("Private Security Forces")
    return Actor(name, ActorKind.EXTERNAL_OTHER, setting.country)


def kept(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns an actor under a name that is in no table, with a kind chosen from the words beside
    the name."""
    if not phrase.capitalised or phrase.only_nation or not phrase.head:
        return None
    if setting.target and (phrase.head[-1] in lexicon.THINGS or not phrase.has(lexicon.GROUPISH)):
        return None
    if phrase.has(lexicon.EVENTS | lexicon.THINGS) and not phrase.has(lexicon.GROUPISH):
        return None
    name = without_article(phrase.words)
    if setting.country and setting.role == "perpetrator" and is_own_capital(name, setting.country):
        return setting.state_actor(setting.branch_of_government, setting.country)  # "Kiew"
    if setting.role == "speaker" and phrase.has(lexicon.STATES):
        return Actor(name, ActorKind.EXTERNAL_OTHER, known=False)
    if setting.role == "speaker" and not phrase.has(lexicon.GROUPISH | lexicon.ARMED):
        return Actor(
            name, ActorKind.CIVILIANS, setting.country, sorts_of_people(phrase, setting), False
        )
    kind = kind_of_acled_name(name, setting.country) or ActorKind.POLITICAL_MILITIA
    return Actor(name, kind, setting.country, known=False)


def _proper(phrase: Phrase) -> bool:
    """Whether two words in a row begin with capitals, as parts of a proper name do."""
    capitals = [token[:1].isupper() for token in phrase.tokens[: phrase.head_end]]
    return not phrase.words.isupper() and any(a and b for a, b in itertools.pairwise(capitals))
