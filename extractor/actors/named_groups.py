"""Finds the names of the codebook's armed groups in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.codebook.groups import groups_called
from extractor.text.span import Span

__all__ = ["find_groups"]

BRACKET = re.compile(r"\s*[(\[][A-ZÀ-Þ][\w.-]{1,9}[)\]]")
CAPITAL = r"(?:[^\W\d_a-zß-öø-ÿ][\w’'-]*)"
NAME = re.compile(rf"{CAPITAL}(?:\s+(?:(?:of|for|the|de|la|del|los|and)\s+)*{CAPITAL})*")
AND = re.compile(r"\s+and\s+(?:the\s+)?")
ACRONYM = re.compile(r"(?<![\w-])(?:[A-ZÀ-Þ]{2,8}(?:-[A-ZÀ-Þ\d]+)?|[A-Z]-\d{1,2})(?![\w-])")
SHORT = 3
"""Up to this many letters, a single word is searched for as an acronym only."""


def find_groups(text: str) -> list[Span]:
    """Returns the names of the codebook's groups in a text, with offsets, in text order. A name in
    brackets after another one is part of it."""
    found = set(_names(text))
    found.update(m.span() for m in ACRONYM.finditer(text) if groups_called(m.group()))
    spans = sorted(Span(begin, stop, text[begin:stop]) for begin, stop in found)
    return [s for s in spans if not any(s != other and s.within(other) for other in spans)]


def _names(text: str) -> Iterator[tuple[int, int]]:
    for match in NAME.finditer(text):
        whole = _is_group(text, *match.span())
        for begin, stop in [match.span()] if whole else _joined_by_and(text, *match.span()):
            if _is_group(text, begin, stop):
                bracket = BRACKET.match(text, stop)
                yield begin, bracket.end() if bracket else stop


def _is_group(text: str, begin: int, stop: int) -> bool:
    """Whether a group has this name."""
    name = " ".join(text[begin:stop].split())
    return (" " in name or len(name) > SHORT) and bool(groups_called(name))


def _joined_by_and(text: str, begin: int, stop: int) -> list[tuple[int, int]]:
    """Returns the parts of two names joined by "and": "the FMLN and the Shining Path"."""
    cuts = list(AND.finditer(text, begin, stop))
    starts = [begin, *(cut.end() for cut in cuts)]
    return list(zip(starts, [*(cut.start() for cut in cuts), stop], strict=True))
