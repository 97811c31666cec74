"""The values of a report that merging compares, extracted once.

It does not follow the table of the record's fields: which values tell events apart, and how much
each counts (``scoring.py``), is measured, and a new field counts nothing until it is measured.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from extractor.codebook.actors import ActorKind
from extractor.codebook.folding import fold
from extractor.codebook.types import EventType, SubEventType
from extractor.merge.words import Bag, bag_of
from extractor.records.datasets import dataset_of

if TYPE_CHECKING:
    from extractor.records import Report, Toll

__all__ = ["Point", "Profile", "profile_of"]

CROWD = frozenset({ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS})
LONGEST = 62  # days; a vaguer date is ignored


class Point(NamedTuple):
    """Degrees (WGS 84) and ACLED's geo precision."""

    latitude: float
    longitude: float
    precision: int


class Profile(NamedTuple):
    """One report. ``dataset`` is that of a row, ``None`` for an article. ``first`` and ``last`` are
    ``None`` if no day is known; ``point`` if the place is unknown or a whole country. ``killed`` is
    the fewest and the most (``None``: open).
    """

    id: str
    article: str
    dataset: str | None
    sha256: str | None
    first: date | None
    last: date | None
    country: str | None
    admin1: str | None
    place: str | None
    point: Point | None
    kind: EventType
    sub: SubEventType
    victims: Bag
    things: Bag
    groups: frozenset[str]
    states: frozenset[str]
    killed: tuple[int, int | None, int] | None
    injured: tuple[int, int | None, int] | None

    @property
    def name(self) -> tuple[str, str, str]:
        """The report's identity: its event's id, article and dataset."""
        return self.id, self.article, self.dataset or ""


def profile_of(report: Report) -> Profile:
    """The profile of a report."""
    when, where = report.date, report.location
    first, last = (when.start, when.end) if when else (None, None)
    if first and last and (last - first).days > LONGEST:
        first = last = None
    place_words = _place_words(report)
    sides = report.actors if report.event_type is EventType.BATTLES else report.perpetrators
    victims = [
        text
        for actor in report.targets
        if report.event_type is not EventType.BATTLES or actor.kind in CROWD
        for text in (actor.text, *actor.associated)
        if text
    ]
    whole_country = bool(where and where.country and where.name == where.country)
    return Profile(
        id=report.id,
        article=report.source.article_id,
        dataset=dataset_of(report),
        sha256=report.source.sha256,
        first=first,
        last=last,
        country=where.country if where else None,
        admin1=fold(where.admin1) if where and where.admin1 else None,
        place=fold(where.name) if where and not whole_country else None,
        point=None if whole_country else _point(report),
        kind=report.event_type,
        sub=report.sub_event_type,
        victims=bag_of(tuple(victims), place_words),
        things=bag_of(tuple(thing.text for thing in report.physical_targets), place_words),
        groups=frozenset(
            fold(actor.name)
            for actor in sides
            if actor.kind not in CROWD
            and actor.kind is not ActorKind.STATE_FORCES
            and not _generic(actor.name)
        ),
        states=frozenset(
            actor.name.partition(" (")[0]
            for actor in sides
            if actor.kind is ActorKind.STATE_FORCES and not _generic(actor.name)
        ),
        killed=_bounds(report.casualties.killed),
        injured=_bounds(report.casualties.injured),
    )


def _point(report: Report) -> Point | None:
    where = report.location
    if where is None or where.latitude is None or where.longitude is None:
        return None
    return Point(where.latitude, where.longitude, where.precision or 3)


def _place_words(report: Report) -> frozenset[str]:
    where = report.location
    if where is None:
        return frozenset()
    names = (where.name, where.admin1, where.country)
    return frozenset(word for name in names if name for word in fold(name).split())


def _generic(name: str) -> bool:
    return name.startswith(("Unidentified ", "Sole Perpetrator"))


def _bounds(toll: Toll | None) -> tuple[int, int | None, int] | None:
    """Fewest, most (``None``: open) and coded number; ``None`` for zero or no number."""
    if toll is None or (toll.coded == 0 and not toll.high):
        return None
    return (toll.coded if toll.low is None else toll.low, toll.high, toll.coded)
