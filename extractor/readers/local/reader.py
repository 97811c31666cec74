"""Reads an article with the tagger: finds triggers, fills roles, merges tellings into events.

Rules in the other modules of this package correct each step.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from extractor.codebook.attribution import Attribution, Role
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.accusers import recast, with_accusers, without_reproaches
from extractor.readers.local.apart import told_apart
from extractor.readers.local.composing import Telling, composed
from extractor.readers.local.counts_beside import with_counts_beside, with_new_tolls
from extractor.readers.local.days import (
    day_told_beside,
    days_in,
    joined_days,
    with_days_of_their_event,
    without_counts,
    without_weekdays,
)
from extractor.readers.local.denied import with_denied
from extractor.readers.local.edges import mended
from extractor.readers.local.fillers import (
    HARM,
    LIKELY,
    STATES,
    handed_on,
    harms,
    is_faint,
    is_telling,
    shared_out,
    surest,
)
from extractor.readers.local.forces import named_forces, with_states
from extractor.readers.local.gaps import told_in_gaps
from extractor.readers.local.gathering import event_of, parties_in
from extractor.readers.local.heard import heard_of, speech_in
from extractor.readers.local.meaning import marked_places
from extractor.readers.local.nobody_dies import without_dead
from extractor.readers.local.older import without_older
from extractor.readers.local.rows import counted_apart
from extractor.readers.local.said_parties import voices_of
from extractor.readers.local.scope import in_scope
from extractor.readers.local.second_look import elsewhere, harm_in
from extractor.readers.local.sentences import home_of
from extractor.readers.local.short_names import named_groups, with_groups
from extractor.readers.local.sides_apart import sides_apart, somebody_acts
from extractor.readers.local.spoken_of import EventTold
from extractor.readers.local.statements import accounts_of, settled, statement_of
from extractor.readers.local.toll_parts import anew_in, without_parts, without_totals
from extractor.readers.local.unnamed_doers import with_claimants, with_strikers
from extractor.readers.local.unsaid import bears_out, by_its_words, is_said
from extractor.readers.local.who_accuses import (
    each_other,
    parted,
    with_speakers,
    without_places,
)
from extractor.readers.prompting import not_coded
from extractor.reading import Event, Party, Reading, Statement, StatementKind

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.models.tagger import TaggerModel

__all__ = ["LocalReader"]

REAL = 0.6
"""Least probability that marked words are an event or a statement; others are left out."""
SAYS = 0.5
"""Least probability of a statement's words for it to support the events that it is about."""
TELLS, TELLS_AT_ALL = 0.65, 0.2
"""Least probability that an article reports a current event; below, it has none. The second, lower
one holds if a statement alleges, denies or claims one of its events and somebody armed acts or
speaks. Chosen on the corpus texts that training holds back (docs/decisions/0012)."""

SURELY_TOLD = 0.9
"""How sure the tagger has to be of an event's type and main roles to keep it in an article whose
probability lies between ``TELLS_AT_ALL`` and ``TELLS``."""

SURELY_REAL, WELL_TOLD = 0.9, 0.8
"""Faint trigger words are kept if the tagger, with the mark on them, is at least so sure that they
are an event (first), and of its place and its day or a count (second; docs/decisions/0016)."""

ONLY_ACCUSED = (Attribution.ACCUSED, Attribution.ACCUSED_BY_AUTHORITIES)
TOLD_APART = "of several places together, and told of some of them apart"
OF_NO_TYPE = "of no type that is likely enough, and without a sure number of dead or wounded"
OF_NO_EVENT = "the article as a whole reads as telling of no current event"


class LocalReader:
    """Reads an article with the tagger and rules, without a language model."""

    name = "local"
    prompt_version = "tagger-1"

    def __init__(self, model: TaggerModel) -> None:
        self._model = model

    def read(self, analysis: Analysis) -> Reading:
        """Return the events and statements of the article. Raises :class:`ModelUnavailable` if the
        weights cannot be read, never because of the text."""
        article = analysis.article
        tagger = self._model.tagger
        ask = partial(harm_in, article.text)
        hear = partial(speech_in, analysis)
        found, said, tells = tagger.read(article.text, article.sentences, further=ask, heard=hear)
        found = elsewhere(article.text, found)
        said, tellers = heard_of(analysis, said)
        said = [
            without_weekdays(article.text, mended(article.text, parted(article.text, one)))
            for one in said
            if one.real >= REAL and one.kind != "none"
        ]
        said = with_speakers(analysis, each_other(analysis, said))
        sure = [one for one in said if one.words.sure >= SAYS]
        about = [words for one in sure for words in one.roles.get("about", ())]
        said = [by_its_words(analysis, one) for one in said]
        said = [one for one in said if is_said(analysis, one)]
        real, outside = in_scope(analysis, [one for one in found if one.real >= REAL])
        real = [_mended(analysis, one) for one in real]
        real = told_apart(analysis, real)
        real = told_in_gaps(analysis, [without_parts(article.text, one) for one in real])
        real = counted_apart(analysis, tagger, real)
        real = with_counts_beside(analysis, [without_totals(analysis, one) for one in real])
        real = with_new_tolls(analysis, real)
        said = recast(analysis, without_places(analysis, said, real), real)
        said = [one for one in said if bears_out(analysis, one, real)]
        said, real = without_reproaches(analysis, said, real)
        surely = [one for one in said if one.words.sure >= SAYS]
        real = with_accusers(analysis, tagger.attributions, real, surely)
        real = with_denied(analysis, real, surely)
        dated = [_dated(analysis, one) for one in real]
        events_told = shared_out(with_days_of_their_event(analysis, dated, LIKELY))
        real = handed_on(events_told, partial(home_of, analysis))
        days = days_in(analysis, real)
        marked = marked_places(article.text, real)
        forces = named_forces(parties_in(analysis, real))
        groups = named_groups(analysis, [*real, *said])
        whole = (
            with_states(event_of(analysis, tagger, one, f"e{number}", days, marked), forces)
            for number, one in enumerate(real, 1)
        )
        tellings = [
            Telling(
                one,
                with_groups(event, groups),
                told_anew=bool(anew_in(analysis, one)),
                handed=one is not before,
            )
            for one, before, event in zip(real, events_told, whole, strict=True)
        ]
        standing, faint = _parted(tellings, about)
        spoken_of = any(one.found.is_told_in(about) for one in standing)
        spoken_of = spoken_of and somebody_acts(article.text, [*real, *said])
        notes = [_left(one.event, OF_NO_TYPE) for one in _doubtful(faint, standing)]
        changed = any(one.told_anew for one in standing)
        if tells < (TELLS_AT_ALL if spoken_of else TELLS) and not changed:
            whole_told = tells >= TELLS_AT_ALL
            kept = [one for one in standing if whole_told and _is_fully_told(one.found)]
            notes += [_left(one.event, OF_NO_EVENT) for one in standing if one not in kept]
            standing = kept
        events, keys, left = composed(standing)
        notes += [not_coded(toll.said.text, TOLD_APART) for toll in left if toll.said]
        asked = {one.event.key for one in standing if one.found.asked}
        events = _on_the_day_before(events, asked)
        notes += [
            _left(event, f"{event.sub_event_types[0]}; no place is told")
            for event in events
            if not event.where
        ]
        events, recalled = without_older(analysis, [one for one in events if one.where])
        events, bloodless = without_dead(events)
        notes += [*recalled, *bloodless]
        events = with_strikers(events)
        voices = voices_of(analysis, said, real)
        by_key = {event.key: event for event in events}
        kept_events = [
            EventTold(one.found, key, by_key[key].where[0].country)
            for one in standing
            if (key := keys[one.event.key]) in by_key
        ]
        statements = [statement_of(analysis, one, kept_events, voices) for one in said]
        statements += accounts_of(analysis, kept_events, tellers)
        stand, doubts = settled(statements)
        events = [_without_others_accused(analysis, one, events, stand) for one in events]
        events = [_as_accused(one, stand) for one in events]
        events = with_claimants(events, stand)
        return Reading(
            tuple(events),
            stand,
            (*notes, *outside, *doubts, *_left_out(analysis, found)),
        )


def _mended(analysis: Analysis, found: Found) -> Found:
    """Correct where the event's fillers begin and end, and join date words of one day or night."""
    text = analysis.article.text
    whole = without_weekdays(text, sides_apart(text, mended(text, found)))
    if "day" in whole.roles:
        whole.roles["day"] = joined_days(analysis, found.roles["day"], whole.roles["day"])
        whole.roles["day"] = without_counts(analysis, found, whole.roles["day"])
    return whole


def _dated(analysis: Analysis, found: Found) -> Found:
    """Return the event with a day word of its trigger's sentence, if the tagger marks none."""
    if found.roles.get("day"):
        return found
    words = found.words
    sentence = analysis.article.sentence_of(analysis.article.span(words.start, words.end))
    day = day_told_beside(analysis, sentence.start, sentence.end) if sentence else None
    return replace(found, roles={**found.roles, "day": [day]}) if day else found


def _on_the_day_before(events: Sequence[Event], asked: Container[str]) -> list[Event]:
    """Give an event without a day that of the event before it in the same or the previous sentence.
    For events that were ``asked`` for (by key), one more sentence may stand between."""
    dated: list[Event] = []
    for event in events:
        last = dated[-1] if dated else None
        undated = not event.when and not event.background
        nearest = (0, 1, 2) if event.key in asked else (0, 1)
        if last and undated and min(event.sentences) - max(last.sentences) in nearest:
            event = replace(event, when=last.when)
        dated.append(event)
    return dated


def _parted(
    tellings: Sequence[Telling], about: Sequence[Filler]
) -> tuple[list[Telling], list[Telling]]:
    """Return the tellings that are kept, and the others."""
    kept: list[Telling] = []
    others: list[Telling] = []
    for one in tellings:
        (kept if _stands(one, about) else others).append(one)
    return kept, others


def _stands(telling: Telling, about: Sequence[Filler]) -> bool:
    """Whether a telling is kept. It is if it was asked for, its toll was updated, or it is not
    faint. A faint one needs a likely type or a sure number of dead or wounded, and besides: the
    tagger is sure of its roles, or with such a number a statement is about it (``about``: the words
    for that)."""
    found = telling.found
    if not telling.event.sentences:
        return False
    if found.asked or telling.told_anew or not is_faint(found):
        return True
    if not is_telling(found):
        return False
    return _is_well_told(found) or (harms(found) and found.is_told_in(about))


def _doubtful(faint: Sequence[Telling], kept: Sequence[Telling]) -> list[Telling]:
    """Return the faint tellings whose trigger words are likely and tell of no kept one."""
    triggers = (words for one in kept for words in one.found.telling)
    told = {at for words in triggers for at in range(words.start, words.end)}
    likely = (one for one in faint if one.found.words.sure >= LIKELY and one.event.sentences)
    words = ((one, one.found.words) for one in likely)
    return [one for one, its in words if told.isdisjoint(range(its.start, its.end))]


def _is_well_told(found: Found) -> bool:
    """Whether the tagger, with the mark on its trigger, is sure that it is an event, of its place,
    and of its day or a count of people."""
    place = surest(found, "place")
    number = surest(found, "day", *STATES)
    return found.real >= SURELY_REAL and min(place, number) >= WELL_TOLD


def _is_fully_told(found: Found) -> bool:
    """Whether the tagger is sure of the event's type, day, place and count of victims, and of its
    perpetrator or weapon."""

    certainties = (
        surest(found, "place"),
        surest(found, "day"),
        surest(found, *HARM),
        surest(found, "doer", "weapon"),
    )
    return min(*certainties, found.real, found.kinds[0][1]) >= SURELY_TOLD


def _without_others_accused(
    analysis: Analysis, event: Event, events: Sequence[Event], statements: Sequence[Statement]
) -> Event:
    """Drop perpetrators who are only accused, by an allegation about another event: its sentence
    names that event's place and not this one's. "The mayor blamed JNIM for the killings in
    Diallassagou" says nothing of the bomb near Kidal."""
    if not any(_is_only_accused(party) for party in event.parties):
        return event
    named = _places_of([event])
    elsewhere = [
        one.accused.span
        for one in statements
        if one.kind is StatementKind.ALLEGATION
        and event.key not in one.events
        and one.accused
        and one.accused.span
        and any(_names_place(analysis, one, name) for name in _places_of(events, one.events))
        and not any(_names_place(analysis, one, name) for name in named)
    ]

    def is_others(party: Party) -> bool:
        span = party.said.span if party.said else None
        return _is_only_accused(party) and span is not None and any(map(span.overlaps, elsewhere))

    return replace(event, parties=tuple(one for one in event.parties if not is_others(one)))


def _is_only_accused(party: Party) -> bool:
    return party.role is Role.PERPETRATOR and party.attribution in ONLY_ACCUSED


def _places_of(events: Sequence[Event], keys: Container[str] | None = None) -> set[str]:
    selected = (one for one in events if keys is None or one.key in keys)
    return {where.said.text for one in selected for where in one.where if where.said}


def _names_place(analysis: Analysis, statement: Statement, name: str) -> bool:
    sentences = analysis.article.sentences
    return any(name in sentences[at].text for at in statement.sentences if at < len(sentences))


def _as_accused(event: Event, statements: Sequence[Statement]) -> Event:
    """Shorten a perpetrator's words to those of an accused party that start at the same character:
    the tagger is better at finding where an accused party's words end."""
    accused = [one.accused for one in statements if one.accused and one.accused.span]
    parties = []
    for party in event.parties:
        span = party.said.span if party.said else None
        if party.role is Role.PERPETRATOR and span:
            for one in accused:
                if one.span and one.span.start == span.start and one.span.end < span.end:
                    party = replace(party, said=one)
        parties.append(party)
    return replace(event, parties=tuple(parties))


def _left(event: Event, why: str) -> str:
    return not_coded(event.what.text if event.what else "", why)


def _left_out(analysis: Analysis, found: Sequence[Found]) -> list[str]:
    """Return a note for each likely trigger that, read with the mark on it, is no event."""
    text = analysis.article.text
    doubted = (one.words for one in found if one.real < REAL and one.words.sure >= LIKELY)
    return [not_coded(text[one.start : one.end], "read as no event in scope") for one in doubted]
