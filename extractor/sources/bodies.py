"""The text in a cell or under a JSON key, which may be HTML or a list of paragraphs."""

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
"""Where an object in a list of paragraphs has its words."""


@dataclass(frozen=True)
class Body:
    """A text, and what a whole web page says of itself beside it."""

    text: str
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None


def body_of(value: Any, name: str, *, where: str, remark: Callable[[str], None]) -> Body:
    """The text of the cell ``name``: a string as it stands, HTML as its words, a list of paragraphs
    parted by blank lines. ``remark`` is told where it is not taken as it stands: offsets count in
    the text made of it.

    Raises :class:`ArticleError` for what is none of them, and
    :class:`~extractor.errors.ExtractorError` for a whole web page without the extra ``html``.
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
    """A title as people read it: WordPress gives it as HTML (``{"rendered": "It&#8217;s"}``)."""
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
    # Paragraphs that are HTML are put together as such: one tag may open in one of them and close
    # in another.
    return ("\n" if is_fragment("".join(found)) else "\n\n").join(found)


def _page(value: str, name: str, where: str, remark: Callable[[str], None]) -> Body:
    from extractor.sources.html import page_article

    article = page_article(value, where=where)
    remark(f"`{name}` holds web pages; the article in each is taken, and offsets count in it")
    return Body(article.text, article.title, article.published, article.publisher, article.url)
