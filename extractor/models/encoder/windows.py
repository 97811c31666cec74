"""Cuts an article into windows that the tagger can read at once, between sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.models.encoder.pieces import Piece
from extractor.text.span import Sentence

__all__ = ["MOST", "Window", "windows_of"]

MOST = 510
"""Most pieces of a window: the encoder's positions without those for its begin and end."""
AGAIN = 120
"""Pieces of the window before that are read again, as context."""


@dataclass(frozen=True)
class Window:
    """Pieces ``start`` to before ``end``; those before ``fresh`` are in an earlier window, too."""

    start: int
    end: int
    fresh: int


def windows_of(pieces: Sequence[Piece], sentences: Sequence[Sentence]) -> list[Window]:
    """Return the windows of a text, in order. A sentence too long for one is cut anywhere."""
    starts = [piece.start for piece in pieces]
    size = len(pieces)
    borders = sorted({0, size, *(bisect_left(starts, one.start) for one in sentences)})
    found: list[Window] = []
    fresh = 0
    while fresh < size:
        following = borders[bisect_right(borders, fresh)]
        least = max(0, fresh - AGAIN)
        if following - fresh <= MOST:  # repeated pieces must leave room for the whole sentence
            least = max(least, following - MOST)
        start = min(fresh, borders[bisect_left(borders, least)])
        end = min(size, start + MOST)
        border = borders[bisect_right(borders, end) - 1]
        if border > fresh:
            end = border
        found.append(Window(start, end, fresh))
        fresh = end
    return found
