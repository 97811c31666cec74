"""Decides whether two reports can be one event, and scores the evidence."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from extractor.codebook.types import STREET, VIOLENT, EventType, SubEventType
from extractor.merge.thresholds import THRESHOLDS as T
from extractor.merge.words import shared

if TYPE_CHECKING:
    from extractor.merge.profile import Point, Profile

__all__ = ["Comparison", "compare", "conflict", "kilometres", "same_text"]

ONE_DAY = timedelta(days=1)
RADIUS = {1: T.town, 2: T.near, 3: T.region}
KILOMETRES_A_DEGREE = 110.5  # of latitude, at least
# Strategic developments also reported of violent events: a burnt house, a bomb made harmless.
BESIDE_VIOLENCE = frozenset({SubEventType.LOOTING, SubEventType.DISRUPTED_WEAPONS_USE})


class Comparison(NamedTuple):
    """Points by reason; ``telling`` is true if something other than time, place and type agrees."""

    points: tuple[tuple[str, float], ...]
    telling: bool

    @property
    def score(self) -> float:
        """The sum of the points."""
        return sum(points for _, points in self.points)

    def __str__(self) -> str:
        return ", ".join(f"{reason} {points:+.2f}" for reason, points in self.points if points)


def conflict(one: Profile, other: Profile) -> str | None:
    """Why the two cannot be one event, whatever they share; ``None`` if they can."""
    if one.dataset and one.dataset == other.dataset:
        return f"two rows of {one.dataset}"
    if same_text(one, other):
        return None
    if one.article == other.article or (one.sha256 and one.sha256 == other.sha256):
        return "two events of one article"
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return "no day is known"
    if one.first > other.last + ONE_DAY or other.first > one.last + ONE_DAY:
        return "other days"
    if one.point and other.point and _far(one, other):
        return "other places"
    if one.country != other.country and one.country and other.country:
        return "another country"
    return None if _compatible(one, other) else "types that do not fit"


def same_text(one: Profile, other: Profile) -> bool:
    """Whether the two are one event of a text published twice: their ids are equal. A row's id is
    its dataset's and cannot equal an article's."""
    return one.id == other.id and not one.dataset and not other.dataset


def compare(one: Profile, other: Profile) -> Comparison:
    """The points for and against two reports without a conflict being one event. Symmetric."""
    if one.name > other.name:
        one, other = other, one
    identity = [*_victims(one, other), *_things(one, other), *_tolls(one, other)]
    actors = _actors(one, other)
    telling = any(points > 0 for _, points in (*identity, *actors)) or same_text(one, other)
    points = [_day(one, other), _place(one, other), _type(one, other), *identity, *actors]
    return Comparison(tuple(points), telling)


def kilometres(one: Point, other: Point) -> float:
    """The distance along the earth's surface."""
    north1, north2 = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    across = (
        math.sin((north2 - north1) / 2) ** 2
        + math.cos(north1) * math.cos(north2) * math.sin(east / 2) ** 2
    )
    return 12742.0 * math.asin(min(1.0, math.sqrt(across)))


def _far(one: Profile, other: Profile) -> bool:
    """Whether the places are farther apart than their precision allows."""
    assert one.point
    assert other.point
    least_precise = max(one.point.precision, other.point.precision)
    if least_precise == 3 and one.admin1 and one.admin1 == other.admin1:
        return False  # one names the region of the other's place
    reach = RADIUS[least_precise]
    north = abs(one.point.latitude - other.point.latitude) * KILOMETRES_A_DEGREE
    return north > reach or kilometres(one.point, other.point) > reach


def _compatible(one: Profile, other: Profile) -> bool:
    kinds = {one.kind, other.kind}
    if len(kinds) == 1:
        return one.kind is not EventType.STRATEGIC_DEVELOPMENTS or one.sub is other.sub
    if kinds <= VIOLENT or kinds <= STREET:
        return True
    if kinds == {EventType.RIOTS, EventType.VIOLENCE_AGAINST_CIVILIANS}:
        return SubEventType.MOB_VIOLENCE in (one.sub, other.sub)
    subs = {one.sub, other.sub}
    return bool(subs & BESIDE_VIOLENCE) and len(kinds & VIOLENT) == 1


def _day(one: Profile, other: Profile) -> tuple[str, float]:
    assert one.first
    assert one.last
    assert other.first
    assert other.last
    if one.first > other.last or other.first > one.last:
        return "the next day", T.next_day
    if one.first == one.last == other.first == other.last:
        return "same day", T.same_day
    return "days overlap", T.days_overlap


def _place(one: Profile, other: Profile) -> tuple[str, float]:
    if one.point is None or other.point is None:
        if one.place and one.place == other.place:
            return "same place", T.same_town
        return "place open", T.place_open
    away = kilometres(one.point, other.point)
    if away <= T.town and max(one.point.precision, other.point.precision) < 3:
        return f"{away:.0f} km apart", T.same_town
    return f"{away:.0f} km apart", T.same_region


def _type(one: Profile, other: Profile) -> tuple[str, float]:
    if one.sub is other.sub:
        return "same sub-type", T.same_sub_type
    if one.kind is other.kind:
        return "same type", T.same_type
    return f"{one.sub} or {other.sub}", T.other_type


def _victims(one: Profile, other: Profile) -> list[tuple[str, float]]:
    if not one.victims.words or not other.victims.words:
        return []
    names = shared(one.victims.names, other.victims.names)
    whole = shared(one.victims.surnames, other.victims.names) | shared(
        other.victims.surnames, one.victims.names
    )
    if whole or len(names) > 1:
        return [(f"victims {_listed(names | whole)}", T.names_shared)]
    if one.victims.surnames and other.victims.surnames:
        return [("victims of other names", T.names_differ)]
    common = shared(one.victims.words, other.victims.words)
    if common:
        least = min(len(one.victims.words), len(other.victims.words))
        points = T.words_shared + T.words_all * min(1.0, len(common) / least)
        return [(f"victims {_listed(common)}", points)]
    return [("other victims", T.words_differ)]


def _things(one: Profile, other: Profile) -> list[tuple[str, float]]:
    if not one.things.words or not other.things.words:
        return []
    common = shared(one.things.words, other.things.words)
    if not common:
        return [("other things hit", T.things_differ)]
    least = min(len(one.things.words), len(other.things.words))
    points = T.things_shared + T.things_all * min(1.0, len(common) / least)
    return [(f"hit {_listed(common)}", points)]


def _tolls(one: Profile, other: Profile) -> list[tuple[str, float]]:
    found = []
    if one.killed and other.killed:
        (low1, high1, coded1), (low2, high2, coded2) = one.killed, other.killed
        if coded1 == coded2:
            same = T.toll_many if coded1 >= 5 else T.toll_same if coded1 > 1 else T.toll_one
            found.append((f"{coded1} killed", same))
        elif low1 <= (math.inf if high2 is None else high2) and low2 <= (
            math.inf if high1 is None else high1
        ):
            found.append((f"{coded1} or {coded2} killed", T.toll_overlaps))
        elif max(coded1, coded2) > 2 * min(coded1, coded2):
            found.append((f"{coded1} or {coded2} killed", T.toll_far))
    if one.injured and other.injured and one.injured[2] == other.injured[2] > 1:
        found.append((f"{one.injured[2]} injured", T.injured_same))
    return found


def _actors(one: Profile, other: Profile) -> list[tuple[str, float]]:
    if one.groups & other.groups:
        return [(f"by {_listed(one.groups & other.groups)}", T.actor_same)]
    if one.states & other.states:
        return [(f"by {_listed(one.states & other.states)}", T.state_same)]
    if (one.groups or one.states) and (other.groups or other.states):
        return [("by others", T.actor_differs)]
    return []


def _listed(words: frozenset[str]) -> str:
    return " ".join(sorted(words)[:4])
