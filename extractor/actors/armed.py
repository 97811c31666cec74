"""Rules for armed actors: named groups, states' forces, missions, identity militias, unidentified
groups.

Each function takes a phrase and its setting and returns an actor, or ``None`` where its rule does
not apply; ``docs/resolution.md`` has an example and the source of each.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extractor.actors import words as lexicon
from extractor.actors.kept import holds_a_name, kept_for_its_name
from extractor.actors.phrase import without_article
from extractor.actors.setting import Actor, Setting
from extractor.actors.terms import counts_as_name
from extractor.actors.unarmed import sorts_of_people
from extractor.codebook import regimes
from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import region_of
from extractor.codebook.folding import fold
from extractor.codebook.groups import (
    Group,
    best_group,
    branch_of,
    counts_in,
    groups,
    groups_called,
    has_english_name,
    heir_of,
    longest_group_name,
)
from extractor.codebook.names import DE_FACTO, kind_of_acled_name

if TYPE_CHECKING:
    from extractor.actors.phrase import Phrase

STATEHOOD = lexicon.STATEHOOD
SENT = lexicon.PEACEKEEPERS | lexicon.MILITARY | {"force", "mission"}
REBELLIOUS = {"rebel", "insurgent", "separatist", "fighter", "militant", "jihadist", "terrorist"}
ARMED_KIN = (lexicon.ARMED | {"youth", "warrior"}) - REBELLIOUS
NO_PEOPLE = lexicon.ARMED | ARMED_KIN | lexicon.COMMUNAL.keys()
BRIGADES_OF_GROUPS = frozenset(["Libya", "Palestine", "Syria"])
"""Countries where a brigade with a name ("the Abu Bakr Brigade") is a group's, not the army's."""


def named_group(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns a group of the table: by the whole phrase, else by the longest name within it."""

    def find(run: str) -> Group | None:
        return _group_called(run, setting)

    stately = phrase.has(STATEHOOD - {"force"}) and not phrase.has(lexicon.NONSTATE)
    reach = phrase.reach if setting.target or stately else len(phrase.tokens)
    group = find(phrase.words)
    if group is None:
        size, group = phrase.longest_run(find, longest_group_name(), reach) or (0, None)
        force = _force(phrase, setting) if group else None
        if force and force[0] > size:  # "Ethiopian National Defence Forces" are not the NDF
            return None
    if group is None:
        return None
    if phrase.has_within_reach(lexicon.DISSIDENTS):
        group = heir_of(group, setting.country, setting.on) or group
    if group.kind is ActorKind.EXTERNAL_OTHER and not group.countries and phrase.has(SENT):
        return _sent_by(group, setting) or mission(phrase, setting) or Actor(group.name, group.kind)
    group = branch_of(group, setting.country, setting.on) or group  # the Islamic State's provinces
    kind = group.kind
    if kind is ActorKind.STATE_FORCES:
        kind = kind_of_acled_name(group.name, setting.country) or kind
    return Actor(group.name, kind, group.countries[0] if group.countries else None)


def _group_called(run: str, setting: Setting) -> Group | None:
    """Returns the group that these words name in this country on this day; ``None`` where they may
    mean others.

    Common nouns ("settlers", "rebels of the north") and acronyms of up to three letters name a
    group only in its own country or region. A name that belonged to a state's force at that time is
    not a group's. A name listed with the country in brackets is that group's there: "al-Shabab
    (Mozambique)".
    """
    there = f"{run} ({setting.country})" if not run.islower() else ""
    local = best_group(groups_called(there), setting.country, setting.on)
    if local and local.active_on(setting.on):
        return local
    called = groups_called(run)
    here = tuple(one for one in called if counts_in(one, run, setting.country))
    group = best_group(here or called, setting.country, setting.on)
    if group is None:
        return None
    if not group.active_on(setting.on) and regimes.force_of(run, setting.country):
        return None
    home = not group.countries or setting.country is None or setting.country in group.countries
    if not home and not group.active_on(setting.on):
        return None  # the Danu People's Liberation Front of Myanmar is none of Sri Lanka's of 1990
    if not has_english_name(group, run):
        if not counts_as_name(run, setting.country):
            return None
        common = False
    else:
        common = run.lower() in group.aliases or (run[:1].islower() and run not in group.name)
    if common and " " not in run and len(run) < 5:
        return None
    if home:
        return group
    force = regimes.force_of(run, setting.country)
    near = {region_of(country) for country in group.countries}
    far = bool(setting.country) and region_of(setting.country or "") not in near
    if force and (far or force.country == setting.country):
        return None  # the UPDF are Uganda's army in Uganda and its neighbours
    short = len(run) <= 3 and run.isupper()
    if common or (short and far):
        return None
    return group


def named_force(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns a force with a name of its own: "IDF", "Carabineros", "Revolutionary Guards"."""

    found = _force(phrase, setting)
    force = found[1] if found else None
    if force is None or (phrase.nation and phrase.nation.name != force.country):
        return None
    return setting.state_actor(force.branch, force.country, unit=force.unit)


def _force(phrase: Phrase, setting: Setting) -> tuple[int, regimes.Force] | None:
    """Returns the force with the longest name within the words, and that name's number of words."""

    def find(run: str) -> regimes.Force | None:
        return regimes.force_of(run, setting.country)

    whole = find(phrase.words)
    if whole:
        return len(phrase.tokens), whole
    return phrase.longest_run(find, regimes.longest_force_name(), phrase.reach)


def _sent_by(body: Group, setting: Setting) -> Actor | None:
    """Returns the mission of an organisation of states that is at work in the country that day:
    "African Union troops" in Somalia."""
    sender = body.name.partition(": ")[2]
    for group in _at_work(setting) if sender else ():
        if sender in group.name:
            return Actor(group.name, group.kind)
    return None


def _at_work(setting: Setting) -> list[Group]:
    """Returns the missions and coalitions at work in the country that day, those whose main country
    it is first: in South Sudan its mission before that in Abyei."""
    there = setting.country or ""
    found = [
        group
        for group in groups()
        if group.kind is ActorKind.EXTERNAL_OTHER
        if there in group.countries and group.active_on(setting.on)
    ]
    return sorted(found, key=lambda group: group.countries.index(there))


def mission(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns the mission at work in the country that day, for peacekeepers and coalitions."""
    peace = phrase.has(lexicon.PEACEKEEPERS)
    coalition = "coalition" in phrase.head
    if not peace and not coalition:
        return None
    wanted = "United Nations" if peace else "oalition"
    for group in _at_work(setting):
        if any(wanted in name for name in (group.name, *group.aliases)):
            return Actor(group.name, group.kind)
    name = "UN: United Nations" if peace else setting.generic("Coalition Forces")
    return Actor(name, ActorKind.EXTERNAL_OTHER, known=peace)


ARMY_THERE = {"Palestine": "Israel"}
"""The country that "the army" and "soldiers" belong to in a country that has police but no army."""


def state_forces(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns a state's forces, by regime: soldiers, police, "the government", "Damascus"."""
    nonstate = lexicon.NONSTATE | lexicon.FORMER
    if phrase.head[-1:] == ("police",):
        nonstate -= {"paramilitary"}
    if phrase.has(nonstate):
        return None
    serves = _serves(phrase, setting)
    home = phrase.nation.name if phrase.nation else setting.country
    armed = phrase.armed_ones and not serves
    if armed or (phrase.nation is None and phrase.has(lexicon.FOREIGN)):
        return None  # "the occupation forces" are not those of the country
    at = f" {fold(phrase.words)} ".find(" armed forces ")
    if home and at >= 0 and (at < len("the ") + 1 or not _of_a_people(phrase)):
        return setting.state_actor("Military", home)
    thing = bool(phrase.head) and phrase.head[-1] in lexicon.THINGS - lexicon.MILITARY
    if setting.target and thing and not phrase.has(lexicon.MILITARY | lexicon.POLICE):
        return None  # a ministry's car is not the ministry
    if "governments" in fold(phrase.words).split():
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


def _serves(phrase: Phrase, setting: Setting) -> bool:
    """Whether a nation stands before words for a part of its forces: "an Israeli unit", and abroad
    "Tajik guards"."""
    if phrase.nation is None or phrase.nation.name in ARMY_THERE or not phrase.head:
        return False
    abroad = phrase.head[-1] == "guard" and phrase.nation.name != setting.country
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
    policing = lexicon.POLICE - {"interior"} if setting.role == "speaker" else lexicon.POLICE
    police = phrase.has(policing) and not military
    if police or guards or _of_the_police(phrase):
        return setting.state_actor("Police", home)
    officials = phrase.has(lexicon.GOVERNMENT) and not phrase.has(frozenset({"force", "troop"}))
    if setting.role == "speaker" and not military and phrase.has(lexicon.GOVERNMENT):
        return setting.state_actor("Government", home)
    if officials and not military:
        ruling = {"government", "regime", "state", "authority", "junta"} & set(phrase.head)
        if setting.target and (phrase.head[-1] in lexicon.OFFICES or not ruling):
            return None  # an official is a civilian
        return setting.state_actor(setting.branch_of_government, home)
    if "official" in phrase.head and not military and setting.target:
        return None
    security = "security" in phrase.head and not military
    if security and not phrase.in_security:
        return None
    branch = "Police" if security and setting.street else "Military"
    if military and phrase.nation is None:
        home = ARMY_THERE.get(home, home)
    return setting.state_actor(branch, home)


def _in_the_army(phrase: Phrase) -> bool:
    """Whether the words place somebody in an army: "an officer in the army"."""
    officers = [word for word in phrase.head if word in lexicon.POLICE] == ["officer"]
    return officers and any(word in lexicon.MILITARY for word in phrase.singulars)


def _of_the_police(phrase: Phrase) -> bool:
    """Whether the words mean police: "police reservists", "police helicopters", not "army officers"
    or "military police"."""
    words = [word for word in phrase.head if word in lexicon.MILITARY | lexicon.POLICE]
    return words[:1] == ["police"] and len(words) > 1


def _of_a_people(phrase: Phrase) -> bool:
    """Whether the forces belong to a named people that is no state, and so not to the state:
    "Kurdish forces"."""
    if phrase.nation or state_guard(phrase):
        return False
    if phrase.army_of_a_name:
        return True
    if phrase.numbered_division:
        return False
    brigade = phrase.head[-1:] in (("brigade",), ("battalion",))
    if brigade and phrase.country in BRIGADES_OF_GROUPS and holds_a_name(phrase):
        return True
    if phrase.words.isupper() or phrase.has(STATEHOOD - {"force"}):
        return False
    return any(
        token[:1].isupper() and word not in STATEHOOD and index + 1 < phrase.head_end
        for index, (token, word) in enumerate(zip(phrase.tokens, phrase.singulars, strict=True))
        if fold(token) not in lexicon.DROPPED
    )


def state_guard(phrase: Phrase) -> bool:
    """Whether the words mean guards of the state ("National Guard", "border guards", "park
    rangers"), not private guards."""
    return bool({"guard", "guardsman", "ranger"} & set(phrase.head)) and phrase.has(
        lexicon.STATE_GUARDS
    )


def communal(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns an identity militia for armed tribesmen, herders and villagers."""
    if setting.target or setting.role == "speaker":
        return None
    sort = next((lexicon.COMMUNAL[word] for word in phrase.head if word in lexicon.COMMUNAL), None)
    if sort is None and phrase.has(lexicon.PEOPLES) and phrase.has(ARMED_KIN):
        sort = "Ethnic"
    if sort is None:
        return None
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
    lone = phrase.has(lexicon.LONE) or "sole" in phrase.head
    persons = phrase.has_persons or phrase.one_of_a_people
    armed = phrase.armed_ones or phrase.has(lexicon.ARMED) or (not setting.target and persons)
    if not armed and not phrase.has(lexicon.GANG) and not phrase.has_within_reach(lexicon.ARMED):
        return None
    if "private" in phrase.head and "security" in phrase.head:
        name = setting.generic("Private Security Forces")
        return Actor(name, ActorKind.EXTERNAL_OTHER, setting.country)
    if setting.role == "speaker" and not (phrase.has(lexicon.ARMED) or phrase.armed_ones):
        return None
    if (phrase.has(lexicon.ARMED | lexicon.GANG)) and holds_a_name(phrase):
        return kept_for_its_name(phrase, setting)
    generic = "Unidentified Armed Group"
    if lone:
        generic = "Sole Perpetrator"
    elif phrase.has(lexicon.GANG):
        generic = "Unidentified Gang"
    where = phrase.nation.name if phrase.nation else setting.country
    return Actor(setting.generic(generic, where), ActorKind.POLITICAL_MILITIA, where)


def security_guards(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns Private Security Forces for guards and their firms; ACLED counts them as
    External/Other."""
    guards = bool({"guard", "bodyguard"} & set(phrase.head)) and not state_guard(phrase)
    guards = guards and (phrase.words.isupper() or not phrase.capitalised)
    firm = "private" in phrase.head or "contractor" in phrase.head
    hired = firm and ("security" in phrase.head or "military" in phrase.head)
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
