"""The whole of a phrase of which a short answer holds the core: "a number of Western states"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.text.article import Article
from extractor.text.span import Span

__all__ = ["whole_phrase"]

# Words that belong to a name or count and that short answers leave out.
LEFT = re.compile(
    r"(?<![\w])(?:(?:the|a|an|some|several|many|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)(?:teen|ty)|twenty|forty|[\d,.]*\d|"
    r"(?:a|the) (?:number|group|handful|pair|majority|member|spokes(?:man|woman|person)) of|"
    r"(?:dozens|hundreds|thousands|tens|scores|members|residents|relatives|families) of)\s+)+$",
    re.IGNORECASE,
)
# The last preposition before a place or day; "of" binds closer ("the mayor of Tibu").
TAIL = re.compile(
    r",?\s+(?:in|on|at|near|outside|inside|from|en|el|à|dans|le|late|early|this|last)\b"
    r"(?:(?!\b(?:in|on|at|near|outside|inside|from)\b)[^,;])*$",
    re.IGNORECASE,
)
ROMANCE = re.compile(r"(?:la|las|los|el|le|les|un|una|une)\s", re.IGNORECASE)


def whole_phrase(article: Article, span: Span, apart: Iterable[Span] = ()) -> Span:
    """The span with the article, number or "a number of" before it that belongs to the phrase, and
    without the place or day after it that does not: ``apart`` are the spans of places and dates
    ("eleven farmers in the village of Konduga" is eleven farmers)."""
    sentence = article.sentence_of(span)
    start = sentence.start if sentence else 0
    left = LEFT.search(article.text, max(start, span.start - 40), span.start)
    if left and ROMANCE.match(span.text):  # the "a" before it is a preposition there
        left = None
    begin, end = (left.start() if left else span.start), span.end
    for other in sorted(apart):
        if span.start < other.start < end:
            cut = TAIL.search(article.text, span.start, other.start)
            if cut and cut.start() > span.start:
                end = cut.start()
                break
    return article.span(begin, end)
