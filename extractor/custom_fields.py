"""Fields of the user's own, asked of a reader beside the record's: read from a TOML file.

fields = 1

[[field]]
name = "vehicle"
description = "What the attackers came on."
kind = "choice"
values = ["motorbike", "pickup", "other"]
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from extractor.errors import UserFileError
from extractor.user_files import read_toml

__all__ = [
    "CUSTOM_KINDS",
    "CUSTOM_NAME",
    "CustomField",
    "CustomKind",
    "CustomValue",
    "custom_digest",
    "misfit",
    "read_fields",
]

CustomKind = Literal["text", "number", "date", "choice", "yes-no"]
CustomValue = bool | int | float | str | None
CUSTOM_KINDS: tuple[CustomKind, ...] = get_args(CustomKind)
CUSTOM_NAME = r"^[a-z][a-z0-9_]{0,39}$"
VERSION = 1
MOST_FIELDS = 30
MOST_VALUES = 100
LONGEST_VALUE = 100
LONGEST_DESCRIPTION = 500
LONGEST_TEXT = 2000
KEYS = ("name", "description", "kind", "values")
SAYS = {
    "text": "is a text",
    "choice": "is a text",
    "number": "is a number",
    "date": "is a day, as 2026-03-10",
    "yes-no": "is true or false",
}


@dataclass(frozen=True)
class CustomField:
    """A field that a user adds: its name in the record, the description given to the reader, the
    kind of its values, and for a choice the allowed values."""

    name: str
    description: str
    kind: CustomKind
    values: tuple[str, ...] = ()

    def problem(self, kind: object, value: object) -> str | None:
        """What is wrong with a value that a record gives for this field, with its kind; ``None`` if
        it fits."""
        if kind != self.kind:
            return f"its kind is {self.kind}, not {kind}"
        if value is None:
            return None
        if self.kind == "choice" and value not in self.values:
            return f"is none of {', '.join(self.values)}"
        return misfit(self.kind, value)


def misfit(kind: str, value: object) -> str | None:
    """Why a value is not of this kind; ``None`` if it is, or if the value is null."""
    if kind == "yes-no":
        fits = isinstance(value, bool)
    elif kind == "number":
        fits = not isinstance(value, bool) and isinstance(value, (int, float))
        fits = fits and math.isfinite(float(str(value)))
    elif kind == "date":
        fits = isinstance(value, str) and _is_day(value)
    else:
        fits = isinstance(value, str) and len(value.strip()) > 0 and len(value) <= LONGEST_TEXT
    return None if fits else f"a {kind} {SAYS[kind]}"


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value  # Python 3.11 reads other forms, too
    except ValueError:
        return False


def custom_digest(fields: Sequence[CustomField]) -> str:
    """A hash of the fields, as they are asked."""
    return hashlib.sha256(repr(tuple(fields)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def read_fields(path: str | Path) -> tuple[CustomField, ...]:
    """The fields of a file; raises :class:`UserFileError` with the first thing that is wrong."""
    table = read_toml(path)
    version = table.pop("fields", None)
    if version != VERSION or isinstance(version, bool):
        raise UserFileError(f"{path}: no line `fields = 1`: no file of fields")
    entries = table.pop("field", [])
    if table:
        raise UserFileError(f"{path}: “{next(iter(table))[:40]}”: fields are written as [[field]]")
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise UserFileError(f"{path}: fields are written as tables: [[field]]")
    if not 1 <= len(entries) <= MOST_FIELDS:
        raise UserFileError(f"{path}: {len(entries)} fields; there may be 1 to {MOST_FIELDS}")
    fields = tuple(_field(f"{path}: [[field]] {n}", one) for n, one in enumerate(entries, 1))
    names = [one.name for one in fields]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise UserFileError(f"{path}: the field {twice} is there twice")
    return fields


def _field(where: str, entry: dict[str, Any]) -> CustomField:
    strange = next((key for key in entry if key not in KEYS), None)
    if strange is not None:
        raise UserFileError(f"{where}: “{strange[:40]}”: no key of it; there are {', '.join(KEYS)}")
    name = entry.get("name")
    if not isinstance(name, str) or not re.fullmatch(CUSTOM_NAME, name):
        raise UserFileError(
            f"{where}: name: a small letter, then small letters, digits and _, 40 at most"
        )
    kind = entry.get("kind")
    if kind not in CUSTOM_KINDS:
        raise UserFileError(f"{where}: kind: one of {', '.join(CUSTOM_KINDS)}")
    description = _text(f"{where}: description", entry.get("description"), LONGEST_DESCRIPTION)
    values = entry.get("values", [])
    if (kind == "choice") != bool(values) or not isinstance(values, list):
        raise UserFileError(f"{where}: values: a list of texts, for the kind choice and no other")
    chosen = tuple(_text(f"{where}: values", one, LONGEST_VALUE) for one in values)
    if chosen and not 2 <= len({one.casefold() for one in chosen}) == len(chosen) <= MOST_VALUES:
        raise UserFileError(f"{where}: values: 2 to {MOST_VALUES}, each once")
    return CustomField(name, description, kind, chosen)


def _text(where: str, value: object, longest: int) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UserFileError(f"{where}: a text is missing")
    plain = " ".join(value.split())
    if len(plain) > longest or not plain.replace("\u200c", "").replace("\u200d", "").isprintable():
        raise UserFileError(f"{where}: longer than {longest} characters, or with hidden ones")
    return plain
