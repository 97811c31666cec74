"""Gold records that accept more than one answer, optional events, clean records, silent texts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sample_events import sample_event

from extractor.errors import RecordError
from extractor.records import EventRecord
from extractor.score.alignment import align
from extractor.score.clean import is_clean
from extractor.score.figures import by_name, summary
from extractor.score.gold import GoldRecord, same_party


def gold(accepted: dict[str, Any] | None = None, **changes: Any) -> GoldRecord:
    """The sample event as a gold record."""
    entry = json.loads(sample_event(**changes).json_line())
    return GoldRecord.from_json(json.dumps(entry | {"accepted": accepted}))


def given(**changes: Any) -> EventRecord:
    """The sample event as a prediction."""
    return sample_event(**changes)


def killed(number: int) -> dict[str, Any]:
    return {"killed": {"coded": number}, "injured": None}


def test_a_type_that_the_gold_accepts_is_right() -> None:
    also = gold({"sub_event_types": ["Attack", "Armed clash"]}, sub_event_type="Attack")
    other = given(sub_event_type="Armed clash")
    found = by_name(summary(align([also], [other])))
    assert found["sub_event_type"].right == 1 and found["event_type"].right == 1
    strict = gold(None, sub_event_type="Attack")
    assert by_name(summary(align([strict], [other])))["sub_event_type"].right == 0


def test_a_toll_that_the_gold_accepts_is_right_and_any_where_it_says_so() -> None:
    record = given(casualties=killed(120))
    assert is_clean(gold({"killed": [120]}, casualties=killed(85)), record)
    assert is_clean(gold({"killed": None}), record)
    assert not is_clean(gold({"killed": [121]}, casualties=killed(85)), record)


def test_days_may_be_missed_by_the_slack_and_not_be_longer_than_the_golds() -> None:
    def on(start: str, end: str) -> EventRecord:
        return given(date={"start": start, "end": end, "precision": 1})

    near = gold({"day_slack": 1}, date={"start": "2026-03-10", "end": "2026-03-10"})
    assert is_clean(near, on("2026-03-11", "2026-03-11"))
    assert not is_clean(near, on("2026-03-12", "2026-03-12"))
    assert not is_clean(near, on("2026-03-08", "2026-03-14"))


@pytest.mark.parametrize("name", ["Kan Gyi village", "Kan Gyi", "Pale"])
def test_a_place_is_right_under_any_accepted_name_with_a_word_more_or_less(name: str) -> None:
    also = gold({"places": ["Kan Gyi", "Pale"]})
    where = {"name": name, "gazetteer_id": None}
    assert is_clean(also, given(location=where))
    assert not is_clean(also, given(location=where | {"name": "Kanbalu"}))
    assert not is_clean(also, given(location=where | {"country": "Chad"}))


def test_an_optional_event_is_neither_missed_nor_spurious() -> None:
    may = gold({"optional": True})
    assert by_name(summary(align([may], [])))["event"].counts.support == 0
    found = summary(align([may], [given()]))
    assert (found.given, found.optional, found.clean.counts.given) == (0, 1, 0)


def test_the_event_that_is_asked_for_goes_before_an_optional_one_that_fits_as_well() -> None:
    may, must = gold({"optional": True}, id="may"), gold(None, id="must")
    (unit,) = align([may, must], [given()])
    assert unit.pairs[0][0].id == "must" and not unit.missed and not unit.optional


def test_an_article_without_an_event_counts_with_and_without_a_record() -> None:
    articles = [("with-event", "a" * 64), ("silent", "b" * 64), ("talkative", "c" * 64)]
    event = gold(None, source={"article_id": "with-event", "sha256": "a" * 64})
    found = given(source={"article_id": "with-event", "sha256": "a" * 64})
    stray = given(source={"article_id": "talkative", "sha256": "c" * 64})
    figures = summary(align([event], [found, stray], articles))
    assert (figures.clean.without_event, figures.clean.coded) == (2, 1)
    assert figures.units == 3
    assert summary(align([event], [], articles)).clean.coded == 0


def test_clean_is_of_records_and_of_gold_events() -> None:
    wrong = given(casualties=killed(3), id="other")
    figures = summary(align([gold(), gold(id="second")], [given(), wrong])).clean
    assert figures.counts.precision == 0.5 and figures.counts.recall == 0.5


def test_a_statement_is_right_when_speaker_and_accused_are_and_not_turned_round() -> None:
    def said(speaker: str, accused: str) -> list[dict[str, Any]]:
        words = {"statement": "x", "evidence": []}
        return [words | {"speaker": speaker, "accused": accused}]

    coded = gold(None, allegations=said("the army", "RSF"))
    right = given(allegations=said("Sudan's army", "the paramilitary RSF"))
    turned = given(allegations=said("RSF", "the army"))
    assert by_name(summary(align([coded], [right])))["statement"].counts.right == 1
    assert by_name(summary(align([coded], [turned])))["allegation"].counts.right == 0


def test_parties_are_told_by_words_that_not_every_party_has() -> None:
    assert same_party(["JNIM"], ["JNIM: Group for Support of Islam and Muslims"])
    assert not same_party(["Military Forces of Mali"], ["Military Forces of Niger"])
    assert same_party(["gunmen"], ["Unidentified Armed Group (Kenya)", "gunmen"])
    assert same_party(["أمن"], ["قوات أمن"])


def test_a_prediction_may_not_say_what_is_accepted() -> None:
    with pytest.raises(RecordError, match="accepted"):
        EventRecord.from_json(gold({"optional": True}).json_line())
