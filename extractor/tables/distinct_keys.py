"""JSON whose objects have each key once: of two Python's own reader keeps the last, silently."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["DistinctKeys"]

LONGEST_SHOWN = 40
BETWEEN = " \t\r\n,"  # objects of a line


class DistinctKeys:
    """Reads JSON values; ``repeated`` then says which key of the last one is there twice with
    different values, if any is, and ``repeated_key`` is that key without them."""

    def __init__(self) -> None:
        self.repeated: str | None = None
        self.repeated_key = ""
        self._decoder = json.JSONDecoder(object_pairs_hook=self._object)

    def decode(self, text: str) -> Any:
        """The value that is all of the text; raises as :func:`json.loads` does."""
        self.repeated = None
        return self._decoder.decode(text)

    def several(self, text: str) -> list[tuple[Any, str | None]]:
        """The objects that a line holds one after another, parted by commas, spaces or nothing,
        each with what is repeated in it: as arrays cut into lines and files put together without a
        newline between them have them. None where the line holds anything else besides."""
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
        """The value that begins at ``start``, and where it ends."""
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
