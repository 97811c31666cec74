"""Figures of aligned files: precision, recall and F1 a field, shares right, intervals."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from extractor.score.alignment import Unit
from extractor.score.classes import Counts
from extractor.score.compare import FIELDS, Field, counts

__all__ = ["Figure", "Interval", "Summary", "interval", "summary"]

SEED = 1
RESAMPLES = 1000
LEVEL = 0.95
Interval = tuple[float, float]


@dataclass(frozen=True)
class Figure:
    """Figures of one field.

    ``counts`` are of all events, those without a partner too. ``macro_f1`` is the mean of the
    units' F1, of those that have the field on either side. ``right`` is the share of aligned
    pairs in which the field is right, of those whose gold has it; ``None`` for lists and where
    there is none. The intervals are of F1 and of ``right``.
    """

    field: Field
    counts: Counts
    macro_f1: float
    right: float | None
    asked: int
    f1_interval: Interval
    right_interval: Interval | None


@dataclass(frozen=True)
class Summary:
    """All figures of two files. ``micro_f1`` pools the items of all fields but the event itself,
    ``macro_f1`` is the mean of the fields' F1, of those that either file has."""

    figures: tuple[Figure, ...]
    micro: Counts
    macro_f1: float
    units: int
    gold: int
    given: int
    aligned: int
    inexact: int

    def plain(self) -> dict[str, object]:
        """As JSON: names, numbers and ``null``."""
        return {
            "units": self.units,
            "gold_events": self.gold,
            "predicted_events": self.given,
            "aligned": self.aligned,
            "micro": _plain(self.micro),
            "macro_f1": round(self.macro_f1, 4),
            "fields": {
                one.field.name: _plain(one.counts)
                | {
                    "f1_interval": _rounded(one.f1_interval),
                    "macro_f1": round(one.macro_f1, 4),
                    "right": None if one.right is None else round(one.right, 4),
                    "right_of": one.asked,
                    "right_interval": _rounded(one.right_interval),
                }
                for one in self.figures
            },
        }


def _plain(one: Counts) -> dict[str, object]:
    return {
        "right": one.right,
        "predicted": one.given,
        "gold": one.support,
        "precision": round(one.precision, 4) if one.given else None,
        "recall": round(one.recall, 4) if one.support else None,
        "f1": round(one.f1, 4) if one.given + one.support else None,
    }


def _rounded(given: Interval | None) -> list[float] | None:
    return [round(bound, 4) for bound in given] if given else None


def summary(units: Sequence[Unit], *, resamples: int = RESAMPLES, seed: int = SEED) -> Summary:
    """The figures of all fields. Intervals are percentile bootstrap intervals at 95 %, units
    (articles) drawn anew ``resamples`` times; 0 leaves them at the figure itself."""
    draws = draws_of(len(units), resamples, seed)
    every = {field.name: [_of_unit(field, unit) for unit in units] for field in FIELDS}
    figures = tuple(_figure(field, units, every[field.name], draws) for field in FIELDS)
    others = [one for one in figures if one.field.name != "event"]
    known = [one for one in others if one.counts.given + one.counts.support]
    return Summary(
        figures,
        _sum(one.counts for one in others),
        fmean(one.counts.f1 for one in known) if known else 0.0,
        len(units),
        sum(len(unit.pairs) + len(unit.missed) for unit in units),
        sum(len(unit.pairs) + len(unit.spurious) for unit in units),
        sum(len(unit.pairs) for unit in units),
        sum(not unit.exact for unit in units),
    )


def _of_unit(field: Field, unit: Unit) -> Counts:
    every = [counts(field, gold, given) for gold, given in unit.pairs]
    every += [counts(field, gold, None) for gold in unit.missed]
    every += [counts(field, None, given) for given in unit.spurious]
    return _sum(every)


def _figure(
    field: Field, units: Sequence[Unit], every: Sequence[Counts], draws: Sequence[Sequence[int]]
) -> Figure:
    shares = [_share(field, unit) if field.single else (0, 0) for unit in units]
    asked = sum(whole for _, whole in shares)
    return Figure(
        field,
        _sum(every),
        _mean([one.f1 for one in every if one.given + one.support]),
        sum(part for part, _ in shares) / asked if asked else None,
        asked,
        _ratio_interval(draws, [(2 * one.right, one.given + one.support) for one in every]),
        _ratio_interval(draws, shares) if asked else None,
    )


def _share(field: Field, unit: Unit) -> tuple[int, int]:
    """Pairs in which the field is right, and pairs whose gold has it."""
    found = [counts(field, gold, given) for gold, given in unit.pairs if field.items(gold)]
    return sum(one.right for one in found), len(found)


def interval(
    draws: Sequence[Sequence[int]], figure: Callable[[Sequence[int]], float], itself: float
) -> Interval:
    """The middle 95 % of a figure over draws of units."""
    if not draws:
        return itself, itself
    values = sorted(figure(drawn) for drawn in draws)
    tail = int((1 - LEVEL) / 2 * len(values))
    return values[tail], values[-1 - tail]


def draws_of(units: int, resamples: int, seed: int) -> list[list[int]]:
    """Numbers of units drawn with replacement, as often as there are resamples."""
    chance = random.Random(seed)
    if not units:
        return []
    return [chance.choices(range(units), k=units) for _ in range(resamples)]


def _sum(every: Iterable[Counts]) -> Counts:
    right = given = support = 0
    for one in every:
        right, given, support = right + one.right, given + one.given, support + one.support
    return Counts(right, given, support)


def _ratio_interval(draws: Sequence[Sequence[int]], ratios: Sequence[tuple[int, int]]) -> Interval:
    """The interval of the units' numerators over their denominators."""
    above, below = [one for one, _ in ratios], [one for _, one in ratios]
    whole = sum(below)
    itself = sum(above) / whole if whole else 0.0
    if not any(above) or above == below:
        return itself, itself

    def drawn_ratio(drawn: Sequence[int]) -> float:
        there = sum(map(below.__getitem__, drawn))
        return sum(map(above.__getitem__, drawn)) / there if there else 0.0

    return interval(draws, drawn_ratio, itself)


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0


def by_name(found: Summary) -> Mapping[str, Figure]:
    """The figures by their fields' names."""
    return {one.field.name: one for one in found.figures}
