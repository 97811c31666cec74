"""Gold records: hand-coded event records that may list other acceptable values.

A coder often accepts more than one answer: another type the codebook allows, the village or the
camp beside it, 120 killed or 85. ``accepted`` lists them; a record without it accepts only its own
values. ``optional`` events are neither required nor counted as wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

from extractor.codebook.actors import ActorKind
from extractor.codebook.folding import fold
from extractor.codebook.types import SubEventType
from extractor.records import EventRecord
from extractor.records.part import Part, Words, explained
from extractor.records.parts import Location
from extractor.text.words import WORD, holds_words

__all__ = [
    "Accepted",
    "GoldRecord",
    "accepted_by",
    "accepts_country",
    "accepts_days",
    "accepts_deaths",
    "accepts_kind",
    "accepts_place",
    "accepts_type",
    "doers",
    "is_optional",
    "meets",
    "meets_days",
    "same_party",
]

EVERYBODY = frozenset(
    [
        "forces",
        "force",
        "military",
        "militia",
        "militias",
        "rebels",
        "rebel",
        "group",
        "groups",
        "gang",
        "the",
        "and",
        "for",
        "from",
        "with",
        "government",
        "men",
        "state",
        "states",
        "united",
        "republic",
        "democratic",
        "armed",
        "unidentified",
    ]
)
"""Words that do not tell one party from another."""
SHORTEST = 3


class Accepted(Part):
    """What is right besides the record's own values."""

    optional: Annotated[bool, explained("True: a coder may code it or leave it out.", False)] = (
        False
    )
    sub_event_types: Annotated[
        tuple[SubEventType, ...], explained("Types that are right.", ["Attack"])
    ] = ()
    day_slack: Annotated[
        int, explained("Days by which the days may be missed.", 1, ge=0, le=31)
    ] = 0
    places: Annotated[tuple[Words, ...], explained("Names right for the place.", ["Kobani"])] = ()
    countries: Annotated[
        tuple[Words, ...], explained("Countries right for the place.", ["Hong Kong"])
    ] = ()
    killed: Annotated[
        tuple[int, ...] | None,
        explained("Numbers of killed that are right; null: any is.", [85, 120]),
    ] = ()
    doers: Annotated[
        tuple[Words, ...], explained("Names or words right for who did it.", ["RSF"])
    ] = ()
    doer_kinds: Annotated[
        tuple[ActorKind, ...], explained("Kinds right for who did it.", ["Rebel group"])
    ] = ()


class GoldRecord(EventRecord):
    """A record coded by hand, with what else is right."""

    accepted: Annotated[
        Accepted | None,
        explained("What else is right; null: its own values only.", examples=[None]),
    ] = None


def accepted_by(record: EventRecord) -> Accepted | None:
    """What a record accepts besides its own values; ``None`` unless it is a gold record."""
    return record.accepted if isinstance(record, GoldRecord) else None


def is_optional(record: EventRecord) -> bool:
    """Whether the event may be coded or left out."""
    also = accepted_by(record)
    return also is not None and also.optional


def accepts_type(gold: EventRecord, kind: SubEventType) -> bool:
    """Whether a sub-event type is accepted."""
    also = accepted_by(gold)
    return kind is gold.sub_event_type or (also is not None and kind in also.sub_event_types)


def accepts_days(gold: EventRecord, given: EventRecord) -> bool:
    """Whether the days are accepted: they overlap the gold's (within its slack), and are not more
    days than the gold's, or two."""
    return meets(gold, given) and _length(given) <= max(1, _length(gold))


def meets(gold: EventRecord, given: EventRecord) -> bool:
    """Whether the days overlap within the gold's slack."""
    there = given.date
    if there is None or there.start is None or there.end is None:
        return False
    return meets_days(gold, there.start, there.end)


def meets_days(gold: EventRecord, start: date, end: date) -> bool:
    """Whether the days from ``start`` to ``end`` overlap the gold's within its slack."""
    gold_days = gold.date
    if not (gold_days and gold_days.start and gold_days.end):
        return False
    also = accepted_by(gold)
    slack = timedelta(days=also.day_slack if also else 0)
    return gold_days.start - slack <= end and start <= gold_days.end + slack


def _length(record: EventRecord) -> int:
    assert record.date and record.date.start and record.date.end
    return (record.date.end - record.date.start).days


def accepts_place(gold: EventRecord, where: Location) -> bool:
    """Whether a place's name or words are accepted, or one contains the other, in an accepted
    country."""
    return accepts_country(gold, where.country) and accepts_place_name(gold, where)


def accepts_place_name(gold: EventRecord, where: Location) -> bool:
    """Whether a place's name is accepted, whatever its country."""
    also = accepted_by(gold)
    if also is None:
        return False
    found = [folded for said in (where.name, where.text) if (folded := fold(said or "").strip())]
    wanted = [folded for said in also.places if (folded := fold(said).strip())]
    return any(_holds(one, other) or _holds(other, one) for one in found for other in wanted)


def accepts_country(gold: EventRecord, country: str | None) -> bool:
    """Whether a country is the gold's or accepted; also true if either has none."""
    also = accepted_by(gold)
    gold_country = gold.location.country if gold.location else None
    accepted = {gold_country, *(also.countries if also else ())} - {None}
    return country is None or not accepted or country in accepted


def _holds(whole: str, part: str) -> bool:
    """Whether one name contains the other: ``kan gyi village`` contains ``kan gyi``, by words;
    other scripts by letters."""
    if len(part) < SHORTEST and part.isascii():
        return whole == part
    return holds_words(whole, part) or (not part.isascii() and part in whole)


def accepts_deaths(gold: EventRecord, number: int) -> bool:
    """Whether a number of killed is accepted besides the coded one."""
    also = accepted_by(gold)
    return also is not None and (also.killed is None or number in also.killed)


def accepts_kind(gold: EventRecord, kind: ActorKind) -> bool:
    """Whether a kind of perpetrator is accepted besides the coded ones."""
    also = accepted_by(gold)
    return also is not None and kind in also.doer_kinds


def doers(record: EventRecord) -> tuple[str, ...]:
    """The names and words of the perpetrators; of a gold record also the accepted ones."""
    also = accepted_by(record)
    said = [word for one in record.perpetrators for word in (one.name, one.text) if word]
    return (*said, *(also.doers if also else ()))


def same_party(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two parties' names and words share a distinctive word; if neither has one, whether
    all their words are equal."""
    a, b = _telling(one), _telling(other)
    if a and b:
        return bool(a & b)
    return {fold(said) for said in one} & {fold(said) for said in other} != set()


def _telling(said: Sequence[str]) -> set[str]:
    words = {word for one in said for word in WORD.findall(fold(one)) if not word.isdigit()}
    return {word for word in words if (len(word) >= SHORTEST or not word.isascii())} - EVERYBODY
