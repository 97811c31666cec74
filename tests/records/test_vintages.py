"""Rows of older exports come out as today's, and what cannot be read stays as it is."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.records import ACLED_COLUMNS
from extractor.records.vintages import cell_text, current_cell


def test_cells_of_an_old_row_become_current_ones():
    old = {"event_date": "28 December 2019", "inter1": "6", "inter2": "0", "interaction": "60"}
    now = {column: current_cell(column, text) for column, text in old.items()}
    assert now == {
        "event_date": "2019-12-28",
        "inter1": "Protesters",
        "inter2": "",
        "interaction": "Protesters only",
    }


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


@given(st.sampled_from(ACLED_COLUMNS), st.text(max_size=8))
def test_a_cell_in_its_current_form_stays_so(column, text):
    once = current_cell(column, text)
    assert current_cell(column, once) == once
