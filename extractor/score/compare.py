"""What is compared of two event records, field by field.

A field is a list of items of a record and a rule when two items are the same; most have one item
or none. Which figures a field of the record has says ``records/fields.py`` (``scored``); the rules
are here. Definitions for people: docs/evaluation.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractor.gazetteer.folding import fold
from extractor.places.resolve import distance_km
from extractor.records import Actor, EventDate, EventRecord, Location, Toll
from extractor.records.field import Field as RecordField
from extractor.records.field import Scored
from extractor.records.field_lookup import parts_of
from extractor.records.fields import FIELDS as RECORD_FIELDS
from extractor.score.assignment import best_assignment
from extractor.score.classes import Counts

__all__ = ["FIELDS", "Field", "counts", "same_place", "same_words", "word_overlap"]

NEAR_KM = 161.0
"""100 miles, the usual bound in toponym resolution (Gritta et al. 2018)."""
TOLERANCE = 0.10
LIKE = 0.5  # F1 of the words of two phrases that mean the same person or thing
YEARS = re.compile(r"\s*\(\d{4}-(?:\d{4})?\)$")
WORD = re.compile(r"\w+")
ARTICLES = frozenset({"a", "an", "the"})

Items = Sequence[Any]


@dataclass(frozen=True)
class Field:
    """A field: ``name`` in JSON, ``title`` for people, its items of a record, when two are the
    same. ``single``: a record has one item or none. ``alpha`` is the level of measurement for
    agreement between coders, ``None`` where there is no alpha. A ``loose`` field has the items of
    another and forgives more."""

    name: str
    title: str
    items: Callable[[EventRecord], Items]
    same: Callable[[Any, Any], bool]
    single: bool = True
    alpha: str | None = None
    loose: bool = False


def counts(field: Field, gold: EventRecord | None, given: EventRecord | None) -> Counts:
    """What is right, given and there of a field of two records of one event; ``None`` for a
    record that has no partner."""
    theirs = field.items(gold) if gold else ()
    ours = field.items(given) if given else ()
    return Counts(_right(field, theirs, ours), len(ours), len(theirs))


def _right(field: Field, gold: Items, given: Items) -> int:
    if not gold or not given:
        return 0
    if field.name == "evidence":
        return len(set(gold) & set(given))
    return len(best_assignment([[float(field.same(g, p)) for p in given] for g in gold]))


def word_overlap(one: str, other: str) -> float:
    """F1 of the words of two phrases, without case, accents and articles."""
    a = [word for word in fold(one).split() if word not in ARTICLES]
    b = [word for word in fold(other).split() if word not in ARTICLES]
    common = sum(min(a.count(word), b.count(word)) for word in set(a))
    return 2 * common / (len(a) + len(b)) if common else 0.0


def same_words(one: str, other: str) -> bool:
    """Two phrases that share at least half of their words."""
    return word_overlap(one, other) >= LIKE


def same_name(one: str, other: str) -> bool:
    """Two actors' names that are equal but for case, accents and a regime's years."""
    return _plain_name(one) == _plain_name(other)


@lru_cache(maxsize=10_000)
def _plain_name(name: str) -> str:
    return fold(YEARS.sub("", name))


def same_place(one: Any, other: Any) -> bool:
    """The same gazetteer entry; where either has none, the same name and country."""
    if one.gazetteer_id and other.gazetteer_id:
        return bool(one.gazetteer_id == other.gazetteer_id)
    return fold(one.name) == fold(other.name) and one.country == other.country


def _near(one: Any, other: Any) -> bool:
    return distance_km(*one, *other) <= NEAR_KM


def _overlap(one: Any, other: Any) -> bool:
    return bool(one[0] <= other[1] and other[0] <= one[1])


def _close(one: int, other: int) -> bool:
    return abs(one - other) <= TOLERANCE * one


def _equal(one: Any, other: Any) -> bool:
    return bool(one == other)


def _role_and(same: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda one, other: one[0] == other[0] and same(one[1], other[1])


def _one(value: Any) -> Items:
    return [] if value is None else [getattr(value, "value", value)]


def _days(when: EventDate | None) -> Items:
    return [(when.start, when.end)] if when and when.start else []


def _point(where: Location | None) -> Items:
    if where is None or where.latitude is None:
        return []
    return [(where.latitude, where.longitude)]


def _deaths(killed: Toll | None) -> Items:
    """One number always: nothing said is 0, as ACLED codes it."""
    return [killed.coded if killed else 0]


def _attributed(actors: Sequence[Actor]) -> Items:
    return [
        (f"{one.role.value} {one.attribution.value}", one.name)
        for one in actors
        if one.attribution.value != "unattributed"
    ]


def evidence_words(record: EventRecord) -> Items:
    """The offsets of the words that any evidence of the event covers."""
    covered: set[int] = set()
    for start, text in evidence_of(record.model_dump(exclude={"source", "extraction", "reports"})):
        covered |= {start + match.start() for match in WORD.finditer(text)}
    return sorted(covered)


def evidence_of(value: Any) -> list[tuple[int, str]]:
    """Start and words of every evidence in a dumped record or a part of one."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"} and isinstance(value["start"], int):
            return [(value["start"], value["text"])]
        return [one for part in value.values() for one in evidence_of(part)]
    if isinstance(value, (list, tuple)):
        return [one for part in value for one in evidence_of(part)]
    return []


@dataclass(frozen=True)
class Rule:
    """The items of a field's value, and when two of them are the same."""

    items: Callable[[Any], Items]
    same: Callable[[Any, Any], bool]
    single: bool = True


RULES = {
    "equal": Rule(_one, _equal),
    "coded day": Rule(lambda when: [when.coded_day] if when and when.coded_day else [], _equal),
    "days": Rule(_days, _overlap),
    "place": Rule(_one, same_place),
    "point": Rule(_point, _near),
    "country": Rule(lambda where: [where.country] if where and where.country else [], _equal),
    "actor name": Rule(
        lambda actors: [(a.role, a.name) for a in actors], _role_and(same_name), single=False
    ),
    "actor kind": Rule(
        lambda actors: [(a.role, a.kind) for a in actors], _role_and(_equal), single=False
    ),
    "attribution": Rule(_attributed, _role_and(same_name), single=False),
    "deaths": Rule(_deaths, _equal),
    "deaths within 10 %": Rule(_deaths, _close),
    "people": Rule(lambda toll: [toll.coded] if toll else [], _equal),
}


def _scored(field: RecordField, figure: Scored) -> Field:
    if figure.rule == "words":
        return Field(
            figure.name, figure.title, _texts(field, figure.part), same_words, single=False
        )
    rule = RULES[figure.rule]
    return Field(
        figure.name,
        figure.title,
        lambda record: rule.items(field.of(record)),
        rule.same,
        rule.single,
        figure.alpha,
        figure.loose,
    )


def _texts(field: RecordField, part: str) -> Callable[[EventRecord], Items]:
    def items(record: EventRecord) -> Items:
        found = (getattr(one, part) for one in parts_of(field, record))
        return [text for text in found if text]

    return items


FIELDS: tuple[Field, ...] = (
    Field("event", "event found", lambda _: [1], _equal),
    *(_scored(field, figure) for field in RECORD_FIELDS for figure in field.scored),
    Field("evidence", "evidence (words)", evidence_words, _equal, single=False),
)
"""All fields in the order they are shown."""
