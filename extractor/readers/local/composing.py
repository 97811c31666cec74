"""Merges tellings of one event: by the tagger's own links first, then by comparing their values.

A *telling* is an event as one stretch of the article reports it. Two are merged if nothing
contradicts (other days, places or numbers of dead) and they have one type and share place or day,
or have similar types and share both, or the later one has no place or day of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from extractor.codebook.folding import fold
from extractor.codebook.types import (
    STREET,
    VIOLENT,
    EventType,
    SubEventType,
    event_type_of,
    is_demonstration,
)
from extractor.models.encoder.tagging import Found
from extractor.readers.local.alike import (
    days_of,
    in_one_town,
    is_dated,
    may_be_in,
    names_of,
    on_one_day,
    other_dead,
    outside_streets,
    regions_of,
    same_day,
    same_place,
    words_for,
)
from extractor.readers.local.fillers import LIKELY, told_together
from extractor.reading import Event, TollState, TollTold, Where

__all__ = ["Composed", "Telling", "composed"]

ABDUCTION, ATTACK, LOOTING = (
    SubEventType.ABDUCTION,
    SubEventType.ATTACK,
    SubEventType.LOOTING,
)
OF_A_TYPE = 0.6
"""With a less likely type, a telling is too vague to stand beside another event of its place."""


@dataclass(frozen=True)
class Telling:
    """An event as one stretch of the article reports it. ``told_anew``: its toll was updated
    ("rose from 20 to 35"). ``handed``: it was given counts of another telling."""

    found: Found
    event: Event
    told_anew: bool = False
    handed: bool = False


class Composed(NamedTuple):
    """The merged events in text order; ``keys``: the event's key by telling's key; ``left``: counts
    dropped as they sum up several places, some of which have events of their own."""

    events: list[Event]
    keys: dict[str, str]
    left: list[TollTold]


def composed(tellings: Sequence[Telling]) -> Composed:
    """Merge an article's tellings into events."""
    order = sorted(tellings, key=lambda one: (_is_faint(one), -_fullness(one), one.event.sentences))
    kept: list[Telling] = []
    keys: dict[str, str] = {}
    for one in order:
        same = next((other for other in kept if _one_telling(other, one)), None)
        if same is None:
            kept.append(one)
            keys[one.event.key] = one.event.key
            continue
        kept[kept.index(same)] = replace(same, event=_with(same.event, one.event))
        keys[one.event.key] = same.event.key
    kept.sort(key=lambda one: one.event.sentences)
    events = [one.event for one in kept]
    rows = [one for one in events if len(one.where) > 1]
    left: list[TollTold] = []
    for total in events:
        parts = _parts(total, events) or _all_apart(total, events)
        if parts:
            if _dead(total) != sum(map(_dead, parts)):
                left += total.tolls_of(TollState.KILLED)
            events = [one for one in events if one is not total]
            keys = {key: parts[0].key if of == total.key else of for key, of in keys.items()}
    parted = [_of_its_row(_without_told_apart(one, events), rows) for one in events]
    left += [
        toll
        for before, after in zip(events, parted, strict=True)
        for toll in before.tolls
        if toll not in after.tolls
    ]
    return Composed(parted, keys, left)


def _is_of_one(first: Telling, other: Telling) -> bool:
    """Whether one telling has several places in a row and the other, with counts of its own, just
    one of these. They stay apart: the counts belong to that one place."""
    one, row = sorted((first, other), key=lambda telling: len(telling.event.where))
    counted = any(_says_how_many(toll) for toll in one.event.tolls) and not one.handed
    return counted and _is_in_row(one.event, row.event)


def _is_in_row(one: Event, row: Event) -> bool:
    return len(row.where) > 1 and len(one.where) == 1 and names_of(one.where) <= names_of(row.where)


def _of_its_row(event: Event, rows: Sequence[Event]) -> Event:
    """Give an event of one place of a row the row's day and parties, where it has none itself.
    A "row" is an event with several places: "in Kisumu, Nakuru and Nyeri"."""
    row = next((one for one in rows if _is_in_row(event, one) and _may_be_part(event, one)), None)
    if row is None:
        return event
    roles = {party.role for party in event.parties}
    sides = [party for party in row.parties if party.role not in roles]
    return replace(event, when=event.when or row.when, parties=(*event.parties, *sides))


def _without_told_apart(row: Event, events: Sequence[Event]) -> Event:
    """Drop from a row the places that have an event of their own, and the number of dead if any of
    these counts its dead: they are part of it."""
    apart = _told_of_one(row, events)
    if not apart:
        return row
    names = {name for one in apart for name in names_of(one.where)}
    where = tuple(one for one in row.where if not names_of([one]) & names)
    dead = any(map(_dead, apart))
    tolls = [one for one in row.tolls if not (dead and one.state is TollState.KILLED)]
    return replace(row, where=where, tolls=tuple(tolls))


def _told_of_one(row: Event, events: Sequence[Event]) -> list[Event]:
    """Return the events of just one of the row's places."""
    if len(row.where) < 2:
        return []
    return [one for one in events if _is_in_row(one, row) and _may_be_part(one, row)]


def _all_apart(row: Event, events: Sequence[Event]) -> list[Event]:
    """Return the events of single places of a row if they cover all of them, else none."""
    apart = _told_of_one(row, events)
    names = {name for one in apart for name in names_of(one.where)}
    return apart if apart and names_of(row.where) <= names else []


def _may_be_part(one: Event, whole: Event) -> bool:
    """Whether two events have similar types and the same day, or one has no day."""
    types = (SubEventType(each.sub_event_types[0]) for each in (one, whole))
    return _are_alike(set(map(event_type_of, types))) and same_day(one, whole) is not False


def _are_alike(groups: AbstractSet[EventType]) -> bool:
    """Whether event types may be one event's: all equal, all violent, or all of the street."""
    return len(groups) == 1 or groups <= VIOLENT or groups <= STREET


def _parts(total: Event, events: Sequence[Event]) -> list[Event]:
    """Return the events of one day that an event of a whole region sums up: "five dead in two
    attacks in Cabo Delgado", then four in one village and one in another."""
    regions, lands = names_of(total.where), {where.country for where in total.where}
    inside = [
        one
        for one in events
        if one is not total
        and _dead(one)
        and same_day(total, one)
        and not names_of(one.where) & regions
        and any(_lies_in(where, regions, lands) for where in one.where)
    ]
    region_named = any(_around(where) & regions for one in inside for where in one.where)
    summed = sum(map(_dead, inside))
    if region_named and len(inside) > 1 and summed == _dead(total):
        return inside
    return _listed(total, events)


def _listed(total: Event, events: Sequence[Event]) -> list[Event]:
    """Return the later events that a lead sums up: "seven were killed in two towns last week", then
    five in one and two in the other; the lead has the place of one of them."""
    later = [
        one
        for one in events
        if _dead(one)
        and min(one.sentences) > min(total.sentences)
        and not total.background
        and {where.country for where in one.where} == {where.country for where in total.where}
        and _near_days(total, one)
    ]
    listed_again = any(names_of(one.where) & names_of(total.where) for one in later)
    return (
        later if listed_again and len(later) > 1 and sum(map(_dead, later)) == _dead(total) else []
    )


def _near_days(total: Event, one: Event) -> bool:
    """Whether two events are at most two days apart, or one has no day."""
    mine, its = days_of(total), days_of(one)
    beside = timedelta(days=2)
    return not (mine and its) or any(
        a <= d + beside and c <= b + beside for a, b in mine for c, d in its
    )


def _dead(event: Event) -> int:
    counts = [toll.low for toll in event.tolls_of(TollState.KILLED) if toll.low]
    return counts[0] if counts else 0


def _lies_in(where: Where, regions: set[str], lands: set[str | None]) -> bool:
    """Whether a place lies in one of the regions, or may: for a village that the gazetteer lacks,
    only the country is known."""
    return bool(_around(where) & regions) or (where.admin1 is None and where.country in lands)


def _around(where: Where) -> set[str]:
    """Return the folded names of a place's first-level unit and country."""
    return {fold(name) for name in (where.admin1, where.country) if name}


def _fullness(one: Telling) -> float:
    event = one.event
    counted = bool(event.tolls) and not one.handed
    has = bool(event.where) + bool(event.when) + counted + bool(event.perpetrators)
    return has + one.found.real


def _is_faint(one: Telling) -> bool:
    return one.found.words.sure < LIKELY


def _one_telling(earlier: Telling, other: Telling) -> bool:
    """Whether two tellings are of one event. Different counts of dead do not keep two of the same
    sentence apart if the tagger's own marks link them."""
    if _is_of_one(earlier, other):
        return False
    near = earlier.event.sentences[:1] == other.event.sentences[:1]
    if near and _tells_again(earlier.found, other.found):
        return True
    tied = near and told_together(earlier.found, other.found)
    return _one_event(earlier.event, other.event, tied=tied)


def _tells_again(one: Found, other: Found) -> bool:
    """Whether the less sure telling's trigger is also marked as a trigger of the other: "died" in
    "four inmates died in a riot"."""
    faint, sure = sorted((one, other), key=lambda each: each.words.sure)
    return faint.words.sure < LIKELY <= sure.words.sure and sure.is_told_in([faint.words])


def _one_event(earlier: Event, other: Event, *, tied: bool = False) -> bool:
    places, days = same_place(earlier, other), same_day(earlier, other)
    one_date = places and days and is_dated(earlier) and is_dated(other)
    if earlier.background != other.background and days_of(other) and not one_date:
        return False
    one, two = SubEventType(earlier.sub_event_types[0]), SubEventType(other.sub_event_types[0])
    tied = tied or (one is two and in_one_town(earlier, other) and on_one_day(earlier, other))
    if places is False or days is False or (not tied and other_dead(earlier, other)):
        return False
    near = bool(set(earlier.sentences) & set(other.sentences))
    if one is two:
        bare = not (outside_streets(other) or other.when)
        return bool(places) or bool(days) or near or bare or may_be_in(earlier, other)
    groups = {event_type_of(one), event_type_of(two)}
    if near and LOOTING in (one, two) and groups & VIOLENT:
        return True  # property burnt in an attack is part of it
    if not _are_alike(groups):
        return False
    empty = not other.where and not other.when and not other.tolls
    beside = min(abs(a - b) for a in earlier.sentences for b in other.sentences) <= 1
    crowd = is_demonstration(one) and is_demonstration(two)  # a protest and its dispersal are one
    placeless = places is None and (bool(days) or crowd) and beside
    vague = (other.type_sure or 1.0) < OF_A_TYPE and not other.when and not other.tolls
    undated = not earlier.when and not other.when and not (_dead(earlier) and _dead(other))
    one_deed = undated and bool(words_for(earlier.perpetrators) & words_for(other.perpetrators))
    return empty or placeless or bool(places and (days or one_deed or (beside and vague)))


def _exacter(earlier: Event, other: Event) -> tuple[Where, ...]:
    """Return the earlier event's places, or the other's if these are better: the town of a part of
    a town, a town in the region, or a row that includes the earlier places."""
    if earlier.where and names_of(earlier.where) < names_of(other.where):
        return other.where
    parts = not outside_streets(earlier) and outside_streets(other)
    regions = regions_of(earlier) if len(earlier.where) == 1 else set()
    towns = bool(regions) and not regions_of(other)
    inside = towns and any(_around(where) & regions for where in other.where)
    return other.where if parts or inside else earlier.where


def _says_how_many(toll: TollTold) -> bool:
    return toll.low is not None or toll.vague is not None


def _with(earlier: Event, other: Event) -> Event:
    """Return the earlier event completed with the other's values, as sure as the surer one."""
    kinds = (*earlier.sub_event_types, *other.sub_event_types)
    first, its = earlier.sub_event_types[0], other.sub_event_types[0]
    if (first == LOOTING and its != LOOTING) or (first == ABDUCTION and its == ATTACK):
        kinds = (*other.sub_event_types, *earlier.sub_event_types)  # the higher of two tactics
    words = words_for(earlier.parties)
    parties = [p for p in other.parties if p.said and fold(p.said.text) not in words]
    tolls = [toll for toll in earlier.tolls if _says_how_many(toll)]
    for given in (other.tolls, earlier.tolls):
        states = {toll.state for toll in tolls}
        tolls += [toll for toll in given if toll.state not in states]
    sure = [one.what.probability for one in (earlier, other) if one.what]
    surest = max((one for one in sure if one is not None), default=None)
    return replace(
        earlier,
        what=replace(earlier.what, probability=surest) if earlier.what else None,
        sentences=tuple(dict.fromkeys((*earlier.sentences, *other.sentences))),
        sub_event_types=tuple(dict.fromkeys(kinds)),
        when=earlier.when or other.when,
        where=_exacter(earlier, other) or other.where,
        parties=(*earlier.parties, *parties),
        tolls=tuple(tolls),
        victims=earlier.victims or other.victims,
        weapons=earlier.weapons or other.weapons,
        hit=earlier.hit or other.hit,
        background=earlier.background and other.background,
    )
