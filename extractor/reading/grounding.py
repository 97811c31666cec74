"""Finding a reader's words in the article: once, at the reader's door.

White space, quotation marks and case may differ (``exact``); failing that, accents, hyphens,
vowel signs and the like (``folded``). The words themselves may not: what is not in the article is
no evidence, whoever wrote it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from extractor.reading.types import Match, Said
from extractor.text.article import Article
from extractor.text.span import Span

__all__ = ["find_all", "said"]

# One sign for all that are written in its place; and letters that are taken for i, s and k where
# case does not count
SIGNS = tuple(zip("’‘`´“”„«»–—", "''''" + '"""""' + "--", strict=True))
LETTERS = tuple(zip("İıſ\u212a", "iisk", strict=True))
FOLLOWS = 40  # characters after a name in which its region or country may stand
LONGEST = 400  # characters; longer quotes are no phrase and cost time to search
BARE = frozenset(
    {
        *("the", "a", "an", "some", "it", "he", "she", "they", "this", "that", "these", "those"),
        *("who", "which", "him", "her", "them", "we", "i", "you", "and", "of", "in", "-"),
        *("not stated", "none", "nobody", "unknown", "no one", "not", "no", "null", "n/a"),
    }
)
"""Words that name nothing, and what models write where nothing is."""
EDGES = "\"“”«»'’‘.,;:،؛。、 \n\t"


def said(
    article: Article,
    words: str | None,
    sentences: Iterable[int] = (),
    *,
    near: Span | None = None,
    beside: Sequence[str] = (),
    probability: float | None = None,
) -> Said | None:
    """The words with the span of the article that holds them; ``None`` where they are empty or but
    a pronoun.

    Words that stand in several places are taken from the first of ``sentences`` (indexes) that has
    them, else from anywhere; within that, the place that one of the words ``beside`` follows, then
    the one nearest to ``near``, else the first.
    """
    plain = (words or "").strip().strip(EDGES)
    if not plain or plain.lower() in BARE:
        return None
    if len(plain) > LONGEST:
        return Said(plain, None, Match.NOT_FOUND, probability)
    of_article = article.sentences
    areas = [
        (of_article[i].start, of_article[i].end) for i in sentences if 0 <= i < len(of_article)
    ]
    areas.append((0, len(article.text)))
    for match in (Match.EXACT, Match.FOLDED):
        for start, end in areas:
            spans = find_all(article.text, plain, start, end, match)
            found = _likeliest(article.text, spans, near, beside)
            if found:
                return Said(plain, article.span(*found), match, probability)
    return Said(plain, None, Match.NOT_FOUND, probability)


def find_all(
    text: str, words: str, start: int, end: int, match: Match = Match.EXACT
) -> Iterator[tuple[int, int]]:
    """Offsets of every place between ``start`` and ``end`` where the words stand."""
    if match is Match.FOLDED:
        yield from _folded_places(text, words, start, end)
        return
    # Whole words only, where the script has spaces between them.
    whole = (words[0].isalnum() and words[0].isascii(), words[-1].isalnum() and words[-1].isascii())
    stretch = text[start:end]
    plain = _plain(stretch)
    any_found = False
    for found in _find(plain, _plain(words).split(), whole):
        any_found = True
        yield start + found[0], start + found[1]
    if not any_found:
        small = _small(stretch)
        for found in _find(small, _small(words).split(), whole):
            yield start + found[0], start + found[1]


def _likeliest(
    text: str, spans: Iterator[tuple[int, int]], near: Span | None, beside: Sequence[str]
) -> tuple[int, int] | None:
    if near is None and not beside:
        return next(spans, None)
    sought = [_small(words) for words in beside]

    def distance(one: tuple[int, int]) -> tuple[bool, int]:
        after = _small(text[one[1] : one[1] + FOLLOWS])
        far = max(0, near.start - one[1], one[0] - near.end) if near else 0
        return not any(words in after for words in sought), far

    return min(spans, key=distance, default=None)


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


def _find(text: str, words: Sequence[str], whole: tuple[bool, bool]) -> Iterator[tuple[int, int]]:
    """Where these words stand one after the other, with any white space between them;
    ``whole``: the first must begin there, and the last end, with no letter beside it."""
    if not words:
        return
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
                yield at, stop
        at = text.find(words[0], at + 1)


def _next_word(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _folded_places(text: str, words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Places where the words stand but for accents, signs and white space; whole words."""
    folded, offsets = _folded(text)
    sought, _ = _fold(words)
    sought = sought.strip()
    if len(sought.replace(" ", "")) < 2:
        return
    at = folded.find(sought, bisect_left(offsets, start))
    while at >= 0:
        last = at + len(sought) - 1
        if offsets[last] >= end:
            return
        before = folded[at - 1] if at else " "
        after = folded[last + 1] if last + 1 < len(folded) else " "
        ascii_word = sought.isascii()
        if not (ascii_word and (before != " " or after != " ")):
            yield offsets[at], _end_of(text, offsets[last])
        at = folded.find(sought, at + 1)


def _end_of(text: str, last: int) -> int:
    """After the letter at ``last`` and the signs that belong to it."""
    stop = last + 1
    while stop < len(text) and unicodedata.combining(text[stop]):
        stop += 1
    return stop


@lru_cache(maxsize=8)
def _folded(text: str) -> tuple[str, list[int]]:
    return _fold(text)


def _fold(text: str) -> tuple[str, list[int]]:
    """Letters and digits without accents and case, all else one space; and for each of its
    characters the offset it comes from."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset, letter in enumerate(text):
        for piece in unicodedata.normalize("NFKD", letter).casefold():
            if unicodedata.combining(piece) or unicodedata.category(piece) == "Cf":
                continue
            kept = piece if piece.isalnum() else " "
            if kept == " " and letters and letters[-1] == " ":
                continue
            letters.append(kept)
            offsets.append(offset)
    return "".join(letters), offsets
