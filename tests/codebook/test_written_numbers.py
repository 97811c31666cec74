"""Numbers as programs write them: which readings a cell alone leaves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.codebook.written_numbers import coordinate_reading, count_readings, digits_lost


@pytest.mark.parametrize("text", ["0", "12", "12.0", "0.000", "3.5", "1,23", "012,345", "x", ""])
def test_plain_digits_and_no_numbers_have_no_other_reading(text):
    assert count_readings(text) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [("1 234", "1234"), ("1\xa0234", "1234"), ("1\u202f234\u202f567", "1234567"), ("1'234", "1234"),
     ("1’234", "1234"), ("1,234,567", "1234567"), ("1.234.567", "1234567"), ("1,00,000", "100000"),
     ("1,234.00", "1234"), ("1.234,00", "1234"), ("3,0", "3"), ("1.234E+03", "1234"),
     ("2.00E+00", "2")],
)  # fmt: skip
def test_some_forms_leave_one_number(text, number):
    assert [each.plain for each in count_readings(text)] == [number]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1,234", ["1234", None]), ("1.234", ["1234", None]), ("12.000", ["12000", "12"])],
)
def test_three_digits_after_one_sign_leave_two(text, numbers):
    assert [each.plain for each in count_readings(text)] == numbers


def test_decimals_behind_separators_are_no_count():
    assert [each.plain for each in count_readings("1,234.5")] == [None]


def test_an_exponent_that_lacks_digits_is_told_from_one_that_has_them():
    assert digits_lost("1.7E+09", whole=True)
    assert not digits_lost("1.700412700E+09", whole=True)
    assert digits_lost("3.68E+01", whole=False)
    assert not digits_lost("3.68167E+01", whole=False)
    assert not digits_lost("5e-05", whole=False)


@pytest.mark.parametrize(
    ("column", "text", "degrees"),
    [("latitude", "36,8167", "36.8167"), ("latitude", "0.45 S", "-0.45"),
     ("latitude", "0°27'11\" S", "-0.453056"), ("longitude", "E 36°49.5'", "36.825"),
     ("latitude", "34 31 12 N", "34.52"), ("latitude", "N34°31′12″", "34.52"),
     ("latitude", "34º31’12’’N", "34.52"), ("latitude", "-1:17:00", "-1.283333"),
     ("latitude", "−1.28", "-1.28"), ("longitude", "34.5°", "34.5"), ("longitude", "30° W", "-30"),
     ("latitude", "0° S", "0")],
)  # fmt: skip
def test_coordinates_have_one_reading(column, text, degrees):
    found = coordinate_reading(column, text)
    assert found is not None
    assert found.plain == degrees


@pytest.mark.parametrize(
    ("column", "text"),
    [("longitude", "34.5 N"), ("latitude", "-34.5 S"), ("latitude", "91 N"),
     ("latitude", "34°60'00\" N"), ("latitude", "34.5°30' N"), ("latitude", "1.234.567"),
     ("latitude", "34 31 12"), ("latitude", "34:31"), ("longitude", "36.8 O"),
     ("latitude", "N 34.5 S"), ("latitude", "343112N"), ("latitude", "N"), ("latitude", "34,31,12"),
     ("latitude", "36.8")],
)  # fmt: skip
def test_what_is_plain_or_leaves_a_doubt_is_not_read(column, text):
    assert coordinate_reading(column, text) is None


@given(st.integers(0, 10**15), st.sampled_from([",", ".", " ", "\xa0", "\u202f", "'"]))
def test_what_is_grouped_comes_back(number, mark):
    written = f"{number:,}".replace(",", mark)
    readings = count_readings(written)
    assert str(number) in [each.plain for each in readings] or written == str(number)


@given(st.integers(0, 89), st.integers(0, 59), st.integers(0, 59), st.sampled_from("NS"))
def test_degrees_are_within_a_metre(degrees, minutes, seconds, letter):
    found = coordinate_reading("latitude", f"{degrees}°{minutes:02}'{seconds:02}\"{letter}")
    right = Decimal(degrees) + Decimal(minutes) / 60 + Decimal(seconds) / 3600
    assert found is not None
    assert abs(abs(Decimal(found.plain)) - right) < Decimal("0.000001")
    assert found.plain.startswith("-") == (letter == "S" and right > 0)
