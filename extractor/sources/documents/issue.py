"""Splits a newspaper that calibre made into an EPUB into an article for each story.

Each story has its own folder (``feed_0/article_3/``), beside the lists of headlines, and a
navigation bar above and below. The lower bar gives the address it was fetched from.
"""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from extractor.sources.fragments import tidied
from extractor.text.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["article_folder", "articles_of_issue", "headline_of", "without_navigation"]

BAR = "calibre_navbar"  # the class of the navigation bars
MOST_BARS = 10
DEEPEST = 100
HEADLINES = ("h1", "h2", "h3")


def article_folder(part: str) -> str | None:
    """Return the folder of the article that a file of the book belongs to; ``None`` for other
    files."""
    steps = part.split("/")
    for at, (feed, article) in enumerate(pairwise(steps)):
        if feed.startswith("feed_") and article.startswith("article_"):
            return "/".join(steps[: at + 2])
    return None


def without_navigation(page: str) -> tuple[str, str | None]:
    """Return a page without its navigation bars, and the address given in them."""
    address, begin = None, 0
    for _ in range(MOST_BARS):
        named = page.find(BAR, begin)
        if named < 0:
            break
        start = page.rfind("<div", 0, named)
        if start < 0 or ">" in page[start:named]:
            begin = named + len(BAR)
            continue
        end = _end_of(page, start)
        for quote in ('href="', "href='"):
            for piece in page[start:end].split(quote)[1:]:
                link = piece.split(quote[-1], 1)[0]
                address = link if link.startswith(("http://", "https://")) else address
        page, begin = page[:start] + page[end:], start
    return page, address


def _end_of(page: str, start: int) -> int:
    """Return the end of the ``div`` that begins at ``start``; the page's end if it is never
    closed."""
    depth, at = 1, start + len("<div")
    while depth:
        closed = page.find("</div", at)
        if closed < 0 or depth > DEEPEST:
            return len(page)
        opened = page.find("<div", at, closed)
        depth += 1 if opened >= 0 else -1
        at = opened + len("<div") if opened >= 0 else page.find(">", closed) + 1
        if at <= 0:
            return len(page)
    return at


class _Headline(HTMLParser):
    """Collects the words of the first heading, or else of the page's title."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {}
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in (*HEADLINES, "title") and not self._open and tag not in self.found:
            self._open = tag
            self.found[tag] = []

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[self._open].append(data)


def headline_of(page: str) -> str | None:
    """Return the headline of an article's page."""
    reader = _Headline()
    reader.feed(tidied(page))
    reader.close()
    headlines = (
        " ".join("".join(reader.found.get(tag, [])).split()) for tag in (*HEADLINES, "title")
    )
    return next(filter(None, headlines), None)


def articles_of_issue(whole: Article, note: Callable[[str], None]) -> list[Article] | None:
    """Return the articles of a newspaper that was read as one text; ``None`` for any other
    document."""
    chapters: list[dict[str, Any]] = whole.extra.get("chapters", [])
    if not any("article" in chapter for chapter in chapters):
        return None
    made = []
    for _, parts in groupby(chapters, key=lambda chapter: chapter["article"]):
        of_it = list(parts)
        first = of_it[0]
        text = whole.text[first["start"] : of_it[-1]["end"]]
        title = first["title"]
        if title and text.startswith(title) and (below := text[len(title) :].strip()):
            text = below  # the text begins with a dateline
        extra = {"file": f"{whole.extra['file']}, {first['part']}", "newspaper": whole.title}
        given = {"title": title, "url": first["url"], "extra": extra}
        made.append(replace(whole, text=text, **given))
    note(f"{whole.extra['file']}: a newspaper of {len(made):,} articles, each read as one")
    return made
