"""Finds passages that repeat others: long runs of words they share, and the same beginnings."""

from __future__ import annotations

import string
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.format import Passage

RUN = 8  # words
OPENING = 5  # words
MOST_OPENINGS = 3  # passages of one language that may begin alike
_CHARACTERS = {"zh": (14, 8), "my": (45, 28)}
"""Languages without spaces between words: lengths of a run and an opening in characters."""
_PUNCTUATION = string.punctuation + "“”„‘’«»‹›…–—،؛؟۔।、，。！？；：「」《》（）၊။።፣፤"


@dataclass(frozen=True)
class Shared:
    """Two passages and the longest run of words they share, with the number of such runs."""

    one: str
    other: str
    runs: int
    words: str


@dataclass(frozen=True)
class Opening:
    """The passages of a language that begin with the same words."""

    words: str
    passages: tuple[str, ...]


def tokens(passage: Passage, *, characters: bool = False) -> list[str]:
    """The words in lower case without punctuation, or the characters of these."""
    words = [word.strip(_PUNCTUATION) for word in passage.text.lower().split()]
    return [*"".join(words)] if characters else [word for word in words if word]


def _units(passage: Passage) -> tuple[list[str], int, int, str]:
    """The tokens, the lengths of a run and of an opening, and the string that joins tokens."""
    if passage.language in _CHARACTERS:
        run, opening = _CHARACTERS[passage.language]
        return tokens(passage, characters=True), run, opening, ""
    return tokens(passage), RUN, OPENING, " "


def shared_runs(passages: Iterable[Passage]) -> list[Shared]:
    """Pairs of passages that share a run of words, those that share most first.

    A run that many passages share is reported for each of them only with the first one.
    """
    first: dict[tuple[str, ...], tuple[str, int]] = {}
    runs: Counter[tuple[str, str]] = Counter()
    example: dict[tuple[str, str], str] = {}
    for passage in passages:
        units, run, _, joint = _units(passage)
        for at in range(len(units) - run + 1):
            words = tuple(units[at : at + run])
            owner, _ = first.setdefault(words, (passage.id, at))
            if owner != passage.id:
                runs[owner, passage.id] += 1
                example.setdefault((owner, passage.id), joint.join(words))
    return [Shared(*pair, count, example[pair]) for pair, count in runs.most_common()]


def same_openings(passages: Iterable[Passage]) -> list[Opening]:
    """Beginnings shared by more than ``MOST_OPENINGS`` passages of a language, most first."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for passage in passages:
        units, _, opening, joint = _units(passage)
        if len(units) >= opening:
            found[passage.language, joint.join(units[:opening])].append(passage.id)
    many = [Opening(words, tuple(ids)) for (_, words), ids in found.items()]
    many = [one for one in many if len(one.passages) > MOST_OPENINGS]
    return sorted(many, key=lambda one: -len(one.passages))
