"""The checks defined in the catalogue of codes: rules over some cells of one row.

Checks that need more (the whole file, several related codes, a gazetteer) are with their kind of
file: ``acled.py``, ``ucdp.py``, ``events.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from extractor.validate.codes import CODES
from extractor.validate.columns import DistinctCheck
from extractor.validate.finding import Code, Problem

__all__ = ["checks_of_codes", "problems_of_codes"]


def checks_of_codes(kind: str) -> list[DistinctCheck]:
    """The catalogue's checks for a kind of rows, by the kind's name there (``ACLED rows``)."""
    return [DistinctCheck(code.columns, partial(_judged, code)) for code in _looked_for(kind)]


def problems_of_codes(kind: str, row: Mapping[str, object]) -> Iterator[Problem]:
    """Their findings in one row, some values of which may be unknown."""
    for code in _looked_for(kind):
        if row.keys() >= set(code.columns):
            yield from _judged(code, *(str(row[column]) for column in code.columns))


def _looked_for(kind: str) -> Iterator[Code]:
    for code in CODES.values():
        if code.check and (code.kinds == "all" or kind in code.kinds.split(", ")):
            yield code


def _judged(code: Code, *cells: str) -> Sequence[Problem]:
    assert code.check
    message = code.check(*cells)
    return [Problem(code.code, message, code.columns[0], cells[0])] if message else ()
