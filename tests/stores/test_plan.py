"""The counts of a load, and why an event is not taken."""

from __future__ import annotations

import pytest

from extractor.stores.plan import MOST_TOLD, Planned, Tally, reason, rejects


def planned(outcome: str, *, target: str | None = None, first: int | None = None) -> Planned:
    return Planned(4, 5, "KEN1", 2, outcome, target, first)  # type: ignore[arg-type]


def test_outcomes_are_counted_under_the_words_that_a_report_uses() -> None:
    tally = Tally()
    for number, outcome in enumerate(
        ("new", "changed", "same", "repeated", "ignored", "older", "contradicts", "lesser"), start=1
    ):
        tally.add(outcome, number, 10 * number)
        tally.add(outcome, 100, 1000)
    assert (tally.count("loaded"), tally.count("updated")) == (101, 102)
    assert tally.count("unchanged") == 400 + 3 + 4 + 5 + 6
    assert tally.count("rejected") == 200 + 7 + 8
    assert tally.killed("new") == 1010
    assert tally.killed("new", "changed", "ambiguous") == 2030
    assert tally.total() == 836


@pytest.mark.parametrize("outcome", ["new", "changed", "same", "repeated", "ignored", "older"])
def test_an_event_that_is_taken_or_there_already_is_not_rejected(outcome: str) -> None:
    assert not rejects(outcome)


@pytest.mark.parametrize("outcome", ["contradicts", "lesser", "ambiguous", "present"])
def test_an_event_that_stands_against_another_is_rejected(outcome: str) -> None:
    assert rejects(outcome)


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (planned("contradicts", first=3), "KEN1 stands in line 3 with other values"),
        (planned("contradicts"), "KEN1 stands earlier in this file with other values"),
        (
            planned("lesser", target="a1"),
            "KEN1 is the ACLED form of record a1, with other values; a record is changed by "
            "loading the record again, or with --on-conflict replace",
        ),
        (planned("ambiguous"), "KEN1 and its ACLED form are two events in the database"),
        (planned("present"), "KEN1 is in the database already"),
    ],
)
def test_a_rejected_event_is_told_with_what_it_stands_against(plan: Planned, told: str) -> None:
    assert reason(plan, "line {}".format) == told


def test_the_first_rejected_rows_are_kept_to_be_told() -> None:
    tally = Tally(line_words="row {}".format)
    for _ in range(MOST_TOLD + 5):
        tally.tell(planned("contradicts", first=3))
    assert len(tally.rejected) == MOST_TOLD
    assert (tally.rejected[0].line, tally.rejected[0].id) == (5, "KEN1")
    assert tally.rejected[0].reason == "KEN1 stands in row 3 with other values"
