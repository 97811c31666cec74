"""Finds events to merge with, and articles to add an event to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from extractor.places.resolve import distance_km
from extractor.review.rows import Row, folded

if TYPE_CHECKING:
    from extractor.review.session import Session

__all__ = ["articles_for", "candidates_of"]

MOST = 20
NEAR_DAYS, NEAR_KM = 3, 60.0  # the usual distance between two codings of one event
HEADLINE = 120  # characters of an article's beginning used as its title


def candidates_of(session: Session, event: str, query: str) -> list[Row]:
    """Other events, most likely first: of the same article, near in time and place, of one type.

    With a query, those that contain its words; without, only those that have something in common.
    """
    event_row = session.row(event)
    terms = folded(query).split()
    scored = []
    for row in session.rows():
        if row.id == event or not all(term in row.words for term in terms):
            continue
        score = _likeness(event_row, row)
        if score > 0 or terms:
            scored.append((-score, row.place_in_file, row))
    return [row for _, _, row in sorted(scored, key=lambda one: one[:2])[:MOST]]


def _likeness(one: Row, other: Row) -> float:
    same_type = 1.0 if one.event_type == other.event_type else 0.0
    if one.article == other.article:
        return 3.0 + same_type
    if not one.day or not other.day or one.country != other.country:
        return 0.0
    days = abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days)
    far = _km(one, other)
    if days > NEAR_DAYS or far > NEAR_KM:
        return 0.0
    return 2.0 + same_type - days / NEAR_DAYS / 2 - far / NEAR_KM / 2


def _km(one: Row, other: Row) -> float:
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return 0.0 if one.place == other.place else float("inf")
    point = (one.latitude or 0.0, one.longitude or 0.0)
    there = (other.latitude or 0.0, other.longitude or 0.0)
    return distance_km(*point, *there)


def articles_for(session: Session, query: str) -> list[dict[str, Any]]:
    """The articles whose text contains the query, those without events first."""
    events: dict[str, int] = {}
    for row in session.rows():
        events[row.article] = events.get(row.article, 0) + 1
    terms = folded(query).split()
    found = []
    for key, article in session.articles.items():
        if all(term in session.text(key) for term in terms):
            lines = article.text.strip().splitlines()
            found.append(
                {
                    "id": key,
                    "title": article.title or lines[0][:HEADLINE],
                    "published": article.published.isoformat() if article.published else None,
                    "publisher": article.source_name,
                    "events": events.get(key, 0),
                }
            )
    return sorted(found, key=lambda one: (one["events"] > 0, one["id"]))
