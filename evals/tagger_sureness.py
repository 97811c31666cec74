"""Measures how well the tagger's probabilities separate right from wrong values.

Used by ``calibrate_reader``. Reads ``dev`` of the news set and every sixth of our own articles held
back from training (``evals.own_corpus``). For each value of a record it pairs the tagger's
probability of the words the value rests on with whether the value is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from evals.held_back import held_back_articles
from evals.own_corpus import about, golds, right
from extractor import Article, Extractor
from extractor.coding.events import Provenance, coded
from extractor.coding.tagger_confidence import BY_TYPE, Curve, log_odds, probabilities
from extractor.evaluate.calibration import LEAST_AUC, judged
from extractor.evaluate.reading import ReadText
from extractor.evaluate.report import units_of
from extractor.evaluate.sets import load_set
from extractor.reading import Event, Tokens
from extractor.records import EventRecord
from extractor.score.assignment import best_assignment
from extractor.score.calibration import area_under_curve

__all__ = ["CURVED", "Value", "curve_of", "curves_of", "on_test", "values_of"]

EVERY = 6
CURVED = ("event", "sub_event_type", "location", "perpetrators", "killed")
MARKS = {
    "type": "sub_event_type",
    "day": "date",
    "place": "location",
    "doer": "perpetrators",
    "deaths": "killed",
}
"""Name of a field in ``evals.own_corpus`` → its name in the record's confidence."""
STEPS = 50
RIDGE = 1e-6
FAR = 30.0
Signs = tuple[float, ...]
Weighed = tuple[Signs, bool, float]
"""A value's log odds, whether it is right, and its weight."""


class Value(NamedTuple):
    """A value of a record: its field, the tagger's probability, which step decided it, whether it
    is right, and the tagger's probability of the event's type."""

    field: str
    probability: float | None
    check: str | None
    right: bool
    of_type: float | None = None


def values_of() -> dict[str, list[Value]]:
    """All values of both sets, by the set's name."""
    with Extractor("tagger", assume_yes=True) as extractor:
        return {
            "dev": list(_of_news(extractor, "dev")),
            "held back": list(_of_corpus(extractor)),
        }


def on_test() -> list[Value]:
    """The values of ``test``, which are only reported and never used to fit anything."""
    with Extractor("tagger", assume_yes=True) as extractor:
        return list(_of_news(extractor, "test"))


def curves_of(
    values: dict[str, list[Value]],
    left_out: Sequence[str],
    shipped: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """For each field whose probability separates in every set: the curve that fits best, all sets
    counting equally, and the area under the ROC curve in each set.

    With ``shipped`` curves nothing is fitted: values are judged by those, and a field without a
    curve by its bare probability.
    """
    curves = {}
    for name in CURVED:
        sets = {
            key: [(_signs(one, one.probability), one.right) for one in those
                  if one.field == name and one.probability is not None]
            for key, those in values.items()
        }  # fmt: skip
        most = max(map(len, sets.values()))
        if not most:
            continue
        if shipped is None:
            curve = curve_of(
                [(x, good, most / len(said)) for said in sets.values() for x, good in said]
            )
        else:
            known = shipped.get(name, {"a": 0.0, "b": 1.0})
            curve = Curve(*(known[one] for one in Curve._fields if one in known))
        areas = {
            key: area_under_curve([(_height(curve, x), good) for x, good in said])
            for key, said in sets.items()
        }
        shown = all((area or 0.0) >= LEAST_AUC for area in areas.values()) and name not in left_out
        told = ", ".join(f"{key} {area or 0.0:.2f} of {len(sets[key])}"
                         for key, area in areas.items())  # fmt: skip
        print(f"{name}: AUC {told}; {'shown' if shown else 'not shown'}")
        if shown:
            numbers = zip(Curve._fields, curve, strict=True)
            curves[name] = {
                **{one: round(value, 3) for one, value in numbers if value},
                "auc": {key: round(area or 0.0, 3) for key, area in areas.items()},
                "values": {key: len(said) for key, said in sets.items()},
            }
    return curves


def _signs(one: Value, probability: float) -> Signs:
    """The log odds of a value, with those of its event's type for the fields that use them."""
    if one.field not in BY_TYPE:
        return (log_odds(probability),)
    return log_odds(probability), 0.0 if one.of_type is None else log_odds(one.of_type)


def _height(curve: Curve, signs: Signs) -> float:
    return curve.a + sum(weight * sign for weight, sign in zip(curve[1:], signs, strict=False))


def curve_of(said: Sequence[Weighed]) -> Curve:
    """The maximum-likelihood curve (Newton's method, steps halved until they help)."""
    signs = np.array([[1.0, *x] for x, _, _ in said])
    good, weight = (np.array([one[n] for one in said], dtype=float) for n in (1, 2))

    def unlikely(curve: Any) -> float:
        return float(
            np.sum(weight * np.logaddexp(0.0, np.where(good, -1.0, 1.0) * (signs @ curve)))
        )

    curve = np.zeros(signs.shape[1])
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-np.clip(signs @ curve, -FAR, FAR)))
        slope = (signs.T * (weight * share * (1 - share))) @ signs
        step = np.linalg.solve(
            slope + RIDGE * np.eye(len(curve)), signs.T @ (weight * (good - share))
        )
        now = unlikely(curve)
        while np.abs(step).max() > RIDGE and unlikely(curve + step) > now:
            step = step / 2
        curve = curve + step
    return Curve(*(float(one) for one in curve))


def _coded(extractor: Extractor, article: Article) -> list[tuple[Event, EventRecord]]:
    """The records of an article, each with the event it was coded from."""
    reader = extractor.reader
    made = Provenance("0", extractor.model.name, reader.name, reader.prompt_version, Tokens())
    return [
        pair
        for analysis, _ in extractor.parts_of(article)
        for pair in coded(analysis, reader.read(analysis), made)
    ]


def _of_news(extractor: Extractor, split: str) -> Iterator[Value]:
    texts = load_set("news", split)
    read: dict[str, ReadText] = {}
    events: dict[tuple[str | None, str], Event] = {}
    for article in texts.articles:
        pairs = _coded(extractor, article)
        read[article.key] = ReadText(article.key, tuple(record for _, record in pairs))
        events |= {(article.key, record.id): event for event, record in pairs}
    for name, _, good, record in judged(units_of(texts, read)):
        yield _value(name, events[record.source.article_id, record.id], record, good)


def _of_corpus(extractor: Extractor) -> Iterator[Value]:
    for passage in held_back_articles()[::EVERY]:
        pairs = _coded(extractor, Article(passage.text, id=passage.id, published=passage.published))
        gold = [*golds(passage)]
        found = best_assignment([[about(one, record) for _, record in pairs] for one in gold])
        partner = {ours: gold[theirs] for theirs, ours in dict(found).items()}
        for number, (event, record) in enumerate(pairs):
            yield _value("event", event, record, number in partner)
            if number not in partner:
                continue
            for name, good in right(partner[number], record).items():
                if name != "deaths" or record.casualties.killed is not None:
                    yield _value(MARKS[name], event, record, good)


def _value(name: str, event: Event, record: EventRecord, good: bool) -> Value:
    check = getattr(record.checked, name, None) if record.checked else None
    said = probabilities(event, record)
    decided = check.value if check else None
    return Value(name, said.get(name), decided, good, said.get("sub_event_type"))
