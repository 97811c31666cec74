"""Statements that do not look like one at first sight: "relatives told a radio station".

The tagger gives a quarter of all statements no words. Words of the language's table that accuse,
own up or tell, in sentences where it sees no such statement, are looked at with the mark on them:
then it knows who speaks, and whom he accuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractor.actors.official import is_his_own
from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Filler, Found
from extractor.readers.local.fillers import best, language_in
from extractor.readers.local.sentences import home_of, names_somebody, sentences_within
from extractor.readers.local.unsaid import (
    ACCUSING,
    ALLEGATION,
    CLAIM,
    DENIAL,
    MUTUAL,
    TABLE,
    own_kinds,
)

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["Heard", "heard_of", "speech_in"]

TELLING = "telling"
REAL = 0.5
DOER_SURE = 0.8
"""How sure a doer is, at least, beside whom it is asked who tells of him."""
ACCUSES, OF = 0.7, 0.6
"""How sure the tagger has to be of who accuses, and of whom, behind a word that accuses."""
TELLS = 0.9
"""How sure it has to be of who tells of an event beside its doer."""
OWNS_UP = 0.95
"""How sure it has to be that a word for owning up is a claim."""
LIKELY = 0.7
"""How likely a word that only tells is one of an allegation where the same sentence denies, and
both its parties."""


class Heard(NamedTuple):
    """What is heard of the words looked at: allegations and claims, and who tells of an event."""

    statements: list[Found]
    tellers: list[Filler]


def speech_in(
    analysis: Analysis, begin: int, end: int, events: Sequence[Found], statements: Sequence[Found]
) -> list[tuple[int, int]]:
    """Words of sentences from ``begin`` to before ``end`` in which no allegation was found: those
    that accuse or own up, then those that tell beside a denial or a deed."""
    ranked: list[tuple[int, int, int]] = []
    denied = {home_of(analysis, one.words) for one in statements if one.kind == DENIAL}
    for kind, home, start, stop in _unheard(analysis, begin, end, statements):
        tells = kind == TELLING
        if not tells or home in denied or _has_a_deed(analysis, home, events):
            ranked.append((int(tells), start, stop))
    return [(start, stop) for _, start, stop in sorted(ranked)]


def _unheard(
    analysis: Analysis, begin: int, end: int, statements: Sequence[Found]
) -> Iterator[tuple[str, int, int, int]]:
    """The words that accuse, own up or tell, each with its kind and its sentence, where no
    allegation was found; of owning up where no statement was."""
    language = language_in(analysis.article.text)
    homes = {home_of(analysis, one.words) for one in statements}
    accused = {home_of(analysis, one.words) for one in statements if one.kind == ALLEGATION}
    for sentence in sentences_within(analysis, begin, end):
        if sentence.index in accused:
            continue
        for said in kinds_said(sentence.text, TABLE, language):
            start, stop = sentence.start + said.start, sentence.start + said.end
            if any(one.words.start < stop and start < one.words.end for one in statements):
                continue
            owns_up = said.kind == CLAIM and sentence.index not in homes
            if owns_up or said.kind in (*ACCUSING, TELLING):
                yield said.kind, sentence.index, start, stop


def _has_a_deed(analysis: Analysis, home: int, events: Sequence[Found]) -> bool:
    """Whether a sentence has the words of an event and of who did it."""
    return any(
        any(home_of(analysis, words) == home for words in one.telling)
        and any(
            home_of(analysis, doer) == home and doer.sure >= DOER_SURE
            for doer in one.roles.get("doer", ())
        )
        for one in events
        if one.real >= REAL
    )


def heard_of(analysis: Analysis, statements: Sequence[Found]) -> Heard:
    """The statements, those looked at because somebody asked only where they surely accuse or own
    up; and who surely tells by such words."""
    kept, tellers = [], []
    denials = (one for one in statements if one.kind == DENIAL and not one.asked)
    denied = {home_of(analysis, one.words) for one in denials}
    for one in statements:
        speaker = best(one.roles.get("speaker", ()), one.words)
        if not one.asked or (speaker and _is_sure(analysis, one, speaker, denied)):
            kept.append(one)
        elif speaker and speaker.sure >= TELLS and own_kinds(analysis, one) == {TELLING}:
            tellers.append(speaker)
    return Heard(kept, tellers)


def _is_sure(analysis: Analysis, said: Found, speaker: Filler, denied: set[int]) -> bool:
    """Whether words looked at surely accuse somebody named, or own up."""
    kinds, likely = own_kinds(analysis, said), said.kinds[0][1]
    if not names_somebody(analysis, speaker):
        return False
    if kinds == {CLAIM}:
        return said.kind == CLAIM and min(likely, speaker.sure) >= OWNS_UP
    if MUTUAL in kinds:
        return said.kind in (ALLEGATION, CLAIM) and speaker.sure >= ACCUSES
    accused = best(said.roles.get("accused", ()), said.words)
    if said.kind != ALLEGATION or accused is None or accused.overlaps(speaker):
        return False
    text = analysis.article.text
    who, whom = (text[one.start : one.end] for one in (speaker, accused))
    if is_his_own(who, whom, None):
        return False
    if not kinds.isdisjoint(ACCUSING):
        return speaker.sure >= ACCUSES and accused.sure >= OF
    if home_of(analysis, said.words) not in denied:
        return False
    return min(likely, speaker.sure, accused.sure) >= LIKELY
