"""A reader's quotes as spans of the article; what is not there is dropped and noted."""

from __future__ import annotations

from extractor.article import Article
from extractor.reading import Quote
from extractor.resolve.grounding import ground
from extractor.span import Span

__all__ = ["fold", "ground_or_note"]

SHOWN = 80  # characters of a dropped quote in its note


def ground_or_note(
    article: Article, quote: Quote | None, what: str, warnings: list[str]
) -> Span | None:
    """The span of the quote's words, or ``None`` with a warning that names ``what`` they were."""
    span = ground(article, quote)
    if quote and span is None and quote.text.strip():
        warnings.append(f"{what} “{fold(quote.text)[:SHOWN]}” is not in the article; dropped")
    return span


def fold(text: str) -> str:
    """Text on one line: news wraps its lines anywhere."""
    return " ".join(text.split())
