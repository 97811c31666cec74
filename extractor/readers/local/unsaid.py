"""Statements that are none by their own words: "no group has claimed it", "the army did not
comment". The tagger marks the words for claiming and speaking, whether or not somebody did.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extractor import languages
from extractor.actors.official import is_official
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
"""Kinds of words by which somebody owns up, also such as only tell what somebody did."""
ALLEGATION, REQUEST, INQUIRY = "allegation", "request", "inquiry"
MUTUAL = "mutual"
ACCUSING = ("accusation", MUTUAL)
NEGATION, NOT = "any", "not"
"""Of the table ``nobody`` ("no", "not", "nobody"), and of ours what that lacks ("pas")."""
SAID = {CLAIM: CLAIM, DENIAL: DENIAL, "accusation": ALLEGATION}
"""Kinds of words, and the statements that they are words for."""
SIGNS = frozenset(",;:.!?()،؛。，；")
ABETTING, BEHIND = "abetting", 25
"""Letters behind the accused in which what they are accused of begins."""
SURELY = 0.9
"""How sure words are at first sight that are a claim without a word for claiming."""
ACCUSED_SURE = 0.8
"""In a claim of responsibility, words less sure than this accuse nobody."""
NEAR = 45
"""Letters between a "no" and the word for claiming that it makes a word for not claiming."""


def bears_out(analysis: Analysis, statement: Found) -> bool:
    """Whether its sentence, its parties known, bears out what a statement is.

    A claim has a word for claiming in its sentence, accuses somebody, or is surely one: "police
    confirmed the raid" claims nothing; a state's officers claim nothing without such a word. In
    languages the tagger knows little of a sentence with but a word for accusing or denying claims
    nothing, however sure it is. Who accuses nobody without a word for it alleges nothing. Languages
    without the table leave both to the tagger.
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
    text, speakers = analysis.article.text, statement.roles.get("speaker", ())
    if any(is_official(text[one.start : one.end]) for one in speakers):
        return False
    others = there.language in _hardly_read() and any(one.kind in SAID for one in there.said)
    return bool(accused) or (statement.words.sure >= SURELY and not others)


@cache
def said_as(kind: str, language: str) -> frozenset[str]:
    """The words of a kind of the table ``statement_words``, folded."""
    return frozenset(map(fold, languages.words_of(TABLE, kind, language)))


def by_its_words(analysis: Analysis, statement: Found) -> Found:
    """The statement as what its own words say it is, if these are of one kind: the tagger takes
    "부인했다" (denied) for an allegation."""
    if statement.kind not in SAID.values():
        return statement
    said = own_kinds(analysis, statement) & set(SAID)
    return statement.as_kind(SAID[said.pop()]) if len(said) == 1 else statement


def own_kinds(analysis: Analysis, statement: Found) -> set[str]:
    """The kinds of the table that a statement's own words say."""
    text = analysis.article.text
    words = text[statement.words.start : statement.words.end]
    return {one.kind for one in kinds_said(words, TABLE, language_in(text))}


def is_said(analysis: Analysis, statement: Found) -> bool:
    """Whether its sentence bears out that somebody claims, denies or asks for an inquiry.

    Nobody claims where the word for it stands beside a "no". Nobody denies where the sentence has
    no word for it and none that makes a "no" of another, or where it is of claiming or of not
    speaking at all. Nobody asks for an inquiry where no word for one stands. Languages without the
    table, or of inquiries without words for them, leave it to the tagger, as do other kinds.
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
    """The languages that the tagger knows little of, whose events' words have a table."""
    return frozenset(languages.having("event_words"))


def claims_there(analysis: Analysis, filler: Filler) -> bool:
    """Whether the sentence of some words has one for claiming, which no "no" undoes; true in
    languages without the table."""
    there = _sentence(analysis, filler)
    if there.language not in languages.having(TABLE):
        return True
    return _claims(there)


def abets_there(analysis: Analysis, filler: Filler) -> bool:
    """Whether the accused are said, right behind their words, to have stood behind those who did
    it: "accused the junta of encouraging the attackers"."""
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
    """Whether the sentence of some words says that somebody does not claim."""
    return _unclaimed(_sentence(analysis, filler))


class _Sentence(NamedTuple):
    """The words of a sentence, none in a dateline, their language, and the kinds they say."""

    words: str
    language: str
    said: Sequence[KindSaid]


def _sentence(analysis: Analysis, filler: Filler) -> _Sentence:
    home, language = home_of(analysis, filler), language_in(analysis.article.text)
    words = analysis.article.sentences[home].text if home >= 0 else ""
    return _Sentence(words, language, kinds_said(words, TABLE, language))


def _claims(there: _Sentence) -> bool:
    """Whether there is a word for claiming, which no "no" undoes."""
    return any(one.kind in CLAIMING for one in there.said) and not _unclaimed(there)


def _unclaimed(there: _Sentence) -> bool:
    """Whether words for claiming are undone, in themselves, by a "no" in their clause, or by a word
    for denying before them ("denied its responsibility")."""
    if any(one.kind == UNCLAIMED for one in there.said):
        return True
    claims = [one for one in there.said if one.kind in CLAIMING]
    if any(_near(there.words, claim, no) for claim in claims for no in _negations(there)):
        return True
    denials = [one for one in there.said if one.kind == DENIAL]
    return bool(claims) and all(any(_denied(there, no, one) for no in denials) for one in claims)


def _denied(there: _Sentence, denial: KindSaid, claim: KindSaid) -> bool:
    """Whether a word for claiming is behind one for denying in its clause, without an "and"."""
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
