"""Turns pieces of HTML, as in feeds, mails and table columns, into plain text.

Such a piece is the article and nothing else, so all its words are kept. Finding the article in a
whole page is done by :mod:`extractor.sources.html`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import groupby

from extractor.sources.struck_words import without_struck
from extractor.text.raised import raised

__all__ = ["SPACES", "is_fragment", "is_page", "text_of_fragment", "tidied"]

BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("summary", "table", "tbody", "tfoot", "thead", "tr", "ul"),
    }
)
CELLS = frozenset({"td", "th"})
UNSEEN = frozenset(
    {
        *("head", "iframe", "math", "noscript", "object", "script", "style", "svg", "template"),
        "title",
    }
)
# Signs that a text is HTML: a tag for a line or paragraph, or two marked-up words.
LAYOUT = (
    *("p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"),
    *("table", "tr", "td", "article", "section", "html", "body", "figure", "img"),
)
MARKING = ("a", "b", "i", "em", "strong", "span", "u", "font")
PAGE_HEADS = ("<!doctype html", "<html")
LONGEST_HEAD = 100_000  # characters before that
NOTE_KEYS, NOTE = frozenset({"epub:type", "role"}), "noteref"
"""Attributes that mark a link as the mark of a footnote, which is raised."""
SPACES = re.compile(r"[ \t\r\n\f\v]+")
BREAK = "\n"
PARAGRAPH = "\n\n"


def is_page(text: str) -> bool:
    """Return whether a text is a whole web page, in which the article must be found."""
    head = _without_comments(text[:LONGEST_HEAD]).lstrip()
    if head.startswith("<?xml"):
        head = head.partition(">")[2].lstrip()
    return head[:20].lower().startswith(PAGE_HEADS)


def is_fragment(text: str) -> bool:
    """Return whether a text is HTML. A single tag for marking words is not enough, as it may be
    literal; nor are some tags in a text with the line breaks of plain text."""
    if "<" not in text:
        return False
    inner = [part.partition(">")[0] for part in text.lower().split("<")[1:] if ">" in part]
    names = Counter(words.split(None, 1)[0].rstrip("/") for words in inner if words[:1].strip())
    layout = sum(names[tag] + names[f"/{tag}"] for tag in LAYOUT)
    tags = layout + sum(min(names[tag], names[f"/{tag}"]) for tag in MARKING)
    begins = text.lstrip().startswith("<")
    return (layout > 0 or tags >= 2) and (begins or tags >= text.strip().count("\n"))


def text_of_fragment(html: str) -> str:
    """Return the words of a piece of HTML. Paragraphs are separated by blank lines, ``<br>`` is a
    new line, table cells are separated by `` | ``. Scripts, styles, frames and struck-through words
    are left out."""
    html, _ = without_struck(html)
    text, open_unseen = _read(html, UNSEEN)
    if open_unseen:  # never closed: all text after it would be lost
        text, _ = _read(html, frozenset({"script", "style"}))
    return text


def _read(html: str, unseen: frozenset[str]) -> tuple[str, bool]:
    reader = _Words(unseen)
    reader.feed(tidied(html))
    reader.close()
    return reader.text(), reader.depth > 0


def tidied(html: str) -> str:
    """Return HTML that Python's parser reads in linear time: without comments and without tags left
    open before the next one, whose end it would search for in the whole text."""
    first, *parts = _without_comments(html).split("<")
    return first + "".join(f"<{part}" if ">" in part else f"&lt;{part}" for part in parts)


def _without_comments(html: str) -> str:
    parts, at = [], 0
    while (start := html.find("<!--", at)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        parts.append(html[at:start])
        at = end + 3
    return "".join((*parts, html[at:]))


class _Words(HTMLParser):
    def __init__(self, unseen: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._unseen = unseen
        self._parts: list[str] = []
        self._preformatted = 0
        self._raised = 0
        self._raised_link = False
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._unseen:
            self.depth += 1
        elif self.depth:
            return
        elif tag == "sup":
            self._raised += 1
        elif tag == "a":
            self._raised_link = any(key in NOTE_KEYS and NOTE in str(said) for key, said in attrs)
        elif tag == "br":
            self._parts.append(BREAK)
        elif tag in CELLS:
            self._parts.append("\t")
        elif tag in BLOCKS:
            self._preformatted += tag == "pre"
            self._parts.append(PARAGRAPH)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._unseen:  # <iframe/> is empty
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            self.depth = max(0, self.depth - 1)
        elif self.depth:
            return
        elif tag == "sup":
            self._raised = max(0, self._raised - 1)
        elif tag == "a":
            self._raised_link = False
        elif tag in BLOCKS:
            self._raised, self._raised_link = 0, False  # in case the end tag is missing
            self._preformatted = max(0, self._preformatted - (tag == "pre"))
            self._parts.append(PARAGRAPH)

    def handle_data(self, data: str) -> None:
        if not self.depth:
            data = raised(data, self._raised > 0 or self._raised_link)
            self._parts.append(data if self._preformatted else SPACES.sub(" ", data))

    def text(self) -> str:
        lines = "".join(self._parts).split("\n")
        parted = groupby(lines, key=lambda line: bool(line.strip(" \t")))
        cleaned = (_lines(paragraph) for full, paragraph in parted if full)
        return PARAGRAPH.join(paragraph for paragraph in cleaned if paragraph)


def _lines(paragraph: Iterable[str]) -> str:
    lines = []
    for line in paragraph:
        cells = [" ".join(cell.split(" ")).strip() for cell in line.split("\t")]
        lines.append(" | ".join(SPACES.sub(" ", cell) for cell in cells if cell))
    return "\n".join(line for line in lines if line)
