"""Reads values of a record from the cells of our own tables, by the kind of each field.

Each reader returns the value as in the record's schema, without evidence, since a table holds no
article. It raises :class:`ValueError` if the cells do not determine one value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Any

from extractor.reading.types import TollState
from extractor.records.flat import BETWEEN
from extractor.records.vintages import without_decimals

if TYPE_CHECKING:
    from extractor.records import EventRecord
    from extractor.records.field import Field, Kind

__all__ = ["READERS"]

NOBODY = "?"  # an unnamed party in a statement's cell
THE_ARTICLE = "the article"
_STATES = "|".join(state.value for state in TollState)
_NUMBERS = (
    r"(?P<at_least>at least )?(?P<low>\d+)(?: to (?P<high>\d+))?",
    *(r"up to (?P<most>\d+)", r"“(?P<words>[^“”]+)”"),
)
_COUNT = re.compile(rf"(?P<teller>.+): (?P<state>{_STATES}) (?:{'|'.join(_NUMBERS)})")


def _toll(field: Field, cells: Mapping[str, str], record: EventRecord) -> Any:
    had = field.of(record)
    numbers = {column.part: _whole(cells[column.name]) for column in field.flat}
    low, high = numbers["low"], numbers["high"]
    coded = numbers.get("coded", had.coded if had else None)  # ACLED's column holds the killed
    if low is high is None and not coded:
        return None
    if coded is None and "coded" not in numbers:
        coded = 0
    if coded is None or not (low or 0) <= coded <= (coded if high is None else high):
        raise ValueError("a coded number outside its range")
    return {"low": low, "high": high, "coded": coded, "text": None, "evidence": ()}


def _whole(cell: str) -> int | None:
    text = without_decimals(cell)
    if text and not (text.isdecimal() and text.isascii()):
        raise ValueError("no number of people")
    return int(text) if text else None


def _date(field: Field, cells: Mapping[str, str], record: EventRecord) -> Any:
    had = field.of(record)
    if had is None:
        raise ValueError("no day")
    days = {column.part: cells[column.name][:10] for column in field.flat}
    made = type(had).model_validate({**had.model_dump(), **days})
    if made.coded_day != had.coded_day:
        raise ValueError("the day of the row is another")
    return made


def _actors(field: Field, cells: Mapping[str, str], record: EventRecord) -> Any:
    actors = [actor.model_dump() for actor in field.of(record)]
    for column in field.flat:
        role, _, part = column.part.partition(".")
        side = [actor for actor in actors if actor["role"].value == role]
        cell = cells[column.name]
        if cell and len(side) == 1 and BETWEEN not in cell:
            side[0][part] = cell
    return actors


def _things(field: Field, cells: Mapping[str, str], record: EventRecord) -> Any:
    return [{"text": words, "evidence": ()} for words in _several(cells[field.flat[0].name])]


def _statements(field: Field, cells: Mapping[str, str], record: EventRecord) -> Any:
    assert field.wording
    form = _form(field.wording.cell)
    made = []
    for cell in _several(cells[field.flat[0].name]):
        found = form.fullmatch(cell)
        if found is None:
            raise ValueError("not in the words of a statement")
        said = {name: None if one == NOBODY else one for name, one in found.groupdict().items()}
        made.append({**said, "evidence": ()})
    return made


@cache
def _form(template: str) -> re.Pattern[str]:
    """The pattern for the parties of a statement written by a template."""
    pieces = ((re.escape(words), name) for words, name, _, _ in Formatter().parse(template))
    return re.compile(
        "".join(f"{words}(?P<{name}>.+?)" if name else words for words, name in pieces)
    )


def _counts(field: Field, cells: Mapping[str, str], record: EventRecord) -> Any:
    made = []
    for cell in _several(cells[field.flat[0].name]):
        found = _COUNT.fullmatch(cell)
        if found is None:
            raise ValueError("not in the words of a count")
        low = _whole(found["low"] or "")
        high = _whole(found["high"] or found["most"] or "")
        exact = low is not None and high is None and not found["at_least"]
        made.append(
            {
                "state": found["state"],
                "low": low,
                "high": low if exact else high,
                "teller": None if found["teller"] == THE_ARTICLE else found["teller"],
                "text": found["words"],
                "evidence": (),
            }
        )
    return made


def _several(cell: str) -> list[str]:
    return [part for part in map(str.strip, cell.split(BETWEEN.strip())) if part]


READERS: dict[Kind, Callable[[Field, Mapping[str, str], EventRecord], Any]] = {
    "date": _date,
    "actors": _actors,
    "toll": _toll,
    "counts": _counts,
    "things": _things,
    "statements": _statements,
}
"""Other kinds need the article, or say how the record was made."""
