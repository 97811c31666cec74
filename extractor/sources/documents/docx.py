"""DOCX: the text of a Word document as one article.

Headers, footers, comments and footnotes stand in parts of their own and are no part of the text;
what was deleted with changes tracked is left out, what was inserted is read. Pages are those on
which Word last laid the text out, where it noted them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from extractor.errors import ArticleError, ExtractorError
from extractor.installing import install_extra
from extractor.sources.dated_line import day_of_document
from extractor.sources.documents.paged import PagedText
from extractor.sources.documents.pdf import sound_title
from extractor.sources.documents.without_text import without_text
from extractor.sources.struck_words import STRUCK_LEFT_OUT
from extractor.text.article import Article
from extractor.text.printable import plural
from extractor.text.raised import raised

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["docx_article"]

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
LARGEST_UNPACKED = 192 << 20  # bytes of all parts together, pictures too, which python-docx reads
LARGEST_XML = 64 << 20  # of one part that is parsed; a book's text has five
MOST_PARTS = 20_000
OLD = b"\xd0\xcf\x11\xe0"
# Read as nothing: deleted words, words moved away, codes of fields, what only old programs show.
UNREAD = frozenset(
    {f"{WORD}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr")}
    | {f"{CHOICE}Fallback"}
)
SIGNS = {
    f"{WORD}tab": "\t",
    f"{WORD}cr": "\n",
    f"{WORD}noBreakHyphen": "-",
    f"{WORD}ptab": "\t",
}


def docx_article(
    file: IO[bytes],
    *,
    where: str,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Article:
    """The article of a Word document; ``file`` can seek.

    Paragraphs are parted by blank lines, cells of a table's row by `` | ``. ``Article.extra`` has
    ``footnotes`` and, where Word noted pages, ``pages`` as of a PDF. Raises :class:`ArticleError`
    for what is no such document or holds no text, and :class:`ExtractorError` without python-docx.
    """
    document = _opened(file, where)
    body = document.element.body
    # Where Word noted on which page the text stood it has done so for the breaks that were set too.
    noted = next(body.iter(f"{WORD}lastRenderedPageBreak"), None) is not None
    writer = _Writer(noted=noted)
    writer.body(body)
    text, pages = writer.out.text, writer.out.pages()
    if not any(map(str.isalnum, text)):
        pictures = any("image" in str(part.content_type) for part in document.part.package.parts)
        raise ArticleError(
            without_text(pictures=pictures, hidden=writer.deleted or writer.struck), where=where
        )
    footnotes = _footnotes(document)
    if footnotes:
        note(f"{where}: {plural(len(footnotes), 'footnote')} left out of the text")
    if writer.deleted:
        note(f"{where}: words that were deleted with changes tracked are left out")
    if writer.struck:
        note(f"{where}: {STRUCK_LEFT_OUT}")
    if published is None:
        published = day_of_document(text, where, "a Word document", note)
    extra: dict[str, Any] = {"file": where}
    if len(pages) > 1:
        extra["pages"] = pages
    if footnotes:
        extra["footnotes"] = footnotes
    title = _title(document) or writer.title
    return Article(text, title=title, published=published, publisher=publisher, extra=extra)


def _opened(file: IO[bytes], where: str) -> Document:
    try:
        import docx
    except ImportError:
        raise ExtractorError(
            f"Word documents need the extra `documents`: {install_extra('documents')}"
        ) from None
    head = file.read(4)
    file.seek(0)
    if head == OLD:
        raise ArticleError(
            "encrypted with a password, or a .doc of before 2007; save it as .docx without one",
            where=where,
        )
    _refuse_bomb(file, where)
    try:
        return docx.Document(file)
    except MemoryError:
        raise
    except Exception as error:
        words = " ".join(str(error).split())[:120]
        raise ArticleError(
            f"no Word document, or broken ({type(error).__name__}: {words})", where=where
        ) from None


def _refuse_bomb(file: IO[bytes], where: str) -> None:
    """Raise for a package that would fill the memory: its parts say how large they are."""
    try:
        parts = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ArticleError(f"no Word document, or broken ({error})", where=where) from None
    finally:
        file.seek(0)
    xml = max((part.file_size for part in parts if part.filename.endswith(".xml")), default=0)
    total = sum(part.file_size for part in parts)
    if total > LARGEST_UNPACKED or xml > LARGEST_XML or len(parts) > MOST_PARTS:
        raise ArticleError(
            f"{len(parts):,} parts of {total >> 20:,} MiB unpacked, too much for an article",
            where=where,
        )
    names = {part.filename for part in parts}
    if "word/document.xml" not in names and "xl/workbook.xml" in names:
        raise ArticleError("an Excel workbook, not a Word document", where=where)


class _Writer:
    """Paragraphs of a document in their order, and the pages on which they begin."""

    def __init__(self, *, noted: bool = False) -> None:
        self._noted = noted
        self.title: str | None = None
        self.deleted = self.struck = False
        self.out = PagedText()

    def body(self, container: Any) -> None:
        """What a body, a cell or a box of text holds."""
        for child in container.iterchildren():
            if child.tag == f"{WORD}p":
                self._paragraph(child)
            elif child.tag == f"{WORD}tbl":
                self._table(child)
            elif child.tag in (f"{WORD}del", f"{WORD}moveFrom"):
                self.deleted = True
            elif str(child.tag).startswith((WORD, CHOICE)) and child.tag not in UNREAD:
                self.body(child)  # content controls, what was inserted, choices

    def _paragraph(self, paragraph: Any) -> None:
        boxes: list[Any] = []
        begun = self.out.next_start
        words = ""
        for piece in self._pieces(paragraph, boxes):
            if isinstance(piece, str):
                words += piece
            else:  # a page begins here
                self.out.new_page(begun + len(words.lstrip()))
        words = "\n".join(" ".join(line.split()) for line in words.split("\n")).strip("\n")
        if words:
            self.out.add(words)
            if self.title is None and _style(paragraph) == "Title":
                self.title = words
        for box in boxes:
            self.body(box)

    def _pieces(self, element: Any, boxes: list[Any]) -> Iterator[str | None]:
        """The words of a paragraph, and ``None`` where a page ends in it."""
        for child in element.iterchildren():
            tag = child.tag
            if tag in (f"{WORD}del", f"{WORD}moveFrom"):
                self.deleted = True
            elif not isinstance(tag, str) or tag in UNREAD:
                continue
            elif tag == f"{WORD}t" and _is_struck(element):
                self.struck |= bool((child.text or "").strip())
            elif tag == f"{WORD}t":
                yield raised(child.text or "", _is_raised(element))
            elif tag == f"{WORD}br" and child.get(f"{WORD}type") != "page":
                yield "\n"
            elif tag == f"{WORD}br":
                if not self._noted:
                    yield None
            elif tag == f"{WORD}lastRenderedPageBreak":
                yield None
            elif tag == f"{WORD}txbxContent":
                boxes.append(child)
            elif tag in SIGNS:
                yield SIGNS[tag]
            else:
                yield from self._pieces(child, boxes)

    def _table(self, table: Any) -> None:
        for row in table.iter(f"{WORD}tr"):
            if next(row.iterancestors(f"{WORD}tbl")) is not table:
                continue  # of a table within a cell
            cells = [cell for cell in row.iter(f"{WORD}tc") if cell.getparent() is not None]
            cells = [cell for cell in cells if next(cell.iterancestors(f"{WORD}tr")) is row]
            held = [_Writer() for _ in cells]
            for cell, writer in zip(cells, held, strict=True):
                writer.body(cell)
            self.deleted |= any(writer.deleted for writer in held)
            self.struck |= any(writer.struck for writer in held)
            self.out.add_row([writer.out.text for writer in held])


def _title(document: Document) -> str | None:
    try:
        return sound_title(document.core_properties.title)
    except Exception:  # a broken part of what the document says of itself
        return None


def _is_raised(run: Any) -> bool:
    found = run.find(f"{WORD}rPr/{WORD}vertAlign")
    return found is not None and found.get(f"{WORD}val") == "superscript"


def _is_struck(run: Any) -> bool:
    """Whether a run is struck through, for itself."""
    marks = (run.find(f"{WORD}rPr/{WORD}{name}") for name in ("strike", "dstrike"))
    return any(
        mark is not None and mark.get(f"{WORD}val", "true") not in ("false", "0", "off")
        for mark in marks
    )


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return "" if style is None else str(style.get(f"{WORD}val"))


def _footnotes(document: Document) -> list[dict[str, str]]:
    """The footnotes and endnotes with their numbers, in the order of the file."""
    from docx.oxml import parse_xml

    found = []
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        try:
            root: Any = parse_xml(relation.target_part.blob)
        except Exception:  # broken, as the text is not
            continue
        for each in root:
            if each.get(f"{WORD}type") is not None:  # the line above footnotes
                continue
            writer = _Writer()
            writer.body(each)
            if text := writer.out.text.strip():
                found.append({"mark": str(each.get(f"{WORD}id")), "text": text})
    return found
