"""Is what the tagger says of its own sureness worth anything? Counted for ``calibrate_reader``.

Reads ``dev`` of the news set and every sixth of our own articles that training holds back
(``evals.own_corpus``), and has for each value of a record the tagger's probability of the words it
rests on beside whether the value is right.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from corpus.format import read_passages
from corpus.training.examples import ARTICLES, held_back
from evals.own_corpus import about, golds, right
from extractor import Article, Extractor
from extractor.coding.events import Provenance, coded
from extractor.coding.tagger_confidence import log_odds, probabilities
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
"""Names of ``evals.own_corpus`` and of the record's confidence."""
STEPS = 50
RIDGE = 1e-6
FAR = 30.0
Weighed = tuple[float, bool, float]
"""Probability, whether it is right, what it counts."""


class Value(NamedTuple):
    """A value of a record: its field, the tagger's probability, who decided it, if it is right."""

    field: str
    probability: float | None
    check: str | None
    right: bool


def values_of() -> dict[str, list[Value]]:
    """All values of both sets, by the set's name."""
    with Extractor("tagger", assume_yes=True) as extractor:
        return {
            "dev": list(_of_news(extractor, "dev")),
            "held back": list(_of_corpus(extractor)),
        }


def on_test() -> list[Value]:
    """The values of ``test``, which tells and is counted for nothing."""
    with Extractor("tagger", assume_yes=True) as extractor:
        return list(_of_news(extractor, "test"))


def curves_of(values: dict[str, list[Value]], left_out: Sequence[str]) -> dict[str, Any]:
    """Of each field whose probability separates in every set the curve that fits them best, each
    set counting as much as the other, and its area under the curve in each."""
    curves = {}
    for name in CURVED:
        sets = {
            key: [(one.probability, one.right) for one in those
                  if one.field == name and one.probability is not None]
            for key, those in values.items()
        }  # fmt: skip
        areas = {key: area_under_curve(said) for key, said in sets.items()}
        shown = all((area or 0.0) >= LEAST_AUC for area in areas.values()) and name not in left_out
        told = ", ".join(f"{key} {area or 0.0:.2f} of {len(sets[key])}"
                         for key, area in areas.items())  # fmt: skip
        print(f"{name}: AUC {told}; {'shown' if shown else 'not shown'}")
        if shown:
            most = max(map(len, sets.values()))
            a, b = curve_of(
                [(p, good, most / len(said)) for said in sets.values() for p, good in said]
            )
            curves[name] = {
                "a": round(a, 3),
                "b": round(b, 3),
                "auc": {key: round(area or 0.0, 3) for key, area in areas.items()},
                "values": {key: len(said) for key, said in sets.items()},
            }
    return curves


def curve_of(said: Sequence[Weighed]) -> tuple[float, float]:
    """The ``a`` and ``b`` of ``extractor.coding.tagger_confidence`` that make these likeliest
    (Newton's steps, halved until they help)."""
    known = [(log_odds(probability), good, weight) for probability, good, weight in said]

    def unlikely(a: float, b: float) -> float:
        return sum(
            weight * math.log1p(math.exp(min(-(a + b * x) if good else a + b * x, FAR)))
            for x, good, weight in known
        )

    a, b = 0.0, 1.0
    for _ in range(STEPS):
        down_a = down_b = aa = ab = bb = 0.0
        for x, good, weight in known:
            share = 1 / (1 + math.exp(-max(-FAR, min(FAR, a + b * x))))
            slope = weight * share * (1 - share)
            down_a += weight * (good - share)
            down_b += weight * (good - share) * x
            aa, ab, bb = aa + slope, ab + slope * x, bb + slope * x * x
        whole = (aa + RIDGE) * (bb + RIDGE) - ab * ab
        step = ((bb * down_a - ab * down_b) / whole, (aa * down_b - ab * down_a) / whole)
        now = unlikely(a, b)
        while max(map(abs, step)) > RIDGE and unlikely(a + step[0], b + step[1]) > now:
            step = (step[0] / 2, step[1] / 2)
        a, b = a + step[0], b + step[1]
    return a, b


def _coded(extractor: Extractor, article: Article) -> list[tuple[Event, EventRecord]]:
    """The records of an article, each with what was read."""
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
    chosen = [one for one in read_passages([ARTICLES]) if held_back(one.id, "articles")]
    for passage in sorted(chosen, key=lambda one: one.id)[::EVERY]:
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
    probability = probabilities(event, record).get(name)
    return Value(name, probability, check.value if check else None, good)
