"""A part of an article's text with its character offsets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (``end`` not included) of an article, and their text."""

    start: int
    end: int
    text: str

    def within(self, other: Span) -> bool:
        """True when this span lies wholly inside the other."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, order=True)
class Sentence(Span):
    """A sentence: a span and its position (from 0) among the article's sentences.

    ``paragraph`` counts paragraphs from 0; sentences of one paragraph share it.
    """

    index: int
    paragraph: int = 0
