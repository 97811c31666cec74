"""The whole of a phrase of which a short answer holds the core: "a number of Western states"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.languages.patterns import listed_as, one_of
from extractor.text.article import Article
from extractor.text.span import Span

__all__ = ["whole_phrase"]

# Words that belong to a name or count and that short answers leave out.
LEFT = re.compile(rf"(?<!\w)(?:(?:{one_of('left_out')}|[\d,.]*\d)\s+)+$", re.IGNORECASE)
# The last preposition before a place or day; "of" binds closer ("the mayor of Tibu").
TO_END = rf"(?:(?!\b{one_of('before_place')}\b)[^,;])*$"
TAIL = re.compile(rf",?\s+{one_of('before_place', 'before_day')}\b{TO_END}", re.IGNORECASE)
ROMANCE = frozenset(listed_as("article"))


def whole_phrase(article: Article, span: Span, apart: Iterable[Span] = ()) -> Span:
    """The span with the article, number or "a number of" before it that belongs to the phrase, and
    without the place or day after it that does not: ``apart`` are the spans of places and dates
    ("eleven farmers in the village of Konduga" is eleven farmers)."""
    sentence = article.sentence_of(span)
    start = sentence.start if sentence else 0
    left = LEFT.search(article.text, max(start, span.start - 40), span.start)
    if left and span.text.lower().split()[0] in ROMANCE:  # the "a" before it is a preposition there
        left = None
    begin, end = (left.start() if left else span.start), span.end
    for other in sorted(apart):
        if span.start < other.start < end:
            cut = TAIL.search(article.text, span.start, other.start)
            if cut and cut.start() > span.start:
                end = cut.start()
                break
    return article.span(begin, end)
