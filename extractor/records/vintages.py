"""Converts ACLED rows of any year to the form of exports since 2025.

Forms met so far: numbers in ``inter1``, ``inter2`` and ``interaction`` until 2025; dates in words
or day-month-year; ``Civilian targeting`` and ``Civilians targeted``; column names in capitals;
exports from before ``disorder_type``, ``civilian_targeting`` or ``tags`` existed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from extractor.codebook.actors import (
    INTERACTION_CODES,
    actor_kind,
    interaction_words,
)
from extractor.codebook.formula_errors import FORMULA_ERRORS
from extractor.codebook.kind_labels import interaction_of_label, kind_of_label, precision_of_label
from extractor.codebook.older_regions import OLDER_NAMES
from extractor.codebook.types import DisorderType, EventType, SubEventType
from extractor.codebook.written_dates import read_date
from extractor.codebook.written_numbers import coordinate_reading, count_readings

__all__ = [
    "BETWEEN",
    "MISSPELT",
    "NO_CELL",
    "WRITTEN_BLANKS",
    "cell_text",
    "current_cell",
    "plain_number",
    "without_decimals",
]

BETWEEN = "; "
NO_CELL = "is an object of JSON, and a cell is a text or a number"
# Misspellings met in published or hand-coded rows, by column, in lower case; each has one
# correction.
MISSPELT: dict[str, dict[str, str]] = {
    "disorder_type": {
        "demostrations": DisorderType.DEMONSTRATIONS.value,
        "demonstration": DisorderType.DEMONSTRATIONS.value,
        "strategic development": DisorderType.STRATEGIC_DEVELOPMENTS.value,
        "political violence;demonstrations": DisorderType.VIOLENCE_AND_DEMONSTRATIONS.value,
        "political violence, demonstrations": DisorderType.VIOLENCE_AND_DEMONSTRATIONS.value,
        "political violence; demostrations": DisorderType.VIOLENCE_AND_DEMONSTRATIONS.value,
    },
    "event_type": {
        "battle": EventType.BATTLES.value,
        "protest": EventType.PROTESTS.value,
        "riot": EventType.RIOTS.value,
        "explosion/remote violence": EventType.EXPLOSIONS.value,
        "explosions/remote violance": EventType.EXPLOSIONS.value,
        "violence against civilian": EventType.VIOLENCE_AGAINST_CIVILIANS.value,
        "strategic development": EventType.STRATEGIC_DEVELOPMENTS.value,
    },
    "sub_event_type": {
        "peaceful protests": SubEventType.PEACEFUL_PROTEST.value,
        "air/drone strikes": SubEventType.AIR_DRONE_STRIKE.value,
        "armed clashes": SubEventType.ARMED_CLASH.value,
        "non-state actor overtake territory": SubEventType.NON_STATE_OVERTAKES_TERRITORY.value,
    },
    "civilian_targeting": {
        "civilians targeted": "Civilian targeting",
        "civilian targeted": "Civilian targeting",
        "civilians targeting": "Civilian targeting",
    },
}
# What programs write for a blank cell. Case matters: "Nan" is a province.
WRITTEN_BLANKS = frozenset(
    {
        *("NA", "N/A", "n/a", "<NA>", "NA_character_", "NaN", "nan", "NaT", "None", "<NULL>"),
        *("NULL", "null", "(null)", "[NULL]", r"\N", "-NaN", "-nan"),  # R, pandas, databases
        *FORMULA_ERRORS,  # reported wherever they are read as blanks: a value is lost
        *("1.#QNAN", "-1.#IND", "-1.#QNAN", "1.#IND"),
        *("-", "--", "–", "—", "?", "n.a.", "N.A.", "none"),  # people
        *(".", *(f".{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")),  # Stata, SAS
    }
)
_CLOSED: dict[str, tuple[str, ...]] = {
    "disorder_type": tuple(each.value for each in DisorderType),
    "event_type": tuple(each.value for each in EventType),
    "sub_event_type": tuple(each.value for each in SubEventType),
    "civilian_targeting": ("Civilian targeting",),
}
_SPELLINGS = {
    column: {**{word.lower(): word for word in words}, **MISSPELT[column]}
    for column, words in _CLOSED.items()
}
_INTERACTIONS = frozenset(map(interaction_words, INTERACTION_CODES))
_WHOLE = frozenset({"year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp"})
_DECIMAL = frozenset({"latitude", "longitude"})
_NUMBER_BEFORE = "[(0123456789)] -.=:–—"


def cell_text(value: Any) -> str:
    """A cell of any table as trimmed text: blank for ``None`` and NaN, ``6`` for ``6.0``, ISO days.

    Numbers and dates of Excel, JSON and Parquet read as in a CSV; members of a list are joined as
    ACLED joins sources and actors.
    """
    if isinstance(value, str):
        return value.strip()
    if value is None or value != value:  # NaN, which pandas writes for blank cells
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        day = value.date()
        return day.isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value.is_finite() else ""
    if isinstance(value, (list, tuple)):
        return BETWEEN.join(filter(None, map(cell_text, value)))
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value).strip()


def plain_number(text: str) -> str:
    """``text`` with a point instead of a decimal comma and without a needless ``.0``."""
    if text.count(",") == 1 and "." not in text:
        left, right = text.split(",")
        if left.lstrip("-+").isdecimal() and right.isdecimal():
            text = f"{left}.{right}"
    whole = without_decimals(text)
    return whole if whole.lstrip("-+").isdecimal() else text


@lru_cache(maxsize=65536)
def current_cell(column: str, text: str) -> str:
    """One trimmed cell of any year in the current form; unchanged if it cannot be read.

    Numbers become words (``6`` in ``inter1`` is ``Protesters``, ``0`` blank, ``60`` in
    ``interaction`` ``Protesters only``), dates ISO, known misspellings are corrected, ``NA``
    becomes blank.
    """
    if not text or text in WRITTEN_BLANKS:
        return ""
    if column in _SPELLINGS:
        return _spelling(column, text)
    if column == "region":
        return OLDER_NAMES.get(text, text)
    if column == "event_date":
        day = read_date(text).day
        return day.isoformat() if day else text
    if column in ("inter1", "inter2"):
        return _kind(text)
    if column == "interaction":
        return _interaction(text)
    if column in _WHOLE:
        return _whole_number(column, text)
    if column in _DECIMAL:
        found = coordinate_reading(column, text)
        return found.plain or text if found else plain_number(text)
    return text


def _kind(text: str) -> str:
    """A kind of actor in words, from a number or another program's label."""
    try:
        return str(actor_kind(without_decimals(text)) or "")
    except ValueError:
        return str(kind_of_label(text) or text)


def _interaction(text: str) -> str:
    """An interaction in words, from a number or another program's label."""
    number = without_decimals(text)
    try:
        if number.isdecimal():
            return interaction_words(int(number))
        return text if text in _INTERACTIONS else interaction_of_label(text) or text
    except ValueError:
        return text


def _whole_number(column: str, text: str) -> str:
    if column == "fatalities" and len(count_readings(text)) > 1:
        return text  # 12.000 may be twelve thousand
    whole = without_decimals(text)
    if column in ("time_precision", "geo_precision") and not whole.isdecimal():
        whole = precision_of_label(text) or text
    return whole if whole.isdecimal() else text


def _spelling(column: str, text: str) -> str:
    """The correct spelling of a word of a closed list, without a number before it."""
    words, spellings = " ".join(text.lower().split()), _SPELLINGS[column]
    return spellings.get(words) or spellings.get(words.lstrip(_NUMBER_BEFORE), text)


def without_decimals(text: str) -> str:
    """``6`` of ``6.0`` and ``6.00``."""
    whole, _, decimals = text.rpartition(".")
    return whole if whole[-1:].isdecimal() and decimals and not decimals.strip("0") else text
