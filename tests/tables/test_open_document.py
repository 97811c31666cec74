"""OpenDocument spreadsheets: read like workbooks of Excel."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from open_documents import archive, ods, ods_cell, ods_row, ods_sheet, open_document

from extractor.cli import main
from extractor.errors import TableError
from extractor.records.kinds import fitting
from extractor.sources import read_articles
from extractor.tables import TableOptions, open_table

HEADER = ["event_id_cnty", "event_date", "event_type", "country", "location", "fatalities"]


def row(number: int) -> list[object]:
    return [f"KEN{number}", date(2024, 5, 14), "Riots", "Kenya", "Mandera", number]


def opened(data: bytes, notes: list[str] | None = None, **options):
    told = TableOptions(note=(notes if notes is not None else []).append, **options)
    return open_table("-", told, stdin=io.BytesIO(data))


def read(data: bytes, **options) -> tuple[list[object], list[str]]:
    """The ids in order, and the notes."""
    notes: list[str] = []
    with opened(data, notes, fits=fitting(None), **options) as table:
        ids = [entry.values["event_id_cnty"] for entry in table]
    return ids, [note.removeprefix("standard input: ") for note in notes]


def sheet(*rows: object, styles: str = "") -> bytes:
    return open_document("spreadsheet", ods_sheet("Events", [HEADER, *rows]), styles)


def test_cells_keep_their_types():
    values = ["a b", 4, 4.5, True, date(2024, 5, 14), None, "two\nlines", " spaced  out "]
    with opened(ods(("A", [[f"c{n}" for n in range(8)], values]))) as table:
        (found,) = (entry.values for entry in table)
    assert [*found.values()] == [
        *("a b", 4, 4.5, True, datetime(2024, 5, 14), None, "two\nlines", " spaced  out "),
    ]
    assert [type(value) for value in found.values()][1:4] == [int, float, bool]


def test_every_sheet_that_fits_is_read_and_others_are_named():
    data = ods(
        ("README", [["About"], ["Cite it."]]),
        ("2023", [HEADER, row(1)]),
        ("2024", [["Export"], [], HEADER, row(2), row(3)]),
    )
    ids, notes = read(data)
    assert ids == ["KEN1", "KEN2", "KEN3"]
    assert notes == [
        "sheet '2024': 1 row above the header in row 3 left out",
        "sheet 'README' left out, 2 rows (--sheet names the one to read)",
    ]
    assert read(data, sheet="2024")[0] == ["KEN2", "KEN3"]
    with pytest.raises(TableError, match="no sheet '2025'; there are 'README', '2023', '2024'"):
        opened(data, sheet="2025")


def test_rows_and_cells_that_stand_there_once_for_many_are_all_read():
    same = ods_row(row(1), ' table:number-rows-repeated="3"')
    blank = ods_row([], ' table:number-rows-repeated="1000"')
    nought = ods_cell("Riots", more=' table:number-columns-repeated="2"')
    wide = ods_row([ods_cell("KEN9"), ods_cell(None), nought, ods_cell("Mandera"), ods_cell(0)])
    with opened(sheet(same, blank, wide)) as table:
        rows = [(entry.line, [*entry.values.values()]) for entry in table]
    day = datetime(2024, 5, 14)
    assert [line for line, _ in rows] == [2, 3, 4, 1005]
    assert rows[0][1] == ["KEN1", day, "Riots", "Kenya", "Mandera", 1]
    assert rows[3][1] == ["KEN9", None, "Riots", "Riots", "Mandera", 0]


def test_merged_hidden_and_struck_cells_are_told_as_in_a_workbook_of_excel():
    struck = "".join(
        f'<style:style style:name="{name}" style:family="{family}"><style:text-properties '
        'style:text-line-through-style="solid" style:text-line-through-type="single"/>'
        "</style:style>"
        for name, family in (("ce1", "table-cell"), ("T1", "text"))
    )
    merged = ods_cell("Kenya", more=' table:number-rows-spanned="2"')
    below = "<table:covered-table-cell/>"
    plain = [ods_cell(value) for value in row(1)]
    rest = [ods_cell(value) for value in row(2)]
    five = (
        '<table:table-cell office:value-type="string"><text:p><text:span text:style-name="T1">5'
        "</text:span>7</text:p></table:table-cell>"
    )
    unseen = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
    )
    data = sheet(
        unseen,
        ods_row([*plain[:3], merged, *plain[4:]]),
        ods_row([*rest[:3], below, *rest[4:]], ' table:visibility="filter"'),
        ods_row([ods_cell(value, style="ce1") for value in row(3)]),
        ods_row([*(ods_cell(value) for value in row(4)[:5]), five]),
        styles=struck,
    )
    notes: list[str] = []
    with opened(data, notes, fits=fitting(None)) as table:
        rows = [entry.values for entry in table]
    assert [each["country"] for each in rows] == ["Kenya"] * 4
    assert [each["fatalities"] for each in rows] == [1, 2, 3, "57"]
    assert [note.removeprefix("standard input: ") for note in notes] == [
        "1 row hidden, as by a filter; read as others",
        "1 column hidden; read as others: 'country'",
        "1 row struck through (4); read as others",
        "1 cell with words or digits struck through beside others (F5); both are read as one text",
        "1 merged area of cells; a text or day is read in each of its rows",
    ]


def test_a_style_that_strikes_through_may_stand_among_the_common_ones():
    """As LibreOffice keeps those that a user named: a cell's own style goes on from it."""
    common = open_document("spreadsheet", "", STRIKE.format("Out"))
    with zipfile.ZipFile(io.BytesIO(common)) as parts:
        styles = parts.read("content.xml")
    own = '<style:style style:name="ce2" style:parent-style-name="Out"/>'
    cells = [ods_cell(value, style="ce2") for value in row(1)]
    body = ods_sheet("Events", [HEADER, ods_row(cells)])
    _, notes = read(open_document("spreadsheet", body, own, styles=styles))
    assert notes == ["1 row struck through (2); read as others"]


def test_comments_are_no_part_of_a_cell_and_errors_are_read_as_they_show():
    comment = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>Sure?</text:p>'
        "</office:annotation><text:p>KEN1</text:p></table:table-cell>"
    )
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    error = (
        f'<table:table-cell xmlns:calcext="{calc}" table:formula="of:=1/0" office:value-type='
        '"string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        "</table:table-cell>"
    )
    with opened(sheet(ods_row([comment, error]))) as table:
        (found,) = (entry.values for entry in table)
    assert [*found.values()][:2] == ["KEN1", "#DIV/0!"]


def test_a_formula_that_no_program_worked_out_is_refused():
    formula = '<table:table-cell table:formula="of:=1+1"/>'
    with pytest.raises(TableError, match="1 formula without a value, in column 'event_date' first"):
        opened(sheet(ods_row([ods_cell("KEN1"), formula])), fits=fitting(None))


def test_a_hidden_sheet_is_left_out_and_named():
    unseen = '<style:table-properties table:display="false"/>'
    unseen = f'<style:style style:name="ta1">{unseen}</style:style>'
    old = ods_sheet("Old", [HEADER, row(2)], ' table:style-name="ta1"')
    body = ods_sheet("Now", [HEADER, row(1)]) + old
    ids, notes = read(open_document("spreadsheet", body, unseen))
    assert ids == ["KEN1"]
    assert notes == ["sheet 'Old' (hidden) left out, 1 row (--sheet names the one to read)"]


STRIKE = (
    '<style:style style:name="{}"><style:text-properties style:text-line-through-style="solid"/>'
    "</style:style>"
)
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (archive(SPREADSHEET, {"a.xml": "<a/>"}), "not a readable OpenDocument spreadsheet: "),
        (sheet(row(1))[:-30], "not a readable OpenDocument spreadsheet: File is not a zip file"),
        (ods(), "a workbook without sheets"),
        (ods(("A", [])), "the sheet 'A' is empty"),
        (
            archive(SPREADSHEET, {"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
            "'content.xml' in it declares a document type",
        ),
        (sheet("<table:table-row>" * 600), "not a readable|within 500 others"),
        (sheet([ods_cell("x" * 10_000_001)]), "holds a text that is longer than any sound one"),
        (
            sheet([ods_cell("x", more=' table:number-columns-repeated="16384"'), ods_cell("y")]),
            "has more columns than any sheet",
        ),
        (
            sheet(ods_row(["a"], ' table:number-rows-repeated="2097152"')),
            "has too many rows in the sheet 'Events'",
        ),
        (
            open_document("spreadsheet", "", **{"META-INF/manifest": "<encryption-data/>"}),
            "encrypted with a password; save it without one",
        ),
        (
            open_document("spreadsheet", ods_sheet("A", [["a"]]) * 2),
            "has the sheet 'A' twice, or too many",
        ),
        (
            archive(SPREADSHEET, {"content.xml": b"<a b='" + b" " * (11 << 20)}),
            "is larger than any sound one",
        ),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(data, reason):
    with pytest.raises(TableError, match=reason) as told:
        opened(data)
    assert "\n" not in str(told.value)


@settings(deadline=None)
@given(st.integers(0, 1500), st.binary(min_size=1, max_size=30))
def test_a_damaged_file_never_ends_in_a_traceback(at, junk):
    data = sheet(row(1), row(2))
    damaged = data[:90] + data[90 : 90 + at] + junk + data[90 + at + len(junk) :]
    try:
        with opened(damaged) as table:
            list(table)
    except TableError as error:
        assert "\n" not in str(error)


def test_memory_does_not_grow_with_the_rows():
    many = ods_row(row(1)) * 12_000
    data = sheet(many)
    opened(sheet(row(1))).close()
    tracemalloc.start()
    try:
        with opened(data) as table:
            count = sum(len(batch.lines) for batch in table.batches())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 12_000
    assert peak < 3 << 20, peak


def test_articles_are_in_it_too(tmp_path):
    path = tmp_path / "a.ods"
    path.write_bytes(ods(("A", [["text", "published"], ["Four men died.", date(2024, 5, 14)]])))
    (article,) = read_articles([str(path)])
    assert (article.text, article.published) == ("Four men died.", date(2024, 5, 14))


def test_it_is_not_mended_in_place(tmp_path, capsys):
    path = tmp_path / "a.ods"
    path.write_bytes(sheet(row(1)))
    with pytest.raises(SystemExit) as ended:
        main(["validate", str(path), "--fix", str(tmp_path / "b.ods")])
    assert ended.value.code == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "--fix does not write OpenDocument spreadsheets; save it as .xlsx or CSV" in told
