"""Groups the words and numbers of a time into points in time.

Nothing is counted yet: ``days_said`` does that with the day of publication.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.codebook.calendars import GREGORIAN
from extractor.dates.said_numbers import (
    COUNTED,
    JOINTS,
    LAST_DAY,
    MONTHS,
    ends_in,
    numbers_told_apart,
    without_figures,
)
from extractor.dates.said_words import Item

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

__all__ = ["Point", "points_of"]

NUMBERS, UNIT = frozenset(["number", "figure"]), frozenset(["unit"])
DAY_NUMBERS = frozenset(["figure", "number", "ordinal", "dayfigure"])
LUNAR_YEAR = frozenset(["figure", "number"])
"""What may follow a month of an uncounted calendar: a year, if it is larger than a day."""
OF_LUNAR = DAY_NUMBERS | {"month", "monthmark", "daymark", "edge", "unit"}
"""What follows a month of such a calendar, or its name, where the month stands first."""


@dataclass
class Point:
    """A day, month or other unit as the words give it. ``calendar`` is that of ``month``."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    calendar: str = GREGORIAN
    weekday: int | None = None
    offset: int | None = None
    step: int | None = None
    of_publication: bool = False  # the step counts from publication where no day was named before
    years_back: int | None = None
    count: int | None = None
    several: bool = False  # a plural unit without a number
    unit: str | None = None
    direction: str | None = None
    which: str | None = None
    back: int = 1  # how many units back "last" is: two in "the week before last"
    of_week: bool = False  # before a weekday "last" is the week before, also without a word for it
    edge: str | None = None
    season: str | None = None
    easter: int | None = None  # days from Easter Sunday
    julian: bool = False  # Easter of the Orthodox churches
    same: bool = False
    night: bool = False
    eve: bool = False
    part: bool = False
    hours: bool = False
    joined: bool = False  # "to" or "and" joins it to the point before

    def stands_alone(self) -> bool:
        """Whether the point is more than a part of a day or a night."""
        relative = (self.unit, self.step, self.direction, self.years_back)
        return self.says_day() or self.same or any(slot is not None for slot in relative)

    def says_day(self) -> bool:
        """Whether the point can be a day of its own beside another day."""
        of_the_year = (self.day, self.month, self.year, self.season, self.easter)
        return any(slot is not None for slot in (*of_the_year, self.weekday, self.offset))


def points_of(items: Sequence[Item]) -> list[Point]:
    """Returns the points of a phrase in order, without those that have no content."""
    reader = _Reader()
    for item in numbers_told_apart(_without_vague(_without_lunar(without_figures(items)))):
        reader.take(item)
    points = [point for point in reader.points if point != Point(joined=point.joined)]
    alone = [point for point in points if point.stands_alone()]
    if len(alone) == 1 and reader.eve_after:
        alone[0].eve = True
    return alone or points[:1]  # "Saturday to the evening": the evening is of Saturday


def _without_lunar(items: Sequence[Item]) -> list[Item]:
    """Returns the items without months of calendars that are not counted here, and without their
    days and years: "12 March (2 Ramadan 1445)" is 12 March, "2 Ramadan" no day."""
    kept: list[Item] = []
    goes_on: AbstractSet[str] = frozenset()
    for item in items:
        if item.kind == "lunar":
            day_before = ends_in(kept, DAY_NUMBERS) and not item.value
            if day_before:
                kept.pop()
            goes_on = OF_LUNAR if item.value else LUNAR_YEAR if day_before else DAY_NUMBERS
        elif item.kind not in goes_on or (goes_on is LUNAR_YEAR and item.number <= LAST_DAY):
            kept.append(item)
            goes_on = frozenset()
        elif goes_on is not OF_LUNAR:
            goes_on = LUNAR_YEAR
    return kept


def _without_vague(items: Sequence[Item]) -> list[Item]:
    """Returns the items without vague ones: "several" goes into the unit beside it ("a few days",
    "siku chache zilizopita"), and "recently" is the past week where nothing else gives a time."""
    plain = [item for item in items if item.kind not in ("several", "recent")]
    if all(item.kind in ("part", "hour", "night") for item in plain):
        recent = [item for item in items if item.kind == "recent"]
        plain += [Item("span", "past week", item.text) for item in recent[:1]]
        return plain
    found: list[Item] = []
    vague = False
    for at, item in enumerate(items):
        if item.kind == "recent":
            continue
        if item.kind == "several":
            vague = not ends_in(found, NUMBERS)
            behind = items[at + 1].kind if at + 1 < len(items) else ""
            alone = ends_in(found, UNIT) and not ends_in(found[:-1], NUMBERS)
            if alone and behind in ("ago", "last", "past"):
                found[-1] = _several(_unit_in(found[-1]), found[-1].text)
            continue
        unit = _unit_in(item) if vague else ""
        if unit:
            found.append(_several(unit, item.text))
            found += [] if item.kind in ("unit", "monthmark") else [Item("ago", "", "")]
        else:
            found.append(item)
        vague = vague and item.kind == "ago"
    return found


def _unit_in(item: Item) -> str:
    """Returns the unit in an item, alone or with its direction ("minggu lalu": a week ago, "روز
    پیش": a day), else ""."""
    if item.kind in ("unit", "monthmark"):
        return item.value.partition(" ")[0] or "month"
    if item.kind == "span":
        return item.value.split()[1]
    return "day" if item.kind == "step" and item.value.startswith("-1") else ""


def _several(unit: str, text: str) -> Item:
    return Item("unit", f"{unit} several", text)


class _Reader:
    """Collects items into points; begins a new one at a joining word or where a slot is taken."""

    def __init__(self) -> None:
        self.points = [Point()]
        self.eve_after = False

    def take(self, item: Item) -> None:
        point = self.points[-1]
        if item.kind in JOINTS or (item.kind == "eve" and point.says_day()):
            self.eve_after = self.eve_after or item.value == "after"
            if point.says_day() or point.unit or point.step is not None:
                self.points.append(Point(joined=True))
        elif item.kind == "dayfigure":
            self._slot("day", item.number)
        elif item.kind in MONTHS:
            self._slot("month", item.number)
            self.points[-1].calendar = item.kind
        elif item.kind in ("weekday", "year") and item.text:
            self._named(item)
        elif item.kind == "day":
            self._slot("offset", item.number)
        elif item.kind == "easter":
            days, _, church = item.value.partition(" ")
            self._slot("easter", int(days))
            self.points[-1].julian = bool(church)
        elif item.kind == "date":
            month, day = item.value.split("-")
            self._slot("month", int(month))
            self._slot("day", int(day))
        else:
            self._detail(self.points[-1], item)

    def _named(self, item: Item) -> None:
        if item.kind == "weekday":
            if self.points[-1].direction == "earlier" and not self.points[-1].unit:
                self.points[-1].direction = None  # "earlier Thursday"; not "the Thursday before"
            self._slot("weekday", item.number)
        elif item.number > 0 and item.number > 1000:
            self._slot("year", item.number)
        else:
            self.points[-1].years_back = item.number

    def _slot(self, name: str, value: int) -> None:
        slot = getattr(self.points[-1], name)
        if slot is not None and slot != value:
            self.points.append(Point(joined=name != "month"))
        setattr(self.points[-1], name, value)

    def _detail(self, point: Point, item: Item) -> None:
        if item.kind == "step":
            step, _, published = item.value.partition(" ")
            point.step, point.of_publication = int(step), bool(published)
        elif item.kind == "count":
            point.count = item.number
        elif item.kind == "unit":
            self._unit(point, item.value)
        elif item.kind == "span":
            point.which, point.unit, *more = item.value.split()
            point.several = "several" in more
            point.back = _units_back(more)
            if point.which == "last" and (point.count or 1) > 1:  # "dua minggu lalu"
                point.which, point.direction = None, "ago"
            if point.which == "past":  # "the past day" is one; "in recent days" says no number
                point.count = point.count or 1
        elif item.kind == "hour":
            point.hours = True
        elif item.kind in COUNTED:
            if item.value == "last" and point.count is None:
                point.which = "last"
            elif item.value != "behind" or point.count:  # "two days on"; not "on the day"
                point.direction = item.kind
        elif item.kind in ("last", "past", "this", "next"):
            told = item.value.split()
            point.of_week = point.of_week or "week" in told
            point.back = max(point.back, _units_back(told))
            point.which = point.which or item.kind
        elif item.kind in ("edge", "season"):
            setattr(point, item.kind, item.value)
        elif item.kind in ("same", "night", "eve", "part"):
            setattr(point, item.kind, True)

    def _unit(self, point: Point, unit: str) -> None:
        """Sets the unit: the first one counts, but "day" yields to any other, and all yield to the
        year of a month."""
        name, _, form = unit.partition(" ")
        if name == "decade":
            name, point.count = "year", 10 * (point.count or 1)
        if point.unit in (None, "day") or (name == "year" and point.month is not None):
            point.unit, point.several = name, form == "several"


def _units_back(told: Sequence[str]) -> int:
    """Returns the number in a value of "last" or of a span: how many units back it is."""
    return next((int(part) for part in told if part.isdecimal()), 1)
