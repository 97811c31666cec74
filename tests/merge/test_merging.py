"""Which reports become one record, and what can never be one."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reported import report_of, toll

from extractor.merge import Explained, Merger, merge_records
from extractor.records import EventRecord


def merged(*records: EventRecord) -> list[list[str]]:
    """The ids of the articles of each record that is left."""
    return [
        sorted(one.source.article_id.removeprefix("article-") for one in record.reports or [record])
        for record in merge_records(records)
    ]


def test_reports_of_one_event_become_one(report):
    assert merged(
        report("a", killed=4, victims=["two priests"]),
        report("b", killed=toll(6), victims=["the priests"]),
        report("c", day="2026-03-20", killed=4, victims=["two priests"]),
    ) == [["a", "b"], ["c"]]


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2026-03-12"},
        {"at": (-1.28, 36.82), "place": "Nairobi"},
        {"sub": "Peaceful protest"},
        {"sub": "Arrests"},
        {"day": None},
        {"article": "article-a", "id": "id-of-another-event"},
        {"sha256": "61" + "0" * 62, "id": "id-of-another-event"},
    ],
)
def test_what_cannot_be_one_event_is_kept_apart_whatever_it_shares(report, other):
    same = {"killed": 12, "victims": ["Rose Wanjiru and four teachers"], "things": ["a school bus"]}
    assert merged(report("a", **same), report("b", **same)) == [["a", "b"]]
    assert len(merged(report("a", **same), report("b", **{**same, **other}))) == 2


def test_same_place_and_day_alone_do_not_make_one_event(report):
    bare = {"doers": ["Unidentified Armed Group (Kenya)"]}
    assert len(merged(report("a", **bare), report("b", **bare))) == 2
    told = {**bare, "killed": 1}
    assert len(merged(report("a", **told), report("b", **told))) == 2


def test_same_place_day_and_named_group_are_one_event(report):
    assert merged(report("a"), report("b")) == [["a", "b"]]


def test_a_day_later_is_one_event_only_with_much_in_common(report):
    named = {"victims": ["Rose Wanjiru"], "killed": 1}
    assert len(merged(report("a", **named), report("b", day="2026-03-11", **named))) == 1
    vague = {"victims": ["teachers"]}
    assert len(merged(report("a", **vague), report("b", day="2026-03-11", **vague))) == 2


def test_spellings_of_a_name_are_one_name(report):
    one = report("a", victims=["Febe Velasquez"], doers=[])
    assert len(merged(one, report("b", victims=["Febe Velazquez"], doers=[]))) == 1
    assert len(merged(one, report("b", victims=["Maria Otieno"], doers=[]))) == 2


def test_a_report_that_knows_only_the_country_joins_by_its_victims(report):
    known = report("a", victims=["six Jesuit priests"], killed=6)
    vague = {"place": "Kenya", "at": None, "killed": 6}
    assert len(merged(known, report("b", victims=["Jesuit priests"], **vague))) == 1
    assert len(merged(known, report("b", victims=["bus passengers"], **vague))) == 2


def test_near_by_precision(report):
    told = {"victims": ["six miners"], "killed": 6}
    village = report("a", at=(4.3, 41.9), place="Elwak", **told)  # 40 km north
    assert len(merged(village, report("b", **told))) == 2
    assert len(merged(village, report("b", precision=2, **told))) == 1


def test_groups_are_joined_only_if_no_two_of_their_reports_are_in_conflict(report):
    """The one in the middle fits both ends, which are too far from each other."""
    told = {"victims": ["six miners"], "killed": 6, "doers": []}
    west = report("a", at=(4.0, 41.6), **told)
    middle = report("b", at=(4.0, 41.75), **told)
    east = report("c", at=(4.0, 41.9), **told)
    assert [len(group) for group in merged(west, middle, east)] == [2, 1]


def test_a_text_published_twice_is_one_event_and_its_two_events_stay_two(report):
    def twice(name: str, article: str) -> EventRecord:
        sha = {"sha256": "5" * 64, "article": article, "doers": []}
        return report(f"{name}{article}", id=f"event-{name}", killed=None, **sha)

    records = [twice("x", "1"), twice("y", "1"), twice("x", "2"), twice("y", "2")]
    assert [sorted({one.id for one in r.reports}) for r in merge_records(records)] == [
        ["event-x"],
        ["event-y"],
    ]


def test_hundreds_of_reports_of_one_event_are_one(report):
    (whole,) = merge_records(report(str(n), killed=6 + n % 3) for n in range(350))
    assert len(whole.reports) == 350


def test_the_same_report_twice_is_one_and_the_later_reading_stands(report):
    old = report("a", killed=4)
    new = report("a", killed=5, at_time="2026-04-01T00:00:00Z")
    for order in ([old, new], [new, old], [old, old, new]):
        assert merge_records(order) == [new]


def test_what_a_coder_decided_stays_as_it_is(report):
    decided = {"coder": "anna", "at": "2026-03-13T09:30:00Z", "reason": None}
    pair = [report("a"), report("b")]
    (whole,) = merge_records(pair)
    accepted = whole.model_copy(
        update={"review": report("x", review={"status": "accepted", **decided}).review}
    )
    rejected = report("c", review={"status": "rejected", **decided})
    left = merge_records([accepted, rejected, report("d")])
    assert accepted in left
    assert rejected in left
    assert len(left) == 3


def told_of(*records: EventRecord) -> list[Explained]:
    heard: list[Explained] = []
    with Merger() as merger:
        for record in records:
            merger.add(record)
        list(merger.merged(heard.append))
    return heard


def test_every_decision_can_be_explained(report):
    joined = report("a", killed=6), report("b", killed=6)
    (decision,) = told_of(*joined)
    assert (decision.joined, decision.one, decision.other) == (True, *joined)
    assert "6 killed +1.50" in decision.points
    assert "by al shabaab +0.75" in decision.points
    apart = report("a", killed=4, victims=["two teachers"]), report("b", killed=9, victims=["nuns"])
    (decision,) = told_of(*apart)
    assert not decision.joined
    assert decision.reason == "fewer than 3.0 points"
    assert "other victims -1.50" in decision.points
    far = {"at": (-1.28, 36.82), "place": "Nairobi", "doers": []}
    (decision,) = told_of(report("a", victims=["nuns"]), report("b", victims=["nuns"], **far))
    assert (decision.joined, decision.reason, decision.points) == (False, "other places", "")


@st.composite
def many_reports(draw: st.DrawFn) -> list[EventRecord]:
    """Reports of few days, places, victims and tolls, so that many fit each other."""
    return [
        report_of(
            str(number),
            article=f"article-{draw(st.integers(0, 8))}",
            sub=draw(st.sampled_from(["Attack", "Armed clash", "Grenade", "Mob violence"])),
            day=draw(st.sampled_from(["2026-03-10", "2026-03-11", ("2026-03-08", "2026-03-14")])),
            at=draw(st.sampled_from([(3.9, 41.8), (4.05, 41.8), (4.2, 41.8), None])),
            precision=draw(st.sampled_from([1, 2, 3])),
            doers=draw(st.sampled_from([["Al Shabaab"], ["Unidentified Armed Group (Kenya)"], []])),
            victims=draw(
                st.sampled_from(
                    [[], ["Ali Noor"], ["Ali Noor and six priests"], ["priests"], ["the nuns"]]
                )
            ),
            killed=draw(st.sampled_from([None, 1, 4, 6, toll(None, None, 3)])),
            publisher=draw(st.sampled_from(["A", "B", None])),
            published=draw(st.sampled_from(["2026-03-11", "2026-03-12", None])),
        )
        for number in range(draw(st.integers(2, 9)))
    ]


QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@QUIET
@given(many_reports(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(records: list[EventRecord], chance: random.Random):
    first = merge_records(records)
    chance.shuffle(records)
    assert merge_records(records) == first


@QUIET
@given(many_reports(), st.integers(0, 9))
def test_merging_again_or_in_parts_changes_nothing(records: list[EventRecord], part: int):
    whole = merge_records(records)
    assert merge_records(whole) == whole
    read = [EventRecord.from_json(record.json_line()) for record in whole]
    assert merge_records(read) == whole
    assert merge_records([*merge_records(records[:part]), *records[part:]]) == whole


@QUIET
@given(many_reports())
def test_no_report_is_lost_and_no_article_tells_one_event_twice(records: list[EventRecord]):
    whole = merge_records(records)
    kept = [(r.source.article_id, r.id) for record in whole for r in record.reports or (record,)]
    assert sorted(kept) == sorted((r.source.article_id, r.id) for r in records)
    for record in whole:
        articles = [report.source.article_id for report in record.reports]
        assert len(articles) == len(set(articles))
