"""From what the heads say of each piece to spans of pieces."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["PieceSpan", "role_spans", "tagged_spans"]

Floats = NDArray[np.float32]


class PieceSpan(NamedTuple):
    """Pieces ``start`` to before ``end``, and how sure the heads are, 0 to 1."""

    start: int
    end: int
    sure: float


def tagged_spans(outside: Floats, first: Floats, least: float = 0.5) -> list[PieceSpan]:
    """Spans where ``1 - outside`` is at least ``least``; ``first`` at least half begins anew.

    ``outside`` and ``first`` are probabilities, one a piece.
    """
    return role_spans(1 - outside, first, least)


def role_spans(
    inside: Floats, first: Floats, least: float = 0.5, further: float | None = None
) -> list[PieceSpan]:
    """Runs of pieces that are ``inside`` with at least ``further`` (``least`` if left out), cut
    where one is a ``first``, if one of them is so with at least ``least``."""
    found: list[PieceSpan] = []
    chosen = inside >= (least if further is None else further)
    at, size = 0, len(inside)
    while at < size:
        if not chosen[at]:
            at += 1
            continue
        end = at + 1
        while end < size and chosen[end] and first[end] < 0.5:
            end += 1
        sure = float(inside[at:end].max())
        if sure >= least:
            found.append(PieceSpan(at, end, sure))
        at = end
    return found
