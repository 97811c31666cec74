"""Compares the places, days and dead of two events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extractor.codebook.folding import fold
from extractor.places.said_forms import kind_said
from extractor.reading import Event, Party, Relation, TollState, Where

__all__ = [
    "days_of",
    "in_one_town",
    "is_dated",
    "may_be_in",
    "names_of",
    "on_one_day",
    "other_dead",
    "outside_streets",
    "regions_of",
    "same_day",
    "same_place",
    "words_for",
]


def in_one_town(earlier: Event, other: Event) -> bool:
    """Whether both events have just one place, which is the same and no region."""
    places = [one.where for one in (earlier, other)]
    if any(len(where) != 1 or where[0].relation is Relation.WITHIN for where in places):
        return False
    return bool(places[0][0].name) and places[0][0].name == places[1][0].name


def on_one_day(earlier: Event, other: Event) -> bool:
    """Whether both events have just one day, which is the same."""
    days = {*days_of(earlier), *days_of(other)}
    return len(days) == 1 and all(first == last for first, last in days)


def words_for(parties: Sequence[Party]) -> set[str]:
    """Return the folded words for parties."""
    return {fold(party.said.text) for party in parties if party.said}


def names_of(places: Sequence[Where]) -> set[str]:
    """Return the folded words for places."""
    return {fold(one.said.text) for one in places if one.said}


def outside_streets(event: Event) -> list[Where]:
    """Return the places without parts of a town (a street, a market): two may be in one town."""
    return [one for one in event.where if not one.said or kind_said(one.said.text) != "part"]


def same_place(earlier: Event, other: Event) -> bool | None:
    """Whether two events share a place; ``None`` if one has none or just a part of some town."""
    mine, its = names_of(earlier.where), names_of(other.where)
    if any(a in b or b in a for a in mine for b in its):
        return True
    mine, its = mine | regions_of(earlier), its | regions_of(other)
    if earlier.tolls and other.tolls:  # Kharkiv, and a town of the region that is named after it
        mine, its = mine - seats_of(earlier), its - seats_of(other)
    if mine & its or units_of(earlier) & its or units_of(other) & mine:
        return True
    both = names_of(outside_streets(earlier)) and names_of(outside_streets(other))
    return False if both else None


def may_be_in(earlier: Event, other: Event) -> bool:
    """Whether the earlier event has no day and only a part of a town as its place, which may lie in
    the other's town."""
    if outside_streets(earlier) or earlier.when or not other.where:
        return False
    mine, its = units_of(earlier), units_of(other)
    return not (mine and its) or bool(mine & its)


def regions_of(event: Event) -> set[str]:
    """Return the gazetteer's names of the regions: in another script than the event's units."""
    within = (where for where in event.where if where.relation is Relation.WITHIN)
    return {fold(where.name) for where in within if where.name}


def seats_of(event: Event) -> set[str]:
    """Return the names of the places that are towns in a first-level unit of the same name."""
    towns = (where for where in event.where if where.relation is not Relation.WITHIN)
    return {fold(one.admin1) for one in towns if one.admin1 and one.name == one.admin1}


def units_of(event: Event) -> set[str]:
    """Return the first-level units of the event's places; another event may name just these."""
    return {fold(where.admin1) for where in event.where if where.admin1}


def is_dated(event: Event) -> bool:
    """Whether the words for the day contain figures; a weekday alone may be of years ago."""
    return any(sign.isdecimal() for when in event.when if when.said for sign in when.said.text)


def days_of(event: Event) -> list[tuple[date, date]]:
    """Return the first and last day of each of an event's times that have a date."""
    return [(when.first, when.last) for when in event.when if when.first and when.last]


def same_day(earlier: Event, other: Event) -> bool | None:
    """Whether two events share a day, by dates or by the same words; ``None`` if one has no day."""
    mine, its = days_of(earlier), days_of(other)
    if not mine or not its:
        words = {fold(w.said.text) for w in earlier.when if w.said}
        if words & {fold(w.said.text) for w in other.when if w.said}:
            return True
        return None
    return any(a <= d and c <= b for a, b in mine for c, d in its)


def other_dead(earlier: Event, other: Event) -> bool:
    """Whether both events count dead but share no number."""
    mine = {toll.low for toll in earlier.tolls_of(TollState.KILLED) if toll.low is not None}
    its = {toll.low for toll in other.tolls_of(TollState.KILLED) if toll.low is not None}
    return bool(mine and its and not mine & its)
