"""Finds a reader's words in the article, once, when the reading is made.

White space, quotation marks and case may differ (``exact``); failing that, accents, hyphens, vowel
signs and the like (``folded``). The words themselves must be the same: words that are not in the
article are no evidence.
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

# Each group of similar signs is replaced by one sign, and letters that lower-casing would turn into
# i, s and k are replaced, too.
SIGNS = tuple(zip("’‘`´“”„«»–—", "''''" + '"""""' + "--", strict=True))
LETTERS = tuple(zip("İıſ\u212a", "iisk", strict=True))
FOLLOWS = 40  # characters after a name that may contain its region or country
LONGEST = 400  # characters; a longer quote is no phrase and takes long to search
BARE = frozenset(
    {
        *("the", "a", "an", "some", "it", "he", "she", "they", "this", "that", "these", "those"),
        *("who", "which", "him", "her", "them", "we", "i", "you", "and", "of", "in", "-"),
        *("not stated", "none", "nobody", "unknown", "no one", "not", "no", "null", "n/a"),
    }
)
"""Words without content, and words that models write for an empty value."""
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
    """Returns the words with their span in the article; ``None`` where they are empty or only a
    pronoun.

    If the words occur several times, the first of ``sentences`` (indexes) that contains them is
    used, else the whole text. Within that, an occurrence followed by one of the words ``beside`` is
    preferred, then the one nearest to ``near``, then the first.
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
    """Returns the offsets of every occurrence of the words between ``start`` and ``end``."""
    if match is Match.FOLDED:
        yield from _folded_places(text, words, start, end)
        return
    # Match whole words only, in scripts with spaces between words.
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
    """Returns the text with plain signs and in small letters; its length does not change."""
    return _replaced(_plain(text), LETTERS).lower()


def _replaced(text: str, signs: Iterable[tuple[str, str]]) -> str:
    """Replaces each sign by its counterpart; many times as fast as ``str.translate`` where most
    signs do not occur."""
    for sign, plain in signs:
        text = text.replace(sign, plain)
    return text


def _find(text: str, words: Sequence[str], whole: tuple[bool, bool]) -> Iterator[tuple[int, int]]:
    """Returns where these words follow each other, with any white space between them. ``whole``: no
    letter may stand directly before the first word, or directly after the last."""
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
    """Returns where the words stand, as whole words, ignoring accents, signs and white space."""
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
    """Returns the offset after the letter at ``last`` and its combining signs."""
    stop = last + 1
    while stop < len(text) and unicodedata.combining(text[stop]):
        stop += 1
    return stop


@lru_cache(maxsize=8)
def _folded(text: str) -> tuple[str, list[int]]:
    return _fold(text)


def _fold(text: str) -> tuple[str, list[int]]:
    """Returns letters and digits without accents and case, all other characters as one space, and
    for each character of the result its offset in the text."""
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
