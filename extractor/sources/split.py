"""Turns live blogs into articles: the whole with a day for each entry, or one for each entry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.text.article import Article, Block

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from extractor.sources.pages.day import Publication
    from extractor.sources.pages.live import LiveBlog

__all__ = ["Given", "entry_articles", "whole_text"]

LEAD = 30  # letters above the entries; fewer are a summary's heading or a name


@dataclass(frozen=True)
class Given:
    """What is known about a page from outside it: its name for messages, its address, and the day
    and publisher to use if it states none."""

    where: str
    url: str | None = None
    published: date | None = None
    publisher: str | None = None


def whole_text(blog: LiveBlog, page_day: date | None) -> tuple[str, tuple[Block, ...]]:
    """Return the text of a live blog, and the block of each entry in it."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0

    def add(paragraphs: tuple[str, ...], day: date | None) -> None:
        nonlocal length
        if paragraphs:
            blocks.append(Block(length, day))
            text = "\n\n".join(paragraphs)
            parts.append(text)
            length += len(text) + 2

    add(blog.lead, page_day)
    for entry in blog.entries:
        add(((entry.title,) if entry.title else ()) + entry.paragraphs, entry.day)
    return "\n\n".join(parts), tuple(blocks)


def entry_articles(
    whole: Article, publication: Publication, given: Given, note: Callable[[str], None]
) -> list[Article]:
    """Return the text above the entries and each entry as separate articles. An entry without a day
    gets the page's, if the page is of a single day."""
    assert publication.entries is not None
    common = publication.day or given.published
    found: list[Article] = []
    lead = "\n\n".join(publication.entries.lead)
    if sum(map(str.isalpha, lead)) >= LEAD:
        lead_day = publication.page_day or common
        found.append(replace(whole, text=lead, published=lead_day, blocks=()))
    undated = 0
    for number, entry in enumerate(publication.entries.entries, start=1):
        day = entry.day or common
        undated += day is None
        found.append(
            replace(
                whole,
                # Some entries are only a heading.
                text="\n\n".join(entry.paragraphs) or str(entry.title),
                title=entry.title or whole.title,
                published=day,
                url=entry.url or whole.url,
                extra={"file": f"{given.where}, entry {number}"},
                blocks=(),
            )
        )
    if undated:
        entries = len(publication.entries.entries)
        note(f"{given.where}: {undated} of the {entries} entries of a live blog name no day")
    return found
