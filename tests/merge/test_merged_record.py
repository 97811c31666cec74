"""What stands in a merged record."""

from __future__ import annotations

import json
from typing import Any

import pytest
from reported import evidence, toll

from extractor.coding.words import note_of
from extractor.convert.from_acled import record_of_acled
from extractor.merge import merge_records
from extractor.records import EventRecord, validate_event


def one_of(*records: EventRecord) -> EventRecord:
    (whole,) = merge_records(records)
    validate_event(json.loads(whole.json_line()))
    return whole


def said(speaker: str, statement: str, **more: Any) -> dict[str, Any]:
    return {
        "speaker": speaker,
        **more,
        "statement": statement,
        "evidence": evidence(statement, 100),
    }


def test_reports_are_kept_whole_by_day_of_publication(report):
    late, early = report("a", published="2026-03-12"), report("b", published="2026-03-11")
    whole = one_of(late, early)
    assert [r.model_dump() for r in whole.reports] == [
        {k: v for k, v in r.model_dump().items() if k != "reports"} for r in (early, late)
    ]
    assert whole.id == early.id  # a later report does not change it
    assert whole.source.publisher == "B; A"


def test_publishers_stand_once(report):
    told = one_of(
        report("a", publisher="A; B"), report("b", publisher="B"), report("c", publisher=None)
    )
    assert told.source.publisher == "A; B"


def test_the_most_precise_day_and_place_stand_with_the_article_they_are_from(report):
    vague = report(
        "a", precision=3, day=("2026-03-08", "2026-03-14"), time_precision=2, killed=6,
        victims=["six miners"], published="2026-03-10",
    )  # fmt: skip
    exact = report("b", killed=6, victims=["miners"])
    whole = one_of(vague, exact)
    assert whole.source.article_id == "article-b"
    assert whole.date == exact.date
    assert whole.location == exact.location


def test_evidence_of_another_article_names_it(report):
    whole = one_of(report("a", killed=4), report("b", killed=6, victims=["two nuns"]))
    home = whole.source.article_id
    texts = {r.source.article_id: r for r in whole.reports}
    assert whole.casualties.killed is not None
    pieces = [piece for actor in whole.actors for piece in actor.evidence]
    pieces += whole.casualties.killed.evidence
    assert {piece.article_id for piece in pieces} == {None, *(set(texts) - {home})}


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [
        ([4, 6], (4, None, 4)),
        ([toll(4, 4), toll(6, 6)], (4, 6, 4)),
        ([toll(4), toll(6, 6)], (4, 6, 4)),
        ([toll(6), toll(4, 4)], (4, None, 4)),
        ([toll(None, None, 3), toll(12, 12)], (12, 12, 12)),
        ([toll(None, None, 3), None], (None, None, 3)),
        ([None, None], None),
    ],
)
def test_tolls_over_reports(report, tolls, expected):
    whole = one_of(report("a", killed=tolls[0]), report("b", killed=tolls[1]))
    killed = whole.casualties.killed
    assert (killed and (killed.low, killed.high, killed.coded)) == expected


def test_the_type_is_that_of_most_reports_and_the_higher_of_equals(report):
    def of(*subs: str) -> str:
        same = {"victims": ["six miners"], "killed": 6}
        return one_of(
            *(report(str(n), sub=sub, **same) for n, sub in enumerate(subs))
        ).sub_event_type

    assert of("Attack", "Attack", "Grenade") == "Attack"
    assert of("Attack", "Grenade") == "Grenade"


def test_parties_stand_once_and_those_nobody_names_go(report):
    unnamed = report("a", doers=["Unidentified Armed Group (Kenya)"], killed=6)
    accused = report("b", doers=["Al Shabaab"], attribution="accused", killed=6)
    claimed = report("c", doers=["Al Shabaab"], attribution="claimed", killed=6)
    whole = one_of(unnamed, accused, claimed)
    assert [actor.name for actor in whole.perpetrators] == ["Al Shabaab"]
    assert whole.perpetrators[0].attribution.value == "claimed"
    assert len(whole.perpetrators[0].evidence) == 2


def test_who_is_accused_in_one_report_and_denies_in_another_is_disputed(report):
    denial = said("a spokesman for Al Shabaab", "A spokesman for Al Shabaab denied it.")
    whole = one_of(report("a"), report("b", denials=[denial]))
    assert whole.perpetrators[0].attribution.value == "disputed"


def test_a_denial_by_another_name_of_the_accused_is_the_accuseds(report):
    denial = said("حركة الشباب المجاهدين", "نفت حركة الشباب المجاهدين ذلك.")
    whole = one_of(report("a"), report("b", denials=[denial]))
    assert whole.perpetrators[0].attribution.value == "disputed"


def test_what_is_said_twice_stands_once_with_both_sources(report):
    first = said("Police", "Police accused Al Shabaab of the attack.", accused="Al Shabaab")
    again = said("the police", "The police accuse Al Shabaab.", accused="Al Shabaab")
    other = said("The governor", "The governor blamed bandits.", accused="bandits")
    denial = said("Al Shabaab", "Al Shabaab denied it.")
    request = {
        "requester": "The governor",
        "addressee": None,
        "investigator": "a commission",
        "evidence": evidence("The governor asked for a commission.", 200),
    }
    whole = one_of(
        report("a", allegations=[first], requests=[request]),
        report("b", allegations=[again, other], denials=[denial], requests=[request]),
    )
    assert [(one.speaker, one.accused) for one in whole.allegations] == [
        ("Police", "Al Shabaab"),
        ("The governor", "bandits"),
    ]
    assert [piece.article_id for piece in whole.allegations[0].evidence] == [None, "article-b"]
    assert [one.speaker for one in whole.denials] == ["Al Shabaab"]
    assert len(whole.requested_investigations) == 1
    assert "The governor asked for an investigation by a commission." in whole.notes
    assert "Al Shabaab denied it." in whole.notes
    assert whole.notes == note_of(whole)


def test_statements_of_other_speakers_stay_apart_however_alike(report):
    one = said("Police", "They accused Al Shabaab.", accused="Al Shabaab")
    two = said("A senator", "They accused Al Shabaab.", accused="Al Shabaab")
    assert (
        len(one_of(report("a", allegations=[one]), report("b", allegations=[two])).allegations) == 2
    )


def test_differences_are_warnings(report):
    whole = one_of(report("a", killed=4), report("b", killed=6))
    assert "merged from 2 reports" in whole.extraction.warnings
    assert "reports differ on the killed: 4 (1), 6 (1)" in whole.extraction.warnings


def test_an_acled_row_keeps_its_note_and_its_own_columns(report):
    from dataset_rows import ACLED

    changes = {"sub_event_type": "Attack", "event_type": "Violence against civilians"}
    changes |= {"actor1": "Al Shabaab", "inter1": "Rebel group", "event_date": "2026-03-10"}
    changes |= {"interaction": "Rebel group-Civilians", "civilian_targeting": "Civilian targeting"}
    row = {**ACLED, **changes, "year": "2026", "time_precision": "1"}
    whole = one_of(record_of_acled(row), report("b", killed=2))
    assert whole.notes == row["notes"]
    acled = whole.to_acled()
    assert (acled.tags, acled.source_scale) == (row["tags"], row["source_scale"])
    assert acled.source == "B; The Example Times; Example Radio"


def test_a_merged_record_says_nothing_of_today(report):
    records = report("a"), report("b", at_time="2026-05-01T00:00:00Z")
    assert str(one_of(*records).extraction.extracted_at) == "2026-05-01 00:00:00+00:00"
