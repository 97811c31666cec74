"""Reads the text in a cell or under a JSON key, which may be HTML or a list of paragraphs."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.errors import ArticleError
from extractor.sources.fragments import is_fragment, is_page, text_of_fragment
from extractor.sources.struck_words import STRUCK_LEFT_OUT, without_struck
from extractor.tables.json_faults import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

__all__ = ["Body", "body_of", "without_markup"]

PARAGRAPH_KEYS = ("text", "content", "value")
"""Keys under which an object in a list of paragraphs may hold its text."""


@dataclass(frozen=True)
class Body:
    """A text, and for a whole web page what the page states about itself."""

    text: str
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None


def body_of(value: Any, name: str, *, where: str, remark: Callable[[str], None]) -> Body:
    """Return the text of the cell ``name``: a string unchanged, HTML as its words, a list of
    paragraphs joined by blank lines. ``remark`` is called if the text is not taken unchanged:
    offsets count in the resulting text.

    Raises :class:`ArticleError` for any other value, and :class:`~extractor.errors.ExtractorError`
    for a whole web page if the extra ``html`` is missing.
    """
    value = _rendered(value)
    if isinstance(value, list):
        value = _paragraphs(value, name, where)
        remark(f"`{name}` is a list of paragraphs; joined by blank lines")
    if not isinstance(value, str):
        raise ArticleError(f"`{name}` is not a string but {kind_of(value)}", where=where)
    if not value.strip():
        raise ArticleError(f"`{name}` is empty", where=where)
    if is_page(value):
        return _page(value, name, where, remark)
    if not is_fragment(value):
        return Body(value)
    text = text_of_fragment(value)
    if not text:
        raise ArticleError(f"`{name}` is HTML without a word", where=where)
    if without_struck(value)[1]:
        remark(STRUCK_LEFT_OUT)
    remark(f"`{name}` is HTML; its words are taken, and offsets count in them")
    return Body(text)


def without_markup(value: Any) -> Any:
    """Return a title as plain text: WordPress gives titles as HTML (``{"rendered":
    "It&#8217;s"}``)."""
    words = _rendered(value)
    if words is value or not isinstance(words, str):
        return value
    return " ".join(text_of_fragment(words).split()) or html.unescape(words)


def _rendered(value: Any) -> Any:
    if isinstance(value, dict) and isinstance(value.get("rendered"), str):
        return value["rendered"]
    return value


def _paragraphs(value: list[Any], name: str, where: str) -> str:
    found = []
    for number, entry in enumerate(value, start=1):
        words = entry
        if isinstance(entry, dict):
            words = next((entry[key] for key in PARAGRAPH_KEYS if key in entry), entry)
        if words is None:
            continue
        if not isinstance(words, str):
            raise ArticleError(
                f"`{name}` is a list whose entry {number} is not a string but {kind_of(words)}",
                where=where,
            )
        if words.strip():
            found.append(words.strip())
    # HTML paragraphs are joined as HTML: a tag may open in one and close in another.
    return ("\n" if is_fragment("".join(found)) else "\n\n").join(found)


def _page(value: str, name: str, where: str, remark: Callable[[str], None]) -> Body:
    from extractor.sources.html import page_article

    article = page_article(value, where=where)
    remark(f"`{name}` holds web pages; the article in each is taken, and offsets count in it")
    return Body(article.text, article.title, article.published, article.publisher, article.url)
