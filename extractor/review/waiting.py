"""The next undecided record of a filter, and the values to narrow a filter by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from extractor.review.listing import LONG, Filters, filters_of, find
from extractor.review.rows import folded

if TYPE_CHECKING:
    from fastapi import Request

    from extractor.review.rows import Row
    from extractor.review.session import Session

__all__ = ["UNDECIDED", "choices", "next_undecided", "reasons", "waiting_routes"]

UNDECIDED = ("open", "mended")
MOST_CHOICES = 30
KEYED = 9  # reasons that have a number key
USUAL = (
    "Not an event",
    "Not conflict: crime, accident, sport",
    "Told before, same event",
    "Too vague to code",
)
"""Reasons of rejection offered from the start, under 1, 2, 3, 4."""


def next_undecided(rows: Sequence[Row], event: str, at: int | None) -> str | None:
    """The next undecided record of the list, continuing from the top at its end.

    ``at`` is where the event stands, or stood before a decision removed it from the filtered list:
    then the record that moved into its place is next. The event itself is never returned.
    """
    after = at or 0
    for row in (*rows[after:], *rows[:after]):
        if row.status in UNDECIDED and row.id != event:
            return row.id
    return None


def choices(session: Session, name: str, filters: Filters, query: str) -> list[dict[str, Any]]:
    """Actors, sources or articles among the rows of the other filters, most records first.

    ``name`` is one of :data:`~extractor.review.listing.LONG`; a label must contain every word of
    the query.
    """
    if name not in LONG:
        raise ValueError(f"{name} is no list to choose from")
    others = replace(filters, **{name: frozenset()})  # type: ignore[arg-type]
    counts: Counter[str] = Counter()
    for row in find(session.rows(), others, session.text).rows:
        if name == "actor":
            counts.update(set(row.actors))
        else:
            counts[row.source if name == "source" else row.article] += 1
    terms = folded(query).split()
    found = []
    for value, number in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        label = _title(session, value) if name == "article" else value
        if all(term in folded(f"{label} {value}") for term in terms):
            found.append({"value": value, "label": label or "not known", "number": number})
        if len(found) == MOST_CHOICES:
            break
    return found


def reasons(session: Session) -> list[str]:
    """The reasons of rejection with a number key: the usual ones, then the coder's own, most
    frequent first."""
    counted = sorted(session.reasons.items(), key=lambda one: -one[1])
    return [*USUAL, *(reason for reason, _ in counted if reason not in USUAL)][:KEYED]


def waiting_routes(session: Session) -> list[tuple[str, str, Callable[[Request, Any], Any]]]:
    """The requests for next records and choices, for the server's list of routes."""

    def following(request: Request, _: Any) -> Any:
        query, event = request.query_params, request.path_params["event"]
        rows = session.find(filters_of(query)).rows
        ids = [row.id for row in rows]
        stood = query.get("at", "")
        at = ids.index(event) if event in ids else int(stood) if stood.isdecimal() else None
        left = sum(row.status in UNDECIDED for row in rows)
        return {"next": next_undecided(rows, event, at), "left": left}

    def chosen(request: Request, _: Any) -> Any:
        query = request.query_params
        return choices(session, query.get("of", ""), filters_of(query), query.get("text", ""))

    return [
        ("GET", "next/{event:path}", following),
        ("GET", "choices", chosen),
    ]


def _title(session: Session, key: str) -> str:
    article = session.articles.get(key)
    return (article.title if article else None) or key
