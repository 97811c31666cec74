"""How well a run's confidences are calibrated, and the effect of a minimum confidence.

Confidences are calibrated if of the values with 0.8 eight in ten are right (expected calibration
error, :mod:`extractor.score.calibration`). They are useful if right values have higher ones than
wrong values (area under the curve: 1 always, 0.5 by chance).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from extractor.score.alignment import Unit
from extractor.score.calibration import area_under_curve, calibration_error
from extractor.score.compare import counts, field_named

__all__ = ["LEAST_AUC", "calibration", "judged"]

LEAST_AUC = 0.65
"""Below it a confidence does not tell right from wrong and should not be shown."""
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)
SHOWN = tuple(number / 10 for number in range(11))
MEASURED = {
    "sub_event_type": "sub_event_type",
    "date": "day",
    "location": "place",
    "perpetrators": "doer",
    "killed": "deaths",
}
"""Fields of ``confidence`` and the figures for whether the value is right."""
Said = tuple[float | None, bool]


def judged(units: Sequence[Unit]) -> Iterator[tuple[str, float | None, bool, Any]]:
    """Field, confidence, whether it is right, and the record, for each value that a record has;
    also ``event`` for every record, which is right if the gold has it."""
    for unit in units:
        for gold, given in unit.pairs:
            shown = given.confidence
            yield "event", shown.event if shown else None, True, given
            for name, figure in MEASURED.items():
                field = field_named(figure)
                has = field.items(given) if name != "killed" else given.casualties.killed
                if has and (field.items(gold) or name == "killed"):
                    right = counts(field, gold, given).right > 0
                    yield name, getattr(shown, name) if shown else None, right, given
        for given in unit.spurious:
            yield "event", given.confidence.event if given.confidence else None, False, given


def calibration(units: Sequence[Unit]) -> dict[str, Any]:
    """For each field with confidences: the number of values, the error and the area under the
    curve; for each threshold the number of values at or above it and how many are right; and the
    same for the values shown as 0.5 (0.45 to 0.54), 0.6 …
    """
    by_field: dict[str, list[tuple[float, bool]]] = {}
    for name, confidence, right, _ in judged(units):
        if confidence is not None:
            by_field.setdefault(name, []).append((confidence, right))
    return {name: _figures(said) for name, said in by_field.items()}


def _figures(said: Sequence[tuple[float, bool]]) -> dict[str, Any]:
    area = area_under_curve(said)
    return {
        "values": len(said),
        "right": sum(good for _, good in said),
        "error": round(calibration_error(said), 4),
        "auc": None if area is None else round(area, 4),
        "at_least": {
            str(least): [
                sum(value >= least for value, _ in said),
                sum(good for value, good in said if value >= least),
            ]
            for least in THRESHOLDS
        },
        "shown_as": {
            str(tenth): [len(these), sum(these)]
            for tenth in SHOWN
            if (these := [good for value, good in said if _tenth(value) == tenth])
        },
    }


def _tenth(confidence: float) -> float:
    """The confidence rounded to tenths; halves are rounded up."""
    return int(confidence * 10 + 0.5 + 1e-9) / 10
