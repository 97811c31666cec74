"""The number of deaths of a row, which need not be a sound record."""

from __future__ import annotations

import pytest
from dataset_rows import ACLED, UCDP
from sample_events import sample_event

from extractor.records.deaths import deaths_in_row
from extractor.records.kinds import RecordKind


@pytest.mark.parametrize(
    ("cell", "deaths"),
    [
        ("2", 2),
        (" 35.0 ", 35),
        (7.0, 7),
        (0, 0),
        ("", None),
        (None, None),
        ("many", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        (True, None),
        ("9" * 15, 10**15 - 1),
        ("9" * 16, None),
        ("9" * 5000, None),
    ],
)
def test_what_is_no_whole_number_is_no_number_of_deaths(cell, deaths):
    assert deaths_in_row(RecordKind.ACLED, {**ACLED, "fatalities": cell}) == deaths


def test_the_column_is_found_as_exports_write_it():
    assert deaths_in_row(RecordKind.ACLED, {"FATALITIES": "4"}) == 4
    assert deaths_in_row(RecordKind.UCDP, UCDP) == 8
    assert deaths_in_row(RecordKind.UCDP, {"best_est": 3}) == 3
    assert deaths_in_row(RecordKind.UCDP, {"fatalities": 3}) is None


def test_a_record_gives_its_coded_number():
    record = sample_event(casualties={"killed": {"coded": 6}}).model_dump(mode="json")
    assert deaths_in_row(RecordKind.EVENT, record) == 6
    record["casualties"]["killed"] = None
    assert deaths_in_row(RecordKind.EVENT, record) == 0
    for broken in (None, [], {"killed": "six"}, {"killed": {}}):
        assert deaths_in_row(RecordKind.EVENT, {"casualties": broken}) is None
