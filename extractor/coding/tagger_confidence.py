"""How sure the tagger was of the words a value rests on, and how often values so sure are right.

The tagger gives the words of an event and of each role a probability, which says more than it
should: of places that it is 0.9 sure of 8 in 10 are right. A curve of two numbers a field puts
that straight (Platt 1999): confidence = 1 / (1 + exp(-(a + b * log(p / (1 - p))))). An event's has
a third, ``c``, for the probability of its type: words of which the tagger does not know what kind
of event they tell are less likely to tell one. They are counted by
``python -m evals.calibrate_reader local``.
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
"""Fields whose curve has the probability of the event's type, too."""
LEAST = 0.001
"""Probabilities nearer to 0 or 1 count as this far away: the curve has no value there."""


class Curve(NamedTuple):
    """What a field's log odds count for; ``c`` what those of the event's type do."""

    a: float
    b: float
    c: float = 0.0


def on_curve(curve: Curve, probability: float, of_type: float | None = None) -> float:
    """The confidence of a value that the tagger gives this probability, between 0 and 1; a type
    without a probability (a rule's) says nothing either way."""
    kind = 0.0 if of_type is None else log_odds(of_type)
    return 1 / (1 + math.exp(-(curve.a + curve.b * log_odds(probability) + curve.c * kind)))


def log_odds(probability: float) -> float:
    """``log(p / (1 - p))``, bounded."""
    inside = min(max(probability, LEAST), 1 - LEAST)
    return math.log(inside / (1 - inside))


def probabilities(event: Event, record: EventRecord) -> dict[str, float]:
    """The tagger's probability of what each field of a record rests on; without the fields whose
    words it did not mark (a rule's, or none)."""
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
