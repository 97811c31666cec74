"""When and where an event was: the day by the report where no words give one, and the place as a
record's location."""

from __future__ import annotations

from datetime import date, timedelta

from extractor.analysis import Analysis
from extractor.codebook.countries import Region, region_of
from extractor.dates.periods import period_in
from extractor.dates.said import DaysSaid, tells_of_earlier
from extractor.places.resolve import Place
from extractor.reading import Event
from extractor.records.parts import EventDate, Evidence, Location
from extractor.text.span import Span

__all__ = [
    "days_by_report",
    "location_of",
    "place_at",
    "place_in_text",
]

DAY = timedelta(days=1)


def place_in_text(analysis: Analysis, event: Event) -> int:
    """Returns the offset (characters) in the text at which an event is described."""
    if event.what and event.what.span:
        return event.what.span.start
    numbers = [one for one in event.sentences if one < len(analysis.article.sentences)]
    return analysis.article.sentences[numbers[0]].start if numbers else 0


def days_by_report(analysis: Analysis, event: Event, warnings: list[str]) -> EventDate | None:
    """Returns the date of an event without words for a day: the period that a periodic report's
    heading gives, else the day of its report or the one before, precision 2
    (docs/decisions/0003-undated-news.md). Returns ``None`` where the words give an earlier time
    that cannot be read as days ("a few days earlier", "il y a une vingtaine d'années")."""
    filed = analysis.filed_at(place_in_text(analysis, event))
    if filed is None:
        warnings.append("no date: neither the text nor the article's metadata gives a day")
        return None
    if any(when.said and tells_of_earlier(when.said.text) for when in event.when):
        warnings.append("no date: the words for its day are not read, and tell of an earlier one")
        return None
    if period := _period_of_report(analysis, filed):
        words, days = period
        told = f"{days.first} to {days.last}"
        warnings.append(f"no day is given; taken as the period of the report, {told}")
        return EventDate(
            start=days.first,
            end=days.last,
            precision=days.precision,
            text=words.text,
            evidence=(Evidence.of(words),),
        )
    line = analysis.article.dateline
    filed_words = line.date if line else None
    warnings.append(f"no day is given; taken as the day of the report, {filed}, or the one before")
    return EventDate(
        start=filed - DAY,
        end=filed,
        precision=2,
        text=filed_words.text if filed_words else None,
        evidence=(Evidence.of(filed_words),) if filed_words else (),
    )


def _period_of_report(analysis: Analysis, filed: date) -> tuple[Span, DaysSaid] | None:
    """Returns the words and days of the period that the article's first sentence names, if any."""
    sentences = analysis.article.sentences
    period = period_in(sentences[0].text, filed) if sentences else None
    if period is None:
        return None
    first, last, days = period
    start = sentences[0].start
    return analysis.article.span(start + first, start + last), days


def place_at(analysis: Analysis, span: Span) -> Place | None:
    """Returns the place that rules find in the words at a span; the most exact one of several."""
    inside = analysis.places_at(span)
    return min(inside, key=lambda p: (p.precision, p.span.start if p.span else 0), default=None)


def location_of(place: Place) -> Location:
    """Returns the record's location of a place. A place that the gazetteer lacks has a point only
    where its first-level unit is known, and then has the point of that unit or of a part of it. An
    area such as the Sahel lies in several countries and has no point."""
    placed = place.kind != "unknown" or place.admin1 is not None
    span = place.span
    return Location(
        name=place.name,
        admin1=place.admin1,
        admin2=place.admin2,
        admin3=None,
        country=place.country or None,
        iso=place.iso or None,
        region=Region(region_of(place.country)) if place.country else None,
        latitude=round(place.latitude, 4) if placed else None,
        longitude=round(place.longitude, 4) if placed else None,
        precision=place.precision if placed else None,
        gazetteer_id=place.gazetteer_id or None,
        text=span.text if span else None,
        evidence=(Evidence.of(span),) if span else (),
    )
