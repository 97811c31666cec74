"""Applies the lessons of reviewed records when words are resolved to an actor or a place.

A lesson is a rule that the user made by correcting a record. Its value has the check ``rule``, and
a warning names the lesson and the value that the record would have without it. A lesson never
overrules the article: it does not apply where the article names another country, or another unit
beside the place.
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
    """Returns the actor that a lesson gives for these words, and a note about it; ``None`` where no
    lesson fits, or the lesson gives the usual value."""
    lesson = analysis.lessons.actor(words, setting, told_country) if words else None
    if lesson is None:
        return None
    actor = lesson.actor(setting)
    if usual and party_said(actor) == party_said(usual):
        return None
    return actor, _noted(analysis, lesson, actor.name, usual.name if usual else None)


def party_said(actor: Actor) -> tuple[str, str, tuple[str, ...]]:
    """Returns the parts of an actor that a record shows."""
    return actor.name, actor.kind.value, actor.associated


def taught_location(
    analysis: Analysis, event: Event, usual: Location | None
) -> tuple[Location, str] | None:
    """Returns the place that a lesson gives for the event's place words, and a note about it;
    ``None`` where no lesson fits, the article says otherwise, or ``usual`` is that place
    already."""
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
    """Returns the parts of a place that a record shows, except its geo precision."""
    return (
        *(location.name, location.admin1, location.country),
        *(location.latitude, location.longitude),
    )


def place_shown(location: Location) -> str:
    """Returns a place in a few words, with its point, because places of one name differ in that."""
    around = ", ".join(part for part in (location.admin1, location.country) if part)
    point = location.latitude is not None
    at = f"{location.latitude:g}, {location.longitude:g}" if point else ""
    beside = "; ".join(part for part in (around, at) if part)
    return f"{location.name} ({beside})" if beside else location.name


def _countries(analysis: Analysis, country: str | None) -> Iterator[str]:
    """Yields the country that the words lie in, by its ACLED name. Where the article does not name
    that country, also yields the countries that it names."""
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
    """Whether the article names another unit for the place than the lesson does: in the sentence of
    the place, or as the unit that the reader gives."""
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
