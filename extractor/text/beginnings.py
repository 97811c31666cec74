"""How the words that a pattern matches can begin, so that most patterns need not be tried.

A lexicon has a hundred patterns and a sentence twenty words. Each pattern is tried only at the
words that begin as its matches do; what is found is the same.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING, Any

from extractor.text.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    try:
        from re import _parser as parser  # type: ignore[attr-defined]
    except ImportError:  # Python 3.10
        import sre_parse as parser

__all__ = ["LENGTH", "Beginning", "beginnings", "found_at_words"]

LENGTH = 5
"""Letters looked at: with three a pattern is tried three times as often, more change little."""
MOST = 1000  # different beginnings of one pattern; with more it is simply tried everywhere
MOST_WORDS = 20_000  # remembered: more than are met often
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# What `re` takes for i, s and k where case is ignored, and str.lower does not make so; of the
# Turkish capital İ it makes an i and a dot.
LOOKALIKES = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k", 0x307: ""}
END = " "  # of a beginning that cannot go on


def beginnings(pattern: str) -> frozenset[str] | None:
    """The first letters, at most :data:`LENGTH`, in lower case, of all that the pattern can match
    where a word begins, each up to its first letter that is not ASCII. ``None`` where they cannot
    be told, do not begin in ASCII, or are no word's.
    """
    try:
        found = _heads(list(parser.parse(pattern, re.IGNORECASE)))
    except Exception:  # another Python, other nodes: the pattern is tried everywhere
        return None
    heads = {NOT_ASCII.split(head, 1)[0].rstrip(END) for head in found or {""}}
    return frozenset(heads) if all(head[:1].isalnum() for head in heads) else None


class Beginning(dict[str, tuple[int, ...]]):
    """From a token in lower case to the numbers of the patterns that can begin with it."""

    def __init__(self, patterns: Iterable[frozenset[str]]) -> None:
        """``patterns`` are the beginnings of each."""
        super().__init__()
        self._heads: dict[str, set[int]] = {}
        self._cut: dict[str, set[int]] = {}  # tokens that end inside a beginning
        for number, heads in enumerate(patterns):
            for head in heads:
                self._heads.setdefault(head, set()).add(number)
                for size in range(1, len(head)):  # "re" begins "re-took", and "1" begins "1.5"
                    if not head[: size + 1].isalpha():
                        self._cut.setdefault(head[:size], set()).add(number)

    def __missing__(self, word: str) -> tuple[int, ...]:
        plain = word if word.isascii() else word.translate(LOOKALIKES).lower()
        found = set(self._cut.get(plain, ()))
        for size in range(1, LENGTH + 1):
            found.update(self._heads.get(plain[:size], ()))
        numbers = tuple(sorted(found))
        if len(self) < MOST_WORDS:
            self[word] = numbers
        return numbers


def found_at_words(
    pattern: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer(text, start, end)`` gives, for a pattern that begins with a word;
    tried only where such a word begins."""
    begins = _begins(pattern)
    if begins is None:
        yield from pattern.finditer(text, start, end)
        return
    behind = start
    tokens = tokenize(text, start, end)
    for at in compress(tokens.starts, map(begins.__getitem__, tokens.words)):
        if at >= behind:
            match = pattern.match(text, at, end)
            if match:
                behind = match.end()
                yield match


@lru_cache(maxsize=256)
def _begins(pattern: re.Pattern[str]) -> Beginning | None:
    heads = beginnings(pattern.pattern)
    return None if heads is None else Beginning([heads])


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
