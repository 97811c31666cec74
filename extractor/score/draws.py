"""Bootstrap intervals: articles are drawn with replacement; the middle 95 % of a figure."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeAlias

__all__ = ["RESAMPLES", "SEED", "Interval", "draws_of", "interval", "ratio_interval", "rounded"]

SEED = 1
RESAMPLES = 1000
LEVEL = 0.95
Interval: TypeAlias = tuple[float, float]


def interval(
    draws: Sequence[Sequence[int]], figure: Callable[[Sequence[int]], float], itself: float
) -> Interval:
    """The middle 95 % of a figure over draws of units."""
    if not draws:
        return itself, itself
    values = sorted(figure(drawn) for drawn in draws)
    tail = int((1 - LEVEL) / 2 * len(values))
    return values[tail], values[-1 - tail]


def draws_of(units: int, resamples: int, seed: int) -> list[list[int]]:
    """Numbers of units drawn with replacement, once for each resample."""
    chance = random.Random(seed)
    if not units:
        return []
    return [chance.choices(range(units), k=units) for _ in range(resamples)]


def ratio_interval(draws: Sequence[Sequence[int]], ratios: Sequence[tuple[int, int]]) -> Interval:
    """The interval of a ratio of two sums over units; ``ratios`` has each unit's numerator and
    denominator."""
    above, below = [one for one, _ in ratios], [one for _, one in ratios]
    whole = sum(below)
    itself = sum(above) / whole if whole else 0.0
    if not any(above) or above == below:
        return itself, itself

    def drawn_ratio(drawn: Sequence[int]) -> float:
        there = sum(map(below.__getitem__, drawn))
        return sum(map(above.__getitem__, drawn)) / there if there else 0.0

    return interval(draws, drawn_ratio, itself)


def rounded(bounds: Interval) -> list[float]:
    """As JSON."""
    return [round(bound, 4) for bound in bounds]
