"""What a reader found in an article, in the article's own words.

A ``Reading`` is what a model (or the rules that stand in for it) *read*; nothing in it is coded
yet. Both readers give it, everything after works on it alone. Each ``Quote`` is words and the
index of the sentence they are said to stand in; grounding finds them there or drops them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True)
class Quote:
    """Words said to stand in the article; ``sentence`` is an index into ``Article.sentences``.

    ``probability`` is the model's own, between 0 and 1, that these are the words; ``None`` where it
    does not tell or nobody asked it.
    """

    text: str
    sentence: int | None = None
    probability: float | None = None


class StatementKind(str, Enum):
    """What a statement does: the speech acts the record keeps apart."""

    ALLEGATION = "allegation"
    DENIAL = "denial"
    RESPONSIBILITY = "claim_of_responsibility"
    INVESTIGATION = "requested_investigation"


@dataclass(frozen=True)
class Incident:
    """One thing that happened. ``sentences`` are where it is told, the telling one first;
    ``known`` when it is only spoken of as something known, without a day; ``more`` are sentences
    that go on about it ("the victims were …"). ``blamed`` are said to be behind it, ``owned`` to
    have owned up to it, where no statement says by whom."""

    key: str
    sentences: tuple[int, ...]
    sub_event_types: tuple[str, ...]
    what: Quote | None = None
    date: Quote | None = None
    place: Quote | None = None
    perpetrators: tuple[Quote, ...] = ()
    targets: tuple[Quote, ...] = ()
    killed: tuple[Quote, ...] = ()
    injured: tuple[Quote, ...] = ()
    known: bool = False
    more: tuple[int, ...] = ()
    blamed: tuple[Quote, ...] = ()
    owned: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Statement:
    """Who says what of whom. ``accused`` is whom an allegation is against, or whom a denial
    clears; ``addressee`` and ``investigator`` belong to requested investigations."""

    kind: StatementKind
    sentence: int
    speaker: Quote | None = None
    accused: Quote | None = None
    addressee: Quote | None = None
    investigator: Quote | None = None
    incident: str | None = None


@dataclass(frozen=True)
class Tokens:
    """Tokens of all calls made for one article, failed tries included."""

    prompt: int = 0
    cached: int = 0
    completion: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(
            self.prompt + other.prompt,
            self.cached + other.cached,
            self.completion + other.completion,
        )

    def __sub__(self, other: Tokens) -> Tokens:
        return Tokens(
            self.prompt - other.prompt,
            self.cached - other.cached,
            self.completion - other.completion,
        )


@dataclass(frozen=True)
class Reading:
    """All incidents and statements of one article, and what was left out and why."""

    incidents: tuple[Incident, ...] = ()
    statements: tuple[Statement, ...] = ()
    notes: tuple[str, ...] = ()
    tokens: Tokens = field(default_factory=Tokens)
