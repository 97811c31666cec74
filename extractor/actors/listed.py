"""Groups, forces and missions that a table has by name: "JNIM", "the IDF", "UN peacekeepers".

A name is looked for in all the words, then the longest one within them. Each rule takes a phrase
and its setting and returns an actor, or ``None`` where no table has such a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.actors import words as lexicon
from extractor.actors.setting import Actor, Setting
from extractor.actors.terms import counts_as_name
from extractor.codebook import regimes
from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import region_of
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
from extractor.codebook.names import kind_of_acled_name

if TYPE_CHECKING:
    from extractor.actors.phrase import Phrase

__all__ = ["is_listed", "is_whole_name", "mission", "named_force", "named_group"]


def is_listed(phrase: Phrase, setting: Setting) -> bool:
    """Whether a table has a group or a force with a name in the words."""
    return bool(named_group(phrase, setting) or named_force(phrase, setting))


def is_whole_name(words: str, country: str | None) -> bool:
    """Whether all the words are a group's name that counts in this country: "milicianos" are one in
    Brazil only."""
    english = any(has_english_name(group, words) for group in groups_called(words))
    return english or (bool(groups_called(words)) and counts_as_name(words, country))


def named_group(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns a group of the table: by the whole phrase, else by the longest name within it."""

    def find(run: str) -> Group | None:
        return _group_called(run, setting)

    stately = phrase.has(lexicon.STATES_OWN) and not phrase.has(lexicon.NONSTATE)
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
    if group.kind is ActorKind.EXTERNAL_OTHER and not group.countries and phrase.has(lexicon.SENT):
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
    coalition = phrase.has(lexicon.COALITIONS)
    if not peace and not coalition:
        return None
    wanted = "United Nations" if peace else "oalition"
    for group in _at_work(setting):
        if any(wanted in name for name in (group.name, *group.aliases)):
            return Actor(group.name, group.kind)
    if peace and phrase.nation and setting.country:
        return setting.state_actor("Military", phrase.nation.name)  # "Russian peacekeepers"
    name = "UN: United Nations" if peace else setting.generic("Coalition Forces")
    return Actor(name, ActorKind.EXTERNAL_OTHER, known=peace)
