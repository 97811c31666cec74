"""The sentences that words stand in, where clauses end, and whether words name somebody."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.actors.words import DROPPED
from extractor.codebook.folding import fold
from extractor.models.encoder.tagging import Filler
from extractor.readers.local.fillers import language_in, pronouns_of

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.text.span import Sentence

__all__ = ["CLAUSE_END", "home_of", "names_somebody", "sentences_of"]

CLAUSE_END = re.compile(r"[,;:.!?()،؛।\n–—]|-(?= )")
"""The signs at which a clause may end, in scripts with spaces."""


def home_of(analysis: Analysis, filler: Filler) -> int:
    """The sentence the words begin in; -1 where they stand in none (in a dateline)."""
    sentences = analysis.article.sentences
    at = bisect_right(sentences, filler.start, key=_begins) - 1
    return sentences[at].index if at >= 0 and filler.start < sentences[at].end else -1


def sentences_of(analysis: Analysis, fillers: Sequence[Filler]) -> tuple[int, ...]:
    """The sentences the words stand in, the first filler's first."""
    homes = dict.fromkeys(home_of(analysis, filler) for filler in fillers)
    return tuple(home for home in homes if home >= 0)


def names_somebody(analysis: Analysis, filler: Filler) -> bool:
    """Whether there is more in the words than an article, a number or a pronoun ("The", "It")."""
    text = analysis.article.text
    pronouns = pronouns_of(language_in(text))
    words = map(fold, text[filler.start : filler.end].split())
    return any(word not in DROPPED and word not in pronouns for word in words)


def _begins(sentence: Sentence) -> int:
    return sentence.start
