"""The numbers of killed and injured of several reports, and of all events."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.codebook.folding import fold
from extractor.merge.evidence import labelled, relabelled, with_more
from extractor.records import Report, Toll
from extractor.records.datasets import DATASETS, dataset_of
from extractor.records.field_lookup import of_kind
from extractor.records.parts import ToldToll, TollState

__all__ = ["coded_by", "killed_in", "united_told", "united_toll"]

STATES = tuple(TollState)
COUNTED = frozenset(state.value for state in STATES)
Found = Sequence[tuple[Report, Toll | None]]
Tolls = list[tuple[Report, Toll]]


def killed_in(report: Report) -> int:
    """The coded number of people killed, ACLED's ``fatalities``: 0 without a number."""
    killed = report.casualties.killed
    return killed.coded if killed else 0


def united_toll(found: Found, home: str) -> Toll | None:
    """The fewest and the most that any report gives, and one coded number. That is the number of a
    dataset's row, ACLED's before UCDP's, since its coders have weighed their reports; else the
    lowest, as ACLED codes disputed counts (ACLED codebook, "Fatalities"). Reports with numbers go
    before those with words only ("several"). It is open ("at least") if the report with the most is
    open.

    ``found`` are the reports, best first; the words are those of the first.
    """
    given_tolls, numbers = _given_tolls(found)
    if not given_tolls:
        return None
    lows = [toll.coded if toll.low is None else toll.low for _, toll in numbers]
    tops = [
        (toll.high if toll.high is not None else max(toll.low or 0, toll.coded), toll.high is None)
        for _, toll in numbers
    ]
    most, is_open = max(tops)
    first = numbers[0][1]
    evidence = [
        one for report, toll in given_tolls for one in labelled(toll.evidence, report, home)
    ]
    known_low = any(toll.low is not None for _, toll in numbers)
    return Toll(
        low=min(lows) if known_low else None,
        high=None if is_open else max(most, min(lows)),
        coded=_coded(numbers)[1].coded,
        text=first.text,
        evidence=tuple(dict.fromkeys(evidence)),
    )


def coded_by(found: Found) -> Report | None:
    """The report whose number :func:`united_toll` uses."""
    _, numbers = _given_tolls(found)
    return _coded(numbers)[0] if numbers else None


def united_told(ranked: Sequence[Report], home: str) -> tuple[ToldToll, ...]:
    """Each speaker's count in all reports, by the state of the people; equal counts of one speaker
    once, with the evidence of all reports.

    If some report has such counts, the single count of another is added to them: it is what that
    article itself says.
    """
    if not any(report.casualties.told for report in ranked):
        return ()
    kept: dict[tuple[object, ...], ToldToll] = {}
    for report in ranked:
        for tolls in (*report.casualties.told, *_told_alone(report)):
            words = fold(tolls.text or "") if tolls.low is None and tolls.high is None else ""
            key = (tolls.state, tolls.low, tolls.high, fold(tolls.teller or ""), words)
            marked = relabelled(tolls, report, home)
            kept[key] = with_more(kept[key], marked.evidence) if key in kept else marked
    return tuple(sorted(kept.values(), key=lambda tolls: STATES.index(tolls.state)))


def _told_alone(report: Report) -> list[ToldToll]:
    """The tolls of a report without separate counts for that state: the article's one count."""
    if dataset_of(report):
        return []  # a coder's number, from no speaker
    counted = {own_tolls.state for own_tolls in report.casualties.told}
    tolls = {
        TollState(field.name): field.of(report)
        for field in of_kind("toll")
        if field.name in COUNTED
    }
    return [
        ToldToll(
            state=state,
            low=toll.low,
            high=toll.high,
            teller=None,
            text=toll.text,
            evidence=toll.evidence,
        )
        for state, toll in tolls.items()
        if toll and state not in counted
    ]


def _given_tolls(found: Found) -> tuple[Tolls, Tolls]:
    """The tolls that exist, and those with a number (or all if none has one)."""
    given_tolls = [(report, toll) for report, toll in found if toll is not None]
    return given_tolls, [
        (report, toll) for report, toll in given_tolls if toll.low is not None
    ] or given_tolls


def _coded(numbers: Tolls) -> tuple[Report, Toll]:
    for dataset in (*DATASETS, None):
        found = [one for one in numbers if dataset_of(one[0]) == dataset]
        if found:
            return min(found, key=lambda one: one[1].coded)
    raise AssertionError("a report is of an article or of a dataset")
