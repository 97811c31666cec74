"""What tagged words mean: days, numbers, places. Looked up in tables, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from extractor.mentions.numbers_said import numbers_said
from extractor.models.encoder.tagging import Filler, Found, Tagger
from extractor.readers.local.fillers import best
from extractor.reading import Match, Relation, Said, Where
from extractor.resolve.count_said import count_said
from extractor.resolve.country_hints import countries_told
from extractor.resolve.days_said import DaysSaid, days_said
from extractor.resolve.place_told import place_told

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["Days", "count_of", "counted_words", "days_in", "where_of"]


FIGURE = 12
"""Characters in which a figure behind a count's words is looked for."""
Days = Mapping[tuple[int, int], DaysSaid | None]


def days_in(analysis: Analysis, found: Iterable[Found]) -> Days:
    """What all marked date words mean, by their place: each counted from those before it."""
    marked = {(one.start, one.end) for event in found for one in event.roles.get("day", ())}
    days: dict[tuple[int, int], DaysSaid | None] = {}
    before: DaysSaid | None = None
    for start, end in sorted(marked):
        said = days_said(analysis.article.text[start:end], analysis.told, told_before=before)
        days[start, end] = said
        before = said or before
    return days


def count_of(analysis: Analysis, filler: Filler) -> tuple[int | None, int | None, str]:
    """Lowest and highest number (``None``: open), and the codebook's word for a vague count."""
    count = count_said(counted_words(analysis, filler))
    return (count.low, count.high, count.vague) if count else (None, None, "")


def counted_words(analysis: Analysis, filler: Filler) -> str:
    """The words of a count, with the figure behind them where they hold none ("at least" 15)."""
    text = analysis.article.text
    words = text[filler.start : filler.end]
    behind = text[filler.end : filler.end + FIGURE].split()
    if behind and not numbers_said(words) and behind[0][0].isdecimal():
        return f"{words} {behind[0]}"
    return words


def where_of(analysis: Analysis, tagger: Tagger, found: Found) -> tuple[Where, ...]:
    """The place of the event, with the units and the country that it lies in."""
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
    span = analysis.article.span(filler.start, filler.end)
    said = Said(span.text, span, Match.EXACT, round(filler.sure, 3))
    names = list(dict.fromkeys(text[one.start : one.end] for one in around))
    told = place_told(span.text, names, countries_told(text, leave_out=[span.text]))
    if told is None:
        return (Where(said, span.text, names[0] if names else None, None, relation),)
    return (told.where(said, relation),)
