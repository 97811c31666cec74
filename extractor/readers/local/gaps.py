"""Splits off events that share another's trigger: "killed 11 in Dalwa on Monday and 4 in Kaduna".

The tagger marks one event for the single trigger, with both counts and both places. If an "and", a
count and a second place follow the event's place, they become an event of their own. Its day is the
one right behind that place, or else the first event's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from extractor.dates.said import DaysSaid, days_said
from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Filler, Found
from extractor.numbers.tables import table
from extractor.numbers.tokens import AND, cut
from extractor.readers.local.fillers import best, language_in
from extractor.readers.local.sentences import CLAUSE_END
from extractor.text.words import SPACED
from extractor.tolls.said_words import CountWords

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["told_in_gaps"]

MOST_WORDS = 6
"""Most words from the "and" to the place: "and five men in"."""
DAY_WORDS, DAY_LETTERS = 4, 60
"""Most words behind the place that are read as its day, and the characters they lie within."""


LATER = date(2024, 3, 1)
SOME_DAY = DaysSaid(date(2024, 1, 3), date(2024, 1, 3), explicit=False)


def told_in_gaps(analysis: Analysis, found: Sequence[Found]) -> list[Found]:
    """Return the events and those split off, in text order: of "killed 11 in Dalwa and 4 in Kaduna"
    the second. The first loses that count and place."""
    events: list[Found] = []
    for one in found:
        for gap in _gaps(analysis.article.text, one):
            one = _without(one, gap)
            events.append(gap)
        events.append(one)
    return sorted(events, key=lambda one: one.words.start)


def _gaps(text: str, one: Found) -> Iterator[Found]:
    place, counts = best(one.roles.get("place", ()), one.words), one.roles.get("killed", ())
    if place is None or not counts:
        return
    marked = (*one.roles.get("place", ()), *one.roles.get("in", ()))
    for other in {each.start: each for each in marked}.values():
        count = _count_before(text, place.end, other.start) if other.start > place.end else None
        if count is None or not any(each.end <= count.start for each in counts):
            continue
        day = _day_behind(text, other.end)
        roles = {
            "doer": one.roles.get("doer", []),
            "weapon": one.roles.get("weapon", []),
            "place": [other],
            "killed": [count],
            "day": [day] if day else _before(count, one.roles.get("day", ())),
        }
        yield replace(one, words=count, roles={**roles, "same": []}, asked=True)


def _before(count: Filler, fillers: Sequence[Filler]) -> list[Filler]:
    return [each for each in fillers if each.end < count.start]


def _count_before(text: str, start: int, end: int) -> Filler | None:
    """Return the count behind the last "and" between two places ("and 4 in", "y a dos en").

    ``start`` is the end of the first place, ``end`` the beginning of the second.
    """
    words = text[start:end]
    language = language_in(text)
    counted = CountWords(cut(words, language), language)
    plain = counted.words
    ands = [at for at, word in enumerate(plain) if word == AND or counted.is_and(at)]
    if not ands or len(plain) - ands[-1] > MOST_WORDS or len(plain) < 2:
        return None
    first = counted.tokens[ands[-1]].start
    if CLAUSE_END.search(words[first:]) or kinds_said(words[first:], "toll_words", language):
        return None
    of = table("joins", language, "of")
    if not of.at(plain, len(plain) - 1):
        return None
    for at in range(ands[-1] + 1, len(plain) - 1):
        number = counted.number(at)
        if number and not counted.unit(number, between=False):
            begin, last = counted.tokens[at].start, counted.tokens[-1].start
            kept = words[begin:last].rstrip()
            return Filler(start + begin, start + begin + len(kept), 1.0)
    return None


def _day_behind(text: str, end: int) -> Filler | None:
    """Return the words for a day right behind a place that ends at ``end``."""
    behind = CLAUSE_END.split(text[end : end + DAY_LETTERS])[0]
    words = list(SPACED.finditer(behind))[:DAY_WORDS]
    said = [days_said(behind[: word.end()], LATER, told_before=SOME_DAY) for word in words]
    if not words or said[-1] is None:
        return None
    last = words[said.index(said[-1])]
    return Filler(end + words[0].start(), end + last.end(), 0.9)


def _without(one: Found, gap: Found) -> Found:
    """Drop from an event the fillers that belong to the one split off."""
    taken = [each for role in ("place", "killed", "day") for each in gap.roles[role]]
    behind = min(each.start for each in gap.roles["killed"])
    roles = {
        role: [
            each for each in fillers if each.start < behind or not any(map(each.overlaps, taken))
        ]
        for role, fillers in one.roles.items()
    }
    return replace(one, roles=roles)
