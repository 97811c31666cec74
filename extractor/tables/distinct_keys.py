"""Reads JSON and finds repeated keys in an object: Python's own reader silently keeps the last."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["DistinctKeys"]

LONGEST_SHOWN = 40
BETWEEN = " \t\r\n,"  # what may stand between objects in a line


class DistinctKeys:
    """Reads JSON values. After a value, ``repeated`` names a key that occurs in it twice with
    different values, if there is one; ``repeated_key`` is the same without the values."""

    def __init__(self) -> None:
        self.repeated: str | None = None
        self.repeated_key = ""
        self._decoder = json.JSONDecoder(object_pairs_hook=self._object)

    def decode(self, text: str) -> Any:
        """Return the value that the whole text is; raises as :func:`json.loads` does."""
        self.repeated = None
        return self._decoder.decode(text)

    def several(self, text: str) -> list[tuple[Any, str | None]]:
        """Return the objects that follow each other in a line, each with its repeated key, if any.

        They may be separated by commas, spaces or nothing, as in an array cut into lines or in
        files joined without a newline. Returns an empty list if the line holds anything else.
        """
        found: list[tuple[Any, str | None]] = []
        at = 0
        while at < len(text) and text[at] == "{":
            try:
                value, at = self.raw_decode(text, at)
            except (RecursionError, ValueError):
                return []
            found.append((value, self.repeated))
            while at < len(text) and text[at] in BETWEEN:
                at += 1
        return found if at == len(text) else []

    def raw_decode(self, text: str, start: int) -> tuple[Any, int]:
        """Return the value that begins at ``start``, and the offset where it ends."""
        self.repeated = None
        return self._decoder.raw_decode(text, start)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs) and self.repeated is None:
            for key, value in pairs:
                if made[key] != value:
                    one, other = (repr(each)[:LONGEST_SHOWN] for each in (value, made[key]))
                    self.repeated_key = key
                    self.repeated = f"the key {key!r} is there twice, with {one} and {other}"
                    break
        return made
