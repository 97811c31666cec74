"""Cells that may be blank at sea only: admin1, the ISO number, the region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from extractor.codebook.seas import is_offshore, is_sea, is_water
from extractor.validate.cells import Cell
from extractor.validate.columns import Check, Columns, DistinctCheck, Hit, Verdict
from extractor.validate.finding import Problem

__all__ = ["BlankAdmin1", "filled_on_land"]


def filled_on_land(column: str, cell: Cell, present: set[str]) -> tuple[tuple[str, ...], Verdict]:
    """The judge of a cell and the columns it needs: a country's number and region may be blank if
    the country is a body of water."""
    if column in ("iso", "region") and "country" in present:
        return (column, "country"), partial(_with_country, cell)
    return (column,), cell


def _with_country(cell: Cell, text: str, country: str) -> Sequence[Problem]:
    problems = cell(text)
    if problems and is_water(country):
        return [problem for problem in problems if problem.code != cell.blank]
    return problems


class BlankAdmin1(Check):
    """Checks admin1: a blank is an error (E201) on land, a warning (W226) if the place is at sea,
    and allowed if the country is."""

    def __init__(self, cell: Cell, present: set[str]) -> None:
        self.needs = ("admin1",)
        self._blank = cell.blank
        self._check = DistinctCheck(("admin1",), cell)
        self._placed = {"country", "location"} <= present

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        for index, problem in self._check(batch):
            if isinstance(problem, Problem) and problem.code == self._blank and self._placed:
                country, location = batch["country"][index], batch["location"][index]
                if is_sea(country) or is_water(country):
                    continue
                if is_offshore(country, location):
                    message = f"admin1 is blank; {location.strip()!r} is at sea"
                    problem = Problem("W226", message, "admin1", problem.value)
            yield index, problem
