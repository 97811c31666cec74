"""Groups the words of a time into points in time, and decides which number is a day.

Nothing is counted yet: ``days_said`` does that with the day of publication.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.codebook.calendars import GREGORIAN
from extractor.dates.said_words import Item

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

__all__ = ["Point", "points_of"]

MONTHS = frozenset(["month", "solar", "ethiopic"])
JOINTS = frozenset(["to", "and"])
COUNTED = frozenset(["ago", "later", "earlier"])
YEARS = range(1900, 2100)
OTHER_YEARS = {"solar": range(1300, 1500), "ethiopic": range(1900, 2100)}
NUMBERS, UNIT = frozenset(["number", "figure"]), frozenset(["unit"])
LAST_DAY = 31
DAY_NUMBERS = frozenset(["figure", "number", "ordinal", "dayfigure"])
LUNAR_YEAR = frozenset(["figure", "number"])
"""What may follow a month of an uncounted calendar: a year, if it is larger than a day."""
OF_LUNAR = DAY_NUMBERS | {"month", "monthmark", "daymark", "edge", "unit"}
"""What follows a month of such a calendar, or its name, where the month stands first."""
UNITS_OF_DAYS = frozenset(["day", "night"])


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
    of_week: bool = False  # "last" means of last week
    twice: bool = False  # the one before the last
    edge: str | None = None
    season: str | None = None
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
        slots = (self.day, self.month, self.weekday, self.offset, self.year, self.season)
        return any(slot is not None for slot in slots)


def points_of(items: Sequence[Item]) -> list[Point]:
    """Returns the points of a phrase in order, without those that have no content."""
    reader = _Reader()
    for item in _numbers_told_apart(_without_vague(_without_lunar(_without_figures(items)))):
        reader.take(item)
    points = [point for point in reader.points if point != Point(joined=point.joined)]
    alone = [point for point in points if point.stands_alone()]
    if len(alone) == 1 and reader.eve_after:
        alone[0].eve = True
    return alone or points[:1]  # "Saturday to the evening": the evening is of Saturday


def _without_figures(items: Sequence[Item]) -> list[Item]:
    """Returns the items, with digits and points, slashes or colons read as days, times, ranges."""
    plain: list[Item] = []
    for at, item in enumerate(items):
        if item.kind == "dual":
            plain += [Item("count", "2", item.text), Item("unit", item.value, item.text)]
        elif item.kind == "figures":
            beside_month = at > 0 and items[at - 1].kind in MONTHS
            plain += (_day_and_year(item.value) if beside_month else []) or _figures(item.value)
        else:
            plain.append(item)
    return plain


def _day_and_year(text: str) -> list[Item]:
    """Returns the day and year of "03/2016" behind the name of a month; empty for others."""
    day, _, year = text.partition("/")
    if not (day.isdecimal() and year.isdecimal() and len(day) < 3 and len(year) == 4):
        return []
    return [_day(day), Item("figure", year, year)]


def _without_lunar(items: Sequence[Item]) -> list[Item]:
    """Returns the items without months of calendars that are not counted here, and without their
    days and years: "12 March (2 Ramadan 1445)" is 12 March, "2 Ramadan" no day."""
    kept: list[Item] = []
    goes_on: AbstractSet[str] = frozenset()
    for item in items:
        if item.kind == "lunar":
            day_before = _ends_in(kept, DAY_NUMBERS) and not item.value
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
            vague = not _ends_in(found, NUMBERS)
            behind = items[at + 1].kind if at + 1 < len(items) else ""
            alone = _ends_in(found, UNIT) and not _ends_in(found[:-1], NUMBERS)
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


def _ends_in(items: Sequence[Item], kinds: AbstractSet[str]) -> bool:
    return bool(items) and items[-1].kind in kinds


def _unit_in(item: Item) -> str:
    """Returns the unit in an item, alone or with its direction ("minggu lalu": a week ago, "روز
    پیش": a day), else ""."""
    if item.kind in ("unit", "monthmark"):
        return item.value.partition(" ")[0] or "month"
    if item.kind == "span":
        return item.value.split()[-1]
    return "day" if item.kind == "step" and item.value.startswith("-1") else ""


def _several(unit: str, text: str) -> Item:
    return Item("unit", f"{unit} several", text)


def _figures(text: str) -> list[Item]:
    whole = _whole_day(text)
    if whole:
        return whole
    ends = text.replace("–", "-").replace("—", "-").split("-")
    if len(ends) > 1:
        found: list[Item] = []
        for end in ends:
            found += [Item("to", "", "-")] if found else []
            found += _figures(end)
        return found
    parts = text.replace("/", ".").split(".")
    if len(parts) == 2 and all(part.isdecimal() and len(part) < 3 for part in parts):
        day, month = map(int, parts)
        if day in range(1, 32) and month in range(1, 13):
            return [_day(parts[0]), Item("month", str(month), text)]
    if text.isdecimal() and len(text) < 5:
        return [Item("figure", str(int(text)), text)]
    return [Item("hour", "", text)]


def _whole_day(text: str) -> list[Item]:
    """Returns day, month and year of ``2024-03-14`` or ``14.3.24``; empty for others."""
    parts = next((text.split(sign) for sign in "-./" if text.count(sign) == 2), [])
    sizes = [len(part) for part in parts]
    if not sizes or not all(map(str.isdecimal, parts)) or sizes[1] > 2:
        return []
    if sizes[0] == 4 and sizes[2] < 3:
        calendar = "solar" if int(parts[0]) in OTHER_YEARS["solar"] else "month"
        return [Item("year", parts[0], text), Item(calendar, parts[1], text), _day(parts[2])]
    if sizes[0] < 3 and sizes[2] in (2, 4):
        day, month = _day_first(int(parts[0]), int(parts[1]))
        year = int(parts[2]) + (2000 if sizes[2] == 2 else 0)
        return [_day(str(day)), Item("month", str(month), text), Item("year", str(year), text)]
    return []


def _day(text: str) -> Item:
    return Item("dayfigure", str(int(text)), text)


def _day_first(one: int, two: int) -> tuple[int, int]:
    return (two, one) if two > 12 >= one else (one, two)


def _numbers_told_apart(items: list[Item]) -> list[Item]:
    """Returns the items with each number marked as a ``dayfigure``, a ``year`` or a ``count``;
    other numbers, such as hours, are left out."""
    told_apart: list[Item] = []
    for at, item in enumerate(items):
        before = items[at - 1] if at else Item("", "", "")
        behind = items[at + 1 :]
        after = behind[0] if behind else Item("", "", "")
        if after.kind in ("last", "past") and len(behind) > 1 and behind[1].kind == "unit":
            after = behind[1]  # "les 3 dernières semaines"
        if item.kind == "monthmark":
            if before.kind not in ("figure", "number"):
                told_apart.append(Item("unit", "month", item.text))
            continue
        if item.kind not in ("figure", "number", "ordinal"):
            told_apart.append(item)
            continue
        kind = _number_kind(items, item, before, after, _hours_counted(before, items[at + 1 :]))
        if kind:
            told_apart.append(Item(kind, item.value, item.text))
    return told_apart


def _hours_counted(before: Item, behind: Sequence[Item]) -> bool:
    """Whether a number beside a word for "at … o'clock" is one of hours: "۲۴ ساعت گذشته", "son 24
    saat", "saa 24 zilizopita"."""
    kinds = [item.kind for item in (*behind[:2], Item("", "", ""), Item("", "", ""))]
    if kinds[0] == "hour":
        return before.kind in ("last", "past") or kinds[1] in ("last", "past", "ago")
    return before.kind == "hour" and kinds[0] in ("past", "ago")


def _number_kind(
    items: list[Item], item: Item, before: Item, after: Item, hours_counted: bool = False
) -> str:
    value, beside = item.number, {before.kind, after.kind}
    if after.kind == "monthmark":
        return "month" if 1 <= value <= 12 else ""
    counted = any(one.kind in COUNTED or one.kind in ("last", "past") for one in items)
    if hours_counted:
        return "count"
    if _is_hour(before, after):
        return "count" if counted and after.kind == "hour" else ""
    if value > LAST_DAY and after.kind == "unit":
        return "year" if after.value == "year" and value in YEARS else "count"
    if value > 31:
        calendar = next((one.kind for one in items if one.kind in OTHER_YEARS), "")
        return "year" if value in YEARS or value in OTHER_YEARS.get(calendar, ()) else ""
    if value == 0:
        return ""
    one_back = after.kind in ("step", "day", "year") and after.value == "-1"
    if item.kind != "ordinal" and (one_back or after.kind == "span"):
        return "count"  # in languages that write "two days before" as "two" and "a day before"
    if beside & MONTHS or "daymark" in beside:
        return "dayfigure"
    if item.kind == "ordinal":
        return "" if after.kind == "unit" and after.value != "month" else "dayfigure"
    if item.kind == "number" and before.kind == "unit" and counted:
        return "count"  # "siku tatu zilizopita"
    if after.kind == "unit":
        of_month = after.value in UNITS_OF_DAYS and item.kind == "figure" and not counted
        return "dayfigure" if of_month else "count"
    return "dayfigure" if _is_day_figure(items, item, before, after) else ""


def _is_day_figure(items: list[Item], item: Item, before: Item, after: Item) -> bool:
    """Whether a number without a month or a unit beside it is a day of a month."""
    if item.kind == "figure":
        if before.kind == "and" and not _dated(items) and not _day_of_month(items, item):
            return False  # "on Monday and 4": a count of the next clause
        return after.kind != "part" or before.kind == "weekday"
    if after.kind == "part":  # "on Wednesday at ten in the evening"
        return False
    joined = not JOINTS.isdisjoint((before.kind, after.kind))
    return before.kind == "weekday" or (joined and _dated(items))


def _is_hour(before: Item, after: Item) -> bool:
    """Whether a number is an hour or minutes: "8 h", "h 30", "pukul 8", but not "by 8 March"."""
    if after.kind == "hour" and after.value != "before":
        return True
    if before.kind != "hour" or after.kind in MONTHS or after.kind in ("daymark", "unit"):
        return False
    return before.value == "before" or not before.text.isdecimal()


def _day_of_month(items: list[Item], item: Item) -> bool:
    """Whether a digit or an ordinal before a number is a day of the month: "the 3rd and 4"."""
    return any(one.kind in ("figure", "ordinal", "dayfigure") for one in items[: items.index(item)])


def _dated(items: list[Item]) -> bool:
    return any(item.kind in MONTHS for item in items)


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
        elif item.kind == "date":
            month, day = item.value.split("-")
            self._slot("month", int(month))
            self._slot("day", int(day))
        else:
            self._detail(self.points[-1], item)

    def _named(self, item: Item) -> None:
        if item.kind == "weekday":
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
            point.which, point.unit = item.value.split()
            if point.which == "last" and (point.count or 1) > 1:  # "dua minggu lalu"
                point.which, point.direction = None, "ago"
            if point.which == "past":  # "the past day" is one; "in recent days" says no number
                point.count = point.count or 1
        elif item.kind == "hour":
            point.hours = True
        elif item.kind in COUNTED:
            if item.value == "last" and point.count is None:
                point.which = "last"
            else:
                point.direction = item.kind
        elif item.kind in ("last", "past", "this", "next"):
            point.of_week = point.of_week or "week" in item.value
            point.twice = point.twice or "twice" in item.value
            point.which = point.which or item.kind
        elif item.kind in ("edge", "season"):
            setattr(point, item.kind, item.value)
        elif item.kind in ("same", "night", "eve", "part"):
            setattr(point, item.kind, True)

    def _unit(self, point: Point, unit: str) -> None:
        """Sets the unit: the first one counts, but "day" yields to any other, and all yield to the
        year of a month."""
        name, _, several = unit.partition(" ")
        if point.unit in (None, "day") or (name == "year" and point.month is not None):
            point.unit, point.several = name, bool(several)
