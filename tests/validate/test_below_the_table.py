"""Notes and sums below a table are one finding each, and no row."""

from __future__ import annotations

import pytest
from rows import attack, codes, findings, sound

BLANK = dict.fromkeys(sound()[0], "")


@pytest.mark.parametrize(
    "cells",
    [
        {"event_id_cnty": "Source: ACLED"},
        {"event_id_cnty": "Total", "fatalities": "2"},
        {"fatalities": "2"},
        {"notes": "n = 3", "fatalities": "2", "source": "all"},
    ],
)
def test_a_note_or_a_sum_is_one_finding(cells):
    found = findings(*sound(), {**BLANK, **cells}, {**BLANK, **cells})
    assert [(each.code, each.line) for each in found] == [("E104", 4), ("E104", 5)]
    assert f"filled of {len(BLANK)}" in found[0].message


def test_rows_before_and_after_are_still_checked():
    wrong = attack(event_id_cnty="KEN999", iso="800")
    assert codes(*sound(), {**BLANK, "source": "x"}, wrong) == ["E104", "E315", "W402"]


def test_an_event_without_its_day_is_an_event():
    assert "E104" not in codes(attack(event_date=""))
    assert "E201" in codes(attack(event_date=""))


def test_a_table_of_few_columns_has_few_cells():
    few = {"event_id_cnty": "KEN1", "event_date": "", "event_type": "", "actor1": "", "iso": ""}
    assert "E104" not in codes(few)
