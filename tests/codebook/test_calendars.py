"""Persian and Ethiopian days against days that are known, and against their own lengths."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from extractor.codebook.calendars import day_of, month_of, months_in, year_at


@pytest.mark.parametrize(
    ("calendar", "day", "same"),
    [
        ("solar", (1357, 11, 22), date(1979, 2, 11)),
        ("solar", (1375, 12, 30), date(1997, 3, 20)),
        ("solar", (1399, 12, 30), date(2021, 3, 20)),
        ("solar", (1400, 1, 1), date(2021, 3, 21)),
        ("solar", (1403, 1, 1), date(2024, 3, 20)),
        ("solar", (1404, 1, 1), date(2025, 3, 21)),
        ("solar", (1402, 7, 1), date(2023, 9, 23)),
        ("ethiopic", (2000, 1, 1), date(2007, 9, 12)),
        ("ethiopic", (2016, 1, 1), date(2023, 9, 12)),
        ("ethiopic", (2017, 1, 1), date(2024, 9, 11)),
        ("ethiopic", (2015, 13, 6), date(2023, 9, 11)),
        ("ethiopic", (2016, 4, 28), date(2024, 1, 7)),
        ("month", (2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_day_of_another_calendar_is_a_day_of_ours(
    calendar: str, day: tuple[int, int, int], same: date
) -> None:
    assert day_of(calendar, *day) == same
    assert year_at(calendar, same) == day[0]


@pytest.mark.parametrize(
    ("calendar", "day"),
    [
        ("solar", (1402, 12, 30)), ("solar", (1402, 7, 31)), ("solar", (1402, 13, 1)),
        ("solar", (1402, 0, 1)), ("ethiopic", (2016, 13, 6)), ("ethiopic", (2016, 3, 31)),
        ("ethiopic", (2016, 14, 1)), ("month", (2023, 2, 29)),
    ],
)  # fmt: skip
def test_a_day_that_no_month_has_is_refused(calendar: str, day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError):
        day_of(calendar, *day)


@pytest.mark.parametrize(
    ("calendar", "years"), [("solar", (1350, 1450)), ("ethiopic", (1950, 2050))]
)
def test_months_follow_one_another_without_a_gap(calendar: str, years: tuple[int, int]) -> None:
    expected = day_of(calendar, years[0], 1, 1)
    for year in range(*years):
        for month in range(1, months_in(calendar) + 1):
            first, last = month_of(calendar, year, month)
            assert first == expected and year_at(calendar, first) == year_at(calendar, last) == year
            expected = last + timedelta(days=1)


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        (2, date(2024, 2, 1), date(2024, 2, 29)),
        (12, date(2024, 12, 1), date(2024, 12, 31)),
        (13, date(2025, 1, 1), date(2025, 1, 31)),
        (0, date(2023, 12, 1), date(2023, 12, 31)),
    ],
)
def test_a_month_of_ours_runs_into_the_years_beside_it(month: int, first: date, last: date) -> None:
    assert month_of("month", 2024, month) == (first, last)
    assert months_in("month") == 12
