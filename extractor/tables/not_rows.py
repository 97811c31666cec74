"""Finds lines that are not rows: a repeated header, and HXL tags below the header."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["AGAIN", "MOST_TOLD", "TAGS", "is_tags"]

AGAIN = "the header again"
TAGS = "tags below the header (HXL)"
# The Humanitarian Exchange Language (HXL): #event+id, #date+occurred, #geo+lat.
_TAG, _ATTRIBUTE = "#", "+"
FEWEST = 3
MOST_TOLD = 5  # lines left out that a note lists; a file may be joined from many


def is_tags(cells: Sequence[Any]) -> bool:
    """Return whether each cell of a row is an HXL tag or blank."""
    filled = [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]
    others = sum(1 for cell in cells if cell is not None and not isinstance(cell, str))
    return len(filled) >= FEWEST and not others and all(map(_is_tag, filled))


def _is_tag(cell: str) -> bool:
    tag, *attributes = [word.rstrip() for word in cell.removeprefix(_TAG).split(_ATTRIBUTE)]
    words = [tag, *(f"_{word}" for word in attributes if word)]
    whole = len(words) > len(attributes) and all(map(str.isidentifier, words))
    return cell.startswith(_TAG) and cell.isascii() and whole
