"""A row that stands where a header should is told by what stands where, or is none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.records.headless import LAYOUTS, MOST_COLUMNS, columns_of_row
from extractor.records.kinds import RecordKind, fitting, unknown_kind

SOUND = {
    "id": "244657",
    "year": "2017",
    "type_of_violence": "1",
    "latitude": "34.531094",
    "longitude": "69.162796",
    "date_start": "2017-07-31 00:00:00.000",
    "date_end": "2017-07-31 00:00:00.000",
    "best": "4",
    "best_est": "4",
    "deaths_a": "0",
    "event_id_cnty": "KEN101",
    "event_date": "16 May 2020",
    "time_precision": "1",
    "geo_precision": "3",
    "fatalities": "0",
}
WRONG = {
    "id": "forty",
    "year": "1817",
    "type_of_violence": "4",
    "latitude": "north",
    "longitude": "east",
    "date_start": "soon",
    "date_end": "31 February 2017",
    "best": "few",
    "best_est": "few",
    "deaths_a": "none",
    "event_id_cnty": "event_id_cnty",
    "event_date": "event_date",
    "time_precision": "0",
    "geo_precision": "4",
    "fatalities": "a dozen",
}


def row_of(layout: Sequence[str], **cells: str) -> list[str]:
    return [cells.get(name, SOUND.get(name, "words")) for name in layout]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: f"{one[0]}-{len(one)}")
def test_a_row_has_the_columns_of_its_export(layout: tuple[str, ...]) -> None:
    assert columns_of_row(row_of(layout)) == layout
    assert columns_of_row([f" {cell} " for cell in row_of(layout)]) == layout
    assert columns_of_row(layout) is None  # its header
    assert columns_of_row([*row_of(layout), ""]) != layout


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: f"{one[0]}-{len(one)}")
def test_one_cell_that_cannot_stand_there_makes_it_no_such_row(layout: tuple[str, ...]) -> None:
    tried = [name for name in WRONG if name in layout]
    assert len(tried) >= 5
    for name in tried:
        assert columns_of_row(row_of(layout, **{name: WRONG[name]})) != layout, name


@pytest.mark.parametrize("year", ["1989", "2026"])
@pytest.mark.parametrize("precision", ["1", "2", "3"])
def test_any_year_of_both_centuries_and_any_precision_stands_there(
    year: str, precision: str
) -> None:
    for layout in LAYOUTS:
        row = row_of(layout, year=year, time_precision=precision, type_of_violence=precision)
        assert columns_of_row(row) == layout


def test_a_row_longer_than_any_export_is_none() -> None:
    assert columns_of_row(["1"] * (MOST_COLUMNS + 1)) is None


def test_a_sheet_fits_by_its_columns_and_the_kind_that_is_wanted() -> None:
    acled = ["EVENT DATE", "Event Type", "ACTOR1", "notes"]
    folded = ["event_date", "event_type", "actor1", "notes"]
    assert fitting(None)(acled) == folded
    assert fitting(RecordKind.ACLED)(acled) == folded
    assert fitting(RecordKind.UCDP)(acled) is None
    assert fitting(None)(["name", "address"]) is None


def test_what_is_no_file_of_records_is_told_by_its_first_six_columns() -> None:
    names = ["a" * 40, "b", "c", "d", "e", "f"]
    shown = ", ".join(repr(name) for name in ["a" * 30, "b", "c", "d", "e", "f"])
    assert unknown_kind(names).endswith(f"by its columns ({shown})")
    assert unknown_kind([*names, "g"]).endswith(f"by its columns ({shown} …)")
    assert unknown_kind([]) == "there are no records"
