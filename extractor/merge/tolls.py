"""How many were killed or injured over several reports, and in all events together."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.merge.datasets import DATASETS, dataset_of
from extractor.merge.evidence import labelled
from extractor.records import Report, Toll

__all__ = ["killed_in", "united_toll"]


def killed_in(report: Report) -> int:
    """The coded number of people killed, ACLED's ``fatalities``: 0 where nothing is said."""
    killed = report.casualties.killed
    return killed.coded if killed else 0


def united_toll(found: Sequence[tuple[Report, Toll | None]], home: str) -> Toll | None:
    """The fewest and the most any report gives, and one coded number: a dataset's row's, ACLED's
    before UCDP's, for its coders have weighed the reports they had; else the lowest, as ACLED takes
    disputed counts (ACLED codebook, "Fatalities"). Reports with numbers go before those with words
    only ("several"). Open ("at least") where the report with the most is open.

    ``found`` are the reports in order, the best first; its words stand.
    """
    told = [(report, toll) for report, toll in found if toll is not None]
    if not told:
        return None
    numbers = [(report, toll) for report, toll in told if toll.low is not None] or told
    lows = [toll.coded if toll.low is None else toll.low for _, toll in numbers]
    tops = [
        (toll.high if toll.high is not None else max(toll.low or 0, toll.coded), toll.high is None)
        for _, toll in numbers
    ]
    most, is_open = max(tops)
    first = numbers[0][1]
    evidence = [one for report, toll in told for one in labelled(toll.evidence, report, home)]
    known_low = any(toll.low is not None for _, toll in numbers)
    return Toll(
        low=min(lows) if known_low else None,
        high=None if is_open else max(most, min(lows)),
        coded=_coded(numbers),
        text=first.text,
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _coded(numbers: Sequence[tuple[Report, Toll]]) -> int:
    for dataset in (*DATASETS, None):
        found = [toll.coded for report, toll in numbers if dataset_of(report) == dataset]
        if found:
            return min(found)
    raise AssertionError("a report is of an article or of a dataset")
