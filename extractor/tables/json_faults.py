"""What messages say of a text that is no JSON, and of a JSON value that is another than awaited."""

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
    """What a value of JSON or of a table is, with its article."""
    return KINDS.get(type(value), "a number")


def json_fault(broken: Exception, *, with_column: bool = True) -> str:
    """Why a text is no JSON, in a few words; ``broken`` is what its reader raised."""
    if isinstance(broken, json.JSONDecodeError):
        place = f" at column {broken.colno}" if with_column else ""
        return f"broken JSON: {broken.msg.removesuffix(' at')}{place}"
    if isinstance(broken, RecursionError):
        return "broken JSON: nested too deep"
    return "broken JSON: a number of thousands of digits"
