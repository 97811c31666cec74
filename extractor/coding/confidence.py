"""How likely each value of a record is right, as measured on articles coded by hand.

For the trained tagger, a field has the share of right values among those of the same probability
(``data/confidence-local.json``, made by ``python -m evals.calibrate_reader``). For a language
model, it has the share of right values among those decided by the same side, reader or rule
(``data/confidence-by-check.json``). A field whose figures do not separate right from wrong values
has no confidence.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from extractor.coding.tagger_confidence import Curve, on_curve, probabilities
from extractor.reading import Event, Reading
from extractor.records import EventRecord
from extractor.records.parts import Confidence

__all__ = ["FIELDS", "confidence_of"]

FIELDS = ("event", "sub_event_type", "date", "location", "perpetrators", "targets", "killed")


def confidence_of(event: Event, record: EventRecord, reading: Reading) -> Confidence:
    """Returns the confidence of each field, ``None`` for a field without a value or without
    figures.

    Where an article was read several times, it is the share of the readings that agree. Otherwise
    it is the figure measured for the tagger's probability, or for who decided the value.
    """
    if reading.agreement:
        shares = reading.agreement.get(event.key, {})
        return Confidence(
            **{field: _share_of_value(record, field, shares.get(field)) for field in FIELDS}
        )
    sure = _by_curve(event, record) if record.extraction.reader == "local" else {}
    return Confidence(**{field: sure.get(field, _by_check(record, field)) for field in FIELDS})


def _share_of_value(record: EventRecord, field: str, share: float | None) -> float | None:
    """Returns the confidence of a field; ``None`` where the record has no value for it."""
    has = {
        "date": record.date is not None,
        "location": record.location is not None,
        "perpetrators": any(actor.text for actor in record.perpetrators),
        "targets": any(actor.text for actor in record.targets),
        "killed": record.casualties.killed is not None,
    }
    return share if has.get(field, True) else None


def _by_check(record: EventRecord, field: str) -> float | None:
    """Returns the share measured for who decided the field; ``None`` where nothing was measured, or
    too few values."""
    check = getattr(record.checked, field, None) if record.checked else None
    if check is None:
        return None
    return _checks(record.extraction.reader).get(field, {}).get(check.value)


def _by_curve(event: Event, record: EventRecord) -> dict[str, float]:
    """Returns the confidence by the tagger's probability, for the fields where that probability
    separates right from wrong values."""
    curves = _file("local").get("curves", {})
    said = probabilities(event, record)
    return {
        field: round(on_curve(_curve(curves[field]), sure, said.get("sub_event_type")), 2)
        for field, sure in said.items()
        if field in curves
    }


def _curve(counted: dict[str, Any]) -> Curve:
    return Curve(*(counted[name] for name in Curve._fields if name in counted))


def _checks(reader: str) -> dict[str, dict[str, float]]:
    """Returns field → who decided → the share of right values on articles coded by hand, for this
    reader only: the share of one reader says nothing about another."""
    table: dict[str, dict[str, float]] = _file("local" if reader == "local" else "by-check").get(
        "fields", {}
    )
    return table


@lru_cache(maxsize=4)
def _file(name: str) -> dict[str, Any]:
    """Returns the contents of ``data/confidence-NAME.json``; empty if there is no such file."""
    path = files("extractor.coding") / "data" / f"confidence-{name}.json"
    value: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return value
