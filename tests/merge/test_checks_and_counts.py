"""Who decided a merged value, what tellers count, who attributes: nothing of it is lost."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

from reported import evidence, toll

from extractor.convert.from_acled import record_of_acled
from extractor.merge import merge_records
from extractor.records import EventRecord, validate_event

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid"


def one_of(*records: EventRecord) -> EventRecord:
    (whole,) = merge_records(records)
    validate_event(json.loads(whole.json_line()))
    return whole


def count(state: str, low: int | None, teller: str | None, **more: Any) -> dict[str, Any]:
    words = more.pop("text", f"{low} people")
    return {
        "state": state,
        "low": low,
        "high": more.pop("high", low),
        "teller": teller,
        "text": words,
        "evidence": evidence(words, more.pop("at", 70)),
    }


def told(whole: EventRecord) -> list[tuple[Any, ...]]:
    return [(t.state.value, t.low, t.high, t.teller) for t in whole.casualties.told]


def test_the_counts_of_all_tellers_stand_in_the_order_of_what_happened(report):
    first = report(
        "a",
        killed=4,
        counts=[count("killed", 4, "Police"), count("abducted", 9, "The mayor")],
        victims=["two nuns"],
    )
    second = report("b", killed=6, counts=[count("killed", 6, "The hospital")])
    whole = one_of(first, second)
    assert told(whole) == [
        ("killed", 4, 4, "Police"),
        ("killed", 6, 6, "The hospital"),
        ("abducted", 9, 9, "The mayor"),
    ]
    home = whole.source.article_id
    articles = [
        {piece.article_id or home for piece in one.evidence} for one in whole.casualties.told
    ]
    assert articles == [{"article-a"}, {"article-b"}, {"article-a"}]


def test_a_count_told_twice_stands_once_with_both_articles(report):
    whole = one_of(
        report("a", killed=4, counts=[count("killed", 4, "Police")]),
        report("b", killed=4, counts=[count("killed", 4, "police", at=90)]),
    )
    (one,) = whole.casualties.told
    assert one.teller in ("Police", "police")
    assert [piece.article_id for piece in one.evidence] == [None, "article-b"]


def test_vague_counts_of_other_words_stay_apart(report):
    whole = one_of(
        report("a", killed=4, counts=[count("missing", None, None, text="several people")]),
        report("b", killed=4, counts=[count("missing", None, None, text="dozens")]),
    )
    missing = [one.text for one in whole.casualties.told if one.state.value == "missing"]
    assert missing == ["several people", "dozens"]


def test_the_only_count_of_a_report_stands_among_those_of_others(report):
    told_apart = report("a", killed=4, counts=[count("killed", 4, "Police")])
    alone = report("b", killed=toll(6, 6), version="1.0")
    assert told(one_of(told_apart, alone)) == [("killed", 4, 4, "Police"), ("killed", 6, 6, None)]
    plain = one_of(report("c", killed=4), report("d", killed=6))
    assert plain.casualties.told == ()
    assert '"told"' not in plain.json_line()


def test_a_row_of_a_dataset_tells_no_count(report):
    from dataset_rows import ACLED

    changes = {"sub_event_type": "Attack", "event_type": "Violence against civilians"}
    changes |= {"actor1": "Al Shabaab", "inter1": "Rebel group", "event_date": "2026-03-10"}
    changes |= {"interaction": "Rebel group-Civilians", "civilian_targeting": "Civilian targeting"}
    row = record_of_acled({**ACLED, **changes, "year": "2026", "time_precision": "1"})
    checked = {"killed": "both", "date": "rule"}
    article = report("b", killed=2, counts=[count("killed", 2, "Police")], checked=checked)
    whole = one_of(row, article)
    assert told(whole) == [("killed", 2, 2, "Police")]
    assert whole.checked is not None
    assert whole.checked.killed is None  # the row's number stands, and no reader decided it


def test_a_merged_value_was_decided_by_whoever_decided_it_in_its_report(report):
    vague = report(
        "a",
        day=("2026-03-08", "2026-03-14"),
        time_precision=2,
        killed=4,
        victims=["six miners"],
        checked={"date": "rule", "location": "reader", "killed": "both", "statements": "rule"},
        published="2026-03-10",
    )
    exact = report(
        "b",
        precision=3,
        killed=6,
        victims=["miners"],
        checked={
            "sub_event_type": "both",
            "date": "disputed",
            "location": "rule",
            "killed": "disputed",
            "perpetrators": "reader",
            "targets": "both",
        },
    )
    whole = one_of(vague, exact)
    assert whole.date == exact.date
    assert whole.checked is not None
    assert whole.checked.model_dump(mode="json") == {
        "sub_event_type": "both",  # both say the same: the best report's
        "date": "disputed",
        "location": "reader",
        "perpetrators": "reader",
        "targets": "both",
        "killed": "both",  # the lowest is coded, which is the first one's
        "injured": None,
        "statements": None,  # nobody says anything
    }


def test_statements_are_as_sure_as_the_least_sure_report_that_has_some(report):
    said = {"speaker": "Police", "statement": "Police denied it.", "evidence": []}
    whole = one_of(
        report("a", killed=6, denials=[said], checked={"statements": "both"}),
        report("b", killed=6, denials=[said], checked={"statements": "reader"}),
        report("c", killed=6, checked={"statements": "disputed"}),
    )
    assert whole.checked is not None
    assert whole.checked.statements == "reader"


def test_records_without_checks_make_one_without(report):
    whole = one_of(report("a", killed=6, version="1.0"), report("b", killed=6, version="1.0"))
    assert whole.checked is None
    assert '"checked"' not in whole.json_line()
    assert whole.schema_version == "1.1"
    assert [one.schema_version for one in whole.reports] == ["1.0", "1.0"]


def test_who_attributes_goes_with_the_attribution_that_stands(report):
    def of(*given: tuple[str, str | None]) -> tuple[str, str | None]:
        reports = [
            report(str(n), killed=6, attribution=how, attributed_by=who)
            for n, (how, who) in enumerate(given)
        ]
        actor = one_of(*reports).perpetrators[0]
        return actor.attribution.value, actor.attributed_by

    assert of(("accused", None), ("accused", "Police")) == ("accused", "Police")
    authorities = ("accused_by_authorities", "The governor")
    assert of(("accused", "A witness"), authorities) == authorities
    assert of(("reported_as_fact", None), ("accused", "Police")) == ("reported_as_fact", None)
    assert of(("disputed", None), ("accused", "Police")) == ("disputed", "Police")


def test_reports_of_both_versions_merge_the_same_in_any_order_and_again(report):
    records = [
        report("a", killed=4, version="1.0"),
        report("b", killed=6, counts=[count("killed", 6, "Police")], checked={"killed": "rule"}),
        report("c", killed=6, counts=[count("killed", 6, "police")], checked={"date": "both"}),
    ]
    whole = one_of(*records).json_line()
    assert {one_of(*order).json_line() for order in permutations(records)} == {whole}
    assert one_of(EventRecord.from_json(whole)).json_line() == whole
    first, *others = records
    step = one_of(first, others[0])
    assert one_of(step, others[1]).json_line() == whole


def test_a_record_that_joins_nothing_stays_as_it_came():
    lines = (VALID / "events-of-both-versions.jsonl").read_text("utf-8").splitlines()
    merged = merge_records(EventRecord.from_json(line) for line in lines)
    assert {json.dumps(json.loads(one.json_line())) for one in merged} == {
        json.dumps(json.loads(line)) for line in lines
    }
