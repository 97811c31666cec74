"""When, where and how many: the values of one incident, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from extractor.analysis import Analysis
from extractor.codebook.countries import Region, region_of
from extractor.coding.quotes import fold, span_of
from extractor.dates.find import find_dates
from extractor.dates.resolve import DateContext, ResolvedDate, resolve_date
from extractor.languages.patterns import words_like
from extractor.places.resolve import Place
from extractor.reading import Event, Said, TollState
from extractor.records.parts import EventDate, Evidence, Location, Toll
from extractor.text.span import Span
from extractor.tolls.find import CasualtyMention, find_casualties, total
from extractor.tolls.find import Toll as RuledToll

__all__ = [
    "counts_at",
    "event_date",
    "event_location",
    "event_toll",
    "location_of",
    "place_at",
    "place_in_text",
    "place_of",
    "resolved_date",
    "sum_of_counts",
    "week_before_report",
]

# "this city", "here": the place the report was filed from is the place of the event.
FILED_HERE = words_like("here")
# Of a place of which nothing is known but its words: admin1, admin2, country … score
BARE: tuple[None, None, str, int, str, float, float, int, float]
BARE = (None, None, "", 0, "", 0.0, 0.0, 3, 0.0)
WEEK = timedelta(days=6)
MONTH = timedelta(days=30)


def event_date(analysis: Analysis, event: Event, warnings: list[str]) -> EventDate | None:
    """When it happened; ``None`` with a warning where nothing tells.

    Where no words give a day, an event told as news lies in the week before the report was filed
    (ACLED codebook, "Time precision": 2, the week is known), and one only spoken of as known in
    the month before (3, "the past two or three weeks"), which the warning says.
    """
    span = span_of(event.when[0].said if event.when else None, "date", warnings)
    if span:
        resolved = resolved_date(analysis, span)
        if resolved and resolved.start and resolved.end:
            return EventDate(
                start=resolved.start,
                end=resolved.end,
                precision=resolved.precision,
                text=resolved.span.text,
                evidence=(Evidence.of(resolved.span),),
            )
        if resolved and resolved.reason:
            warnings.append(f"date “{fold(span.text)}” is not resolved: {resolved.reason}")
    return week_before_report(analysis, event, warnings, background=event.background)


def place_in_text(analysis: Analysis, event: Event) -> int:
    """Where in the text an event is told (characters)."""
    if event.what and event.what.span:
        return event.what.span.start
    numbers = [one for one in event.sentences if one < len(analysis.article.sentences)]
    return analysis.article.sentences[numbers[0]].start if numbers else 0


def week_before_report(
    analysis: Analysis, event: Event, warnings: list[str], *, background: bool
) -> EventDate | None:
    """The date of an event of which no words give a day."""
    filed = analysis.filed_at(place_in_text(analysis, event))
    if filed is None:
        warnings.append("no date: neither the text nor the article's metadata gives a day")
        return None
    line = analysis.article.dateline
    filed_words = line.date if line else None
    spell, since = ("month", MONTH) if background else ("week", WEEK)
    warnings.append(f"no day is given; taken as the {spell} up to the report of {filed}")
    return EventDate(
        start=filed - since,
        end=filed,
        precision=3 if background else 2,
        text=filed_words.text if filed_words else None,
        evidence=(Evidence.of(filed_words),) if filed_words else (),
    )


def resolved_date(analysis: Analysis, span: Span) -> ResolvedDate | None:
    """The days that the words at a span mean by rule, if they are a date's."""
    overlapping = [d for d in analysis.dates.near(span) if d.span.overlaps(span)]
    if overlapping:
        return overlapping[0]
    mentions = find_dates(analysis.article.text, span.start, span.end)
    context = DateContext(published=analysis.filed_at(span.start), country=analysis.country)
    return resolve_date(mentions[0], context) if mentions else None


def place_of(analysis: Analysis, event: Event, warnings: list[str]) -> Place | None:
    """The gazetteer's place for the event's place words, if they have one."""
    span = span_of(_place_words(event), "place", warnings)
    return place_at(analysis, span) if span else None


def _place_words(event: Event) -> Said | None:
    return event.where[0].said if event.where else None


def place_at(analysis: Analysis, span: Span) -> Place | None:
    """The place that rules find in the words at a span, the most exact one."""
    inside = analysis.places_at(span)
    return min(inside, key=lambda p: (p.precision, p.span.start if p.span else 0), default=None)


def event_location(
    analysis: Analysis, event: Event, place: Place | None, warnings: list[str]
) -> Location | None:
    """Where it happened: the gazetteer's entry, or the bare words where it has none.

    A place known only from the dateline counts as the town itself when the text says "here" or
    "in this city", else as somewhere around it (precision 3).
    """
    if place is None:
        words = _place_words(event)
        span = words.span if words else None
        if span is None:
            warnings.append("no place: the text names none for this event")
            return None
        place = Place("", fold(span.text), "unknown", *BARE, span)
    assert place.span is not None
    if place.kind == "unknown":
        return _unknown_place(place, place.span, warnings)
    line = analysis.article.dateline
    precision = place.precision
    if line and place.span.within(line.place):
        telling_text = " ".join(analysis.article.sentences[i].text for i in event.sentences)
        if not FILED_HERE.search(telling_text):
            precision = 3
            warnings.append(f"no place is given; taken from the dateline “{place.span.text}”")
    return location_of(replace(place, precision=precision))


def _unknown_place(place: Place, span: Span, warnings: list[str]) -> Location:
    """The words kept, with the point of the town it is near or the region it lies in, if told."""
    point = place.admin1 if place.precision == 3 else "the town it is near"
    lacks = f"place “{fold(span.text)}” is not in the gazetteer"
    warnings.append(f"{lacks}; the point is that of {point}" if place.admin1 else lacks)
    return location_of(replace(place, name=fold(span.text)))


def location_of(place: Place) -> Location:
    """The record's location of a place. One the gazetteer lacks has a point only with a known
    first-level unit, whose (or a part of whose) point it is; an area such as the Sahel lies in
    several countries and has none."""
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


def event_toll(
    analysis: Analysis,
    event: Event,
    state: TollState,
    warnings: list[str],
) -> Toll | None:
    """How many were killed or injured, from the words quoted; ``None`` if none are."""
    mentions: list[CasualtyMention] = []
    for toll in event.tolls_of(state):
        span = span_of(toll.said, state.value, warnings)
        if span:
            mentions += [m for m in counts_at(analysis, span, state) if m not in mentions]
    sum_of = sum_of_counts(mentions, state)
    if sum_of is None:
        return None
    return Toll(
        low=sum_of.low,
        high=sum_of.high,
        coded=sum_of.coded,
        text=_words_of(analysis, mentions).text,
        evidence=tuple(Evidence.of(m.span) for m in mentions),
    )


def counts_at(analysis: Analysis, span: Span, state: TollState) -> list[CasualtyMention]:
    """The counts of people of one state that rules find in the words at a span."""
    near = [m for m in analysis.casualties.near(span) if m.span.overlaps(span)]
    of_state = [m for m in near if m.state == state.value]
    if of_state:
        return of_state
    alone = find_casualties(analysis.article.text, span.start, span.end)
    return [m for m in alone if m.state == state.value]


def sum_of_counts(mentions: Sequence[CasualtyMention], state: TollState) -> RuledToll | None:
    """What counts of killed or injured people come to (ACLED codebook, "Fatalities")."""
    return total(mentions, "killed" if state is TollState.KILLED else "injured")


def _words_of(analysis: Analysis, mentions: Sequence[CasualtyMention]) -> Span:
    """The stretch that holds the mentions of the first one's sentence."""
    first = mentions[0].span
    home = analysis.article.sentence_of(first) or first
    spans = [m.span for m in mentions if m.span.within(home)] or [first]
    return analysis.article.span(min(s.start for s in spans), max(s.end for s in spans))
