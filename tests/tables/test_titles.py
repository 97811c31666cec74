"""Titles above a header: found and told where records are looked for, or named by their number."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from extractor.errors import TableError
from extractor.records.kinds import RecordKind, fitting
from extractor.sources import read_articles
from extractor.sources.columns import USUAL as USUAL_COLUMNS
from extractor.tables import TableOptions, open_table

HEADER = "event_id_cnty,event_date,event_type,country,location,fatalities"
ROWS = "KEN1,2024-05-14,Riots,Kenya,Mandera,0\nKEN2,2024-05-15,Riots,Kenya,Wajir,1\n"
KINDS = fitting(None)


def read(text: str, fits=KINDS, **options):
    """Ids with their lines, the header's line, and the notes."""
    notes: list[str] = []
    told = TableOptions(note=notes.append, fits=fits, **options)
    with open_table("-", told, stdin=io.BytesIO(text.encode()), form="csv") as table:
        rows = [(entry.line, entry.values[table.columns[0]]) for entry in table]
        return rows, table.header_line, [note.removeprefix("standard input: ") for note in notes]


@pytest.mark.parametrize(
    ("above", "count"),
    [
        ("Data export, region: Africa", "1 line"),
        ("Data export\nSource: a project; cite it\n\n", "2 lines"),
        ('"Data, exported ""today"""\n,,,,,\n', "2 lines"),
        ("Downloaded on,28 March 2026,,,,", "1 line"),
        ("# a comment\n# and, another\n#\n", "3 lines"),
    ],
)
def test_the_header_is_found_below_titles_and_they_are_told(above, count):
    text = f"{above}\n{HEADER}\n{ROWS}"
    line = text[: text.index(HEADER)].count("\n") + 1
    assert read(text) == (
        [(line + 1, "KEN1"), (line + 2, "KEN2")],
        line,
        [f"{count} above the header in line {line} left out"],
    )


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_a_title_does_not_say_the_delimiter(sign):
    table = f"{HEADER}\n{ROWS}".replace(",", sign)
    rows, line, _ = read(f"Riots, protests, battles, 2024\n{table}")
    assert (rows, line) == ([(3, "KEN1"), (4, "KEN2")], 2)


def test_a_header_on_top_is_not_looked_for_further_down():
    again = f"{HEADER}\nKEN1,2024-05-14,Riots,Kenya,Mandera,0\n"
    assert read(again) == ([(2, "KEN1")], 1, [])


def test_a_file_of_something_else_stays_as_it_is():
    text = "a,b\n1,2\n3,4\n"
    assert read(text) == ([(2, "1"), (3, "3")], 1, [])
    assert read(text, fits=None) == ([(2, "1"), (3, "3")], 1, [])


def test_a_header_too_far_down_is_not_found():
    text = "title\n" * 40 + f"{HEADER}\n{ROWS}"
    rows, line, notes = read(text, skip_lines=40)
    assert ([name for _, name in rows], line, notes) == (["KEN1", "KEN2"], 41, [])
    with pytest.raises(TableError, match="6 cells where the header has 1"):
        read(text)


def test_lines_to_skip_are_physical_ones_and_no_note():
    text = f'"a title\nover two lines"\n\n{HEADER}\n{ROWS}'
    assert read(text, fits=None, skip_lines=3) == ([(5, "KEN1"), (6, "KEN2")], 4, [])
    assert read(f"{HEADER}\n{ROWS}", fits=None, skip_lines=0)[0][0] == (2, "KEN1")


def test_more_lines_to_skip_than_there_are_is_one_line():
    with pytest.raises(TableError, match="has 3 lines, of which 9 are skipped"):
        read(f"{HEADER}\n{ROWS}", skip_lines=9)
    with pytest.raises(TableError, match="the file is empty"):
        read(f"{HEADER}\n{ROWS}", skip_lines=3)
    with pytest.raises(TableError, match="has 1,200 lines, of which 1,201 are skipped"):
        read("a,b\n" * 1200, skip_lines=1201)


@pytest.mark.parametrize(("form", "data"), [("jsonl", b'{"a": 1}\n'), ("json", b'[{"a": 1}]')])
def test_files_without_a_header_have_no_lines_to_skip(form, data):
    with pytest.raises(TableError, match="has no lines above its records to skip"):
        open_table("-", TableOptions(skip_lines=1), stdin=io.BytesIO(data), form=form)


def test_rows_of_a_sheet_are_skipped():
    book = openpyxl.Workbook()
    for cells in (["a", "b"], ["c", "d"], [1, 2], [3, 4]):
        book.active.append(cells)
    out = io.BytesIO()
    book.save(out)
    options = TableOptions(skip_lines=1)
    with open_table("-", options, stdin=io.BytesIO(out.getvalue()), form="xlsx") as table:
        assert (table.columns, table.header_line) == (("c", "d"), 2)
        assert [tuple(entry.values.values()) for entry in table] == [(1, 2), (3, 4)]


def test_titles_above_articles_are_passed_by(tmp_path):
    path, notes = tmp_path / "a.csv", []
    path.write_text("Clippings of May\nid,text\n7,Words\n", encoding="utf-8")
    (article,) = read_articles([str(path)], note=notes.append)
    assert (article.id, article.text) == ("7", "Words")
    assert notes == [f"{path}: 1 line above the header in line 2 left out"]
    (again,) = read_articles([str(path)], tables=TableOptions(skip_lines=1))
    assert again.text == "Words"


def test_a_kind_that_is_asked_for_decides_which_header_is_meant():
    ucdp = "id,type_of_violence,side_a,side_b,best,country"
    text = f"{ucdp}\n{HEADER}\n{ROWS}"
    assert read(text)[1] == 1
    assert read(text, fits=fitting(RecordKind.ACLED))[1] == 2


def test_what_fits_is_asked_as_for_sheets():
    options = replace(TableOptions(), fits=USUAL_COLUMNS.fit)
    with open_table("-", options, stdin=io.BytesIO(b"x,y\nid,text\n1,a\n"), form="csv") as table:
        assert table.columns == ("id", "text")
