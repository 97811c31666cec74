"""Rows of ACLED and UCDP are distinct events: none is joined with another one of its dataset."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from curated import BATTLE, acled, ucdp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reported import report_of, toll

from extractor.convert.from_acled import record_of_acled
from extractor.convert.to_ucdp import ucdp_row
from extractor.merge import Explained, Merger, killed_in, merge_records
from extractor.records import EventRecord
from extractor.records.datasets import dataset_of


def groups(*records: EventRecord) -> list[list[str]]:
    """The ids of the reports of each record that is left, one list a record."""
    return sorted(
        sorted(report.id for report in record.reports or (record,))
        for record in merge_records(records)
    )


def test_rows_of_acled_on_one_day_in_one_town_stay_apart():
    rows = [acled(1, 88, **BATTLE), acled(2, 35)]
    assert merge_records(rows) == rows
    villages = [
        acled(3, 4),
        acled(4, 40, location="Elwak Road", latitude="3.99"),
        acled(5, 23, location="Khalalio", latitude="3.89"),
    ]
    assert merge_records(villages) == villages


def test_rows_of_ucdp_stay_apart_even_with_the_same_values():
    rows = [ucdp(1, 12), ucdp(2, 12)]
    assert merge_records(rows) == rows


def test_an_articles_report_joins_the_row_it_resembles_most():
    rows = [acled(1, 88, **BATTLE), acled(2, 35)]
    article = report_of("a", killed=35)
    assert groups(*rows, article) == [["KEN1"], ["KEN2", "id-a"]]
    assert groups(*rows, report_of("a", killed=88)) == [["KEN1", "id-a"], ["KEN2"]]


def test_rows_are_not_joined_through_reports_that_resemble_both():
    rows = [acled(1, 6), acled(2, 6)]
    articles = [report_of(name, killed=6) for name in "abc"]
    found = groups(*rows, *articles)
    assert sorted(len(group) for group in found) == [1, 4]
    assert not any({"KEN1", "KEN2"} <= set(group) for group in found)


def test_rows_are_not_joined_through_a_row_of_another_dataset():
    found = groups(acled(1, 12), acled(2, 12), ucdp(1, 12), ucdp(2, 12))
    assert found == [["KEN1", "UCDP1"], ["KEN2", "UCDP2"]]


def test_large_groups_that_each_hold_a_row_are_not_joined():
    """Large groups are compared by those of their reports whose ids sort first."""
    six = [report_of(f"a{n}", id=f"0a{n}", killed=6) for n in range(45)]
    seven = [report_of(f"b{n}", id=f"0b{n}", killed=7) for n in range(45)]
    found = groups(*six, *seven, acled(1, 6), acled(2, 7))
    assert [len(group) for group in found] == [46, 46]


def test_the_row_stays_visible_in_the_merged_record():
    row, article = acled(1, 35, tags="local"), report_of("a", killed=30, published="2026-03-11")
    (whole,) = merge_records([row, article])
    assert whole.id == article.id
    (kept,) = (report for report in whole.reports if report.original)
    assert (kept.id, kept.original and kept.original.dataset) == ("KEN1", "ACLED")
    assert whole.original
    assert whole.original.dataset == "ACLED"
    assert whole.original.columns["event_id_cnty"] == "KEN1"
    assert "one is ACLED's row KEN1" in whole.extraction.warnings
    assert whole.to_acled().event_id_cnty == "KEN1"
    assert whole.to_acled().tags == "local"
    (linked,) = merge_records([ucdp(7, 30), article])
    assert linked.original
    assert (linked.original.dataset, linked.original.columns) == ("UCDP GED", {"id": "7"})
    assert "one is UCDP GED's row 7" in linked.extraction.warnings
    assert ucdp_row(linked)["id"] == "7"
    (both,) = merge_records([ucdp(7, 35), row])
    assert {"one is ACLED's row KEN1", "one is UCDP GED's row 7"} <= {*both.extraction.warnings}


def test_the_deaths_of_a_row_stand_over_those_of_articles():
    (whole,) = merge_records([acled(1, 35), report_of("a", killed=20), report_of("b", killed=40)])
    killed = whole.casualties.killed
    assert killed
    assert (killed.low, killed.high, killed.coded) == (20, None, 35)
    (both,) = merge_records([ucdp(1, 12), acled(1, 14), report_of("a", killed=toll(10, 11))])
    assert killed_in(both) == 14
    (unsaid,) = merge_records([acled(1, 0), report_of("a", killed=6)])  # 0: perhaps not known
    assert killed_in(unsaid) == 6


def test_rows_that_were_joined_before_come_apart_again():
    rows = [acled(1, 88, **BATTLE), acled(2, 35)]
    whole = merge_records([rows[0], report_of("a", killed=88)])[0]
    fields = EventRecord.model_fields.keys() - {"reports"}
    reports = [{name: getattr(row, name) for name in fields} for row in rows]
    joined = EventRecord.model_validate({**whole.model_dump(), "reports": reports})
    assert merge_records([joined]) == rows


def test_the_same_row_given_twice_is_one_row():
    row = acled(1, 35)
    with Merger() as merger:
        for record in (row, row, acled(2, 35)):
            merger.add(record)
        assert len(list(merger.merged())) == 2
        assert (merger.repeated, merger.repeated_killed) == (1, 35)
        assert list(merger.superseded()) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_of_two_versions_of_a_row_the_later_stands_and_is_told(order):
    old = acled(1, 35, timestamp="1700000000")
    new = acled(1, 30, timestamp="1800000000", notes="Corrected.")
    given = [old, new, old]
    with Merger() as merger:
        for place in order:
            merger.add(given[place])
        assert list(merger.merged()) == [new]
        (told,) = merger.superseded()
    assert (told.name, told.kept.killed) == ("ACLED KEN1", 30)
    assert [version.killed for version in told.left] == [35]


def test_of_two_versions_without_a_time_the_one_with_more_deaths_stands():
    fewer, more = ucdp(1, 9), ucdp(1, 12, source_office="A")
    for order in ([fewer, more], [more, fewer]):
        assert merge_records(order) == [more]


def test_rows_of_two_datasets_and_reports_with_one_id_are_not_one_for_that():
    row = acled(1, 35)
    report = report_of("a", id="KEN1", day="2026-05-01", killed=2)
    assert merge_records([row, report]) == [row, report]


def test_a_row_whose_original_was_dropped_is_still_a_row():
    rows = [acled(n, 35).model_copy(update={"original": None}) for n in (1, 2)]
    assert [dataset_of(row) for row in rows] == ["ACLED", "ACLED"]
    assert merge_records(rows) == rows


DECIDED = {"coder": "anna", "at": "2026-03-13T09:30:00Z", "reason": None}


def test_a_report_of_a_record_that_stays_as_decided_is_not_taken_again():
    row, article = acled(1, 35), report_of("a", killed=35)
    (whole,) = merge_records([row, article])
    accepted = report_of("x", review={"status": "accepted", **DECIDED}).review
    whole = whole.model_copy(update={"review": accepted})
    rejected = report_of("b", review={"status": "rejected", **DECIDED})
    once, twice = [whole, row, article, rejected], [article, rejected, row, whole, whole, rejected]
    for order in (once, twice):
        assert sorted(merge_records(order), key=lambda one: one.id) == [whole, rejected]
    again = report_of("b", killed=3, at_time="2026-04-01T00:00:00Z")
    assert merge_records([again, rejected]) == [rejected]


def test_a_coders_decision_stands_over_a_later_reading():
    decided = report_of("a", killed=3, review={"status": "mended", **DECIDED})
    later = report_of("a", killed=9, at_time="2026-04-01T00:00:00Z")
    for order in ([decided, later], [later, decided]):
        assert merge_records(order) == [decided]


def test_the_rows_that_keep_reports_apart_are_named_when_asked_why():
    heard: list[Explained] = []
    with Merger() as merger:
        for record in (acled(1, 6), acled(2, 6), report_of("a", killed=6)):
            merger.add(record)
        list(merger.merged(heard.append))
    joined, apart = heard
    assert joined.joined
    assert (apart.joined, apart.reason) == (
        False, "KEN1 and KEN2, joined to them, are two rows of ACLED"
    )  # fmt: skip


@st.composite
def reports_of_one_town(draw: st.DrawFn) -> EventRecord:
    """A row or an article's report; many fit each other, some are versions of one row."""
    number, killed = draw(st.integers(1, 6)), draw(st.sampled_from([0, 1, 6, 7, 40]))
    north = draw(st.sampled_from([3.9366, 4.0, 4.08]))
    match draw(st.sampled_from(["acled", "ucdp", "article"])):
        case "acled":
            stamp = draw(st.sampled_from(["1700000000", "1800000000", ""]))
            kind = draw(st.sampled_from([{}, BATTLE]))
            return acled(number, killed, latitude=str(north), timestamp=stamp, **kind)
        case "ucdp":
            return ucdp(number, killed, latitude=str(north))
    return report_of(
        str(draw(st.integers(0, 30))),
        article=f"article-{draw(st.integers(0, 8))}",
        day=draw(st.sampled_from(["2026-03-10", "2026-03-11", ("2026-03-08", "2026-03-14")])),
        at=(north, 41.867),
        victims=draw(st.sampled_from([[], ["six miners"], ["Ali Noor"]])),
        killed=draw(st.sampled_from([None, killed])),
        published=draw(st.sampled_from(["2026-03-11", None])),
    )


MIXED = st.lists(reports_of_one_town(), min_size=1, max_size=12)
QUIET = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@QUIET
@given(MIXED)
def test_no_record_holds_two_rows_of_a_dataset_and_none_is_lost(records: list[EventRecord]):
    whole = merge_records(records)
    found = Counter()
    for record in whole:
        rows = [r for r in record.reports or (record,) if dataset_of(r)]
        assert all(n == 1 for n in Counter(map(dataset_of, rows)).values())
        found.update((dataset_of(row), row.id) for row in rows)
        first = min(filter(killed_in, rows), key=lambda row: str(dataset_of(row)), default=None)
        if first and not any(row.casualties.killed and not killed_in(row) for row in rows):
            assert killed_in(record) == killed_in(first)
    assert found == Counter({(dataset_of(r), r.id) for r in records if dataset_of(r)})


@QUIET
@given(MIXED, st.sampled_from(["ACLED", "UCDP GED"]))
def test_rows_of_one_dataset_keep_every_record_and_death(records: list[EventRecord], name: str):
    rows = list({r.id: r for r in records if dataset_of(r) == name}.values())
    left = merge_records(rows)
    assert sorted(r.json_line() for r in left) == sorted(r.json_line() for r in rows)
    assert sum(map(killed_in, left)) == sum(map(killed_in, rows))


@QUIET
@given(MIXED, st.integers(0, 12), st.randoms(use_true_random=False))
def test_merging_rows_and_reports_in_any_order_again_or_in_parts_gives_the_same(
    records: list[EventRecord], part: int, chance: random.Random
):
    whole = merge_records(records)
    assert merge_records(whole) == whole
    assert merge_records([EventRecord.from_json(one.json_line()) for one in whole]) == whole
    assert merge_records([*merge_records(records[:part]), *records[part:]]) == whole
    chance.shuffle(records)
    assert merge_records(records) == whole


def test_a_record_read_from_its_own_acled_row_is_the_row():
    row = acled(1, 35)
    cells = row.to_acled().model_dump(mode="json")
    assert merge_records([row, record_of_acled(cells)]) == [row]
