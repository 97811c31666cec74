"""The place of an event, where the reader says which place its words mean."""

from __future__ import annotations

from dataclasses import replace

from extractor.analysis import Analysis
from extractor.coding.applied_lessons import taught_location
from extractor.coding.quotes import fold, span_of
from extractor.coding.values import location_of, place_at
from extractor.places.meaning import MeantPlace, country_code, place_meant, unit_meant
from extractor.places.resolve import Place, distance_km
from extractor.reading import Event, Relation, Where
from extractor.records.checked import Check
from extractor.records.parts import Location

__all__ = ["checked_location"]

SAME_KM = 25.0  # two gazetteer entries this near are one place


def checked_location(
    analysis: Analysis, event: Event, warnings: list[str]
) -> tuple[Location | None, Check | None]:
    """Returns the event's place and who decided; ``None`` with a warning where nothing gives
    one."""
    found: list[str] = []
    usual, check = _checked(analysis, event, found)
    taught = taught_location(analysis, event, usual)
    if taught is None:
        warnings += found
        return usual, check
    warnings.append(f"place {taught[1]}")
    return taught[0], Check.RULE


def _checked(
    analysis: Analysis, event: Event, warnings: list[str]
) -> tuple[Location | None, Check | None]:
    if not event.where:
        warnings.append("no place: the text names none for this event")
        return None, None
    where = event.where[0]
    span = span_of(where.said, "place", warnings)
    words = fold(span.text) if span else where.said.text if where.said else None
    ruled = place_at(analysis, span) if span else None
    country = where.country or (ruled.country if ruled else None) or analysis.country
    resolved = place_meant(
        words if span else None,
        where.name or words,
        where.admin1,
        country,
        larger=where.relation is Relation.WITHIN,
    )
    if resolved is None:
        return _bare(where, ruled, words, warnings)
    place, check = _decided(resolved, ruled, where, warnings)
    _note_unknown(where, place, warnings)
    place = replace(place, span=span)
    if where.relation is Relation.NEAR and place.precision == 1:
        place = replace(place, precision=2)
    return location_of(place), check


def _note_unknown(where: Where, place: Place, warnings: list[str]) -> None:
    """Adds a warning where the reader's country or unit is unknown and therefore ignored."""
    code = country_code(where.country)
    if where.country and code is None:
        found = place.country or "none is taken"
        warnings.append(
            f"place “{place.name}”: no country “{where.country}” is known; {found} by the gazetteer"
        )
    elif where.admin1 and not (unit_meant(where.admin1, code) or unit_meant(where.admin1, None)):
        found = place.admin1 or "none is taken"
        warnings.append(
            f"place “{place.name}”: no unit “{where.admin1}” is known; {found} by the gazetteer"
        )


def _decided(
    resolved: MeantPlace, ruled: Place | None, where: Where, warnings: list[str]
) -> tuple[Place, Check]:
    place = resolved.place
    if resolved.disputed:
        warnings.append(f"place “{place.name}”: {resolved.disputed}")
        return place, Check.DISPUTED
    if resolved.in_gazetteer:
        if ruled and ruled.country and where.country is None:
            return place, Check.RULE
        return place, Check.BOTH
    if ruled and ruled.kind != "unknown" and _agrees(ruled, place):
        return replace(ruled, name=place.name), Check.BOTH
    if ruled and ruled.kind == "unknown" and ruled.admin1 and _agrees(ruled, place):
        place = ruled  # the words say what it is near
    point = place.admin2 or place.admin1
    lacks = f"place “{place.name}” is not in the gazetteer"
    warnings.append(f"{lacks}; the point is that of {point}" if point else lacks)
    return place, Check.READER


def _agrees(ruled: Place, reader_place: Place) -> bool:
    """Whether the place found by rules lies in the reader's unit, or without one in its country."""
    if ruled.country != reader_place.country:
        return False
    if reader_place.admin1 is None or ruled.admin1 == reader_place.admin1:
        return True
    apart = distance_km(
        ruled.latitude, ruled.longitude, reader_place.latitude, reader_place.longitude
    )
    return apart < SAME_KM


def _bare(
    where: Where, ruled: Place | None, words: str | None, warnings: list[str]
) -> tuple[Location | None, Check | None]:
    """Returns a location for a place that the gazetteer lacks, with no known unit around it."""
    if ruled is not None:
        return location_of(ruled), Check.RULE
    name = where.name or words
    if not name:
        warnings.append("no place: the text names none for this event")
        return None, None
    warnings.append(f"place “{fold(name)}” is not in the gazetteer")
    span = where.said.span if where.said else None
    bare = Place("", fold(name), "unknown", None, None, "", 0, "", 0.0, 0.0, 3, 0.0, span)
    return location_of(bare), Check.READER
