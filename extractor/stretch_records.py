"""Records of a stretch of an article as records of the article."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from extractor.analysis import Analysis
from extractor.records import EventRecord
from extractor.records.parts import Source

if TYPE_CHECKING:
    from datetime import date

    from extractor.text.article import Article

__all__ = ["of_article", "part_of"]


def part_of(article: Article, start: int, end: int, filed: date | None) -> Article:
    """``text[start:end]`` as an article; the article itself if that is its whole text. ``filed`` is
    the day that "today" means: only the first stretch has the dateline that says it."""
    if start == 0 and end == len(article.text):
        return article
    part = replace(article, text=article.text[start:end], publisher=article.source_name)
    return part if start == 0 else replace(part, published=filed or article.published)


def of_article(
    records: list[EventRecord], article: Article, first: Analysis, start: int
) -> list[EventRecord]:
    """The records of a stretch that begins at ``start``, with offsets in the whole text and the
    whole article as source. ``first`` is the analysis of the first stretch."""
    source = Source(
        article_id=article.key,
        publisher=article.source_name,
        published=first.published,
        url=article.url,
        sha256=article.sha256,
        file=article.file,
    )
    found = []
    for record in records:
        if start:
            record = EventRecord.model_validate(_moved(record.model_dump(mode="json"), start))
            number = hashlib.sha256(f"{record.id}\x1f{start}".encode()).hexdigest()[:16]
            record = record.model_copy(update={"id": number})
        found.append(record.model_copy(update={"source": source}))
    return found


def _moved(value: Any, by: int) -> Any:
    if isinstance(value, list):
        return [_moved(one, by) for one in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"start", "end", "text"}:
        return {**value, "start": value["start"] + by, "end": value["end"] + by}
    return {key: _moved(one, by) for key, one in value.items()}
