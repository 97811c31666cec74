"""What a page holds beside the text that is taken from it, or keeps back: told, as its reader would
not know."""

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

ENDING = 600  # characters at the end of a text in which a demand to subscribe stands
NOT_FREE = ('"isaccessibleforfree":false', '"isaccessibleforfree":"false')
CUT_OFF = ("…", "...")
LONG = 80  # letters of a paragraph that is one of an article
FEWEST = 2  # such paragraphs; a teaser has one
BEGINNING = 60  # characters by which a paragraph is found in a text
LONGEST_CELL = 120  # characters; a longer one is a text
MOST_CELLS = 3  # shown of a table
SITE = frozenset({"footer", "header"})


def is_stub(text: str, markup: str) -> bool:
    """Whether a page shows the beginning of an article only: it asks below it to subscribe, or says
    of itself that it is not free and breaks off."""
    ending = folded(text[-ENDING:]).replace("’", "'")
    return bool(
        phrases_like("stubs", "a stub").search(ending)
        or (_breaks_off(text) and _says_not_free(markup))
    )


def _says_not_free(markup: str) -> bool:
    plain = "".join(markup.lower().split())
    return any(words in plain for words in NOT_FREE)


def _breaks_off(text: str) -> bool:
    """Whether nothing but signs follows the dots at its end."""
    at = max(map(text.rfind, CUT_OFF))
    return at >= 0 and not any(sign.isalnum() or sign == "_" for sign in text[at:])


def other_articles(page: Page, text: str) -> list[str]:
    """The headlines of the page's other articles that stand on it whole and are not in ``text``;
    an empty one for an article without."""
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
    """The first cells of each table of figures within the article that is not in ``text``; tables
    that only lay a page out hold paragraphs."""
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
    """Whether a paragraph that was read stands in the part of the page in which the table does."""
    for up in table.iterancestors():
        if up.tag in ("body", "html", "table"):
            return False
        if any(words[:BEGINNING] in read for words in _paragraphs(up)):
            return True
    return False


def _is_beside(element: Any) -> bool:
    """Whether it stands in a part for comments, other stories or the site's own things."""
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
