"""Everything code can see in an article before anybody reads it.

Dates, places, casualties, incident words and claim words, each with its offsets, resolved against
the article as a whole. Readers choose from it what to ask; coding takes values from it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import accumulate, islice
from typing import Protocol, TypeVar, overload

from extractor.actors.find import find_groups
from extractor.actors.persons import find_people
from extractor.dates.find import find_dates
from extractor.dates.resolve import DateContext, ResolvedDate, parse_dateline_date, resolve_date
from extractor.gazetteer import store
from extractor.lessons.lesson import Lessons
from extractor.lexicon.claims import ClaimMention, find_claims
from extractor.lexicon.incidents import IncidentMention, find_incidents
from extractor.places.casing import cased, in_capitals
from extractor.places.find_patterns import OF_BEFORE
from extractor.places.find_words import TOWN_WORDS
from extractor.places.nationalities import country_words
from extractor.places.resolve import Place, resolve_places, unknown_place
from extractor.places.strays import Named, happens_within, stands_alone
from extractor.text.article import Article
from extractor.text.language import languages_of
from extractor.text.span import Sentence, Span
from extractor.tolls.find import CasualtyMention, find_casualties

__all__ = ["Analysis"]

GROUPS = 1000  # more clauses than a sentence has
NO_LESSONS = Lessons()
FILED = 2  # what a dateline counts as: a report is mostly filed from the country it is about


class _Spanned(Protocol):
    @property
    def span(self) -> Span | None: ...


Found = TypeVar("Found", bound=_Spanned)
Lexical = TypeVar("Lexical", IncidentMention, ClaimMention)


def _start(one: _Spanned) -> int:
    return one.span.start if one.span else -1


def _begins(sentence: Sentence) -> int:
    return sentence.start


class InSentences(Sequence[Found]):
    """What is found in the sentences of an article, in text order; a sentence is looked through
    when something is first asked of it, since coding an event asks of few.

    ``find`` gets the sentence and, ``in_turn``, what was found in the one before it.
    """

    def __init__(
        self,
        sentences: Sequence[Sentence],
        find: Callable[[Sentence, list[Found]], list[Found]],
        *,
        in_turn: bool = False,
    ) -> None:
        self._sentences, self._find, self._in_turn = sentences, find, in_turn
        self._found: dict[int, list[Found]] = {}

    def near(self, span: Span) -> list[Found]:
        """What is found in the sentences that the span touches."""
        number = max(0, bisect_right(self._sentences, span.start, key=_begins) - 1)
        near: list[Found] = []
        while number < len(self._sentences) and self._sentences[number].start < span.end:
            near += self._of(number)
            number += 1
        return near

    def _of(self, number: int) -> list[Found]:
        for at in range(len(self._found) if self._in_turn else number, number + 1):
            if at not in self._found:
                before = self._found.get(at - 1, []) if self._in_turn else []
                self._found[at] = self._find(self._sentences[at], before)
        return self._found[number]

    def __iter__(self) -> Iterator[Found]:
        for number in range(len(self._sentences)):
            yield from self._of(number)

    def __bool__(self) -> bool:
        return any(True for _ in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, index: int) -> Found: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Found]: ...

    def __getitem__(self, index: int | slice) -> Found | Sequence[Found]:
        return list(self)[index]


@dataclass(frozen=True)
class _Setting:
    """Where an article is set: apart from the rest of its analysis, so that what looks for dates
    can ask for it without holding the whole, which then goes as soon as the article is done."""

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
        """A state that acts ("U.S. officials") says less of where an article is set than a place
        where something is."""
        start = place.span.start if place.span else 0
        bare = place.kind == "country" and not happens_within(self.article.text, start)
        return 0.5 if bare else 1


@dataclass(frozen=True)
class Analysis:
    """What the words of one article say by rule; each part is worked out when first asked for.

    ``article`` is what is read. Of a text in capitals it is a copy with small letters, the offsets
    the same, and ``given`` the article as it came; else the two are one. ``lessons`` are those of
    the user's reviewed records, for the meaning of names.
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
        return parse_dateline_date(line.date.text, None) if line and line.date else None

    @cached_property
    def filed(self) -> date | None:
        """The day the report was filed: the dateline's, else the day of publication.

        "Today" and "Tuesday" count from it."""
        line = self.article.dateline
        day = parse_dateline_date(line.date.text, self.published) if line and line.date else None
        return day or self.published

    def filed_at(self, offset: int) -> date | None:
        """The same for what stands at a place of the text: of a live blog its entry's own day."""
        return self.article.published_at(offset) if self.article.blocks else self.filed

    @cached_property
    def dates(self) -> InSentences[ResolvedDate]:
        """Every date in the body, in text order, resolved against :meth:`filed_at` its place."""
        article, filed, setting = self.article, self.filed, self._setting

        def find(sentence: Sentence, _: object) -> list[ResolvedDate]:
            mentions = find_dates(article.text, sentence.start, sentence.end)
            if not mentions:
                return []
            # As in filed_at; the whole analysis is not held by what looks for dates in it.
            day = article.published_at(sentence.start) if article.blocks else filed
            context = DateContext(published=day, country=setting.country)
            return [resolve_date(mention, context) for mention in mentions]

        return InSentences(self.article.sentences, find)

    @cached_property
    def _setting(self) -> _Setting:
        return _Setting(self.article)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place in the text, in text order, each resolved with the others as context.

        A place abroad, in a country of which the article says nothing else, is left out when other
        countries have the name too, or it is no usual name of the place: more often than not it is
        a village at home that the gazetteer lacks. What the words call a village and the gazetteer
        lacks is kept by name.
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
        """For each place where the words of it and of all before it end."""
        return list(accumulate((one.span.end if one.span else 0 for one in self.places), max))

    @property
    def country(self) -> str | None:
        """The country most of the article's places lie in (ACLED's name), if any."""
        return self._setting.country

    @cached_property
    def casualties(self) -> InSentences[CasualtyMention]:
        """Every count of killed, injured, missing, abducted or arrested people."""
        text = self.article.text

        def find(sentence: Sentence, before: list[CasualtyMention]) -> list[CasualtyMention]:
            here = find_casualties(text, sentence.start, sentence.end, before=before)
            # Groups, the parts of one clause that add up, are numbered within each sentence.
            first = sentence.index * GROUPS
            return [replace(mention, group=first + mention.group) for mention in here]

        return InSentences(self.article.sentences, find, in_turn=True)

    @cached_property
    def incidents(self) -> InSentences[IncidentMention]:
        """Every incident word, context words too."""
        return self._in_sentences(find_incidents)

    @cached_property
    def claims(self) -> InSentences[ClaimMention]:
        """Every claim word."""
        return self._in_sentences(find_claims)

    @cached_property
    def groups(self) -> tuple[Span, ...]:
        """Where the groups that the codebook knows are named."""
        return tuple(find_groups(self.article.text))

    @cached_property
    def people(self) -> tuple[Span, ...]:
        """Where people are named."""
        text = self.article.text
        return tuple(p for s in self.article.sentences for p in find_people(text, s.start, s.end))

    def apart_in(self, span: Span) -> list[Span]:
        """Where places and dates stand that begin within the span, or hold it: they end a name that
        only seems to go on."""
        places = [place.span for place in self.places_at(span) if place.span]
        dates = [found.span for found in self.dates.near(span) if found.span.overlaps(span)]
        return [*places, *dates]

    def within(self, found: Sequence[Found], span: Span) -> list[Found]:
        """Those of the found things, which are in text order, that lie inside the span."""
        if isinstance(found, InSentences):
            found = found.near(span)
        first = bisect_left(found, span.start, key=_start)
        inside = []
        for one in islice(found, first, None):
            if _start(one) >= span.end:
                break
            if one.span and one.span.within(span):
                inside.append(one)
        return inside

    def _in_sentences(self, find: Callable[..., list[Lexical]]) -> InSentences[Lexical]:
        text, languages = self.article.text, self.languages

        def here(sentence: Sentence, _: object) -> list[Lexical]:
            return find(text, sentence.start, sentence.end, languages=languages)

        return InSentences(self.article.sentences, here)
