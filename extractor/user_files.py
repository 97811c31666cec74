"""TOML files that a user writes or mends by hand: read within bounds, refused in one clear line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from extractor.errors import UserFileError, reason_of

__all__ = ["read_toml", "toml_text"]

MOST_BYTES = 5_000_000
"""Room for some ten thousand lessons; a larger file was not written by hand."""


def read_toml(path: str | Path) -> dict[str, Any]:
    """The tables of a TOML file; raises :class:`UserFileError`."""
    if sys.version_info >= (3, 11):  # imported here: every start of the program imports this module
        import tomllib
    else:
        import tomli as tomllib
    try:
        with Path(path).open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserFileError(f"{path}: {reason_of(error)}") from None
    if len(raw) > MOST_BYTES:
        raise UserFileError(f"{path}: more than {MOST_BYTES // 10**6} MB")
    try:
        return tomllib.loads(raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        raise UserFileError(f"{path}: not UTF-8") from None
    except (ValueError, RecursionError) as error:
        why = str(error).splitlines()[0] if isinstance(error, ValueError) else "nested too deep"
        raise UserFileError(f"{path}: not TOML: {why}") from None


def toml_text(value: object) -> str:
    """A value in TOML syntax: text, numbers, booleans and lists of them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(toml_text, value))}]"
    return f'"{"".join(map(_escaped, str(value)))}"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if "\ud800" <= char <= "\udfff":  # TOML cannot write a lone surrogate
        return "\ufffd"
    # Control characters and those that reverse or hide text are escaped, so that a person sees
    # them.
    hidden = not char.isprintable() and char != " "
    return f"\\u{ord(char):04X}" if hidden and ord(char) < 0x10000 else char
