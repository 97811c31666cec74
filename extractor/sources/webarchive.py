"""Reads web pages saved by Safari: Apple property lists (``.webarchive``)."""

from __future__ import annotations

import plistlib
from typing import NamedTuple
from xml.parsers.expat import ExpatError

from extractor.errors import ArticleError

__all__ = ["BINARY", "ArchivedPage", "page_of_webarchive"]

BINARY = b"bplist00"
"""First bytes of a binary property list."""
MAIN = "WebMainResource"
DAMAGED = (
    *(plistlib.InvalidFileException, ExpatError, ValueError, TypeError, AttributeError),
    *(RecursionError, OverflowError, KeyError, IndexError, MemoryError),
)


class ArchivedPage(NamedTuple):
    """The bytes of the page, and its encoding and address if the archive has them."""

    data: bytes
    charset: str | None
    url: str | None


def page_of_webarchive(data: bytes, *, name: str) -> ArchivedPage:
    """Return the page without its pictures and frames.

    Raises :class:`ArticleError` if the file is damaged or holds no page.
    """
    try:
        found = plistlib.loads(data)
    except DAMAGED:
        raise ArticleError("a damaged web archive of Safari", where=name) from None
    held = found.get(MAIN) if isinstance(found, dict) else None
    main = held if isinstance(held, dict) else {}
    page, kind = main.get("WebResourceData"), main.get("WebResourceMIMEType")
    if not isinstance(page, bytes) or not page.strip():
        raise ArticleError("a property list of Apple's, and no web page in it", where=name)
    if isinstance(kind, str) and "html" not in kind:
        raise ArticleError(f"a web archive of {kind}, not of a web page", where=name)
    charset, url = (main.get(f"WebResource{key}") for key in ("TextEncodingName", "URL"))
    is_web = isinstance(url, str) and url.startswith(("http://", "https://"))
    return ArchivedPage(
        page, charset if isinstance(charset, str) else None, url if is_web else None
    )
