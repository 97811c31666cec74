"""Rows of older exports come out as today's, and what cannot be read stays as it is."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.records import ACLED_COLUMNS
from extractor.records.vintages import cell_text, current_cell, normalise_acled_row

OLD = {
    "DATA_ID": "77",
    "EVENT_ID_CNTY": "KEN123",
    "EVENT_DATE": "28 December 2019",
    "TIME_PRECISION": "1",
    "EVENT_TYPE": "Protests",
    "SUB_EVENT_TYPE": "Peaceful protest",
    "ACTOR1": "Protesters (Kenya)",
    "INTER1": "6",
    "INTER2": "0",
    "INTERACTION": "60",
    "FATALITIES": "0",
}


def test_an_old_row_becomes_a_current_one():
    row = normalise_acled_row(OLD)
    assert tuple(row)[: len(ACLED_COLUMNS)] == ACLED_COLUMNS
    assert row["event_date"] == "2019-12-28"
    assert (row["inter1"], row["inter2"], row["interaction"]) == (
        "Protesters",
        "",
        "Protesters only",
    )
    assert (row["year"], row["disorder_type"]) == ("2019", "Demonstrations")
    assert (row["civilian_targeting"], row["tags"]) == ("", "")
    assert row["DATA_ID"] == "77"


def test_a_current_row_stays_as_it_is_and_twice_is_once():
    once = normalise_acled_row(OLD)
    assert normalise_acled_row(once) == once


def test_a_missing_interaction_follows_from_the_kinds():
    row = normalise_acled_row({"inter1": "8", "inter2": "7"})
    assert row["interaction"] == "External/Other forces-Civilians"


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("inter1", "9"),
        ("inter1", "Rebels"),
        ("interaction", "99"),
        ("event_date", "03/04/2022"),
        ("event_type", "Fights"),
        ("fatalities", "3.5"),
        ("fatalities", "²"),
        ("latitude", "36,1,2"),
    ],
)
def test_what_cannot_be_read_stays(column, text):
    assert current_cell(column, text) == text


@pytest.mark.parametrize(
    ("column", "text", "wanted"),
    [
        ("disorder_type", "Demostrations", "Demonstrations"),
        ("civilian_targeting", "Civilians targeted", "Civilian targeting"),
        ("event_type", "riots", "Riots"),
        ("latitude", "-45,8644", "-45.8644"),
        ("inter2", "6.0", "Protesters"),
        ("interaction", "78", "External/Other forces-Civilians"),
        ("fatalities", "12.0", "12"),
    ],
)
def test_what_has_one_right_answer_is_mended(column, text, wanted):
    assert current_cell(column, text) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (" a ", "a"),
        (None, ""),
        (float("nan"), ""),
        (6.0, "6"),
        (-45.8644, "-45.8644"),
        (7, "7"),
        (date(2022, 6, 30), "2022-06-30"),
        (datetime(2022, 6, 30), "2022-06-30"),
        (datetime(2022, 6, 30, 4, 5), "2022-06-30 04:05:00"),
        (Decimal("12.50"), "12.5"),
        (Decimal("100"), "100"),
        (True, "True"),
        (float("inf"), "inf"),
    ],
)
def test_cells_of_any_type_read_as_a_csv_would_have_them(value, wanted):
    assert cell_text(value) == wanted


@given(
    st.dictionaries(
        st.one_of(st.sampled_from(ACLED_COLUMNS), st.text(max_size=5)),
        st.one_of(st.none(), st.text(max_size=8), st.integers(), st.floats(), st.dates()),
    )
)
def test_any_row_is_normalised_and_then_stays(row):
    once = normalise_acled_row(row)
    assert set(ACLED_COLUMNS) <= set(once)
    assert all(isinstance(value, str) for value in once.values())
    assert normalise_acled_row(once) == once
