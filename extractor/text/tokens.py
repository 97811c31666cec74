"""The tokens of a text (words, numbers, signs) with offsets, and the *shape* that rules match.

Rules for dates and casualties work in the same way. Every token gets one letter for what it can be
(a weekday, a month, a number …). The letters of a text are joined into one string, and the rules
are regular expressions over that string. They do not backtrack over words, and a new language only
adds words for the same letters. A text is split once for all finders.
"""

from __future__ import annotations

import re
import string
from bisect import bisect_left
from itertools import accumulate, filterfalse

from extractor.text.recent import recent
from extractor.text.span import Span

# A date in digits stays one token, and so do a number with separators (1,200 and 1.200) and an
# ordinal. A blank line is a token of its own, so that no rule matches across paragraphs. Words come
# first in the pattern because they are most frequent, and no other token begins with a letter.
FORMS = (
    r"[^\W\d_]+",
    r"\d{4}-\d{1,2}-\d{1,2}(?![\d-])",
    r"\d{1,2}(?:/\d{1,2}/|-\d{1,2}-|\.\d{1,2}\.)(?:\d{4}|\d{2})(?!\d)",
    r"\d{1,3}(?:[.,]\d{3})+(?!\d)",
    r"\d+(?:[.,:]\d{1,2}(?!\d))?(?:st|nd|rd|th|er|º)?(?!\w)",
    r"\d+",
    r"\n[ \t\r]*\n",
    r"[^\w\s]|_",
)
TOKEN = re.compile(f"({'|'.join(FORMS)})")

SMALL_LETTERS = string.ascii_lowercase.encode("ascii")
CAPITAL_LETTERS = string.ascii_uppercase.encode("ascii")


class Tokens:
    """The tokens of ``text[start:end]``: offsets in ``text``, and each token in lower case."""

    __slots__ = ("ends", "starts", "text", "words")

    def __init__(self, text: str, starts: list[int], ends: list[int], words: list[str]) -> None:
        self.text, self.starts, self.ends, self.words = text, starts, ends, words

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """Returns the span from token ``first`` up to, not including, token ``last``."""
        start, end = self.starts[first], self.ends[last - 1]
        return Span(start, end, self.text[start:end])

    def capital(self, index: int) -> bool:
        """True when the token starts with a capital letter."""
        return self.text[self.starts[index]].isupper()


@recent(64)  # every finder asks for every sentence
def tokenize(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Returns the tokens of ``text[start:end]`` in order, without white space. The result is
    cached: do not change it."""
    end = len(text) if end is None else min(end, len(text))
    whole = _whole(text)
    first, last = bisect_left(whole.starts, start), bisect_left(whole.starts, end)
    if (first and whole.ends[first - 1] > start) or not _ends_clean(whole, last, end):
        return _cut(text, start, end)
    return Tokens(text, whole.starts[first:last], whole.ends[first:last], whole.words[first:last])


@recent(4)
def _whole(text: str) -> Tokens:
    return _cut(text, 0, len(text))


def _ends_clean(whole: Tokens, last: int, end: int) -> bool:
    """Whether the tokens before ``last`` would be the same if the text ended at ``end``."""
    if last and whole.ends[last - 1] > end:
        return False
    return end == len(whole.text) or whole.text[end].isspace() or not whole.text[end - 1].isalnum()


def _cut(text: str, start: int, end: int) -> Tokens:
    pieces = TOKEN.split(text[start:end])  # what is between the tokens, and the tokens
    offsets = list(accumulate(map(len, pieces), initial=start))
    return Tokens(text, offsets[1:-1:2], offsets[2::2], list(map(str.lower, pieces[1::2])))


@recent(4)  # asked for each sentence of a text
def count_cases(text: str) -> tuple[int, int]:
    """Returns the numbers of small letters and of capitals in a text."""
    plain = text.encode("ascii", "ignore")
    lower = len(plain) - len(plain.translate(None, SMALL_LETTERS))
    upper = len(plain) - len(plain.translate(None, CAPITAL_LETTERS))
    if len(plain) < len(text):
        others = [*filterfalse(str.isascii, text)]
        lower += sum(map(str.islower, others))
        upper += sum(map(str.isupper, others))
    return lower, upper


def mostly_capitals(text: str) -> bool:
    """Whether a text is in capitals except for some words, so that a capital marks no name."""
    lower, upper = count_cases(text)
    return upper > 3 * lower
