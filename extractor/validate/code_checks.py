"""The checks that stand in the catalogue of codes itself: rules over some cells of one row.

What needs more than that (the whole file, several codes that say the same, a gazetteer) is a check
of the files it is looked for in: ``acled.py``, ``ucdp.py``, ``events.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from extractor.validate.codes import CODES
from extractor.validate.columns import DistinctCheck
from extractor.validate.finding import Code, Problem

__all__ = ["checks_of_codes", "problems_of_codes"]


def checks_of_codes(kind: str) -> list[DistinctCheck]:
    """The checks over columns of a kind of rows, as the catalogue names it (``ACLED rows``)."""
    return [DistinctCheck(code.columns, partial(_judged, code)) for code in _looked_for(kind)]


def problems_of_codes(kind: str, row: Mapping[str, object]) -> Iterator[Problem]:
    """What they find in one row of which some values are not known."""
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
