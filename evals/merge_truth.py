"""Which MUC-4 templates of different texts describe the same incident, and records made of them.

The truth does not use extractor.merge. Two templates describe one incident if

- neither is a mere threat, and they are from different texts;
- they share a day: both keys allow it as a single day;
- the place agrees as far as both keys give it: one country; a town's name in common if both have
  one, else a department or region in common if both have one;
- a victim or a target is the same: the last word of a person's name is in the other key too, or
  descriptions share a word that says who or what it is (not "people", "soldiers", "building":
  COMMON_WORDS below). Where both keys name people but share no name, only physical targets count.

Two templates that fail this but are linked by a third one (the rector of the university; six Jesuit
priests; the rector and five Jesuit priests) are undecided: they count neither way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import Any

from evals.muc_keys import Entity, Loc, Template
from extractor.codebook.countries import country_by_name
from extractor.gazetteer.folding import fold
from extractor.gazetteer.store import COUNTRY, TOWN, named
from extractor.records import EventRecord

# Words of descriptions that fit too many people and things to show that two incidents are one.
COMMON_WORDS = """
a about adult all an and another area army at attack body bodies bodyguard bodyguards boy boys
building buildings bus buses by car cars child children citizen citizens civilian civilians
city combatants company crowd daughter dead del el employee employees facilities five for
force forces former four from girl girls group guard guards her his home house houses in
individuals inhabitants injured installations la leader leaders los man many members men
military more of office officer officers offices official officials on one others passers
passersby pedestrians peasant peasants people person personnel persons police policeman
policemen population post relatives residence residents security seven several six soldier
soldiers some son targets ten than the their they three town troops truck trucks two
unidentified unit units vehicle vehicles victims village villagers was were wife with woman
women workers wounded young youths
"""
COMMON = frozenset(COMMON_WORDS.split())
TYPES = {
    "ATTACK": "Attack",
    "BOMBING": "Remote explosive/landmine/IED",
    "KIDNAPPING": "Abduction/forced disappearance",
    "HIJACKING": "Abduction/forced disappearance",
    "ARSON": "Looting/property destruction",
    "ROBBERY": "Looting/property destruction",
    "FORCED WORK STOPPAGE": "Other",
}


STATEMENTS = ("allegations", "denials", "claims_of_responsibility", "requested_investigations")
SETTLEMENTS = ("CITY", "TOWN", "VILLAGE", "MUNICIPALITY", "HAMLET")
REGIONS = ("DEPARTMENT", "PROVINCE", "REGION", "STATE")
SPELLED_ALIKE = 0.8  # difflib's ratio: Velasquez, Velazquez
Pair = tuple[str, str]


@dataclass(frozen=True)
class Incident:
    """The parts of a template that the truth compares."""

    template: Template
    days: frozenset[date]
    people: frozenset[str]
    victims: frozenset[str]
    things: frozenset[str]

    @property
    def key(self) -> str:
        """Article id and template number: ``DEV-MUC3-0014.1``."""
        return f"{self.template.article}.{self.template.number}"


@dataclass(frozen=True)
class Truth:
    """The incidents that can be compared, and pairs of their keys, the smaller key first. ``same``
    pairs are one incident, ``undecided`` pairs count neither way, all others are different."""

    incidents: tuple[Incident, ...]
    same: frozenset[Pair]
    undecided: frozenset[Pair]


def incident_of(template: Template) -> Incident:
    """The incident of a template."""
    days = frozenset(first for first, last in template.days if first == last)
    people = frozenset(
        words[-1] for name in template.names for one in name if (words := fold(one).split())
    )
    victims = _telling((*template.names, *template.descriptions))
    return Incident(template, days, people, victims, _telling(template.physical))


def truth_of(templates: Sequence[Template]) -> Truth:
    """Find the same incidents among templates that have a single day and are not mere threats."""
    incidents = [
        one
        for one in map(incident_of, templates)
        if one.days and "THREATENED" not in one.template.stage
    ]
    same = set()
    home = {one.key: one.key for one in incidents}
    for one, other in combinations(incidents, 2):
        if _same(one, other):
            same.add(_pair(one.key, other.key))
            old, new = home[other.key], home[one.key]
            home = {key: new if place == old else place for key, place in home.items()}
    tied = {
        _pair(one.key, other.key)
        for one, other in combinations(incidents, 2)
        if home[one.key] == home[other.key]
    }
    return Truth(tuple(incidents), frozenset(same), frozenset(tied - same))


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _same(one: Incident, other: Incident) -> bool:
    if one.template.article == other.template.article or not one.days & other.days:
        return False
    if not same_place(one.template.places, other.template.places):
        return False
    if _shared(one.things, other.things):
        return True
    if _shared(one.people, other.victims) or _shared(other.people, one.victims):
        return True
    return not (one.people and other.people) and _shared(one.victims, other.victims)


def _telling(entities: Iterable[Entity]) -> frozenset[str]:
    return frozenset(
        _singular(word)
        for entity in entities
        for one in entity
        for word in fold(one).split()
        if len(word) > 2 and word not in COMMON
    )


def _shared(ones: frozenset[str], others: frozenset[str]) -> bool:
    return bool(ones & others) or any(_alike(one, other) for one in ones for other in others)


@lru_cache(maxsize=200_000)
def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 5:
        return False
    return SequenceMatcher(None, one, other).ratio() >= SPELLED_ALIKE


def same_place(ones: Iterable[Loc], others: Iterable[Loc]) -> bool:
    """Whether an alternative of each is the same place, at the levels that both give."""
    return any(_one_place(a, b) for a in ones for b in others)


def _one_place(one: Loc, other: Loc) -> bool:
    if one.country != other.country:
        return False
    for types in (SETTLEMENTS, REGIONS):
        names1, names2 = _names(one, types), _names(other, types)
        if names1 and names2:
            return bool(names1 & names2)
    return True


def _names(place: Loc, types: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        fold(name) for level in place.levels for name, said in level if said.startswith(types)
    )


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


# Records -------------------------------------------------------------------------------------


def record_of(template: Template) -> EventRecord:
    """The record our reader would give for the template if it read everything right: the first
    alternative of each slot, its place from the gazetteer, names capitalised as in print."""
    sub = TYPES.get(template.types[0], "Attack")
    day, *_ = (first for first, last in template.days if first == last)
    where = template.places[0] if template.places else None
    country = _country(where.country) if where else None
    home = country.name if country else "Unknown"
    victims = [_printed(one[0]) for one in template.names]
    victims += [one[0].lower() for one in template.descriptions]
    doers = [one[0].title() for one in template.organizations]
    few, many = template.deaths
    killed: dict[str, Any] = {"low": few, "high": many, "coded": few, "text": None, "evidence": []}
    values: dict[str, Any] = {
        "id": f"{template.article}.{template.number}",
        "sub_event_type": sub,
        **_types(sub),
        "summary": template.types[0].lower(),
        "date": {"start": day, "end": day, "precision": 1, "text": None, "evidence": []},
        "location": _location(where),
        "actors": [
            *(_actor("perpetrator", name, "Rebel group", name) for name in doers),
            *(
                _actor("target", f"Civilians ({home})", "Civilians", words)
                for words in (victims or [None])  # type: ignore[list-item]
            ),
        ],
        "casualties": {"killed": killed if few or many else None, "injured": None},
        "physical_targets": [
            {"text": _printed(one[0]), "evidence": []} for one in template.physical
        ],
        "weapons": [{"text": one[0].lower(), "evidence": []} for one in template.weapons],
        **dict.fromkeys(STATEMENTS, ()),
        "notes": "",
        "source": {
            "article_id": template.article,
            **dict.fromkeys(("publisher", "published", "url", "sha256")),
        },
        "extraction": {
            **dict.fromkeys(("extractor_version", "model", "reader", "prompt_version"), "key"),
            "extracted_at": datetime(1992, 6, 1, tzinfo=timezone.utc),
            "tokens": {"prompt": 0, "cached": 0, "completion": 0},
            "warnings": [],
        },
    }
    return EventRecord.model_validate(values)


def _types(sub: str) -> dict[str, str]:
    from extractor.codebook.types import disorder_type_of, event_type_of

    return {
        "event_type": event_type_of(sub).value,
        "disorder_type": disorder_type_of(sub).value,
    }


def _actor(role: str, name: str, kind: str, text: str | None) -> dict[str, Any]:
    named: dict[str, Any] = {
        "role": role,
        "name": name,
        "kind": kind,
        "associated": [],
        "text": text,
    }
    return named | {"attribution": "reported_as_fact", "evidence": []}


def _printed(words: str) -> str:
    """Words in capitals as print has them: ``DR IGNACIO ELLACURIA`` → ``Dr Ignacio Ellacuria``."""
    return re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), words)


@lru_cache(maxsize=100)
def _country(name: str) -> Any:
    return country_by_name(name.title())


def _location(where: Loc | None) -> dict[str, Any] | None:
    """The narrowest level that the gazetteer knows in that country; else the country itself."""
    country = _country(where.country) if where else None
    if where is None or country is None:
        return None
    unknown = ("admin1", "admin2", "admin3", "latitude", "longitude", "gazetteer_id", "text")
    fields: dict[str, Any] = dict.fromkeys(unknown)
    fields |= {"name": country.name, "country": country.name, "iso": country.iso}
    fields |= {"region": country.region, "precision": 3, "evidence": []}
    for level in reversed(where.levels):
        for name, _ in level:
            found = [e for e in named(name) if e.country == country.alpha2 and e.kind != COUNTRY]
            if found:
                best = max(found, key=lambda e: (e.kind == TOWN, e.population))
                fields |= {"name": best.name, "latitude": best.latitude}
                fields |= {"longitude": best.longitude, "gazetteer_id": f"geonames:{best.id}"}
                fields["precision"] = 1 if best.kind == TOWN else 3
                return fields
    if where.levels:
        fields["name"] = where.levels[-1][0][0].title()
    return fields
