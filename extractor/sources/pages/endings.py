"""Headings that end a page's article: of its readers' comments, of other stories."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from extractor.sources.pages.written import folded

__all__ = ["ends_article"]

MORE = 24  # characters that may follow where a phrase goes on ("More from the region")
NO_LETTERS = re.compile(r"[\W\d_]+")


@lru_cache(maxsize=1024)
def ends_article(heading: str) -> bool:
    """Whether a heading is one of comments or of other stories (``data/parts.tsv``)."""
    said = _plain(heading)
    whole, beginnings = _phrases()
    return said in whole or any(
        said.startswith(f"{phrase} ") and len(said) <= len(phrase) + MORE for phrase in beginnings
    )


def _plain(words: str) -> str:
    return NO_LETTERS.sub(" ", folded(words).replace("'", "").replace("’", "")).strip()


@lru_cache
def _phrases() -> tuple[frozenset[str], tuple[str, ...]]:
    path = files("extractor.sources.pages") / "data" / "parts.tsv"
    found: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            found += line.split("\t")[2].split("|")
    beginnings = tuple(_plain(one) for one in found if one.endswith("*"))
    return frozenset(map(_plain, found)), beginnings
