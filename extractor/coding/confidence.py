"""How likely each value of a record is right, as measured on articles coded by hand.

Each value falls into a class by how it was come by: a day told in the article or a week taken for
it, a town in the sentence itself or one carried over, a doer the grammar shows or one the model
named with this or that probability. ``data/confidence.json`` holds for each class how many values
of it were looked at and how many were right (``python -m evals.calibrate`` counts them on MUC-4);
the confidence is that share, drawn towards the share of the whole field where few were seen. A
field whose classes do not tell right from wrong shows none.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from extractor.analysis import Analysis
from extractor.codebook.actors import ActorKind
from extractor.coding.tagger_confidence import Curve, on_curve, probabilities
from extractor.reading import Event, Party, Reading
from extractor.records import EventRecord
from extractor.records.parts import Actor, Attribution, Confidence

__all__ = ["FIELDS", "confidence_of", "signals"]

FIELDS = ("event", "sub_event_type", "date", "location", "perpetrators", "targets", "killed")
LEAD = 3  # sentences in which news tells what is new
DRAWN = 5.0  # values' worth of the whole field's share mixed into each class
SURE, LIKELY = 0.9, 0.7  # the model's probabilities are put into three classes
GENERIC = {ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS}


def confidence_of(
    analysis: Analysis, event: Event, record: EventRecord, reading: Reading
) -> Confidence:
    """The confidence of each field, ``None`` for a field without a value or never measured.

    Of a complete reading: the share of its readings that agree where there are several, else what
    was counted for the tagger's probability, or for who decided the value.
    """
    if reading.agreement:
        shares = reading.agreement.get(event.key, {})
        return Confidence(**{field: _told(record, field, shares.get(field)) for field in FIELDS})
    if reading.complete:
        sure = _by_curve(event, record) if record.extraction.reader == "local" else {}
        return Confidence(**{field: sure.get(field, _by_check(record, field)) for field in FIELDS})
    table = _table()
    found = signals(analysis, event, record)
    return Confidence(**{field: _share(table.get(field, {}), found.get(field)) for field in FIELDS})


def _told(record: EventRecord, field: str, share: float | None) -> float | None:
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


def signals(analysis: Analysis, event: Event, record: EventRecord) -> dict[str, str]:
    """The class of each value by how it was come by; a field without a value has none."""
    found = {
        "event": _event(event, record),
        "sub_event_type": _type(event, record),
        "perpetrators": _parties(record.perpetrators, event.perpetrators),
        "targets": _parties(record.targets, event.targets),
        "killed": _killed(record),
    }
    if record.date:
        found["date"] = _date(event, record)
    if record.location:
        found["location"] = _location(analysis, event, record)
    return found


def _event(event: Event, record: EventRecord) -> str:
    if event.background:
        return "known"
    lead = "lead" if event.sentences and event.sentences[0] < LEAD else "later"
    dated = "dated" if record.date and record.date.text and event.when else "undated"
    toll = "toll" if record.casualties.killed or record.casualties.injured else "no toll"
    return f"{lead}, {dated}, {toll}"


def _type(event: Event, record: EventRecord) -> str:
    kind = record.sub_event_type.value
    if event.sub_event_types[:1] != (kind,):
        return "by its parties"
    return "alone" if len(event.sub_event_types) == 1 else "likeliest of several"


def _date(event: Event, record: EventRecord) -> str:
    assert record.date is not None
    if not event.when or not record.date.text:
        return "month before" if event.background else "week before"
    return "day" if record.date.precision == 1 else "longer"


def _location(analysis: Analysis, event: Event, record: EventRecord) -> str:
    where = record.location
    assert where is not None
    if not where.evidence or where.gazetteer_id is None:
        return "not in the gazetteer"
    at = where.evidence[0].start
    line = analysis.article.dateline
    if line and at < line.end:
        return "dateline"
    telling_sentences = [analysis.article.sentences[i] for i in event.sentences]
    here = "told" if any(s.start <= at < s.end for s in telling_sentences) else "carried over"
    return f"{here}, precision {where.precision}"


def _parties(actors: tuple[Actor, ...], parties: tuple[Party, ...]) -> str:
    if not any(actor.text for actor in actors):
        return "nobody named"
    first = next(actor for actor in actors if actor.text)
    if first.attribution in (Attribution.ACCUSED, Attribution.ACCUSED_BY_AUTHORITIES):
        return "accused"
    if first.attribution is Attribution.CLAIMED:
        return "claimed"
    kind = "generic" if first.name.startswith("Unidentified") or first.kind in GENERIC else "known"
    said_parties = [party.said for party in parties if party.said and party.attribution is None]
    asked = [said.probability for said in said_parties if said.probability is not None]
    if not asked:
        return f"{kind}, by rule"
    sure = "sure" if asked[0] >= SURE else "likely" if asked[0] >= LIKELY else "unsure"
    return f"{kind}, model {sure}"


def _killed(record: EventRecord) -> str:
    killed = record.casualties.killed
    if killed is None:
        return "nobody told"
    if killed.high is None:
        return "open"
    return "exact" if killed.low == killed.high else "range"


Counts = dict[str, tuple[int, int]]


def _share(classes: Counts, signal: str | None) -> float | None:
    total = sum(n for _, n in classes.values())
    if signal is None or not total:
        return None
    whole = sum(right for right, _ in classes.values()) / total
    right, n = classes.get(signal, (0, 0))
    return round((right + DRAWN * whole) / (n + DRAWN), 2)


@lru_cache(maxsize=1)
def _table() -> dict[str, Counts]:
    """Field → class → how many were right, of how many; without the fields whose classes do not
    tell right from wrong."""
    path = files("extractor.coding") / "data" / "confidence.json"
    if not path.is_file():
        return {}
    table = json.loads(path.read_text("utf-8"))
    return {
        field: {name: (right, n) for name, (right, n) in table["counts"][field].items()}
        for field in table["shown"]
    }
