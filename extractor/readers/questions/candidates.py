"""Incidents by rule: tellings of the same thing put together, the rest left out with the reason.

ACLED's events are atomic by day, place, actor pair and type (ACLED codebook, "Event"). Two
tellings are one incident unless their days, places or kinds cannot be the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from extractor.analysis import Analysis
from extractor.codebook.types import SubEventType
from extractor.dates.resolve import ResolvedDate
from extractor.languages.patterns import words_like
from extractor.lexicon.incidents import WEAPONS
from extractor.places.resolve import Place, country_of, distance_km
from extractor.readers.prompting import not_coded
from extractor.readers.questions.candidate import (
    Candidate,
    family_of,
    has_own_place,
    sentence_after,
)
from extractor.readers.questions.reasons import UNDATED, why_not
from extractor.readers.questions.specific import is_specific
from extractor.readers.questions.tellings import Telling, tellings
from extractor.tolls.find import CasualtyMention

__all__ = ["candidates"]

RECALL = 12  # incidents an article keeps in play; also keeps very long texts from taking for ever
SAME_TOWN_KM = 15  # quarters and villages of one town; the radius of a mid-sized city
BACK = 4  # sentences over which a place still holds
PLURAL = words_like("several_deeds")
ABDUCTION = SubEventType.ABDUCTION.value


def candidates(
    analysis: Analysis, given: Iterable[Telling] | None = None
) -> tuple[list[Candidate], list[str]]:
    """The incidents of an article in text order, and a note for each thing left out.

    ``told`` are the tellings, by default those the lexicons find."""
    found: list[Candidate] = []
    all_tellings = list(tellings(analysis) if given is None else given)
    summary = _sums_up(all_tellings)
    for telling in all_tellings:
        home = next(
            (
                c
                for c in reversed(found[-RECALL:])
                if _same(c, telling) and not (summary in c.tellings and _town(telling))
            ),
            None,
        )
        if home is None:
            home = Candidate()
            found.append(home)
        home.tellings.append(telling)
    if summary:
        found = _without_summary(found, summary)
    told_in = {telling.sentence.index for telling in all_tellings}
    for candidate in found:
        candidate.after = _counts_after(analysis, candidate, told_in)
        if candidate.place is None:
            candidate.around = _place_before(analysis, candidate.tellings[0], all_tellings)
    notes: list[str] = []
    kept = []
    for candidate in found:
        reason = why_not(analysis, candidate, found)
        if reason in UNDATED and is_specific(analysis, candidate.tellings):
            reason, candidate.known = None, True
            if not has_own_place(candidate):
                candidate.around = _home(analysis)
        elif not reason and candidate.place is None:
            candidate.around = _home(analysis)
        if reason:
            notes.append(not_coded(candidate.tellings[0].head.span.text, reason))
        else:
            kept.append(candidate)
    return kept, notes


def _place_before(analysis: Analysis, telling: Telling, given: Sequence[Telling]) -> Place | None:
    """Where something was last told to happen, within a few sentences, else the place last named
    in passing, else the dateline's: "in the city", "north of the town" and nothing at all mean it.
    Not for what happened "separately", not where somebody only accuses or denies, and not a
    country, which says too little to be taken over."""
    first = telling.sentence.index - BACK
    before = [
        t.place
        for t in given
        if first <= t.sentence.index < telling.sentence.index
        and t.place
        and t.place.kind != "country"
        and not t.claims
    ]
    if not before:
        sentences = analysis.article.sentences[max(0, first) : telling.sentence.index]
        before = [
            place
            for sentence in sentences
            if not analysis.within(analysis.claims, sentence)
            for place in analysis.within(analysis.places, sentence)
            if place.kind != "country"
        ]
    if before and not telling.another:
        return before[-1]
    line = analysis.article.dateline
    filed = [p for p in analysis.places if line and p.span and p.span.within(line.place)]
    return filed[0] if filed else None


def _same(candidate: Candidate, telling: Telling) -> bool:
    """Whether the telling can be of this incident."""
    family = family_of(telling.sub_event_type)
    told_at_once = any(t.sentence.index == telling.sentence.index for t in candidate.tellings)
    if told_at_once or not _fits_family(candidate, telling, family):
        return False
    place, date = candidate.place, candidate.date
    if date and telling.date and not _dates_meet(date, telling.date):
        return False
    if place and telling.place and not _places_meet(place, telling.place):
        return False
    if telling.another and not (telling.date is None and telling.place is None):
        return False
    if telling.date is None and telling.place is None and not telling.another:
        return True
    return not _other_weapon(candidate, telling)


def _fits_family(candidate: Candidate, telling: Telling, family: str) -> bool:
    if family == candidate.family:
        return True
    # Violence at a demonstration is told without naming the demonstration again.
    return (
        candidate.family == "demonstration"
        and family == "violence"
        and telling.place is None
        and telling.sentence.index - candidate.tellings[-1].sentence.index <= 2
    )


def _other_weapon(candidate: Candidate, telling: Telling) -> bool:
    mine, its = candidate.tellings[0].sub_event_type, telling.sub_event_type
    if (mine == ABDUCTION) != (its == ABDUCTION):
        return {mine, its} & set(WEAPONS) != set()
    return mine in WEAPONS and its in WEAPONS and mine != its and telling.head.weight >= 3


def _dates_meet(a: ResolvedDate, b: ResolvedDate) -> bool:
    """Whether some day is one of both; a date that is not known may be any."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return True
    return a.start <= b.end and b.start <= a.end


def _places_meet(a: Place, b: Place) -> bool:
    if a.country != b.country:
        return False
    if a.kind == b.kind == "unknown":
        return a.name.casefold() == b.name.casefold()
    if "unknown" in (a.kind, b.kind):
        return not (a.admin1 and b.admin1) or a.admin1 == b.admin1
    if "country" in (a.kind, b.kind):
        return True
    if {a.kind, b.kind} & {"admin1", "area"}:
        return a.admin1 == b.admin1 or "area" in (a.kind, b.kind)
    return distance_km(a.latitude, a.longitude, b.latitude, b.longitude) <= SAME_TOWN_KM


def _sums_up(given: list[Telling]) -> Telling | None:
    """The first telling when it only sums up: several ("two attacks", "clashes") and no town, while
    two or more towns are told of below."""
    if len(given) < 3 or _town(given[0]):
        return None
    first = given[0]
    if not any(PLURAL.search(mention.span.text) for mention in first.mentions):
        return None
    family = family_of(first.sub_event_type)
    towns = {
        _town(t)
        for t in given[1:]
        if family_of(t.sub_event_type) == family
        and (not t.date or not first.date or _dates_meet(t.date, first.date))
    }
    return first if len(towns - {None}) > 1 else None


def _town(telling: Telling) -> str | None:
    place = telling.place
    return place.gazetteer_id if place and place.kind in ("town", "admin2", "admin1") else None


def _without_summary(found: list[Candidate], summary: Telling) -> list[Candidate]:
    """The summing-up goes, since its parts are told below; its day passes to those without."""
    lead = next(c for c in found if summary in c.tellings)
    parts = [c for c in found if c is not lead and c.family == lead.family and c.place]
    if len(parts) < 2:
        return found
    for part in parts:
        part.inherited = lead.date
    return [c for c in found if c is not lead]


def _counts_after(
    analysis: Analysis, candidate: Candidate, told_in: Collection[int]
) -> list[CasualtyMention]:
    """Counts in the sentence after the last telling, if that tells of nothing itself: "There were
    no casualties"."""
    after = sentence_after(analysis, candidate)
    if after is None or after.index in told_in:
        return []
    return analysis.within(analysis.casualties, after)


def _home(analysis: Analysis) -> Place | None:
    """The country the article is about, where it is named, else that of the dateline."""
    named = [p for p in analysis.places if p.country == analysis.country]
    whole = [p for p in named if p.kind == "country"]
    return whole[0] if whole else country_of(named[0]) if named else None
