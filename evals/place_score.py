"""Measures how near our places are to the gold's, with toponyms given and from the text alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from evals.place_sets import KINDS, Annotated, Gold
from extractor.analysis import Analysis
from extractor.places.find import PlaceMention, find_places
from extractor.places.resolve import (
    Place,
    PlaceContext,
    distance_km,
    likely_country,
    resolve_place,
    resolve_places,
)
from extractor.readers.local.meaning import place_meant
from extractor.reading import Match, Said
from extractor.text.article import Article
from extractor.text.span import Span

NEAR_KM = (10.0, 25.0, 161.0)
"""Distances for accuracy; 161 km are 100 miles, the bound used in published figures."""


@dataclass(frozen=True)
class Answer:
    """Our answer for a gold toponym: its error in kilometres (0: the same entry, None: no place at
    all), whether it is the same entry, and whether the country is right (None: the set does not
    give one)."""

    gold: Gold
    place: Place | None
    km: float | None
    same: bool
    country: bool | None


@dataclass(frozen=True)
class Row:
    """Shares over ``n`` toponyms. ``median_km`` is over those that got a place; ``country`` is over
    the ``with_country`` toponyms whose country the set gives."""

    n: int
    within: tuple[float, ...]
    median_km: float
    same: float
    country: float
    with_country: int

    @classmethod
    def of(cls, answers: list[Answer]) -> Row:
        """The shares of these answers."""
        off = [one.km for one in answers if one.km is not None]
        told = [one.country for one in answers if one.country is not None]
        n = max(1, len(answers))
        return cls(
            len(answers),
            tuple(sum(km <= bound for km in off) / n for bound in NEAR_KM),
            median(off) if off else float("nan"),
            sum(one.same for one in answers) / n,
            sum(told) / max(1, len(told)),
            len(told),
        )


@dataclass
class FromText:
    """Counts for toponyms that we find and place from the text alone. Of the gold's ``n``, how many
    we ``found`` (a span of ours overlaps) and how many of those lie within 161 km; of our ``given``
    spans, how many belong to a marked toponym."""

    n: int = 0
    found: int = 0
    near: int = 0
    given: int = 0
    marked: int = 0


def given_toponyms(articles: Iterable[Annotated]) -> list[Answer]:
    """Our place for each gold toponym, given its span; all of an article are weighed together."""
    answers = []
    for article in articles:
        mentions = find_places(article.text)
        by_start = {m.span.start: m for m in mentions}
        given = [mention_of(gold, by_start.get(gold.start)) for gold in article.toponyms]
        starts = {m.span.start for m in given}
        others = [m for m in mentions if m.span.start not in starts]
        context = PlaceContext.of(article.text, sorted([*given, *others], key=lambda m: m.span))
        for gold, mention in zip(article.toponyms, given, strict=True):
            place = resolve_place(mention, context)
            km, same = error(gold, place)
            right = None
            if gold.country:
                lies_in = likely_country(mention, context)
                right = lies_in is not None and lies_in.country_code == gold.country
            answers.append(Answer(gold, place, km, same, right))
    return answers


def told_toponyms(articles: Iterable[Annotated]) -> list[Answer]:
    """Our place for each gold toponym as the default reader resolves it
    (``readers/local/meaning.py``). The words are given; the area they are said to lie in is found
    by rules here."""
    answers = []
    for article in articles:
        analysis = Analysis(Article(article.text))
        by_start = {m.span.start: m for m in find_places(article.text)}
        for gold in article.toponyms:
            found = by_start.get(gold.start)
            around = [found.within.text] if found and found.within else []
            span = Span(gold.start, gold.end, gold.words)
            said = Said(gold.words, span, Match.EXACT)
            told = place_meant(analysis, said, around)
            place = told.place if told and told.in_gazetteer else None
            km, same = error(gold, place)
            right = None
            if gold.country:
                right = told is not None and told.place.country_code == gold.country
            answers.append(Answer(gold, place, km, same, right))
    return answers


def mention_of(gold: Gold, found: PlaceMention | None) -> PlaceMention:
    """The gold toponym as a mention, with the signs of the words around it."""
    span = Span(gold.start, gold.end, gold.words)
    if found is None:
        return PlaceMention(span)
    return PlaceMention(span, found.qualifier, found.distance_km, found.admin_word, found.within)


def error(gold: Gold, place: Place | None) -> tuple[float | None, bool]:
    """Kilometres between the two points, and whether both are the same entry.

    For the same entry the distance is 0: our point of a country or unit is the centre of its
    population, the gold's is its geometric centre.
    """
    if place is None:
        return None, False
    if gold.identity == place.gazetteer_id:
        return 0.0, True
    return distance_km(place.latitude, place.longitude, gold.latitude, gold.longitude), False


def from_text(articles: Iterable[Annotated], *, people: bool) -> FromText:
    """Count toponyms found from the text alone; with ``people``, words for a people ("Syrian")
    count too."""
    sums = FromText()
    for article in articles:
        places = [one for one in resolve_places(article.text) if one.span]
        spans = [(g.start, g.end) for g in article.toponyms]
        everything = (*spans, *article.without_point)
        sums.given += len(places)
        sums.marked += sum(any(_overlap(p, s) for s in everything) for p in places)
        for gold in article.toponyms:
            if gold.kind == "people's word" and not people:
                continue
            sums.n += 1
            ours = [p for p in places if _overlap(p, (gold.start, gold.end))]
            sums.found += bool(ours)
            errors = [km for km, _ in (error(gold, p) for p in ours) if km is not None]
            sums.near += bool(errors) and min(errors) <= NEAR_KM[-1]
    return sums


def _overlap(place: Place, span: tuple[int, int]) -> bool:
    return place.span is not None and place.span.start < span[1] and span[0] < place.span.end


def by_kind(answers: list[Answer]) -> dict[str, Row]:
    """A row for each kind that occurs, then one for all and one for all but people's words."""
    rows = {}
    for kind in KINDS:
        of_kind = [one for one in answers if one.gold.kind == kind]
        if of_kind:
            rows[kind] = Row.of(of_kind)
    rows["all"] = Row.of(answers)
    rows["all but people's words"] = Row.of(
        [one for one in answers if one.gold.kind != "people's word"]
    )
    return rows
