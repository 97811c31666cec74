"""A header that stands again between rows is no row; another one is an error."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import TableError
from extractor.tables import open_table
from extractor.tables.repeated import RepeatedHeader

HEADER = "event_id_cnty,event_date,notes"


def read(data: str | bytes, form="csv", size: int = 500):
    raw = data.encode() if isinstance(data, str) else data
    with open_table("-", stdin=io.BytesIO(raw), form=form) as table:
        batches = list(table.batches(size))
    lines = [line for batch in batches for line in batch.lines]
    rows = [row for batch in batches for row in batch.rows]
    return list(zip(lines, rows, strict=True)), [line for line, _ in table.passed_over]


@pytest.mark.parametrize(
    "again",
    [
        HEADER,
        f"\ufeff{HEADER}",
        f'\ufeff"{HEADER.replace(",", chr(34) + "," + chr(34))}"',
        HEADER.upper(),
        "Event Id Cnty, event date ,Notes",
        f"{HEADER},,",
    ],
)
@pytest.mark.parametrize("size", [1, 2, 500])
def test_the_header_again_is_passed_by_with_its_line(again, size):
    text = f"{HEADER}\nA1,2024-05-14,x\n{again}\nA2,2024-05-15,y\n{HEADER}\n"
    rows, headers = read(text, size=size)
    assert rows == [(2, ["A1", "2024-05-14", "x"]), (4, ["A2", "2024-05-15", "y"])]
    assert headers == [3, 5]


@pytest.mark.parametrize(
    "other",
    [
        "event_date,event_id_cnty,notes",
        "event_id_cnty,event_date,notes,fatalities",
        "event_id_cnty,event_date",
        "event_id_cnty,event_date,location",
    ],
)
def test_another_header_is_refused_with_its_line(other):
    with pytest.raises(TableError, match=r":3: another header: .*split the file"):
        read(f"{HEADER}\nA1,2024-05-14,x\n{other}\nA2,2024-05-15,y\n")


@pytest.mark.parametrize(
    "row",
    [
        ["notes", "2024-05-14", "x"],
        ["notes", "", "notes"],
        ["event_date"],
        ["event_id_cnty", "", ""],
        ["", "notes"],
    ],
)
def test_a_row_that_only_begins_like_a_header_is_a_row(row):
    assert read(f"{HEADER}\n{','.join(row)}\n") == ([(2, row)], [])


def test_a_table_of_one_column_has_no_header_between_rows():
    assert read("text\nWords\ntext\n") == ([(2, ["Words"]), (3, ["text"])], [])


def test_row_numbers_without_a_name_before_the_columns():
    text = ",a,b\n1,x,y\n,a,b\n2,x,y\n"
    assert read(text) == ([(2, ["1", "x", "y"]), (4, ["2", "x", "y"])], [3])


def test_the_header_again_is_known_beside_ragged_rows():
    rows, passed = read(",event_date,notes\n1,2024-05-14,x\n2\n,Event Date,NOTES\n3,2024-05-15,y\n")
    assert (rows, passed) == (
        [(2, ["1", "2024-05-14", "x"]), (3, ["2"]), (5, ["3", "2024-05-15", "y"])],
        [4],
    )


def test_half_of_the_names_among_other_words_are_a_row():
    rows, passed = read(f"{HEADER}\nevent_id_cnty,event_date,x,y\n")
    assert (rows, passed) == ([(2, ["event_id_cnty", "event_date", "x", "y"])], [])
    with pytest.raises(TableError, match="another header"):
        read(f"{HEADER}\nevent_id_cnty,event_date,x\n")


def test_a_header_of_blanks_has_as_many_columns():
    with open_table("-", stdin=io.BytesIO(b",,\n1,2,3\n"), form="csv") as table:
        assert table.columns == ("", "", "")
        assert [batch.rows for batch in table.batches()] == [[["1", "2", "3"]]]


@pytest.mark.parametrize(
    ("cells", "same"),
    [
        (["event_id_cnty", "event_date", "notes", None, None], True),
        (["event_id_cnty", "event_date", "notes", 5], False),
        (["event_id_cnty", "event_date", None], False),
        (["event_id_cnty", 7, 8], None),
    ],
)
def test_cells_of_a_sheet_may_be_blank_or_numbers(cells, same):
    assert RepeatedHeader(HEADER.split(",")).is_same(cells) is same


def test_the_header_again_on_a_sheet():
    book = openpyxl.Workbook()
    for cells in (["a", "b", "c"], [1, 2, 3], ["A", "B", "C"], [4, 5, 6]):
        book.active.append(cells)
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue(), "xlsx") == ([(2, [1, 2, 3]), (4, [4, 5, 6])], [3])


NAMES = ["one", "two", "event_date"]
CELLS = st.text(st.sampled_from(list("one\ufeff,;\"'\n é")), max_size=4)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5), st.data())
def test_rows_of_a_table_are_the_same_with_headers_between_them(rows, draw):
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(NAMES)
    count = 0
    for row in rows:
        if draw.draw(st.booleans()):
            writer.writerow(NAMES)
            count += 1
        writer.writerow(row)
    found, headers = read(out.getvalue())
    full = [row for row in rows if "".join(row).strip()]  # blank rows are none
    assert ([row for _, row in found], len(headers)) == (full, count)
