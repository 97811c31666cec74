"""Codes of the 600s: UCDP GED's own rules."""

from __future__ import annotations

from extractor.validate.cells import whole_number
from extractor.validate.finding import Code

__all__ = ["CODES", "DEATHS"]

DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")

_UCDP = "UCDP events"
_SOURCE = "UCDP GED codebook"


def _one_of(code: str, column: str, what: str, numbers: str, wrong: str, right: str) -> Code:
    return Code(
        code,
        f"Unknown {what}",
        _UCDP,
        f"{column} is not {numbers}.",
        "Counts by it leave the row out.",
        f"{column}: {wrong}",
        f"{column}: {right}",
        _SOURCE,
    )


def _not_their_sum(best_cell: str, *cells: str) -> str | None:
    best, parts = whole_number(best_cell), [whole_number(cell) for cell in cells]
    counted = [part for part in parts if part is not None and part >= 0]
    if best is None or best < 0 or len(counted) < len(parts) or sum(counted) == best:
        return None
    return f"best is {best}; {' + '.join(map(str, counted))} is {sum(counted)}"


CODES = (
    _one_of("E601", "type_of_violence", "type of violence", "1, 2 or 3", "4", "3"),
    _one_of("E602", "where_prec", "precision of place", "1 to 7", "8", "7"),
    _one_of("E603", "date_prec", "precision of date", "1 to 5", "0", "1"),
    _one_of("E604", "event_clarity", "clarity of event", "1 or 2", "3", "2"),
    Code(
        "E605",
        "Deaths are not a whole number",
        _UCDP,
        "A column of deaths holds something other than a whole number from 0.",
        "It cannot be summed.",
        "deaths_a: 2.5",
        "deaths_a: 2",
        _SOURCE,
    ),
    Code(
        "E606",
        "Best estimate is not the sum",
        _UCDP,
        "best is not the sum of deaths_a, deaths_b, deaths_civilians and deaths_unknown.",
        "It is their sum by definition; one of the five was mistyped.",
        "2 + 2 + 0 + 0, best 5",
        "2 + 2 + 0 + 0, best 4",
        f"{_SOURCE}; counted: 16,566 of 16,566 rows",
        columns=("best", *DEATHS),
        check=_not_their_sum,
    ),
    Code(
        "W607",
        "Estimates out of order",
        _UCDP,
        "low is above best, or best above high.",
        "True of 0.6% of published rows; elsewhere a slip of the key.",
        "low 5, best 4, high 6",
        "low 4, best 4, high 6",
        f"{_SOURCE}; counted: 99.4% of rows are in order",
    ),
    Code(
        "E608",
        "Ends before it starts",
        _UCDP,
        "date_end is before date_start.",
        "The two were exchanged, or a year was mistyped.",
        "2016-05-02 to 2016-05-01",
        "2016-05-01 to 2016-05-02",
        _SOURCE,
    ),
    Code(
        "W609",
        "No death",
        _UCDP,
        "best and high are both zero.",
        "An event needs at least one direct death in one of its estimates.",
        "best 0, high 0",
        "best 0, high 1",
        _SOURCE,
    ),
    Code(
        "W610",
        "Span of days unlike the precision of the date",
        _UCDP,
        "date_prec is 1, the day is known, but the event goes over several days.",
        "Either the precision or one of the days was mistyped.",
        "date_prec 1, 2016-05-01 to 2016-05-04",
        "date_prec 2, 2016-05-01 to 2016-05-04",
        _SOURCE,
    ),
    Code(
        "W611",
        "Grid cell unlike the coordinates",
        _UCDP,
        "priogrid_gid is not the cell of half a degree in which the point lies.",
        "The coordinates were changed and the cell was not, or the other way round.",
        "34.8025, 36.7076: 179715",
        "34.8025, 36.7076: 179714",
        "PRIO-GRID codebook",
    ),
    Code(
        "W612",
        "Geometry unlike the coordinates",
        _UCDP,
        "geom_wkt is another point than latitude and longitude.",
        "Maps show the one, tables the other.",
        "POINT (36.7 34.8) for 33.5, 36.2",
        "POINT (36.2 33.5) for 33.5, 36.2",
        _SOURCE,
    ),
)
