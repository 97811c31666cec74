"""Turns the heads' probabilities for each piece into spans of pieces."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["PieceSpan", "role_spans", "tagged_spans"]

Floats = NDArray[np.float32]


class PieceSpan(NamedTuple):
    """Pieces ``start`` to before ``end``, with the highest probability of any of them."""

    start: int
    end: int
    sure: float


def tagged_spans(outside: Floats, first: Floats, least: float = 0.5) -> list[PieceSpan]:
    """Return the spans where ``1 - outside`` is at least ``least``.

    A new span begins where ``first`` is at least 0.5. ``outside`` and ``first`` are probabilities,
    one per piece.
    """
    return role_spans(1 - outside, first, least)


def role_spans(
    inside: Floats, first: Floats, least: float = 0.5, further: float | None = None
) -> list[PieceSpan]:
    """Return runs of pieces whose ``inside`` is at least ``further`` (``least`` if not given) and
    of which one has at least ``least``. A new run begins where ``first`` is at least 0.5."""
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
