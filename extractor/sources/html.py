"""Web pages: the article in a page, with what the page says of itself.

trafilatura finds the text. The headline is the article's title and no part of its text, so that a
dateline stands at its head; paragraphs are parted by blank lines. The same page gives the same text
with the same version of trafilatura, and offsets count in that text.
"""

from __future__ import annotations

import codecs
import logging
import re
from typing import TYPE_CHECKING, Any

from extractor.article import Article
from extractor.errors import ArticleError, ExtractorError
from extractor.sources.dates import published_of
from extractor.sources.text import BOMS, decode, refuse_binary

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

__all__ = ["decode_page", "page_article", "require_trafilatura"]

SHORTEST = 30  # letters; below it is a menu or a notice, no article
HEAD = 4096  # bytes of a page in which its encoding is declared; HTML asks for the first 1024
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I)
XML_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.I)
# Python knows codecs that are no encodings of pages (rot13, unicode_escape, utf-7).
PAGE_CODECS = re.compile(
    r"utf-(?:8|16|16-le|16-be)|ascii|cp\d+|iso8859-\d+|koi8-\w|gb2312|gbk|gb18030|hz|big5\w*"
    r"|shift_jis\w*|euc_\w+|iso2022_\w+|mac-\w+|tis-620|johab|ptcp154|kz1048"
)
WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
"""What browsers read under these names (WHATWG Encoding)."""
WITHOUT_TIME = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}
"""The day the page declares, not the day it was changed and not any date in its text."""


def require_trafilatura() -> Any:
    """trafilatura; raises :class:`ExtractorError` with the way to install it."""
    try:
        import trafilatura
    except ImportError:
        raise ExtractorError(
            "web pages need the extra `html`: pip install 'extract-events[html]'"
        ) from None
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters comes as our own error
    return trafilatura


def page_article(
    page: str,
    *,
    where: str,
    url: str | None = None,
    published: date | None = None,
    publisher: str | None = None,
) -> Article:
    """The article of a web page.

    ``url`` is where the page was fetched; the one it declares for itself (canonical) goes before
    it, and its own day and publisher before ``published`` and ``publisher``. The day is the one by
    the publisher's clock. Raises :class:`ArticleError` for a page without an article.
    """
    trafilatura = require_trafilatura()
    try:
        found = trafilatura.bare_extraction(
            page,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=WITHOUT_TIME,
        )
    except Exception as error:  # a page that its parser cannot stand is this page's error
        raise ArticleError(
            f"the page cannot be read ({type(error).__name__}: {error})", where=where
        ) from None
    text = _body(found.text or "", found.title) if found else ""
    if sum(map(str.isalpha, text[:1000])) < SHORTEST:
        raise ArticleError("no article text in this page", where=where)
    return Article(
        text,
        title=found.title or None,
        published=_own_day(found.date) or published,
        publisher=found.sitename or publisher,
        url=found.url or url,
        extra={"file": where},
    )


def _body(text: str, title: str | None) -> str:
    """The paragraphs, without a headline that only repeats the title."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if lines and title and " ".join(lines[0].split()) == " ".join(title.split()):
        del lines[0]
    return "\n\n".join(lines)


def _own_day(said: str | None) -> date | None:
    try:
        return published_of(said)
    except ArticleError:  # of no century of ours: as good as none
        return None


def decode_page(
    data: bytes,
    *,
    where: str,
    charset: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> str:
    """The text of a page's bytes: by its byte order mark, else as ``charset`` (of the HTTP header)
    or the page's own head declares, else UTF-8, else as detected.

    Where the declared encoding does not fit, UTF-8 is tried before single bytes are given up.
    Raises :class:`ArticleError` for what is no text.
    """
    if any(data.startswith(mark) for mark, _ in BOMS):
        return decode(data, where=where).text
    refuse_binary(data, where=where)
    declared = _codec(charset) or _declared(data[:HEAD])
    for encoding in (declared, "utf-8"):
        if encoding:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                pass
    if declared:
        text = data.decode(declared, "replace")
        bad = text.count("\ufffd")
        note(f"{where}: {bad} characters are not {declared}, as the page says of itself")
        return text
    found = decode(data, where=where)
    if found.note:
        note(found.note)
    return found.text


def _declared(head: bytes) -> str | None:
    found = XML_ENCODING.search(head) or CHARSET.search(head)
    return _codec(found[1].decode("ascii")) if found else None


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    try:
        known = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, UnicodeError, ValueError):
        return None
    if known.startswith("utf-16"):  # a page whose head can be read as ASCII is not UTF-16
        return "utf-8"
    return WIDER.get(known, known) if PAGE_CODECS.fullmatch(known) else None
