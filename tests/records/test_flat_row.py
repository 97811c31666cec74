"""A record as one flat row, also where it makes no row of ACLED's."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from extractor.errors import CodingError
from extractor.records.acled import ACLED_COLUMNS
from extractor.records.flat import FLAT_COLUMNS, flat_row


def actor(role: str, name: str, *associated: str) -> dict[str, object]:
    return {
        "role": role,
        "name": name,
        "kind": "State forces",
        "associated": list(associated),
        "text": name,
        "attribution": "reported_as_fact",
        "evidence": [],
    }


SIDES = [
    actor("perpetrator", "Army", "Unit A"),
    actor("perpetrator", "Police", "Unit A", "Unit B"),
    actor("perpetrator", "Army", "Unit B"),
    actor("target", "Rebels", "Fighters"),
]


def test_columns_have_the_types_of_what_stands_in_them():
    assert FLAT_COLUMNS["event_date"] == "day"
    assert FLAT_COLUMNS["latitude"] == FLAT_COLUMNS["longitude"] == "decimal"
    whole = ("year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp")
    assert {name for name in ACLED_COLUMNS if FLAT_COLUMNS[name] == "whole"} == set(whole)
    assert FLAT_COLUMNS["notes"] == FLAT_COLUMNS["summary"] == "text"
    assert FLAT_COLUMNS["extracted_at"] == "instant"


def test_who_else_is_on_a_side_is_the_same_with_and_without_a_row_of_acled_s(record_with):
    whole, undated = record_with(actors=SIDES), record_with(actors=SIDES, date=None)
    with pytest.raises(CodingError):
        undated.to_acled()
    for row in (flat_row(whole), flat_row(undated)):
        assert row["actor1"] == "Army"
        assert row["assoc_actor_1"] == "Unit A; Police; Unit B"
        assert (row["actor2"], row["assoc_actor_2"]) == ("Rebels", "Fighters")
        assert row["actor1_attribution"] == "reported_as_fact"


def test_a_side_of_nobody_is_blank_with_and_without_a_row_of_acled_s(record_with):
    for changes in ({}, {"date": None}):
        row = flat_row(record_with(actors=SIDES[:1], **changes))
        assert (row["assoc_actor_1"], row["actor2"]) == ("Unit A", None)
        assert (row["assoc_actor_2"], row["inter2"]) == (None, None)


def test_a_row_without_a_day_has_all_else_that_is_known(record_with):
    whole, undated = flat_row(record_with()), flat_row(record_with(date=None))
    told = {name for name in whole if whole[name] != undated[name]}
    assert {"event_date", "year", "time_precision", "event_id_cnty", "interaction"} <= told
    assert all(undated[name] is None for name in told)


def test_days_are_days_and_times_are_in_utc(record_with):
    row = flat_row(record_with(extraction__extracted_at="2026-03-12T15:00:00+03:00"))
    assert row["event_date"] == date(2026, 3, 10)
    assert row["extracted_at"] == datetime(2026, 3, 12, 12, tzinfo=timezone.utc)
    assert str(row["extracted_at"]).endswith("+00:00")


def test_words_stand_on_one_line_with_a_bar_between_several(record_with, example):
    (weapon,) = example["weapons"]
    more = {**weapon, "text": "two  \n rifles"}
    row = flat_row(record_with(weapons=[weapon, more]))
    assert row["weapons"] == "A roadside bomb | two rifles"
    assert flat_row(record_with(weapons=[]))["weapons"] is None


def test_a_record_of_one_article_is_one_report(record_with, example):
    one = {name: value for name, value in example.items() if name != "reports"}
    assert flat_row(record_with())["reports"] == 1
    assert flat_row(record_with(reports=[one, {**one, "id": "b"}]))["reports"] == 2
