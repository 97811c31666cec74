"""Allegations, denials, claims and requests of several reports: what says the same stands once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel
from rapidfuzz import fuzz

from extractor.actors.resolve import same_in_tables
from extractor.codebook.folding import fold
from extractor.merge.evidence import relabelled, with_more
from extractor.merge.thresholds import THRESHOLDS
from extractor.records import (
    Allegation,
    ClaimOfResponsibility,
    Denial,
    Report,
    RequestedInvestigation,
)

__all__ = ["Statements", "said_in_notes", "same_party", "united_statements"]

S = TypeVar("S", bound=BaseModel)


@dataclass(frozen=True)
class Statements:
    """What is said of an event in all its reports; evidence names the article each stands in."""

    allegations: tuple[Allegation, ...]
    denials: tuple[Denial, ...]
    claims_of_responsibility: tuple[ClaimOfResponsibility, ...]
    requested_investigations: tuple[RequestedInvestigation, ...]


def united_statements(ranked: Sequence[Report], home: str) -> Statements:
    """The statements of all reports, the best report's first."""
    return Statements(
        allegations=_united(
            [(r, one) for r in ranked for one in r.allegations],
            home,
            lambda one: (one.speaker, one.accused),
            lambda one: one.statement,
        ),
        denials=_united(
            [(r, one) for r in ranked for one in r.denials],
            home,
            lambda one: (one.speaker,),
            lambda one: one.statement,
        ),
        claims_of_responsibility=_united(
            [(r, one) for r in ranked for one in r.claims_of_responsibility],
            home,
            lambda one: (one.speaker,),
            lambda one: one.statement,
        ),
        requested_investigations=_united(
            [(r, one) for r in ranked for one in r.requested_investigations],
            home,
            lambda one: (one.requester, one.addressee, one.investigator),
            lambda one: " ".join(piece.text for piece in one.evidence),
        ),
    )


def _united(
    found: Sequence[tuple[Report, S]],
    home: str,
    parties: Callable[[S], tuple[str | None, ...]],
    words: Callable[[S], str],
) -> tuple[S, ...]:
    """Each once: the same parties, and words that are alike or (said in other words by another
    newsroom) parties all of whom are named. The words of the first stand."""
    kept: list[S] = []
    for report, one in found:
        marked = relabelled(one, report, home)
        for place, known in enumerate(kept):
            if _same(parties(known), parties(one), words(known), words(one)):
                kept[place] = with_more(known, getattr(marked, "evidence"))  # noqa: B009
                break
        else:
            kept.append(marked)
    return tuple(kept)


def _same(
    parties: tuple[str | None, ...],
    others: tuple[str | None, ...],
    words: str,
    other_words: str,
) -> bool:
    pairs = list(zip(parties, others, strict=True))
    if any(one and other and not same_party(one, other) for one, other in pairs):
        return False
    if fuzz.token_set_ratio(fold(words), fold(other_words)) >= THRESHOLDS.statement_alike:
        return True
    return all(one and other for one, other in pairs)


def same_party(one: str, other: str) -> bool:
    """Whether two descriptions are of one party: one's words are among the other's, or the tables
    have both under one name ("ISIS", "داعش")."""
    alike = fuzz.token_set_ratio(fold(one), fold(other)) >= THRESHOLDS.statement_alike
    return alike or same_in_tables(one, other, None)


def said_in_notes(said: Statements) -> list[str]:
    """The statements as short sentences for the note, each once."""
    lines = [
        *(
            f"{_upper(one.speaker)} accused {one.accused or 'somebody'}."
            for one in said.allegations
        ),
        *(f"{_upper(one.speaker)} denied it." for one in said.denials),
        *(
            f"{_upper(one.speaker)} claimed responsibility."
            for one in said.claims_of_responsibility
        ),
        *(
            f"{_upper(one.requester)} asked for an investigation"
            f"{f' by {one.investigator}' if one.investigator else ''}."
            for one in said.requested_investigations
        ),
    ]
    return list(dict.fromkeys(" ".join(line.split()) for line in lines))


def _upper(words: str | None) -> str:
    return words[:1].upper() + words[1:] if words else "Somebody"
