"""OpenDocument files and EPUBs made by code, as LibreOffice, Google Docs and pandoc write them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from xml.sax.saxutils import escape

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style")),
        *(("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")),
        *(("meta", "meta"), ("manifest", "manifest"), ("number", "datastyle")),
    )
)
DUBLIN = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootf'
    'iles><rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)


NOON = (2024, 5, 14, 12, 0, 0)


def archive(
    mimetype: str, parts: Mapping[str, str | bytes], *, at: tuple[int, ...] = NOON
) -> bytes:
    """A zip whose first part, not packed, says what it is, written ``at`` a time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo("mimetype", at), mimetype, zipfile.ZIP_STORED)
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def open_document(kind: str, body: str, looks: str = "", **parts: str | bytes) -> bytes:
    """An OpenDocument file of this kind (``text``, ``spreadsheet``) with this body; ``looks`` are
    its automatic ones, ``parts`` others by their names without the ending .xml."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} {DUBLIN} '
        f'office:version="1.3"><office:automatic-styles>{looks}</office:automatic-styles>'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    others = {f"{name}.xml": text for name, text in parts.items()}
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return archive(mimetype, {"content.xml": content, **others})


def odt(body: str, styles: str = "", **parts: str | bytes) -> bytes:
    return open_document("text", body, styles, **parts)


def meta(title: str) -> str:
    return (
        f"<office:document-meta {SPACES} {DUBLIN}><office:meta><dc:title>{title}</dc:title>"
        "</office:meta></office:document-meta>"
    )


def epub(
    chapters: Mapping[str, str],
    *,
    about: str = "",
    spine: str | None = None,
    nav: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A book of these pages by their names; ``about`` is what its package says of it."""
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"'
        + (' properties="nav"/>' if name == nav else "/>")
        for name in chapters
    )
    order = spine or "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = (
        f'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata {DUBLIN} xmlns:opf="http://www.idpf.org/2007/opf">{about}</metadata>'
        f"<manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    pages = {
        f"EPUB/{name}": '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>{name}</title></head><body>{body}</body></html>"
        for name, body in chapters.items()
    }
    parts = {"META-INF/container.xml": CONTAINER, "EPUB/book.opf": package, **pages}
    return archive("application/epub+zip", {**parts, **(more or {})})


def ods_cell(value: object, *, style: str = "", more: str = "") -> str:
    """A cell as LibreOffice writes it: its value and what it shows."""
    named = f' table:style-name="{style}"' if style else ""
    if value is None or value == "":
        return f"<table:table-cell{named}{more}/>"
    if isinstance(value, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, (int, float)):
        kind = f'office:value-type="float" office:value="{value}"'
    elif isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    else:
        kind = 'office:value-type="string"'
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in str(value).split("\n"))
    return f"<table:table-cell{named}{more} {kind}>{lines}</table:table-cell>"


def _spaced(line: str) -> str:
    """Text in which each space and tab beyond the first is an element, as OpenDocument has it."""
    text = escape(line).replace("\t", "<text:tab/>").replace("\r", "&#13;")
    return re.sub("  +|^ | $", lambda run: f'<text:s text:c="{len(run[0])}"/>', text)


def ods_row(cells: Iterable[object], more: str = "") -> str:
    """A row of values, or of cells that are written already (they begin with ``<``)."""
    made = (
        cell if isinstance(cell, str) and cell.startswith("<table:") else ods_cell(cell)
        for cell in cells
    )
    return f"<table:table-row{more}>{''.join(made)}</table:table-row>"


def ods_sheet(name: str, rows: Iterable[Iterable[object]], more: str = "") -> str:
    written = "".join(row if isinstance(row, str) else ods_row(row) for row in rows)
    # What LibreOffice writes behind the last cell and the last row.
    blank = '<table:table-cell table:number-columns-repeated="16380"/>'
    end = f'<table:table-row table:number-rows-repeated="1048570">{blank}</table:table-row>'
    return (
        f'<table:table table:name="{name}"{more}><table:table-column/>{written}{end}</table:table>'
    )


def ods(*sheets: tuple[str, Iterable[Iterable[object]]], styles: str = "") -> bytes:
    body = "".join(ods_sheet(name, rows) for name, rows in sheets)
    return open_document("spreadsheet", body, styles)
