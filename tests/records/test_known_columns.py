"""What columns a record knows: deaths that nobody tells of are 0; a number is written plainly."""

from __future__ import annotations

import pytest

from extractor.records.known_columns import known_columns
from extractor.records.vintages import plain_number


def test_nothing_said_of_deaths_is_no_death(record_with):
    told = record_with(casualties__told=[])
    assert known_columns(told)["fatalities"] == 4
    silent = record_with(casualties__killed=None, casualties__told=[])
    assert known_columns(silent)["fatalities"] == 0


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("4.0", "4"),
        ("-4,0", "-4"),
        ("4,5", "4.5"),
        ("1.5.0", "1.5.0"),
        ("v2.0", "v2.0"),
        ("KEN.0", "KEN.0"),
        ("a,b", "a,b"),
    ],
)
def test_only_a_number_loses_its_needless_zero(text, plain):
    assert plain_number(text) == plain
