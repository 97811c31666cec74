"""Finds the sentence or paragraph of fillers, and checks whether words name a party.

A filler's *home* is the index of its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from extractor.actors.words import DROPPED
from extractor.codebook.folding import fold
from extractor.models.encoder.tagging import Filler
from extractor.readers.local.fillers import language_in, pronouns_of

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.text.span import Sentence

__all__ = [
    "CLAUSE_END",
    "by_sentence",
    "home_of",
    "names_somebody",
    "paragraph_of",
    "sentences_of",
    "sentences_within",
]

T = TypeVar("T")

CLAUSE_END = re.compile(r"[,;:.!?()،؛।\n–—]|-(?= )")
"""Matches the signs at which a clause may end, in scripts with spaces."""


def home_of(analysis: Analysis, filler: Filler) -> int:
    """Return the index of the sentence the words begin in; -1 if in none (in a dateline)."""
    sentences = analysis.article.sentences
    at = bisect_right(sentences, filler.start, key=_begins) - 1
    return sentences[at].index if at >= 0 and filler.start < sentences[at].end else -1


def sentences_of(analysis: Analysis, fillers: Sequence[Filler]) -> tuple[int, ...]:
    """Return the indexes of the fillers' sentences, each once, the first filler's first."""
    homes = dict.fromkeys(home_of(analysis, filler) for filler in fillers)
    return tuple(home for home in homes if home >= 0)


def by_sentence(analysis: Analysis, pairs: Iterable[tuple[Filler, T]]) -> dict[int, list[T]]:
    """Group values by the sentence in which their words begin; ``pairs`` has (words, value)."""
    found: dict[int, list[T]] = {}
    for words, one in pairs:
        found.setdefault(home_of(analysis, words), []).append(one)
    return found


def sentences_within(analysis: Analysis, begin: int, end: int) -> Sequence[Sentence]:
    """Return the sentences that lie wholly from ``begin`` to before ``end`` (character offsets)."""
    sentences = analysis.article.sentences
    first = bisect_left(sentences, begin, key=_begins)
    return sentences[first : bisect_right(sentences, end, key=_ends)]


def paragraph_of(analysis: Analysis, sentence: Sentence) -> tuple[int, int]:
    """Return the span of a sentence's paragraph: its first sentence's start, its last one's end."""
    sentences, number = analysis.article.sentences, sentence.paragraph
    first = bisect_left(sentences, number, key=_paragraph)
    last = bisect_right(sentences, number, key=_paragraph) - 1
    return sentences[first].start, sentences[last].end


def names_somebody(analysis: Analysis, filler: Filler) -> bool:
    """Whether the words are more than an article, a number, a pronoun ("It") or punctuation."""
    text = analysis.article.text
    pronouns = pronouns_of(language_in(text))
    words = map(fold, text[filler.start : filler.end].split())
    others = (word for word in words if word not in DROPPED and word not in pronouns)
    return any(any(map(str.isalnum, word)) for word in others)


def _paragraph(sentence: Sentence) -> int:
    return sentence.paragraph


def _begins(sentence: Sentence) -> int:
    return sentence.start


def _ends(sentence: Sentence) -> int:
    return sentence.end
