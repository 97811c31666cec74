"""OpenDocument files and EPUBs made by code, as LibreOffice, Google Docs and pandoc write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

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


def archive(mimetype: str, parts: Mapping[str, str | bytes]) -> bytes:
    """A zip whose first part, not packed, says what it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def open_document(kind: str, body: str, styles: str = "", **parts: str | bytes) -> bytes:
    """An OpenDocument file of this kind (``text``, ``spreadsheet``) with this body; ``styles`` are
    its automatic ones, ``parts`` others by their names without the ending .xml."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} {DUBLIN} '
        f'office:version="1.3"><office:automatic-styles>{styles}</office:automatic-styles>'
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
