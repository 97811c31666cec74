"""What became of a file, as its report has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from load_kit import Database, acled_file, rows

from extractor.stores.plan import MOST_TOLD, Rejected
from extractor.stores.report import FileReport, Removal


@pytest.mark.parametrize("more", [0, 2])
def test_all_bad_rows_are_counted_and_the_first_are_kept(
    sqlite: Database, tmp_path: Path, more: int
) -> None:
    bad = MOST_TOLD + more
    made = [*rows(bad, fatalities="many"), *rows(1, start=bad)]
    (report,) = sqlite.load(acled_file(tmp_path / "a.csv", made))
    assert (report.read, report.loaded, report.rejected) == (bad + 1, 1, bad)
    assert [row.line for row in report.first_rejected] == list(range(2, MOST_TOLD + 2))


def test_a_place_is_file_and_line_or_the_file() -> None:
    report = FileReport("a.csv")
    assert report.place(Rejected(0, None, "x")) == "a.csv"
    assert report.place(Rejected(3, None, "x")) == "a.csv:3"
    report.where = "row {}".format
    assert report.place(Rejected(3, None, "x")) == "row 3"


def test_a_database_is_another_one_once_something_is_loaded_updated_or_removed() -> None:
    assert not FileReport("a", read=3, unchanged=2, rejected=1).changed
    assert FileReport("a", loaded=1).changed
    assert FileReport("a", updated=1).changed
    assert not FileReport("a", removal=Removal(absent=1, kept=1)).changed
    assert FileReport("a", removal=Removal(removed=1)).changed
