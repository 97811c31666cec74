"""Reads text typed or pasted into a cell of the grid as a value of the record.

A cell is read strictly. In the form a coder sees at once that a name was taken for another place or
a date for another day; here nothing shows it, so doubtful text is refused with a reason.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from extractor.codebook.countries import country_by_name
from extractor.codebook.names import kind_of_acled_name
from extractor.codebook.types import SubEventType
from extractor.codebook.written_dates import DateForm, read_date
from extractor.custom_fields import CustomField
from extractor.gazetteer.folding import fold
from extractor.records import Attribution
from extractor.review import suggestions
from extractor.review.own_fields import OWN, with_own

if TYPE_CHECKING:
    from extractor.records import EventRecord

__all__ = ["CELLS", "with_cell"]

Record = dict[str, Any]
MOST_DIGITS = 7  # of a number of people
THOUSANDS = re.compile(r"(?<=\d)[,\u202f\u00a0 ](?=\d{3}(?!\d))")
WEEK = 7  # days that a time precision of 2 spans at most
OF_PLACE = (
    *("name", "admin1", "admin2", "admin3", "country", "iso", "region"),
    *("latitude", "longitude", "precision", "gazetteer_id"),
)


def with_cell(
    record: EventRecord, field: str, value: Any, own_fields: Iterable[CustomField] = ()
) -> Record:
    """The record, as JSON, with this value in the cell; a blank removes the value.

    ``field`` is a name of :data:`CELLS`, or the name of one of the user's ``own_fields`` behind
    ``custom.``. ``value`` is text, or for ``place`` also a place from :func:`suggestions.places`.
    Raises ``ValueError`` saying why the text is not a value of the field.
    """
    made = record.model_dump(mode="json")
    if field.startswith(OWN):
        own_field = next((one for one in own_fields if one.name == field.removeprefix(OWN)), None)
        if own_field is None:
            raise ValueError(f"{field.removeprefix(OWN)} is no field of these records")
        with_own(made, own_field, " ".join(str(value).split()))
        return made
    if field not in CELLS:
        raise ValueError(f"{field} is no column to write in")
    if isinstance(value, Mapping):
        if field != "place":
            raise ValueError("a place belongs in the place's column")
        _placed(made, value)
        return made
    text = " ".join(str(value).split())
    CELLS[field](made, text)
    return made


def _date(made: Record, text: str) -> None:
    if not text:
        made["date"] = None
        return
    for sign in (" – ", " — ", "/" if text.count("/") == 1 else " to "):
        text = text.replace(sign, " to ")
    days = [_day(part.strip()) for part in text.split(" to ")]
    start, end = days[0], days[-1]
    if len(days) > 2 or end < start:
        raise ValueError(f"{text} is no range of days")
    kept = made["date"] or {"text": None, "evidence": []}
    exact = 1 if start == end else 2 if end - start < timedelta(days=WEEK) else 3
    made["date"] = {
        **kept,
        "start": start.isoformat(),
        "end": end.isoformat(),
        "precision": exact,
    }


def _day(text: str) -> Any:
    read = read_date(text)
    if read.form is DateForm.AMBIGUOUS:
        raise ValueError(f"{text}: day and month could be either; write 2023-03-14")
    if read.day is None or read.form is DateForm.WRONG_ORDER:
        raise ValueError(f"{text} is no day; write 2023-03-14")
    return read.day


def _type(made: Record, text: str) -> None:
    by_folded_name = {fold(kind.value): kind.value for kind in SubEventType}
    found = by_folded_name.get(fold(text))
    if found is None:
        near = difflib.get_close_matches(fold(text), by_folded_name, 1)
        hint = f"; {by_folded_name[near[0]]}?" if near else ""
        raise ValueError(f"{text or 'nothing'} is no sub-event type{hint}")
    made["sub_event_type"] = found


def _place(made: Record, text: str) -> None:
    if not text:
        made["location"] = None
        return
    where = made["location"]
    if where and fold(where["name"]) == fold(text):
        where["name"] = text
        return
    name = text.partition(",")[0]
    country = where["country"] if where else None
    found = [one for one in suggestions.places(text, country) if fold(one["name"]) == fold(name)]
    at_home = [one for one in found if one["country"] == country]
    if country and found and not at_home:
        raise ValueError(f"{text} is not in {country} but in {found[0]['country']}; open the event")
    if not found:
        raise ValueError(f"the gazetteer has no {text}; open the event to place it")
    _placed(made, found[0])


def _placed(made: Record, place: Mapping[str, Any]) -> None:
    kept = made["location"] or {"text": None, "evidence": []}
    made["location"] = {**kept, **{key: place[key] for key in OF_PLACE if key in place}}


def _part_of_place(part: str) -> Callable[[Record, str], None]:
    def change(made: Record, text: str) -> None:
        where = made["location"]
        if where is None:
            raise ValueError("it has no place yet")
        if part == "country" and text:
            found = country_by_name(text)
            if found is None:
                raise ValueError(f"{text} is no country of the codebook")
            text = found.name
        if part == "country" and (where["country"] or "") != text:
            # Names in the other country do not apply to this place.
            where |= dict.fromkeys(("gazetteer_id", "admin1", "admin2", "admin3"))
        where[part] = text or None

    return change


def _actors(role: str) -> Callable[[Record, str], None]:
    def change(made: Record, text: str) -> None:
        names = list(dict.fromkeys(name.strip() for name in text.split(";") if name.strip()))
        old = [one for one in made["actors"] if one["role"] == role]
        others = [one for one in made["actors"] if one["role"] != role]
        by_name = {one["name"]: one for one in old}
        country = (made["location"] or {}).get("country")
        new = []
        for n, name in enumerate(names):
            one = by_name.get(name)
            if one is None:
                was = old[n] if len(names) == len(old) and old[n]["name"] not in names else None
                one = {**(was or _nobody(role)), "name": name}
                one["kind"] = _kind(name, country) or (was["kind"] if was else None)
                if one["kind"] is None:
                    raise ValueError(f"{name} is no actor of the codebook; open the event")
            new.append(one)
        made["actors"] = [*new, *others] if role == "perpetrator" else [*others, *new]

    return change


def _nobody(role: str) -> Record:
    return {"role": role, "associated": [], "text": None, "evidence": [],
            "attribution": Attribution.UNATTRIBUTED.value}  # fmt: skip


def _kind(name: str, country: str | None) -> str | None:
    kind = kind_of_acled_name(name, country)
    return kind.value if kind else None


def _toll(state: str) -> Callable[[Record, str], None]:
    def change(made: Record, text: str) -> None:
        if not text:
            made["casualties"][state] = None
            return
        parts = THOUSANDS.sub("", text).replace("–", "-").replace("to", "-").split("-")
        bounds = [part.strip() for part in parts]
        counted = all(part.isdecimal() and len(part) <= MOST_DIGITS for part in bounds)
        if len(bounds) > 2 or not counted:
            raise ValueError(f"{text} is no number; write 4, or 4-6")
        low, high = int(bounds[0]), int(bounds[-1])
        kept = made["casualties"][state] or {"text": None, "evidence": []}
        made["casualties"][state] = {**kept, "low": low, "high": high, "coded": low}

    return change


CELLS: dict[str, Callable[[Record, str], None]] = {
    "date": _date,
    "type": _type,
    "place": _place,
    "admin1": _part_of_place("admin1"),
    "country": _part_of_place("country"),
    "perpetrator": _actors("perpetrator"),
    "target": _actors("target"),
    "killed": _toll("killed"),
    "injured": _toll("injured"),
}
"""The function that writes a text into each column of the grid."""
