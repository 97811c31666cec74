"""Files of other programs are named in one line that says what to do, whatever their name says."""

from __future__ import annotations

import gzip
import io
import zipfile

import openpyxl
import pandas
import pytest

from extractor.errors import TableError
from extractor.tables import open_table

ODT = "application/vnd.oasis.opendocument.text"


def archive(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, text in members.items():
            out.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return made.getvalue()


def stata(version: int) -> bytes:
    out = io.BytesIO()
    pandas.DataFrame({"event_id_cnty": ["KEN1"]}).to_stata(out, version=version)
    return out.getvalue()


FILES = {
    "export delimited": [stata(114), stata(118)],
    "SAVE TRANSLATE": [b"$FL2@(#) SPSS DATA FILE" + bytes(100)],
    r"write.csv\(x": [
        *(b"X\n\0\0\0\3" + bytes(50), gzip.compress(b"X\n\0\0\0\3" + bytes(50), mtime=0)),
        gzip.compress(b"RDX3\nX\n" + bytes(50), mtime=0),
    ],
    "Feather": [b"ARROW1\0\0" + bytes(50)],
    "SAS": [bytes(12) + b"\xc2\xea\x81\x60" + bytes(50)],
    "pickle": [b"\x80\x04\x95" + bytes(50)],
    "HTML page; open it in a spreadsheet": [
        *(b"<table><tr><td>event_id_cnty</td></tr></table>", b"\n <META charset='utf-8'><table>"),
    ],
    "OpenDocument": [
        *(archive(mimetype=ODT), archive(content_dot_xml="<x/>")),
        archive(mimetype=ODT, content_dot_xml="<x/>"),
    ],
    "XML spreadsheet of Excel 2003": [
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook '
        b'xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
    ],
    "KML": [b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"></kml>'],
    "GeoPackage; export its table": [b"SQLite format 3\0" + bytes(80)],
    "with a password": [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(90)],
    "dBASE": [bytes([3, 124, 5, 14, 3, 0, 0, 0, 161, 0, 32, 0]) + bytes(90)],
    "Numbers": [archive(Index__Document_dot_iwa="x")],
    "a zip archive of 'acled.csv'; unpack": [archive(acled_dot_csv="event_id_cnty\n")],
    r"of 'a.csv', 'b.csv', 'c.csv'; unpack": [archive(a_dot_csv="x", b_dot_csv="x", c_dot_csv="x")],
    r"of 'a.csv', 'b.csv', 'c.csv' …; unpack": [
        archive(a_dot_csv="x", b_dot_csv="x", c_dot_csv="x", d_dot_csv="x")
    ],
    "binary Excel": [archive(xl__workbook_dot_bin="x")],
    "Word document": [archive(word__document_dot_xml="x")],
}


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.dat"])
@pytest.mark.parametrize(
    ("words", "data"),
    [
        pytest.param(words, data, id=f"{words}-{number}")  # some bytes say when they were made
        for words, files in FILES.items()
        for number, data in enumerate(files)
    ],
)
def test_a_file_of_another_program_is_named(words, data, name, tmp_path):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(TableError, match=words) as told:
        open_table(path)
    assert "\n" not in str(told.value)


def test_a_workbook_is_none_of_them(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(tmp_path / "a.xlsx")
    with open_table(tmp_path / "a.xlsx") as table:
        assert table.columns == ("a", "b")


def test_a_strict_workbook_is_named_and_not_empty(tmp_path):
    book, made = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["a", "b"])
    book.save(made)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(path, "w") as out:
        for name in parts.namelist():
            text = parts.read(name)
            for usual, strict in (
                (b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"spreadsheetml/main"),
                (b"schemas.openxmlformats.org/officeDocument/2006/", b"officeDocument/"),
            ):
                text = text.replace(usual, b"purl.oclc.org/ooxml/" + strict)
            out.writestr(name, text)
    with pytest.raises(TableError, match="a Strict Open XML workbook"):
        open_table(path)
