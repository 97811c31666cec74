"""What is struck through in a workbook is read as before, and told with its rows and cells."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from extractor.cli import main
from extractor.records.kinds import fitting
from extractor.tables import TableOptions, open_table

HEADER = ["event_id_cnty", "event_date", "event_type", "country", "location", "fatalities", "notes"]
STRUCK = Font(strike=True)
STRIKE = b'<strike val="1"/>'


def book(change, rows: int = 4) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(HEADER)
    for number in range(1, rows + 1):
        day = "2024-05-14"
        sheet.append([f"KEN{number}", day, "Riots", "Kenya", "Mandera", number, "A crowd."])
    change(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def strike(sheet, *rows: int, columns: int = len(HEADER)) -> None:
    for row in rows:
        for column in range(1, columns + 1):
            sheet.cell(row, column).font = STRUCK


def read(data: bytes) -> tuple[list[object], list[str]]:
    notes: list[str] = []
    told = TableOptions(note=notes.append, fits=fitting(None))
    with open_table("-", told, stdin=io.BytesIO(data), form="xlsx") as table:
        ids = [entry.values["event_id_cnty"] for entry in table]
    return ids, [note.removeprefix("standard input: ") for note in notes]


ALL = ["KEN1", "KEN2", "KEN3", "KEN4"]


def test_rows_that_are_struck_through_are_read_and_told():
    data = book(lambda sheet: strike(sheet, 3, 5))
    assert read(data) == (ALL, ["2 rows struck through (3, 5); read as others"])


def test_a_row_counts_by_the_cells_that_hold_something():
    def change(sheet):
        strike(sheet, 3)
        sheet["G3"] = None
        sheet["G3"].font = Font(strike=False)

    assert read(book(change))[1] == ["1 row struck through (3); read as others"]


def test_single_cells_are_told_by_their_names():
    data = book(lambda sheet: strike(sheet, 4, columns=2))
    assert read(data) == (ALL, ["2 cells struck through (A4, B4); read as others"])


def test_a_header_that_is_struck_through_says_nothing_of_events():
    assert read(book(lambda sheet: strike(sheet, 1))) == (ALL, [])


@pytest.mark.parametrize("shared", [True, False])
def test_digits_that_are_struck_through_beside_others_are_told(shared):
    """Of a toll of 5 that was struck out and made 7 a program reads 57."""

    def change(sheet):
        old = TextBlock(InlineFont(strike=True), "5")
        sheet["F2"] = CellRichText(old, TextBlock(InlineFont(), "7"))
        sheet["G3"] = CellRichText(old)

    ids, notes = read(with_shared_strings(book(change)) if shared else book(change))
    assert ids == ALL
    assert notes == [
        "1 cell struck through (G3); read as others",
        "1 cell with words or digits struck through beside others (F2); both are read as one text",
    ]


def with_shared_strings(data: bytes) -> bytes:
    """The same with its texts where Excel writes them: openpyxl writes them in the cells."""
    out, strings = io.BytesIO(), []

    def share(found: re.Match[bytes]) -> bytes:
        strings.append(b"<si>" + found[2] + b"</si>")
        return b'<c%s t="s"><v>%d</v></c>' % (found[1], len(strings) - 1)

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                inline = rb'<c([^>]*) t="inlineStr"><is>(.*?)</is></c>'
                text = re.sub(inline, share, text, flags=re.S)
            new.writestr(name, text.replace(b"</Types>", listed))
        space = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        new.writestr("xl/sharedStrings.xml", space + b"".join(strings) + b"</sst>")
    assert any(b"strike" in words for words in strings)
    return out.getvalue()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b'<strike val="true"/>', True),  # LibreOffice
        (b'<strike val="false"/>', False),
        (b'<strike val="0"/>', False),
        (b"<strike/>", True),
    ],
)
def test_what_other_programs_write_of_fonts(written, told):
    data = book(lambda sheet: strike(sheet, 3))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "xl/styles.xml":
                assert STRIKE in text
                text = text.replace(STRIKE, written)
            new.writestr(part, text)
    notes = read(out.getvalue())[1]
    assert notes == (["1 row struck through (3); read as others"] if told else [])


def test_many_rows_are_counted_and_the_first_named():
    (note,) = read(book(lambda sheet: strike(sheet, *range(2, 1502)), rows=2000))[1]
    assert note == (
        "1,500 rows struck through (2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 1,490 more); read as others"
    )


@pytest.mark.parametrize("command", ["validate", "convert", "load", "merge"])
def test_every_command_that_reads_a_table_tells_it(command, tmp_path, capsys):
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(lambda sheet: strike(sheet, 3)))
    target = ["-o", str(tmp_path / "o.jsonl")]
    more = {
        "validate": [],
        "convert": ["--to", str(tmp_path / "out.jsonl")],
        "load": ["--to", str(tmp_path / "out.db")],
        "merge": target,
    }[command]
    with pytest.raises(SystemExit):
        main([command, str(path), *more])
    assert "1 row struck through (3); read as others" in " ".join(capsys.readouterr().err.split())
