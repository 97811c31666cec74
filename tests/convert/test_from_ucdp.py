"""UCDP GED rows into records and back, and records into UCDP's columns."""

from __future__ import annotations

import json

import pytest

from extractor.convert.from_ucdp import record_of_ucdp
from extractor.convert.to_ucdp import priogrid, ucdp_row
from extractor.convert.ucdp_names import country_of_ucdp, ucdp_country
from extractor.errors import CodingError, RecordError
from extractor.records import EventRecord, validate_event
from extractor.records.kinds import UCDP_COLUMNS


def test_a_row_comes_back_as_it_was(ucdp):
    record = record_of_ucdp(ucdp())
    validate_event(json.loads(record.json_line()))
    row = ucdp_row(EventRecord.from_json(record.json_line()))
    assert list(row) == list(UCDP_COLUMNS)
    assert {column: cell for column, cell in row.items() if column in ucdp()} == ucdp()


def test_there_are_49_columns():
    assert len(UCDP_COLUMNS) == len(set(UCDP_COLUMNS)) == 49


@pytest.mark.parametrize(
    ("violence", "side_b", "sub", "kinds"),
    [
        ("1", "Ansarallah", "Armed clash", ["State forces", "Rebel group"]),
        ("3", "Civilians", "Attack", ["State forces", "Civilians"]),
    ],
)
def test_the_type_follows_from_who_fights_whom_and_a_warning_says_so(
    ucdp, violence, side_b, sub, kinds
):
    record = record_of_ucdp(ucdp(type_of_violence=violence, side_b=side_b))
    assert record.sub_event_type == sub
    assert [actor.kind for actor in record.actors] == kinds
    assert f"type_of_violence {violence}" in record.extraction.warnings[0]
    assert record.to_acled().event_type == record.event_type


def test_sides_have_acleds_names(ucdp):
    record = record_of_ucdp(ucdp())
    assert record.actors[0].name.startswith("Military Forces of Yemen (")
    assert record.location is not None
    assert (record.location.country, record.location.iso) == ("Yemen", 887)


def test_a_group_in_no_table_keeps_its_name_and_its_kind_is_told_to_be_a_guess(ucdp):
    record = record_of_ucdp(ucdp(side_b="Zzyzx"))
    assert (record.actors[1].name, record.actors[1].kind) == ("Zzyzx", "Rebel group")
    assert any("Zzyzx is in no table" in warning for warning in record.extraction.warnings)


def test_several_parties_of_a_side_are_one_and_those_with_it(ucdp):
    record = record_of_ucdp(ucdp(side_b="Zzyzx, Ansarallah, Qwfp"))
    assert record.actors[1].name == "Zzyzx"
    assert record.actors[1].associated[1] == "Qwfp"


def test_tolls_and_days_are_ucdps_own(ucdp):
    record = record_of_ucdp(ucdp())
    killed, when = record.casualties.killed, record.date
    assert killed is not None
    assert (killed.low, killed.coded, killed.high) == (6, 8, 11)
    assert when is not None
    assert (str(when.start), str(when.end), when.precision) == ("2017-05-01", "2017-05-03", 2)
    assert record.to_acled().fatalities == 8


def test_a_row_whose_low_is_above_its_best_is_taken_with_a_warning(ucdp):
    record = record_of_ucdp(ucdp(low="9"))
    assert record.casualties.killed is not None
    assert (record.casualties.killed.low, record.casualties.killed.coded) == (8, 8)
    assert any("not in order" in warning for warning in record.extraction.warnings)
    assert ucdp_row(record)["low"] == "9"


def test_more_than_a_month_is_less_than_acled_codes(ucdp):
    record = record_of_ucdp(ucdp(date_prec="5", date_end="2017-12-31"))
    with pytest.raises(CodingError, match="the day is not known"):
        record.to_acled()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"type_of_violence": "4"}, "type_of_violence: '4' is not one of 1, 2, 3"),
        ({"best": "many"}, "best: 'many' is not a number of people"),
        ({"best": "nan"}, "best: 'nan'"),
        ({"date_start": "May 2017"}, "date_start: 'May 2017' is not a day"),
        ({"latitude": "103"}, "latitude: "),
        ({"id": None}, "id: there is no such column"),
    ],
)
def test_a_wrong_cell_is_named(ucdp, changes, message):
    with pytest.raises(RecordError, match=message):
        record_of_ucdp(ucdp(**changes))


@pytest.mark.parametrize(
    "name",
    [
        *("DR Congo (Zaire)", "Congo", "Russia (Soviet Union)", "Rumania", "Ivory Coast"),
        *("Bosnia-Herzegovina", "Yemen (North Yemen)", "United States of America", "Syria"),
        *("Kingdom of eSwatini (Swaziland)", "Myanmar (Burma)", "Surinam"),
    ],
)
def test_ucdps_countries_are_known_and_written_back(name):
    country = country_of_ucdp(name)
    assert country is not None
    assert ucdp_country(country.name) == name


def test_priogrid_counts_half_degrees_from_the_south_west():
    assert priogrid(-89.9, -179.9) == 1
    assert priogrid(-89.4, -179.9) == 721
    assert priogrid(90, 180) == 259200


def test_one_of_our_records_gets_the_columns_that_follow(example_record):
    actors = [actor.model_dump(mode="json") for actor in example_record().actors]
    hit = {**actors[0], "role": "target", "name": "Civilians (Kenya)", "kind": "Civilians"}
    row = ucdp_row(example_record(actors=[*actors, hit]))
    assert (row["type_of_violence"], row["side_b"]) == ("3", "Civilians")
    assert (row["best"], row["deaths_civilians"], row["deaths_unknown"]) == ("4", "4", "0")
    assert row["conflict_name"] == ""


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"casualties": {"killed": None, "injured": None}}, "no death is coded"),
        ({"date": None}, "the day is not known"),
        ({"location": None}, "the place is not known"),
        ({"actors": []}, "not an armed actor"),
    ],
)
def test_what_is_no_event_of_ucdps_is_said(example_record, changes, message):
    with pytest.raises(CodingError, match=message):
        ucdp_row(example_record(**changes))


def test_a_place_that_no_gazetteer_has_is_told_as_that(example_record):
    place = json.loads(example_record().json_line())["location"]
    named = place | {"latitude": None, "longitude": None, "precision": None, "gazetteer_id": None}
    with pytest.raises(CodingError, match="the place has no coordinates"):
        ucdp_row(example_record(location=named))


def test_an_id_that_went_through_a_column_of_decimals_is_the_same_id(ucdp):
    plain, decimal = record_of_ucdp(ucdp()), record_of_ucdp(ucdp(id=f"{ucdp()['id']}.0"))
    assert decimal.id == plain.id
    assert decimal.source.article_id == plain.source.article_id


def test_a_day_that_may_be_two_is_told_with_both(ucdp):
    with pytest.raises(RecordError, match="is 2017-01-05 or 2017-05-01, and neither its row"):
        record_of_ucdp(ucdp(date_start="5/1/2017 0:00"))
