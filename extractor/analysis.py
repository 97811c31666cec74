"""Everything code can see in an article before anybody reads it.

Its days, the places in it, each with its offsets and resolved against the article as a whole, and
the groups it names. Readers and coding look things up in it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import accumulate, islice
from typing import Protocol, TypeVar

from extractor.actors.named_groups import find_groups
from extractor.dates.said import day_of_dateline
from extractor.gazetteer import store
from extractor.lessons.lesson import Lessons
from extractor.places.casing import cased, in_capitals
from extractor.places.find_patterns import OF_BEFORE
from extractor.places.find_words import TOWN_WORDS
from extractor.places.nationalities import country_words
from extractor.places.resolve import Place, resolve_places, unknown_place
from extractor.places.strays import Named, happens_within, stands_alone
from extractor.text.article import Article
from extractor.text.language import languages_of
from extractor.text.span import Span

__all__ = ["Analysis"]

GROUPS = 1000  # upper bound: no sentence has so many clauses
NO_LESSONS = Lessons()
FILED = 2  # weight of a dateline: a report is mostly filed from the country it is about


class _Spanned(Protocol):
    @property
    def span(self) -> Span | None: ...


Found = TypeVar("Found", bound=_Spanned)


def _start(one: _Spanned) -> int:
    return one.span.start if one.span else -1


@dataclass(frozen=True)
class _Setting:
    """The places and the country of an article. Kept apart from :class:`Analysis` so that a date
    finder can hold this object without holding the whole analysis, which is then freed as soon as
    the article is done.
    """

    article: Article

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """See :class:`Analysis`."""
        line = self.article.dateline
        found = resolve_places(
            self.article.text, dateline=line.place if line else None, unknown=True
        )
        spoken = set(country_words(self.article.text))
        spoken |= {place.country_code for place in found if place.kind == "country"}
        text = self.article.text
        named = Named(found)
        alone = {p for p in found if stands_alone(text, p, named, spoken)}
        if not alone:
            return tuple(found)
        kept = [p for p in found if p not in alone or self._called_a_town(p)]
        return tuple(unknown_place(p, kept) if p in alone else p for p in kept)

    def _called_a_town(self, place: Place) -> bool:
        start = place.span.start if place.span else 0
        before = OF_BEFORE.search(self.article.text, max(0, start - 30), start)
        return bool(before and before["kind"].casefold() in TOWN_WORDS)

    @cached_property
    def country(self) -> str | None:
        """See :class:`Analysis`."""
        counts: dict[str, float] = {}
        line = self.article.dateline
        for place in self.places:
            if place.country:
                filed = bool(line and place.span and place.span.within(line.place))
                worth = FILED if filed else self._worth(place)
                counts[place.country] = counts.get(place.country, 0) + worth
        names = store.countries()
        for code, number in country_words(self.article.text).items():  # "Salvadoran"
            if code in names and names[code].name in counts:
                counts[names[code].name] += number / 2
        return max(counts, key=lambda name: counts[name]) if counts else None

    def _worth(self, place: Place) -> float:
        """The weight of a place when the article's country is counted.

        A country that acts ("U.S. officials") says less about where an article is set than a place
        where something happens, so it counts half.
        """
        start = place.span.start if place.span else 0
        bare = place.kind == "country" and not happens_within(self.article.text, start)
        return 0.5 if bare else 1


@dataclass(frozen=True)
class Analysis:
    """What rules find in the words of one article; each part is computed when first asked for.

    ``article`` is the text to read. For a text in capitals it is a copy with small letters and the
    same offsets, and ``given`` is the article as it came; otherwise the two are the same object.
    ``lessons`` come from the user's reviewed records and say what names mean.
    """

    article: Article
    lessons: Lessons = NO_LESSONS
    given: Article = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", self.article)
        text, line = self.article.text, self.article.dateline
        if in_capitals(text):
            copy = replace(self.article, text=cased(text, line.end if line else 0))
            object.__setattr__(self, "article", copy)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The lexicon language of the text; empty when no lexicon knows it."""
        return languages_of(self.article.text)

    @cached_property
    def published(self) -> date | None:
        """The day of publication: as given, else the dateline's day if it names a year."""
        if self.article.published:
            return self.article.published
        line = self.article.dateline
        return day_of_dateline(line.date.text, None) if line and line.date else None

    @cached_property
    def filed(self) -> date | None:
        """The day the report was filed: the dateline's, else the day of publication.

        "Today" and "Tuesday" count from it."""
        line = self.article.dateline
        day = day_of_dateline(line.date.text, self.published) if line and line.date else None
        return day or self.published

    def filed_at(self, offset: int) -> date | None:
        """The day that "today" means at an offset: in a live blog the day of that entry, else
        :attr:`filed`."""
        return self.article.published_at(offset) if self.article.blocks else self.filed

    @cached_property
    def _setting(self) -> _Setting:
        return _Setting(self.article)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place in the text, in text order, each resolved with the others as context.

        A place in a country that the article does not otherwise mention is left out if other
        countries have a place of that name, or if the name is not the usual one of the place:
        mostly it is a village at home that the gazetteer lacks. A name that the text calls a
        village ("the village of …") and the gazetteer lacks is kept by name.
        """
        return self._setting.places

    def places_at(self, span: Span) -> list[Place]:
        """The places whose words overlap the span, in text order."""
        places, ends = self.places, self._places_end
        at = first = bisect_left(places, span.end, key=_start)
        while first > 0 and ends[first - 1] > span.start:
            first -= 1
        return [one for one in places[first:at] if one.span and one.span.overlaps(span)]

    @cached_property
    def _places_end(self) -> list[int]:
        """For each place, the largest end offset among that place and all before it."""
        return list(accumulate((one.span.end if one.span else 0 for one in self.places), max))

    @property
    def country(self) -> str | None:
        """The country most of the article's places lie in (ACLED's name), if any."""
        return self._setting.country

    @cached_property
    def groups(self) -> tuple[Span, ...]:
        """The spans of the groups that the codebook knows."""
        return tuple(find_groups(self.article.text))

    def within(self, found: Sequence[Found], span: Span) -> list[Found]:
        """The members of ``found`` (in text order) that lie inside the span."""
        first = bisect_left(found, span.start, key=_start)
        inside = []
        for one in islice(found, first, None):
            if _start(one) >= span.end:
                break
            if one.span and one.span.within(span):
                inside.append(one)
        return inside
