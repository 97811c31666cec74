"""How honest the records' ``confidence`` is, field by field, on MUC's articles."""

from __future__ import annotations

from collections.abc import Sequence

from evals.muc_events import OurEvent
from evals.muc_score import Pair, Result
from extractor.score.calibration import calibration_error


def calibration(results: Sequence[Result]) -> dict[str, float]:
    """The expected calibration error of each field that has a confidence, and how many values it
    is of. An event is right when it is found; the other fields are asked of aligned events."""
    said: dict[str, list[tuple[float, bool]]] = {}
    for result in results:
        partner = {pair.ours.record.id: pair for pair in result.pairs}
        for event in result.events:
            pair = partner.get(event.record.id)
            for name, right in _right(pair).items():
                confidence = _confidence(event, name)
                if right is not None and confidence is not None:
                    said.setdefault(name, []).append((confidence, right))
    found: dict[str, float] = {}
    for name, answers in said.items():
        found[f"calibration_{name}"] = calibration_error(answers)
        found[f"calibration_{name}_of"] = len(answers)
    return found


def _confidence(event: OurEvent, name: str) -> float | None:
    confidence = event.record.confidence
    value: float | None = getattr(confidence, name) if confidence else None
    return value


def _right(pair: Pair | None) -> dict[str, bool | None]:
    if pair is None:
        return {"event": False}
    return {
        "event": pair.found,
        "sub_event_type": pair.type,
        "date": pair.day,
        "location": pair.town,
        "perpetrators": pair.organization,
        "killed": pair.some_deaths,
    }
