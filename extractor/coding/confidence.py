"""How likely each value of a record is right, as measured on articles coded by hand.

What the tagger reads has for each field the share that was right of values it was as sure of
(``data/confidence-local.json``, ``python -m evals.calibrate_reader``); what a language model reads
the share of values that the same side decided, reader or rule (``data/confidence-by-check.json``).
A field whose figures do not tell right from wrong shows none.
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
    """The confidence of each field, ``None`` for a field without a value or never measured.

    It is the share of the readings that agree where there are several, else what was counted for
    the tagger's probability, or for who decided the value.
    """
    if reading.agreement:
        shares = reading.agreement.get(event.key, {})
        return Confidence(
            **{field: _share_of_value(record, field, shares.get(field)) for field in FIELDS}
        )
    sure = _by_curve(event, record) if record.extraction.reader == "local" else {}
    return Confidence(**{field: sure.get(field, _by_check(record, field)) for field in FIELDS})


def _share_of_value(record: EventRecord, field: str, share: float | None) -> float | None:
    """The confidence of a field; ``None`` where the record has no value for it."""
    has = {
        "date": record.date is not None,
        "location": record.location is not None,
        "perpetrators": any(actor.text for actor in record.perpetrators),
        "targets": any(actor.text for actor in record.targets),
        "killed": record.casualties.killed is not None,
    }
    return share if has.get(field, True) else None


def _by_check(record: EventRecord, field: str) -> float | None:
    """What was counted of values decided so; no figure where few were, or none for the field."""
    check = getattr(record.checked, field, None) if record.checked else None
    if check is None:
        return None
    return _checks(record.extraction.reader).get(field, {}).get(check.value)


def _by_curve(event: Event, record: EventRecord) -> dict[str, float]:
    """What was counted for the tagger's probability, of the fields where that tells right from
    wrong."""
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
    """Field → who decided → the share that was right on articles coded by hand, of this reader:
    what one reads right says nothing of another."""
    table: dict[str, dict[str, float]] = _file("local" if reader == "local" else "by-check").get(
        "fields", {}
    )
    return table


@lru_cache(maxsize=4)
def _file(name: str) -> dict[str, Any]:
    """``data/confidence-NAME.json``; empty where there is none."""
    path = files("extractor.coding") / "data" / f"confidence-{name}.json"
    value: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return value
