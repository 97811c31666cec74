"""Reads the text of an EPUB (a book, but also reports and newsletters) as one article.

The parts of an EPUB are XHTML pages, in an order stated in the file. The table of contents is not
part of the text. Read with the standard library alone.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import IO, Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from extractor.errors import ArticleError
from extractor.sources.documents.archive import Archive
from extractor.sources.documents.issue import article_folder, headline_of, without_navigation
from extractor.sources.documents.paged import PagedText
from extractor.sources.documents.pdf import sound_title
from extractor.sources.documents.without_text import without_text
from extractor.sources.fragments import text_of_fragment
from extractor.sources.pages.encoding import decode_page
from extractor.sources.struck_words import STRUCK_LEFT_OUT, without_struck
from extractor.text.article import Article
from extractor.text.printable import plural

__all__ = ["epub_article"]

KIND = "EPUB"
CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "")
ISO_DAY = len("2024-05-14")
OLDEST = 1900  # calibre writes 0101-01-01 for a missing day


def epub_article(
    file: IO[bytes],
    *,
    where: str,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Article:
    """Return the article of an EPUB; ``file`` must be seekable. A newspaper (:mod:`.issue`) is
    returned as one text, to be split later.

    ``Article.extra["chapters"]`` gives the position of each of its files in the text (``part``,
    ``start``, ``end``). The day is ``published``, else the day of publication stated in the book,
    and ``note`` is called. Raises :class:`ArticleError` for a file that is not an EPUB, is
    encrypted or too large, or has no text.
    """
    archive = Archive(file, where=where, kind=KIND)
    book = _Book.of(archive)
    out = PagedText()
    chapters: list[dict[str, Any]] = []
    struck = False
    folders = {name: article_folder(name) for name in book.parts}
    is_issue = len({*folders.values()} - {None}) > 1
    for name in book.parts:
        if is_issue and folders[name] is None:
            book.aside.append(name)  # a list of headlines
            continue
        page = decode_page(archive.read(name), where=f"{where}, {name}", note=note)
        article_details: dict[str, Any] = {}
        if is_issue:
            page, url = without_navigation(page)
            article_details = {"article": folders[name], "title": headline_of(page), "url": url}
        struck |= without_struck(page)[1]
        words = text_of_fragment(page)
        if words:
            start = out.next_start
            out.add(words)
            chapters.append(
                {"part": name, "start": start, "end": start + len(words), **article_details}
            )
    if not any(map(str.isalnum, out.text)):
        raise archive.error(without_text(pictures=book.pictures))
    if book.aside:
        note(
            f"{where}: {plural(len(book.aside), 'part')} beside the text left out "
            f"({', '.join(book.aside[:3])})"
        )
    if struck:
        note(f"{where}: {STRUCK_LEFT_OUT}")
    if len(chapters) > 1 and not is_issue:
        note(f"{where}: {len(chapters):,} parts, read as one article")
    day = published
    if day is None and book.day is not None:
        day = book.day
        note(f"{where}: published {day}, the day that the book gives of its publication")
    elif day is None:
        note(f"{where}: this EPUB does not say when it was published; --published does")
    return Article(
        out.text,
        title=sound_title(book.title),
        published=day,
        publisher=publisher or book.publisher,
        extra={"file": where, "chapters": chapters},
    )


@dataclass
class _Book:
    """The package of a book: the files of its text in order, and those set ``aside``."""

    parts: list[str]
    aside: list[str]
    pictures: bool
    title: str | None
    publisher: str | None
    day: date | None

    @classmethod
    def of(cls, archive: Archive) -> _Book:
        root = next(_all(archive.xml(CONTAINER), "rootfile"), None)
        name = "" if root is None else root.get("full-path", "")
        if not name:
            raise archive.broken("it names no package")
        package = archive.xml(name)
        folder = posixpath.dirname(name)
        files = {each.get("id", ""): each for each in _all(package, "item")}
        locked = _locked(archive)
        parts: list[str] = []
        aside: list[str] = []
        for reference in _all(package, "itemref"):
            item = files.get(reference.get("idref", ""))
            if item is None or item.get("media-type", "") not in PAGES:
                continue
            path = posixpath.normpath(posixpath.join(folder, item.get("href", "")))
            path = path if path in archive.names else unquote(path)
            if path in locked:
                raise archive.error("its text is encrypted (DRM); it cannot be read")
            if "nav" in item.get("properties", "").split():
                continue
            (aside if reference.get("linear") == "no" else parts).append(path)
        if len({*parts, *aside}) < len(parts) + len(aside):
            raise archive.broken("its package lists a part twice")
        if not parts and not aside:
            raise archive.broken("its package lists no text")
        kinds = [each.get("media-type", "") for each in files.values()]
        return cls(
            parts or aside,
            aside if parts else [],
            any(kind.startswith("image/") for kind in kinds),
            _said(package, "title"),
            _said(package, "publisher"),
            _day(package),
        )


def _all(root: Element, name: str) -> Any:
    """Return the elements of a name, in the namespace of any EPUB version."""
    return (each for each in root.iter() if each.tag.rpartition("}")[2] == name)


def _said(package: Element, name: str) -> str | None:
    return next((" ".join(each.text.split()) for each in _all(package, name) if each.text), None)


def _day(package: Element) -> date | None:
    """Return the package's day of publication if there is just one; not that of a change or of the
    file."""
    days = set()
    for each in _all(package, "date"):
        events = [value for key, value in each.attrib.items() if key.endswith("event")]
        day_text, _, _ = (each.text or "").strip().partition("T")
        with suppress(ValueError):  # a year alone, or not a calendar day
            day = date.fromisoformat(day_text) if len(day_text) == ISO_DAY else None
            if day and day.year >= OLDEST and events in ([], ["publication"]):
                days.add(day)
    return days.pop() if len(days) == 1 else None


def _locked(archive: Archive) -> frozenset[str]:
    """Return the encrypted files; fonts may be obfuscated in another way."""
    if ENCRYPTION not in archive.names:
        return frozenset()
    try:
        listed = _all(archive.xml(ENCRYPTION), "CipherReference")
    except ArticleError:
        return archive.names
    return frozenset(unquote(each.get("URI", "")) for each in listed)
