"""Days of publication in a table of articles that the file, and not the cell alone, settles."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from extractor.errors import ArticleError
from extractor.sources import day_columns, read_articles


@pytest.fixture(autouse=True)
def _in_2026(monkeypatch):
    monkeypatch.setattr(day_columns, "today", lambda: date(2026, 11, 29))


def read(path):
    """The days of a file's articles, of one that cannot be read the error's text; and the notes."""
    notes: list[str] = []
    found = [
        str(one) if isinstance(one, ArticleError) else one.published
        for one in read_articles([str(path)], note=notes.append)
    ]
    return found, notes


def csv_of(tmp_path, *days):
    path = tmp_path / "a.csv"
    rows = [f"Something happened in town {n}.,{day}" for n, day in enumerate(days)]
    path.write_text("\n".join(["text,published", *rows]) + "\n", encoding="utf-8")
    return path


def workbook_of(tmp_path, *days, epoch=None):
    book = openpyxl.Workbook()
    if epoch is not None:
        book.epoch = epoch
    book.active.append(["text", "published"])
    for number, day in enumerate(days):
        book.active.append([f"Something happened in town {number}.", day])
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def test_a_serial_day_of_a_workbook_is_counted_as_the_workbook_says(tmp_path):
    path = workbook_of(tmp_path, 45426, 43964.5, "45427", datetime(2024, 5, 1))
    days, notes = read(path)
    assert days == [date(2024, 5, 14), date(2020, 5, 13), date(2024, 5, 15), date(2024, 5, 1)]
    assert len(notes) == 1
    assert f"{path}:2: published '45426' is read as 2024-05-14, days since 1900" in notes[0]

    path = workbook_of(tmp_path, 43964, datetime(2024, 5, 1), epoch=CALENDAR_MAC_1904)
    days, notes = read(path)
    assert days == [date(2024, 5, 14), date(2024, 5, 1)]
    assert "days since 1904" in notes[0]


def test_a_serial_day_of_a_csv_is_read_where_one_count_leaves_no_day_in_the_future(tmp_path):
    days, notes = read(csv_of(tmp_path, "2024-05-01", "45426", "43964", "45426.75"))
    assert days == [date(2024, 5, 1), date(2024, 5, 14), date(2020, 5, 13), date(2024, 5, 14)]
    assert notes == [
        f"{tmp_path / 'a.csv'}:3: published '45426' is read as 2024-05-14, days since 1900, as "
        "Excel counts; so are 2 more"
    ]


def test_serial_days_that_can_be_two_are_refused_with_both(tmp_path):
    (first, second), notes = read(csv_of(tmp_path, "43964", "43965"))
    assert "published date '43964' may be 2020-05-13 in days since 1900" in first
    assert "or 2024-05-14 in days since 1904" in first
    assert "write it as 2017-04-05" in second
    assert notes == []


def test_the_other_cells_settle_the_order_wherever_they_stand(tmp_path):
    for days in (("13/04/2017", "05/04/2017"), ("05/04/2017", "13/04/2017")):
        found, notes = read(csv_of(tmp_path, *days))
        assert sorted(found) == [date(2017, 4, 5), date(2017, 4, 13)]
        assert "published '05/04/2017' is read as 2017-04-05, day first" in notes[0]
    found, _ = read(csv_of(tmp_path, "05/04/2017", "13/04/2017", "04/13/2017"))
    assert "could be two days" in found[0]


def test_two_figures_of_a_year_as_a_spreadsheet_saves_them(tmp_path):
    found, notes = read(csv_of(tmp_path, "9-May-20", "31-12-19", "9-May"))
    assert found[:2] == [date(2020, 5, 9), date(2019, 12, 31)]
    assert "may be May 9 of any year" in found[2]
    assert len(notes) == 1


def test_plain_days_are_given_out_as_they_come(tmp_path):
    found, notes = read(csv_of(tmp_path, "2024-05-01", "5 April 2017", "1715644800", ""))
    assert found == [date(2024, 5, 1), date(2017, 4, 5), date(2024, 5, 14), None]
    assert notes == []


def test_errors_of_formulas_are_no_words_of_an_article(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "text,title,publisher,published\n#NAME?,a,b,2024-05-01\nSomebody came.,#REF!,#N/A,#N/A\n"
        "Somebody left.,#REF!,The Times,2024-05-01\n",
        encoding="utf-8",
    )
    notes: list[str] = []
    first, second, third = read_articles([str(path)], note=notes.append)
    assert "text: '#NAME?' is what a spreadsheet shows where a formula failed" in str(first)
    assert "'#N/A' is not a date" in str(second)
    assert (third.title, third.publisher) == (None, "The Times")
    assert any("`title` is the error of a formula" in note for note in notes)
