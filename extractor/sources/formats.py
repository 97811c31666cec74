"""Finds the format of a file by the ending of its name, or of standard input by its first bytes."""

from __future__ import annotations

from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING

from extractor.sources.feeds import looks_like_feed
from extractor.sources.fragments import is_page
from extractor.sources.jsonl import looks_like_json_lines
from extractor.sources.mail import looks_like_mail
from extractor.sources.mhtml import looks_like_mhtml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "PAPER",
    "SEVERAL",
    "TABLES",
    "Format",
    "document_in",
    "format_of",
    "is_packed",
    "page_or_feed_in",
    "sniffed",
]


class Format(Enum):
    """The formats in which articles come."""

    TEXT = "plain text"
    HTML = "HTML"
    MHTML = "a saved web page"
    JSON_LINES = "JSON Lines"
    JSON = "JSON"
    CSV = "CSV"
    PARQUET = "Parquet"
    XLSX = "an Excel workbook"
    ODS = "an OpenDocument spreadsheet"
    WARC = "WARC"
    FEED = "RSS or Atom"
    MAIL = "e-mail"
    PDF = "PDF"
    DOCX = "a Word document"
    RTF = "an RTF document"
    ODT = "an OpenDocument text"
    EPUB = "an EPUB"


TABLES = frozenset({Format.CSV, Format.JSON, Format.PARQUET, Format.XLSX, Format.ODS})
PACKED = (".gz", ".zst", ".zstd")
ENDINGS = {
    "": Format.TEXT,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".mhtml": Format.MHTML,
    ".mht": Format.MHTML,
    ".webarchive": Format.MHTML,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".jsonlines": Format.JSON_LINES,
    ".jl": Format.JSON_LINES,
    ".json": Format.JSON,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".tab": Format.CSV,
    ".parquet": Format.PARQUET,
    ".pq": Format.PARQUET,
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".ods": Format.ODS,
    ".warc": Format.WARC,
    ".wet": Format.WARC,
    ".wat": Format.WARC,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".eml": Format.MAIL,
    ".emlx": Format.MAIL,
    ".mbox": Format.MAIL,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".rtf": Format.RTF,
    ".odt": Format.ODT,
    ".ott": Format.ODT,
    ".epub": Format.EPUB,
}
SEVERAL = frozenset({Format.WARC, Format.FEED, Format.MAIL})
"""Formats with any number of articles in a file, known only after reading it."""
ZIP_HEAD = b"PK\x03\x04"
FIRST_NAME = 30  # bytes before the name of an archive's first part
BOOKS = {
    b"application/vnd.oasis.opendocument.spreadsheet": Format.ODS,
    b"application/epub+zip": Format.EPUB,
    b"application/vnd.oasis.opendocument.text": Format.ODT,
}
WORD_PART = b"word/"  # begins part names, several of which are in the first kilobytes
PAPER = frozenset({Format.PDF, Format.DOCX, Format.RTF, Format.ODT, Format.EPUB})
"""Documents made for paper, which are not read as a stream."""


def is_packed(name: str | Path) -> bool:
    """Return whether the name is of a file compressed with gzip or zstd."""
    return PurePath(name).suffix.lower() in PACKED


def format_of(name: str | Path) -> Format | None:
    """Return the format of a file with this name, compressed or not; ``None`` for an unknown
    ending."""
    path = PurePath(name)
    if is_packed(name):
        path = PurePath(path.stem)
    return ENDINGS.get(path.suffix.lower())


def document_in(head: bytes) -> Format | None:
    """Return the format of a file with an unknown ending by its first bytes; ``None`` to read it as
    plain text."""
    if head.startswith(b"WARC/"):
        return Format.WARC
    if head.startswith(b"%PDF-"):
        return Format.PDF
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    if head.startswith(ZIP_HEAD):
        if book := _book_in(head):
            return book
        if WORD_PART in head:
            return Format.DOCX
    if looks_like_feed(head):
        return Format.FEED
    if looks_like_mhtml(head):
        return Format.MHTML
    return Format.MAIL if looks_like_mail(head) else None


def _book_in(head: bytes) -> Format | None:
    """Return EPUB or ODT if the first part, which is stored uncompressed, says so."""
    kind = head[FIRST_NAME:]
    if not kind.startswith(b"mimetype"):
        return None
    kind = kind.removeprefix(b"mimetype")
    found = (form for mimetype, form in BOOKS.items() if kind.startswith(mimetype))
    return next(found, None)


def page_or_feed_in(head: bytes) -> Format | None:
    """Return the format of a file named as plain text that is a page or feed: programs that fetch
    addresses save them so."""
    if is_page(head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")):
        return Format.HTML
    if looks_like_feed(head):
        return Format.FEED
    return Format.MHTML if looks_like_mhtml(head) else None


def sniffed(head: bytes, *, table: bool = False) -> Format:
    """Return the format of a stream with these first bytes. Tables look like texts, so CSV is only
    assumed if ``table`` says that the user named columns."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith(b"PAR1"):
        return Format.PARQUET
    if head.startswith(ZIP_HEAD):
        return _book_in(head) or (Format.XLSX if table else Format.DOCX)
    if is_page(head.decode("latin-1")):
        return Format.HTML
    if document := document_in(head):
        return document
    first = head.lstrip().split(b"\n", 1)[0]
    if looks_like_json_lines(first):
        return Format.JSON_LINES
    bare = head.translate(None, b" \t\r\n")
    if bare.startswith((b"[{", b"[]")) or (bare.startswith(b'{"') and b"\n" in head.split(b'"')[0]):
        return Format.JSON
    return Format.CSV if table else Format.TEXT
