"""Cells that ``--fix`` does not fix: two columns contradict each other, and the row does not say
which is wrong. They are left, and ``--fix`` lists them."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.codebook.countries import Country, country_by_code, country_by_name
from extractor.codebook.groups import group_named
from extractor.codebook.rules import RULES
from extractor.codebook.types import DisorderType, EventType, SubEventType, event_type_of
from extractor.codebook.written_dates import read_date
from extractor.records.vintages import current_cell
from extractor.validate.actors import actor_name
from extractor.validate.cells import whole_number
from extractor.validate.geography import point_in_country
from extractor.validate.notes import day_problem

__all__ = ["doubt"]

Row = Mapping[str, str]
# Evidence against one of the kinds of actors, so that the interaction may be right.
KIND_RULES = frozenset(
    {
        *("inter", "actor2-inter2", "actor2-needed", "protests-protesters", "riots-rioters"),
        *("violence-civilians", "battles-armed", "peaceful-protest-alone"),
        "intervention-intervener",
    }
)
_RULES = [rule for rule in RULES if rule.name in KIND_RULES]


def doubt(column: str, before: str, row: Row) -> str | None:
    """Why a cell that contradicts others may be right; ``None`` if it is the only wrong one."""
    asked = _ASKED.get(column)
    return asked(before, row) if asked else None


def _interaction(before: str, row: Row) -> str | None:
    """The kinds are in doubt if a rule over the types, or a name, contradicts one of them."""
    current = {column: current_cell(column, row[column]) for column in _TYPES if column in row}
    current |= {"actor1": row.get("actor1", ""), "actor2": row.get("actor2", "")}
    for rule in _RULES:
        if set(rule.columns) <= current.keys() and (message := rule.check(current)):
            return message
    for side in ("1", "2"):
        name, kind = row.get(f"actor{side}", ""), row.get(f"inter{side}", "")
        for problem in actor_name(f"actor{side}", name, kind, row.get("country", "")):
            if problem.code in ("E317", "W318"):
                return problem.message
        group = group_named(name)
        if group and kind and group.kind.value != kind and group.kind.value in before:
            return f"{name} is known as {group.kind.value}, as the interaction has it"
    return None


def _disorder_type(before: str, row: Row) -> str | None:
    try:
        sub, kind = SubEventType(row.get("sub_event_type", "")), EventType(row["event_type"])
    except (KeyError, ValueError):
        return None
    if event_type_of(sub) is kind or before not in set(map(str, DisorderType)):
        return None
    return f"{sub.value} does not belong to {kind.value}: one of the two is wrong"


def _year(before: str, row: Row) -> str | None:
    """If the note begins with a day of that year, the date is wrong."""
    day = read_date(row.get("event_date", row.get("date_start", ""))).day
    if not before.isdecimal() or day is None:
        return None
    problem = day_problem(row.get("notes", ""), day.isoformat(), "1")
    if problem and problem.value and before in problem.value:
        return f"the note tells of {problem.value}, a day of {before}"
    return None


def _other_country(row: Row) -> Country | None:
    """Another country that the ISO number belongs to, if region or point are in it too."""
    home = country_by_name(row.get("country", ""))
    number = whole_number(row.get("iso", ""))
    there = None if number is None else country_by_code(number)
    if home is None or there is None or there is home:
        return None
    if row.get("region") == there.region.value and there.region is not home.region:
        return there
    point = row.get("latitude", ""), row.get("longitude", "")
    if point_in_country(home.name, *point) and not point_in_country(there.name, *point):
        return there
    return None


def _country(before: str, row: Row) -> str | None:
    there = _other_country(row)
    if there is None:
        return None
    return f"the number, and the region or the point, are {there.name}'s: the country may be wrong"


_TYPES = ("event_type", "sub_event_type", "inter1", "inter2")
_ASKED = {
    "interaction": _interaction,
    "disorder_type": _disorder_type,
    "year": _year,
    "region": _country,
    "iso": _country,
}
