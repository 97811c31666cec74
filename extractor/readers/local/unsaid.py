"""Drops statements that nobody made: "no group has claimed it", "the army did not comment".

The tagger marks the words for claiming and speaking, whether or not somebody did. The languages'
table ``statement_words`` decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extractor import languages
from extractor.actors.kept import generic_name
from extractor.actors.official import is_official
from extractor.actors.resolve import resolve_actor, same_party
from extractor.codebook.actors import ActorKind
from extractor.codebook.folding import fold
from extractor.lexicon.kinds_said import KindSaid, kinds_said
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.fillers import joins, language_in
from extractor.readers.local.sentences import home_of

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = [
    "ACCUSED_SURE",
    "ACCUSING",
    "ALLEGATION",
    "BY",
    "CLAIM",
    "DENIAL",
    "MUTUAL",
    "REQUEST",
    "TABLE",
    "abets_there",
    "bears_out",
    "by_its_words",
    "claims_there",
    "disclaims_there",
    "is_said",
    "own_kinds",
    "said_as",
]

TABLE = "statement_words"
CLAIM, UNCLAIMED, DENIAL, SILENT, BY = "claim", "unclaimed", "denial", "silent", "by"
CLAIMING = (CLAIM, "deed")
"""Kinds of words for a claim: those for claiming, and those that just say what somebody did."""
ALLEGATION, REQUEST, INQUIRY = "allegation", "request", "inquiry"
MUTUAL = "mutual"
ACCUSING = ("accusation", MUTUAL)
NEGATION, NOT = "any", "not"
"""Kinds of negations: of the table ``nobody`` ("no", "not", "nobody"), and of ``statement_words``
what that lacks ("pas")."""
SAID = {CLAIM: CLAIM, DENIAL: DENIAL, "accusation": ALLEGATION}
"""The kind of statement by kind of words."""
SIGNS = frozenset(",;:.!?()،؛。，；")
ABETTING, BEHIND = "abetting", 25
"""Characters behind the accused within which a word for abetting is sought."""
SURELY = 0.9
"""Least probability of a claim's trigger that needs no word for claiming."""
ACCUSED_SURE = 0.8
"""Least probability of an accused party in a claim of responsibility."""
OWN_DEED = 0.5
"""Least probability of the trigger of a claim in which a group tells of its own deed."""
ARMED_GROUPS = (ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA)
NEAR = 45
"""Most characters between a negation and the word for claiming that it negates."""


def bears_out(analysis: Analysis, statement: Found, events: Sequence[Found] = ()) -> bool:
    """Whether the sentence supports that a statement is a claim or an allegation.

    A claim needs a word for claiming in its sentence, an accused party, or high certainty: "police
    confirmed the raid" claims nothing. A non-state armed group that did one of the ``events`` in
    the sentence needs none, if nothing is denied there. Officials always need such a word or a
    sure accused party.
    In languages that the tagger was trained little on, certainty does not suffice if the sentence
    has only words for accusing or denying. An allegation needs an accused party or a word for
    accusing. In languages without the table, the tagger decides.
    """
    if statement.kind not in (CLAIM, ALLEGATION):
        return True
    there, accused = _sentence(analysis, statement.words), statement.roles.get("accused", ())
    if there.language not in languages.having(TABLE):
        return True
    if statement.kind == ALLEGATION:
        return bool(accused) or any(one.kind in ACCUSING for one in there.said)
    if _claims(there) or any(one.sure >= ACCUSED_SURE for one in accused):
        return True
    may_own_up = statement.words.sure >= OWN_DEED and not _denied_in(there)
    if may_own_up and _tells_of_its_deed(analysis, statement, events):
        return True
    text, speakers = analysis.article.text, statement.roles.get("speaker", ())
    if any(is_official(text[one.start : one.end]) for one in speakers):
        return False
    others = there.language in _hardly_read() and any(one.kind in SAID for one in there.said)
    return bool(accused) or (statement.words.sure >= SURELY and not others)


def _denied_in(there: _Sentence) -> bool:
    """Whether anything is denied or negated in a sentence."""
    return any(one.kind == DENIAL for one in there.said) or bool(_negations(there))


def _tells_of_its_deed(analysis: Analysis, claim: Found, events: Sequence[Found]) -> bool:
    """Whether the speaker of a claim is a non-state armed group that did one of the events in the
    claim's sentence: "The Arakan Army said that it had taken the base"."""
    text, home = analysis.article.text, home_of(analysis, claim.words)
    for speaker in claim.roles.get("speaker", ()):
        words = text[speaker.start : speaker.end]
        actor = resolve_actor(words, role="perpetrator", country=None, on=None)
        if actor is None or generic_name(actor) or actor.kind not in ARMED_GROUPS:
            continue
        if not actor.known and is_official(words):
            continue  # "police" of a country that is not known here
        doers = (doer for event in events for doer in event.roles.get("doer", ()))
        here = (text[one.start : one.end] for one in doers if home_of(analysis, one) == home)
        if any(same_party(words, doer, None) for doer in here):
            return True
    return False


@cache
def said_as(kind: str, language: str) -> frozenset[str]:
    """Return the words of a kind of the table ``statement_words``, folded."""
    return frozenset(map(fold, languages.words_of(TABLE, kind, language)))


def by_its_words(analysis: Analysis, statement: Found) -> Found:
    """Correct a statement's kind if its trigger has words of just one kind: the tagger takes
    "부인했다" (denied) for an allegation."""
    if statement.kind not in SAID.values():
        return statement
    said = own_kinds(analysis, statement) & set(SAID)
    return statement.as_kind(SAID[said.pop()]) if len(said) == 1 else statement


def own_kinds(analysis: Analysis, statement: Found) -> set[str]:
    """Return the kinds of words of the table in a statement's trigger."""
    text = analysis.article.text
    words = text[statement.words.start : statement.words.end]
    return {one.kind for one in kinds_said(words, TABLE, language_in(text))}


def is_said(analysis: Analysis, statement: Found) -> bool:
    """Whether the sentence supports that somebody claims, denies or asks for an inquiry.

    A claim must not be negated. A denial needs a word for denying, or else a negation and no word
    for claiming or for not speaking at all. A request needs a word for an inquiry. In languages
    without the table (or without its words for inquiries), the tagger decides, as for other kinds.
    """
    if statement.kind not in (CLAIM, DENIAL, REQUEST):
        return True
    there = _sentence(analysis, statement.words)
    if not there.words or there.language not in languages.having(TABLE):
        return True
    if statement.kind == REQUEST:
        sought = any(one.kind == INQUIRY for one in there.said)
        return sought or not languages.words_of(TABLE, INQUIRY, there.language)
    if statement.kind == CLAIM:
        return not _unclaimed(there)
    kinds = {one.kind for one in there.said}
    silent = bool(kinds & {SILENT, *CLAIMING, UNCLAIMED})
    return DENIAL in kinds or (not silent and bool(_negations(there)))


@cache
def _hardly_read() -> frozenset[str]:
    """Return the languages that the tagger was trained little on: those with ``event_words``."""
    return frozenset(languages.having("event_words"))


def claims_there(analysis: Analysis, filler: Filler) -> bool:
    """Whether the sentence has a word for claiming that is not negated; true in languages without
    the table."""
    there = _sentence(analysis, filler)
    if there.language not in languages.having(TABLE):
        return True
    return _claims(there)


def abets_there(analysis: Analysis, filler: Filler) -> bool:
    """Whether the accused are said, right behind their name, to have abetted the perpetrators:
    "accused the junta of encouraging the attackers"."""
    home = home_of(analysis, filler)
    if home < 0:
        return False
    text, language = analysis.article.text, language_in(analysis.article.text)
    name = text[filler.start : filler.end]
    end = min(analysis.article.sentences[home].end, filler.end + BEHIND)
    words = name + text[filler.end : end]
    for one in kinds_said(words, TABLE, language):
        before = fold(name[: one.start]).split()[-1:]
        tied = one.start >= len(name) or not joins("of", language).isdisjoint(before)
        if one.kind == ABETTING and tied and not words[one.start].isupper():
            return True
    return False


def disclaims_there(analysis: Analysis, filler: Filler) -> bool:
    """Whether the sentence says that somebody makes no claim."""
    return _unclaimed(_sentence(analysis, filler))


class _Sentence(NamedTuple):
    """A sentence's text ("" for words in a dateline), language, and matches in the table."""

    words: str
    language: str
    said: Sequence[KindSaid]


def _sentence(analysis: Analysis, filler: Filler) -> _Sentence:
    home, language = home_of(analysis, filler), language_in(analysis.article.text)
    words = analysis.article.sentences[home].text if home >= 0 else ""
    return _Sentence(words, language, kinds_said(words, TABLE, language))


def _claims(there: _Sentence) -> bool:
    """Whether there is a word for claiming that is not negated."""
    return any(one.kind in CLAIMING for one in there.said) and not _unclaimed(there)


def _unclaimed(there: _Sentence) -> bool:
    """Whether claiming is negated: by the word itself, by a negation in its clause, or by a word
    for denying before it ("denied its responsibility")."""
    if any(one.kind == UNCLAIMED for one in there.said):
        return True
    claims = [one for one in there.said if one.kind in CLAIMING]
    if any(_near(there.words, claim, no) for claim in claims for no in _negations(there)):
        return True
    denials = [one for one in there.said if one.kind == DENIAL]
    return bool(claims) and all(any(_denied(there, no, one) for no in denials) for one in claims)


def _denied(there: _Sentence, denial: KindSaid, claim: KindSaid) -> bool:
    """Whether a word for claiming follows one for denying in its clause, without "and" between."""
    if claim.start < denial.end or not _near(there.words, denial, claim):
        return False
    between = map(fold, there.words[denial.end : claim.start].split())
    return joins("and", there.language).isdisjoint(between)


def _negations(there: _Sentence) -> list[KindSaid]:
    nobody = kinds_said(there.words, "nobody", there.language)
    nots = [one for one in there.said if one.kind == NOT]
    return [one for one in nobody if one.kind == NEGATION] + nots


def _near(words: str, one: KindSaid, other: KindSaid) -> bool:
    first, last = sorted((one, other), key=lambda said: said.start)
    between = words[first.end : last.start]
    return len(between) <= NEAR and SIGNS.isdisjoint(between)
