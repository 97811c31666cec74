"""Finding a model's words again in the article.

White space and typographic quotes may differ, and so may case; the words may not. What is not in
the article is not evidence, whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.article import Article
from extractor.reading import Quote
from extractor.span import Span

__all__ = ["ground", "whole_phrase"]

# One sign for all that are written in its place; and letters that are taken for i, s and k where
# case does not count
SIGNS = tuple(zip("’‘`´“”„«»–—", "''''" + '"""""' + "--", strict=True))
LETTERS = tuple(zip("İıſ\u212a", "iisk", strict=True))
LONGEST = 400  # characters; longer quotes are no phrase and cost time to search
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
BARE = re.compile(
    r"(?:the|a|an|some|it|he|she|they|this|that|these|those|who|which|him|her|them|him|we|i|you|"
    r"and|of|in|-|not stated|none|nobody|unknown|no one|not|no)\.?",
    re.IGNORECASE,
)


def ground(article: Article, quote: Quote | None) -> Span | None:
    """The span of the article that holds the quote's words: in the sentence it names, else the
    first anywhere; ``None`` if the article does not have them, or they are but a pronoun."""
    words = quote.text.strip().strip("\"“”'’.,;: \n") if quote else ""
    if not quote or not words or len(words) > LONGEST or BARE.fullmatch(words):
        return None
    text = article.text
    places = [(0, len(text))]
    if quote.sentence is not None and 0 <= quote.sentence < len(article.sentences):
        sentence = article.sentences[quote.sentence]
        places.insert(0, (sentence.start, sentence.end))
    # Whole words only, where the script has spaces between them.
    whole = (words[0].isalnum() and words[0].isascii(), words[-1].isalnum() and words[-1].isascii())
    for start, end in places:
        stretch = text[start:end]
        found = _find(_plain(stretch), _plain(words).split(), whole)
        found = found or _find(_small(stretch), _small(words).split(), whole)
        if found:
            return article.span(start + found[0], start + found[1])
    return None


def _plain(text: str) -> str:
    return _replaced(text, SIGNS)


def _small(text: str) -> str:
    """Plain and in small letters; as long as the text."""
    return _replaced(_plain(text), LETTERS).lower()


def _replaced(text: str, signs: Iterable[tuple[str, str]]) -> str:
    """Each sign by its other: many times as fast as ``str.translate`` where most do not occur."""
    for sign, plain in signs:
        text = text.replace(sign, plain)
    return text


def _find(text: str, words: list[str], whole: tuple[bool, bool]) -> tuple[int, int] | None:
    """Where these words first stand one after the other, with any white space between them;
    ``whole``: the first must begin there, and the last end, with no letter beside it."""
    head, tail = whole
    at = text.find(words[0])
    while at >= 0:
        stop = at + len(words[0])
        for word in words[1:]:
            begin = _next_word(text, stop)
            if begin == stop or not text.startswith(word, begin):
                break
            stop = begin + len(word)
        else:
            inside = (head and at and _in_word(text[at - 1])) or (
                tail and stop < len(text) and _in_word(text[stop])
            )
            if not inside:
                return at, stop
        at = text.find(words[0], at + 1)
    return None


def _next_word(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


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
