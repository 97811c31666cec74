"""The user's own fields in a review: which there are, and how a text is read as a value.

With a file (``--fields``) they are its fields, each with its list of values, and every record can
have them. Without one they are those of the records, without lists.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from extractor.custom_fields import CustomField, CustomValue, misfit
from extractor.gazetteer.folding import fold
from extractor.records.custom import custom_cell

if TYPE_CHECKING:
    from extractor.records import EventRecord

__all__ = ["OWN", "own_cells", "own_fields_of", "page_own", "with_own"]

OWN = "custom."
"""The prefix of a user's own field in column names."""

MOST_DIGITS = 15  # of a number, and of its decimals
YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def own_fields_of(records: Iterable[EventRecord]) -> tuple[CustomField, ...]:
    """The fields in the records, each as its first record has it, without lists of values."""
    found: dict[str, CustomField] = {}
    for record in records:
        for one in record.custom:
            found.setdefault(one.field, CustomField(one.field, "", one.kind))
    return tuple(found.values())


def page_own(fields: Sequence[CustomField], *, of_file: bool) -> list[dict[str, Any]]:
    """The fields as data for the page; ``asked`` means that every record can have it."""
    return [{**asdict(one), "asked": of_file} for one in fields]


def own_cells(record: EventRecord) -> dict[str, str]:
    """The record's own values as text, by field name; null values are left out."""
    cells = {one.field: custom_cell(one) for one in record.custom}
    return {name: cell for name, cell in cells.items() if cell is not None}


def with_own(made: dict[str, Any], field: CustomField, text: str) -> None:
    """Put the value into the record's JSON; a blank means that the article does not say. Raises
    ``ValueError`` saying why the text is not a value of the field."""
    value = _value(field, text)
    held = made.setdefault("custom", [])
    one = next((one for one in held if one["field"] == field.name), None)
    if one is not None:
        one["value"] = value
    elif value is not None:
        held.append({"field": field.name, "kind": field.kind, "value": value, "text": None,
                     "evidence": []})  # fmt: skip


def _value(field: CustomField, text: str) -> CustomValue:
    if not text:
        return None
    value: CustomValue = text
    if field.kind == "yes-no":
        value = YES_NO.get(text.casefold(), text)
    elif field.kind == "number":
        parts = text.removeprefix("-").split(".", 1)
        if all(part.isdecimal() and len(part) <= MOST_DIGITS for part in parts):
            value = float(text) if "." in text else int(text)
    elif field.values:
        folded = {fold(one): one for one in field.values}
        value = folded.get(fold(text), text)
        near = difflib.get_close_matches(fold(text), folded, 1)
        if value not in field.values:
            hint = f"; {folded[near[0]]}?" if near else ""
            raise ValueError(f"{text} is none of {', '.join(field.values)}{hint}")
    if problem := misfit(field.kind, value):
        raise ValueError(f"{text}: {problem}")
    return value
