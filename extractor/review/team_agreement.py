"""How well the coders of a team agree: Krippendorff's alpha by field, over doubly coded
articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.review.rows import status_of
from extractor.score.agreement import agreement, krippendorff_alpha
from extractor.score.alignment import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractor.records import EventRecord
    from extractor.review.team_compare import Pair

__all__ = ["agreement_of"]

RESAMPLES = 200  # draws for the intervals: a page waits for them


def agreement_of(articles: Mapping[str, Sequence[Pair]]) -> dict[str, Any]:
    """Alpha of whether an event is kept, and of each field of the events that both keep."""
    units, kept = [], []
    for name, pairs in articles.items():
        both, missed, spurious = [], [], []
        for pair in pairs:
            left, right = _kept(pair.left), _kept(pair.right)
            kept.append((left is not None, right is not None))
            if left is not None and right is not None:
                both.append((left, right))
            elif left is not None:
                missed.append(left)
            elif right is not None:
                spurious.append(right)
        units.append(Unit(name, tuple(both), tuple(missed), tuple(spurious)))
    alpha = krippendorff_alpha(kept)
    fields = [
        {"name": one.name, "title": one.title, **one.plain()}
        for one in agreement(units, resamples=RESAMPLES)
        if one.events
    ]
    first = {
        "name": "kept",
        "title": "event kept",
        "events": len(kept),
        "same": round(sum(one == other for one, other in kept) / len(kept), 4) if kept else None,
        "alpha": round(alpha, 4) if alpha == alpha else None,
        "alpha_interval": None,
    }
    return {"fields": [first, *fields]}


def _kept(record: EventRecord | None) -> EventRecord | None:
    return None if record is None or status_of(record) == "rejected" else record
