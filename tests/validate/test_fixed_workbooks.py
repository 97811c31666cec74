"""The mended copy of a workbook with formulas: their values stay, whoever reads it."""

from __future__ import annotations

import io
import zipfile

import openpyxl
from rows import TODAY, sound

from extractor.tables import TableOptions, open_table
from extractor.validate import Options, Report
from extractor.validate.codes import CODES
from extractor.validate.fix import fixed_copy

VALUES = {"year": b"2022", "timestamp": b"1700000000"}


def workbook(path, formulas):
    """Three rows, the first with a space behind its actor, with formulas in a column; as a
    spreadsheet saves them, with their values."""
    book = openpyxl.Workbook()
    sheet, other = book.active, book.create_sheet("sums")
    sheet.title = "events"
    rows = sound()
    rows[0]["actor1"] += " "
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([formulas.get(name, cell) for name, cell in row.items()])
    other["A1"] = "=COUNTA(events!A2:A4)"
    made = io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(path, "w") as out:
        for name in parts.namelist():
            text = parts.read(name)
            if name.endswith("sheet1.xml"):
                for column, formula in formulas.items():
                    bare = f"<f>{formula[1:]}</f><v></v>".encode()
                    assert text.count(bare) == 3
                    text = text.replace(bare, bare.replace(b"<v>", b"<v>" + VALUES[column]))
            out.writestr(name, text)
    return path


def test_a_formula_is_written_as_its_value_and_told(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"year": "=2000+22", "timestamp": "=1700000000"})
    copy, notes = tmp_path / "b.xlsx", []
    options = Options(codes=frozenset(CODES), today=TODAY)
    with fixed_copy(
        str(path), str(copy), options=options, tables=TableOptions(note=notes.append)
    ) as made:
        items = list(made.items(Report(str(path))))
    assert [item.code for item in items] == ["W203"]
    assert f"{copy}: 6 formulas written as values (year 3, timestamp 3)" in notes
    with open_table(copy) as table:
        assert [row.values["year"] for row in table] == [2022, 2022, 2022]
    book = openpyxl.load_workbook(copy)
    assert book["sums"]["A1"].value == "=COUNTA(events!A2:A4)"


def test_a_workbook_without_formulas_is_copied_without_a_word(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {})
    notes: list[str] = []
    with fixed_copy(
        str(path),
        str(tmp_path / "b.xlsx"),
        options=Options(codes=frozenset(CODES), today=TODAY),
        tables=TableOptions(note=notes.append),
        sheet="events",
    ) as made:
        list(made.items(Report(str(path))))
    assert not any("formula" in note for note in notes)


def test_a_table_that_begins_in_another_column_of_each_sheet_is_mended_where_it_stands(tmp_path):
    book = openpyxl.Workbook()
    rows = sound()
    rows[1]["actor1"] += " "
    for sheet, row, by in ((book.active, rows[0], 2), (book.create_sheet("b"), rows[1], 0)):
        sheet.append([*[None] * by, *row])
        sheet.append([*[None] * by, *row.values()])
    path, copy = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book.save(path)
    options = Options(codes=frozenset(CODES), today=TODAY)
    with fixed_copy(str(path), str(copy), options=options) as made:
        changes = [item for item in made.items(Report(str(path))) if item.code == "W203"]
    assert [(change.sheet, change.column) for change in changes] == [("b", "actor1")]
    fixed = openpyxl.load_workbook(copy)
    place = list(rows[1]).index("actor1") + 1
    assert fixed["b"].cell(2, place).value == rows[1]["actor1"].strip()
    assert fixed["Sheet"].cell(2, place + 2).value == rows[0]["actor1"]
