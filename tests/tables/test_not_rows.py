"""Lines that are no rows are passed over and told; a header that was lost is told by the row."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from extractor.records.headless import columns_of_row
from extractor.records.kinds import UCDP_COLUMNS, fitting
from extractor.tables import TableOptions, open_table
from extractor.tables.not_rows import is_tags

RECORDS = Path(__file__).resolve().parents[2] / "fixtures" / "records"
HEAD, TAGS = "id,date,place\n", "#event+id,#date +occurred,\n"


def read(text, **options):
    notes = []
    stdin = io.BytesIO(text.encode())
    with open_table("-", TableOptions(note=notes.append, **options), stdin=stdin) as table:
        return [(row.line, row.values["id"]) for row in table], notes


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_header_again_is_passed_over_and_told(mark):
    rows, notes = read(f"{mark}{HEAD}1,a,b\n{mark}{HEAD}2,a,b\n")
    assert rows == [(2, "1"), (4, "2")]
    assert notes == ["standard input:3: the header again, left out"]


def test_the_header_of_many_files_is_told_five_times_and_all_are_passed_over():
    rows, notes = read(HEAD + "".join(f"{n},a,b\n{HEAD}" for n in range(2000)))
    assert [number for _, number in rows] == [str(n) for n in range(2000)]
    assert len(notes) == 5


def test_tags_below_the_header_are_passed_over_and_told():
    assert read(f"{HEAD.strip()},x\n{TAGS.strip()},#geo\n1,a,b,c\n") == (
        [(3, "1")],
        ["standard input:2: tags below the header (HXL), left out"],
    )


@pytest.mark.parametrize("row", ["#1,a,b", "#a,#b,c", "#a,,"])
def test_a_row_that_has_some_hashes_is_a_row(row):
    assert read(f"{HEAD}{row}\n")[1] == []


@pytest.mark.parametrize(
    ("cells", "tags"),
    [
        (["#date", " #geo+lat ", "#country +name+v_iso", None, ""], True),
        (["#date", "#geo+lat", "#country", 5], False),
        (["#date", "#geo+lat", "#country", 0], False),
        (["#date", "#geo+lat", None], False),
        (["#date", "#geo+lat", "country"], False),
    ],
)
def test_tags_stand_in_all_cells_that_hold_something(cells, tags):
    assert is_tags(cells) is tags


def test_tags_further_down_are_a_row():
    assert len(read(f"{HEAD}1,a,b\n#a,#b,#c\n")[0]) == 2


def test_a_file_without_its_header_line_has_the_columns_of_its_export():
    text = (RECORDS / "valid" / "ucdp.csv").read_text(encoding="utf-8")
    header, rest = text.split("\n", 1)
    assert tuple(header.split(",")) == UCDP_COLUMNS
    whole, _ = read(text, fits=fitting(None))
    rows, notes = read(rest, fits=fitting(None))
    assert [(line + 1, number) for line, number in rows] == whole
    assert notes == ["standard input: no header line; the columns are told by the first row"]


def test_a_header_is_never_taken_for_a_row():
    assert columns_of_row(UCDP_COLUMNS) is None
    assert columns_of_row(["1"] * 49) is None


def test_a_workbook_has_tags_and_headers_again_too(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["id", "x"], ["#event+id", "#date"], ["1", "a"], ["id", "x"], ["2", "b"]):
        book.active.append([*row, "#c" if row[0].startswith("#") else row[1]])
    book.save(tmp_path / "a.xlsx")
    with open_table(tmp_path / "a.xlsx") as table:
        assert [cells[0] for batch in table.batches() for cells in batch.rows] == ["1", "2"]
        assert [line for line, _ in table.passed_over] == [2, 4]
