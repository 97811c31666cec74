"""Sentences that go on about an incident without telling it anew.

"The victims were identified as …", "The blast damaged a bank", "The attackers fled": news tells an
incident once and then says more of it. Such a sentence belongs to the incident told last before
it, unless its own day or town is another.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.analysis import Analysis
from extractor.languages.patterns import words_like
from extractor.lexicon.realis import Realis, realis
from extractor.places.resolve import Place, distance_km
from extractor.readers.questions.candidates import SAME_TOWN_KM, Candidate, dates_meet
from extractor.readers.questions.tellings import SAID_ON
from extractor.text.span import Sentence

__all__ = ["sequels"]

FAR = 8  # sentences after the last telling, where the article tells of several incidents
SURE = 3  # weight of words that tell their type by themselves
USUAL = {"Attack", "Looting/property destruction"}  # told of any violence


# What follows is not of the incident.
ELSEWHERE = words_like("at_another_time")


def sequels(analysis: Analysis, found: Sequence[Candidate]) -> list[tuple[int, ...]]:
    """For each incident the sentences that go on about it, in text order."""
    told = {t.sentence.index: at for at, one in enumerate(found) for t in one.tellings}
    more: list[list[int]] = [[] for _ in found]
    before: tuple[int, int] | None = None  # the sentence that told of an incident last, and which
    for sentence in analysis.article.sentences:
        if sentence.index in told:
            before = sentence.index, told[sentence.index]
            continue
        if before is None or ELSEWHERE.match(sentence.text.lstrip()):
            continue
        last, at = before
        if len(found) > 1 and sentence.index - last > FAR:
            continue
        if _can_be_of(analysis, found[at], sentence):
            more[at].append(sentence.index)
    return [tuple(one) for one in more]


def _can_be_of(analysis: Analysis, candidate: Candidate, sentence: Sentence) -> bool:
    """Whether no day and no town in the sentence is another than the incident's, and what it tells
    of happened."""
    text = analysis.article.text
    deeds = [m for m in analysis.within(analysis.incidents, sentence) if not m.context]
    if deeds and all(
        realis(text, m.span, sentence, languages=analysis.languages) is not Realis.ACTUAL
        for m in deeds
    ):
        return False
    sure = {m.sub_event_type for m in deeds if m.weight >= SURE} - USUAL
    if sure and sure.isdisjoint(candidate.sub_event_types):
        return False  # told as something else
    dates = [
        found
        for found in analysis.within(analysis.dates, sentence)
        if found.start
        and not SAID_ON.search(text, max(sentence.start, found.span.start - 60), found.span.start)
    ]
    day = candidate.date
    if day and dates and not any(dates_meet(day, found) for found in dates):
        return False
    towns = [p for p in analysis.within(analysis.places, sentence) if p.kind == "town"]
    place = candidate.place
    return not (
        place and place.kind == "town" and towns and not any(_near(place, town) for town in towns)
    )


def _near(one: Place, other: Place) -> bool:
    km = distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
    return one.name == other.name or km <= SAME_TOWN_KM
