"""Merges allegations, denials, claims and requests of several reports; equal ones become one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel
from rapidfuzz import fuzz

from extractor.actors.resolve import same_in_tables
from extractor.codebook.folding import fold
from extractor.merge.evidence import relabelled, with_more
from extractor.merge.thresholds import THRESHOLDS
from extractor.records import Report
from extractor.records.field import Field

__all__ = ["same_party", "united_statements"]

S = TypeVar("S", bound=BaseModel)


def united_statements(field: Field, ranked: Sequence[Report], home: str) -> tuple[Any, ...]:
    """The statements of one kind in all reports, the best report's first; evidence names its
    article."""
    return _united(
        [(report, one) for report in ranked for one in field.of(report)],
        home,
        lambda one: tuple(getattr(one, party.name) for party in field.parties),
        _words,
    )


def _words(one: Any) -> str:
    """The sentence of a statement."""
    return getattr(one, "statement", None) or " ".join(piece.text for piece in one.evidence)


def _united(
    found: Sequence[tuple[Report, S]],
    home: str,
    parties: Callable[[S], tuple[str | None, ...]],
    words: Callable[[S], str],
) -> tuple[S, ...]:
    """Equal statements united: the same parties, and similar words or (worded differently by
    another newsroom) named parties throughout. The words of the first are kept."""
    kept: list[S] = []
    for report, one in found:
        marked = relabelled(one, report, home)
        for place, earlier in enumerate(kept):
            if _same(parties(earlier), parties(one), words(earlier), words(one)):
                kept[place] = with_more(earlier, getattr(marked, "evidence"))  # noqa: B009
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
    """Whether two descriptions mean one party: one's words are among the other's, or the tables
    have both under one name ("ISIS", "داعش")."""
    alike = fuzz.token_set_ratio(fold(one), fold(other)) >= THRESHOLDS.statement_alike
    return alike or same_in_tables(one, other, None)
