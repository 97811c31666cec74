"""The articles of our corpus that training holds back, on which the reader is measured."""

from __future__ import annotations

from corpus.format import Passage, read_passages
from corpus.training.examples import ARTICLES, held_back

__all__ = ["held_back_articles"]


def held_back_articles(half: str | None = None) -> list[Passage]:
    """Return them by id; every second one with ``half`` "even" (from the first) or "odd"."""
    chosen = [one for one in read_passages([ARTICLES]) if held_back(one.id, "articles")]
    chosen.sort(key=lambda one: one.id)
    return chosen[half == "odd" :: 2] if half else chosen
