"""Resolves words for days to dates, and finds such words where the tagger marks none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from extractor import languages
from extractor.codebook.folding import fold
from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.dates.said import DaysSaid, days_said
from extractor.dates.said_words import names_weekday, read_words
from extractor.models.encoder.tagging import Filler, Found
from extractor.numbers.tables import fold_word, table
from extractor.numbers.tokens import unspaced
from extractor.readers.local.edges import behind
from extractor.readers.local.fillers import best, joins, language_in
from extractor.readers.local.sentences import home_of
from extractor.readers.local.toll_parts import anew_in
from extractor.text.words import LETTERS

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = [
    "Days",
    "day_told_beside",
    "days_in",
    "joined_days",
    "with_days_of_their_event",
    "without_counts",
    "without_weekdays",
]

NEAR = 30
"""Characters before marked words within which the rest of a table's entry is sought."""
MOST_BEFORE = 3
"""Most words of a table's entry that are sought beside marked ones."""
DAY_WORDS = 2
"""How many words behind marked ones may complete a day (letters, in scripts without spaces)."""
SENTENCES_BEFORE = 2
"""How many sentences before are searched for the day of an hour or a part of a day."""
OF_A_NIGHT = frozenset(["night", "part", "eve", "to"])
"""Kinds of date words that make two days side by side one night."""
LEAST, LEAST_UNCASED = 4, 3
"""Least letters of a weekday's name, so that abbreviations do not match. The second is for scripts
without capitals, which have no abbreviations ("پیر")."""
NAMED = frozenset(["doer", "target", "place", "in", "speaker", "accused", "addressee"])
"""Roles that a weekday cannot fill."""
UNMARKED = 0.5
"""The probability given to words that the tables have and the tagger does not mark."""
Days = Mapping[tuple[int, int], DaysSaid | None]


def days_in(analysis: Analysis, found: Iterable[Found]) -> Days:
    """Resolve all marked date words; returns the days by their span.

    Each is read relative to the one before it, the first relative to the day named in the sentences
    before it, if any ("on Sunday. … at 10 p.m."). Words that give no day are read together with
    those behind them ("周" of "周日").
    """
    marked = {(one.start, one.end) for event in found for one in event.roles.get("day", ())}
    days: dict[tuple[int, int], DaysSaid | None] = {}
    earlier: DaysSaid | None = None
    text = analysis.article.text
    for start, end in sorted(marked):
        published = analysis.filed_at(start)
        earlier = earlier or _told_before(analysis, start, end)
        said = days_said(text[start:end], published, told_before=earlier)
        for following in () if said else islice(behind(text, end), DAY_WORDS):
            if days_said(text[end:following], published) is None:  # else it is another day
                said = said or days_said(text[start:following], published, told_before=earlier)
        days[start, end] = said
        earlier = said or earlier
    return days


def _told_before(analysis: Analysis, start: int, end: int) -> DaysSaid | None:
    """Return the day of the nearest sentence before some words that names exactly one day."""
    sentence_of_it = analysis.article.sentence_of(analysis.article.span(start, end))
    at = sentence_of_it.index if sentence_of_it else 0
    for sentence in reversed(analysis.article.sentences[max(0, at - SENTENCES_BEFORE) : at]):
        if day := day_told_beside(analysis, sentence.start, sentence.end):
            words = analysis.article.text[day.start : day.end]
            return days_said(words, analysis.filed_at(day.start))
    return None


def joined_days(
    analysis: Analysis, apart: Sequence[Filler], together: Sequence[Filler]
) -> list[Filler]:
    """Keep date words joined only if they then mean one day or night; else return the parts.

    ``apart`` has the fillers as the tagger marked them ("Monday", "Thursday"), ``together`` the
    joined ones.
    """
    text, kept = analysis.article.text, []
    for one in together:
        parts = [part for part in apart if part.within(one)]
        words = text[one.start : one.end]
        days = days_said(words, analysis.filed_at(one.start))
        night = any(item.kind in OF_A_NIGHT for item in read_words(words, language_in(text))[0])
        whole = days is not None and (days.last - days.first).days <= night
        kept += [one] if whole or len(parts) < 2 else parts
    return [whole_day_words(text, one) for one in kept]


def whole_day_words(text: str, filler: Filler) -> Filler:
    """Add words before a day that belong to the same entry of the tables: "l'altro | ieri" is two
    days ago."""
    before = list(LETTERS.finditer(text, max(0, filler.start - NEAR), filler.start))
    inside = [fold(word) for word in LETTERS.findall(text[filler.start : filler.end])]
    for size in range(min(len(before), MOST_BEFORE), 0, -1):
        words = (*(fold(match.group()) for match in before[-size:]), *inside)
        if any(
            words[: len(one)] == one
            for one in _of_several_words(language_in(text))
            if len(one) > size
        ):
            return replace(filler, start=before[-size].start())
    return filler


def without_counts(analysis: Analysis, found: Found, fillers: Sequence[Filler]) -> list[Filler]:
    """Drop numbers of people from date words: "Monday | and 4" in Kaduna, and those of a toll that
    rose "from 20 to 35"."""
    text, filed = analysis.article.text, analysis.filed
    kept = []
    for one in fillers:
        words = text[one.start : one.end]
        if any(
            one.start < new_toll.end and new_toll.start < one.end
            for new_toll in anew_in(analysis, found).values()
        ):
            continue
        parts = words.rsplit(maxsplit=2)
        if len(parts) == 3 and parts[2].isdecimal() and fold(parts[1]) in joins("and"):
            days = days_said(parts[0], filed)
            if days and days == days_said(words, filed):
                one = replace(one, end=one.start + len(parts[0]))
        kept.append(one)
    return kept


@cache
def _of_several_words(language: str) -> frozenset[tuple[str, ...]]:
    return frozenset(one for one in _counted_days(language) if len(one) > 1)


def day_told_beside(analysis: Analysis, start: int, end: int) -> Filler | None:
    """Find the one relative day ("yesterday") in a stretch of the text, or else the one weekday.
    Returns ``None`` if there is none or several."""
    text, counted_days = analysis.article.text, _counted_days(language_in(analysis.article.text))
    words = list(LETTERS.finditer(text, start, end))
    found: dict[str, Filler] = {}
    at = 0
    while at < len(words):
        runs = (words[at : at + size] for size in range(MOST_BEFORE, 0, -1))
        run = next(
            (one for one in runs if tuple(fold(m.group()) for m in one) in counted_days), None
        )
        if run:
            name = " ".join(fold(match.group()) for match in run)
            found.setdefault(name, Filler(run[0].start(), run[-1].end(), UNMARKED))
        at += len(run) if run else 1
    if not found:
        found = {fold(word.group()): _whole(word) for word in words if is_weekday(text, word)}
    return next(iter(found.values())) if len(found) == 1 else None


def with_days_of_their_event(
    analysis: Analysis, found: Sequence[Found], likely: float
) -> list[Found]:
    """Correct days that stand in another sentence than the event's trigger.

    Such an event gets the day of the last event before it with the same event type and place whose
    day is in the trigger's sentence: "killed farmers in Konduga on Tuesday, and a bomb went off on
    Wednesday. … They opened fire in Konduga" is of Tuesday. Triggers less likely than ``likely``
    lend no day. The events are in text order.
    """
    last_days: dict[tuple[EventType, str], Filler] = {}
    events = []
    for event in found:
        day, place = (best(event.roles.get(role, ()), event.words) for role in ("day", "place"))
        if day and place:
            where = fold(analysis.article.text[place.start : place.end])
            told_there = event_type_of(SubEventType(event.kinds[0][0])), where
            main, *others = (home_of(analysis, one) for one in event.telling)
            home = home_of(analysis, day)
            if home not in (main, *others) and told_there in last_days:
                event = replace(event, roles={**event.roles, "day": [last_days[told_there]]})
            elif home == main and event.words.sure >= likely:
                last_days[told_there] = day
        events.append(event)
    return events


def _whole(word: re.Match[str]) -> Filler:
    return Filler(word.start(), word.end(), UNMARKED)


def is_weekday(text: str, word: re.Match[str]) -> bool:
    """Whether a word names a weekday in the text's language and is no abbreviation."""
    language = language_in(text)
    least = LEAST if word.group()[0].lower() != word.group()[0].upper() else LEAST_UNCASED
    if unspaced(language) or len(word.group()) < least:
        return False
    return names_weekday(word.group(), language) and not table("numbers", language).at(
        [fold_word(word.group())], 0
    )


def without_weekdays(text: str, found: Found) -> Found:
    """Drop weekdays marked as parties or places: "on Thursday" is no party, though it may stand
    between "and" and the verb."""
    roles = {}
    for role, fillers in found.roles.items():
        if role != "day" and role in NAMED:
            fillers = [one for one in fillers if not _is_weekday_alone(text, one)]
        roles[role] = fillers
    return replace(found, roles=roles)


def _is_weekday_alone(text: str, one: Filler) -> bool:
    words = list(LETTERS.finditer(text, one.start, one.end))
    return len(words) == 1 and is_weekday(text, words[0])


@cache
def _counted_days(language: str) -> frozenset[tuple[str, ...]]:
    words = languages.words_of("day_words", "day", language)
    return frozenset(tuple(map(fold, LETTERS.findall(one))) for one in words)
