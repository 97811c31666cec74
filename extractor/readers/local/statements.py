"""Turns the statements that the tagger finds into those of a reading, linked to their events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.actors.official import is_his_own
from extractor.codebook.folding import fold
from extractor.codebook.types import SubEventType
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.fillers import best, with_appositions
from extractor.readers.local.gathering import doers_of
from extractor.readers.local.meaning import said_at
from extractor.readers.local.said_parties import parties_of
from extractor.readers.local.sentences import (
    by_sentence,
    home_of,
    names_somebody,
    sentences_of,
)
from extractor.readers.local.spoken_of import EventTold, about_which, names_a_party
from extractor.readers.local.unsaid import ACCUSED_SURE
from extractor.readers.prompting import one_line
from extractor.reading import Said, Statement, StatementKind

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["accounts_of", "each_once", "settled", "statement_of"]

STATEMENT_KINDS = {
    "allegation": StatementKind.ALLEGATION,
    "denial": StatementKind.DENIAL,
    "claim": StatementKind.RESPONSIBILITY,
    "request": StatementKind.INVESTIGATION,
}
TELLER_SURE = 0.7
"""Least probability of an event's source ("teller") for its account to become an allegation."""


def statement_of(
    analysis: Analysis,
    found: Found,
    events: Sequence[EventTold],
    voices: Sequence[Filler] = (),
) -> Statement:
    """Build the reading's statement, with the keys of the events that it is about. A speaker "it"
    or "she" is the last of ``voices`` before it, "the network" the one name shortly before."""
    kind = STATEMENT_KINDS[found.kind]
    parties = parties_of(analysis, found, voices)
    speaker, accused, addressee, investigator = (
        said_at(analysis, one) if one else None for one in parties
    )
    claimed_by = speaker.text if speaker and kind is StatementKind.RESPONSIBILITY else None
    about = found.roles.get("about", ())
    return Statement(
        kind,
        sentences_of(analysis, [found.words]),
        speaker,
        accused,
        addressee,
        investigator,
        about_which(analysis, found.words, about, events, claimed_by),
    )


def accounts_of(
    analysis: Analysis, events: Sequence[EventTold], heard: Sequence[Filler] = ()
) -> list[Statement]:
    """Return an allegation for each source that reports an event in a sentence naming its doer.

    Sources are the event's own tellers and those ``heard`` beside its triggers. None is made if the
    party named is the source's own, or if the sentence has only triggers of other events.
    """
    telling = ((words, one.key) for one in events for words in one.found.telling)
    told_in = by_sentence(analysis, telling)
    heard_in = by_sentence(analysis, ((one, one) for one in heard))
    return [each for one in events for each in _accounts(analysis, one, told_in, heard_in)]


def _accounts(
    analysis: Analysis,
    event: EventTold,
    told_in: Mapping[int, Sequence[str]],
    heard_in: Mapping[int, Sequence[Filler]],
) -> list[Statement]:
    """Return the allegations about one event. By sentence, ``told_in`` has the keys of the events
    reported there, ``heard_in`` the sources."""
    found, key, country = event.found, event.key, event.country
    doers = [one for one in doers_of(analysis, found) if names_somebody(analysis, one)]
    statements = []
    homes = {home_of(analysis, words) for words in found.telling}
    tellers = with_appositions(analysis.article.text, _tellers(analysis, found, heard_in))
    for teller in (one for one in tellers if names_somebody(analysis, one)):
        home = home_of(analysis, teller)
        doer = best([one for one in doers if home_of(analysis, one) == home], found.words)
        foreign = home not in homes and any(other != key for other in told_in.get(home, ()))
        if foreign or home < 0 or teller.sure < TELLER_SURE:
            continue
        if doer is None or doer.overlaps(teller):
            continue
        speaker, accused = said_at(analysis, teller), said_at(analysis, doer)
        if not names_a_party(accused.text, country):
            continue
        if not is_his_own(speaker.text, accused.text, country):
            kind = StatementKind.ALLEGATION
            statements.append(Statement(kind, (home,), speaker, accused, events=(key,)))
    return statements


def _tellers(
    analysis: Analysis, event: Found, heard_in: Mapping[int, Sequence[Filler]]
) -> list[Filler]:
    """Return an event's sources: the marked tellers. In sentences with its triggers, those in
    ``heard_in`` replace them, unless a sure teller has the same words. Who counts the dead of a
    battle accuses nobody."""
    fought = event.kind == SubEventType.ARMED_CLASH
    marked = () if fought else event.roles.get("teller", ())
    surely = [one for one in marked if one.sure >= TELLER_SURE]
    homes = {home_of(analysis, words) for words in event.telling}
    others = [
        one
        for home in homes
        for one in heard_in.get(home, ())
        if not any(map(one.overlaps, surely))
    ]
    better = {home_of(analysis, one) for one in others}
    return [one for one in marked if home_of(analysis, one) not in better] + others


def settled(statements: Sequence[Statement]) -> tuple[tuple[Statement, ...], list[str]]:
    """Return the statements to keep, each once, and a note for each doubtful claim that is dropped.

    A claim of responsibility accuses nobody: with a sure accused party it is doubtful, and a less
    sure one is removed. Statements without any party or event are dropped.
    """
    kept, notes = [], []
    for one in statements:
        if one.kind is StatementKind.RESPONSIBILITY and one.accused:
            if (one.accused.probability or 0.0) >= ACCUSED_SURE:
                notes.append(_doubtful(one))
                continue
            one = replace(one, accused=None)
        if _named(one) and one.events:
            kept.append(one)
    return each_once(kept), notes


def each_once(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Merge statements of one kind by one speaker in one sentence: the one with most parties stays.

    An allegation against nobody is dropped if the same speaker denies something in that sentence.
    """
    kept: list[Statement] = []
    for one in statements:
        same = next((n for n, other in enumerate(kept) if _is_same(one, other)), None)
        if same is None:
            kept.append(one)
        elif _named(one) > _named(kept[same]):
            kept[same] = one
    denials = [one for one in kept if one.kind is StatementKind.DENIAL]
    return tuple(
        one
        for one in kept
        if not _says_nothing(one) and not any(_only_denies(one, other) for other in denials)
    )


def _says_nothing(one: Statement) -> bool:
    """Whether an allegation has neither speaker nor accused."""
    return one.kind is StatementKind.ALLEGATION and not one.speaker and not one.accused


def _is_same(one: Statement, other: Statement) -> bool:
    return (one.kind, one.sentences[:1]) == (other.kind, other.sentences[:1]) and _same_party(
        one.speaker, other.speaker
    )


def _only_denies(one: Statement, denial: Statement) -> bool:
    """Whether an allegation accuses nobody, and the same speaker (or an unnamed one) denies in the
    same sentence."""
    against_nobody = one.kind is StatementKind.ALLEGATION and one.accused is None
    same_sentence = one.sentences[:1] == denial.sentences[:1]
    return against_nobody and same_sentence and _same_party(one.speaker, denial.speaker)


def _same_party(one: Said | None, other: Said | None) -> bool:
    """Whether the words of one contain the other's, or one of them is not named."""
    mine, its = (fold(said.text) if said else "" for said in (one, other))
    return mine in its or its in mine


def _named(one: Statement) -> int:
    parties = (one.speaker, one.accused, one.addressee, one.investigator)
    return sum(party is not None for party in parties)


def _doubtful(statement: Statement) -> str:
    speaker, accused = (
        one_line(one.text) if one else "somebody" for one in (statement.speaker, statement.accused)
    )
    return f"not coded: claim of responsibility by “{speaker}”, who accuses “{accused}” in it"
