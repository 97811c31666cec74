"""Finds the article in a web page, and what the page states about itself.

trafilatura extracts the text. The headline becomes the article's title and is not part of the text,
so that the text begins with its dateline. Paragraphs are separated by blank lines. The same page
gives the same text with the same version of trafilatura, and offsets count in that text.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from extractor.errors import ArticleError, ExtractorError
from extractor.installing import install_extra
from extractor.sources.pages.archived import of_the_page
from extractor.sources.pages.day import Publication, publication_of
from extractor.sources.pages.identity import page_of
from extractor.sources.pages.notices import notice_in
from extractor.sources.pages.unread import is_stub, left_out_tables, other_articles
from extractor.sources.split import Given, entry_articles, whole_text
from extractor.sources.struck_words import STRUCK_LEFT_OUT, without_struck
from extractor.text.article import Article, Block
from extractor.text.raised import raised

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

__all__ = ["page_article", "page_articles", "require_trafilatura"]

SHORTEST = 30  # letters; a shorter text is a menu or a notice
LARGEST_PAGE, MOST_TAGS = 8 << 20, 250_000
"""Most characters and tags of a page: ten times those of the longest live blogs. The parsed tree
takes up to two kilobytes of memory per tag."""
MOST_NAMED = 3  # headlines in a note
RAISED = re.compile(r"(<sup\b[^<>]{0,200}>(?:<[^<>]{0,300}>){0,3})([^<>]{1,20})", re.IGNORECASE)
QUICK = {"extensive_search": False}  # for trafilatura's own date search, whose result is not used


def require_trafilatura() -> Any:
    """Return trafilatura; raise :class:`ExtractorError` saying how to install it."""
    try:
        import trafilatura
    except ImportError:
        raise ExtractorError(f"web pages need the extra `html`: {install_extra('html')}") from None
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # we raise our own errors
    return trafilatura


def page_article(
    page: str,
    *,
    where: str,
    url: str | None = None,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Article:
    """Return the article of a web page.

    ``url`` is where the page was fetched; an address that the page declares (canonical) is
    preferred, and so are its own day and publisher to ``published`` and ``publisher``. The day is
    that of publication by the publisher's clock
    (:func:`~extractor.sources.pages.day.publication_of`); for a live blog of several days, each
    entry's own (``Article.blocks``). ``note`` is called if it is missing, ambiguous or doubtful.
    Raises :class:`ArticleError` for a page without an article.
    """
    given = Given(where, url, published, publisher)
    return page_articles(page, given, split_live=False, note=note)[0]


def page_articles(
    page: str,
    given: Given,
    *,
    split_live: bool | None,
    note: Callable[[str], None] = lambda _: None,
) -> list[Article]:
    """Return the same as a list. With ``split_live`` the entries of a live blog are articles of
    their own; with ``None`` the whole comes first and the entries after it."""
    trafilatura = require_trafilatura()
    if len(page) > LARGEST_PAGE:
        raise ArticleError(f"a page of more than {LARGEST_PAGE >> 20} MiB", where=given.where)
    if (tags := page.count("<")) > MOST_TAGS:
        raise ArticleError(f"a page of {tags:,} tags; no article has so many", where=given.where)
    page, struck = without_struck(page)
    try:
        tree = trafilatura.load_html(page)
        whole_page = None if tree is None else page_of(tree, given.url)
        publication = Publication(None) if whole_page is None else publication_of(whole_page)
        found = trafilatura.bare_extraction(
            RAISED.sub(lambda match: match[1] + raised(match[2]), page),
            url=given.url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=QUICK,
        )
    except Exception as error:  # the page's parser failed
        raise ArticleError(
            f"the page cannot be read ({type(error).__name__}: {error})", where=given.where
        ) from None
    title = found.title or None if found else None
    text = _body(found.text or "", title) if found else ""
    blocks: tuple[Block, ...] = ()
    # An entry's day applies at its place in the text, which trafilatura does not give.
    if publication.entries and (publication.open or split_live):
        text, blocks = whole_text(publication.entries, publication.page_day)
    if publication.entries and whole_page and whole_page.titles and title not in whole_page.titles:
        title = whole_page.titles[0]  # the other title is an entry's
    if sum(map(str.isalpha, text[:1000])) < SHORTEST:
        raise ArticleError("no article text in this page", where=given.where)
    if notice := notice_in(text, title or ""):
        raise ArticleError(f"no article text in this page, only {notice}", where=given.where)
    split = bool(publication.entries) and split_live is not False
    if struck:
        note(f"{given.where}: {STRUCK_LEFT_OUT}")
    if is_stub(text, page):
        note(f"{given.where}: only the beginning of an article, the rest is for subscribers")
    if whole_page is not None and not publication.entries:
        _tell_others(other_articles(whole_page, text), given.where, note)
        if tables := left_out_tables(whole_page, text):
            many = "a table of the article is" if len(tables) == 1 else f"{len(tables)} tables are"
            note(f"{given.where}: {many} not read ({tables[0][:80]!r} …)")
    for remark in publication.notes:
        if (publication.day or publication.open or given.published is None) and not (
            split and publication.open
        ):
            note(f"{given.where}: {remark}")
    address, site = of_the_page(found.url, found.sitename) if found else (None, None)
    whole = Article(
        text,
        title=title,
        published=publication.day or given.published,
        publisher=site or given.publisher,
        url=address or given.url,
        extra={"file": given.where},
        blocks=blocks,
    )
    if not split or publication.entries is None:
        return [whole]
    parts = entry_articles(whole, publication, given, note)
    return parts if split_live else [whole, *parts]


def _tell_others(titles: list[str], where: str, note: Callable[[str], None]) -> None:
    if not titles:
        return
    listed = ", ".join(repr(title[:80]) for title in titles[:MOST_NAMED] if title)
    if len(titles) == 1:
        many = "another article on this page is"
    else:
        many = f"{len(titles)} more articles on this page are"
    note(f"{where}: {many} not read{f' ({listed})' if listed else ''}; save each by itself")


def _body(text: str, title: str | None) -> str:
    """Return the paragraphs, without a headline that only repeats the title."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if lines and title and " ".join(lines[0].split()) == " ".join(title.split()):
        del lines[0]
    return "\n\n".join(lines)
