"""Confidence from the tagger's probability for the words that a value rests on.

The tagger gives a probability for the words of an event and of each role. The probability is too
high: of places with 0.9, 8 in 10 are right. A curve with two numbers for each field corrects that
(Platt 1999): confidence = 1 / (1 + exp(-(a + b * log(p / (1 - p))))). The curve of an event has a
third number, ``c``, for the probability of its type: words whose event type is unsure are less
likely to describe an event. ``python -m evals.calibrate_reader local`` measures the numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from extractor.reading import Event, Said
from extractor.records import EventRecord
from extractor.records.parts import Evidence

__all__ = ["BY_TYPE", "Curve", "log_odds", "on_curve", "probabilities"]

BY_TYPE = ("event",)
"""Fields whose curve also uses the probability of the event's type."""
LEAST = 0.001
"""The smallest distance of a probability from 0 and 1; nearer ones are moved to it, because the
curve is undefined there."""


class Curve(NamedTuple):
    """The weights of a field's log odds, and of the log odds of the event's type in ``c``."""

    a: float
    b: float
    c: float = 0.0


def on_curve(curve: Curve, probability: float, of_type: float | None = None) -> float:
    """Returns the confidence, between 0 and 1, for this probability. A type without a probability
    (one set by a rule) has no effect."""
    kind = 0.0 if of_type is None else log_odds(of_type)
    return 1 / (1 + math.exp(-(curve.a + curve.b * log_odds(probability) + curve.c * kind)))


def log_odds(probability: float) -> float:
    """Returns ``log(p / (1 - p))``, bounded by ``LEAST``."""
    inside = min(max(probability, LEAST), 1 - LEAST)
    return math.log(inside / (1 - inside))


def probabilities(event: Event, record: EventRecord) -> dict[str, float]:
    """Returns the tagger's probability for each field of a record, without the fields whose words
    the tagger did not mark (those of a rule, or none)."""
    where, killed = record.location, record.casualties.killed
    doers = [one.said for one in event.perpetrators]
    found = {
        "event": event.what.probability if event.what else None,
        "sub_event_type": event.type_sure,
        "location": _surest([one.said for one in event.where], where.evidence if where else ()),
        "killed": _surest([one.said for one in event.tolls], killed.evidence if killed else ()),
        "perpetrators": min(
            (
                sure
                for actor in record.perpetrators
                if (sure := _surest(doers, actor.evidence)) is not None
            ),
            default=None,
        ),
    }
    return {name: sure for name, sure in found.items() if sure is not None}


def _surest(said: Iterable[Said | None], evidence: Iterable[Evidence]) -> float | None:
    """The highest probability of words that a value's evidence overlaps."""
    there = list(evidence)
    return max(
        (
            one.probability
            for one in said
            if one and one.span and one.probability is not None
            and any(one.span.start < other.end and other.start < one.span.end for other in there)
        ),
        default=None,
    )  # fmt: skip
