"""Finds content of a page that the extracted text lacks, or that the page withholds, so that a note
can say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.sources.pages.identity import HEADINGS, OTHER_TAGS, is_other_part
from extractor.sources.pages.markup import words_of
from extractor.sources.pages.phrases import phrases_like
from extractor.sources.pages.written import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.sources.pages.identity import Page

__all__ = ["is_stub", "left_out_tables", "other_articles"]

ENDING = 600  # last characters of a text, in which a demand to subscribe stands
NOT_FREE = ('"isaccessibleforfree":false', '"isaccessibleforfree":"false')
CUT_OFF = ("…", "...")
LONG = 80  # letters; a longer paragraph belongs to an article
FEWEST = 2  # such paragraphs; a teaser has one
BEGINNING = 60  # first characters by which a paragraph is searched in a text
LONGEST_CELL = 120  # characters; a longer cell is text
MOST_CELLS = 3  # cells of a table that are shown
SITE = frozenset({"footer", "header"})


def is_stub(text: str, markup: str) -> bool:
    """Return whether a page shows only the beginning of an article: it asks below it to subscribe,
    or it declares itself not free and breaks off."""
    ending = folded(text[-ENDING:]).replace("’", "'")
    return bool(
        phrases_like("stubs", "a stub").search(ending)
        or (_breaks_off(text) and _says_not_free(markup))
    )


def _says_not_free(markup: str) -> bool:
    plain = "".join(markup.lower().split())
    return any(words in plain for words in NOT_FREE)


def _breaks_off(text: str) -> bool:
    """Return whether only punctuation follows the dots at the end."""
    at = max(map(text.rfind, CUT_OFF))
    return at >= 0 and not any(sign.isalnum() or sign == "_" for sign in text[at:])


def other_articles(page: Page, text: str) -> list[str]:
    """Return the headlines of other articles that are complete on the page and not in ``text``; a
    blank one for an article without a headline."""
    found: list[str] = []
    read = " ".join(text.split())
    for element in page.tree.iter("article"):
        within = any(up.tag == "article" for up in element.iterancestors())
        if element in page.around or within or _is_beside(element):
            continue
        paragraphs = [*_paragraphs(element)]
        if len(paragraphs) >= FEWEST and paragraphs[0][:BEGINNING] not in read:
            heading = next(element.iter("h1", *HEADINGS), None)
            found.append("" if heading is None else words_of(heading))
    return found


def left_out_tables(page: Page, text: str) -> list[str]:
    """Return the first cells of each table of figures in the article that is not in ``text``.
    Tables used for layout hold paragraphs and are ignored."""
    found: list[str] = []
    read = " ".join(text.split())
    for table in page.tree.iter("table"):
        rows = [[words_of(cell) for cell in row.iter("td", "th")] for row in table.iter("tr")]
        cells = [cell for row in rows for cell in row if cell]
        several = sum(len(list(filter(None, row))) > 1 for row in rows) >= FEWEST
        if (
            not several
            or max(map(len, cells)) > LONGEST_CELL
            or next(table.iter("p"), None) is not None
        ):
            continue
        if _is_beside(table) or not _is_in_article(table, read):
            continue
        if sum(cell in read for cell in cells) < len(cells) / 2:
            found.append(" | ".join(cells[:MOST_CELLS]))
    return found


def _is_in_article(table: Any, read: str) -> bool:
    """Return whether an extracted paragraph is in the same part of the page as the table."""
    for up in table.iterancestors():
        if up.tag in ("body", "html", "table"):
            return False
        if any(words[:BEGINNING] in read for words in _paragraphs(up)):
            return True
    return False


def _is_beside(element: Any) -> bool:
    """Return whether the element is in a part for comments, other stories or the site itself."""
    for one in (element, *element.iterancestors()):
        named = f"{one.get('id') or ''} {one.get('class') or ''}".lower()
        if one.tag in OTHER_TAGS or (one.tag in SITE and one is not element):
            return True
        if one.tag not in ("html", "body") and is_other_part(named):
            return True
    return False


def _paragraphs(element: Any) -> Iterator[str]:
    for paragraph in element.iter("p"):
        words = words_of(paragraph)
        if sum(map(str.isalpha, words)) >= LONG:
            yield words
