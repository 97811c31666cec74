"""Decides what each number of a time is: a day, a month, a year, a count of units or an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.dates.said_words import Item

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

__all__ = [
    "COUNTED",
    "JOINTS",
    "LAST_DAY",
    "MONTHS",
    "ends_in",
    "numbers_told_apart",
    "without_figures",
]

MONTHS = frozenset(["month", "solar", "ethiopic"])
JOINTS = frozenset(["to", "and"])
COUNTED = frozenset(["ago", "later", "earlier"])
YEARS = range(1900, 2100)
OTHER_YEARS = {"solar": range(1300, 1500), "ethiopic": range(1900, 2100)}
LAST_DAY = 31
TENS = range(20, 100, 10)
DAY_OF_MONTH = "day dated"
"""A word for days that also stands behind a day of the month: "၁၄ ရက်" is the 14th."""
UNITS_OF_DAYS = frozenset(["day", "night", DAY_OF_MONTH])


def without_figures(items: Sequence[Item]) -> list[Item]:
    """Returns the items, with digits and points, slashes or colons read as days, times, ranges."""
    plain: list[Item] = []
    for at, item in enumerate(items):
        if _is_tens(plain[-1:]) and item.kind == "number" and item.number < 10:
            plain.append(item._replace(value=str(plain.pop().number + item.number)))
        elif item.kind == "dual":
            plain += [Item("count", "2", item.text), Item("unit", item.value, item.text)]
        elif item.kind == "figures":
            day_and_year = _day_and_year(item.value) if ends_in(items[:at], MONTHS) else []
            before_month = ends_in(items[at + 1 : at + 2], MONTHS)
            two_days = before_month and item.value.count("/") == 1  # "5/6 March"
            text = item.value.replace("/", "-") if two_days else item.value
            plain += day_and_year or _figures(text)
        else:
            plain.append(item)
    return plain


def _day_and_year(text: str) -> list[Item]:
    """Returns the day and year of "03/2016" behind the name of a month; empty for others."""
    day, _, year = text.partition("/")
    if not (day.isdecimal() and year.isdecimal() and len(day) < 3 and len(year) == 4):
        return []
    return [_day(day), Item("figure", year, year)]


def _is_tens(items: Sequence[Item]) -> bool:
    """Whether the item is a number that a unit may follow: "twenty-five"."""
    return any(item.kind == "number" and item.number in TENS for item in items)


def ends_in(items: Sequence[Item], kinds: AbstractSet[str]) -> bool:
    """Whether the last item is of one of these kinds."""
    return bool(items) and items[-1].kind in kinds


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


def numbers_told_apart(items: list[Item]) -> list[Item]:
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
    if value > LAST_DAY and after.kind == "unit":  # a year in "24 февраля 2022 года"
        return "year" if after.value == "year" and value in YEARS else "count"
    if value > LAST_DAY:
        calendar = next((one.kind for one in items if one.kind in OTHER_YEARS), "")
        return "year" if value in YEARS or value in OTHER_YEARS.get(calendar, ()) else ""
    if value == 0:
        return ""
    one_back = after.kind in ("step", "day", "year") and after.value == "-1"
    last = after.kind == "span" and after.value.startswith(("last ", "past "))
    if item.kind != "ordinal" and (one_back or last):
        return "count"  # in languages that write "two days before" as "two" and "a day before"
    if beside & MONTHS or "daymark" in beside:
        return "dayfigure"
    if item.kind == "ordinal":
        return "" if after.kind == "unit" and after.value != "month" else "dayfigure"
    if item.kind == "number" and before.kind == "unit" and counted:
        return "count"  # "siku tatu zilizopita"
    if after.kind == "unit":
        in_month = after.value in UNITS_OF_DAYS and _dated(items)
        in_month = in_month or (after.value == DAY_OF_MONTH and not counted)
        return "dayfigure" if in_month and item.kind == "figure" else "count"
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
    return before.value == "before" or not (before.value or before.text.isdecimal())


def _day_of_month(items: list[Item], item: Item) -> bool:
    """Whether a digit or an ordinal before a number is a day of the month: "the 3rd and 4"."""
    return any(one.kind in ("figure", "ordinal", "dayfigure") for one in items[: items.index(item)])


def _dated(items: list[Item]) -> bool:
    return any(item.kind in MONTHS for item in items)
