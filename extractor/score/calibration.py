"""How well confidences are calibrated (expected calibration error) and how well they separate.

Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (2017).
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["area_under_curve", "calibration_error"]

BINS = 10


def calibration_error(said: Sequence[tuple[float, bool]]) -> float:
    """The mean gap between confidence and the share of right values over ten equal bins, weighted
    by their sizes: 0 is perfect, 0.3 is off by 30 points. 0 for no values."""
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in said:
        groups[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    gaps = [
        abs(sum(confidence - right for confidence, right in group)) for group in groups if group
    ]
    return sum(gaps) / len(said) if said else 0.0


def area_under_curve(said: Sequence[tuple[float, bool]]) -> float | None:
    """The chance that a right value has a higher confidence than a wrong one, ties counting half;
    ``None`` unless there are both."""
    right = [value for value, good in said if good]
    wrong = [value for value, good in said if not good]
    if not right or not wrong:
        return None
    better = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong)
    return better / (len(right) * len(wrong))
