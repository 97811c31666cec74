"""Everything code can see in an article before anybody reads it.

Dates, places, casualties, incident words and claim words, each with its offsets, resolved against
the article as a whole. Readers choose from it what to ask; coding takes values from it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Protocol, TypeVar

from extractor.article import Article
from extractor.gazetteer import store
from extractor.mentions.casing import cased, in_capitals
from extractor.mentions.casualties import CasualtyMention, find_casualties
from extractor.mentions.claims import ClaimMention, find_claims
from extractor.mentions.dates import find_dates
from extractor.mentions.incidents import IncidentMention, find_incidents
from extractor.mentions.language import languages_of
from extractor.mentions.lexicon import LANGUAGES
from extractor.mentions.nationalities import country_words
from extractor.mentions.parties import find_groups
from extractor.mentions.place_patterns import OF_BEFORE
from extractor.mentions.place_words import TOWN_WORDS
from extractor.mentions.sport import is_sport
from extractor.resolve.dates import DateContext, ResolvedDate, parse_dateline_date, resolve_date
from extractor.resolve.place_strays import happens_within, stands_alone
from extractor.resolve.places import Place, resolve_places, unknown_place
from extractor.span import Span

__all__ = ["Analysis"]

GROUPS = 1000  # more clauses than a sentence has
FILED = 2  # what a dateline counts as: a report is mostly filed from the country it is about


class _Spanned(Protocol):
    @property
    def span(self) -> Span | None: ...


Found = TypeVar("Found", bound=_Spanned)
Lexical = TypeVar("Lexical", IncidentMention, ClaimMention)


def _start(one: _Spanned) -> int:
    return one.span.start if one.span else -1


@dataclass(frozen=True)
class Analysis:
    """What the words of one article say by rule; each part is worked out when first asked for.

    ``article`` is what is read. Of a text in capitals it is a copy with small letters, the offsets
    the same, and ``given`` the article as it came; else the two are one.
    """

    article: Article
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
        return parse_dateline_date(line.date.text, None) if line and line.date else None

    @cached_property
    def told(self) -> date | None:
        """The day the report was filed: the dateline's, else the day of publication.

        "Today" and "Tuesday" count from it."""
        line = self.article.dateline
        day = parse_dateline_date(line.date.text, self.published) if line and line.date else None
        return day or self.published

    @cached_property
    def dates(self) -> tuple[ResolvedDate, ...]:
        """Every date in the body, in text order, resolved against :attr:`told`."""
        context = DateContext(published=self.told, country=self.country)
        text = self.article.text
        return tuple(
            resolve_date(mention, context)
            for sentence in self.article.sentences
            for mention in find_dates(text, sentence.start, sentence.end)
        )

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every place in the text, in text order, each resolved with the others as context.

        A place abroad, in a country of which the article says nothing else, is left out when other
        countries have the name too, or it is no usual name of the place: more often than not it is
        a village at home that the gazetteer lacks. What the words call a village and the gazetteer
        lacks is kept by name.
        """
        line = self.article.dateline
        found = resolve_places(
            self.article.text, dateline=line.place if line else None, unknown=True
        )
        spoken = set(country_words(self.article.text))
        spoken |= {place.country_code for place in found if place.kind == "country"}
        text = self.article.text
        alone = {p for p in found if stands_alone(text, p, found, spoken)}
        if not alone:
            return tuple(found)
        named = [p for p in found if p not in alone or self._called_a_town(p)]
        return tuple(unknown_place(p, named) if p in alone else p for p in named)

    def _called_a_town(self, place: Place) -> bool:
        start = place.span.start if place.span else 0
        before = OF_BEFORE.search(self.article.text, max(0, start - 30), start)
        return bool(before and before["kind"].casefold() in TOWN_WORDS)

    @cached_property
    def country(self) -> str | None:
        """The country most of the article's places lie in (ACLED's name), if any."""
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
        """A state that acts ("U.S. officials") says less of where an article is set than a place
        where something is."""
        start = place.span.start if place.span else 0
        bare = place.kind == "country" and not happens_within(self.article.text, start)
        return 0.5 if bare else 1

    @cached_property
    def casualties(self) -> tuple[CasualtyMention, ...]:
        """Every count of killed, injured, missing, abducted or arrested people."""
        text = self.article.text
        found: list[CasualtyMention] = []
        before: list[CasualtyMention] = []
        for sentence in self.article.sentences:
            here = find_casualties(text, sentence.start, sentence.end, before=before)
            # Groups, the parts of one clause that add up, are numbered within each sentence.
            first = sentence.index * GROUPS
            before = [replace(mention, group=first + mention.group) for mention in here]
            found += before
        return tuple(found)

    @cached_property
    def incidents(self) -> tuple[IncidentMention, ...]:
        """Every incident word, context words too."""
        return tuple(self._in_sentences(find_incidents))

    @cached_property
    def claims(self) -> tuple[ClaimMention, ...]:
        """Every claim word."""
        return tuple(self._in_sentences(find_claims))

    @cached_property
    def groups(self) -> tuple[Span, ...]:
        """Where the groups that the codebook knows are named."""
        return tuple(find_groups(self.article.text))

    @cached_property
    def apart(self) -> tuple[Span, ...]:
        """Where places and dates stand: they end a name that only seems to go on."""
        places = [place.span for place in self.places if place.span]
        return (*places, *(found.span for found in self.dates))

    @property
    def may_hold_something(self) -> bool:
        """False when the lexicons know the language and find nothing, or the text is a report of a
        match without dead: no model need read it."""
        if not self.languages:
            return True
        dead = any(mention.state == "killed" and mention.low for mention in self.casualties)
        if not dead and is_sport(self.article.text):
            return False
        return bool(self.claims) or any(not mention.context for mention in self.incidents)

    def within(self, found: Sequence[Found], span: Span) -> list[Found]:
        """Those of the found things, which are in text order, that lie inside the span."""
        first = bisect_left(found, span.start, key=_start)
        inside = []
        for one in islice(found, first, None):
            if _start(one) >= span.end:
                break
            if one.span and one.span.within(span):
                inside.append(one)
        return inside

    def _in_sentences(self, find: Callable[..., list[Lexical]]) -> Iterator[Lexical]:
        languages = self.languages or LANGUAGES
        for sentence in self.article.sentences:
            yield from find(self.article.text, sentence.start, sentence.end, languages=languages)
