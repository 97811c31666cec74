"""Splits a text into sentences with character offsets.

It is for news text in any script. The text is never changed, so offsets always fit. A sentence ends
at a full stop, question or exclamation mark (Latin, Arabic, CJK, Devanagari, Armenian, Ethiopic …)
that is not part of an abbreviation, an initial or a number, together with the quotes and brackets
that close after it; and at every blank line. Single newlines inside a paragraph do not end a
sentence unless the lines are clearly paragraphs of their own (each ends a sentence). Text without
an end is cut between words, so that no sentence is longer than :data:`LONGEST` characters. So work
that searches a sentence repeatedly stays linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from extractor.languages import every_word
from extractor.text.raised import RAISED
from extractor.text.span import Sentence

LONGEST = 3000
"""The most characters of a sentence; the longest in 420 news texts has 1,687."""
STOPS = ".!?…؟۔।॥።։。！？｡။"
WIDE_STOPS = "。！？｡।॥።။"  # they end a sentence whether a space follows or not
CLOSERS = "\"'”’»)]}›」』）］"
BREAK = re.compile(rf"[{re.escape(STOPS)}]+[{re.escape(CLOSERS)}]*|\n\s*\n|\n")
FIRST_WORD = re.compile(r"[\"“‘«„]?([^\s.,;:!?()\[\]/@]+)")
SMALL_BEFORE, LETTERS = 2, 3
"""Fewest small letters that end a sentence without a space behind it, and fewest letters on both
sides in scripts without capitals."""
KANA, HAN = "\u3040", "\u9fff"
"""The first Japanese and the last Chinese character: a stop of Latin script joins names there."""
WORD_BEFORE = re.compile(r"[\w.’'-]*\w$")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Sentence]:
    """Returns the sentences of ``text[start:end]`` in order; together they have every non-space
    character."""
    end = len(text) if end is None else end
    index = paragraph = 0
    begin = start
    for match in BREAK.finditer(text, start, end):
        token = match.group()
        blank_line = "\n" in token and token.count("\n") > 1
        if not (blank_line or _ends_sentence(text, begin, match, end)):
            continue
        before = index
        for sentence in _parts(text, begin, match.end(), index, paragraph):
            yield sentence
            index += 1
        if index > before and "\n" in text[match.start() : _next_word(text, match.end(), end)]:
            paragraph += 1
        begin = match.end()
    yield from _parts(text, begin, end, index, paragraph)


def _parts(text: str, start: int, end: int, index: int, paragraph: int) -> Iterator[Sentence]:
    """Yields the text between ``start`` and ``end`` as a sentence without white space around it, or
    as several if it is too long."""
    while start < end:
        cut = end if end - start <= LONGEST else between_words(text, start, start + LONGEST)
        sentence = _trimmed(text, start, cut, index, paragraph)
        if sentence:
            yield sentence
            index += 1
        start = cut


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, ignoring quotes, brackets and footnote marks."""
    return text.rstrip(f"{CLOSERS}{RAISED} \n").endswith(tuple(STOPS))


def between_words(text: str, start: int, most: int) -> int:
    """Returns where to cut ``text``, at ``most`` or before: after white space in the second half of
    the part from ``start``, else before a character that is not a combining mark."""
    half = start + (most - start) // 2
    for at in range(most - 1, half - 1, -1):
        if text[at].isspace():
            return at + 1
    cut = most
    while cut > half and unicodedata.category(text[cut])[0] == "M":
        cut -= 1
    return cut if cut > half else most


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    token, at = match.group(), match.start()
    if token == "\n":  # a heading or a paragraph of one line, not a wrapped line
        last = at
        while last > begin and text[last - 1].isspace():
            last -= 1
        ends = last > begin and text[last - 1] in STOPS + CLOSERS + ":"
        return ends and _starts_upper(text, at, end)
    after = text[match.end() : match.end() + 1]
    if token[0] in WIDE_STOPS:
        return True
    if after and not after.isspace():
        return _is_glued(text, begin, at, match.end())
    if token[0] == ".":
        word = _word_before(text, max(begin, at - 30), at)
        if word and _is_abbreviation(word) and (token == "." or not after):
            return False
    elif token[0] == "…" or token.startswith("..."):
        return _starts_upper(text, match.end(), end)
    if token[-1] in CLOSERS or token[0] in "!?":
        return not _starts_lower(text, match.end(), end)
    return not (_starts_lower(text, match.end(), end) and token == ".")


def _is_glued(text: str, begin: int, at: int, after: int) -> bool:
    """Whether a sentence ends at the stop at ``at`` though no space follows; ``after`` is the end
    of the stop with the quotes that close behind it.

    Scraped pages join paragraphs so: "… the camp.The army …", but not "U.S.Army", "bbc.com" or
    "Capt.Ali". A number ends a sentence there only if it has two digits and an English word
    follows: "5.Kolordu" and "穆罕默德.阿里" go on.
    """
    found, before = FIRST_WORD.match(text, after), text[max(begin, at - LETTERS) : at]
    if found is None or not before or text[found.end() : found.end() + 1] in (".", "/", "@"):
        return False
    word = found[1]
    if before[-1] in CLOSERS:
        return _opens_sentence(word)
    if before[-1].isdigit():
        numeral = len(before) > 1 and before[-2].isdigit()
        return numeral and len(word) > 1 and word.isascii() and word.istitle()
    if not _opens_sentence(word) or KANA <= word[0] <= HAN:
        return False
    least = SMALL_BEFORE if word[0].isupper() else LETTERS
    end = before[-least:]
    if len(end) < least or not all(map(_is_no_capital, end)):
        return False
    last = _word_before(text, max(begin, at - 30), at)
    return last is None or not _is_abbreviation(last.rpartition(".")[2])


def _is_no_capital(one: str) -> bool:
    """Whether a character is a letter, or a mark on one, and no capital."""
    return unicodedata.category(one)[0] in "LM" and not one.isupper()


def _opens_sentence(word: str) -> bool:
    """Whether a word may open a sentence: with a capital, or with three letters of a script
    without capitals."""
    if word[0].isupper():
        return True
    return len(word) >= LETTERS and all(
        unicodedata.category(one)[0] in "LM" and one.lower() == one.upper() for one in word
    )


def _word_before(text: str, begin: int, at: int) -> str | None:
    """Returns the word that ends directly before ``at``."""
    if at == begin or text[at - 1].isspace():
        return None
    word = WORD_BEFORE.search(text[begin:at].rsplit(None, 1)[-1])
    return word.group() if word else None


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(word.lower() for word in every_word("abbreviations"))


def _is_abbreviation(word: str) -> bool:
    low = word.lower().strip("'’-")
    if low in _abbreviations():
        return True
    letters = word.split(".")  # of "U.S", "J": initials
    initials = all(len(one) == 1 and one.isascii() and one.isalpha() for one in letters)
    return initials and (len(letters) > 1 or word.isupper())


def _next_word(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _starts_lower(text: str, at: int, end: int) -> bool:
    at = _next_word(text, at, end)
    return at < end and text[at].islower()


def _starts_upper(text: str, at: int, end: int) -> bool:
    at = _next_word(text, at, end)
    return at < end and not text[at].islower()


def _trimmed(text: str, start: int, end: int, index: int, paragraph: int) -> Sentence | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    return Sentence(start, end, text[start:end], index, paragraph)
