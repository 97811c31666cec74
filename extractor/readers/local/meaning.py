"""What tagged words mean: days, numbers, places. Looked up in tables, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from extractor.dates.said import DaysSaid, days_said
from extractor.models.encoder.tagging import Filler, Found, Tagger
from extractor.numbers.tokens import counts_by, cut
from extractor.numbers.whole import numbers_said
from extractor.places.said import PlaceTold, place_told
from extractor.places.said_forms import kind_said
from extractor.readers.local.countries import countries_told, homes_of_language
from extractor.readers.local.edges import before, behind
from extractor.readers.local.fillers import (
    best,
    in_a_row,
    language_in,
    without_inner,
    without_joint,
)
from extractor.readers.local.whole_places import town_before, whole_places
from extractor.reading import Match, Relation, Said, Where
from extractor.tolls.said_words import CountWords

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["Days", "counted_words", "days_in", "place_meant", "placed", "said_at", "where_of"]


FIGURE = 12
"""Characters in which a figure behind a count's words is looked for."""
DAY_WORDS = 2
"""How many words more may belong to a day's (letters, in scripts without spaces)."""
REGIONS = ("admin1", "admin2", "area", "country")
HARDLY_LESS = 0.25
"""How much less sure than a region a place in it may be, to be the more exact one."""
WEIGHED = "en"
"""The language whose places are weighed together; of others the rules find too few of them."""
Days = Mapping[tuple[int, int], DaysSaid | None]


def days_in(analysis: Analysis, found: Iterable[Found]) -> Days:
    """What all marked date words mean, by their place: each counted from those before it. Words
    that give no day are read with those behind them ("周" of "周日")."""
    marked = {(one.start, one.end) for event in found for one in event.roles.get("day", ())}
    days: dict[tuple[int, int], DaysSaid | None] = {}
    earlier: DaysSaid | None = None
    text = analysis.article.text
    for start, end in sorted(marked):
        published = analysis.told_at(start)
        said = days_said(text[start:end], published, told_before=earlier)
        for more in () if said else islice(behind(text, end), DAY_WORDS):
            if days_said(text[end:more], published) is None:  # a day of its own is another's
                said = said or days_said(text[start:more], published, told_before=earlier)
        days[start, end] = said
        earlier = said or earlier
    return days


def counted_words(analysis: Analysis, filler: Filler) -> str:
    """The words of a count, with the figure behind them where they hold none ("at least" 15; in
    languages that put it there, the number: "'yan bindiga" goma), and without the number of the
    next count ("85 dead and 66" wounded)."""
    text = analysis.article.text
    words = text[filler.start : filler.end]
    counted = words.rsplit(maxsplit=2)
    if len(counted) == 3 and counted[2].isdecimal():
        before = counted[0].rsplit(maxsplit=1)
        if len(before) == 2 and not before[1][0].isdecimal() and numbers_said(counted[0]):
            return counted[0]
    if numbers_said(words):
        return words
    figure = text[filler.end : filler.end + FIGURE].split()
    if figure and figure[0][0].isdecimal():
        return f"{words} {figure[0]}"
    language = language_in(text)
    if counts_by(language, "behind_noun"):
        return text[filler.start : _number_behind(text, filler.end, language)]
    return words


def _number_behind(text: str, end: int, language: str) -> int:
    """Where the number ends that stands behind a noun, or behind words that bound it there ("sama
    da talatin"); ``end`` where none does."""
    ends = [end, *behind(text, end)]
    words = CountWords(cut(text[end : ends[-1]], language), language)
    at = words.bound(0)
    number = words.number(at)
    if number is None:
        return end
    last = words.tokens[number.end - 1].start
    return next(one for one in ends if one - end > last)


def where_of(analysis: Analysis, tagger: Tagger, found: Found) -> tuple[Where, ...]:
    """The place of the event, with the units and the country that it lies in; all of them where
    several are named in a row ("in Kisumu, Nakuru and Nyeri")."""
    text = analysis.article.text
    places = without_inner(found.roles.get("place", ()))
    around = sorted(found.roles.get("in", ()), key=lambda one: abs(one.start - found.words.start))
    names = list(dict.fromkeys(text[one.start : one.end] for one in around))
    filler = best(found.roles.get("place", ()), found.words)
    if filler is None:
        if not around:
            return ()
        within = said_at(analysis, around[0])
        return (placed(analysis, within, Relation.WITHIN, names[1:]),)
    filler, names = _found_out(analysis, filler, names)
    exact = _more_exact(analysis, filler, [*places, *around], names)
    if exact:
        filler, names = exact, [*names, text[filler.start : filler.end]]
    said = tagger.relations[filler.detail]
    relation = Relation(said) if said else Relation.IN
    row = [_with_its_kind(text, one) for one in in_a_row(text, places, filler)]
    return tuple(placed(analysis, said_at(analysis, one), relation, names) for one in row)


def _found_out(
    analysis: Analysis, filler: Filler, around: Sequence[str]
) -> tuple[Filler, list[str]]:
    """A place that nothing is known of by its whole name, or a part of a town with the town that
    its sentence names before it."""
    text = analysis.article.text
    words = said_at(analysis, filler)
    told = place_meant(analysis, words, around)
    if told and told.known:
        return filler, list(around)
    countries = countries_told(text, leave_out=[words.text])
    countries = countries or list(homes_of_language(language_in(text)).countries)
    whole = next(whole_places(text, filler, countries), None)
    if whole or around or kind_said(words.text) != "part":
        return whole or filler, list(around)
    begins = (one.start for one in analysis.article.sentences if one.end > filler.start)
    town = town_before(text, next(begins, filler.start), filler.start, countries)
    return filler, [text[town.start : town.end]] if town else []


def _with_its_kind(text: str, filler: Filler) -> Filler:
    """The filler with the word beside it where that makes it a part of a town: "Chitadze |
    Street", "حي | الثورة". A word before it in capitals belongs to another name."""
    words = text[filler.start : filler.end]
    if kind_said(words):
        return filler
    for end in islice(behind(text, filler.end), 1):
        if kind_said(text[filler.start : end]) == "part":
            return replace(filler, end=end)
    for start in islice(before(text, filler.start), 1):
        if not text[start].isupper() and kind_said(text[start : filler.end]) == "part":
            return replace(filler, start=start)
    return filler


def _more_exact(
    analysis: Analysis, filler: Filler, places: Sequence[Filler], around: Sequence[str]
) -> Filler | None:
    """The surest of the other places that lies in the filler's, if that is a region: an event is
    where the most exact place is ("a checkpoint in Sinai … near El Arish")."""
    least = filler.sure - HARDLY_LESS
    others = [one for one in places if one.sure >= least and one is not filler]
    if not others:
        return None
    words = said_at(analysis, filler)
    region = place_meant(analysis, words, around)
    if region is None or not region.known or region.place.kind not in REGIONS:
        return None
    for other in sorted(others, key=lambda one: -one.sure):
        told = place_meant(analysis, said_at(analysis, other), [*around, words.text])
        if told and told.known and told.place.kind not in REGIONS and _in(told, region):
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


def placed(analysis: Analysis, said: Said, relation: Relation, around: Sequence[str] = ()) -> Where:
    """The place that words mean, ``around`` being names that say where it is."""
    told = place_meant(analysis, said, around)
    if told is None:
        return Where(said, said.text, around[0] if around else None, None, relation)
    return told.where(said, relation)


def place_meant(analysis: Analysis, said: Said, around: Sequence[str]) -> PlaceTold | None:
    """What the gazetteer has for words that are marked as a place, ``around`` being names that say
    where it is; ``None`` where nothing is known but the words."""
    countries = countries_told(analysis.article.text, leave_out=[said.text])
    names = [said.text, *(said.text.split("-") if "-" in said.text else ())]
    homes = homes_of_language(language_in(analysis.article.text))
    every = [place_told(name, around, countries, homes) for name in names]
    told = next((one for one in every if one and one.known), every[0])  # "Sukma-Dantewada"
    if around and told:
        return told
    return _weighed(analysis, said, countries) or told


def _weighed(analysis: Analysis, said: Said, countries: Sequence[str]) -> PlaceTold | None:
    """What all places of the article together make of these words, if that is a place of a country
    that the article gives signs of: "Georgia" beside Atlanta and Savannah."""
    span = said.span
    if span is None or WEIGHED not in analysis.languages:
        return None
    for place in analysis.places:
        if place.span and (place.span.start, place.span.end) == (span.start, span.end):
            return PlaceTold(place, True) if place.country_code in countries else None
    return None


def said_at(analysis: Analysis, filler: Filler) -> Said:
    """The filler's words with their span and how sure the tagger is."""
    words = without_joint(analysis.article.text, filler)
    span = analysis.article.span(words.start, words.end)
    return Said(span.text, span, Match.EXACT, round(filler.sure, 3))
