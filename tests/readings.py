"""Readings put together in a test: words are looked for in the article as a reader's are."""

from __future__ import annotations

from typing import Any

from extractor.codebook.attribution import Role
from extractor.reading import (
    Event,
    Party,
    Said,
    Statement,
    StatementKind,
    TollState,
    TollTold,
    When,
    Where,
)
from extractor.reading.grounding import said
from extractor.text.article import Article

__all__ = ["event_in", "statement_in"]


def event_in(
    article: Article,
    kind: str = "Attack",
    *,
    key: str = "i1",
    sentences: tuple[int, ...] = (0,),
    what: str | None = None,
    date: str | None = None,
    place: str | None = None,
    perpetrators: tuple[str, ...] = (),
    targets: tuple[str, ...] = (),
    killed: tuple[str, ...] = (),
    injured: tuple[str, ...] = (),
) -> Event:
    """An event of words alone, with nothing said of what they mean."""

    def found(words: str | None) -> Said | None:
        return said(article, words, sentences)

    return Event(
        key,
        sentences,
        (kind,),
        what=found(what),
        when=(When(found(date)),) if date else (),
        where=(Where(found(place)),) if place else (),
        parties=(
            *(Party(Role.PERPETRATOR, found(words)) for words in perpetrators),
            *(Party(Role.TARGET, found(words)) for words in targets),
        ),
        tolls=(
            *(TollTold(TollState.KILLED, found(words)) for words in killed),
            *(TollTold(TollState.INJURED, found(words)) for words in injured),
        ),
    )


def statement_in(
    article: Article,
    kind: StatementKind,
    sentence: int,
    *,
    about: tuple[str, ...] = ("i1",),
    **parties: Any,
) -> Statement:
    """A statement made in a sentence, its parties by their words."""
    found = {name: said(article, words, (sentence,)) for name, words in parties.items()}
    return Statement(kind, (sentence,), events=about, **found)
