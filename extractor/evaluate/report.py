"""The figures of one run as data: texts, settings, results and cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any

from extractor.evaluate.calibration import calibration
from extractor.evaluate.machine import about
from extractor.evaluate.reading import ReadText
from extractor.evaluate.sets import EvaluationSet
from extractor.reading import Tokens
from extractor.score.alignment import Unit, align
from extractor.score.draws import rounded
from extractor.score.figures import Summary, by_name, summary

__all__ = ["VERSION", "made_report", "units_of"]

VERSION = 1
"""Of the report's form."""
Report = dict[str, Any]


def units_of(texts: EvaluationSet, read: Mapping[str, ReadText]) -> list[Unit]:
    """The texts' gold and records side by side, including texts without either."""
    records = [one for text in texts.articles if text.key in read for one in read[text.key].events]
    return align(texts.gold, records, [(one.key, one.sha256) for one in texts.articles])


def made_report(
    texts: EvaluationSet,
    read: Mapping[str, ReadText],
    settings: Mapping[str, str],
    cost: Callable[[Tokens], float | None],
    *,
    resamples: int = 1000,
    seed: int = 1,
) -> Report:
    """The report of a finished run."""
    units = units_of(texts, read)
    found = summary(units, resamples=resamples, seed=seed)
    return {
        "report": VERSION,
        "set": texts.name,
        "split": texts.split,
        "texts": len(texts.articles),
        "texts_sha256": texts.sha256,
        **settings,
        **about(),
        "figures": _without_units(found.plain()),
        "events": _events(found),
        "by_language": _by(texts.languages, units, resamples, seed),
        "by_source": _by(texts.sources, units, resamples, seed),
        "calibration": calibration(units),
        "cost": _cost(list(read.values()), cost),
    }


def _without_units(plain: Report) -> Report:
    return {name: value for name, value in plain.items() if name != "units"}


def _events(found: Summary) -> Report:
    event = by_name(found)["event"]
    return {
        "precision": round(event.counts.precision, 4),
        "recall": round(event.counts.recall, 4),
        "f1": round(event.counts.f1, 4),
        "f1_interval": rounded(event.f1_interval),
    }


def _by(
    groups: Mapping[str, str], units: Sequence[Unit], resamples: int, seed: int
) -> dict[str, Report]:
    """The figures of each group of texts, the largest first."""
    return {
        name: {
            "texts": number,
            **_of_group([one for one in units if groups.get(one.name) == name], resamples, seed),
        }
        for name, number in Counter(groups.values()).most_common()
    }


def _of_group(units: Sequence[Unit], resamples: int, seed: int) -> Report:
    found = summary(units, resamples=resamples, seed=seed)
    clean = found.clean
    return {
        "gold_events": found.gold,
        "records": found.given,
        **_events(found),
        "clean_of_records": round(clean.counts.precision, 4),
        "clean_of_gold": round(clean.counts.recall, 4),
        "texts_without_event": clean.without_event,
        "of_these_coded": clean.coded,
    }


def _cost(read: Sequence[ReadText], cost: Callable[[Tokens], float | None]) -> Report:
    spent = sum((one.tokens for one in read), Tokens())
    number = max(1, len(read))
    dollars = cost(spent)
    return {
        "failed": sum(one.error is not None for one in read),
        "not_asked": sum(not one.asked for one in read),
        "prompt_tokens": round(spent.prompt / number, 1),
        "cached_tokens": round(spent.cached / number, 1),
        "completion_tokens": round(spent.completion / number, 1),
        "median_seconds": round(median([one.seconds for one in read] or [0.0]), 3),
        "seconds": round(sum(one.seconds for one in read), 1),
        "usd": None if dollars is None else round(dollars, 6),
        "usd_a_thousand_texts": None if dollars is None else round(1000 * dollars / number, 4),
    }
