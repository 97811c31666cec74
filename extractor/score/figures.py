"""Figures of aligned files: precision, recall, F1 and shares right by field, with intervals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from extractor.score.alignment import Unit
from extractor.score.classes import Counts
from extractor.score.clean import Clean, clean_figures
from extractor.score.compare import FIELDS, Field, counts
from extractor.score.draws import RESAMPLES, SEED, Interval, draws_of, ratio_interval, rounded

__all__ = ["Figure", "Summary", "summary"]


@dataclass(frozen=True)
class Figure:
    """Figures of one field.

    ``counts`` include events without a partner. ``macro_f1`` is the mean of the F1 of units that
    have the field on either side. ``right`` is the share of aligned pairs in which the field is
    right, among those whose gold has it; ``None`` for lists and without such pairs. The intervals
    are of F1 and ``right``.
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
    """All figures of two files. ``micro_f1`` pools the items of all fields but the event itself.
    ``macro_f1`` is the mean of the fields' F1, of those in either file. ``optional`` counts records
    of events that need not be coded; they are not among ``given``.
    """

    figures: tuple[Figure, ...]
    micro: Counts
    macro_f1: float
    units: int
    gold: int
    given: int
    aligned: int
    inexact: int
    clean: Clean
    optional: int

    def plain(self) -> dict[str, object]:
        """As JSON: names, numbers and ``null``."""
        return {
            "units": self.units,
            "gold_events": self.gold,
            "predicted_events": self.given,
            "aligned": self.aligned,
            "optional_records": self.optional,
            "clean": self.clean.plain(),
            "micro": _plain(self.micro),
            "macro_f1": round(self.macro_f1, 4),
            "fields": {
                one.field.name: _plain(one.counts)
                | {
                    "f1_interval": rounded(one.f1_interval),
                    "macro_f1": round(one.macro_f1, 4),
                    "right": None if one.right is None else round(one.right, 4),
                    "right_of": one.asked,
                    "right_interval": rounded(one.right_interval) if one.right_interval else None,
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


def summary(units: Sequence[Unit], *, resamples: int = RESAMPLES, seed: int = SEED) -> Summary:
    """The figures of all fields. Intervals are percentile bootstrap intervals at 95 %, with units
    (articles) drawn ``resamples`` times; with 0 they equal the figure."""
    draws = draws_of(len(units), resamples, seed)
    every = {field.name: [_of_unit(field, unit) for unit in units] for field in FIELDS}
    figures = tuple(_figure(field, units, every[field.name], draws) for field in FIELDS)
    others = [one for one in figures if one.field.name != "event" and not one.field.view]
    counted = [one for one in others if one.counts.given + one.counts.support]
    return Summary(
        figures,
        _sum(one.counts for one in others),
        fmean(one.counts.f1 for one in counted) if counted else 0.0,
        len(units),
        sum(len(unit.pairs) + len(unit.missed) for unit in units),
        sum(len(unit.pairs) + len(unit.spurious) for unit in units),
        sum(len(unit.pairs) for unit in units),
        sum(not unit.exact for unit in units),
        clean_figures(units, draws),
        sum(len(unit.optional) for unit in units),
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
        ratio_interval(draws, [(2 * one.right, one.given + one.support) for one in every]),
        ratio_interval(draws, shares) if asked else None,
    )


def _share(field: Field, unit: Unit) -> tuple[int, int]:
    """The number of pairs in which the field is right, and of pairs whose gold has it."""
    found = [counts(field, gold, given) for gold, given in unit.pairs if field.items(gold)]
    return sum(one.right for one in found), len(found)


def _sum(every: Iterable[Counts]) -> Counts:
    right = given = support = 0
    for one in every:
        right, given, support = right + one.right, given + one.given, support + one.support
    return Counts(right, given, support)


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0


def by_name(found: Summary) -> Mapping[str, Figure]:
    """The figures by their fields' names."""
    return {one.field.name: one for one in found.figures}
