"""Statements that are none by their own words: "no group has claimed it", "the army did not
comment". The tagger marks the words for claiming and speaking, whether or not somebody did.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from extractor import languages
from extractor.codebook.folding import fold
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.fillers import joins, language_in
from extractor.readers.local.kinds_said import KindSaid, kinds_said
from extractor.readers.local.sentences import home_of

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = [
    "BY",
    "DENIAL",
    "TABLE",
    "abets_there",
    "claims_there",
    "disclaims_there",
    "is_said",
    "said_as",
]

TABLE = "statement_words"
CLAIM, UNCLAIMED, DENIAL, SILENT, BY = "claim", "unclaimed", "denial", "silent", "by"
NEGATION, NOT = "any", "not"
"""Of the table ``nobody`` ("no", "not", "nobody"), and of ours what that lacks ("pas")."""
CLAUSE = re.compile("[,;:.!?()،؛。，；]")
ABETTING, BEHIND = "abetting", 25
"""Letters behind the accused in which what they are accused of begins."""
NEAR = 45
"""Letters between a "no" and the word for claiming that it makes a word for not claiming."""


@cache
def said_as(kind: str, language: str) -> frozenset[str]:
    """The words of a kind of the table ``statement_words``, folded."""
    return frozenset(map(fold, languages.words_of(TABLE, kind, language)))


def is_said(analysis: Analysis, statement: Found) -> bool:
    """Whether its sentence bears out that somebody claims or denies.

    Nobody claims where the word for it stands beside a "no". Nobody denies where the sentence has
    no word for it and none that makes a "no" of another, or where it is of claiming or of not
    speaking at all. Languages without the table leave it to the tagger, as do other kinds.
    """
    kind = statement.kind
    words, language = _sentence(analysis, statement.words), language_in(analysis.article.text)
    if not words or language not in languages.having(TABLE) or kind not in (CLAIM, DENIAL):
        return True
    said = kinds_said(words, TABLE, language)
    kinds = {one.kind for one in said}
    if kind == CLAIM:
        return not _unclaimed(words, language, said)
    if DENIAL in kinds:
        return True
    silent = bool(kinds & {SILENT, CLAIM, UNCLAIMED})
    return not silent and bool(_negations(words, language))


def claims_there(analysis: Analysis, filler: Filler) -> bool:
    """Whether the sentence of some words has one for claiming, which no "no" undoes; true in
    languages without the table."""
    words, language = _sentence(analysis, filler), language_in(analysis.article.text)
    if language not in languages.having(TABLE):
        return True
    said = kinds_said(words, TABLE, language)
    claims = any(one.kind == CLAIM for one in said)
    return claims and not _unclaimed(words, language, said)


def abets_there(analysis: Analysis, filler: Filler) -> bool:
    """Whether the accused are said, right behind their words, to have stood behind those who did
    it: "accused the junta of encouraging the attackers"."""
    home = home_of(analysis, filler)
    if home < 0:
        return False
    sentence = analysis.article.sentences[home]
    behind = analysis.article.text[filler.end : min(sentence.end, filler.end + BEHIND)]
    name, language = (
        analysis.article.text[filler.start : filler.end],
        language_in(analysis.article.text),
    )
    for one in kinds_said(name + behind, TABLE, language):
        before = fold(name[: one.start]).split()[-1:]
        tied = one.start >= len(name) or not joins("of", language).isdisjoint(before)
        if one.kind == ABETTING and tied and not (name + behind)[one.start].isupper():
            return True
    return False


def disclaims_there(analysis: Analysis, filler: Filler) -> bool:
    """Whether the sentence of some words says that somebody does not claim."""
    words, language = _sentence(analysis, filler), language_in(analysis.article.text)
    return _unclaimed(words, language, kinds_said(words, TABLE, language))


def _sentence(analysis: Analysis, filler: Filler) -> str:
    home = home_of(analysis, filler)
    return analysis.article.sentences[home].text if home >= 0 else ""


def _unclaimed(words: str, language: str, said: Sequence[KindSaid]) -> bool:
    """Whether words for claiming are undone, in themselves or by a "no" in their clause."""
    if any(one.kind == UNCLAIMED for one in said):
        return True
    claims = [one for one in said if one.kind == CLAIM]
    return bool(claims) and any(
        _near(words, claim, no) for claim in claims for no in _negations(words, language)
    )


def _negations(words: str, language: str) -> Sequence[KindSaid]:
    nobody = [one for one in kinds_said(words, "nobody", language) if one.kind == NEGATION]
    return nobody + [one for one in kinds_said(words, TABLE, language) if one.kind == NOT]


def _near(words: str, one: KindSaid, other: KindSaid) -> bool:
    first, last = sorted((one, other), key=lambda said: said.start)
    between = words[first.end : last.start]
    return len(between) <= NEAR and CLAUSE.search(between) is None
