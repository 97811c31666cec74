"""How the words that a pattern matches can begin, so that most patterns need not be tried.

A lexicon has a hundred patterns and a sentence twenty words. Each pattern is tried only on
sentences in which some word begins as its matches do; what is found is the same.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    try:
        from re import _parser as parser  # type: ignore[attr-defined]
    except ImportError:  # Python 3.10
        import sre_parse as parser

__all__ = ["LENGTH", "beginnings", "found_at_words", "words_beginning"]

LENGTH = 3
"""Letters looked at; two let too many patterns through, four make the tables large."""
MOST = 1000  # different beginnings of one pattern; with more it is simply tried everywhere
WORD = re.compile(r"\w+")
# What `re` takes for i, s and k where case is ignored, and str.lower does not make so.
LOOKALIKES = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"}
END = " "  # of a beginning that cannot go on


def beginnings(pattern: str) -> frozenset[str] | None:
    """The first letters, at most :data:`LENGTH`, in lower case, of all that the pattern can match
    where a word begins. ``None`` where they cannot be told, are not ASCII, or are no word's.
    """
    try:
        found = _heads(list(parser.parse(pattern, re.IGNORECASE)))
    except Exception:  # another Python, other nodes: the pattern is tried everywhere
        return None
    heads = {head.rstrip(END) for head in found or {""}}
    words = all(head.isascii() and head[:1].isalnum() for head in heads)
    return frozenset(heads) if words else None


@lru_cache(maxsize=64)  # one lexicon after the other is looked through for the same sentence
def words_beginning(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Where a word can begin in ``text[start:end]``, and up to :data:`LENGTH` letters of what
    stands there, in lower case. Not to be changed."""
    low = text[start:end]
    if not low.isascii():
        low = low.translate(LOOKALIKES)
    low = low.lower()
    if len(low) != end - start:  # not seen in any script, but the offsets would be wrong
        low = "".join(letter.lower()[0] for letter in text[start:end])
    found = []
    for match in WORD.finditer(low):
        at, stop = match.span()
        head = low[at : at + LENGTH]
        if stop - at < LENGTH:  # "a b" ends with its word, "a-b" goes on
            head = head.split(None, 1)[0]
        found.append((start + at, head))
    first = text[start - 1 : start]
    inside = bool(found) and found[0][0] == start and (first.isalnum() or first == "_")
    return found[1:] if inside else found


def found_at_words(
    pattern: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer(text, start, end)`` gives, for a pattern that begins with a word;
    tried only where such a word begins."""
    heads = _heads_of(pattern)
    if heads is None:
        yield from pattern.finditer(text, start, end)
        return
    behind = start
    for at, head in words_beginning(text, start, end):
        if at >= behind and (head in heads or head[:2] in heads or head[:1] in heads):
            match = pattern.match(text, at, end)
            if match:
                behind = match.end()
                yield match


@lru_cache(maxsize=256)
def _heads_of(pattern: re.Pattern[str]) -> frozenset[str] | None:
    return beginnings(pattern.pattern)


def _heads(nodes: list[Any]) -> set[str] | None:
    """The beginnings of a sequence of parsed nodes; ``None`` for anything whatever."""
    heads = {""}
    for kind, value in nodes:
        going_on = {head for head in heads if len(head) < LENGTH and not head.endswith(END)}
        if not going_on:
            break
        step = _step(str(kind), value)
        heads -= going_on
        if step is None:
            heads |= {head + END for head in going_on}
        else:
            heads |= {_cut(head + other) for head in going_on for other in step}
        if len(heads) > MOST:
            return None
    return heads


def _cut(head: str) -> str:
    word, space, _ = head.partition(END)
    return word + space if len(word) < LENGTH else word[:LENGTH]


def _step(kind: str, value: Any) -> set[str] | None:
    """What one node adds: letters, :data:`END` for white space, nothing; ``None`` for anything."""
    if kind == "LITERAL":
        letter = chr(value).lower()
        return {END} if letter.isspace() else {letter}
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):
        return {""}
    if kind == "SUBPATTERN":
        return _heads(list(value[-1]))
    if kind == "BRANCH":
        return _either(_heads(list(one)) for one in value[1])
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, inner = value
        once = _heads(list(inner))
        if once is None:
            return None
        many = once if most == 1 else {head + END for head in once}
        return many | {""} if least == 0 else many
    if kind == "IN":
        return _either(_member(str(name), inner) for name, inner in value)
    return None


def _either(choices: Iterable[set[str] | None]) -> set[str] | None:
    found: set[str] = set()
    for one in choices:
        if one is None:
            return None
        found |= one
    return found


def _member(kind: str, value: Any) -> set[str] | None:
    if kind == "LITERAL":
        return _step(kind, value)
    if kind == "RANGE":
        low, high = value
        return {chr(code).lower() for code in range(low, high + 1)}
    if kind == "CATEGORY" and str(value) == "CATEGORY_SPACE":
        return {END}
    return None
