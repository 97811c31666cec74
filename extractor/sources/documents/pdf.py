"""Reads the text of a PDF as one article, with the page of each part.

pypdf gives the positions of the text. Columns are read one after the other, hyphenated words are
rejoined, and running heads, page numbers and footnotes are left out. Pages that are only a picture
are reported. The same file gives the same text with the same version of pypdf, and offsets count in
that text.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from extractor.errors import ArticleError, ExtractorError
from extractor.installing import install_extra
from extractor.sources.documents.columns import Block, blocks_of
from extractor.sources.documents.furniture import (
    Note,
    body_size,
    footnotes_of,
    marks_in,
    running_heads,
    without_marks,
)
from extractor.sources.documents.pages import Page, page_of
from extractor.sources.documents.paragraphs import PageText, Spelling, text_of_pages
from extractor.sources.documents.rows import Row
from extractor.sources.press_exports import is_export
from extractor.text.article import Article
from extractor.text.printable import plural

if TYPE_CHECKING:
    from pypdf import PdfReader

__all__ = ["named_pages", "pdf_article", "sound_title"]

MOST_PAGES = 3000
SHORTEST_TITLE = 3  # characters
MOST_SHOWN = 4  # running heads listed in a note
LARGEST_TEXT = 32 << 20
# Titles filled in by a program: a file name, or the program's own name.
NO_TITLE = ("(anonymous)", "microsoft word", "untitled", "powerpoint")
NO_TITLES = frozenset({"word document", "document", "presentation"})
FILES = (
    *(".doc", ".docx", ".pdf", ".indd", ".qxd", ".odt", ".rtf", ".tex", ".pub", ".ppt", ".pptx"),
    *(".xls", ".xlsx", ".htm", ".html"),
)


def pdf_article(
    file: IO[bytes],
    *,
    where: str,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Article:
    """Return the article of a PDF document.

    ``Article.extra`` has ``pages`` (``{"page": 3, "start": 4120, "end": 6377}``, characters of the
    text) and ``footnotes`` (page, mark and words). ``note`` is told of scanned pages, of what was
    left out, and that a PDF does not say when it was published.

    Raises :class:`ArticleError` for an encrypted, broken or wholly scanned document, and
    :class:`ExtractorError` without pypdf.
    """
    reader = _opened(file, where)
    pages = _pages(reader, where, note)
    _refuse_without_text(pages, where)
    _tell_pages(pages, where, note)
    texts, notes = _texts(pages, where, note)
    spelling = Spelling([row.text for page in pages for row in page.rows])
    text, spans = text_of_pages(texts, spelling)
    footnotes = [
        {"page": page, "mark": each.mark, "text": _words(each, spelling)} for page, each in notes
    ]
    if footnotes:
        note(f"{where}: {plural(len(footnotes), 'footnote')} left out of the text")
    title, made = _title(reader), _made(reader)
    if published is None and not is_export(text):
        on = f" (this one was made on {made})" if made else ""
        note(f"{where}: a PDF does not say when it was published{on}; --published does")
    if not any(map(str.isalpha, text)):
        raise ArticleError("no text in this document", where=where)
    extra: dict[str, Any] = {"file": where, "pages": spans}
    if footnotes:
        extra["footnotes"] = footnotes
    return Article(text, title=title, published=published, publisher=publisher, extra=extra)


def named_pages(numbers: list[int]) -> str:
    """Return page numbers as a list for readers: ``pages 1, 3-5``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    listed = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
    return f"page {listed}" if len(numbers) == 1 else f"pages {listed}"


def sound_title(title: object) -> str | None:
    """Return the title the author gave a document; ``None`` if a program filled it in."""
    words = " ".join(str(title or "").replace("\x00", "").split())
    low = words.lower()
    made = low.startswith(NO_TITLE) or low.rstrip(" 0123456789") in NO_TITLES or low.endswith(FILES)
    return None if made or len(words) < SHORTEST_TITLE else words[:500]


def _opened(file: IO[bytes], where: str) -> PdfReader:
    try:
        import pypdf
    except ImportError:
        raise ExtractorError(
            f"PDF documents need the extra `documents`: {install_extra('documents')}"
        ) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # we raise our own errors
    try:
        reader = pypdf.PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleError(
                "encrypted: it opens with a password only; save it without one", where=where
            )
        count = len(reader.pages)
    except (ArticleError, MemoryError):
        raise
    except pypdf.errors.DependencyError:
        raise ExtractorError(
            f"encrypted PDF documents need the extra `documents`: {install_extra('documents')}"
        ) from None
    except Exception as error:
        raise ArticleError(f"no PDF, or broken ({_reason(error)})", where=where) from None
    if count == 0:
        raise ArticleError("a PDF without a page", where=where)
    if count > MOST_PAGES:
        raise ArticleError(f"{count:,} pages, too many for an article", where=where)
    return reader


def _pages(reader: PdfReader, where: str, note: Callable[[str], None]) -> list[Page]:
    pages: list[Page] = []
    broken: dict[str, list[int]] = {}
    letters = 0
    for number in range(1, len(reader.pages) + 1):
        try:
            page = page_of(reader.pages[number - 1], number)
        except MemoryError:
            raise
        except Exception as error:  # pypdf fails on the page's content
            broken.setdefault(_reason(error), []).append(number)
            page = Page(number)
        letters += page.letters
        if letters > LARGEST_TEXT:
            raise ArticleError(f"more than {LARGEST_TEXT >> 20} million letters", where=where)
        pages.append(page)
    for reason, numbers in broken.items():
        if len(numbers) == len(pages):
            raise ArticleError(f"no page of it can be read ({reason})", where=where)
        note(f"{where}: {named_pages(numbers)} cannot be read ({reason})")
    return pages


def _refuse_without_text(pages: list[Page], where: str) -> None:
    unreadable = [page.number for page in pages if page.unreadable]
    if any(not page.empty and not page.unreadable for page in pages):
        return
    if unreadable:
        raise ArticleError(
            "its fonts do not tell which letters they show; print or scan it and read that with "
            "a program for text recognition (OCR)",
            where=where,
        )
    if any(page.picture for page in pages):
        count = (
            f"its {len(pages)} pages are pictures" if len(pages) > 1 else "its page is a picture"
        )
        raise ArticleError(
            f"no text in this PDF: {count} (scanned); read it with a program for text recognition "
            "first, such as ocrmypdf",
            where=where,
        )
    raise ArticleError("no text in this PDF: its pages are empty", where=where)


def _tell_pages(pages: list[Page], where: str, note: Callable[[str], None]) -> None:
    """Note the pages that cannot be read properly, and drop what is not text."""
    scanned = [page.number for page in pages if page.scanned]
    unreadable = [page.number for page in pages if page.unreadable]
    if scanned:
        what = "is a picture" if len(scanned) == 1 else "are pictures"
        note(f"{where}: {named_pages(scanned)} {what} (scanned) and not read")
    if unreadable:
        note(f"{where}: {named_pages(unreadable)} left out: no telling which letters they show")
    unordered = [page.number for page in pages if page.unordered]
    if unordered:
        note(
            f"{where}: {named_pages(unordered)} written from right to left, no telling where its"
            " letters stand: numbers may be in another order"
        )
    for page in pages:
        if page.unreadable:
            page.rows = []


def _texts(
    pages: list[Page], where: str, note: Callable[[str], None]
) -> tuple[list[PageText], list[tuple[int, Note]]]:
    """Return the pages without running heads and footnotes, and the footnotes with their pages."""
    body = body_size([page.rows for page in pages])
    # Pages without positions say nothing about edges.
    placed = [page for page in pages if page.placed and page.rows]
    left_out, heads = running_heads([page.rows for page in placed])
    for page, places in zip(placed, left_out, strict=True):
        page.rows = [row for at, row in enumerate(page.rows) if at not in places]
    if heads:
        listed = ", ".join(repr(head) for head in heads[:MOST_SHOWN])
        others = f" and {len(heads) - MOST_SHOWN} more" if len(heads) > MOST_SHOWN else ""
        note(f"{where}: running heads left out: {listed}{others}")
    texts: list[PageText] = []
    notes: list[tuple[int, Note]] = []
    for page in pages:
        if not page.placed:
            texts.append(PageText(page.number, _one_block(page.rows)))
            continue
        blocks = blocks_of(page.rows)
        found = footnotes_of(blocks, body, marks_in(page.rows))
        if found:
            marks = {each.mark for each in found}
            for block in blocks:
                block.rows = [_without(row, marks) for row in block.rows]
        notes += [(page.number, each) for each in found]
        texts.append(PageText(page.number, blocks))
    return texts, notes


def _one_block(rows: list[Row]) -> list[Block]:
    if not rows:
        return []
    return [Block(rows, 0.0, max(row.x1 for row in rows))]


def _without(row: Row, marks: set[str]) -> Row:
    return Row(without_marks(row.text, marks), row.x0, row.x1, row.y, row.size)


def _words(note: Note, spelling: Spelling) -> str:
    """Return a footnote's words without its mark."""
    words = ""
    for row in note.rows:
        if words:
            cut, glue = spelling.seam(words, row.text)
            words = words[: len(words) - cut] + glue
        words += row.text
    return without_marks(f" {words}", {note.mark}).strip(" .)\t")[:4000] + (
        "." if words.endswith(".") else ""
    )


def _title(reader: PdfReader) -> str | None:
    try:
        return sound_title(reader.metadata.title if reader.metadata else None)
    except Exception:  # the document's properties are broken
        return None


def _made(reader: PdfReader) -> str | None:
    try:
        made = reader.metadata.creation_date if reader.metadata else None
        return made.date().isoformat() if made else None
    except Exception:
        return None


def _reason(error: Exception) -> str:
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words[:100]}" if words else type(error).__name__
