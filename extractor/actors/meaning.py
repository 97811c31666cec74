"""Resolves a party as a reader understood it, checked against the tables, and says who decided.

A reader (mostly a language model) gives the article's words, a name in English, ACLED's kind of
actor and the actor's country. The tables hold how ACLED writes the names of groups and of states'
forces, and their other names. :func:`resolve_named` combines both and says which decided.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from extractor.actors import words as lexicon
from extractor.actors.candidates import Candidate, Sort, candidate, names_somebody
from extractor.actors.kept import NOBODY_NAMED
from extractor.actors.languages import caseless, phrase_of, read_party
from extractor.actors.onlookers import is_no_doer
from extractor.actors.phrase import Phrase, without_article
from extractor.actors.plain_names import plain_name
from extractor.actors.setting import Actor, Setting
from extractor.actors.unarmed import sorts_of_people
from extractor.codebook.actors import STATE_KINDS, ActorKind
from extractor.codebook.country_words import country_in_any_language
from extractor.codebook.names import DE_FACTO, kind_of_acled_name
from extractor.codebook.types import EventType
from extractor.numbers.whole import numbers_said

__all__ = ["Decided", "Meaning", "Told", "home_of", "resolve_named"]

Decided = Literal["both", "rule", "reader", "disputed"]
UNARMED = {
    ActorKind.CIVILIANS: "Civilians",
    ActorKind.PROTESTERS: "Protesters",
    ActorKind.RIOTERS: "Rioters",
}
Candidates = tuple[Candidate | None, Candidate | None]  # by the reader's name, by the words
MILITARY = lexicon.MILITARY | lexicon.POLICE | lexicon.FORCES | lexicon.WEAPONS


@dataclass(frozen=True)
class Told:
    """A reader's description of a party: the article's words and their meaning.

    ``words`` are in the article's language, ``name`` is English ("Rapid Support Forces",
    "villagers"), ``country`` is the actor's own under any of its names.
    """

    words: str | None
    name: str | None = None
    kind: ActorKind | None = None
    country: str | None = None

    def __str__(self) -> str:
        kind = f" ({self.kind})" if self.kind else ""
        of = f" of {self.country}" if self.country else ""
        return f"{self.name or self.words or 'nobody by name'}{kind}{of}"


@dataclass(frozen=True)
class Meaning:
    """The resolved party, and who decided on it.

    ``decided`` is "both" where the tables and the reader agree, "rule" where the tables name the
    party or correct the reader, "reader" where the tables have nothing, "disputed" where they
    contradict each other. ``note`` names both values when something that the reader or the tables
    say is not used. ``party`` is ``None`` where neither words nor reader give anything.
    """

    party: Actor | None
    decided: Decided
    note: str | None = None


def resolve_named(named: Told, setting: Setting) -> Meaning:
    """Returns the actor that a reader's words, name, kind and country mean together.

    It is the table's name where the tables have the words or the name and that fits the reader's
    kind and country; ACLED's form for a state's forces, civilians, protesters and rioters; else the
    reader's name, or the article's words. ``Unidentified …`` is returned only where nobody is
    named.
    """
    named = replace(
        named,
        words=_one_line(named.words),
        name=without_article(_one_line(named.name) or "") or None,
    )
    home = home_of(named.country)
    meaning = _resolved(named, home, setting)
    if named.country and home is None and meaning.note is None:
        return replace(meaning, note=f"{named}: no country of that name")
    return meaning


def _resolved(named: Told, home: str | None, setting: Setting) -> Meaning:
    by_words = candidate(named.words, setting, home)
    by_name = candidate(named.name, setting, home)
    if named.kind and named.kind in UNARMED:
        return _unarmed(named, named.kind, (by_name, by_words), home, setting)
    found = _better(by_name, by_words)
    if found and found.sort is Sort.GROUP:
        return _group(named, found, (by_name, by_words), home, setting)
    if found and found.sort is Sort.STATE:
        return _state(named, found, home, setting)
    if named.kind is ActorKind.STATE_FORCES:
        return _forces(named, found, home, setting)
    if found and found.sort is Sort.PEOPLE:
        return _people_by_rule(named, found, setting)
    return _unknown(named, by_words, setting)


def home_of(country: str | None) -> str | None:
    """Returns the ACLED name of a country under any of its names; de-facto states have their
    own."""
    if not country or country in DE_FACTO:
        return country or None
    listed = country_in_any_language(country)
    return listed.name if listed else None


def _one_line(words: str | None) -> str | None:
    return " ".join(words.split()) or None if words else None


def _better(by_name: Candidate | None, by_words: Candidate | None) -> Candidate | None:
    """Returns the better candidate: a group before a state before people; within a sort the surer
    one, and on a tie the one by name."""
    found = [one for one in (by_name, by_words) if one]
    return min(found, key=lambda one: (one.sort, not one.explicit, one.vague), default=None)


def _group(
    named: Told, found: Candidate, both: Candidates, home: str | None, setting: Setting
) -> Meaning:
    """Resolves to a group of the tables, unless its name is short and the reader describes another
    party.

    An acronym or a common noun may mean somebody else; a full name does not.
    """
    party, by_name = found.actor, both[0]
    others = [one for one in both if one and one.explicit and one is not found]
    rival = next((one for one in others if not _same(one.actor, party)), None)
    abroad = bool(home and found.countries and home not in found.countries)
    stately = named.kind is ActorKind.STATE_FORCES and party.kind not in STATE_KINDS
    if (abroad or stately) and found.vague:
        kept = _kept(named, setting)
        return Meaning(kept, "disputed", f"{named}: the tables have {_named(party)}; not taken")
    if rival and rival.sort is Sort.GROUP:
        return Meaning(party, "disputed", f"{named}: {_named(party)} or {_named(rival.actor)}")
    if stately:
        return Meaning(party, "disputed", f"{named}: in the tables {_named(party)}")
    if named.kind and named.kind is not party.kind and not _abroad_only(named.kind, party.kind):
        return Meaning(party, "rule", f"{named}: in the tables {_named(party)}")
    away = abroad and home != setting.country
    agreed = by_name is not None and by_name.actor.name == party.name
    if agreed and not away:
        return Meaning(party, "both")
    if away or names_somebody(named.name):
        of = f" of {', '.join(found.countries)}" if away else ""
        return Meaning(party, "rule", f"{named}: in the tables {_named(party)}{of}")
    return Meaning(party, "both" if named.kind else "rule")


def _same(one: Actor, other: Actor) -> bool:
    """Whether both are one group, or one is a province of the other."""
    short, long = sorted((one.name, other.name), key=len)
    return long == short or long.startswith(f"{short} (")


def _abroad_only(one: ActorKind, other: ActorKind) -> bool:
    """Whether the kinds are state forces and external forces. They differ only by the event's
    country, which the code knows."""
    return {one, other} <= STATE_KINDS


def _state(answer: Told, found: Candidate, home: str | None, setting: Setting) -> Meaning:
    """Resolves to a state's army, police or government: of the country named, else of the
    reader's."""
    party = found.actor
    armed = answer.kind not in (None, *STATE_KINDS)
    if armed and not (found.explicit and (found.listed or not names_somebody(answer.name))):
        named = names_somebody(answer.name) or names_somebody(answer.words)
        kept = _kept(answer, setting) if named else _nobody(answer, None, setting).party
        return Meaning(kept, "disputed", f"{answer}: by the rules {_named(party)}; not taken")
    if armed:
        return Meaning(party, "disputed", f"{answer}: by the rules {_named(party)}")
    if not found.explicit and home and DE_FACTO.get(home, home) != party.country:
        return Meaning(found.of(home, setting), "reader")
    if found.explicit and home and DE_FACTO.get(home, home) != party.country:
        return Meaning(party, "disputed", f"{answer}: the words name {_named(party)}")
    return Meaning(party, "both" if answer.name or answer.kind or home else "rule")


def _forces(named: Told, found: Candidate | None, home: str | None, setting: Setting) -> Meaning:
    """Resolves to state forces that only the reader gives: of its country, under the unit's name if
    there is one."""
    country = home or setting.country
    if country is None:
        party = Actor("Unidentified Military Forces", ActorKind.STATE_FORCES)
        return Meaning(party, "reader", f"{named}: no country is known")
    phrase = Phrase(named.name or read_party(named.words or "", country).english, country)
    if found and any("Government" in name for name in found.actor.associated):
        if setting.target:  # the codebook: an official is a civilian
            return Meaning(found.actor, "rule", f"{named}: by the codebook {_named(found.actor)}")
        return Meaning(setting.state_actor("Government", country), "reader")
    branch = "Military"
    if phrase.has(lexicon.POLICE) and not phrase.has(lexicon.MILITARY):
        branch = "Police"
    elif setting.role == "speaker" and phrase.has(lexicon.GOVERNMENT):
        branch = "Government"
    unit = _unit(phrase) if branch != "Government" and names_somebody(named.name) else ""
    party = replace(setting.state_actor(branch, country, unit), known=not unit)
    silent = not named.name or unit or not names_somebody(named.name)
    note = None if silent else f"{named}: taken for {party.name}"
    return Meaning(party, "reader", note)


def _unit(phrase: Phrase) -> str:
    """Returns a unit's name without the nationality: "Syrian Fourth Division" gives "Fourth
    Division"."""
    if not phrase.has(lexicon.UNIT):
        return ""
    nations = {phrase.nation.name, *phrase.nation.demonyms} if phrase.nation else set()
    return " ".join(token for token in phrase.words.split() if token not in nations)


def _unarmed(
    named: Told, kind: ActorKind, both: Candidates, home: str | None, setting: Setting
) -> Meaning:
    """Resolves to civilians, protesters or rioters: the reader's kind in ACLED's form, with a
    country."""
    foreign = home if home != setting.country else None
    where = foreign or setting.country
    sorts: list[str] = []
    for text in (
        named.name,
        read_party(named.words, setting.country).english if named.words else "",
    ):
        if text:
            sorts += sorts_of_people(Phrase(text, setting.country), setting, where)
    groups = [one for one in both if one and one.sort is Sort.GROUP]
    sure = [one for one in groups if not one.vague or one is both[0]]
    if sure:  # "Hamas officials" are of no government
        sorts = [sort for sort in sorts if not sort.startswith("Government of ")]
        sorts.append(sure[0].actor.name)
    name = setting.generic(UNARMED[kind], foreign)
    party = Actor(name, kind, where, tuple(dict.fromkeys(sorts)))
    rule = _better(*both)
    if rule and rule.actor.kind is kind:
        return Meaning(party, "both")
    if rule is None or rule.nobody or rule.actor.kind is ActorKind.CIVILIANS:
        return Meaning(party, "reader")  # teachers are civilians, until they march
    return Meaning(party, "disputed", f"{named}: by the rules {_named(rule.actor)}; not taken")


def _people_by_rule(named: Told, found: Candidate, setting: Setting) -> Meaning:
    """Resolves generic words by the rules: unarmed people, or gunmen without a name."""
    party = found.actor
    if not found.nobody and named.kind in (None, party.kind):
        return Meaning(party, "both" if named.name or named.kind else "rule")
    if names_somebody(named.name) or (not named.name and names_somebody(named.words)):
        return _unknown(named, None, setting)
    organisation = read_party(named.words or "", setting.country).organisation
    if organisation:
        kept = _kept(replace(named, name=organisation), setting)
        return Meaning(kept, "rule", f"{named}: the words name “{organisation}”")
    return _nobody(named, party, setting)


def _nobody(named: Told, party: Actor | None, setting: Setting) -> Meaning:
    """Resolves to ACLED's unidentified group of the reader's kind, because nobody is named."""
    if named.kind is ActorKind.EXTERNAL_OTHER and _military(named, setting):
        home = home_of(named.country)
        name = "Unidentified Military Forces" + (f" ({home})" if home else "")
        return Meaning(Actor(name, named.kind, home), "reader")
    if named.kind is ActorKind.IDENTITY_MILITIA:
        if party is None or party.kind is not named.kind:
            name = setting.generic("Unidentified Communal Militia")
            party = Actor(name, named.kind, setting.country)
        return Meaning(party, "both")
    if party is None and named.kind is None and setting.role != "perpetrator":
        name = setting.generic("Civilians")
        return Meaning(Actor(name, ActorKind.CIVILIANS, setting.country), "reader")
    if party is None or not party.name.startswith(NOBODY_NAMED):
        name = setting.generic("Unidentified Armed Group")
        party = Actor(name, ActorKind.POLITICAL_MILITIA, setting.country)
    if named.kind in (None, party.kind):
        return Meaning(party, "both" if named.name or named.kind else "rule")
    return Meaning(party, "rule", f"{named}: nobody is named, so {_named(party)}")


def _military(named: Told, setting: Setting) -> bool:
    """Whether the words mean a military's soldiers or weapons."""
    texts = [named.name or "", read_party(named.words or "", setting.country).english]
    return any(Phrase(text, setting.country).has(MILITARY) for text in texts if text)


def _unknown(named: Told, by_words: Candidate | None, setting: Setting) -> Meaning:
    """Resolves a party that is in no table, under the reader's name for it or else the
    article's."""
    if not named.words and not named.name:
        if named.kind is None:
            return Meaning(None, "reader", "neither words nor a name")
        return _nobody(named, None, setting)
    if all(is_no_doer(text, setting) for text in (named.words, named.name) if text):
        return Meaning(None, "rule", f"{named}: who reports, helps or judges, or a place")
    if not names_somebody(named.name) and not _holds_name(named.words):
        if named.name or by_words:
            return _nobody(named, by_words.actor if by_words else None, setting)
        if named.kind is None and _may_be_people(named.words, setting):
            nobody = _nobody(named, None, setting)
            note = f"{named}: no table knows these words, so {nobody.party and nobody.party.name}"
            return replace(nobody, note=note)
        kept = _kept(named, setting) if named.kind else None
        return Meaning(kept, "reader", None if kept else f"{named}: no table knows these words")
    return Meaning(_kept(named, setting), "reader")


def _holds_name(words: str | None) -> bool:
    """Whether the words name somebody. A name within a description of a deed does not count."""
    return names_somebody(words) and (
        _is_foreign(words or "") or plain_name(words or "") is not None
    )


def _is_foreign(words: str) -> bool:
    return read_party(words).foreign or caseless(words)


def _may_be_people(words: str | None, setting: Setting) -> bool:
    """Whether words in no table can mean people ("smugglers", "cultists"), unlike words for deeds,
    things or anybody ("the attack", "a convoy", "it"). Such words never make a side of a battle
    civilians. In a crowd, a number means people."""
    if setting.street and numbers_said(words or ""):
        return True
    if setting.role != "perpetrator" and setting.event_type is EventType.BATTLES:
        return False
    head = phrase_of(words or "", setting.country).head
    return bool(head) and not any(
        word in lexicon.NOBODY | lexicon.EVENTS | lexicon.THINGS for word in head
    )


def _kept(named: Told, setting: Setting) -> Actor:
    """Keeps the reader's name or else the article's words, with the reader's kind or the usual
    one."""
    name = named.name or named.words or ""
    if named.words and not names_somebody(named.name):
        read = read_party(named.words, setting.country)
        alone = None if _is_foreign(named.words) else plain_name(named.words)
        name = alone or read.organisation or read.named or name
    kind = named.kind or _usual_kind(name, setting)
    return Actor(name, kind, home_of(named.country) or setting.country, known=False)


def _usual_kind(name: str, setting: Setting) -> ActorKind:
    """Returns a kind for an unknown name: by its words, else by its role in the event.

    A perpetrator, and either side of a battle, is a political militia, as ACLED's unidentified
    groups are: the kind for those who neither fight for the state nor are known to fight for taking
    it over. A target of another event, or a speaker, is a civilian unless the name has a word for
    arms.
    """
    phrase = Phrase(name, setting.country)
    fights = setting.role == "perpetrator" or setting.event_type is EventType.BATTLES
    if not fights and not phrase.has(lexicon.GROUPISH | lexicon.ARMED):
        return ActorKind.CIVILIANS
    return kind_of_acled_name(name.title(), setting.country) or ActorKind.POLITICAL_MILITIA


def _named(actor: Actor) -> str:
    return f"{actor.name} ({actor.kind})"
