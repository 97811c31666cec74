"""Resolves the words marked as an event's place: looked up in the gazetteer, never guessed.

Parameters that recur: ``around`` has names of what the place lies in ("Darfur", "Sudan");
``marked`` has all words of the article marked as places, which show the countries it is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from extractor.gazetteer import store
from extractor.gazetteer.romanise import script_of
from extractor.models.encoder.tagging import Filler, Found, Tagger
from extractor.places.said import PlaceTold, place_told
from extractor.places.said_forms import CASED, kind_said
from extractor.readers.local.countries import countries_told, homes_of_language
from extractor.readers.local.edges import before, behind
from extractor.readers.local.fillers import (
    ANY_NAME,
    best,
    in_a_row,
    language_in,
    without_inner,
    without_joint,
)
from extractor.readers.local.listed import whole_row
from extractor.readers.local.sentences import paragraph_of
from extractor.readers.local.whole_places import town_before, town_of_district, whole_places
from extractor.reading import Match, Relation, Said, Where

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["marked_places", "place_meant", "placed", "said_at", "where_of"]


LONGEST_KIND = 30
"""Characters before a name within which a word for a kind of place ("barrio de") is sought."""
HEAD = re.compile(
    r"\s*([^\W\d_](?:[^\W\d_]|[ '’-](?=[^\W\d_])){2,30}) ?(?:\([^()\n]{2,30}\))?[.:]?[ –—-]"
)
"""Matches a dateline, the place that a report was filed from, with the sign behind it."""
FAR_KIND, STOPS = 3, tuple(",;:.()!?")
"""Most words from a word for a kind of place to the name; signs that may not stand between."""
WIDEST = ("area", "country")
REGIONS = ("admin1", "admin2", *WIDEST)
HARDLY_LESS = 0.25
"""How much less sure than a region a place in it may be and still be preferred to the region."""
WEIGHED = "en"
"""The language whose places are resolved jointly; in others the rules find too few for that."""
BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"))


def marked_places(text: str, events: Sequence[Found]) -> tuple[str, ...]:
    """Return all words marked as an event's place or as what that lies in, each once."""
    roles = [found.roles.get(role, ()) for found in events for role in ("place", "in")]
    fillers = list(chain.from_iterable(roles))
    return tuple(dict.fromkeys(text[one.start : one.end] for one in fillers))


def where_of(
    analysis: Analysis, tagger: Tagger, found: Found, marked: Sequence[str] = ()
) -> tuple[Where, ...]:
    """Return the event's place with its administrative units and country. Returns several if they
    are named in a row: "in Kisumu, Nakuru and Nyeri"."""
    text = analysis.article.text
    places = without_inner(found.roles.get("place", ()))
    around = sorted(found.roles.get("in", ()), key=lambda one: abs(one.start - found.words.start))
    names = list(dict.fromkeys(text[one.start : one.end] for one in around))
    filler = best(found.roles.get("place", ()), found.words)
    if filler is None:
        if not around:
            return _hit(analysis, found, marked)
        nearest = _more_exact(analysis, around[0], around, names, marked) or around[0]
        within = said_at(analysis, nearest)
        others = [name for name in names if name != within.text]
        return (placed(analysis, within, Relation.WITHIN, others, marked),)
    filler, names = _found_out(analysis, filler, names, marked)
    exact = _more_exact(analysis, filler, [*places, *around], names, marked)
    if exact:
        filler, names = exact, [*names, text[filler.start : filler.end]]
    relation = Relation(tagger.relations[filler.detail] or Relation.IN)
    row = [_with_its_kind(text, one) for one in in_a_row(text, places, filler)]
    row = _whole_row(analysis, row, names, marked)
    town = _in_its_town(analysis, row[0], relation, names, marked) if len(row) == 1 else None
    if town:
        return (town,)
    if len(row) == 1:
        return (placed(analysis, said_at(analysis, row[0]), relation, names, marked),)
    said = (said_at(analysis, one) for one in row)
    return tuple(
        placed(analysis, one, relation, _around(analysis, one, names, marked), marked)
        for one in said
    )


def _hit(analysis: Analysis, found: Found, marked: Sequence[str]) -> tuple[Where, ...]:
    """Return what was hit if the gazetteer has it as a place smaller than a country: "dropped
    bombs on Sarmin"."""
    filler = best(found.roles.get("hit", ()), found.words)
    if filler is None:
        return ()
    said = said_at(analysis, filler)
    there = place_meant(analysis, said, (), marked)
    if there is None or not there.in_gazetteer or there.place.kind in WIDEST:
        return ()
    return (placed(analysis, said, Relation.IN, (), marked),)


def _whole_row(
    analysis: Analysis, row: Sequence[Filler], around: Sequence[str], marked: Sequence[str]
) -> list[Filler]:
    """Extend the row by unmarked places beside it that lie in its first place's country and are of
    its kind: towns beside towns, administrative units beside units."""
    article = analysis.article
    sentence = article.sentence_of(article.span(row[0].start, row[0].end))
    if sentence is None:
        return list(row)

    first = said_at(analysis, row[0])

    @cache  # called only if a name stands beside the row: most places have none
    def resolve(said: Said) -> PlaceTold | None:
        return place_meant(analysis, said, _around(analysis, said, around, marked), marked)

    def is_place(name: str) -> bool:
        return _are_neighbours(resolve(first), resolve(Said(name)))

    def is_like_first(filler: Filler) -> bool:
        kinds = [one.place.kind for one in map(resolve, (first, said_at(analysis, filler))) if one]
        return len(kinds) == 2 and (kinds[0] in REGIONS) == (kinds[1] in REGIONS)

    whole = whole_row(article.text, row, (sentence.start, sentence.end), is_place)
    return [one for one in whole if one in row or is_like_first(one)]


def _are_neighbours(one: PlaceTold | None, other: PlaceTold | None) -> bool:
    """Whether both are in the gazetteer, in one country and smaller than it."""
    places = [each.place for each in (one, other) if each and each.in_gazetteer]
    if len(places) < 2 or places[0].country != places[1].country:
        return False
    return all(place.kind not in WIDEST for place in places)


def _around(
    analysis: Analysis, said: Said, around: Sequence[str], marked: Sequence[str]
) -> Sequence[str]:
    """Return ``around``, or nothing if the gazetteer has the name, but not in there."""
    there = place_meant(analysis, said, around, marked) if around else None
    if there is None or there.in_gazetteer:
        return around
    alone = place_meant(analysis, said, (), marked)
    return () if alone and alone.in_gazetteer else around


def _in_its_town(
    analysis: Analysis,
    filler: Filler,
    relation: Relation,
    around: Sequence[str],
    marked: Sequence[str],
) -> Where | None:
    """Place a part of a town ("barrio de Solino") that the gazetteer lacks and that no words give
    the town of: it lies in the dateline's town, if there is one. ``None`` for other places."""
    whole = _with_its_kind_before(analysis.article.text, filler)
    if whole is filler:
        return None
    place = place_meant(analysis, said_at(analysis, filler), around, marked)
    words = said_at(analysis, whole)
    if place and (place.in_gazetteer or (place.around and place.around.kind != store.COUNTRY)):
        return None
    town = _filed_from(analysis)
    if town is None or not town.in_gazetteer or town.place.kind in REGIONS:
        return placed(analysis, words, relation, around, marked)
    return town.where(words, relation)


def _filed_from(analysis: Analysis) -> PlaceTold | None:
    """Return the place of the report's dateline: "BEIRUT (EFE).- "."""
    head = HEAD.match(analysis.article.text)
    return place_meant(analysis, Said(head[1]), ()) if head else None


def _with_its_kind_before(text: str, filler: Filler) -> Filler:
    """Add the words before the filler if these make it a part of a town: "barrio de | Solino".
    Else returns the same object."""
    start = filler.start
    for _ in range(FAR_KIND):
        before = text[max(0, start - LONGEST_KIND) : start]
        if not before[-1:].isspace() or before.rstrip()[-1:] in STOPS:
            break
        start -= len(before) - len(before.rstrip()) + len(before.split()[-1])
        if kind_said(f"{text[start : filler.start].split()[0]} {ANY_NAME}") == "part":
            return replace(filler, start=start)
    return filler


def _found_out(
    analysis: Analysis, filler: Filler, around: Sequence[str], marked: Sequence[str]
) -> tuple[Filler, list[str]]:
    """Complete a place that the gazetteer lacks; returns the filler and what it lies in.

    The filler becomes the town of a district or the whole of a name that is marked in part. A part
    of a town gets the town that its sentence names before it.
    """
    text = analysis.article.text
    words = said_at(analysis, filler)
    countries = countries_told(text, [words.text], marked)
    countries = countries or list(homes_of_language(language_in(text)).countries)
    town = town_of_district(text, filler, countries)
    if town:
        return town, list(around)
    place = place_meant(analysis, words, around, marked)
    if place and place.in_gazetteer:
        return filler, list(around)
    whole = next(whole_places(text, filler, countries), None)
    if whole or around or kind_said(words.text) != "part":
        return whole or filler, list(around)
    begins = (one.start for one in analysis.article.sentences if one.end > filler.start)
    town = town_before(text, next(begins, filler.start), filler.start, countries)
    return filler, [text[town.start : town.end]] if town else []


def _with_its_kind(text: str, filler: Filler) -> Filler:
    """Add the word beside the filler if that makes it a part of a town or a river or the like:
    "Chitadze | Street", "حي | الثورة", "fleuve | Niger" (not the country). A capitalised word
    before it belongs to another name."""
    words = text[filler.start : filler.end]
    if kind_said(words):
        return filler
    cased = script_of(words) in CASED  # in Arabic "north" is a word of this kind, too
    for end in islice(behind(text, filler.end), 1):
        kind = kind_said(text[filler.start : end])
        if kind == "part" or (kind == "nature" and text[filler.end : end].strip()[:1].isupper()):
            return replace(filler, end=end)
    for start in islice(before(text, filler.start), 1):
        kind = kind_said(text[start : filler.end])
        if not text[start].isupper() and (kind == "part" or (kind == "nature" and cased)):
            return replace(filler, start=start)
    return filler


def _more_exact(
    analysis: Analysis,
    filler: Filler,
    places: Sequence[Filler],
    around: Sequence[str],
    marked: Sequence[str],
) -> Filler | None:
    """If the filler is a region, return the surest other place within it, as an event is where the
    most exact place is: "a checkpoint in Sinai … near El Arish"."""
    least = filler.sure - HARDLY_LESS
    others = [one for one in places if one.sure >= least and one is not filler]
    if not others:
        return None
    words = said_at(analysis, filler)
    region = place_meant(analysis, words, around, marked)
    if region is None or not region.in_gazetteer or region.place.kind not in REGIONS:
        return None
    for other in sorted(others, key=lambda one: -one.sure):
        place = place_meant(analysis, said_at(analysis, other), [*around, words.text], marked)
        if place and place.in_gazetteer and place.place.kind not in REGIONS and _in(place, region):
            return other
    return None


def _in(town: PlaceTold, region: PlaceTold) -> bool:
    if town.place.country != region.place.country:
        return False
    if region.place.kind == "admin1":
        return town.place.admin1 == region.place.name
    if region.place.kind == "admin2":
        return town.place.admin2 == region.place.name
    return True


def placed(
    analysis: Analysis,
    said: Said,
    relation: Relation,
    around: Sequence[str] = (),
    marked: Sequence[str] = (),
) -> Where:
    """Return the place that words mean; just the words if the gazetteer has nothing."""
    place = place_meant(analysis, said, around, marked)
    if place is None:
        return Where(said, said.text, around[0] if around else None, None, relation)
    return place.where(said, relation)


def place_meant(
    analysis: Analysis, said: Said, around: Sequence[str], marked: Sequence[str] = ()
) -> PlaceTold | None:
    """Look up words marked as a place; ``None`` if the gazetteer has nothing."""
    countries = _countries_near(analysis, said, marked)
    of_several = "-" in said.text and not kind_said(said.text)  # not "Wolfgang-Heinze-Straße"
    names = [said.text, *(said.text.split("-") if of_several else ())]
    homes = homes_of_language(language_in(analysis.article.text))
    every = [place_told(name, around, countries, homes) for name in names]
    place = next((one for one in every if one and one.in_gazetteer), every[0])  # "Sukma-Dantewada"
    if around and place:
        return place
    return _weighed(analysis, said, countries) or place


def _countries_near(analysis: Analysis, said: Said, marked: Sequence[str]) -> list[str]:
    """Return the countries that the article is about, the likeliest first.

    If the place's paragraph has no sign of the likeliest but one of another, that one goes first:
    a bulletin goes from country to country.
    """
    article = analysis.article
    countries = countries_told(article.text, [said.text], marked)
    sentence = article.sentence_of(said.span) if said.span and len(countries) > 1 else None
    if sentence is None:
        return countries
    paragraph = article.text[slice(*paragraph_of(analysis, sentence))]
    near = countries_told(paragraph, [said.text], [one for one in marked if one in paragraph])
    if countries[0] in near or not near or near[0] not in countries:
        return countries
    return list(dict.fromkeys([near[0], *countries]))


def _weighed(analysis: Analysis, said: Said, countries: Sequence[str]) -> PlaceTold | None:
    """Return the place that the joint resolution of all the article's places gives these words, if
    it is in one of the countries: "Georgia" beside Atlanta and Savannah."""
    span = said.span
    if span is None or WEIGHED not in analysis.languages:
        return None
    for place in analysis.places:
        if place.span and (place.span.start, place.span.end) == (span.start, span.end):
            return PlaceTold(place, True) if place.country_code in countries else None
    return None


def said_at(analysis: Analysis, filler: Filler) -> Said:
    """Return the filler's words with their span and probability. Includes a closing bracket behind
    them if they open it: "the Rapid Support Forces (RSF)"."""
    text = analysis.article.text
    words = without_joint(text, filler)
    end = words.end
    for opened, closed in BRACKETS:
        begin = text.rfind(opened, words.start, end)
        if begin > text.rfind(closed, words.start, end) and text.startswith(closed, end):
            end += 1
    span = analysis.article.span(words.start, end)
    return Said(span.text, span, Match.EXACT, round(filler.sure, 3))
