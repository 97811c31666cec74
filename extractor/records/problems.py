"""Explains invalid values of a record or a row in plain words instead of pydantic's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

__all__ = ["first_problem", "problems"]

LONGEST_SHOWN = 60
MOST_NAMED = 8  # of a closed list
WHOLE = "is no whole number"
NUMBER = "is no number"
DAY = "is no day (as 2026-03-10)"
TIME = "is no time (as 2026-03-12T12:00:00Z)"
SAID: dict[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is no field of it",
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), WHOLE),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), NUMBER),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), DAY),
    "date_from_datetime_inexact": DAY,
    **dict.fromkeys(("datetime_type", "datetime_parsing", "datetime_from_date_parsing"), TIME),
    "timezone_aware": "has no time zone (as 2026-03-12T12:00:00Z)",
    **dict.fromkeys(("string_type", "string_sub_type", "string_unicode"), "is no text"),
    **dict.fromkeys(("tuple_type", "list_type", "iterable_type"), "is no list"),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "is no object of fields"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "is neither true nor false"),
}
BOUNDS = {
    "greater_than_equal": ("below", "ge"),
    "less_than_equal": ("above", "le"),
    "greater_than": ("not above", "gt"),
    "less_than": ("not below", "lt"),
}
FORMS = {  # by the beginning of the pattern
    "^([A-Z]{2,5}[0-9]+": "is no event id: an acronym and a number, as KEN4711",
    "^[0-9a-f]{64}": "is no SHA-256: 64 hexadecimal digits",
}
# Steps of a path that name a type of the models and not a place in the record.
OF_MODELS = ("constrained-", "str-enum[", "literal[", "function-", "nullable[", "union[")


def first_problem(invalid: ValidationError, *, values: bool = True) -> str:
    """The first problem, as ``inter1: '9' is …``; without ``values`` no text of the record is
    shown."""
    where, said = next(problems(invalid, values=values))
    return f"{where}: {said}" if where else said


def problems(invalid: ValidationError, *, values: bool = True) -> Iterator[tuple[str, str]]:
    """All problems: each with its place in the record and a message."""
    for error in invalid.errors(include_url=False, include_input=values):
        steps = [str(step) for step in error["loc"]]
        where = ".".join(step for step in steps if not step.startswith(OF_MODELS))
        yield where, _said(error)


def _said(error: Mapping[str, Any]) -> str:
    kind, context = error["type"], error.get("ctx", {})
    shown = f"{_shown(error['input'])} " if _has_value(error) else ""
    if kind in BOUNDS:
        side, key = BOUNDS[kind]
        bound = context[key]
        return f"{shown}is {side} {int(bound) if bound == int(bound) else bound}"
    if kind in ("enum", "literal_error"):
        return f"{shown}is {_none_of(error)}"
    if kind == "string_pattern_mismatch":
        pattern = context["pattern"]
        form = next((said for begins, said in FORMS.items() if pattern.startswith(begins)), "")
        return f"{shown}{form or f'does not fit {pattern}'}"
    if said := SAID.get(kind):
        return said if kind in ("missing", "extra_forbidden") else f"{shown}{said}"
    said = str(error["msg"]).removeprefix("Value error, ")
    value = error.get("input")
    if isinstance(value, str) and len(value) < LONGEST_SHOWN and repr(value) not in said:
        return f"{said} (it is {shown.strip()})"
    return said


def _has_value(error: Mapping[str, Any]) -> bool:
    return "input" in error and error["type"] not in ("missing", "extra_forbidden")


def _shown(value: object) -> str:
    """A value in a message; of a list or an object only its type."""
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, (list, tuple)):
        return "a list"
    if value is None:
        return "null"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _none_of(error: Mapping[str, Any]) -> str:
    expected = str(error.get("ctx", {}).get("expected", ""))
    words = [word for word in expected.split("'")[1::2] if word]
    near = get_close_matches(str(error.get("input", "")), words, n=1)
    if near:
        return f"not one of the values it can have; did you mean {near[0]!r}?"
    if len(words) <= MOST_NAMED:
        return f"not one of the values it can have: {', '.join(words)}"
    return f"not one of the {len(words)} values it can have"
