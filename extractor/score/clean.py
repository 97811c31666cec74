"""Counts records that need no correction, and articles without an event that got one.

A record is clean when its type, days, place and deaths are all right. That is what a user needs,
and harder to reach than each field by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.records import EventRecord
from extractor.score.alignment import Unit
from extractor.score.classes import Counts
from extractor.score.compare import counts, field_named
from extractor.score.draws import Interval, ratio_interval, rounded

__all__ = ["Clean", "clean_figures", "is_clean"]

ASKED = tuple(field_named(name) for name in ("sub_event_type", "day", "place", "deaths"))


def is_clean(gold: EventRecord, given: EventRecord) -> bool:
    """Whether type, days, place and deaths are all right; a value that both lack is right."""
    found = (counts(field, gold, given) for field in ASKED)
    return all(one.right == one.support == one.given for one in found)


@dataclass(frozen=True)
class Clean:
    """Clean records out of all records and all gold events (``counts``), and of the articles
    without a gold event (``without_event``) how many got one (``coded``). The intervals are of the
    three shares.
    """

    counts: Counts
    without_event: int
    coded: int
    of_records: Interval
    of_gold: Interval
    of_silent: Interval | None

    def plain(self) -> dict[str, object]:
        """As JSON."""
        return {
            "clean": self.counts.right,
            "records": self.counts.given,
            "gold_events": self.counts.support,
            "of_records": round(self.counts.precision, 4),
            "of_records_interval": rounded(self.of_records),
            "of_gold": round(self.counts.recall, 4),
            "of_gold_interval": rounded(self.of_gold),
            "articles_without_event": self.without_event,
            "of_these_coded": self.coded,
            "coded_interval": rounded(self.of_silent) if self.of_silent else None,
        }


def clean_figures(units: Sequence[Unit], draws: Sequence[Sequence[int]]) -> Clean:
    """The figures of aligned files, with intervals from the draws of units."""
    every = [_of_unit(unit) for unit in units]
    silent = [(int(bool(unit.spurious)), int(not unit.holds_event)) for unit in units]
    silent = [(coded * plain, plain) for coded, plain in silent]
    without = sum(plain for _, plain in silent)
    return Clean(
        sum(every, Counts()),
        without,
        sum(coded for coded, _ in silent),
        ratio_interval(draws, [(one.right, one.given) for one in every]),
        ratio_interval(draws, [(one.right, one.support) for one in every]),
        ratio_interval(draws, silent) if without else None,
    )


def _of_unit(unit: Unit) -> Counts:
    return Counts(
        sum(is_clean(*pair) for pair in unit.pairs),
        len(unit.pairs) + len(unit.spurious),
        len(unit.pairs) + len(unit.missed),
    )
