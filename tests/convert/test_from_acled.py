"""ACLED rows into records and back: nothing lost, nothing invented."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.convert.from_acled import record_of_acled
from extractor.errors import RecordError
from extractor.records import ACLED_COLUMNS, EventRecord, validate_event
from extractor.records.vintages import WRITTEN_BLANKS


def cells_of(record: EventRecord) -> dict[str, str]:
    """The record's ACLED row as the text an export holds, after a round trip through JSON."""
    again = EventRecord.from_json(record.json_line())
    return {column: str(cell) for column, cell in again.to_acled().model_dump(mode="json").items()}


def test_a_row_comes_back_as_it_was(acled):
    record = record_of_acled(acled())
    assert cells_of(record) == acled()
    validate_event(json.loads(record.json_line()))


def test_only_what_follows_from_nothing_else_is_kept_beside_the_record(acled):
    kept = record_of_acled(acled()).original
    assert kept is not None
    assert kept.dataset == "ACLED"
    # A mob that beats civilians may or may not be coded as targeting them.
    assert set(kept.columns) == {"source_scale", "tags", "civilian_targeting"}


def test_nothing_is_read_into_a_row_that_it_does_not_say(acled):
    record = record_of_acled(acled(fatalities="0"))
    assert record.casualties.killed is None  # 0 is also written where nothing is said
    assert record.source.sha256 is None
    assert {actor.attribution.value for actor in record.actors} == {"unattributed"}
    parts = (record.date, record.location, *record.actors)
    assert [part.text for part in parts if part] == [None] * 4
    assert [part.evidence for part in parts if part] == [()] * 4
    assert cells_of(record)["fatalities"] == "0"


def test_a_toll_is_the_fewest_there_can_be(acled):
    killed = record_of_acled(acled()).casualties.killed
    assert killed is not None
    assert (killed.low, killed.high, killed.coded) == (2, None, 2)


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [
        ("1", "2022-03-09", "2022-03-09"),
        ("2", "2022-03-06", "2022-03-12"),
        ("3", "2022-02-22", "2022-03-24"),
    ],
)
def test_the_time_around_a_coded_day_follows_from_its_precision(acled, precision, start, end):
    when = record_of_acled(acled(time_precision=precision)).date
    assert when is not None
    assert (str(when.start), str(when.end)) == (start, end)
    assert str(when.coded_day) == "2022-03-09"


def test_kinds_as_numbers_are_the_same_kinds(acled):
    older = acled(inter1="5", inter2="7", interaction="57")
    assert record_of_acled(older) == record_of_acled(acled())
    alone = acled(actor2="", inter2="0", interaction="50", civilian_targeting="")
    assert cells_of(record_of_acled(alone))["interaction"] == "Rioters only"


@pytest.mark.parametrize("day", ["9 March 2022", "2022-03-09 00:00:00"])
def test_days_as_older_exports_write_them_are_the_same_days(acled, day):
    assert record_of_acled(acled(event_date=day)) == record_of_acled(acled())


def test_blanks_as_r_writes_them_and_columns_in_capitals(acled):
    shouted = {column.upper(): cell or "NA" for column, cell in acled().items()}
    assert record_of_acled(shouted) == record_of_acled(acled())


def test_columns_a_vintage_lacks_follow_from_others(acled):
    bare = acled(
        **dict.fromkeys(
            ("year", "disorder_type", "civilian_targeting", "iso", "region", "interaction", "tags")
        ),
        timestamp=None,
    )
    row = cells_of(record_of_acled(bare))
    assert (row["year"], row["iso"], row["region"]) == ("2022", "404", "Eastern Africa")
    assert (row["disorder_type"], row["civilian_targeting"]) == (
        "Political violence",
        "Civilian targeting",
    )
    assert record_of_acled(bare).extraction.warnings == (
        "the row has no timestamp; 1970 stands for it",
    )


def test_columns_that_are_no_acled_columns_are_kept(acled):
    record = record_of_acled(acled(iso3="KEN", population_best="120"))
    assert record.original is not None
    assert record.original.columns["iso3"] == "KEN"
    assert list(record.to_acled().model_dump()) == list(ACLED_COLUMNS)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sub_event_type": "Mob"}, "sub_event_type: 'Mob' is not one of the 25 values"),
        ({"event_type": "Battles"}, "the event_type of Mob violence is Riots"),
        ({"disorder_type": "Demostrations"}, "disorder_type: .*Demostrations"),
        ({"inter1": "9"}, "inter1: '9' is no kind of actor"),
        ({"inter1": ""}, "inter1: is blank"),
        ({"actor1": None}, "actor1: there is no such column"),
        ({"event_date": "09/03/2022"}, "event_date: "),
        ({"latitude": "93"}, "latitude: "),
        ({"fatalities": "two"}, "fatalities: "),
        ({"fatalities": "-1"}, "fatalities: "),
        ({"timestamp": "99999999999999999"}, "timestamp: "),
        ({"event_date": "9999-12-31", "year": "2022"}, "event_date: "),
    ],
)
def test_a_wrong_cell_is_named(acled, changes, message):
    with pytest.raises(RecordError, match=message):
        record_of_acled(acled(**changes))


# "NA", "None" … are how exports write an empty cell, and come back as one.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(
    lambda words: words.strip() not in WRITTEN_BLANKS
)


@given(
    notes=WORDS,
    source=WORDS,
    tags=WORDS,
    assoc_actor_1=WORDS | st.lists(WORDS).map("; ".join),
    admin2=WORDS.map(str.strip),
)
def test_any_prose_comes_back_to_the_byte(notes, source, tags, assoc_actor_1, admin2):
    from dataset_rows import ACLED

    changes = {"notes": notes, "source": source, "tags": tags, "admin2": admin2}
    row = {**ACLED, **changes, "assoc_actor_1": assoc_actor_1}
    assert cells_of(record_of_acled(row)) == row
