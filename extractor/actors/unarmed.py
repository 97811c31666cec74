"""Rules for unarmed actors: protesters, rioters, civilians, and sorts of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.actors import words as lexicon
from extractor.actors.setting import Actor, Setting
from extractor.codebook import regimes
from extractor.codebook.actors import ActorKind
from extractor.codebook.associated import associated_with
from extractor.codebook.types import EventType

if TYPE_CHECKING:
    from extractor.actors.phrase import Phrase


def relatives(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns civilians for relatives and people without an active armed role: "relatives of
    soldiers", "a retired officer", "the attorney general", "the rebels' candidate"."""
    if not setting.target:
        return None
    if phrase.in_civil_office:
        return _civilians(phrase, setting)
    served = lexicon.STATEHOOD | lexicon.ARMED | lexicon.FOLLOWERS
    former = phrase.has(lexicon.FORMER) and phrase.has(served)
    last = phrase.noun
    of_others = last in lexicon.PERSONS - lexicon.THROUGH and phrase.head_end < len(phrase.tokens)
    if former or of_others or (last in lexicon.KIN and not phrase.has(lexicon.NONSTATE)):
        return _civilians(phrase, setting)
    return None


def of_a_civil_body(phrase: Phrase) -> bool:
    """Whether the words are of an official of no state: "hospital officials"."""
    return phrase.has(lexicon.CIVIL_BODIES) and phrase.head[-1] in lexicon.CIVIL_OFFICES


def in_the_street(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns protesters or rioters, also for other people who take part in a protest or a riot."""
    rioting = phrase.has(lexicon.RIOTERS)
    people = setting.street and not setting.target and is_people(phrase)
    people = people and not (phrase.armed_ones or phrase.has(lexicon.MILITARY | lexicon.POLICE))
    if not rioting and not phrase.has(lexicon.PROTESTERS) and not people:
        return None
    violent = rioting or (setting.event_type is EventType.RIOTS and not setting.target)
    sorts = sorts_of_people(phrase, setting)
    if violent:
        return Actor(setting.generic("Rioters"), ActorKind.RIOTERS, setting.country, sorts)
    if setting.target and setting.event_type is EventType.VIOLENCE_AGAINST_CIVILIANS:
        return _civilians(phrase, setting)
    return Actor(setting.generic("Protesters"), ActorKind.PROTESTERS, setting.country, sorts)


def people(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns civilians for unarmed people as targets, with the sort of people they are."""
    if not setting.target:
        return None
    if not is_people(phrase) and not phrase.nationals:
        person = phrase.capitalised and not phrase.has(lexicon.GROUPISH | lexicon.THINGS)
        person = person and (len(phrase.head) > 1 or not phrase.words.isupper())
        if not person or phrase.only_nation or phrase.has(lexicon.EVENTS):
            return None
    return _civilians(phrase, setting)


def speaker(phrase: Phrase, setting: Setting) -> Actor | None:
    """Returns civilians for residents, witnesses and activists as speakers."""
    if setting.role != "speaker" or not is_people(phrase) or phrase.armed_ones:
        return None
    return _civilians(phrase, setting)


def _civilians(phrase: Phrase, setting: Setting) -> Actor:
    """Returns ``Civilians (Kenya)``; foreigners have their own country (``Civilians (China)``)."""
    foreign = phrase.nation.name if phrase.nation else None
    where = foreign or setting.country
    name = setting.generic("Civilians", foreign)
    return Actor(name, ActorKind.CIVILIANS, where, sorts_of_people(phrase, setting, where))


def sorts_of_people(
    phrase: Phrase, setting: Setting, country: str | None = None
) -> tuple[str, ...]:
    where = country or setting.country
    if phrase.has(lexicon.FORMER) and phrase.has(lexicon.MILITARY | lexicon.POLICE):
        branch = "Military" if phrase.has(lexicon.MILITARY) else "Police"
        return (setting.generic(f"Former {branch} Forces", where),)
    names = associated_with(phrase.enumerated)
    return tuple(
        regimes.force_name("Government", where, setting.on)
        if name == "Government" and where
        else setting.generic(name, where)
        for name in names
    )


def is_people(phrase: Phrase) -> bool:
    people = phrase.has_persons or bool(associated_with(phrase.head))
    return people and not phrase.in_security
