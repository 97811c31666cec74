"""Wording for messages about broken JSON and about JSON values of an unexpected type."""

from __future__ import annotations

import json

__all__ = ["json_fault", "kind_of"]

KINDS = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "true or false",
    bytes: "bytes",  # in a cell of a table
    type(None): "null",
}


def kind_of(value: object) -> str:
    """Return what kind of JSON or table value this is, with its article: "a number"."""
    return KINDS.get(type(value), "a number")


def json_fault(broken: Exception, *, with_column: bool = True) -> str:
    """Return in a few words why a text is not JSON; ``broken`` is the error the reader raised."""
    if isinstance(broken, json.JSONDecodeError):
        place = f" at column {broken.colno}" if with_column else ""
        return f"broken JSON: {broken.msg.removesuffix(' at')}{place}"
    if isinstance(broken, RecursionError):
        return "broken JSON: nested too deep"
    return "broken JSON: a number of thousands of digits"
