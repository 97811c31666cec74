"""What tagged words mean: days, numbers, places. Looked up in tables, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from extractor import languages
from extractor.codebook.folding import fold
from extractor.dates.said import DaysSaid, days_said
from extractor.dates.said_words import read_words
from extractor.gazetteer import store
from extractor.models.encoder.tagging import EDGES, Filler, Found, Tagger
from extractor.numbers.whole import numbers_said
from extractor.places.said import PlaceTold, place_told
from extractor.places.said_forms import kind_said
from extractor.readers.local.countries import countries_told
from extractor.readers.local.fillers import (
    ANY_NAME,
    best,
    in_a_row,
    language_in,
    without_inner,
    without_joint,
)
from extractor.reading import Match, Relation, Said, Where

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = [
    "Days",
    "counted_words",
    "day_told_beside",
    "days_in",
    "is_without",
    "joined_days",
    "place_meant",
    "placed",
    "said_at",
    "where_of",
]


LONGEST_KIND = 30
"""Characters in which a word for a kind of place is looked for."""
HEAD = re.compile(
    r"\s*([^\W\d_](?:[^\W\d_]|[ '’-](?=[^\W\d_])){2,30}) ?(?:\([^()\n]{2,30}\))?[.:]?[ –—-]"
)
"""What may stand at the head of a report as the place it was filed from, and what parts it."""
WORD = re.compile(r"[^\W\d_]+")
MOST_BEFORE = 3
"""Words of one of the tables' entries that are looked for beside marked ones."""
CLAUSE = re.compile("[,;:.!?()]")
OF_A_NIGHT = frozenset(["night", "part", "eve", "to"])
"""Kinds of date words by which two days side by side are one night."""
UNMARKED = 0.5
"""How sure words are that the tables know and the tagger does not mark."""
FAR_KIND, STOPS = 3, tuple(",;:.()!?")
"""Words before a name that such a word may be among, and signs that part it from the name."""
FIGURE = 12
"""Characters in which a figure behind a count's words is looked for."""
REGIONS = ("admin1", "admin2", "area", "country")
HARDLY_LESS = 0.25
"""How much less sure than a region a place in it may be, to be the more exact one."""
WEIGHED = "en"
"""The language whose places are weighed together; of others the rules find too few of them."""
BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"))
Days = Mapping[tuple[int, int], DaysSaid | None]


def days_in(analysis: Analysis, found: Iterable[Found]) -> Days:
    """What all marked date words mean, by their place: each counted from those before it."""
    marked = {(one.start, one.end) for event in found for one in event.roles.get("day", ())}
    days: dict[tuple[int, int], DaysSaid | None] = {}
    before: DaysSaid | None = None
    for start, end in sorted(marked):
        said = days_said(
            analysis.article.text[start:end], analysis.filed_at(start), told_before=before
        )
        days[start, end] = said
        before = said or before
    return days


def joined_days(
    analysis: Analysis, apart: Sequence[Filler], together: Sequence[Filler]
) -> list[Filler]:
    """Words for days that the tagger parted, as one where they then say one night or day; else
    ``apart`` ("Monday", "Thursday")."""
    text, kept = analysis.article.text, []
    for one in together:
        parts = [part for part in apart if one.start <= part.start and part.end <= one.end]
        words = text[one.start : one.end]
        days = days_said(words, analysis.filed_at(one.start))
        night = any(item.kind in OF_A_NIGHT for item in read_words(words, language_in(text))[0])
        whole = days is not None and (days.last - days.first).days <= night
        kept += [one] if whole or len(parts) < 2 else parts
    return [whole_day_words(text, one) for one in kept]


def whole_day_words(text: str, filler: Filler) -> Filler:
    """The words for a day with those before them that belong to one word of the tables: "l'altro |
    ieri" is two days ago."""
    before = list(WORD.finditer(text, max(0, filler.start - LONGEST_KIND), filler.start))
    inside = [fold(word) for word in WORD.findall(text[filler.start : filler.end])]
    for size in range(min(len(before), MOST_BEFORE), 0, -1):
        words = (*(fold(match.group()) for match in before[-size:]), *inside)
        if any(
            words[: len(one)] == one
            for one in _of_several_words(language_in(text))
            if len(one) > size
        ):
            return replace(filler, start=before[-size].start())
    return filler


@cache
def _of_several_words(language: str) -> frozenset[tuple[str, ...]]:
    words = languages.words_of("day_words", "day", language)
    split = (tuple(map(fold, WORD.findall(one))) for one in words)
    return frozenset(one for one in split if len(one) > 1)


def day_told_beside(analysis: Analysis, start: int, end: int) -> Filler | None:
    """The one word for a day counted from the report ("yesterday") in a stretch of the text, where
    the tagger marks none."""
    text, known = analysis.article.text, _counted_days(language_in(analysis.article.text))
    words = list(WORD.finditer(text, start, end))
    found: dict[str, Filler] = {}
    at = 0
    while at < len(words):
        runs = (words[at : at + size] for size in range(MOST_BEFORE, 0, -1))
        run = next((one for one in runs if tuple(fold(m.group()) for m in one) in known), None)
        if run:
            name = " ".join(fold(match.group()) for match in run)
            found.setdefault(name, Filler(run[0].start(), run[-1].end(), UNMARKED))
        at += len(run) if run else 1
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def _counted_days(language: str) -> frozenset[tuple[str, ...]]:
    words = languages.words_of("day_words", "day", language)
    return frozenset(tuple(map(fold, WORD.findall(one))) for one in words)


def counted_words(analysis: Analysis, filler: Filler) -> str:
    """The words of a count, with the figure behind them where they hold none ("at least" 15), and
    without the number of the next count ("85 dead and 66" wounded)."""
    text = analysis.article.text
    words = text[filler.start : filler.end]
    counted = words.rsplit(maxsplit=2)
    if len(counted) == 3 and counted[2].isdecimal():
        before = counted[0].rsplit(maxsplit=1)
        if len(before) == 2 and not before[1][0].isdecimal() and numbers_said(counted[0]):
            return counted[0]
    if numbers_said(words):
        return words
    behind = text[filler.end : filler.end + FIGURE].split()
    if behind and behind[0][0].isdecimal():
        return f"{words} {behind[0]}"
    if fold(words) in _open_ended(language_in(text)):
        return text[filler.start : filler.end + 2 * FIGURE].rsplit(maxsplit=1)[0]
    return words


def is_without(analysis: Analysis, filler: Filler) -> bool:
    """Whether a count's words are told to be nobody by a word a little before them: "sin causar |
    víctimas"."""
    text = analysis.article.text
    if numbers_said(text[filler.start : filler.end]):
        return False
    clause = CLAUSE.split(text[max(0, filler.start - LONGEST_KIND) : filler.start])[-1]
    words = languages.words_of("nobody", "without", language_in(text))
    return not set(words).isdisjoint(clause.casefold().split()[-MOST_BEFORE:])


@cache
def _open_ended(language: str) -> frozenset[str]:
    """Words that only say how a number is meant: "at least", "up to"."""
    tables = (("at_least", "before"), ("up_to", "up_to"), ("up_to", "below"))
    return frozenset(
        fold(one) for table, kind in tables for one in languages.words_of(table, kind, language)
    )


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
    exact = _more_exact(analysis, filler, places, names)
    if exact:
        filler, names = exact, [*names, text[filler.start : filler.end]]
    said = tagger.relations[filler.detail]
    relation = Relation(said) if said else Relation.IN
    row = [_with_its_kind(text, one) for one in in_a_row(text, places, filler)]
    town = _in_its_town(analysis, row[0], relation, names) if len(row) == 1 else None
    if town:
        return (town,)
    return tuple(placed(analysis, said_at(analysis, one), relation, names) for one in row)


def _in_its_town(
    analysis: Analysis, filler: Filler, relation: Relation, around: Sequence[str]
) -> Where | None:
    """The place of a part of a town ("barrio de Solino") that the gazetteer lacks and that no words
    say the town of: the town that the report was filed from, if any. Nothing for other places."""
    whole = _with_its_kind_before(analysis.article.text, filler)
    if whole is filler:
        return None
    told = place_meant(analysis, said_at(analysis, filler), around)
    words = said_at(analysis, whole)
    if told and (told.known or (told.around and told.around.kind != store.COUNTRY)):
        return None
    town = _filed_from(analysis)
    if town is None or not town.known or town.place.kind in REGIONS:
        return placed(analysis, words, relation, around)
    return town.where(words, relation)


def _filed_from(analysis: Analysis) -> PlaceTold | None:
    """The place that a report begins with, parted from its first sentence: "BEIRUT (EFE).- "."""
    head = HEAD.match(analysis.article.text)
    return place_meant(analysis, Said(head[1]), ()) if head else None


def _with_its_kind_before(text: str, filler: Filler) -> Filler:
    """The filler with the words before it where these make it a part of a town: "barrio de |
    Solino"; the filler itself where they do not."""
    start = filler.start
    for _ in range(FAR_KIND):
        before = text[max(0, start - LONGEST_KIND) : start]
        if not before[-1:].isspace() or before.rstrip()[-1:] in STOPS:
            break
        start -= len(before) - len(before.rstrip()) + len(before.split()[-1])
        if kind_said(f"{text[start : filler.start].split()[0]} {ANY_NAME}") == "part":
            return replace(filler, start=start)
    return filler


def _with_its_kind(text: str, filler: Filler) -> Filler:
    """The filler with the next word where that makes it a part of a town: "Chitadze | Street"."""
    words = text[filler.start : filler.end]
    behind = text[filler.end : filler.end + LONGEST_KIND].split(maxsplit=1)
    if not behind or text[filler.end] != " " or kind_said(words):
        return filler
    word = behind[0].rstrip(EDGES)
    whole = f"{words} {word}"
    return replace(filler, end=filler.end + 1 + len(word)) if kind_said(whole) == "part" else filler


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
    every = [place_told(name, around, countries) for name in names]
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
    """The filler's words with their span and how sure the tagger is; with the sign that closes a
    bracket in them ("the Rapid Support Forces (RSF)")."""
    text = analysis.article.text
    words = without_joint(text, filler)
    end = words.end
    for opened, closed in BRACKETS:
        begin = text.rfind(opened, words.start, end)
        if begin > text.rfind(closed, words.start, end) and text.startswith(closed, end):
            end += 1
    span = analysis.article.span(words.start, end)
    return Said(span.text, span, Match.EXACT, round(filler.sure, 3))
