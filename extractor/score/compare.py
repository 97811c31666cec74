"""How two event records are compared, field by field.

A field is a list of items of a record and a rule for when two items are equal; most have one item
or none. ``records/fields.py`` (``scored``) says which figures a field has; the rules are here.
Definitions for users: docs/evaluation.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractor.codebook.types import SubEventType, event_type_of
from extractor.gazetteer.folding import fold
from extractor.places.resolve import distance_km
from extractor.records import Actor, EventDate, EventRecord, Location, Toll
from extractor.records.field import Field as RecordField
from extractor.records.field import Scored
from extractor.records.field_lookup import parts_of
from extractor.records.fields import FIELDS as RECORD_FIELDS
from extractor.records.parts import Role
from extractor.score.assignment import best_assignment
from extractor.score.classes import Counts
from extractor.score.gold import (
    accepts_country,
    accepts_days,
    accepts_deaths,
    accepts_kind,
    accepts_place,
    accepts_type,
    doers,
    meets_days,
    same_party,
)
from extractor.text.words import WORD

__all__ = [
    "FIELDS",
    "Field",
    "counts",
    "field_named",
    "same_place",
    "same_side",
    "same_words",
    "statements_of",
    "word_overlap",
]

NEAR_KM = 161.0
"""100 miles, the usual bound in toponym resolution (Gritta et al. 2018)."""
TOLERANCE = 0.10
LIKE = 0.5  # F1 of the words of two phrases for the same person or thing
ARTICLES = frozenset({"a", "an", "the"})

Items = Sequence[Any]


@dataclass(frozen=True)
class Field:
    """A compared field: ``name`` in JSON, ``title`` for people, its items, and when two are equal.
    ``single``: a record has at most one item. ``alpha`` is the level of measurement for agreement
    between coders, ``None`` without alpha. A ``loose`` field has the items of another and is more
    lenient. A ``view`` shows the content of other fields in another way and is not pooled with
    them. ``accepts`` says whether a gold record accepts an item that is not its own.
    """

    name: str
    title: str
    items: Callable[[EventRecord], Items]
    same: Callable[[Any, Any], bool]
    single: bool = True
    alpha: str | None = None
    loose: bool = False
    accepts: Callable[[EventRecord, Any, Any], bool] | None = None
    view: bool = False


def counts(field: Field, gold: EventRecord | None, given: EventRecord | None) -> Counts:
    """The right, given and gold items of a field in two records of one event; ``None`` for a record
    without a partner."""
    theirs = field.items(gold) if gold else ()
    ours = field.items(given) if given else ()
    right = _right(field, theirs, ours, gold) if gold and theirs and ours else 0
    return Counts(right, len(ours), len(theirs))


def _right(field: Field, theirs: Items, ours: Items, gold: EventRecord) -> int:
    if field.name == "evidence":
        return len(set(theirs) & set(ours))
    also = field.accepts or (lambda *_: False)
    worth = [
        [float(field.same(one, other) or also(gold, one, other)) for other in ours]
        for one in theirs
    ]
    return len(best_assignment(worth))


def word_overlap(one: str, other: str) -> float:
    """F1 of the words of two phrases, without case, accents and articles."""
    a = [word for word in fold(one).split() if word not in ARTICLES]
    b = [word for word in fold(other).split() if word not in ARTICLES]
    common = sum(min(a.count(word), b.count(word)) for word in set(a))
    return 2 * common / (len(a) + len(b)) if common else 0.0


def same_words(one: str, other: str) -> bool:
    """Whether two phrases share at least half of their words."""
    return word_overlap(one, other) >= LIKE


def same_name(one: str, other: str) -> bool:
    """Whether two actors' names are equal ignoring case, accents and a regime's years."""
    return plain_name(one) == plain_name(other)


@lru_cache(maxsize=10_000)
def plain_name(name: str) -> str:
    """An actor's name without case, accents and a regime's years."""
    plain, _, years = name.rpartition(" (")
    return fold(plain if years.rstrip(")").replace("-", "").isdecimal() else name)


def same_place(one: Any, other: Any) -> bool:
    """Whether two places have the same gazetteer entry, or without one the same name and
    country."""
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
    """Always one number: without a toll it is 0, as ACLED codes it."""
    return [killed.coded if killed else 0]


def _attributed(actors: Sequence[Actor]) -> Items:
    return [
        (f"{one.role.value} {one.attribution.value}", one.name)
        for one in actors
        if one.attribution.value != "unattributed"
    ]


def evidence_words(record: EventRecord) -> Items:
    """The offsets of the words in any evidence of the event."""
    covered: set[int] = set()
    for start, text in evidence_of(record.model_dump(exclude={"source", "extraction", "reports"})):
        covered |= {start + match.start() for match in WORD.finditer(text)}
    return sorted(covered)


def evidence_of(value: Any) -> list[tuple[int, str]]:
    """The start and text of every piece of evidence in a dumped record or a part of one."""
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


def _dated(record: EventRecord) -> Items:
    """The record itself if it has days: whether they are right depends on the whole record."""
    return [record] if record.date and record.date.start else []


def _done_by(record: EventRecord) -> Items:
    return [record] if doers(record) else []


def _same_doer(one: EventRecord, other: EventRecord) -> bool:
    return same_party(doers(one), doers(other))


def _death_counts(record: EventRecord) -> Items:
    return [number for number in _deaths(record.casualties.killed) if number]


def _kind_accepted(gold: EventRecord, coded_kind: Any, kind: Any) -> bool:
    """Whether the gold accepts this kind of perpetrator in place of the coded one."""
    both_did_it = coded_kind[0] is kind[0] is Role.PERPETRATOR
    return both_did_it and accepts_kind(gold, kind[1])


def _event_type_accepted(gold: EventRecord, _: Any, event_type: str) -> bool:
    return any(
        accepts_type(gold, one) and event_type_of(one).value == event_type for one in SubEventType
    )


def _deaths_accepted(gold: EventRecord, _: int, number: int) -> bool:
    return accepts_deaths(gold, number)


ACCEPTS: dict[str, Callable[[EventRecord, Any, Any], bool]] = {
    "event_type": _event_type_accepted,
    "sub_event_type": lambda gold, _, kind: accepts_type(gold, SubEventType(kind)),
    "date_within": lambda gold, _, days: meets_days(gold, *days),
    "place": lambda gold, _, where: accepts_place(gold, where),
    "country": lambda gold, _, country: accepts_country(gold, country),
    "actor_kind": _kind_accepted,
    "deaths": _deaths_accepted,
    "deaths_10": _deaths_accepted,
}
"""What a gold record accepts besides its own items, by field name."""


def statements_of(record: EventRecord) -> Items:
    """Statements: kind, speaker, and whom each is about or addressed to."""
    return [
        *(("allegation", one.speaker, one.accused) for one in record.allegations),
        *(("denial", one.speaker, None) for one in record.denials),
        *(("claim", one.speaker, None) for one in record.claims_of_responsibility),
        *(("inquiry", one.requester, one.addressee) for one in record.requested_investigations),
    ]


def _allegations(record: EventRecord) -> Items:
    return [one for one in statements_of(record) if one[0] == "allegation"]


def _same_statement(one: Any, other: Any) -> bool:
    """Whether two statements are of one kind, by the same speaker about the same party, as far as
    the gold names them."""
    kind, *parties = one
    return bool(
        kind == other[0]
        and all(
            named is None or (said is not None and same_side(named, said))
            for named, said in zip(parties, other[1:], strict=True)
        )
    )


def same_side(one: str, other: str) -> bool:
    """Whether half of the words are shared, or all words of one are among the other's."""
    a, b = (set(fold(said).split()) - ARTICLES for said in (one, other))
    return same_words(one, other) or bool(a and b and (a <= b or b <= a))


VIEWS = (
    Field("day", "days as the gold", _dated, accepts_days, view=True),
    Field("doer", "who did it, in any words", _done_by, _same_doer, view=True),
    Field(
        "deaths_told",
        "deaths, where any",
        _death_counts,
        _equal,
        accepts=_deaths_accepted,
        view=True,
    ),
    Field(
        "statement",
        "statement: who, of whom",
        statements_of,
        _same_statement,
        single=False,
        view=True,
    ),
    Field(
        "allegation",
        "allegation: who, of whom",
        _allegations,
        _same_statement,
        single=False,
        view=True,
    ),
)
"""Fields that show the content of others in another way."""


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
        ACCEPTS.get(figure.name),
    )


def _texts(field: RecordField, part: str) -> Callable[[EventRecord], Items]:
    def items(record: EventRecord) -> Items:
        found = (getattr(one, part) for one in parts_of(field, record))
        return [text for text in found if text]

    return items


FIELDS: tuple[Field, ...] = (
    Field("event", "event found", lambda _: [1], _equal),
    *(_scored(field, figure) for field in RECORD_FIELDS for figure in field.scored),
    *VIEWS,
    Field("evidence", "evidence (words)", evidence_words, _equal, single=False),
)
"""All fields in display order."""


def field_named(name: str) -> Field:
    """The field of this name in JSON."""
    return next(one for one in FIELDS if one.name == name)
