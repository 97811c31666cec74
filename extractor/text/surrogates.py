"""Replaces characters that no output can hold: halves of a surrogate pair, which a cut-off emoji
leaves and no encoding can write, and characters that XML 1.0 forbids."""

from __future__ import annotations

import re

__all__ = ["NOT_XML", "SURROGATE", "escaped_surrogates", "without_surrogates"]

SURROGATE = re.compile("[\ud800-\udfff]")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def without_surrogates(text: str) -> str:
    """Returns the text with U+FFFD for each such character."""
    return SURROGATE.sub("\ufffd", text)


def escaped_surrogates(json_line: str) -> str:
    """The JSON with its escape (``\\ud83d``) for each: it reads back the same."""
    return json_line.encode("utf-8", "backslashreplace").decode("utf-8")
