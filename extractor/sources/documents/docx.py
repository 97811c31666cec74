"""Reads the text of a Word document (DOCX) as one article.

Headers, footers, comments and footnotes are not part of the text. With tracked changes, deletions
are left out and insertions are read. Pages are those of Word's last layout, if it saved them.
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
LARGEST_UNPACKED = 192 << 20  # bytes of all parts, pictures too; python-docx reads all
LARGEST_XML = 64 << 20  # bytes of one parsed part; a book's text has five MB
MOST_PARTS = 20_000
OLD = b"\xd0\xcf\x11\xe0"
# Elements skipped: deleted and moved words, field codes, fallbacks for old programs.
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
    """Return the article of a Word document; ``file`` must be seekable.

    Paragraphs are separated by blank lines, cells of a table row by `` | ``. ``Article.extra`` has
    ``footnotes`` and, if Word saved the pages, ``pages`` as for a PDF. Raises :class:`ArticleError`
    for any other file and for one without text, and :class:`ExtractorError` if python-docx is
    missing.
    """
    document = _opened(file, where)
    body = document.element.body
    # If Word saved where pages of the layout begin, that includes the manual page breaks.
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
    """Raise if the package would fill the memory, by the sizes it states for its parts."""
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
    """Collects a document's paragraphs in order, and the pages on which they begin."""

    def __init__(self, *, noted: bool = False) -> None:
        self._noted = noted
        self.title: str | None = None
        self.deleted = self.struck = False
        self.out = PagedText()

    def body(self, container: Any) -> None:
        """Read the content of a body, a cell or a text box."""
        for child in container.iterchildren():
            if child.tag == f"{WORD}p":
                self._paragraph(child)
            elif child.tag == f"{WORD}tbl":
                self._table(child)
            elif child.tag in (f"{WORD}del", f"{WORD}moveFrom"):
                self.deleted = True
            elif str(child.tag).startswith((WORD, CHOICE)) and child.tag not in UNREAD:
                self.body(child)  # content controls, insertions, alternatives

    def _paragraph(self, paragraph: Any) -> None:
        boxes: list[Any] = []
        begun = self.out.next_start
        words = ""
        for piece in self._pieces(paragraph, boxes):
            if isinstance(piece, str):
                words += piece
            else:  # a new page begins
                self.out.new_page(begun + len(words.lstrip()))
        words = "\n".join(" ".join(line.split()) for line in words.split("\n")).strip("\n")
        if words:
            self.out.add(words)
            if self.title is None and _style(paragraph) == "Title":
                self.title = words
        for box in boxes:
            self.body(box)

    def _pieces(self, element: Any, boxes: list[Any]) -> Iterator[str | None]:
        """Yield the words of a paragraph, and ``None`` at a page break in it."""
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
                continue  # belongs to a table inside a cell
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
    except Exception:  # the document's properties are broken
        return None


def _is_raised(run: Any) -> bool:
    found = run.find(f"{WORD}rPr/{WORD}vertAlign")
    return found is not None and found.get(f"{WORD}val") == "superscript"


def _is_struck(run: Any) -> bool:
    """Return whether a run itself is struck through."""
    marks = (run.find(f"{WORD}rPr/{WORD}{name}") for name in ("strike", "dstrike"))
    return any(
        mark is not None and mark.get(f"{WORD}val", "true") not in ("false", "0", "off")
        for mark in marks
    )


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return "" if style is None else str(style.get(f"{WORD}val"))


def _footnotes(document: Document) -> list[dict[str, str]]:
    """Return footnotes and endnotes with their numbers, in the order of the file."""
    from docx.oxml import parse_xml

    found = []
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        try:
            root: Any = parse_xml(relation.target_part.blob)
        except Exception:  # broken footnotes do not spoil the text
            continue
        for each in root:
            if each.get(f"{WORD}type") is not None:  # the separator line above footnotes
                continue
            writer = _Writer()
            writer.body(each)
            if text := writer.out.text.strip():
                found.append({"mark": str(each.get(f"{WORD}id")), "text": text})
    return found
