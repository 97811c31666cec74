"""The checks of a UCDP GED file. Source of all rules: UCDP GED codebook."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from extractor.codebook.other_calendars import FIRST_YEAR
from extractor.codebook.written_dates import read_date
from extractor.codebook.written_numbers import LOST, digits_lost
from extractor.records.kinds import RecordKind
from extractor.records.settled_numbers import NUMBER_COLUMNS
from extractor.validate import vintage
from extractor.validate.cells import Cell, Number, SchemaPart, left_open, shown, whole_number
from extractor.validate.code_checks import checks_of_codes
from extractor.validate.codes_ucdp import DEATHS
from extractor.validate.columns import Check, DistinctCheck
from extractor.validate.dates import DayJudge
from extractor.validate.finding import Problem
from extractor.validate.letters import BrokenLetters
from extractor.validate.seen import SeenBefore

__all__ = ["ucdp_checks"]

MANY_DEATHS = 1_000
ESTIMATES = ("best", "high", "low")
CLOSED = {
    "type_of_violence": ("E601", 1, 3),
    "where_prec": ("E602", 1, 7),
    "date_prec": ("E603", 1, 5),
    "event_clarity": ("E604", 1, 2),
}
REQUIRED = ("id", "side_a", "side_b", "country", "date_start", "date_end", "latitude", "longitude")
SAME_EVENT = (
    *("date_start", "date_end", "type_of_violence", "side_a", "side_b", "where_coordinates"),
    *("latitude", "longitude", *DEATHS, "source_article"),
)
LETTERS = ("conflict_name", "dyad_name", "side_a", "side_b", "source_article", "source_headline",
           "where_coordinates", "where_description", "adm_1", "adm_2")  # fmt: skip
NEAR = 1e-3  # degrees: rounding, not another place


def ucdp_checks(columns: Sequence[str], today: date) -> list[Check]:
    """Every check that the columns of a file allow."""
    present = {*columns, *map(vintage.written, columns)}
    judges: dict[str, Callable[[str], Sequence[Problem]]] = {}
    for column, (code, low, high) in CLOSED.items():
        judges[column] = partial(_one_of, column, code, low, high)
    for column in (*DEATHS, *ESTIMATES):
        part = SchemaPart({"type": "integer", "minimum": 0})
        judges[column] = Number(column, part, whole=True, not_whole="E605")
    for column in NUMBER_COLUMNS[RecordKind.UCDP]:
        judges.setdefault(column, partial(_id, column))
    judges["year"] = Number(
        "year", SchemaPart({"type": "integer", "minimum": 1900, "maximum": 2200}), whole=True
    )
    for column, most in (("latitude", 90), ("longitude", 180)):
        part = SchemaPart({"type": "number", "minimum": -most, "maximum": most})
        judges[column] = Number(column, part, whole=False)
    for column in ("date_start", "date_end"):
        judges[column] = DayJudge(column, first_year=FIRST_YEAR, dataset="UCDP GED", today=today)
    checks: list[Check] = []
    for column in columns:
        required = column in REQUIRED or column in CLOSED or column in (*DEATHS, *ESTIMATES)
        checks.append(
            DistinctCheck((column,), Cell(column, "E201" if required else None, judges.get(column)))
        )
    checks += [
        vintage.day_check("date_start"),
        vintage.day_check("date_end"),
        *checks_of_codes("UCDP events"),
        *map(BrokenLetters, LETTERS),
        DistinctCheck(ESTIMATES, _estimates),
        DistinctCheck(("date_start", "date_end", "date_prec"), _span),
        DistinctCheck(("date_start", "year"), _year),
        DistinctCheck(("latitude", "longitude"), _zero),
        DistinctCheck(("latitude", "longitude", "priogrid_gid"), _grid),
        DistinctCheck(("latitude", "longitude", "geom_wkt"), _geometry),
        SeenBefore("id", SAME_EVENT if present >= set(SAME_EVENT) else ()),
    ]
    return [check for check in checks if present.issuperset(check.needs)]


def _one_of(column: str, code: str, low: int, high: int, text: str) -> Sequence[Problem]:
    number = whole_number(text)
    if number is not None and low <= number <= high:
        return ()
    message = f"{column} is {shown(text)}; it goes from {low} to {high}"
    return [Problem(code, message, column, text)]


def _id(column: str, text: str) -> Sequence[Problem]:
    if digits_lost(text, whole=True):
        return [Problem("E229", f"{column} is {shown(text)}: {LOST}", column, text)]
    if choices := left_open(text):
        return [Problem("E228", f"{column} is {shown(text)}: {choices}", column, text)]
    return ()


def _estimates(best_text: str, high_text: str, low_text: str) -> Sequence[Problem]:
    best, high, low = whole_number(best_text), whole_number(high_text), whole_number(low_text)
    if best is None or high is None or low is None or min(best, high, low) < 0:
        return ()
    if best == 0 and high == 0:
        return [Problem("W609", "best and high are 0: an event needs a death", "best", "0")]
    problems = []
    if not low <= best <= high:
        message = f"low {low}, best {best}, high {high} are not in that order"
        problems.append(Problem("W607", message, "best", str(best)))
    if best > MANY_DEATHS:
        message = f"best is {best}: more than {MANY_DEATHS:,} in one event"
        problems.append(Problem("W507", message, "best", str(best)))
    return problems


def _span(start_text: str, end_text: str, precision: str) -> Sequence[Problem]:
    start, end = read_date(start_text).day, read_date(end_text).day
    if start is None or end is None:
        return ()
    if end < start:
        message = f"date_end {end} is before date_start {start}"
        return [Problem("E608", message, "date_end", end_text)]
    if whole_number(precision) == 1 and end != start:
        message = f"date_prec is 1, the day is known, but it goes from {start} to {end}"
        return [Problem("W610", message, "date_prec", precision)]
    return ()


def _year(start_text: str, year_text: str) -> Sequence[Problem]:
    start, year = read_date(start_text).day, whole_number(year_text)
    if start is None or year is None or year == start.year:
        return ()
    return [Problem("W506", f"year is {year}, date_start says {start.year}", "year", year_text)]


def _point(north_text: str, east_text: str) -> tuple[float, float] | None:
    try:
        north, east = float(north_text), float(east_text)
    except ValueError:
        return None
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None


def _zero(north_text: str, east_text: str) -> Sequence[Problem]:
    if _point(north_text, east_text) != (0.0, 0.0):
        return ()
    return [Problem("W501", "latitude and longitude are 0, 0", "latitude", north_text)]


def _grid(north_text: str, east_text: str, cell_text: str) -> Sequence[Problem]:
    """PRIO-GRID numbers cells of half a degree from the south-west corner, 720 a row."""
    point, cell = _point(north_text, east_text), whole_number(cell_text)
    if point is None or cell is None:
        return ()
    north, east = point
    row, column = (north + 90) * 2, (east + 180) * 2
    # A point on the border of two cells may be in either.
    rows = {math.floor(row), math.ceil(row) - 1} if row.is_integer() else {math.floor(row)}
    columns = (
        {math.floor(column), math.ceil(column) - 1} if column.is_integer() else {math.floor(column)}
    )
    if cell in {720 * r + c + 1 for r in rows for c in columns}:
        return ()
    wanted = 720 * math.floor(row) + math.floor(column) + 1
    message = f"priogrid_gid is {cell}; {north_text}, {east_text} lies in {wanted}"
    return [Problem("W611", message, "priogrid_gid", cell_text)]


def _geometry(north_text: str, east_text: str, wkt: str) -> Sequence[Problem]:
    kind, _, numbers = wkt.strip().upper().partition("(")
    point, found = _point(north_text, east_text), numbers.removesuffix(")").split()
    if point is None or kind.rstrip() != "POINT" or len(found) != 2:
        return ()
    other = _point(found[1], found[0])
    if other and abs(point[0] - other[0]) <= NEAR and abs(point[1] - other[1]) <= NEAR:
        return ()
    message = f"geom_wkt is {shown(wkt)}, the coordinates are {north_text}, {east_text}"
    return [Problem("W612", message, "geom_wkt", wkt)]
