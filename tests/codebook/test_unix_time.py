"""Timestamps in milliseconds are no seconds."""

from __future__ import annotations

import pytest

from extractor.codebook.unix_time import no_second


@pytest.mark.parametrize("number", [0, 1, 1_700_000_000, 253_402_300_799])
def test_seconds_are_seconds(number):
    assert no_second(number) == ""


@pytest.mark.parametrize(
    ("number", "unit"),
    [
        (1_700_000_000_123, "milliseconds"),
        (1_700_000_000_123_456, "microseconds"),
        (1_700_000_000_123_456_789, "nanoseconds"),
    ],
)
def test_parts_of_a_second_are_named(number, unit):
    assert no_second(number) == (
        f"is no time in seconds since 1970 but in {unit}; write 1700000000"
    )


def test_what_is_no_time_at_all_is_said():
    assert no_second(300_000_000_000) == "is no time in seconds since 1970"
