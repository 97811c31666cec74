"""Reads the text of an OpenDocument text (ODT), as from LibreOffice and Google Docs, as one
article.

Headers, footers, comments and footnotes are not part of the text. With recorded changes, deletions
are left out and insertions are read. Read with the standard library alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import IO, Any
from xml.etree.ElementTree import Element

from extractor.errors import ArticleError
from extractor.sources.dated_line import day_of_document
from extractor.sources.documents.archive import Archive
from extractor.sources.documents.paged import PagedText
from extractor.sources.documents.pdf import sound_title
from extractor.sources.documents.without_text import without_text
from extractor.sources.fragments import SPACES
from extractor.sources.struck_words import STRUCK_LEFT_OUT
from extractor.text.article import Article
from extractor.text.printable import plural
from extractor.text.raised import raised

__all__ = ["odt_article"]

SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, DRAW, STYLE = (
    SPACE % name for name in ("office", "text", "table", "drawing", "style")
)
FO = SPACE % "xsl-fo-compatible"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
MANIFEST = "META-INF/manifest.xml"
KIND = "OpenDocument text"
UNREAD = frozenset(
    {
        *(f"{TEXT}tracked-changes", f"{TEXT}ruby-text", f"{TEXT}note-citation"),
        *(f"{TEXT}sequence-decls", f"{TEXT}variable-decls", f"{TEXT}user-field-decls"),
        *(f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms"),
    }
)
WITHOUT_TEXT = ("{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}",)


def odt_article(
    file: IO[bytes],
    *,
    where: str,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Article:
    """Return the article of an OpenDocument text; ``file`` must be seekable.

    Paragraphs are separated by blank lines, cells of a table row by `` | ``. ``Article.extra`` has
    ``footnotes`` and, if the program saved the pages, ``pages`` as for a PDF. Raises
    :class:`ArticleError` for any other file, and for one that is encrypted, too large or without
    text.
    """
    archive = Archive(file, where=where, kind=KIND)
    if MANIFEST in archive.names and b"encryption-data" in archive.read(MANIFEST):
        raise archive.error("encrypted with a password; save it without one")
    root = archive.xml("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise archive.error(_other(root))
    writer = _Writer(_Looks.of(root))
    writer.body(body)
    text = writer.out.text
    if not any(map(str.isalnum, text)):
        raise ArticleError(
            without_text(pictures=writer.pictures, hidden=writer.hidden or writer.deleted),
            where=where,
        )
    for words in writer.remarks():
        note(f"{where}: {words}")
    if published is None:
        published = day_of_document(text, where, f"an {KIND}", note)
    extra: dict[str, Any] = {"file": where}
    if len(pages := writer.out.pages()) > 1:
        extra["pages"] = pages
    if writer.footnotes:
        extra["footnotes"] = writer.footnotes
    title = _title(archive) or writer.title
    return Article(text, title=title, published=published, publisher=publisher, extra=extra)


def _other(root: Element) -> str:
    body = root.find(f"{OFFICE}body")
    held = next((child.tag.rpartition("}")[2] for child in body or ()), "nothing")
    return f"an OpenDocument file that holds no text but {held}"


def _title(archive: Archive) -> str | None:
    if "meta.xml" not in archive.names:
        return None
    try:
        return sound_title(archive.xml("meta.xml").findtext(f".//{TITLE}"))
    except ArticleError:  # broken metadata does not spoil the text
        return None


class _Looks:
    """The formatting of words and paragraphs, by the names of styles."""

    def __init__(self) -> None:
        self.raised: set[str] = set()
        self.hidden: set[str] = set()
        self.struck: set[str] = set()
        self.titles: set[str] = {"Title"}
        self.new_page: set[str] = set()

    @classmethod
    def of(cls, root: Element) -> _Looks:
        found = cls()
        for style in root.iterfind(f"{OFFICE}automatic-styles/{STYLE}style"):
            name = style.get(f"{STYLE}name", "")
            if style.get(f"{STYLE}parent-style-name") == "Title":
                found.titles.add(name)
            for said in style:
                position = said.get(f"{STYLE}text-position", "").split(" ")[0]
                if position == "super" or (position.rstrip("%").isdigit() and position != "0%"):
                    found.raised.add(name)
                if said.get(f"{TEXT}display") == "none":
                    found.hidden.add(name)
                if said.get(f"{STYLE}text-line-through-style", "none") != "none":
                    found.struck.add(name)
                if said.get(f"{FO}break-before") == "page":
                    found.new_page.add(name)
        return found


class _Writer:
    """Reads a body, a cell or a text box."""

    def __init__(self, looks: _Looks) -> None:
        self._looks = looks
        self.out = PagedText()
        self.title: str | None = None
        self.footnotes: list[dict[str, str]] = []
        self.deleted = self.hidden = self.struck = self.pictures = False

    def remarks(self) -> Iterator[str]:
        """Yield what the user should know about the document."""
        if self.footnotes:
            yield f"{plural(len(self.footnotes), 'footnote')} left out of the text"
        if self.deleted:
            yield "words that were deleted with changes recorded are left out"
        if self.struck:
            yield STRUCK_LEFT_OUT
        if self.hidden:
            yield "hidden words are left out"

    def body(self, container: Element) -> None:
        for child in container:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                self._paragraph(child)
            elif child.tag == f"{TABLE}table":
                self._table(child)
            elif child.tag == f"{TEXT}soft-page-break":
                self.out.new_page(self.out.next_start)
            elif child.tag == f"{TEXT}tracked-changes":
                self.deleted |= any(map(_words, child.iter(f"{TEXT}deletion")))
            elif child.get(f"{TEXT}display") == "none":
                self.hidden = True  # a section
            elif child.tag == f"{DRAW}image":
                self.pictures = True
            elif child.tag not in UNREAD and not child.tag.startswith(WITHOUT_TEXT):
                self.body(child)  # lists, sections, indexes, frames, groups of shapes

    def _paragraph(self, paragraph: Element) -> None:
        style = paragraph.get(f"{TEXT}style-name", "")
        if style in self._looks.hidden:
            self.hidden |= bool(_words(paragraph))
            return
        if style in self._looks.new_page and self.out.text:
            self.out.new_page(self.out.next_start)
        begun, words = self.out.next_start, ""
        boxes: list[Element] = []
        for piece in self._pieces(paragraph, boxes, raise_figures=False):
            if piece is None:  # a new page begins
                self.out.new_page(begun + len(words.lstrip()))
            else:
                words += piece
        words = "\n".join(" ".join(line.split()) for line in words.split("\n")).strip("\n")
        if words:
            self.out.add(words)
            if self.title is None and style in self._looks.titles:
                self.title = words
        for box in boxes:
            self.body(box)

    def _pieces(
        self, element: Element, boxes: list[Element], *, raise_figures: bool
    ) -> Iterator[str | None]:
        """Yield the words of a paragraph, and ``None`` at a page break in it."""
        yield raised(_one_space(element.text), raise_figures)
        for child in element:
            tag = child.tag
            if tag == f"{TEXT}s":
                yield " "  # one space for any number: lines have no runs of spaces
            elif tag == f"{TEXT}tab":
                yield "\t"
            elif tag == f"{TEXT}line-break":
                yield "\n"
            elif tag == f"{TEXT}soft-page-break":
                yield None
            elif tag == f"{TEXT}note":
                self._footnote(child)
            elif tag.startswith(DRAW) and tag != f"{DRAW}a":
                boxes.append(child)
            elif tag == f"{TEXT}span" and child.get(f"{TEXT}style-name") in self._looks.hidden:
                self.hidden |= bool(_words(child))
            elif tag == f"{TEXT}span" and child.get(f"{TEXT}style-name") in self._looks.struck:
                self.struck |= bool(_words(child))
            elif tag in (f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"):
                self.hidden = True
            elif tag not in UNREAD:
                up = raise_figures or child.get(f"{TEXT}style-name") in self._looks.raised
                yield from self._pieces(child, boxes, raise_figures=up)
            yield raised(_one_space(child.tail), raise_figures)

    def _footnote(self, note: Element) -> None:
        held = _Writer(self._looks)
        for body in note.iterfind(f"{TEXT}note-body"):
            held.body(body)
        if text := held.out.text.strip():
            mark = note.findtext(f"{TEXT}note-citation") or str(len(self.footnotes) + 1)
            self.footnotes.append({"mark": mark, "text": text})

    def _table(self, table: Element) -> None:
        for row in _rows(table):
            held = []
            for cell in row:
                if cell.tag == f"{TABLE}table-cell":
                    writer = _Writer(self._looks)
                    writer.body(cell)
                    self.footnotes += writer.footnotes
                    self.deleted |= writer.deleted
                    self.hidden |= writer.hidden
                    self.struck |= writer.struck
                    held.append(writer.out.text)
            self.out.add_row(held)


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, without those of tables in its cells."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag.startswith(f"{TABLE}table-") and child.tag.endswith(("rows", "group")):
            yield from _rows(child)


def _words(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _one_space(words: str | None) -> str:
    """Collapse each run of white space to one space, as OpenDocument requires."""
    return SPACES.sub(" ", words or "")
