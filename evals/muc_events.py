"""Converts our events to MUC's terms: which of them MUC would count, and as which type.

Our records cover more than MUC's: battles, protests, arrests and events of years ago. MUC counts
recent, specific acts of terrorism against targets that are not purely military (task description
of MUC-4, "What constitutes a relevant incident?"). Each rule here is one of MUC's and looks at the
record alone; how many events it dropped is printed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from evals.muc_keys import RECENT
from extractor.codebook.groups import groups_called
from extractor.codebook.types import EventType
from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.places import find_words
from extractor.records import EventRecord

COUNTRIES = frozenset(
    [
        "El Salvador",
        "Guatemala",
        "Honduras",
        "Argentina",
        "Bolivia",
        "Chile",
        "Colombia",
        "Ecuador",
        "Peru",
    ]
)
"""MUC counts incidents in these countries, or by or against their people (1.0, 4)."""

TYPES: dict[str, tuple[str, ...]] = {
    "Attack": ("ATTACK", "ROBBERY"),
    "Sexual violence": ("ATTACK",),
    "Armed clash": ("ATTACK",),
    "Government regains territory": ("ATTACK",),
    "Non-state actor overtakes territory": ("ATTACK",),
    "Excessive force against protesters": ("ATTACK",),
    "Mob violence": ("ATTACK", "ARSON"),
    "Violent demonstration": ("ATTACK", "ARSON"),
    "Chemical weapon": ("ATTACK",),
    "Air/drone strike": ("ATTACK", "BOMBING"),
    "Shelling/artillery/missile attack": ("ATTACK", "BOMBING"),
    "Grenade": ("BOMBING", "ATTACK"),
    "Suicide bomb": ("BOMBING",),
    "Remote explosive/landmine/IED": ("BOMBING",),
    "Abduction/forced disappearance": ("KIDNAPPING", "HIJACKING"),
    "Looting/property destruction": ("ARSON", "ATTACK", "ROBBERY"),
}
"""The MUC types that a sub-event type may stand for, the usual one first. "ATTACK" is MUC's type
for the rest and includes bombs from aeroplanes; a grenade is more often a bombing (7 of 9 in the
keys of dev, tst1 and tst2). Sub-event types that are missing here are not acts of terrorism."""

FORCED_STOPPAGE = re.compile(r"stoppage|transport strike|traffic ban", re.I)
FIRE = re.compile(
    r"\b(?:arson|burn\w*|torch\w*|set (?:fire|ablaze|on fire)|fires?\b|incendiar\w*)", re.I
)
ROB = re.compile(r"\b(?:rob\w*|loot\w*|stole\w*|steal\w*|heist|plunder\w*)", re.I)
ARMED_TARGETS = {
    "State forces",
    "Rebel group",
    "External/Other forces",
    "Political militia",
    "Identity militia",
}
NOT_ARMED = re.compile(
    r"\b(?:government|minist|judge|mayor|president|deput|congress|senat|official|ambassador|"
    r"embass|governor|council|prosecutor|magistrate|justice|court|candidate|former|retired|ex-)",
    re.I,
)
"""Words that make a target of an armed kind a civilian: MUC counts government officials and former
soldiers as civilians."""


@dataclass(frozen=True)
class OurEvent:
    """An event of ours that MUC would count, in MUC's terms.

    ``entities`` holds the strings of the roles PerpInd, PerpOrg, Target, Victim and Weapon.
    """

    record: EventRecord
    types: tuple[str, ...]
    entities: Mapping[str, tuple[tuple[str, ...], ...]]

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day, ``None`` if the record has none."""
        when = self.record.date
        return (when.start, when.end) if when and when.start and when.end else None

    @property
    def deaths(self) -> int:
        """The coded number of dead; 0 if the record has none."""
        killed = self.record.casualties.killed
        return killed.coded if killed else 0


def as_muc(
    records: Iterable[EventRecord], told: date | None, dropped: dict[str, int]
) -> list[OurEvent]:
    """The events of an article that MUC counts; the others are counted in ``dropped`` by rule."""
    kept = []
    for record in records:
        rule = excluded(record, told)
        if rule:
            dropped[rule] = dropped.get(rule, 0) + 1
        else:
            kept.append(OurEvent(record, muc_types(record), role_fillers(record)))
    return kept


def excluded(record: EventRecord, told: date | None) -> str | None:
    """The rule by which MUC would not count the event, or ``None``."""
    if not TYPES.get(record.sub_event_type.value):
        return "no act of terrorism"
    told = told or record.source.published
    last = record.date.end if record.date else None
    if told and last and told - last > RECENT:
        return "not recent"
    if told and record.date and record.date.start and record.date.start > told:
        return "in the future"
    country = record.location.country if record.location else None
    if country and country not in COUNTRIES and not _theirs(record):
        return "not of the nine countries"
    if purely_military(record):
        return "purely military"
    if not specific(record):
        return "nothing specific"
    return None


def _theirs(record: EventRecord) -> bool:
    names = " ".join(f"{one.name} {' '.join(one.associated)}" for one in record.actors)
    return any(country in names for country in COUNTRIES)


def purely_military(record: EventRecord) -> bool:
    """Whether every target is armed or an armed group, and neither property nor a civilian is hit.

    A battle without a target counts as one between armed groups (ACLED codebook, "Battles": no
    interaction with civilians).
    """
    if words_of(record, "physical_targets"):
        return False
    if not record.targets:
        return record.event_type is EventType.BATTLES and not words_of(record, "victims")
    return all(
        one.kind.value in ARMED_TARGETS and not NOT_ARMED.search(f"{one.name} {one.text or ''}")
        for one in record.targets
    )


def specific(record: EventRecord) -> bool:
    """Whether the record has at least one of: a place below country level, a toll, a target."""
    where = record.location
    placed = bool(where and where.country and where.name != where.country)
    tolls = record.casualties.killed or record.casualties.injured
    hit = any(one.text for one in record.targets) or words_of(record, "physical_targets")
    return bool(placed or tolls or hit)


def muc_types(record: EventRecord) -> tuple[str, ...]:
    """The MUC types the record may stand for, the best first: its own words choose among them."""
    types = TYPES[record.sub_event_type.value]
    words = " ".join([record.summary, *words_of(record, "trigger")])
    if FORCED_STOPPAGE.search(words):
        return ("FORCED WORK STOPPAGE",)
    if "ARSON" in types and FIRE.search(words):
        return ("ARSON", *(one for one in types if one != "ARSON"))
    if "ROBBERY" in types and ROB.search(words):
        return ("ROBBERY", *(one for one in types if one != "ROBBERY"))
    return types


def words_of(record: EventRecord, field: str) -> list[str]:
    """The words of a field that only newer records have; its values are strings or objects with
    ``text``."""
    value: Any = getattr(record, field, None)
    if value is None:
        return []
    many = value if isinstance(value, (list, tuple)) else [value]
    found = (one if isinstance(one, str) else getattr(one, "text", None) for one in many)
    return [one for one in found if one]


# Role fillers --------------------------------------------------------------------------------

LEADING = re.compile(
    r"^(?:the|a|an|some|several|about|approximately|around|at least|more than|over|nearly|almost|"
    r"group of|gang of|band of|unknown number of|his|her|their|its|our|\d[\d.,]*|two|three|four|"
    r"five|six|seven|eight|nine|ten|eleven|twelve|dozens of|hundreds of|many|other|another)\s+",
    re.I,
)
TITLE = re.compile(
    r"^(?:mr|mrs|ms|dr|gen(?:eral)?|col(?:onel)?|lt|lieutenant|maj(?:or)?|capt(?:ain)?|sgt|"
    r"sergeant|father|rev|monsignor|archbishop|bishop|president|minister|senator|deputy|judge|"
    r"mayor|governor|ambassador|engineer|professor|doctor|attorney)\.?\s+",
    re.I,
)
PERSON = re.compile(
    r"\b(?:guerrillas?|rebels?|terrorists?|insurgents?|militants?|members?|troops?|soldiers?|"
    r"gunmen|gunman|fighters?|commandos?|individuals?|persons?|people|men|man|youths?|extremists?|"
    r"subversives?|units?|elements|hitmen|assassins?|combatants?|militiamen|policemen|squads?|"
    r"columns?|cells?|criminals?|attackers?|assailants?|kidnappers?|murderers?|traffickers?|"
    r"bandits?|officers?|lieutenants?|colonels?|cadres?|collaborators?|students?)$",
    re.I,
)
ARTICLE = re.compile(r"^(?:the|a|an|group of|gang of|band of|at least|about)\s+", re.I)
COUNTED = re.compile(
    r"(?:\d+|some|several|two|three|four|five|six|seven|eight|nine|ten)\s+(?:[\w-]+\s+){0,3}"
    r"(?:men|individuals|persons|people|subjects)(?:\s+(?:in|wearing|dressed)\s.*)?",
    re.I,
)
CREED = re.compile(r"^(?:pro-)?(?:maoist|marxist|castroite|leftist|rightist|terrorist)\s+", re.I)
HEDGE = re.compile(r"^(?:alleged|suspected|presumed)\s+", re.I)
OF = re.compile(r"\s(?:of|from|belonging)\s")
WORD = re.compile(r"[\w’'-]+")
LONGEST = 7  # words of a group's name
NOT_NAMES = find_words.NEVER | find_words.ORGANISATIONS
GENERIC = re.compile(r"^(?:Unidentified|Civilians|Protesters|Rioters|Government of)\b")


def role_fillers(record: EventRecord) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The strings of each role, in the form the key's annotators used: without articles, counts
    and titles, and with people separate from their organisation ("FMLN guerrillas" is both)."""
    individuals: list[str] = []
    organizations: list[str] = []
    for actor in record.perpetrators:
        known = not GENERIC.match(actor.name)
        for words in dict.fromkeys([actor.text or "", *(one.text for one in actor.evidence)]):
            text = described(words)
            names = groups_in(text)
            organizations += [CREED.sub("", name) for name in names]
            person = PERSON.search(re.split(r"\s+(?:of|from|belonging)\s", text)[0])
            if person:
                whole = text if not OF.search(text) else text[: person.end()]
                individuals.append(_without(names, whole))
            elif text and known and not names and not _is_name(text):
                organizations.append(text)
            elif text and not names and (not known or _is_name(text)):
                individuals.append(text)
    abduction = record.sub_event_type.value == "Abduction/forced disappearance"
    return {
        "PerpInd": _entities(individuals),
        "PerpOrg": _entities(organizations),
        "Target": () if abduction else _entities(map(bare, words_of(record, "physical_targets"))),
        "Victim": _entities(map(bare, words_of(record, "victims"))),
        "Weapon": () if abduction else _entities(map(bare, words_of(record, "weapons"))),
    }


def described(words: str) -> str:
    """The words for the perpetrators without articles and titles. The count stays if the words say
    only that they are people ("two men", but "guerrillas" of "ten guerrillas")."""
    whole = " ".join(words.split()).strip(" ,.;:\"'“”")
    while ARTICLE.match(whole):
        whole = ARTICLE.sub("", whole)
    text = HEDGE.sub("", bare(whole))
    return whole if COUNTED.fullmatch(whole) and not groups_in(whole) else text


def _without(names: Iterable[str], text: str) -> str:
    """The words without the group's name: "urban commandos" of "FMLN urban commandos"."""
    for name in names:
        if text.startswith(name):
            text = re.sub(r"^\W*(?:[\[(][^\])]*[\])]\s*)?", "", text.removeprefix(name))
    return text


def _is_name(text: str) -> bool:
    """Whether the words are a person's name: two words or more, with a given name or two family
    names among them and no word of a group."""
    words = [fold(word) for word in bare(text).split() if word[:1].isupper()]
    bits = [store.word_bits(word) for word in words]
    families = sum(bool(one & store.FAMILY) for one in bits)
    named = families > 1 or any(one & store.GIVEN for one in bits)
    return len(words) > 1 and named and NOT_NAMES.isdisjoint(words)


def groups_in(text: str) -> list[str]:
    """The names of the codebook's groups in a text, the longest at each position."""
    tokens = list(WORD.finditer(text))
    found, at = [], 0
    while at < len(tokens):
        for size in range(min(LONGEST, len(tokens) - at), 0, -1):
            name = text[tokens[at].start() : tokens[at + size - 1].end()]
            if groups_called(name):
                found.append(name)
                at += size - 1
                break
        at += 1
    return found


def _entities(found: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple((one,) for one in dict.fromkeys(found) if one)


def bare(text: str) -> str:
    """The words without leading articles, counts and titles."""
    words = " ".join(text.split()).strip(" ,.;:\"'“”")
    while True:
        shorter = TITLE.sub("", LEADING.sub("", words))
        if shorter == words or not shorter:
            return words
        words = shorter


def read_records(lines: Iterable[str]) -> dict[str, list[EventRecord]]:
    """Parse records from JSON lines; returns them by article id."""
    found: dict[str, list[EventRecord]] = {}
    for line in lines:
        if line.strip():
            record = EventRecord.model_validate(json.loads(line))
            found.setdefault(record.source.article_id, []).append(record)
    return found


def same_name(one: str, other: str) -> bool:
    """Whether two names are equal apart from case, accents and punctuation, or one contains all
    words of the other."""
    a, b = set(fold(one).split()), set(fold(other).split())
    return bool(a) and bool(b) and (a <= b or b <= a)
