"""Reads an article with the tagger: detect, fill, compose; code checks afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.codebook.attribution import Role
from extractor.codebook.folding import fold
from extractor.models.encoder.tagging import Filler, Found
from extractor.places.casing import in_capitals
from extractor.readers.linking import event_of_statement
from extractor.readers.local.composing import Telling, composed
from extractor.readers.local.edges import mended
from extractor.readers.local.fillers import shared_out
from extractor.readers.local.forces import named_forces, with_states
from extractor.readers.local.gathering import (
    accounts_of,
    event_of,
    parties_in,
    statement_of,
    voices_of,
)
from extractor.readers.local.meaning import days_in
from extractor.readers.local.rules import read_by_rules, same_event, second_opinion
from extractor.readers.prompting import one_line
from extractor.reading import Event, Reading, Statement, StatementKind

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.models.tagger import TaggerModel

__all__ = ["LocalReader"]

REAL = 0.5
"""What is less likely an event is left out."""
SURE = 0.45
"""Words less likely an event's at first sight stand only where rules find the event, too."""
TELLS = 0.5
"""An article less likely to tell of a current event tells of none, unless somebody alleges, denies
or claims what it tells. Chosen on the texts of the corpus that training holds back
(docs/decisions/0012)."""

SHORT = 2
"""A text of no more sentences is a lead or a headline. What the tagger says of a whole article it
learned on longer ones: here what rules find, too, stands (docs/decisions/0012)."""

OF_NO_EVENT = "the article as a whole reads as telling of no current event"
CAPITALS = "written in capitals: read by rules, which are better at it than the tagger"


class LocalReader:
    """Reads without a language model."""

    name = "local"
    prompt_version = "tagger-1"

    def __init__(self, model: TaggerModel) -> None:
        self._model = model

    def read(self, analysis: Analysis) -> Reading:
        """Events and statements of the article. Raises :class:`ModelUnavailable` where the
        weights cannot be read, never for a text."""
        article = analysis.article
        ruled = read_by_rules(analysis)
        if in_capitals(analysis.given.text) and analysis.languages:
            return replace(ruled, notes=(*ruled.notes, CAPITALS))
        tagger = self._model.tagger
        found, said, tells = tagger.read(article.text, article.sentences)
        short = len(article.sentences) <= SHORT
        if short and ruled.events and not any(one.real >= REAL for one in found):
            spans = [one.what.span for one in ruled.events if one.what and one.what.span]
            also = [(span.start, span.end) for span in spans]
            found, said, _ = tagger.read(article.text, article.sentences, also)
        real = shared_out([mended(article.text, one) for one in found if one.real >= REAL])
        keyed = [(one, f"e{number}") for number, one in enumerate(real, 1)]
        days = days_in(analysis, real)
        forces = named_forces(parties_in(analysis, real))
        tellings = [
            Telling(one, with_states(event_of(analysis, tagger, one, key, days), forces))
            for one, key in keyed
        ]
        said = [
            mended(article.text, one)
            for one in said
            if one.real >= REAL and one.kinds[0][0] != "none"
        ]
        about = [words for one in said for words in one.roles.get("about", ())]
        standing = [one for one in tellings if _stands(one, ruled.events, about)]
        spoken_of = any(_is_spoken_of(one, about) for one in standing)
        notes: list[str] = []
        if tells < TELLS and not spoken_of:
            kept = [one for one in standing if short and _found_twice(one, ruled.events)]
            notes = [_left(one.event, OF_NO_EVENT) for one in standing if one not in kept]
            standing = kept
        events, keys = composed(standing)
        events = [second_opinion(analysis, event, ruled.events) for event in events]
        notes += [
            _left(event, f"{event.sub_event_types[0]}; no place is told")
            for event in events
            if not event.where
        ]
        events = [event for event in events if event.where]
        voices = voices_of(analysis, said, real)
        statements = [
            _about(analysis, statement_of(analysis, one, keyed, voices), keys, events)
            for one in said
        ]
        doubted = [one for one in statements if _accuses_in_a_claim(one)]
        notes += [_doubtful(one) for one in doubted]
        statements = [one for one in statements if one not in doubted]
        events = [_as_accused(event, statements) for event in events]
        known = {event.key for event in events}
        for one in standing:
            key = keys[one.event.key]
            if key in known:
                statements += accounts_of(analysis, one.found, key)
        return Reading(
            tuple(events),
            _each_once([one for one in statements if one.events]),
            (*notes, *_left_out(analysis, found)),
            complete=True,
        )


def _stands(telling: Telling, ruled: Sequence[Event], about: Sequence[Filler]) -> bool:
    """Whether its words are an event's at first sight, or rules find that event, too, or somebody
    alleges, denies or claims it or wants it investigated."""
    event = telling.event
    if not event.sentences:
        return False
    sure = telling.found.words.sure >= SURE or _is_spoken_of(telling, about)
    return sure or _found_twice(telling, ruled)


def _found_twice(telling: Telling, ruled: Sequence[Event]) -> bool:
    return any(same_event(telling.event, one) for one in ruled)


def _is_spoken_of(telling: Telling, about: Sequence[Filler]) -> bool:
    """Whether words that statements are about are words of the event."""
    return any(one.overlaps(other) for one in about for other in telling.found.telling)


def _each_once(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Of statements of one kind by one speaker in one sentence the fullest."""
    kept: list[Statement] = []
    for one in statements:
        same = next((n for n, other in enumerate(kept) if _is_same(one, other)), None)
        if same is None:
            kept.append(one)
        elif _named(one) > _named(kept[same]):
            kept[same] = one
    return tuple(kept)


def _is_same(one: Statement, other: Statement) -> bool:
    if (one.kind, one.sentences[:1]) != (other.kind, other.sentences[:1]):
        return False
    mine, its = (fold(said.text) if said else "" for said in (one.speaker, other.speaker))
    return mine == its or bool(mine and its and (mine in its or its in mine))


def _named(one: Statement) -> int:
    return sum(party is not None for party in (one.accused, one.addressee, one.investigator))


def _about(
    analysis: Analysis, statement: Statement, keys: Mapping[str, str], events: Sequence[Event]
) -> Statement:
    """The statement with the events it is about: those whose words it is tied to, else the one
    it stands nearest to; none where it stands in no sentence (in a dateline)."""
    if not statement.sentences:
        return replace(statement, events=())
    known = {event.key for event in events}
    tied = dict.fromkeys(keys[key] for key in statement.events if keys.get(key) in known)
    nearest = event_of_statement(analysis, statement, events) if events and not tied else None
    return replace(statement, events=tuple(tied) or ((nearest,) if nearest else ()))


def _as_accused(event: Event, statements: Sequence[Statement]) -> Event:
    """The event with a doer in the words by which a statement accuses it, where the doer's own
    begin with them: of a statement's parties the tagger knows better where they end."""
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


def _accuses_in_a_claim(statement: Statement) -> bool:
    """Whether it is read as a claim of responsibility in which somebody else is accused: who says
    "it was us" accuses nobody, so one of the two is wrong."""
    return statement.kind is StatementKind.RESPONSIBILITY and statement.accused is not None


def _doubtful(statement: Statement) -> str:
    speaker, accused = (
        one_line(one.text) if one else "somebody" for one in (statement.speaker, statement.accused)
    )
    return f"not coded: claim of responsibility by “{speaker}”, who accuses “{accused}” in it"


def _left(event: Event, why: str) -> str:
    words = one_line(event.what.text) if event.what else ""
    return f"not coded: “{words}” ({why})"


def _left_out(analysis: Analysis, found: Sequence[Found]) -> list[str]:
    """A note for each word that looked like an event's and is none with the mark on it."""
    notes = []
    for one in found:
        if one.real < REAL and one.words.sure >= SURE:
            words = one_line(analysis.article.text[one.words.start : one.words.end])
            notes.append(f"not coded: “{words}” (read as no event in scope)")
    return notes
