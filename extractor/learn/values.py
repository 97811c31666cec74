"""What a coder made of the names in a record: the words and value of each actor and the place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.actors.resolve import resolve_in
from extractor.actors.setting import Actor as Party
from extractor.actors.setting import Setting
from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import country_by_name
from extractor.coding.applied_lessons import place_said, place_shown
from extractor.coding.values import location_of
from extractor.lessons.lesson import (
    ActorLesson,
    PlaceLesson,
    actor_key,
    place_key,
    without_years,
)
from extractor.places.meaning import place_meant
from extractor.records.parts import Actor, Location, ReviewStatus

if TYPE_CHECKING:
    from extractor.records import EventRecord
    from extractor.text.article import Article

__all__ = [
    "NameSet",
    "Reviewed",
    "country_of",
    "same_actor",
    "setting_of",
]


@dataclass(frozen=True)
class Reviewed:
    """A record after review, and, if known, before it."""

    after: EventRecord
    before: EventRecord | None = None
    article: Article | None = None

    @property
    def decided(self) -> bool:
        """Whether a coder kept the record, corrected or not."""
        return self.after.review is not None and not self.rejected

    @property
    def rejected(self) -> bool:
        """Whether a coder said that there is no such event."""
        review = self.after.review
        return review is not None and review.status is ReviewStatus.REJECTED

    def names(self) -> Iterator[NameSet]:
        """The names of a record that have words of the article."""
        for actor in self.after.actors:
            if actor.text and actor_key(actor.text):
                yield self._actor(actor)
        place = self.after.location
        if place and place.text and place_key(place.text):
            yield self._place(place)

    def _actor(self, actor: Actor) -> NameSet:
        words = " ".join((actor.text or "").split())
        key = actor_key(words)
        earlier_actors = [
            one
            for one in (self.before.actors if self.before else ())
            if one.text and actor_key(one.text) == key
        ]
        earlier_actors.sort(key=lambda one: one.role is not actor.role)
        country = country_of(self.after)
        lesson = ActorLesson(
            words,
            actor.name,
            actor.kind,
            (country,) if country else (),
            actor.associated,
        )
        mended, was = False, None
        side = "perpetrators" if actor.role.value == "perpetrator" else "targets"
        if earlier_actors:
            was, mended = earlier_actors[0].name, not same_actor(earlier_actors[0], actor)
        elif self._may_be_mended(side):
            usual = resolve_in(words, setting_of(self.after, actor))
            was = usual.name if usual else None
            mended = usual is None or _who(usual) != _who(actor)
        return NameSet(self.after.id, words, key, country, lesson, mended, was, actor)

    def _place(self, place: Location) -> NameSet:
        words = " ".join((place.text or "").split())
        before = self.before.location if self.before else None
        country = country_of(self.after)
        lesson = None
        if place.latitude is not None and place.longitude is not None and country:
            lesson = PlaceLesson(
                words,
                country,
                place.name,
                place.latitude,
                place.longitude,
                place.precision or 1,
                place.admin1 or None,
                place.admin2 or None,
                place.gazetteer_id or None,
            )
        mended, was = False, None
        if before and before.text and place_key(before.text) == place_key(words):
            was, mended = place_shown(before), place_said(before) != place_said(place)
        elif self._may_be_mended("location"):
            usual = place_meant(words, None, None, country)
            found = location_of(usual.place) if usual else None
            was = place_shown(found) if found else None
            mended = found is None or place_said(found) != place_said(place)
        return NameSet(self.after.id, words, place_key(words), country, lesson, mended, was, place)

    def _may_be_mended(self, check: str) -> bool:
        """Whether the coder may have set the value: a value that a coder changes loses its check.
        In a record that the coder added, all values are the coder's."""
        if self.before is not None:
            return True  # words that the coder marked
        checked = self.after.checked
        return self.decided and (checked is None or getattr(checked, check) is None)


@dataclass(frozen=True)
class NameSet:
    """Words and their value in a record. ``lesson`` gives just this value, ``None`` if none can.
    ``mended``: a coder changed it, and ``was`` is the earlier value."""

    record: str
    words: str
    key: str
    country: str | None
    lesson: ActorLesson | PlaceLesson | None
    mended: bool
    was: str | None
    value: Actor | Location

    @property
    def what(self) -> str:
        """``actor`` or ``place``."""
        return "actor" if isinstance(self.value, Actor) else "place"

    @property
    def shown(self) -> str:
        """The value in a few words."""
        return self.value.name if isinstance(self.value, Actor) else place_shown(self.value)


def _who(actor: Actor | Party) -> tuple[str, ActorKind]:
    return without_years(actor.name), actor.kind


def setting_of(record: EventRecord, actor: Actor) -> Setting:
    """The setting of the actor, as the coding step sees it."""
    day = record.date.coded_day if record.date else None
    return Setting(actor.role.value, country_of(record), day, record.event_type)


def country_of(record: EventRecord) -> str | None:
    """The event's country by its ACLED name."""
    named = record.location.country if record.location else None
    listed = country_by_name(named) if named else None
    return listed.name if listed else None


def same_actor(one: Actor, other: Actor) -> bool:
    """Whether two actors have the same name (without years), kind and associated groups."""
    return _who(one) == _who(other) and one.associated == other.associated
