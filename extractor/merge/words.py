"""The distinctive words of a description, which tell one victim or thing from another."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from rapidfuzz import fuzz

from extractor.codebook.folding import fold
from extractor.merge.thresholds import THRESHOLDS

__all__ = ["Bag", "alike", "bag_of", "shared"]

WORD = re.compile(r"[^\W\d_][\w'’\-]*")
NAME = re.compile(r"\b[^\W\d_a-z][\w'’\-]+(?: [^\W\d_a-z][\w'’\-]+)+")
SHORTEST = 3


class Bag(NamedTuple):
    """The distinctive words of a description: all, those with a capital letter, and the last word
    of each name of two words or more."""

    words: frozenset[str]
    names: frozenset[str]
    surnames: frozenset[str]


def bag_of(texts: tuple[str, ...], apart_from: frozenset[str] = frozenset()) -> Bag:
    """The distinctive words of some texts, in the singular. ``apart_from`` are folded words to
    leave out: the names of the place and its country."""
    words: set[str] = set()
    names: set[str] = set()
    surnames: set[str] = set()
    for text in texts:
        capitals = text.isupper()
        for found in WORD.finditer(text):
            word = _telling(found.group(), apart_from)
            if word:
                words.add(word)
                if found.group()[0].isupper() and not capitals:
                    names.add(word)
        for name in () if capitals else NAME.findall(text):
            word = _telling(name.split()[-1], apart_from)
            if word:
                surnames.add(word)
    return Bag(frozenset(words), frozenset(names), frozenset(surnames))


def _telling(word: str, apart_from: frozenset[str]) -> str | None:
    stem = _stem(fold(word))
    untold = len(stem) < SHORTEST or stem in _everybody() or stem in apart_from
    return None if untold else stem


@lru_cache(maxsize=1)
def _everybody() -> frozenset[str]:
    """``data/everybody.txt``: words that fit anybody and anything."""
    text = (files("extractor.merge") / "data" / "everybody.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    """A plural without its ending: ``priests``, ``deputies``; other words as they are."""
    if word in _everybody():
        return word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def shared(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The words of ``one`` that are also in ``other``, in any spelling."""
    same = one & other
    others = other - same
    return same | {word for word in one - same if any(alike(word, w) for w in others)}


@lru_cache(maxsize=262_144)
def alike(one: str, other: str) -> bool:
    """Whether two words are spellings of one; short ones must be equal."""
    if one == other:
        return True
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 3:
        return False
    return fuzz.ratio(one, other) >= THRESHOLDS.word_alike
