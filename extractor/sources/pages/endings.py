"""Finds headings that end a page's article: above readers' comments or other stories."""

from __future__ import annotations

from functools import lru_cache

from extractor.sources.pages.phrases import rows
from extractor.sources.pages.written import folded

__all__ = ["ends_article"]

MORE = 24  # characters allowed after a phrase ("More from the region")


@lru_cache(maxsize=1024)
def ends_article(heading: str) -> bool:
    """Return whether a heading is for comments or other stories (``data/parts.tsv``)."""
    said = _plain(heading)
    whole, beginnings = _phrases()
    return said in whole or any(
        said.startswith(f"{phrase} ") and len(said) <= len(phrase) + MORE for phrase in beginnings
    )


def _plain(words: str) -> str:
    letters = folded(words).replace("'", "").replace("’", "")
    return " ".join("".join(sign if sign.isalpha() else " " for sign in letters).split())


@lru_cache
def _phrases() -> tuple[frozenset[str], tuple[str, ...]]:
    found = [phrase for _, _, phrases in rows("parts") for phrase in phrases.split("|")]
    beginnings = tuple(_plain(one) for one in found if one.endswith("*"))
    return frozenset(map(_plain, found)), beginnings
