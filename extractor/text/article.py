"""Articles, their sentences, and spans of their text.

All offsets count characters (Unicode code points) of ``Article.text``, which is never changed after
reading: ``article.text[span.start:span.end] == span.text`` holds for every span.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from extractor.errors import ArticleError
from extractor.text.metadata import Dateline, find_dateline, find_source_line
from extractor.text.printable import one_line
from extractor.text.sentences import split_sentences
from extractor.text.span import Sentence, Span

__all__ = ["Article", "Block", "Sentence", "Span"]


@dataclass(frozen=True)
class Block:
    """A part of an article with its own day of publication, such as an entry of a live blog. It
    lasts from ``start`` (characters) to the next block. ``published`` is ``None`` where the day is
    not known."""

    start: int
    published: date | None


@dataclass(frozen=True, init=False)
class Article:
    """One news text and what is known about it.

    ``published`` is given as a date or an ISO 8601 string, and is a date; ``extra`` carries any
    other keys of the input along untouched. ``blocks`` are the parts, in order, that were published
    on days of their own. Raises :class:`ArticleError` for a text with nothing in it or a bad date.
    """

    text: str
    id: str | None = None
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()

    def __init__(
        self,
        text: str,
        id: str | None = None,
        title: str | None = None,
        published: date | str | None = None,
        publisher: str | None = None,
        url: str | None = None,
        extra: dict[str, Any] | None = None,
        blocks: tuple[Block, ...] = (),
    ) -> None:
        # Written out so that editors and type checkers accept a day as a string.
        if not isinstance(text, str) or not text.strip():
            raise ArticleError("the article has no text", where=id)
        values = {
            "text": text,
            "id": id,
            "title": title,
            "published": as_date(published, where=id),
            "publisher": publisher,
            "url": url,
            "extra": {} if extra is None else extra,
            "blocks": blocks,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def key(self) -> str:
        """The given id, or one made from the text, which is the same for the same text."""
        return self.id or f"sha256:{self.sha256[:16]}"

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text as UTF-8, hexadecimal; lone surrogates are kept as they are."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def file(self) -> str | None:
        """The file it was read from, and where in it, if no id of its own tells it from others.

        As the user named it, on one line; of a full path the last part alone: records are shared,
        the folders of a disk are not.
        """
        name = self.extra.get("file")
        if self.id is not None or not isinstance(name, str):
            return None
        return one_line(Path(name).name if Path(name).is_absolute() else name) or None

    def published_at(self, offset: int) -> date | None:
        """Returns the day on which the text at this offset was published."""
        days = [block.published for block in self.blocks if block.start <= offset]
        return (days[-1] if days else None) or self.published

    @cached_property
    def dateline(self) -> Dateline | None:
        """``KABUL, March 14 (AP) –`` at the head of the text, if there is one."""
        return find_dateline(self.text)

    @cached_property
    def source_line(self) -> Span | None:
        """The publisher's name in a last line ``Source: NAME``, if there is one."""
        return find_source_line(self.text)

    @property
    def source_name(self) -> str | None:
        """The publisher as given, else as the text's own last line or dateline names it."""
        if self.publisher:
            return self.publisher
        if self.source_line:
            return self.source_line.text
        return self.dateline.agency.text if self.dateline and self.dateline.agency else None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body, without dateline and source line, in order."""
        start = self.dateline.end if self.dateline else 0
        end = len(self.text)
        if self.source_line:
            end = self.text.rfind("\n", 0, self.source_line.start) + 1
        return tuple(split_sentences(self.text, start, end))

    def sentence_of(self, span: Span) -> Sentence | None:
        """The sentence that the span lies in; ``None`` where it lies in none or in several."""
        at = bisect_right(self.sentences, span.start, key=lambda one: one.start) - 1
        return self.sentences[at] if at >= 0 and span.within(self.sentences[at]) else None

    def page_of(self, offset: int) -> int | None:
        """Returns the page, from 1, that the offset has in its PDF or Word document; ``None`` where
        the pages are not known (``extra["pages"]``)."""
        pages = self.extra.get("pages")
        if not isinstance(pages, list):
            return None
        begun = [page["page"] for page in pages if page["start"] <= offset]
        return begun[-1] if begun and 0 <= offset < len(self.text) else None

    def span(self, start: int, end: int) -> Span:
        """Returns the span of these offsets, with its text cut from the article."""
        return Span(start, end, self.text[start:end])


def as_date(value: date | datetime | str | None, *, where: str | None = None) -> date | None:
    """Returns a date from a date, a datetime or the start of an ISO 8601 string; ``None`` stays."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return _in_range(value.date(), where)
    if isinstance(value, date):
        return _in_range(value, where)
    try:
        return _in_range(date.fromisoformat(str(value).strip()[:10]), where)
    except ValueError:
        raise ArticleError(
            f"published date {value!r} is not a date; write it as 2017-04-05", where=where
        ) from None


def _in_range(day: date, where: str | None) -> date:
    """Returns the day if a news article can have it. Raises for a year outside the schema's range,
    which must be a mistake."""
    if not 1900 <= day.year <= 2200:
        raise ArticleError(f"published date {day} is not between 1900 and 2200", where=where)
    return day
