"""What tagged words mean: days, numbers, places. Looked up in tables, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from extractor.dates.said import DaysSaid, days_said
from extractor.models.encoder.tagging import Filler, Found, Tagger
from extractor.numbers.whole import numbers_said
from extractor.places.said import place_told
from extractor.readers.local.countries import countries_told
from extractor.readers.local.fillers import best, in_a_row, without_inner, without_joint
from extractor.reading import Match, Relation, Said, Where

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["Days", "counted_words", "days_in", "placed", "said_at", "where_of"]


FIGURE = 12
"""Characters in which a figure behind a count's words is looked for."""
Days = Mapping[tuple[int, int], DaysSaid | None]


def days_in(analysis: Analysis, found: Iterable[Found]) -> Days:
    """What all marked date words mean, by their place: each counted from those before it."""
    marked = {(one.start, one.end) for event in found for one in event.roles.get("day", ())}
    days: dict[tuple[int, int], DaysSaid | None] = {}
    before: DaysSaid | None = None
    for start, end in sorted(marked):
        said = days_said(
            analysis.article.text[start:end], analysis.told_at(start), told_before=before
        )
        days[start, end] = said
        before = said or before
    return days


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
    behind = text[filler.end : filler.end + FIGURE].split()
    if behind and not numbers_said(words) and behind[0][0].isdecimal():
        return f"{words} {behind[0]}"
    return words


def where_of(analysis: Analysis, tagger: Tagger, found: Found) -> tuple[Where, ...]:
    """The place of the event, with the units and the country that it lies in; all of them where
    several are named in a row ("in Kisumu, Nakuru and Nyeri")."""
    text = analysis.article.text
    filler = best(found.roles.get("place", ()), found.words)
    around = sorted(found.roles.get("in", ()), key=lambda one: abs(one.start - found.words.start))
    relation = Relation.IN
    if filler is None:
        if not around:
            return ()
        filler, around, relation = around[0], around[1:], Relation.WITHIN
    elif tagger.relations[filler.detail]:
        relation = Relation(tagger.relations[filler.detail])
    names = list(dict.fromkeys(text[one.start : one.end] for one in around))
    row = in_a_row(text, without_inner(found.roles.get("place", ())), filler)
    return tuple(placed(analysis, said_at(analysis, one), relation, names) for one in row)


def placed(analysis: Analysis, said: Said, relation: Relation, around: Sequence[str] = ()) -> Where:
    """The place that words mean, ``around`` being names that say where it is."""
    countries = countries_told(analysis.article.text, leave_out=[said.text])
    names = [said.text, *(said.text.split("-") if "-" in said.text else ())]
    every = [place_told(name, around, countries) for name in names]
    told = next((one for one in every if one and one.known), every[0])  # "Sukma-Dantewada"
    if told is None:
        return Where(said, said.text, around[0] if around else None, None, relation)
    return told.where(said, relation)


def said_at(analysis: Analysis, filler: Filler) -> Said:
    """The filler's words with their span and how sure the tagger is."""
    words = without_joint(analysis.article.text, filler)
    span = analysis.article.span(words.start, words.end)
    return Said(span.text, span, Match.EXACT, round(filler.sure, 3))
