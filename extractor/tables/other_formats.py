"""Recognises by their first bytes files that are not read as tables, to name the format and a way
out."""

from __future__ import annotations

from collections.abc import Container, Sequence
from operator import contains
from pathlib import PurePosixPath

__all__ = ["is_open_spreadsheet", "member_names", "named_archive", "named_format"]

SAVE = "save it as .xlsx or CSV"
STATA = "a Stata file (.dta); write CSV in Stata: export delimited"
SPSS = "an SPSS file (.sav); write CSV in SPSS: SAVE TRANSLATE /TYPE=CSV"
R_DATA = "a file of R's (.rds, .RData); write CSV in R: write.csv(x, file, row.names = FALSE)"
ARROW = "an Arrow or Feather file; write Parquet"
HTML = f"an HTML page; open it in a spreadsheet and {SAVE}"
OLD_OFFICE = (
    "an old Excel or Office document (.xls), or one with a password; save it as .xlsx without one"
)
SQLITE = "an SQLite database or a GeoPackage; export its table as CSV or GeoJSON"
MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"{\\rtf", "an RTF document"),
    (b"BZh", "a bzip2 file; only gzip and zstd are undone"),
    (b"\xfd7zXZ\x00", "an xz file; only gzip and zstd are undone"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-zip archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3\x00", SQLITE),
    (b"\x7fELF", "a program"),
    (b"<stata_dta>", STATA),
    (b"$FL2@(#)", SPSS),
    (b"$FL3@(#)", SPSS),
    (b"RDX2\n", R_DATA),
    (b"RDX3\n", R_DATA),
    (b"X\n\x00\x00\x00", R_DATA),
    (b"ARROW1\x00", ARROW),
    (b"FEA1", ARROW),
    (b"ORC\x00", "an ORC file; write Parquet"),
    (b"Obj\x01", "an Avro file; write Parquet"),
    (b"\x00" * 12 + b"\xc2\xea\x81\x60", "a SAS file; write CSV in SAS: proc export"),
    (b"\x00\x01\x00\x00Standard ", "an Access database; export its table as CSV"),
    (b"\x00\x00\x27\x0a\x00", "a shapefile; write GeoJSON"),
    (b"<?xml", "an XML document"),
)
_XML = (  # by what their first bytes contain
    (b"urn:schemas-microsoft-com:office:spreadsheet", f"an XML spreadsheet of Excel 2003; {SAVE}"),
    (b"opengis.net/kml", "a KML file; write GeoJSON or CSV in the map program"),
    (b"opengis.net/gml", "a GML file; write GeoJSON or CSV in the map program"),
    (b"<gpx", "a GPX file; write GeoJSON or CSV in the map program"),
)
# A dBASE table: its version, the day of its last change, and an end mark after the fields.
_DBASE = b"\x03\x30\x83\x8b"  # a version, then the day: year, month, day
DBASE = (
    "a dBASE file (.dbf), of a shapefile perhaps; write CSV or GeoJSON from the source it was made "
    "of, as it cuts names to ten letters and texts to 254"
)
# Stata files of versions 104 to 115: version, byte order, a file type that is always 1.
_OLD_STATA = (range(0x68, 0x74), (1, 2), (1,), (0,))
# The mark of pickle protocols 2 to 5, then the opcode of the pickled object.
_PICKLE = ((0x80,), range(2, 6), b"\x95}]c(K")
_SQL = (
    *(b"-- mysql", b"-- mariadb", b"-- postgresql", b"-- sqlite", b"-- phpmyadmin"),
    *(b"create table ", b"insert into "),
)
_HTML = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<table", b"<body", b"<style")
_WORKBOOK = ("xl/", "_rels/", "docprops/", "customxml/", "[content_types].xml")
_ROWS = frozenset(
    {
        *(".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".geojson", ".xlsx", ".xls"),
        *(".parquet", ".dta"),
    }
)
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_MEMBER = b"PK\x03\x04"


def named_format(head: bytes) -> str | None:
    """Return the format of a file with these first bytes; ``None`` for any that may be a table."""
    if head.lstrip()[:5].lower() == b"<?xml":
        for sign, what in _XML:
            if sign in head[:4096]:
                return what
    for magic, what in MAGIC:
        if head[: len(magic)].lower() == magic.lower():
            return f"{what}, not a table" if ";" not in what else what
    if b" ".join(head.lower().split()).startswith(_HTML):
        return HTML
    if head.lstrip().lower().startswith(_SQL):
        return "an SQL dump; export the table as CSV"
    if head[:1] in _DBASE and b"\0" in head[8:64] and 1 <= head[2] <= 12 and 1 <= head[3] <= 31:
        return DBASE
    if _begins(head, _OLD_STATA) and b"\0" in head[4:200]:
        return STATA
    return "a pickle of Python's; write CSV or Parquet" if _begins(head, _PICKLE) else None


def _begins(head: bytes, form: Sequence[Container[int]]) -> bool:
    """Return whether each of the first bytes is one of those allowed at its position."""
    return len(head) >= len(form) and all(map(contains, form, head))


def member_names(head: bytes) -> list[str]:
    """Return the names of a zip archive's first members, as far as ``head`` contains them."""
    found: list[str] = []
    at = 0
    while (at := head.find(_MEMBER, at)) >= 0 and len(found) < 100:
        length = int.from_bytes(head[at + 26 : at + 28], "little")
        found.append(head[at + 30 : at + 30 + length].decode("utf-8", "replace"))
        at += 30
    return found


def is_open_spreadsheet(head: bytes) -> bool:
    """Return whether an archive's first part, which is stored uncompressed, says OpenDocument
    spreadsheet."""
    return head.startswith(_MEMBER) and head[30:].startswith(b"mimetype" + SPREADSHEET)


def named_archive(head: bytes) -> str | None:
    """Return what a zip archive is; ``None`` for a workbook and for an unknown kind."""
    names = member_names(head)
    lower = [name.lower() for name in names]
    if "xl/workbook.bin" in lower:
        return f"a binary Excel workbook (.xlsb); {SAVE}"
    if is_open_spreadsheet(head):
        return None
    if "mimetype" in lower[:1] or "content.xml" in lower:
        return f"an OpenDocument or EPUB file that is no spreadsheet; {SAVE}"
    if any(name.endswith(".iwa") for name in lower):
        return "a Numbers document; export it as .xlsx or CSV"
    if any(name.startswith("word/") for name in lower):
        return "a Word document, not a table"
    if any(name.startswith(_WORKBOOK) for name in lower):
        return None
    rows = [name for name in names if PurePosixPath(name.lower()).suffix in _ROWS]
    if not rows:
        return None
    shown = ", ".join(repr(name[:60]) for name in rows[:3])
    return f"a zip archive of {shown}{' …' if len(rows) > 3 else ''}; unpack it first"
