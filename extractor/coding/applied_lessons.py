"""Lessons of reviewed records applied where words are given their meaning.

A lesson is the user's own rule: the value is a ``rule``'s, and a warning names the lesson and what
stood there without it. It never goes against what the article itself says: another country that is
named, another unit beside the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.actors.setting import Actor, Setting
from extractor.codebook.countries import country_by_code, country_by_name
from extractor.coding.quotes import fold
from extractor.coding.values import location_of
from extractor.gazetteer.folding import fold as folded
from extractor.places.nationalities import country_words
from extractor.reading import Event, Relation

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.lessons.lesson import ActorLesson, PlaceLesson
    from extractor.records.parts import Location
    from extractor.text.span import Span

__all__ = ["party_said", "place_said", "place_shown", "taught_location", "taught_party"]

UNITS = ("admin1", "admin2")


def taught_party(
    analysis: Analysis,
    words: str,
    setting: Setting,
    usual: Actor | None,
    told_country: str | None = None,
) -> tuple[Actor, str] | None:
    """The actor that a lesson gives for these words, and what to note of it; ``None`` where no
    lesson fits, or the value is the lesson's anyhow."""
    lesson = analysis.lessons.actor(words, setting, told_country) if words else None
    if lesson is None:
        return None
    actor = lesson.actor(setting)
    if usual and party_said(actor) == party_said(usual):
        return None
    return actor, _noted(analysis, lesson, actor.name, usual.name if usual else None)


def party_said(actor: Actor) -> tuple[str, str, tuple[str, ...]]:
    """What of an actor a record shows."""
    return actor.name, actor.kind.value, actor.associated


def taught_location(
    analysis: Analysis, event: Event, usual: Location | None
) -> tuple[Location, str] | None:
    """The place that a lesson gives for the event's place words, and what to note of it; ``None``
    where none fits, the article says otherwise, or ``usual`` is that place already."""
    where = event.where[0] if event.where else None
    span = where.said.span if where and where.said else None
    if where is None or span is None or not analysis.lessons.places:
        return None
    country = (usual.country if usual else None) or where.country or analysis.country
    lesson = analysis.lessons.place(fold(span.text), _countries(analysis, country))
    if lesson is None or _elsewhere(analysis, span, lesson, where.admin1):
        return None
    place = replace(lesson.place(), span=span)
    if where.relation is Relation.NEAR and place.precision == 1:
        place = replace(place, precision=2)
    taught = location_of(place)
    if usual and place_said(usual) == place_said(taught):
        return None
    return taught, _noted(
        analysis, lesson, place_shown(taught), place_shown(usual) if usual else None
    )


def place_said(location: Location) -> tuple[object, ...]:
    """What of a place a record shows, besides how exact it is."""
    return (
        *(location.name, location.admin1, location.country),
        *(location.latitude, location.longitude),
    )


def place_shown(location: Location) -> str:
    """A place in a few words, with its point, which is what namesakes differ in."""
    around = ", ".join(part for part in (location.admin1, location.country) if part)
    point = location.latitude is not None
    at = f"{location.latitude:g}, {location.longitude:g}" if point else ""
    beside = "; ".join(part for part in (around, at) if part)
    return f"{location.name} ({beside})" if beside else location.name


def _countries(analysis: Analysis, country: str | None) -> Iterator[str]:
    """The country that the words lie in, by its ACLED name; where the article does not name it,
    those that it names after it."""
    listed = country_by_name(country or "")
    if listed:
        yield listed.name
    named = [place.country for place in analysis.places if place.kind == "country"]
    for code in country_words(analysis.article.text):
        nation = country_by_code(code)
        named += [nation.name] if nation else []
    if listed is None or listed.name not in named:
        yield from dict.fromkeys(named)


def _elsewhere(analysis: Analysis, span: Span, lesson: PlaceLesson, unit: str | None) -> bool:
    """Whether the article names another unit for the place than the lesson's: in its sentence, or
    the one that the reader gives."""
    if lesson.admin1 is None:
        return False
    lesson_names = {folded(name) for name in (lesson.name, lesson.admin1, lesson.admin2) if name}
    home = analysis.article.sentence_of(span) or span
    named = {
        folded(place.name)
        for place in analysis.places_at(analysis.article.span(home.start, home.end))
        if place.kind in UNITS and place.country == lesson.country
        if place.span and not place.span.overlaps(span)
    }
    if unit and f" {folded(unit)} " in f" {folded(analysis.article.text)} ":
        named.add(folded(unit))
    return bool(named) and not named & lesson_names


def _noted(
    analysis: Analysis, lesson: ActorLesson | PlaceLesson, given: str, usual: str | None
) -> str:
    instead = f"; without it {usual}" if usual else ""
    times = lesson.origin.times
    often = f", decided so {times} times" if times > 1 else ""
    return f"“{lesson.words}”: {given} by a lesson ({analysis.lessons.name}{often}){instead}"
